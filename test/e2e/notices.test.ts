import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type DemoGateways, startDemoGateways } from '../../src/fakes/message-gateways.ts'
import { deliverNotices, followLedger } from '../../src/modules/notices/index.ts'
import { query } from '../../src/platform/db.ts'
import { officer, openStage, pdfFile, type Stage, type Visitor } from './journey.ts'

const PROCEDURE = '1.013225'

let stage: Stage
let gateways: DemoGateways
before(async () => {
  gateways = await startDemoGateways()
  stage = await openStage({
    dossiers: 40,
    environment: {
      MOTCUA_SMTP_URL: gateways.email.url,
      MOTCUA_SMS_URL: gateways.sms.url,
      MOTCUA_ZALO_URL: gateways.zalo.url,
    },
  })
  // The history of the demonstration is told of before the journey begins.
  await pass()
})
after(async () => {
  await stage?.close()
  await gateways?.close()
})

/** What the worker does all the time. */
async function pass(): Promise<void> {
  const { notices } = stage.product.parts
  await followLedger(notices)
  while ((await deliverNotices(notices)) > 0);
}

let citizen: Visitor
const found = { id: '', rating: '' }
const desk = (): string => `/lam-viec/ho-so/${found.id}`

test('a citizen chooses how to be told and tries it', async () => {
  citizen = await stage.visitor('phone')
  await citizen.open('/thong-bao')
  await citizen.logIn('cong-dan-huong')
  await citizen.look('notices-01-inbox')
  await citizen.follow('Chọn cách nhận tin')
  await citizen.choose('quiet', 'no')
  await citizen.fill('quietFrom', '25:00')
  await citizen.choose('quiet', 'yes')
  await citizen.press('Lưu cách nhận tin')
  await citizen.look('notices-02-preference-wrong')
  assert.equal(await citizen.page.locator('[name="quietFrom"]').inputValue(), '25:00')
  await citizen.choose('quiet', 'no')
  await citizen.press('Lưu cách nhận tin')
  await citizen.sees('Đã lưu cách nhận tin.')
  await citizen.press('Gửi thử cho tôi')
  await citizen.look('notices-03-preference')
  await pass()
  const trial = gateways.email.received.find((message) => message.to === 'huong@vi-du.invalid')
  assert.match(trial?.text ?? '', /Subject: /)
})

test('a change of state stands in the inbox, is counted in the head, and mail arrives', async () => {
  await citizen.open(`/nop/${PROCEDURE}`)
  await citizen.press('Bắt đầu')
  await citizen.choose('caseKey', 'nha-o-rieng-le')
  await citizen.press('Tiếp tục')
  await citizen.fill('phone', '0912 345 678')
  await citizen.press('Tiếp tục')
  await citizen.fill('content', 'Xin phép xây nhà ở.')
  await citizen.press('Tiếp tục')
  await citizen.upload('tep/giay-to-dat', pdfFile('so-do.pdf'))
  await citizen.upload('tep/ban-ve-thiet-ke', pdfFile('ban-ve.pdf'))
  await citizen.follow('Tiếp tục')
  await citizen.choose('declared', 'yes')
  await citizen.press('Nộp hồ sơ')
  found.id = citizen.path().slice('/ho-so/'.length)
  await citizen.open('/thong-bao')
  await citizen.press('Đánh dấu tất cả đã đọc')
  const mailsBefore = gateways.email.received.length
  await pass()
  await citizen.open('/thong-bao')
  await citizen.sees(/Đã nhận hồ sơ nộp/)
  assert.equal(await citizen.page.locator('header .menu-count').first().textContent(), '1')
  await citizen.look('notices-04-inbox')
  assert.equal(gateways.email.received.length, mailsBefore + 1)
  await citizen.press('Đánh dấu đã đọc và mở hồ sơ')
  assert.equal(citizen.path(), `/ho-so/${found.id}`)
  assert.equal(await citizen.page.locator('header .menu-count').count(), 0)
})

test('the desk sees what was sent; a bounce becomes a call, with what came of it', async () => {
  gateways.email.behave('bouncing')
  gateways.sms.behave('bouncing')
  const receptionist = await officer(stage, 'tiep-nhan-pho-hien')
  await receptionist.open(desk())
  await receptionist.follow('Tiếp nhận')
  await receptionist.press('Tiếp nhận')
  await pass()
  // A minute later the gateway for text messages says that it could not be delivered.
  await stage.product.parts.db.write((tx) =>
    query(tx, `UPDATE notices_delivery SET check_at = platform_now() WHERE check_at IS NOT NULL`),
  )
  await pass()
  await receptionist.open('/lam-viec/thong-bao/da-gui?loai=khong-den')
  await receptionist.sees('bị trả lại')
  await receptionist.look('notices-05-sent')
  await receptionist.open('/lam-viec/thong-bao')
  await receptionist.sees(/Cần gọi điện/)
  await receptionist.sees('Trần Thị Thu Hương')
  await receptionist.press('Ghi là đã gọi')
  await receptionist.look('notices-06-call-empty')
  await receptionist.page.getByLabel('Kết quả cuộc gọi').first().fill('Đã báo, bà Hương đã biết.')
  await receptionist.press('Ghi là đã gọi')
  await receptionist.sees('Đã ghi cuộc gọi.')
  gateways.email.behave('ok')
  gateways.sms.behave('ok')
})

