import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningPlatform, startPaymentPlatform } from '../../src/fakes/payment-platform.ts'
import { officer, openStage, pdfFile, type Stage, type Visitor } from './journey.ts'

const PROCEDURE = '1.013225'

let stage: Stage
let platform: RunningPlatform
let citizen: Visitor
let cashier: Visitor
const found = { id: '', code: '' }

before(async () => {
  const [partner, secret] = ['THU', 'bi-mat-cua-phien-thu']
  platform = await startPaymentPlatform({ partner, secret })
  stage = await openStage({
    dossiers: 40,
    environment: {
      MOTCUA_PAYMENT_URL: platform.url,
      MOTCUA_PAYMENT_PARTNER: partner,
      MOTCUA_PAYMENT_SECRET: secret,
    },
  })
  platform.partner.callbackUrl = `${stage.product.url}/api/v1/money/platform-callback`
  platform.partner.returnUrl = `${stage.product.url}/thanh-toan/ve`
})
after(async () => {
  await stage?.close()
  await platform?.close()
})

test('a citizen files; after acceptance the fee is due', async () => {
  citizen = await stage.visitor('phone')
  found.id = await file()
  await citizen.open(`/ho-so/${found.id}/thanh-toan`)
  await citizen.sees('Hồ sơ được tiếp nhận rồi mới nộp tiền')
  await citizen.look('money-01-before')
  cashier = await officer(stage, 'tiep-nhan-pho-hien')
  await cashier.open(`/lam-viec/ho-so/${found.id}/tiep-nhan`)
  await cashier.press('Tiếp nhận')
  const [code] = /H33[\d.A-Z]*-\d{6}-\d{4}/.exec(await cashier.text()) ?? []
  assert.ok(code)
  found.code = code
  await citizen.open(`/ho-so/${found.id}`)
  await citizen.sees('Hồ sơ còn phí, lệ phí phải nộp')
  await citizen.look('money-02-due')
})

/** Files a building permit as the citizen in front of the phone; gives the dossier's id. */
async function file(): Promise<string> {
  await citizen.open(`/nop/${PROCEDURE}`)
  if (citizen.path().startsWith('/dang-nhap')) await citizen.logIn('cong-dan-huong')
  await citizen.press('Bắt đầu')
  await citizen.choose('caseKey', 'nha-o-rieng-le')
  await citizen.press('Tiếp tục')
  await citizen.fill('phone', '0912 345 678')
  await citizen.press('Tiếp tục')
  await citizen.fill('content', 'Xin phép xây nhà ở hai tầng.')
  await citizen.press('Tiếp tục')
  await citizen.upload('tep/giay-to-dat', pdfFile('so-do.pdf'))
  await citizen.upload('tep/ban-ve-thiet-ke', pdfFile('ban-ve.pdf'))
  await citizen.follow('Tiếp tục')
  await citizen.choose('declared', 'yes')
  await citizen.press('Nộp hồ sơ')
  return citizen.path().slice('/ho-so/'.length)
}

test('VietQR is shown; the citizen pays at the platform in the browser and sees the receipt', async () => {
  await citizen.follow('Nộp phí, lệ phí')
  await citizen.sees('75.000')
  assert.equal(await citizen.page.locator('.qr figcaption').innerText(), found.code)
  assert.equal(await citizen.page.locator('svg[role="img"]').count(), 1)
  await citizen.look('money-03-pay')
  platform.behaviour.down = true
  await citizen.press('Thanh toán trực tuyến')
  await citizen.sees('Nền tảng thanh toán không trả lời')
  await citizen.look('money-04-down')
  platform.behaviour.down = false
  await citizen.press('Thanh toán trực tuyến')
  await citizen.sees('Sang trang thanh toán')
  await citizen.look('money-05-opened')
  await citizen.page.getByRole('link', { name: /Sang trang thanh toán/ }).click()
  await citizen.page.getByRole('button', { name: 'Thanh toán' }).click()
  await citizen.page.waitForURL(`**/ho-so/${found.id}/thanh-toan`)
  await citizen.sees('Bây giờ không phải nộp khoản nào')
  await citizen.look('money-06-paid')
  await citizen.follow(/^LP-/)
  await citizen.sees('Biên lai thu lệ phí')
  await citizen.look('money-07-receipt')
  await citizen.open(`/ho-so/${found.id}`)
  await citizen.look('money-08-dossier')
})

test('cash at the counter: drawer, waiver, change, receipt, counting with a difference', async () => {
  await cashier.open(`/lam-viec/thu-tien?ma=${found.code}`)
  await cashier.look('money-09-collect-paid')
  await cashier.open('/lam-viec/ket-so')
  await cashier.look('money-10-open-drawer')
  await cashier.fill('counter', 'Quầy 3')
  await cashier.fill('float', 'mot tram')
  await cashier.press('Mở két')
  await cashier.sees('Hãy gõ số tiền bằng chữ số')
  await cashier.look('money-11-bad-amount')
  await cashier.fill('float', '200.000')
  await cashier.press('Mở két')
  const dossierId = await file()
  await cashier.open(`/lam-viec/ho-so/${dossierId}/tiep-nhan`)
  await cashier.press('Tiếp nhận')
  await cashier.follow('Phí, lệ phí')
  await cashier.sees('Phải nộp bây giờ')
  await cashier.look('money-12-collect')
  await cashier.fill('tendered', '50.000')
  await cashier.press('Thu tiền')
  await cashier.sees('phải nộp 75.000 đồng')
  await cashier.look('money-13-too-little')
  await cashier.fill('tendered', '100.000')
  // With the keyboard alone.
  await cashier.page.locator('[name="tendered"]').press('Enter')
  await cashier.page.waitForURL('**/thu-tien?ma=*')
  await cashier.page.getByText(/Thối lại 25\.000/).waitFor()
  await cashier.look('money-14-taken')
  await cashier.open('/lam-viec/ket-so')
  await cashier.look('money-15-close')
  await cashier.fill('notes/200000', '1')
  await cashier.fill('notes/50000', '1')
  await cashier.press('Kết sổ')
  await cashier.sees('Đếm được 250.000 đồng, sổ ghi 275.000 đồng')
  await cashier.sees('275.000')
  await cashier.look('money-16-difference')
  await cashier.fill('reason', 'Trả nhầm tiền thừa cho khách')
  await cashier.press('Kết sổ')
  await cashier.page.getByText(/chênh lệch −25\.000/).waitFor()
  await cashier.look('money-17-closed')
})

