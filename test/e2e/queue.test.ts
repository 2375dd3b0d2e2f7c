import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { expectNoAxeViolations, expectNoSidewaysScroll } from '../support/browser.ts'
import { CENTRE } from '../support/queue.ts'
import { officer, openStage, type Stage, type Visitor } from './journey.ts'

const TABLET_WIDTH = 820
let stage: Stage
before(async () => {
  stage = await openStage({ dossiers: 0 })
})
after(() => stage?.close())

/** Looks at the page at both widths the counter works with; its own width stays. */
async function lookAtWidths(visitor: Visitor): Promise<void> {
  const size = visitor.page.viewportSize() ?? { width: 1280, height: 900 }
  for (const width of [1280, TABLET_WIDTH, 390]) {
    await visitor.page.setViewportSize({ width, height: 900 })
    await expectNoSidewaysScroll(visitor.page)
  }
  await visitor.page.setViewportSize(size)
  await expectNoAxeViolations(visitor.page)
  visitor.expectQuiet()
}

async function takeAtKiosk(kiosk: Visitor, group: string): Promise<string> {
  await kiosk.open(`/kiosk/${CENTRE}`)
  await lookAtWidths(kiosk)
  await kiosk.follow(/Hộ tịch, chứng thực, cư trú/)
  await lookAtWidths(kiosk)
  await kiosk.press(group)
  await kiosk.sees(/Còn \d+ người trước bạn|0 người/)
  await lookAtWidths(kiosk)
  return kiosk.page.locator('.slip-number').innerText()
}

for (const width of [1280, TABLET_WIDTH]) {
  test(`ticket, call, screen and telephone change live, finish; at ${width} px`, async () => {
    const kiosk = await stage.visitor('desk')
    const hall = await stage.visitor('desk')
    await hall.open(`/man-hinh/${CENTRE}`)
    await lookAtWidths(hall)
    const ordinary = await takeAtKiosk(kiosk, 'Không. Lấy số')
    const priority = await takeAtKiosk(kiosk, 'Người cao tuổi')
    const phone = await stage.visitor('phone')
    const follow = (await kiosk.page.url()).split('/').at(-1)
    await phone.open(`/cho/${follow}`)
    await phone.sees('Đang chờ')
    await lookAtWidths(phone)

    const clerk = await officer(stage, 'tiep-nhan-pho-hien')
    await clerk.page.setViewportSize({ width, height: 900 })
    await clerk.open('/lam-viec/quay')
    await lookAtWidths(clerk)
    await clerk.press('Mở quầy số 1')
    await clerk.sees(`Gọi ${ordinary}`)
    await lookAtWidths(clerk)
    await clerk.page.keyboard.press('n')
    await clerk.page.locator('[data-key="b"]').waitFor()
    assert.equal(await clerk.page.locator('.ticket-number').innerText(), priority, 'the elderly first')
    await lookAtWidths(clerk)

    // Neither page was touched: both were told.
    await hall.page.locator('.screen-label', { hasText: priority }).waitFor()
    assert.match(
      (await hall.page.locator('[data-say]').getAttribute('data-say')) ?? '',
      /^Mời số a .+, đến quầy số một$/,
    )
    await lookAtWidths(hall)
    await phone.sees('Mời đến quầy số 1')
    await lookAtWidths(phone)

    await clerk.page.keyboard.press('b')
    await clerk.page.locator('[data-key="f"]').waitFor()
    await phone.sees('Bạn đang được phục vụ tại quầy số 1.')
    await clerk.page.keyboard.press('f')
    await clerk.page.locator('[data-key="n"]').waitFor()
    await phone.sees('Đã xong')
    await clerk.page.keyboard.press('n')
    await clerk.page.locator('[data-key="v"]').waitFor()
    await clerk.page.keyboard.press('v')
    await clerk.sees(`${ordinary} đã đến: cho vào hàng`)
    await clerk.press('Đóng quầy')
    await clerk.page.locator('h1', { hasText: 'Bạn ngồi quầy nào?' }).waitFor()
    for (const visitor of [kiosk, hall, phone, clerk]) await visitor.page.close()
  })
}

test('without JavaScript: a number is taken and called, the screen asks for itself again', async () => {
  const phone = await stage.visitor('phone', { javaScript: false })
  await phone.open(`/lay-so/${CENTRE}?linh-vuc=dat-dai`)
  await phone.press('Lấy số')
  await phone.sees('Đang chờ')
  const [label] = (await phone.text()).match(/B\d{3}/) ?? []
  assert.ok(label)
  const hall = await stage.visitor('desk', { javaScript: false })
  await hall.open(`/man-hinh/${CENTRE}`)
  assert.equal(await hall.page.locator('meta[http-equiv="refresh"]').getAttribute('content'), '5')
  const clerk = await stage.visitor('desk', { javaScript: false })
  await clerk.logIn('tiep-nhan-pho-hien')
  await clerk.open('/lam-viec/quay')
  await clerk.press('Mở quầy số 3')
  await clerk.press(`Gọi ${label}`)
  await clerk.press('Bắt đầu phục vụ')
  await clerk.press('Xong')
  await clerk.sees('Đã xong số')
  await clerk.press('Đóng quầy')
})

