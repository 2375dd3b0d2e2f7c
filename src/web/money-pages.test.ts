import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestDesk, type TestDesk } from '../../test/support/desk.ts'
import { type MoneyStage, openMoneyStage } from '../../test/support/money.ts'
import { TestMachine } from '../../test/support/offline-machine.ts'
import { askRefund, decideRefund, postOfflineCash, startOnlinePayment, takeCash } from '../modules/money/index.ts'
import { type Actor, anonymous } from '../modules/organisation/index.ts'
import { type DossierId, newId } from '../platform/ids.ts'
import { makeMoneyServices } from './money-services.ts'

let stage: MoneyStage
let desk: TestDesk
const who: Record<string, Actor> = {}
const the = { id: '' as DossierId, code: '', receipt: '', charge: '', reference: '' }

before(async () => {
  stage = await openMoneyStage()
  desk = await openTestDesk(stage.province)
  Object.assign(desk.services, { money: makeMoneyServices(stage.money), portal: { publicUrl: 'http://localhost' } })
  const { id, code, citizen } = await stage.accepted()
  await stage.openDrawer(stage.cashier)
  const paid = await takeCash(stage.money, { id: newId(), dossierId: id, tendered: 75_000, actor: stage.cashier })
  const other = await stage.accepted({ citizen })
  const opened = await startOnlinePayment(stage.money, { dossierId: other.id, actor: citizen.actor, ip: '' })
  const [charge] = await stage.rows<{ id: string }>(
    `SELECT id FROM money_charge WHERE dossier_id = $1 AND state = 'paid'`,
    [id],
  )
  Object.assign(the, { id, code, receipt: paid.receipts[0]?.id, charge: charge?.id, reference: opened.reference })
  const officer = (agencySlug: string, role: 'receptionist' | 'handler' | 'administrator') =>
    stage.province.newOfficer(`${role} ${agencySlug}`, [{ agencySlug, role }])
  Object.assign(who, {
    anonymous,
    owner: citizen.actor,
    stranger: (await stage.province.newCitizen()).actor,
    cashier: stage.cashier,
    leader: stage.leader,
    handler: await officer('phuong-pho-hien', 'handler'),
    elsewhere: await officer('mot-cua-xa-van-giang', 'receptionist'),
    administrator: await officer('phuong-pho-hien', 'administrator'),
  })
})
after(async () => {
  await desk.close()
  await stage.close()
})

async function ask(name: string, url: string, form?: Record<string, string>) {
  const app = await desk.appOf(who[name] as Actor)
  if (form === undefined) return app.inject(url)
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return app.inject({ method: 'POST', url, headers, payload: new URLSearchParams(form).toString() })
}

const officers = ['cashier', 'leader', 'handler', 'elsewhere', 'administrator']

test('pages of the desk: visitors log in, citizens find nothing, officers see what is theirs', async () => {
  for (const page of ['thu-tien', 'ket-so', 'sao-ke', 'doi-soat', 'hoan-tien', 'viec-thu-tien', 'so-bien-lai']) {
    assert.equal(
      (await ask('anonymous', `/lam-viec/${page}`)).headers.location,
      `/dang-nhap?tiep=%2Flam-viec%2F${page}`,
    )
    for (const name of ['owner', 'stranger'])
      assert.equal((await ask(name, `/lam-viec/${page}`)).statusCode, 404, `${page} by ${name}`)
    for (const name of officers)
      assert.equal((await ask(name, `/lam-viec/${page}`)).statusCode, 200, `${page} by ${name}`)
  }
})

test('a dossier is found by its code by those who may see it; the reconciliation by those who answer for the money', async () => {
  for (const name of officers) {
    const found = (await ask(name, `/lam-viec/thu-tien?ma=${the.code}`)).body
    assert.equal(found.includes('Nguyễn Thị Hoa'), ['cashier', 'leader', 'handler'].includes(name), name)
    assert.equal(found.includes('Đề nghị hoàn'), name === 'cashier', name)
    const day = (await ask(name, '/lam-viec/doi-soat')).body
    assert.equal(day.includes('75.000'), ['cashier', 'leader'].includes(name), name)
    const foreign = (await ask(name, `/lam-viec/doi-soat?co-quan=${stage.agencyId}`)).body
    assert.equal(foreign.includes('75.000'), ['cashier', 'leader'].includes(name), name)
  }
})

