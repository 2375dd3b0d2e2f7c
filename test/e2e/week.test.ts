import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type DemoGateways, startDemoGateways } from '../../src/fakes/message-gateways.ts'
import { deliverNotices, followLedger } from '../../src/modules/notices/index.ts'
import { query } from '../../src/platform/db.ts'
import { CARDS } from '../support/intakes.ts'
import { officer, openStage, pdfFile, type Stage, type Visitor } from './journey.ts'

const KIM_ANH = 'kim-anh@vi-du.invalid'
const THANH = 'thanh@vi-du.invalid'

let stage: Stage
let gateways: DemoGateways
let clerk: Visitor
const found = { path: '', code: '' }
before(async () => {
  gateways = await startDemoGateways()
  stage = await openStage({ dossiers: 0, environment: { MOTCUA_SMTP_URL: gateways.email.url } })
  clerk = await officer(stage, 'tiep-nhan-pho-hien')
})
after(async () => {
  await stage?.close()
  await gateways?.close()
})

/** What the worker does until the quiet hours are over, whatever the hour of the test. */
async function pass(): Promise<void> {
  const { notices, db } = stage.product.parts
  await followLedger(notices)
  await db.write((tx) =>
    query(tx, `UPDATE notices_delivery SET next_at = platform_now() WHERE state = 'waiting' AND attempts = 0`),
  )
  while ((await deliverNotices(notices)) > 0);
}

/** How many mails to somebody ask how they were served. */
const asksOf = (address: string): number =>
  gateways.email.received.filter(
    ({ to, text }) => to === address && /danh-gia\/[\w-]{24}/.test(text.replace(/=\r?\n/g, '')),
  ).length
const mailsTo = (address: string): number => gateways.email.received.filter(({ to }) => to === address).length

/** Presses a key that sends the page, and waits for the answer. */
async function key(name: string): Promise<void> {
  const answer = clerk.page.waitForEvent('framenavigated')
  await clerk.page.keyboard.press(name)
  await answer
  await clerk.page.waitForLoadState()
}

async function begin(card: string, letters: string): Promise<void> {
  await clerk.open('/lam-viec/tiep-nhan')
  await clerk.page.keyboard.type(card)
  await key('Enter')
  await choose(letters)
}

async function choose(letters: string): Promise<void> {
  await clerk.page.keyboard.type(letters)
  await clerk.page.locator('[role="option"][aria-selected="true"]').first().waitFor()
  await key('Enter')
  await clerk.page.locator('[data-paper]').first().waitFor()
  await clerk.page.keyboard.press('Space')
}

test('Monday: somebody hands in for another; the authorisation is kept, and both are told', async () => {
  await begin(CARDS.stranger, 'hon nh')
  const { page } = clerk
  const applicant = page.locator('details', { has: page.locator('[name="applicant/email"]') })
  await applicant.locator('summary').first().click()
  await clerk.fill('applicant/email', KIM_ANH)
  await page.getByText('Nộp thay theo ủy quyền').click()
  await page.locator('[name="authorised"][value="yes"]').check()
  await clerk.fill('authorised/number', '033090001234')
  await clerk.fill('authorised/fullName', 'Phạm Văn Thành')
  await clerk.fill('authorised/email', THANH)
  await key('Control+Enter')
  assert.ok((await page.locator('.done-panel').count()) === 0, 'not without the document')
  await clerk.look('week-01-authorisation-missing')
  assert.equal(await page.locator('[name="authorised/email"]').inputValue(), THANH)
  await page.locator('input[name="tep/uy-quyen"]:not([capture])').setInputFiles(pdfFile('giay-uy-quyen.pdf'))
  await page.getByText('giay-uy-quyen.pdf').first().waitFor()
  await page.waitForLoadState()
  await key('Control+Enter')
  await page.locator('.done-panel').waitFor()
  await clerk.follow('Mở hồ sơ')
  found.path = clerk.path()
  await clerk.sees('Phạm Văn Thành')
  await clerk.sees('Vũ Thị Kim Anh')
  const document = page.locator('#noi-dung a[href*="/tep/"]').first()
  const kept = await page.request.get((await document.getAttribute('href')) ?? '')
  assert.equal(kept.status(), 200)
  await clerk.look('week-02-authorised')
  await pass()
  // That it was handed in, and that it was accepted.
  assert.deepEqual([mailsTo(KIM_ANH) >= 2, mailsTo(THANH)], [true, mailsTo(KIM_ANH)])
})

test('Wednesday: two procedures of one person at once: one list, a code each, a notice for each', async () => {
  await begin(CARDS.quan, 'hon nh')
  const { page } = clerk
  await page.getByText('Nộp nhiều hồ sơ một lượt').click()
  await clerk.press('Thêm thủ tục cho người này')
  await page.locator('[name="tim"]').focus()
  await choose('trich')
  await key('Control+Enter')
  await clerk.follow('Danh sách hồ sơ đã nhận cùng lượt')
  await clerk.look('week-03-group')
  const codes = [...new Set((await clerk.text()).match(/H33[.\d]*-\d{6}-\d{4}/g) ?? [])]
  assert.equal(codes.length, 2, await clerk.text())
  await pass()
  const citizen = await stage.visitor('phone')
  await citizen.open('/thong-bao')
  await citizen.logIn('cong-dan-quan')
  for (const code of codes) await citizen.sees(new RegExp(`tiếp nhận hồ sơ ${code}`))
})

test('Friday: the result goes by post with its slip; both are told, and asked how they were served', async () => {
  await clerk.open(found.path)
  await clerk.follow('Chuyển bước tiếp theo')
  await clerk.press('Chuyển bước tiếp theo')
  const registrar = await officer(stage, 'ho-tich-pho-hien')
  await registrar.open(found.path)
  await registrar.follow('Chuyển bước tiếp theo')
  await registrar.press('Chuyển bước tiếp theo')
  const head = await officer(stage, 'chu-tich-pho-hien')
  await head.open(found.path)
  await head.follow('Ký duyệt')
  await head.choose('outcome', 'granted')
  await head.fill('result/number', '12/XN')
  await head.page.locator('input[name="tep/result"]').setInputFiles(pdfFile('giay-xac-nhan.pdf'))
  await head.press('Ký duyệt')
  await head.page.waitForURL(`**${found.path}`)
  await clerk.open(found.path)
  await clerk.follow('Trả kết quả')
  await clerk.page.locator('button[name="way"][value="post"]').click()
  await clerk.page.locator('[name="slipNumber"]').waitFor()
  const unpaid = clerk.page.locator('[name="unpaidGround"]')
  if ((await unpaid.count()) > 0) await unpaid.fill('Bưu điện thu hộ khi phát.')
  await clerk.fill('slipNumber', 'EB123456789VN')
  const before = mailsTo(KIM_ANH)
  const askedBefore = new Map([KIM_ANH, THANH].map((address) => [address, asksOf(address)]))
  await clerk.press('Trả kết quả')
  await clerk.page.waitForURL(`**${found.path}`)
  await clerk.sees('Đã trả kết quả')
  await clerk.sees('EB123456789VN')
  await clerk.look('week-04-returned')
  await pass()
  assert.ok(mailsTo(KIM_ANH) > before)
  assert.equal(mailsTo(THANH), mailsTo(KIM_ANH))
  for (const address of [KIM_ANH, THANH]) {
    assert.equal(asksOf(address) - (askedBefore.get(address) ?? 0), 1, `${address} is asked once`)
  }
})