test('booked on the web, checked in at the kiosk; what is wrong is told at its field and nothing typed is lost', async () => {
  const citizen = await stage.visitor('phone')
  await citizen.open('/dat-lich')
  await lookAtWidths(citizen)
  await citizen.follow('Trung tâm Phục vụ hành chính công phường Phố Hiến')
  await citizen.page.locator('[name="fullName"]').fill('Nguyễn Thị Bích Phượng')
  await citizen.fill('phone', '0912')
  await citizen.press('Đặt lịch')
  await citizen.sees('Hãy chọn một giờ còn trống.')
  await lookAtWidths(citizen)
  assert.equal(await citizen.page.locator('[name="fullName"]').inputValue(), 'Nguyễn Thị Bích Phượng')
  await citizen.page.locator('input[name="slot"]').first().check()
  await citizen.page.locator('input[name="line"]').first().check()
  await citizen.fill('phone', '0912345678')
  await citizen.press('Đặt lịch')
  await citizen.sees('Đã giữ chỗ')
  await lookAtWidths(citizen)
  const code = await citizen.page.locator('.code').innerText()
  const kiosk = await stage.visitor('desk')
  await kiosk.open(`/kiosk/${CENTRE}`)
  await kiosk.follow(/Tôi đã đặt lịch/)
  await kiosk.fill('code', 'AAAAAA')
  await kiosk.press('Lấy số')
  await kiosk.sees('Không có lịch hẹn nào mang mã này tại trung tâm. Hãy xem lại mã.')
  await lookAtWidths(kiosk)
  await kiosk.fill('code', code)
  await kiosk.press('Lấy số')
  // The first free slot may be more than an hour away: then the kiosk says when to come back.
  await kiosk.sees(/Còn \d+ người trước bạn|Hãy quay lại trong vòng một giờ trước giờ hẹn/)
  await citizen.page.locator('summary', { hasText: 'Việc khác' }).click()
})

test('a leader reads the waiting times; a clerk does not find them', async () => {
  const leader = await officer(stage, 'chu-tich-pho-hien')
  await leader.open('/lam-viec/quay/so-lieu')
  await leader.sees('được gọi trong 15 phút')
  await leader.sees(/\d+ trên \d+ lượt gọi/)
  await lookAtWidths(leader)
  const clerk = await officer(stage, 'tiep-nhan-pho-hien')
  assert.equal(await clerk.open('/lam-viec/quay/so-lieu'), 404)
  const visitor = await stage.visitor('desk')
  assert.equal(await visitor.open('/man-hinh/khong-co'), 404)
  assert.equal(await visitor.open('/cho/khong-co'), 404)
  assert.equal(await visitor.open('/lam-viec/quay'), 200)
  assert.match(visitor.path(), /^\/dang-nhap/)
})

test('a centre is arranged on a page: kiosk and hall follow by themselves, what would strand a visitor is refused', async () => {
  const centre = 'mot-cua-xa-van-giang'
  const kiosk = await stage.visitor('desk')
  await kiosk.open(`/kiosk/${centre}`)
  const hall = await stage.visitor('desk')
  await hall.open(`/man-hinh/${centre}`)
  const admin = await officer(stage, 'quan-tri')
  await admin.open('/quan-tri/hang-cho')
  await admin.open(`/quan-tri/hang-cho/${centre}`)
  await lookAtWidths(admin)
  await admin.fill('lines.3.prefix', 'd')
  await admin.fill('lines.3.nameVi', 'Chứng thực nhanh')
  await admin.fill('lines.3.nameEn', 'Quick certification')
  await admin.page.locator('[name="fields.chung-thuc"]').selectOption('3')
  await admin.press('Ban hành cách sắp xếp này')
  await admin.sees('Chưa có quầy nào phục vụ hàng “Chứng thực nhanh”.')
  await lookAtWidths(admin)
  await admin.fill('counters.3.numbers', '4-40')
  await admin.page.locator('[name="counters.3.lines"][value="3"]').check()
  await admin.fill('note', 'Mở quầy chứng thực nhanh')
  await admin.press('Ban hành cách sắp xếp này')
  await admin.sees('Đã ban hành. Máy lấy số và màn hình đã đổi theo.')
  await kiosk.sees('Chứng thực nhanh')
  await hall.sees('Chứng thực nhanh')
  await kiosk.follow(/Chứng thực nhanh/)
  await kiosk.press('Không. Lấy số')
  await kiosk.sees('D001')
  for (const part of ['prefix', 'nameVi', 'nameEn']) await admin.fill(`lines.3.${part}`, '')
  await admin.page.locator('[name="fields.chung-thuc"]').selectOption('0')
  await admin.fill('counters.3.numbers', '')
  await admin.fill('note', 'Bỏ quầy chứng thực nhanh')
  await admin.press('Ban hành cách sắp xếp này')
  await admin.sees('Hàng “Chứng thực nhanh” bị bỏ nhưng hôm nay còn 1 người.')
  await kiosk.open(`/kiosk/${centre}`)
  await kiosk.sees('Chứng thực nhanh')
  hall.expectQuiet()
})