test("the citizen's pages: the owner alone", async () => {
  const expected: [string, string, number][] = [
    ['owner', `/ho-so/${the.id}/thanh-toan`, 200],
    ['stranger', `/ho-so/${the.id}/thanh-toan`, 404],
    ['cashier', `/ho-so/${the.id}/thanh-toan`, 403],
    ['owner', '/ho-so/khong-phai-ma/thanh-toan', 404],
    ['owner', `/thanh-toan/ve?MaThamChieu=${the.reference}`, 303],
    ['stranger', `/thanh-toan/ve?MaThamChieu=${the.reference}`, 404],
    ['owner', '/thanh-toan/ve?MaThamChieu=MC00', 404],
    ['owner', `/bien-lai/${the.receipt}`, 200],
    ['cashier', `/bien-lai/${the.receipt}`, 200],
    ['leader', `/bien-lai/${the.receipt}`, 200],
    ['stranger', `/bien-lai/${the.receipt}`, 404],
    ['elsewhere', `/bien-lai/${the.receipt}`, 404],
    ['administrator', `/bien-lai/${the.receipt}`, 404],
  ]
  for (const [name, url, status] of expected)
    assert.equal((await ask(name, url)).statusCode, status, `${url} by ${name}`)
  for (const url of [`/ho-so/${the.id}/thanh-toan`, `/bien-lai/${the.receipt}`, '/thanh-toan/ve']) {
    assert.match(String((await ask('anonymous', url)).headers.location), /^\/dang-nhap/)
  }
  assert.ok((await ask('owner', `/ho-so/${the.id}/thanh-toan`)).body.includes(`/bien-lai/${the.receipt}.pdf`))
})

test('forms: whoever is not admitted changes nothing', async () => {
  const marks = { dossierId: the.id, code: the.code, commandId: newId() }
  const forms: [string, Record<string, string>][] = [
    ['/lam-viec/thu-tien', { ...marks, act: 'cash', tendered: '75.000' }],
    ['/lam-viec/thu-tien', { ...marks, act: 'waive', groups: 'child', evidence: 'Giấy khai sinh' }],
    ['/lam-viec/thu-tien', { ...marks, act: 'choose', line: 'x' }],
    ['/lam-viec/thu-tien', { ...marks, act: 'refund', mark: the.charge, method: 'cash', reason: 'Thu nhầm' }],
    ['/lam-viec/thu-tien', { ...marks, act: 'cancel', mark: the.receipt, reason: 'Viết sai' }],
    ['/lam-viec/thu-tien', { ...marks, act: 'waive', legalBasis: 'Điều 5', percent: '50', evidence: 'Giấy' }],
    ['/lam-viec/ket-so', { act: 'open', agencyId: stage.agencyId, counter: 'Quầy 8', float: '0' }],
    ['/lam-viec/sao-ke', { act: 'again', agencyId: stage.agencyId }],
  ]
  const state = () =>
    stage.rows(
      `SELECT (SELECT count(*) FROM money_payment), (SELECT count(*) FROM money_refund), (SELECT count(*) FROM money_drawer),
         (SELECT count(*) FROM money_receipt WHERE cancelled_at IS NOT NULL), (SELECT count(*) FROM money_charge WHERE waived_amount > 0), (SELECT count(*) FROM money_waiver)`,
    )
  const before = await state()
  for (const [url, form] of forms) {
    for (const name of ['anonymous', 'owner', 'stranger', 'leader', 'handler', 'elsewhere', 'administrator']) {
      const answer = await ask(name, url, form)
      assert.ok(
        [302, 303, 401, 403, 404, 422].includes(answer.statusCode),
        `${form.act} by ${name}: ${answer.statusCode}`,
      )
      if ([302, 303].includes(answer.statusCode))
        assert.match(String(answer.headers.location), /^\/dang-nhap/, `${form.act} by ${name}`)
    }
  }
  assert.deepEqual(await state(), before)
})

test('a proposed waiver waits on the page of the head, who alone decides, with a reason at its field', async () => {
  const { id, code } = await stage.accepted()
  const asked = {
    dossierId: id,
    code,
    act: 'waive',
    groups: 'poor_household',
    evidence: 'Giấy chứng nhận hộ nghèo số 7',
  }
  const faulty = await ask('cashier', `/lam-viec/thu-tien?ma=${code}`, {
    ...asked,
    groups: 'x',
    legalBasis: 'Nghị quyết 5',
  })
  assert.equal(faulty.statusCode, 422)
  assert.match(faulty.body, /Nghị quyết 5/, 'what was typed stays')
  assert.equal((await ask('cashier', '/lam-viec/thu-tien', asked)).statusCode, 303)
  assert.match((await ask('cashier', `/lam-viec/thu-tien?ma=${code}`)).body, /chờ người phụ trách duyệt/)
  const url = '/lam-viec/viec-thu-tien'
  for (const name of officers) {
    const { body } = await ask(name, url)
    assert.equal(body.includes('Giấy chứng nhận hộ nghèo số 7'), ['cashier', 'leader'].includes(name), name)
    assert.equal(body.includes('Duyệt miễn, giảm'), name === 'leader', name)
  }
  const [waiver] = await stage.rows<{ id: string }>('SELECT id FROM money_waiver WHERE dossier_id = $1', [id])
  const form = { act: 'refuse', mark: waiver?.id ?? '', agencyId: stage.agencyId, reason: '' }
  for (const name of ['anonymous', 'owner', 'cashier', 'handler', 'elsewhere', 'administrator']) {
    assert.equal((await stage.rows(`SELECT 1 FROM money_waiver WHERE state = 'proposed'`)).length, 1, name)
    await ask(name, url, { ...form, act: 'confirm' })
  }
  const empty = await ask('leader', url, form)
  assert.equal(empty.statusCode, 422)
  assert.match(empty.body, /aria-invalid/)
  assert.equal((await ask('leader', url, { ...form, reason: 'Giấy đã hết hạn' })).statusCode, 303)
  assert.match((await ask('cashier', `/lam-viec/thu-tien?ma=${code}`)).body, /Giấy đã hết hạn/)
})

