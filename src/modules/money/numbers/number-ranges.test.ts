import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type MoneyStage, openMoneyStage } from '../../../../test/support/money.ts'
import { TestMachine } from '../../../../test/support/offline-machine.ts'
import { refusedLater } from '../../../../test/support/refused.ts'
import { localDate } from '../../../platform/civil-date.ts'
import { cancelReceipt, reserveReceiptNumbers, takeCash } from '../index.ts'
import { numbersOf } from './index.ts'

let stage: MoneyStage
before(async () => {
  stage = await openMoneyStage()
  await stage.openDrawer(stage.cashier)
})
after(() => stage.close())

test('each number is used, cancelled, reserved or void; a lost one stands as unexplained', async () => {
  const year = Number(localDate(stage.province.now()).slice(0, 4))
  const { agencyId, cashier } = stage
  const page = (actor = stage.cashier) => numbersOf(stage.money, { agencyId, year, actor })
  const pay = async () => {
    const { id: dossierId } = await stage.accepted()
    return takeCash(stage.money, { id: crypto.randomUUID(), dossierId, tendered: 75_000, actor: cashier })
  }
  const first = await pay()
  await cancelReceipt(stage.money, { receiptId: first.receipts[0]?.id ?? '', reason: 'Viết sai tên', actor: cashier })
  const wanted = { agencyId, kind: 'fee' as const, year, count: 10, counter: 'Quầy 2', officerId: cashier.officerId }
  await stage.database.db.write((tx) => reserveReceiptNumbers(tx, wanted))
  await pay()
  const machine = await TestMachine.prepared(stage.province, cashier)
  await machine.send(machine.cash(null, 61_000))
  const { series, ranges } = await page()
  assert.deepEqual(series, [{ kind: 'fee', year, last: 13, used: 3, cancelled: 1, reserved: 10, missing: 0 }])
  const own = ranges.find((range) => range.of === 'receipt')
  assert.deepEqual([own?.first, own?.last, own?.counter, own?.used, own?.left], [3, 12, 'Quầy 2', 0, 10])
  const offline = ranges.find((range) => range.of === 'offline_receipt')
  assert.deepEqual([offline?.used, offline?.isVoid, offline?.isOpen], [1, 0, true])
  await stage.database.db.write((tx) =>
    tx.updateTable('money_receipt_series').set({ next_serial: 16 }).where('agency_id', '=', agencyId).execute(),
  )
  assert.equal((await page()).series[0]?.missing, 2)
  assert.ok((await page(stage.leader)).ranges.length > 0)
  const elsewhere = await stage.province.newOfficer('Xa', [
    { agencySlug: 'mot-cua-xa-van-giang', role: 'receptionist' },
  ])
  await refusedLater(page(elsewhere), 'money.not_your_desk')
})
