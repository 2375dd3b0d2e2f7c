import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bounceReport, handOver } from '../../src/fakes/bounce-reports.ts'
import { type DemoGateways, startDemoGateways } from '../../src/fakes/message-gateways.ts'
import { deliverNotices, followLedger } from '../../src/modules/notices/index.ts'
import { query } from '../../src/platform/db.ts'
import { officer, openStage, pdfFile, type Stage, typedDay, type Visitor } from './journey.ts'

const PROCEDURE = '1.013225'
const BOUNCE_PASSWORD = 'mat-khau-cua-may-chu-thu'

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
      MOTCUA_BOUNCE_ADDRESS: 'tra-lai@vi-du.invalid',
      MOTCUA_BOUNCE_TOKEN: BOUNCE_PASSWORD,
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

test('mail comes back hours later, the text message never arrived: the desk sees it and calls', async () => {
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
  await receptionist.open('/lam-viec/thong-bao')
  assert.doesNotMatch(await receptionist.text(), /Cần gọi điện/)
  const mail = gateways.email.received.at(-1) ?? assert.fail('no mail')
  const door = { url: stage.product.url, password: BOUNCE_PASSWORD }
  assert.deepEqual(await handOver(door, bounceReport(mail)), { status: 200, verdict: 'taken' })
  assert.equal((await handOver(door, bounceReport(mail).replace('.invalid', '.khac'))).verdict, 'repeated')
  assert.equal((await handOver(door, 'Subject: x\r\n\r\nx')).verdict, 'unreadable')
  await receptionist.open('/lam-viec/thong-bao/da-gui?loai=khong-den')
  await receptionist.sees(/dsn_5\.1\.1/)
  await receptionist.look('notices-05-sent')
  await receptionist.open('/lam-viec/thong-bao')
  await receptionist.sees(/Cần gọi điện/)
  await receptionist.sees('Trần Thị Thu Hương')
  await receptionist.press('Ghi là đã gọi')
  await receptionist.look('notices-06-call-empty')
  await receptionist.page.getByLabel('Kết quả cuộc gọi').first().fill('Đã báo, bà Hương đã biết.')
  await receptionist.press('Ghi là đã gọi')
  await receptionist.sees('Đã ghi cuộc gọi.')
  gateways.sms.behave('ok')
})

test('an officer chooses digest, mail and quiet hours; what the law asks for stays', async () => {
  const receptionist = await officer(stage, 'tiep-nhan-pho-hien')
  await receptionist.open('/lam-viec/thong-bao')
  await receptionist.follow('Chọn cách nhận tin')
  await receptionist.sees(/ít nhất 01 ngày trước hạn/)
  await receptionist.fill('digestAt', '6h30')
  await receptionist.choose('quiet', 'yes')
  await receptionist.fill('quietFrom', '16:00')
  await receptionist.press('Lưu cách nhận tin')
  await receptionist.sees(/Giờ yên lặng phải nằm ngoài giờ làm việc/)
  assert.equal(await receptionist.page.locator('[name="digestAt"]').inputValue(), '6h30')
  await receptionist.look('notices-14-officer-wrong')
  await receptionist.fill('quietFrom', '19:00')
  await receptionist.page.getByLabel('Nhắc: sắp đến hạn').check()
  await receptionist.press('Lưu cách nhận tin')
  await receptionist.sees('Đã lưu cách nhận tin.')
  assert.equal(await receptionist.page.locator('[name="digestAt"]').inputValue(), '06:30')
  assert.ok(await receptionist.page.getByLabel('Nhắc: sắp đến hạn').isChecked())
  await receptionist.look('notices-15-officer')
})

