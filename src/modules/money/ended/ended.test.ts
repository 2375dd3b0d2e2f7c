import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accountBalance, journalBalance, type MoneyStage, openMoneyStage } from '../../../../test/support/money.ts'
import { refusedLater } from '../../../../test/support/refused.ts'
import type { DossierId } from '../../../platform/ids.ts'
import { checkReplays, currentState } from '../../casework/index.ts'
import type { Charge } from '../charge.ts'
import { assessDossier, chargesOf, decideRefund, followLedger, listRefunds, payRefund, takeCash } from '../index.ts'
import { fatesOf } from './fate.ts'

let stage: MoneyStage
before(async () => {
  stage = await openMoneyStage()
  await stage.openDrawer(stage.cashier)
})
after(() => stage.close())

/** Kind and state of each charge: the lệ phí is due at once, the phí at the hand-over. */
async function standing(id: DossierId) {
  const { state } = await currentState(stage.province.context, id)
  const charges = await chargesOf(stage.database.db.read, id)
  return [state.money, state.fees?.due, ...charges.map((charge) => `${charge.kind} ${charge.state}`).sort()]
}

async function withdrawn({ paid = false, begun = false } = {}) {
  const { id, citizen } = await stage.accepted()
  await assessDossier(stage.money, id)
  if (paid) {
    await takeCash(stage.money, { id: crypto.randomUUID(), dossierId: id, tendered: 75_000, actor: stage.cashier })
  }
  if (begun) await stage.province.walk(id, 'in_process')
  await stage.province.act(id, 'withdraw', citizen.actor, { reason: 'Không cần nữa' })
  await followLedger(stage.money)
  await followLedger(stage.money)
  return { id, citizen }
}

test('withdrawn before anybody began: what is due is let go; when it is corrected it is due again', async () => {
  const { id } = await withdrawn()
  assert.deepEqual(await standing(id), ['none', 0, 'charge released', 'fee released'])
  const [entry] = await stage.rows<{ version: number }>(
    `SELECT version FROM ledger_event WHERE stream_id = $1 AND type = 'Withdrawn'`,
    [id],
  )
  const input = { version: entry?.version, reason: 'Ghi nhầm hồ sơ' }
  await stage.province.act(id, 'correct', stage.cashier, input)
  await followLedger(stage.money)
  assert.deepEqual(await standing(id), ['due', 225_000, 'charge due', 'fee due'])
})

test('paid before anybody began: the rule asks for it back, a person decides, the journal moves then', async () => {
  const { id } = await withdrawn({ paid: true })
  assert.deepEqual(await standing(id), ['paid', 0, 'charge released', 'fee paid'])
  const [refund] = await listRefunds(stage.money, { dossierId: id })
  assert.deepEqual([refund?.state, refund?.askedBy, refund?.method], ['asked', null, 'cash'])
  const before = await accountBalance(stage, 'refund_payable')
  await refusedLater(
    payRefund(stage.money, { refundId: refund?.id ?? '', actor: stage.cashier }),
    'money.refund_decided',
  )
  await decideRefund(stage.money, { refundId: refund?.id ?? '', approve: true, actor: stage.leader })
  assert.equal(await accountBalance(stage, 'refund_payable'), before - 75_000)
  await payRefund(stage.money, { refundId: refund?.id ?? '', actor: stage.cashier })
  assert.deepEqual(await standing(id), ['refunded', 0, 'charge released', 'fee refunded'])
  assert.equal(await journalBalance(stage), 0)
})

test('once the agency has begun, what was paid is kept, and the phí of the hand-over is never owed', async () => {
  const { id } = await withdrawn({ paid: true, begun: true })
  assert.deepEqual(await standing(id), ['paid', 0, 'charge released', 'fee paid'])
  assert.deepEqual(await listRefunds(stage.money, { dossierId: id }), [])
  assert.equal((await checkReplays(stage.database.db.read)).differing, null)
})

test('the rules: the first that fits; without one all is kept', () => {
  const charge = (kind: 'fee' | 'charge', state: Charge['state'], collect: Charge['collect'] = 'acceptance') =>
    ({ kind, state, collect, amount: 5 }) as Charge
  const all = [charge('fee', 'due'), charge('charge', 'due'), charge('charge', 'due', 'return'), charge('fee', 'paid')]
  assert.deepEqual(fatesOf(all, [], false), [])
  const keep = {
    key: 'a',
    kinds: ['charge' as const],
    begun: true,
    due: 'keep' as const,
    paid: 'keep' as const,
    basis: 'x',
  }
  const free = { key: 'b', kinds: ['fee' as const], due: 'release' as const, paid: 'refund' as const, basis: 'y' }
  const fates = (begun: boolean) =>
    fatesOf(all, [keep, free], begun).map((each) => `${all.indexOf(each.charge)} ${each.fate} ${each.basis}`)
  assert.deepEqual(fates(true), ['0 release y', '2 release x', '3 refund y'])
  assert.deepEqual(fates(false), ['0 release y', '3 refund y'])
})
