import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type RunningPlatform, startPaymentPlatform } from '../../src/fakes/payment-platform.ts'
import { digitisationJobs, openPageReader, type PageReader } from '../../src/modules/digitisation/index.ts'
import { deliverNotices, followLedger } from '../../src/modules/notices/index.ts'
import { expectNoAxeViolations, expectNoSidewaysScroll, screenshot } from '../support/browser.ts'
import { CENTRE } from '../support/queue.ts'
import { specimen } from '../support/specimens/draw-paper.ts'
import { officer, openStage, pdfFile, type Stage, type Visitor } from './journey.ts'

const PERMIT = '1.013225'
const EXTENSION = '1.013227'
const NUMBER = '88/GPXD'
const CARD = '033188000001||Trần Thị Thu Hương|12031988|Nữ|Số nhà minh họa 1, phường Phố Hiến, Hưng Yên|02012022'
const DESK_WIDTHS = [1280, 820]

let stage: Stage
let platform: RunningPlatform
let reader: PageReader
let clerk: Visitor
let citizen: Visitor
const found = { id: '', code: '', rating: '', second: '' }
const desk = (): string => `/lam-viec/ho-so/${found.id}`

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
  reader = openPageReader({ threads: 2 })
  await pass()
  clerk = await officer(stage, 'tiep-nhan-pho-hien')
  citizen = await stage.visitor('phone')
  await citizen.logIn('cong-dan-huong')
})
after(async () => {
  await reader?.close()
  await stage?.close()
  await platform?.close()
})

/** What the worker does all the time for notices. */
async function pass(): Promise<void> {
  const { notices } = stage.product.parts
  await followLedger(notices)
  while ((await deliverNotices(notices)) > 0);
}

/** The page as the counter works with it: at a desk and on a tablet. */
async function look(visitor: Visitor, name: string): Promise<void> {
  const size = visitor.page.viewportSize() ?? { width: 1280, height: 900 }
  for (const width of DESK_WIDTHS) {
    await visitor.page.setViewportSize({ width, height: 900 })
    await expectNoSidewaysScroll(visitor.page)
    await screenshot(visitor.page, `${name}-${width}`)
  }
  await visitor.page.setViewportSize(size)
  await expectNoAxeViolations(visitor.page)
  visitor.expectQuiet()
}

/** As a wedge scanner does it: quickly, with Enter behind. */
async function scanCard(text: string): Promise<void> {
  await clerk.page.keyboard.type(text)
  await pressKey('Enter')
}

async function pressKey(key: string): Promise<void> {
  const answer = clerk.page.waitForEvent('framenavigated')
  await clerk.page.keyboard.press(key)
  await answer
  await clerk.page.waitForLoadState()
}

async function chooseProcedure(code: string): Promise<void> {
  await clerk.page.keyboard.type(code)
  await clerk.page.locator('[role="option"][aria-selected="true"]', { hasText: code }).waitFor()
  await pressKey('Enter')
}

test('a visitor takes a number and is called to the counter', async () => {
  const kiosk = await stage.visitor('desk')
  await kiosk.open(`/kiosk/${CENTRE}`)
  await kiosk.follow(/Đất đai, xây dựng|Đất đai|Xây dựng/)
  await kiosk.press('Không. Lấy số')
  const label = await kiosk.page.locator('.slip-number').innerText()
  await look(kiosk, 'visit-01-slip')
  await clerk.open('/lam-viec/quay')
  const opening = clerk.page.getByRole('button', { name: /Mở quầy số/ })
  for (let at = 0; at < (await opening.count()); at++) {
    await clerk.press(new RegExp(`^${await opening.nth(at).innerText()}$`))
    if ((await clerk.text()).includes(`Gọi ${label}`)) break
    await clerk.press('Đóng quầy')
  }
  await clerk.press(`Gọi ${label}`)
  await clerk.press('Bắt đầu phục vụ')
  await look(clerk, 'visit-02-called')
  await clerk.open('/lam-viec/tiep-nhan')
  await clerk.sees(`Phiếu ${label} đang ở quầy`)
  await look(clerk, 'visit-03-intake')
})

