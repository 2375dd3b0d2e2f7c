import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accountBalance, journalBalance, type MoneyStage, openMoneyStage } from '../../../../test/support/money.ts'
import { TestMachine } from '../../../../test/support/offline-machine.ts'
import { refusedLater } from '../../../../test/support/refused.ts'
import { localDate } from '../../../platform/civil-date.ts'
import { closeDrawer, listOwnDrawers, postOfflineCash, reconcileDay, settleOfflineCash } from '../index.ts'
import { correctOfflineCash, offlineHeld } from './index.ts'

let stage: MoneyStage
let machine: TestMachine
before(async () => {
  stage = await openMoneyStage()
  machine = await TestMachine.prepared(stage.province, stage.cashier)
})
after(() => stage.close())

async function taken(amount: number): Promise<string> {
  const record = machine.cash(null, amount)
  await machine.send(record)
  await postOfflineCash(stage.money)
  return record.id
}
const held = () => offlineHeld(stage.database.db.read, { ...stage.cashier, agencyId: stage.agencyId })
const correct = (recordId: string, amount: number, more: object = {}) =>
  correctOfflineCash(stage.money, { recordId, amount, reason: 'Gõ nhầm một số không', actor: stage.cashier, ...more })
const balances = async () => [
  await accountBalance(stage, 'offline_cash'),
  await accountBalance(stage, 'offline_unsettled'),
  await journalBalance(stage),
]

test('a wrong amount is set right by a counter-entry, either way; the record and its entry stay', async () => {
  const id = await taken(610_000)
  await refusedLater(correct(id, 61_000, { actor: stage.leader }), 'money.offline_cash_not_found')
  await refusedLater(correct(id, 61_000, { reason: ' ' }), 'money.reason_needed')
  await refusedLater(correct(id, 610_000), 'money.offline_amount_same')
  await refusedLater(correct(id, 0), 'money.offline_amount_same')
  await correct(id, 61_000)
  assert.deepEqual(await balances(), [61_000, -61_000, 0])
  await correct(id, 62_000)
  assert.deepEqual(await balances(), [62_000, -62_000, 0])
  const [record] = await stage.rows<{ amount: number; entry: number }>(
    `SELECT c.amount, (SELECT sum(p.debit)::bigint FROM money_entry e JOIN money_posting p ON p.entry_id = e.id
       WHERE e.cause = 'offline-cash:' || c.record_id) AS entry FROM casework_offline_cash c WHERE c.record_id = $1`,
    [id],
  )
  assert.deepEqual([record?.amount, record?.entry], [610_000, 610_000])
  const on = localDate(stage.province.now())
  const day = await reconcileDay(stage.money, { agencyId: stage.agencyId, on, actor: stage.leader })
  assert.deepEqual(
    day.offlineCash.map((line) => [line.amount, line.corrected, line.correctionReason]),
    [[610_000, -548_000, 'Gõ nhầm một số không']],
  )
  assert.deepEqual(
    day.differences.map(({ kind, expected, found }) => [kind, expected, found]),
    [['offline_cash_unsettled', 62_000, 0]],
  )
})

test('as the drawer closes it is handed over and compared; a difference has a reason and stands in the reconciliation', async () => {
  const second = await taken(40_000)
  const drawerId = await stage.openDrawer(stage.cashier, 0)
  const close = (offline?: { counted: number | null; reason: string }) =>
    closeDrawer(stage.money, { drawerId, notes: {}, reason: '', actor: stage.cashier, ...(offline ? { offline } : {}) })
  assert.deepEqual(await held(), { amount: 102_000, receipts: 2 })
  await refusedLater(close(), 'money.offline_count_needed')
  await refusedLater(close({ counted: 100_000, reason: '' }), 'money.difference_unexplained')
  assert.deepEqual(await held(), { amount: 102_000, receipts: 2 }, 'a refused closing hands nothing over')
  const closed = await close({ counted: 100_000, reason: 'Thiếu hai tờ 1.000' })
  assert.deepEqual(closed.offline, { expected: 102_000, counted: 100_000 })
  assert.deepEqual(await held(), { amount: 0, receipts: 0 })
  assert.equal(await accountBalance(stage, 'offline_cash'), 0)
  assert.equal(await accountBalance(stage, 'safe'), 100_000)
  assert.equal(await accountBalance(stage, 'difference'), 2_000)
  const [drawer] = await listOwnDrawers(stage.database.db.read, stage.cashier.officerId)
  assert.deepEqual(
    [drawer?.offlineExpected, drawer?.offlineCounted, drawer?.offlineReason],
    [102_000, 100_000, 'Thiếu hai tờ 1.000'],
  )
  const on = localDate(stage.province.now())
  const day = await reconcileDay(stage.money, { agencyId: stage.agencyId, on, actor: stage.leader })
  const shown = day.differences.find(({ kind }) => kind === 'offline_handover_difference')
  assert.deepEqual([shown?.expected, shown?.found, shown?.note], [102_000, 100_000, 'Thiếu hai tờ 1.000'])
  await refusedLater(correct(second, 50_000), 'money.offline_cash_handed')
  const back = { recordId: second, how: 'returned', dossierCode: '', reason: 'Trả lại người nộp', actor: stage.cashier }
  await settleOfflineCash(stage.money, back)
  assert.equal(await accountBalance(stage, 'safe'), 60_000, 'what was handed over goes back out of the safe')
  assert.equal(await journalBalance(stage), 0)
})
