import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { accountBalance, journalBalance, type MoneyStage, openMoneyStage } from '../../../test/support/money.ts'
import { refusedLater } from '../../../test/support/refused.ts'
import { newId } from '../../platform/ids.ts'
import { checkReplays, currentState } from '../casework/index.ts'
import { anonymous } from '../organisation/index.ts'
import {
  askRefund,
  askUnpaid,
  assessDossier,
  cancelReceipt,
  chargesOf,
  closeDrawer,
  decideRefund,
  dueAtIntake,
  followLedger,
  importStatement,
  latestOnlinePayment,
  listOpenLines,
  listReceipts,
  openDrawer,
  payRefund,
  receiptOf,
  reconcileDay,
  recordCashTaken,
  reserveReceiptNumbers,
  settleLine,
  startOnlinePayment,
  takeCash,
} from './index.ts'

let stage: MoneyStage
before(async () => {
  stage = await openMoneyStage()
})
after(() => stage.close())

const moneyOf = async (id: Awaited<ReturnType<MoneyStage['accepted']>>['id']) =>
  (await currentState(stage.province.context, id)).state
const today = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)

describe('assessing', () => {
  test('the follower writes down what an accepted dossier owes, once; the clock is not touched', async () => {
    const { id } = await stage.accepted()
    const before = await moneyOf(id)
    const facts = await dueAtIntake(stage.money, id, stage.cashier)
    assert.deepEqual([facts.assessed, facts.dueNow, facts.dueLater], [false, 75_000, 150_000])
    await stage.database.db.write(async () => undefined)
    await Promise.all([assessDossier(stage.money, id), assessDossier(stage.money, id)])
    await followLedger(stage.money)
    const state = await moneyOf(id)
    assert.deepEqual(
      [state.money, state.fees?.due, state.dueAt, state.legal],
      ['due', 225_000, before.dueAt, 'accepted'],
    )
    const charges = await chargesOf(stage.database.db.read, id)
    assert.deepEqual(
      charges.map((charge) => [charge.kind, charge.collect, charge.amount, charge.line.illustrative]).sort(),
      [
        ['charge', 'return', 150_000, true],
        ['fee', 'acceptance', 75_000, true],
      ],
    )
  })

  test('a stranger and the wrong officer see nothing', async () => {
    const { id } = await stage.accepted()
    const stranger = (await stage.province.newCitizen()).actor
    const elsewhere = await stage.province.newOfficer('Xa', [
      { agencySlug: 'mot-cua-xa-van-giang', role: 'receptionist' },
    ])
    for (const actor of [stranger, elsewhere, anonymous]) {
      await refusedLater(dueAtIntake(stage.money, id, actor), 'money.dossier_not_found')
      await refusedLater(
        takeCash(stage.money, { id: newId(), dossierId: id, tendered: 1e6, actor }),
        'money.dossier_not_found',
      )
    }
    await refusedLater(
      takeCash(stage.money, { id: newId(), dossierId: id, tendered: 1e6, actor: stage.leader }),
      'money.not_your_desk',
    )
  })
})