test('the card fills the form, two pages are scanned, and the dossier is received', async () => {
  await scanCard(CARD)
  await clerk.sees('Đã có người này trong hệ thống')
  await chooseProcedure(PERMIT)
  await clerk.choose('caseKey', 'nha-o-rieng-le').catch(() => undefined)
  const land = clerk.page.locator('[data-paper="giay-to-dat"]')
  const images = [await specimen('land_certificate', 'clean', 7), await specimen('land_certificate', 'scanned', 8)]
  const pages = images.map(({ image }, at) => {
    const isJpeg = image[0] === 0xff
    const name = `trang-${at + 1}.${isJpeg ? 'jpg' : 'png'}`
    return { name, mimeType: isJpeg ? 'image/jpeg' : 'image/png', buffer: image }
  })
  await land.locator('input[type="checkbox"]').check()
  await land.locator('input[type="file"]:not([capture])').setInputFiles(pages)
  await land.getByText(/trang-2\./).waitFor()
  await look(clerk, 'visit-04-filled')
  await clerk.press('Tiếp nhận, lập giấy hẹn')
  await clerk.page.waitForURL('**/tiep-nhan?xong=*')
  found.id = new URL(clerk.page.url()).searchParams.get('xong') ?? ''
  const [code] = /H33[\d.A-Z]*-\d{6}-\d{4}/.exec(await clerk.text()) ?? []
  assert.ok(code)
  found.code = code
  await clerk.sees('Thu 75.000 đ')
  await look(clerk, 'visit-05-received')
  const receipt = await clerk.page.request.get(`${desk()}/giay/01.pdf`)
  assert.equal(receipt.status(), 200)
  assert.equal((await receipt.body()).subarray(0, 5).toString(), '%PDF-')
})

test('what was scanned is read, and its fields are confirmed into the store', async () => {
  await clerk.open('/lam-viec/so-hoa')
  const link = clerk.page.locator('#noi-dung a[href^="/lam-viec/so-hoa/"]').first()
  const scanId = /[0-9a-f-]{36}/.exec((await link.getAttribute('href')) ?? '')?.[0]
  assert.ok(scanId)
  const faults: unknown[] = []
  const { tasks } = digitisationJobs({
    ...stage.product.parts.digitisation,
    reader,
    onFault: (error) => faults.push(error),
  })
  await tasks.digitisation_read?.({ scanId })
  assert.deepEqual(faults, [])
  await clerk.open(`/lam-viec/so-hoa/${scanId}`)
  await clerk.sees('Giấy chứng nhận quyền sử dụng đất')
  await look(clerk, 'visit-06-fields')
  await clerk.press(/Xác nhận/)
  await clerk.page.waitForURL('**/lam-viec/so-hoa')
  await stage.product.minutePasses()
  await citizen.open('/kho-giay-to')
  await citizen.sees('Giấy tờ chứng minh quyền sử dụng đất')
  await look(citizen, 'visit-07-store')
})

test('VietQR is shown at the counter, the visitor pays, the receipt is there', async () => {
  await clerk.open(`/lam-viec/thu-tien?ma=${found.code}`)
  await clerk.sees('75.000')
  assert.equal(await clerk.page.locator('svg[role="img"]').count(), 1)
  await look(clerk, 'visit-08-vietqr')
  await citizen.open(`/ho-so/${found.id}/thanh-toan`)
  await citizen.press('Thanh toán trực tuyến')
  await citizen.page.getByRole('link', { name: /Sang trang thanh toán/ }).click()
  await citizen.page.getByRole('button', { name: 'Thanh toán' }).click()
  await citizen.page.waitForURL(`**/ho-so/${found.id}/thanh-toan`)
  await citizen.sees('Bây giờ không phải nộp khoản nào')
  await clerk.open(`/lam-viec/thu-tien?ma=${found.code}`)
  await clerk.sees(/LP-/)
  await look(clerk, 'visit-09-paid')
})