test('cash without network stands in its day with its sum; the desk alone says what it was', async () => {
  const machine = await TestMachine.prepared(stage.province, stage.cashier)
  const [record, other] = [machine.cash(null, 61_000), machine.cash(null, 62_000)]
  const { number } = await machine.send(record)
  await machine.send(other)
  const url = '/lam-viec/doi-soat'
  assert.match((await ask('cashier', url)).body, /chờ ghi sổ/)
  await postOfflineCash(stage.money)
  const day = (await ask('cashier', url)).body
  for (const part of ['123.000', number ?? '', 'Tiền thu khi mất mạng chưa làm rõ', 'chưa gắn với hồ sơ nào']) {
    assert.ok(day.includes(part), part)
  }
  assert.ok(!(await ask('leader', url)).body.includes('Làm rõ khoản này'))
  const form = { act: 'offline', mark: record.id, agencyId: stage.agencyId, kind: 'returned', code: '', reason: '' }
  const faulty = await ask('cashier', url, form)
  assert.equal(faulty.statusCode, 422)
  assert.match(faulty.body, /aria-invalid/)
  for (const name of ['leader', 'handler', 'elsewhere', 'administrator']) {
    assert.equal((await ask(name, url, { ...form, reason: 'Đã trả lại' })).statusCode >= 400, true, name)
  }
  const [open] = await stage.rows<{ unsettled: number }>(
    'SELECT sum(unsettled)::bigint AS unsettled FROM money_offline_cash',
  )
  assert.equal(open?.unsettled, 123_000)
  assert.equal((await ask('cashier', url, { ...form, reason: 'Đã trả lại' })).statusCode, 303)
  assert.match((await ask('cashier', url)).body, /đã trả lại người nộp/)
})

test('the applicant says where a refund goes; the desk alone orders it and reads the file', async () => {
  const { id, citizen } = await stage.accepted()
  who.payer = citizen.actor
  await takeCash(stage.money, { id: newId(), dossierId: id, tendered: 75_000, actor: stage.cashier })
  const [charge] = await stage.rows<{ id: string }>(
    `SELECT id FROM money_charge WHERE dossier_id = $1 AND state = 'paid'`,
    [id],
  )
  const request = { chargeId: charge?.id ?? '', method: 'bank', reason: 'Thu nhầm', actor: stage.cashier }
  const refundId = await askRefund(stage.money, request)
  await decideRefund(stage.money, { refundId, approve: true, actor: stage.leader })
  const url = `/ho-so/${id}/thanh-toan`
  const form = { act: 'account', mark: refundId, bin: '970436', number: '0071 00', holder: 'Nguyễn Thị Hoa' }
  const faulty = await ask('payer', url, { ...form, number: '1' })
  assert.equal(faulty.statusCode, 422)
  assert.match(faulty.body, /Nguyễn Thị Hoa/)
  for (const name of ['anonymous', 'owner', 'stranger', 'leader', 'elsewhere']) {
    await ask(name, url, form)
    await ask(name, '/lam-viec/hoan-tien', { ...form, agencyId: stage.agencyId })
    await ask(name, '/lam-viec/hoan-tien', { act: 'order', agencyId: stage.agencyId })
  }
  assert.deepEqual(
    await stage.rows('SELECT id FROM money_refund_account UNION ALL SELECT id FROM money_refund_order'),
    [],
  )
  assert.equal((await ask('payer', url, form)).statusCode, 303)
  assert.match((await ask('payer', url)).body, /NGUYEN THI HOA/)
  const order = { act: 'order', agencyId: stage.agencyId }
  assert.equal((await ask('cashier', '/lam-viec/hoan-tien', order)).statusCode, 303)
  const [made] = await stage.rows<{ id: string }>('SELECT id FROM money_refund_order')
  const file = `/lam-viec/hoan-tien/lenh/${made?.id}`
  assert.match((await ask('cashier', file)).body, /NGUYEN THI HOA;'007100;970436/)
  for (const name of ['payer', 'leader', 'handler', 'elsewhere', 'administrator']) {
    const answer = await ask(name, file)
    assert.equal(answer.statusCode, 404, name)
    assert.ok(!answer.body.includes('NGUYEN THI HOA'), name)
  }
})