describe('cash', () => {
  test('needs an open drawer, gives change, writes two series of receipts, and comes once', async () => {
    const { id } = await stage.accepted()
    const request = { id: newId(), dossierId: id, tendered: 100_000, actor: stage.cashier }
    await refusedLater(takeCash(stage.money, request), 'money.drawer_needed')
    const drawerId = await stage.openDrawer(stage.cashier)
    await refusedLater(
      openDrawer(stage.money, { agencyId: stage.agencyId, counter: 'Quầy 9', float: 0, actor: stage.cashier }),
      'money.drawer_open_already',
    )
    await refusedLater(
      openDrawer(stage.money, { agencyId: stage.agencyId, counter: 'Quầy 1', float: 0, actor: stage.second }),
      'money.counter_taken',
    )
    await refusedLater(takeCash(stage.money, { ...request, tendered: 50_000 }), 'money.too_little')
    const [one, two] = await Promise.all([takeCash(stage.money, request), takeCash(stage.money, request)])
    assert.deepEqual([one.change, two.change, one.repeated !== two.repeated], [25_000, 25_000, true])
    assert.deepEqual(one.receipts, two.receipts)
    assert.match(one.receipts[0]?.number ?? '', /^LP-H33[\d.A-Z]*-\d{4}-0000001$/)
    await refusedLater(takeCash(stage.money, { ...request, id: newId() }), 'money.nothing_due')
    const all = (await chargesOf(stage.database.db.read, id)).filter((charge) => charge.state === 'due')
    const rest = await takeCash(stage.money, {
      ...request,
      id: newId(),
      tendered: 150_000,
      chargeIds: all.map((each) => each.id),
    })
    assert.match(rest.receipts[0]?.number ?? '', /^P-/)
    assert.equal((await moneyOf(id)).money, 'paid')
    assert.equal(await accountBalance(stage, 'cash'), 725_000)
    const receipt = await receiptOf(stage.money, one.receipts[0]?.id ?? '', stage.cashier)
    assert.deepEqual([receipt.amount, receipt.payer?.name, receipt.cancelled], [75_000, 'Nguyễn Thị Hoa', null])
    const again = await cancelReceipt(stage.money, {
      receiptId: receipt.id,
      reason: 'Viết sai tên',
      actor: stage.cashier,
    })
    await refusedLater(
      cancelReceipt(stage.money, { receiptId: receipt.id, reason: 'Viết sai tên', actor: stage.cashier }),
      'money.receipt_cancelled',
    )
    const receipts = await listReceipts(stage.money, id)
    assert.equal(receipts.length, 3)
    assert.ok(receipts.find((line) => line.id === receipt.id)?.cancelReason === 'Viết sai tên')
    assert.ok(receipts.some((line) => line.id === again && line.serial === 2))
    const close = (notes: object, reason = '') =>
      closeDrawer(stage.money, { drawerId, notes, reason, actor: stage.cashier })
    await refusedLater(close({ 500000: 1 }), 'money.difference_unexplained')
    const closed = await close({ 500000: 1, 200000: 1, 20000: 1 }, 'Trả nhầm tiền thừa')
    assert.deepEqual([closed.expected, closed.counted, closed.difference], [725_000, 720_000, -5_000])
    await refusedLater(close({}), 'money.drawer_closed')
    assert.deepEqual([await accountBalance(stage, 'cash'), await accountBalance(stage, 'difference')], [0, 5_000])
    assert.equal(await journalBalance(stage), 0)
  })

  test('taken without network: own id, reserved numbers, nothing twice', async () => {
    const { id } = await stage.accepted()
    const year = Number(today().slice(0, 4))
    const { db } = stage.money.casework
    const wanted = { agencyId: stage.agencyId, year, count: 5, counter: 'Quầy 2', officerId: stage.second.officerId }
    const range = await db.write((tx) => reserveReceiptNumbers(tx, { ...wanted, kind: 'fee' }))
    await stage.openDrawer(stage.second, 0, 'Quầy 2')
    const taken = (serial: number) => ({
      id: newId(),
      dossierId: id,
      tendered: 75_000,
      actor: stage.second,
      serials: [{ kind: 'fee' as const, year, serial }],
    })
    await refusedLater(
      db.write((tx) => recordCashTaken(tx, stage.money, taken(range.last + 1))),
      'money.receipt_number_not_reserved',
    )
    const request = taken(range.first + 1)
    const first = await db.write((tx) => recordCashTaken(tx, stage.money, request))
    const second = await db.write((tx) => recordCashTaken(tx, stage.money, request))
    assert.deepEqual([first.repeated, second.repeated], [false, true])
    assert.ok(first.receipts[0]?.number.endsWith(String(range.first + 1).padStart(7, '0')))
    const { differences } = await reconcileDay(stage.money, {
      agencyId: stage.agencyId,
      on: today(),
      actor: stage.leader,
    })
    assert.deepEqual(
      differences.filter((each) => each.kind === 'receipt_number_missing'),
      [],
    )
  })
})