test('the result is signed and handed over', async () => {
  for (const key of ['tiep-nhan-pho-hien', 'xay-dung-pho-hien', 'tham-tra-pho-hien']) {
    const one = key === 'tiep-nhan-pho-hien' ? clerk : await officer(stage, key)
    await one.open(desk())
    await one.follow('Chuyển bước tiếp theo')
    await one.press('Chuyển bước tiếp theo')
  }
  const leader = await officer(stage, 'chu-tich-pho-hien')
  await leader.open(`${desk()}/phe-duyet`)
  await leader.choose('outcome', 'granted')
  await leader.fill('result/number', NUMBER)
  await leader.page.locator('input[name="tep/result"]').setInputFiles(pdfFile('giay-phep.pdf'))
  await leader.press('Ký duyệt')
  await leader.page.waitForURL(`**${desk()}`)
  await clerk.open(`${desk()}/tra-ket-qua`)
  await clerk.sees('Hồ sơ còn 150.000 đồng chưa nộp')
  await clerk.fill('identity/lastDigits', '0001')
  await clerk.choose('signedOnPaper', 'yes')
  await clerk.press('Trả kết quả')
  await clerk.sees('Hãy thu trước khi trả kết quả')
  await look(clerk, 'visit-10-unpaid')
  await payAtReturn()
  await clerk.open(`${desk()}/tra-ket-qua`)
  assert.equal(await clerk.page.locator('[name="unpaidGround"]').count(), 0)
  await clerk.fill('identity/lastDigits', '0001')
  await clerk.choose('signedOnPaper', 'yes')
  await look(clerk, 'visit-10-return')
  await clerk.press('Trả kết quả')
  await clerk.page.waitForURL(`**${desk()}`)
  await clerk.sees('Đã trả kết quả')
  await look(clerk, 'visit-11-returned')
})

/** The fee that is due when the result is there, in cash. */
async function payAtReturn(): Promise<void> {
  await clerk.open('/lam-viec/ket-so')
  await clerk.fill('counter', 'Quầy 3')
  await clerk.fill('float', '200.000')
  await clerk.press('Mở két')
  await clerk.open(`/lam-viec/thu-tien?ma=${found.code}`)
  await clerk.fill('tendered', '150.000')
  await clerk.press('Thu tiền')
  await clerk.sees(/PH-|LP-/)
}

test('the notice stands in the account and asks for a rating, which is given', async () => {
  await pass()
  await citizen.open('/thong-bao')
  await citizen.sees(new RegExp(found.code))
  await citizen.look('visit-12-inbox')
  found.rating = /\/danh-gia\/[\w-]{24}/.exec(await citizen.text())?.[0] ?? assert.fail('no link')
  await citizen.open(found.rating)
  await citizen.choose('score', '5')
  await citizen.press('Gửi đánh giá')
  await citizen.page.getByText('Cảm ơn đánh giá của ông/bà').waitFor()
})

test('with the second procedure nothing is asked for that the store holds', async () => {
  await stage.product.minutePasses()
  await clerk.open('/lam-viec/tiep-nhan')
  await scanCard(CARD)
  await chooseProcedure(EXTENSION)
  await clerk.sees('Đã có trong kho, không cần nộp')
  await clerk.sees(new RegExp(NUMBER))
  await look(clerk, 'visit-13-held')
  await clerk.press('Tiếp nhận, lập giấy hẹn')
  await clerk.page.waitForURL('**/tiep-nhan?xong=*')
  found.second = new URL(clerk.page.url()).searchParams.get('xong') ?? ''
  await clerk.open(`/lam-viec/ho-so/${found.second}`)
  await clerk.sees('Lấy từ kho')
  await look(clerk, 'visit-14-second')
})
