import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { withOwner } from '../../../test/support/database.ts'
import { type MoneyStage, openMoneyStage } from '../../../test/support/money.ts'
import { refusedLater } from '../../../test/support/refused.ts'
import { newId } from '../../platform/ids.ts'
import { anonymous } from '../organisation/index.ts'
import { assessDossier, closeDrawer, importStatement, reconcileDay, startOnlinePayment, takeCash } from './index.ts'

let stage: MoneyStage
const paid: Record<string, string> = {}

const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
const day = () => reconcileDay(stage.money, { agencyId: stage.agencyId, on: today, actor: stage.leader })

before(async () => {
  stage = await openMoneyStage()
  const drawerId = await stage.openDrawer(stage.cashier, 0)
  for (const name of ['one', 'two', 'three', 'four', 'five', 'six']) {
    const { id } = await stage.accepted()
    const taken = await takeCash(stage.money, { id: newId(), dossierId: id, tendered: 75_000, actor: stage.cashier })
    paid[name] = taken.paymentId
  }
  for (const name of ['online', 'online-2']) {
    const { id, citizen } = await stage.accepted()
    const opened = await startOnlinePayment(stage.money, { dossierId: id, actor: citizen.actor, ip: '' })
    await stage.platform.pay(opened.reference)
    paid[name] = opened.reference
  }
  const lines: string[] = []
  for (const name of ['bank', 'bank-2', 'bank-3', 'bank-4']) {
    const { id, code } = await stage.accepted()
    await assessDossier(stage.money, id)
    lines.push(`${today},${name},75000,HS ${code}`)
  }
  const csv = `Date,Reference,Amount,Description\n${lines.join('\n')}\n`
  await importStatement(stage.money, {
    agencyId: stage.agencyId,
    fileName: 'a.csv',
    content: Buffer.from(csv),
    actor: stage.cashier,
  })
  for (const name of ['bank-3', 'bank-4']) {
    const [row] = await stage.rows<{ id: string }>(
      'SELECT payment_id AS id FROM money_statement_line WHERE bank_reference = $1',
      [name],
    )
    paid[name] = row?.id ?? ''
  }
  const notes = { 200000: 2, 50000: 1 }
  await closeDrawer(stage.money, { drawerId, notes, reason: '', actor: stage.cashier })
})
after(() => stage.close())

test('an honest day agrees to the đồng', async () => {
  const { differences, payments, accounts } = await day()
  assert.deepEqual(differences, [])
  assert.deepEqual(payments, [
    { method: 'cash', count: 6, amount: 450_000 },
    { method: 'bank', count: 4, amount: 300_000 },
    { method: 'platform', count: 2, amount: 150_000 },
  ])
  const closing = Object.fromEntries(accounts.map((account) => [account.account, account.closing]))
  assert.deepEqual(
    [closing.safe, closing.cash, closing.bank, closing.platform, closing.fee_revenue],
    [450_000, 0, 300_000, 150_000, -900_000],
  )
})

test('only those who answer for the agency may look', async () => {
  const elsewhere = await stage.province.newOfficer('Xa', [{ agencySlug: 'xa-van-giang', role: 'agency_leader' }])
  const handler = await stage.province.newOfficer('Gần', [{ agencySlug: 'phuong-pho-hien', role: 'handler' }])
  const citizen = (await stage.province.newCitizen()).actor
  for (const actor of [elsewhere, handler, citizen, anonymous]) {
    await refusedLater(reconcileDay(stage.money, { agencyId: stage.agencyId, on: today, actor }), 'money.not_your_desk')
  }
})

test('ten planted differences of ten kinds are found, and nothing else', async () => {
  await withOwner(stage.database.ownerUrl, async (owner) => {
    // What no use case can do: behind the application, with its guards off.
    await owner.query("SET session_replication_role = 'replica'")
    const plant = (text: string, values: unknown[] = []) => owner.query(text, values)
    const entryOf = `(SELECT id FROM money_entry WHERE cause = 'payment:' || $1)`
    // 1 payment not in the journal
    await plant(`DELETE FROM money_posting WHERE entry_id = ${entryOf}`, [paid['bank-3']])
    await plant(`DELETE FROM money_entry WHERE cause = 'payment:' || $1`, [paid['bank-3']])
    // 2 another amount in the journal (both sides)
    await plant(
      `UPDATE money_posting SET debit = CASE WHEN debit > 0 THEN 57000 ELSE 0 END, credit = CASE WHEN credit > 0 THEN 57000 ELSE 0 END WHERE entry_id = ${entryOf}`,
      [paid['bank-4']],
    )
    // 3 an entry without a payment
    const stray = newId()
    await plant(
      `INSERT INTO money_entry (id, agency_id, kind, cause, booked_on, booked_at) VALUES ($1, $2, 'payment', $3, $4, now())`,
      [stray, stage.agencyId, `payment:${stray}`, today],
    )
    await plant(
      `INSERT INTO money_posting (entry_id, line, account_id, debit, credit) SELECT $1, row_number() OVER (), id, CASE kind WHEN 'bank' THEN 9000 ELSE 0 END, CASE kind WHEN 'bank' THEN 0 ELSE 9000 END
       FROM money_account WHERE agency_id = $2 AND kind IN ('bank', 'fee_revenue')`,
      [stray, stage.agencyId],
    )
    // 4 a receipt that is gone from its payment but keeps its number
    await plant('UPDATE money_receipt SET cancelled_at = now(), cancel_reason = $2 WHERE payment_id = $1', [
      paid.three,
      'hủy mà không viết lại',
    ])
    // 5 a receipt of another amount
    await plant('UPDATE money_receipt SET amount = 70000 WHERE payment_id = $1', [paid.four])
    // 6 a drawer whose count differs
    await plant(
      `UPDATE money_drawer SET counted_amount = 445000, difference_reason = 'Trả nhầm' WHERE agency_id = $1`,
      [stage.agencyId],
    )
    // 7 the platform reported another amount than was booked
    await plant(`UPDATE money_platform_message SET amount = 80000 WHERE reference = $1 AND verdict = 'booked'`, [
      paid.online,
    ])
    // 8 booked from the platform without a report
    await plant('DELETE FROM money_platform_message WHERE reference = $1', [paid['online-2']])
    // 9 money on the statement that nobody matched
    await plant(
      `INSERT INTO money_statement_line (id, statement_id, agency_id, line_number, line_hash, booked_on, amount, purpose, bank_reference, state, why_open)
       SELECT gen_random_uuid(), id, agency_id, 99, repeat('a', 64), $2, 33000, 'khong ro', 'X', 'open', 'no_code' FROM money_statement WHERE agency_id = $1`,
      [stage.agencyId, today],
    )
    // 10 a payment by bank that the statement does not have
    await plant(`DELETE FROM money_statement_line WHERE bank_reference = 'bank-2'`)
  })
  const { differences } = await day()
  assert.deepEqual(
    differences.map(({ kind, expected, found }) => [kind, expected, found]),
    [
      ['payment_not_in_journal', 75_000, 0],
      ['journal_amount_differs', 75_000, 57_000],
      ['journal_without_payment', 0, 9_000],
      ['receipt_missing', 75_000, 0],
      ['receipt_differs', 75_000, 70_000],
      ['drawer_difference', 450_000, 445_000],
      ['platform_not_reported', 75_000, 0],
      ['platform_amount_differs', 80_000, 75_000],
      ['bank_line_open', 33_000, 0],
      ['bank_payment_without_line', 75_000, 0],
    ],
  )
  assert.equal(differences.find((each) => each.kind === 'drawer_difference')?.note, 'Trả nhầm')
})