describe('the payment platform', () => {
  test('is paid there, told twice at once, booked once', async () => {
    const { id, citizen } = await stage.accepted()
    const start = () => startOnlinePayment(stage.money, { dossierId: id, actor: citizen.actor, ip: '127.0.0.1' })
    const [one, two] = await Promise.all([start(), start()])
    assert.equal(one.reference, two.reference)
    assert.ok(one.payUrl?.startsWith('http://127.0.0.1'))
    stage.platform.behaviour.callbacks = 2
    await stage.platform.pay(one.reference)
    stage.platform.behaviour.callbacks = 1
    assert.equal((await moneyOf(id)).fees?.paid, 75_000)
    assert.match(await stage.platform.tell(one.reference), /"00"/)
    const rows = await stage.rows<{ verdict: string }>(
      'SELECT verdict FROM money_platform_message WHERE reference = $1',
      [one.reference],
    )
    assert.deepEqual(rows.map((row) => row.verdict).filter((each) => each === 'booked').length, 1)
    await askUnpaid(stage.money)
    assert.match((await latestOnlinePayment(stage.database.db.read, id))?.billUrl ?? '', /bien-lai/)
    await refusedLater(start(), 'money.nothing_due')
  })

  test('whatever cannot be believed moves nothing and is kept', async () => {
    const { id, citizen } = await stage.accepted()
    const { reference } = await startOnlinePayment(stage.money, { dossierId: id, actor: citizen.actor, ip: '' })
    stage.platform.behaviour.callbacks = 0
    await stage.platform.pay(reference)
    const answers: Record<string, string> = {}
    for (const wrong of ['signature', 'less', 'other_dossier', 'other_reference', 'garbage'] as const) {
      stage.platform.behaviour.wrong = wrong
      answers[wrong] = (JSON.parse(await stage.platform.tell(reference)) as { MaLoi: string }).MaLoi
      assert.equal((await moneyOf(id)).money, 'due', wrong)
    }
    assert.deepEqual(answers, {
      signature: '97',
      less: '04',
      other_dossier: '05',
      other_reference: '01',
      garbage: '98',
    })
    assert.equal((await latestOnlinePayment(stage.database.db.read, id))?.trouble, 'other_dossier')
    stage.platform.behaviour.wrong = 'nothing'
    await stage.platform.tell(reference)
    stage.platform.behaviour.callbacks = 1
    const settled = await latestOnlinePayment(stage.database.db.read, id)
    assert.deepEqual([settled?.state, settled?.trouble, (await moneyOf(id)).money], ['paid', null, 'due'])
  })

  test('a lost callback is asked for; a platform that is down or slow is told in words and opened again', async () => {
    const { id, citizen } = await stage.accepted()
    const start = () => startOnlinePayment(stage.money, { dossierId: id, actor: citizen.actor, ip: '' })
    stage.platform.behaviour.down = true
    await refusedLater(start(), 'money.platform_down')
    stage.platform.behaviour.down = false
    stage.platform.behaviour.slow = 3000
    await refusedLater(start(), 'money.platform_down')
    stage.platform.behaviour.slow = 0
    const { reference } = await start()
    stage.platform.behaviour.callbacks = 0
    await stage.platform.pay(reference)
    stage.platform.behaviour.callbacks = 1
    const { askOne } = await import('./index.ts')
    const payment = await latestOnlinePayment(stage.database.db.read, id)
    assert.ok(payment && stage.money.platform)
    await askOne(stage.money, stage.money.platform, payment)
    assert.equal((await moneyOf(id)).fees?.paid, 75_000)
  })

  test('paid in cash meanwhile: the second money is owed back, not lost and not booked twice', async () => {
    const { id, citizen } = await stage.accepted()
    const before = await accountBalance(stage, 'refund_payable')
    const { reference } = await startOnlinePayment(stage.money, { dossierId: id, actor: citizen.actor, ip: '' })
    await takeCash(stage.money, { id: newId(), dossierId: id, tendered: 75_000, actor: stage.second })
    await stage.platform.pay(reference)
    assert.equal((await latestOnlinePayment(stage.database.db.read, id))?.trouble, 'already_paid')
    assert.equal(await accountBalance(stage, 'refund_payable'), before - 75_000)
    assert.equal((await moneyOf(id)).fees?.paid, 75_000)
  })
})

