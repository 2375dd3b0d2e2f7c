import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accountBalance, journalBalance, type MoneyStage, openMoneyStage } from '../../../../test/support/money.ts'
import { refusedLater } from '../../../../test/support/refused.ts'
import { localDate } from '../../../platform/civil-date.ts'
import { currentState } from '../../casework/index.ts'
import { askRefund, chargesOf, decideRefund, importStatement, listRefunds, payRefund, takeCash } from '../index.ts'
import { listOrders, orderFileOf, orderRefunds, stateRefundAccount } from './index.ts'
import { orderFile, readAccount } from './refund-account.ts'

let stage: MoneyStage
before(async () => {
  stage = await openMoneyStage()
  await stage.openDrawer(stage.cashier)
})
after(() => stage.close())

const account = { bin: '970436', number: '0071.0009 99', holder: 'Nguyễn Thị Hoa' }

async function approved() {
  const { id, code, citizen } = await stage.accepted()
  await takeCash(stage.money, { id: crypto.randomUUID(), dossierId: id, tendered: 75_000, actor: stage.cashier })
  const paid = (await chargesOf(stage.database.db.read, id)).find((charge) => charge.state === 'paid')
  const request = { chargeId: paid?.id ?? '', method: 'bank', reason: 'Thu nhầm', actor: stage.cashier }
  const refundId = await askRefund(stage.money, request)
  await decideRefund(stage.money, { refundId, approve: true, actor: stage.leader })
  return { id, code, refundId, owner: citizen.actor }
}

test('an account is checked at each field and kept as banks write it', () => {
  assert.deepEqual(readAccount(account), { account: { bin: '970436', number: '0071000999', holder: 'NGUYEN THI HOA' } })
  const faults = readAccount({ bin: '123456', number: '12', holder: '1' })
  assert.deepEqual('faults' in faults && faults.faults.map((fault) => fault.path), ['bin', 'number', 'holder'])
  const line = { bin: '970436', number: '0071', holder: '=SUM(A1);"X"', amount: 5, purpose: 'HT 1' }
  assert.ok(orderFile([line]).includes('" =SUM(A1);""X""";\'0071;970436;Vietcombank;5;HT 1'))
})

test('stated by the applicant or the desk alone, sealed, ordered once, matched in the statement', async () => {
  const { id, code, refundId, owner } = await approved()
  const state = (actor: typeof owner | typeof stage.leader, more: object = {}) =>
    stateRefundAccount(stage.money, { refundId, account: { ...account, ...more }, actor })
  await refusedLater(state((await stage.province.newCitizen()).actor), 'money.dossier_not_found')
  await refusedLater(state(stage.leader), 'money.not_your_desk')
  await refusedLater(state(owner, { number: '1' }), 'money.account_wrong')
  await refusedLater(orderRefunds(stage.money, { agencyId: stage.agencyId, actor: stage.cashier }), 'money.order_empty')
  await state(owner, { number: '99990000' })
  await state(owner)
  const [kept] = await stage.rows<{ found: number }>(
    `SELECT count(*) AS found FROM money_refund_account a WHERE a.account::text LIKE '%0071000999%' OR a.account::text LIKE '%NGUYEN%'`,
  )
  assert.equal(kept?.found, 0)
  await refusedLater(
    orderRefunds(stage.money, { agencyId: stage.agencyId, actor: stage.leader }),
    'money.not_your_desk',
  )
  const both = await Promise.allSettled(
    [1, 2].map(() => orderRefunds(stage.money, { agencyId: stage.agencyId, actor: stage.cashier })),
  )
  assert.equal(both.filter((one) => one.status === 'fulfilled').length, 1)
  await refusedLater(state(owner), 'money.refund_decided')
  const [order] = await listOrders(stage.database.db.read, stage.agencyId)
  assert.deepEqual([order?.amount, order?.count, order?.paid], [75_000, 1, 0])
  const file = await orderFileOf(stage.money, { orderId: order?.id ?? '', actor: stage.cashier })
  assert.ok(file.includes("1;NGUYEN THI HOA;'0071000999;970436;Vietcombank;75000;"))
  assert.ok(file.includes(code.slice(-20)), 'the code by which the statement is matched')
  await refusedLater(
    orderFileOf(stage.money, { orderId: order?.id ?? '', actor: stage.leader }),
    'money.refund_not_found',
  )
  const bank = await accountBalance(stage, 'bank')
  const csv = `Date,Reference,Amount,Description\n${localDate(stage.province.now())},FT1,-75000,HT ${code}\n`
  const give = { agencyId: stage.agencyId, fileName: 'x.csv', content: Buffer.from(csv), actor: stage.cashier }
  assert.equal((await importStatement(stage.money, give)).matched, 1)
  assert.equal((await importStatement(stage.money, give)).matched, 0)
  assert.equal((await listRefunds(stage.money, { dossierId: id }))[0]?.state, 'paid')
  assert.equal((await currentState(stage.province.context, id)).state.fees?.refunded, 75_000)
  assert.equal(await accountBalance(stage, 'bank'), bank - 75_000)
  assert.equal(await journalBalance(stage), 0)
})

test('marked as paid by hand, the line that comes later is matched all the same, and money leaves once', async () => {
  const { code, refundId, owner } = await approved()
  await stateRefundAccount(stage.money, { refundId, account, actor: owner })
  await orderRefunds(stage.money, { agencyId: stage.agencyId, actor: stage.cashier })
  await payRefund(stage.money, { refundId, actor: stage.cashier })
  const bank = await accountBalance(stage, 'bank')
  const csv = `Date,Reference,Amount,Description\n${localDate(stage.province.now())},FT2,-75000,HT ${code}\n`
  const give = { agencyId: stage.agencyId, fileName: 'y.csv', content: Buffer.from(csv), actor: stage.cashier }
  assert.equal((await importStatement(stage.money, give)).matched, 1)
  assert.equal(await accountBalance(stage, 'bank'), bank)
})