test('the statement, the refunds and the reconciliation of the day', async () => {
  await cashier.open('/lam-viec/sao-ke')
  await cashier.look('money-18-statement')
  const day = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
  const csv = `Ngày,Số tham chiếu,Số tiền,Nội dung\n${day},FT1,33000,ung ho quy khuyen hoc\n`
  const sent = { name: 'sao-ke.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) }
  await cashier.page
    .locator('input[name="tep"]')
    .setInputFiles({ ...sent, buffer: Buffer.from('PK\u0003\u0004\u0000\u0000') })
  await cashier.press('Nhập sao kê')
  await cashier.sees('Tệp không đọc được thành chữ')
  await cashier.page.locator('input[name="tep"]').setInputFiles(sent)
  await cashier.press('Nhập sao kê')
  await cashier.sees('nội dung không có mã hồ sơ')
  await cashier.look('money-19-open-line')
  await cashier.open('/lam-viec/hoan-tien')
  await cashier.look('money-20-refunds')
  const leader = await officer(stage, 'chu-tich-pho-hien')
  await leader.open('/lam-viec/doi-soat')
  await leader.sees('Có 2 chỗ không khớp')
  await leader.sees('Két đếm khác sổ')
  await leader.sees('Dòng sao kê chưa khớp')
  await leader.look('money-21-reconcile')
})

test('a waiver waits for another person; the refund asks for an account; the numbers are explained', async () => {
  const dossierId = await file()
  await cashier.open(`/lam-viec/ho-so/${dossierId}/tiep-nhan`)
  await cashier.press('Tiếp nhận')
  await cashier.follow('Phí, lệ phí')
  await cashier.page.getByText('Miễn, giảm phí, lệ phí').click()
  await cashier.page.getByLabel('Hộ nghèo').check()
  await cashier.fill('evidence', 'Giấy chứng nhận hộ nghèo số 12 ngày 03/02/2026, Ủy ban nhân dân phường cấp')
  await cashier.look('money-22-waive')
  await cashier.press('Gửi miễn, giảm')
  await cashier.sees('chờ người phụ trách duyệt, vẫn phải nộp')
  await cashier.look('money-23-proposed')
  const leader = await officer(stage, 'chu-tich-pho-hien')
  await leader.open('/lam-viec/viec-thu-tien')
  await leader.sees('Giấy chứng nhận hộ nghèo số 12')
  await leader.look('money-24-waiting')
  await leader.press('Duyệt miễn, giảm')
  await leader.sees('Đã duyệt miễn, giảm')
  await citizen.open(`/ho-so/${dossierId}/thanh-toan`)
  await citizen.sees('được miễn')
  await cashier.open(`/lam-viec/thu-tien?ma=${found.code}`)
  await cashier.page.getByText('Đề nghị hoàn 75.000').click()
  await cashier.page.getByLabel('Chuyển khoản').check()
  const refund = cashier.page.locator('form', { has: cashier.page.locator('[name="method"]') })
  await refund.locator('[name="reason"]').fill('Thu nhầm mức')
  await refund.getByRole('button').click()
  await cashier.sees('Hoàn 75.000')
  await citizen.open(`/ho-so/${found.id}/thanh-toan`)
  await citizen.choose('bin', '970436')
  await citizen.fill('number', '12')
  await citizen.fill('holder', 'Nguyễn Thị Hương')
  await citizen.press('Gửi tài khoản nhận tiền')
  await citizen.sees('Số tài khoản có từ 6 đến 19')
  await citizen.fill('number', '0071000999')
  await citizen.press('Gửi tài khoản nhận tiền')
  await citizen.sees('NGUYEN THI HUONG')
  await citizen.look('money-25-account')
  const receipt = citizen.page.getByRole('link', { name: /In biên lai/ }).first()
  const address = (await receipt.getAttribute('href')) ?? ''
  const own = await citizen.page.request.get(address)
  assert.equal(own.headers()['content-type'], 'application/pdf')
  const stranger = await stage.visitor('phone')
  await stranger.logIn('cong-dan-quan')
  assert.equal((await stranger.page.request.get(address)).status(), 404)
  await leader.open('/lam-viec/hoan-tien')
  await leader.press('Duyệt hoàn tiền')
  await cashier.open('/lam-viec/hoan-tien')
  await cashier.press(/Lập lệnh chi/)
  await cashier.sees('đã chi 0/1')
  await cashier.look('money-26-order')
  await cashier.open('/lam-viec/so-bien-lai')
  await cashier.sees('Dải số biên lai')
  await cashier.look('money-27-numbers')
})