describe('bank statements', () => {
  test('match by code and amount; the rest waits for a person with the reason; the same file is one import', async () => {
    const [one, two, three] = [await stage.accepted(), await stage.accepted(), await stage.accepted()]
    for (const { id } of [one, two, three]) await assessDossier(stage.money, id)
    const day = today().split('-').reverse().join('/')
    const csv = [
      'Ngày giao dịch;Số tham chiếu;Ghi nợ;Ghi có;Nội dung',
      `${day};FT01;;75.000;NGUYEN THI HOA chuyen tien HS ${one.code.replaceAll(/[.-]/g, '')} tks`,
      `${day};FT02;;74.000;HS ${two.code}`,
      `${day};FT03;;20.000;ung ho quy khuyen hoc`,
      `${day};FT04;55.000;;phi quan ly tai khoan`,
      `${day};FT05;;75.000;chuyen tien ho so xay nha`,
    ].join('\r\n')
    const give = (text: string) =>
      importStatement(stage.money, {
        agencyId: stage.agencyId,
        fileName: 'sao-ke.csv',
        content: Buffer.from(text),
        actor: stage.cashier,
      })
    const imported = await give(csv)
    assert.deepEqual([imported.lines, imported.fresh, imported.matched], [5, 5, 1])
    assert.deepEqual([(await give(csv)).repeated, (await give(`${csv}\n`)).fresh], [true, 0])
    assert.equal((await moneyOf(one.id)).fees?.paid, 75_000)
    const { open } = await listOpenLines(stage.money, stage.agencyId, stage.leader)
    const why = new Map(open.map((line) => [line.reference, line.whyOpen]))
    assert.deepEqual([...why].sort(), [
      ['FT02', 'amount_differs'],
      ['FT03', 'no_code'],
      ['FT04', 'outgoing'],
      ['FT05', 'no_code'],
    ])
    const settle = (reference: string, more: object) =>
      settleLine(stage.money, {
        lineId: open.find((line) => line.reference === reference)?.id ?? '',
        kind: 'other',
        dossierCode: '',
        reason: 'Đã hỏi ngân hàng',
        actor: stage.cashier,
        ...more,
      })
    await refusedLater(settle('FT05', { kind: 'payment', dossierCode: three.code, reason: '' }), 'money.reason_needed')
    await settle('FT05', { kind: 'payment', dossierCode: three.code.toLowerCase() })
    await refusedLater(settle('FT05', {}), 'money.statement_line_settled')
    await refusedLater(settle('FT02', { kind: 'payment', dossierCode: two.code }), 'money.amount_differs')
    await settle('FT04', {})
    const elsewhere = await stage.province.newOfficer('Xa', [
      { agencySlug: 'mot-cua-xa-van-giang', role: 'receptionist' },
    ])
    await refusedLater(settle('FT03', { actor: elsewhere }), 'money.statement_line_not_found')
    assert.equal((await moneyOf(three.id)).fees?.paid, 75_000)
    assert.equal(await journalBalance(stage), 0)
  })
})

describe('refunds', () => {
  test('asked by one, approved by another, paid from a drawer; the dossier says so', async () => {
    const { id } = await stage.accepted()
    await takeCash(stage.money, { id: newId(), dossierId: id, tendered: 75_000, actor: stage.second })
    const [charge] = (await chargesOf(stage.database.db.read, id)).filter((each) => each.state === 'paid')
    const ask = (method = 'cash') =>
      askRefund(stage.money, { chargeId: charge?.id ?? '', method, reason: 'Thu nhầm mức', actor: stage.second })
    const refused = await ask()
    await refusedLater(ask(), 'money.refund_not_possible')
    await refusedLater(
      decideRefund(stage.money, { refundId: refused, approve: true, actor: stage.second }),
      'money.not_yours_to_oversee',
    )
    await decideRefund(stage.money, { refundId: refused, approve: false, actor: stage.leader })
    const refundId = await ask()
    await refusedLater(payRefund(stage.money, { refundId, actor: stage.second }), 'money.refund_decided')
    await decideRefund(stage.money, { refundId, approve: true, actor: stage.leader })
    await refusedLater(
      decideRefund(stage.money, { refundId, approve: true, actor: stage.leader }),
      'money.refund_decided',
    )
    await refusedLater(payRefund(stage.money, { refundId, actor: stage.cashier }), 'money.drawer_needed')
    await payRefund(stage.money, { refundId, actor: stage.second })
    const state = await moneyOf(id)
    assert.deepEqual([state.money, state.fees?.paid, state.fees?.refunded], ['due', 0, 75_000])
    assert.equal(await journalBalance(stage), 0)
  })
})

test('every dossier is still what its history says', async () => {
  assert.equal((await checkReplays(stage.database.db.read)).differing, null)
})

test('the application cannot change or remove what is booked', async () => {
  for (const statement of [
    'UPDATE money_posting SET debit = 1',
    'DELETE FROM money_entry',
    'DELETE FROM money_receipt',
    'UPDATE money_payment SET amount = 1',
  ]) {
    await assert.rejects(stage.rows(statement), /permission denied/)
  }
})