test('the result is handed over: the notice brings a link, and the rating is given by it without login or script', async () => {
  const receptionist = await officer(stage, 'tiep-nhan-pho-hien')
  await receptionist.open(desk())
  await receptionist.follow('Chuyển bước tiếp theo')
  await receptionist.press('Chuyển bước tiếp theo')
  for (const key of ['xay-dung-pho-hien', 'tham-tra-pho-hien']) {
    const handler = await officer(stage, key)
    await handler.open(desk())
    await handler.follow('Chuyển bước tiếp theo')
    await handler.press('Chuyển bước tiếp theo')
  }
  const leader = await officer(stage, 'chu-tich-pho-hien')
  await leader.open(desk())
  await leader.follow('Ký duyệt')
  await leader.choose('outcome', 'granted')
  await leader.fill('result/number', '99/GPXD')
  await leader.page.locator('input[name="tep/result"]').setInputFiles(pdfFile('giay-phep.pdf'))
  await leader.press('Ký duyệt')
  await leader.page.waitForURL(`**${desk()}`)
  await receptionist.open(desk())
  await receptionist.follow('Trả kết quả')
  await receptionist.fill('identity/lastDigits', '0001')
  await receptionist.choose('signedOnPaper', 'yes')
  await receptionist.fill('unpaidGround', 'Người nhận đã chuyển khoản, chờ sao kê.')
  await receptionist.press('Trả kết quả')
  await receptionist.sees('Đã trả kết quả')
  await pass()
  await citizen.open('/thong-bao')
  await citizen.sees(/Đã trả kết quả hồ sơ/)
  found.rating = /\/danh-gia\/[\w-]{24}/.exec(await citizen.text())?.[0] ?? assert.fail('no link')
  const sms = gateways.sms.received.find((message) => message.text.includes(found.rating))
  assert.ok(sms, 'the text message carries the link too')

  const anybody = await stage.visitor('phone', { javaScript: false })
  assert.equal(await anybody.open(found.rating), 200)
  assert.doesNotMatch(await anybody.text(), /Hương|H33/)
  await anybody.press('Gửi đánh giá')
  await anybody.sees('Xin chọn mức hài lòng.')
  await anybody.choose('score', '1')
  await anybody.page.getByLabel('Thái độ phục vụ').check()
  await anybody.fill('text', 'Phải đi lại ba lần <b>mới</b> xong.')
  await anybody.press('Gửi đánh giá')
  await anybody.sees('Cảm ơn đánh giá của ông/bà')
  const again = await stage.visitor('phone')
  await again.open(found.rating)
  await again.look('notices-07-rating')
  assert.equal(await again.page.locator('[name="text"]').inputValue(), 'Phải đi lại ba lần <b>mới</b> xong.')
  assert.equal(await again.open(`${found.rating.slice(0, -1)}-`), 404)
})

test('the head answers without learning who; whoever rated reads it', async () => {
  const head = await officer(stage, 'chu-tich-pho-hien')
  await head.open('/lam-viec/danh-gia')
  await head.sees('Phải đi lại ba lần <b>mới</b> xong.')
  assert.doesNotMatch(await head.text(), /Hương|H33/)
  await head.look('notices-08-low-ratings')
  await head.page.getByLabel('Trả lời').first().fill('Chúng tôi xin lỗi và sẽ hướng dẫn một lần cho đủ.')
  await head.press('Gửi trả lời')
  await head.sees('Đã gửi trả lời.')
  await head.open('/lam-viec/xin-loi')
  await head.look('notices-09-apologies')
  const rater = await stage.visitor('phone')
  await rater.open(found.rating)
  await rater.sees('Chúng tôi xin lỗi và sẽ hướng dẫn một lần cho đủ.')
})

test('on the tablet of the return desk', async () => {
  const receptionist = await officer(stage, 'tiep-nhan-pho-hien')
  await receptionist.open(`/lam-viec/moi-danh-gia/${found.id}`)
  await receptionist.look('notices-10-invite')
  await receptionist.press('Mở trang đánh giá trên máy này')
  assert.match(receptionist.path(), /^\/danh-gia\/[\w-]{24}$/)
})

test('an administrator previews and edits a text; what the law asks for cannot be taken out', async () => {
  const administrator = await officer(stage, 'quan-tri')
  await administrator.open('/quan-tri/mau-tin')
  await administrator.look('notices-11-templates')
  await administrator.follow('Đã tiếp nhận')
  await administrator.fill('vi/body', 'Kính gửi {{name}}, xong {{secret}}.')
  await administrator.press('Lưu phiên bản mới')
  await administrator.sees(/Không có chỗ điền \{\{secret\}\}/)
  await administrator.sees(/Thiếu \{\{status\}\}/)
  await administrator.look('notices-12-template-wrong')
  await administrator.fill('vi/body', 'Chào {{name}}.\n\n{{status}}')
  await administrator.press('Xem trước')
  await administrator.sees('Chào Công Tằng Tôn Nữ Thị Minh Nguyệt.')
  await administrator.look('notices-13-template')
  await administrator.press('Lưu phiên bản mới')
  await administrator.sees('Đã lưu. Tin mới dùng nội dung này.')
  const receptionist = await officer(stage, 'tiep-nhan-pho-hien')
  assert.equal(await receptionist.open('/quan-tri/mau-tin'), 404)
  assert.equal(await receptionist.open('/lam-viec/danh-gia'), 404)
})