test('an apology with reason and new date: once, told at once, printed, and published', async () => {
  const head = await officer(stage, 'chu-tich-pho-hien')
  const reason = 'Phải xác minh thêm ranh giới thửa đất tại thực địa.'
  await head.open(desk())
  await head.page.getByText('Việc khác').first().click()
  await head.follow('Xin lỗi và hẹn lại ngày trả')
  await head.fill('newDueAt', typedDay(60))
  await head.fill('reason', reason)
  await head.look('notices-16-apology')
  await head.press('Xin lỗi và hẹn lại ngày trả')
  await head.page.waitForURL(`**${desk()}`)
  await head.sees('Đã gia hạn; lời xin lỗi đã công bố.')
  assert.equal(
    await head.page.locator('#noi-dung').getByRole('link', { name: 'Xin lỗi và hẹn lại ngày trả' }).count(),
    0,
  )
  const before = gateways.email.received.length
  await pass()
  assert.equal(gateways.email.received.length, before + 1)
  await citizen.open('/thong-bao')
  await citizen.sees(/Xin lỗi và hẹn lại ngày trả kết quả/)
  await citizen.sees(new RegExp(reason))
  const anybody = await stage.visitor('phone', { javaScript: false })
  await anybody.open('/xin-loi')
  await anybody.sees(reason)
  await anybody.look('notices-17-published')
  const letter = /\/ho-so\/[\w-]+\/giay\/04\.pdf/.exec(await citizen.text())?.[0] ?? assert.fail('no letter')
  const printed = await citizen.page.request.get(letter)
  assert.deepEqual([printed.status(), printed.headers()['content-type']], [200, 'application/pdf'])
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
  const otherLetter = found.rating.endsWith('-') ? 'x' : '-'
  assert.equal(await again.open(`${found.rating.slice(0, -1)}${otherLetter}`), 404)
})

test('the head answers without learning who; whoever rated reads it', async () => {
  const head = await officer(stage, 'chu-tich-pho-hien')
  await head.open('/lam-viec/danh-gia')
  await head.sees('Phải đi lại ba lần <b>mới</b> xong.')
  assert.doesNotMatch(await head.text(), /Hương|H33/)
  await head.look('notices-08-low-ratings')
  const task = head.page.locator('#noi-dung li', { hasText: 'Phải đi lại ba lần' }).last()
  await task.getByLabel('Trả lời').fill('Chúng tôi xin lỗi và sẽ hướng dẫn một lần cho đủ.')
  const answered = head.page.waitForEvent('framenavigated')
  await task.getByRole('button', { name: 'Gửi trả lời' }).click()
  await answered
  await head.sees('Đã gửi trả lời.')
  await head.open('/lam-viec/xin-loi')
  await head.look('notices-09-apologies')
  await pass()
  await citizen.open('/thong-bao')
  await citizen.sees(/trả lời đánh giá của ông\/bà/)
  await citizen.sees('Chúng tôi xin lỗi và sẽ hướng dẫn một lần cho đủ.')
  await citizen.follow('Đánh giá của tôi')
  await citizen.sees('Chúng tôi xin lỗi và sẽ hướng dẫn một lần cho đủ.')
  await citizen.look('notices-18-own-ratings')
  const rater = await stage.visitor('phone')
  await rater.open(found.rating)
  await rater.sees('Chúng tôi xin lỗi và sẽ hướng dẫn một lần cho đủ.')
})

test('at the return desk: a code for the phone, none for the officer’s own screen', async () => {
  const receptionist = await officer(stage, 'tiep-nhan-pho-hien')
  await receptionist.open(`/lam-viec/moi-danh-gia/${found.id}`)
  await receptionist.look('notices-10-invite')
  await receptionist.press('Tạo mã đánh giá')
  const address = new URL((await receptionist.page.locator('#noi-dung code').innerText()).trim()).pathname
  assert.match(address, /^\/danh-gia\/[\w-]{24}$/)
  await receptionist.look('notices-20-invite-code')
})

test('an administrator previews and edits a text; what the law asks for cannot be taken out', async () => {
  const administrator = await officer(stage, 'quan-tri')
  await administrator.open('/quan-tri/mau-tin')
  await administrator.look('notices-11-templates')
  await administrator.follow('Thư bị trả lại')
  await administrator.sees('không phải báo cáo trả thư')
  assert.doesNotMatch(await administrator.text(), /@/)
  await administrator.look('notices-19-bounces')
  await administrator.open('/quan-tri/mau-tin')
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
  assert.equal(await receptionist.open('/quan-tri/thu-tra-lai'), 404)
  assert.equal(await receptionist.open('/lam-viec/danh-gia'), 404)
})
