import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import {
  DESK_WIDTH,
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  launchBrowser,
  PHONE_WIDTH,
  screenshot,
  type TestBrowser,
} from '../../../test/support/browser.ts'
import { pagesApp } from '../../../test/support/web-pages.ts'

const FORM = '/_gallery/bieu-mau'
const SMALLEST_TARGET_PX = 44

let app: FastifyInstance
let browser: TestBrowser
let baseURL: string
before(async () => {
  app = await pagesApp()
  baseURL = await app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
})
after(async () => {
  await browser.close()
  await app.close()
})

test('every part passes axe and stays inside its window, on phone and desk', async () => {
  const pages = {
    '/_gallery': 'parts',
    [FORM]: 'form',
    '/_gallery/ban-lam-viec': 'desk',
    '/_gallery/in': 'paper',
    '/khong-co': 'missing',
  }
  for (const width of [PHONE_WIDTH, DESK_WIDTH]) {
    const page = await browser.newPage({ width, baseURL })
    for (const [path, name] of Object.entries(pages)) {
      await page.goto(path)
      await expectNoAxeViolations(page)
      await expectNoSidewaysScroll(page)
      await screenshot(page, `gallery-${name}-${width}`)
    }
    await page.close()
  }
})

test('buttons and menu links are large enough to touch', async () => {
  const page = await browser.newPage({ width: PHONE_WIDTH, baseURL })
  await page.goto('/_gallery')
  await page.click('details.menu > summary')
  const small = await page.$$eval(
    '.button, .menu a, .menu > summary, .foot a, .chips a',
    (found, least) => found.filter((one) => one.getBoundingClientRect().height < least).map((one) => one.outerHTML),
    SMALLEST_TARGET_PX,
  )
  assert.deepEqual(small, [])
  await page.close()
})

test('without JavaScript: the menu opens, a faulty form keeps what was typed, a good one goes on', async () => {
  const page = await browser.newPage({ width: PHONE_WIDTH, javaScript: false, baseURL })
  await page.goto(FORM)
  await page.click('details.menu > summary')
  await page.locator('details.menu a[href="/thu-tuc"]').waitFor({ state: 'visible' })
  await page.click('details.menu > summary')
  await page.fill('#f-child-fullName', 'Nguyễn Hoàng Thị Tuyết Nhung')
  await page.click('.actions .button:not(.second)')
  await page.locator('.fault-summary').waitFor()
  assert.match(await page.title(), /^Cần sửa: /)
  assert.equal(await page.inputValue('#f-child-fullName'), 'Nguyễn Hoàng Thị Tuyết Nhung')
  await page.fill('#f-child-bornOn', '5/11/2026')
  await page.fill('#f-mother-identityNumber', '033190000001')
  await page.check('input[value="female"]')
  await page.click('.actions .button:not(.second)')
  await page.locator('[data-typed-is-sent]').first().waitFor()
  assert.equal(new URL(page.url()).pathname, '/_gallery')
  await page.close()
})

test('what was typed is still there after the page was left, until it has been sent', async () => {
  const page = await browser.newPage({ baseURL })
  await page.goto(FORM)
  await page.fill('#f-note', 'con thứ hai')
  await page.goto('/tra-cuu')
  await page.goto(FORM)
  assert.equal(await page.inputValue('#f-note'), 'con thứ hai')
  await page.fill('#f-child-fullName', 'Trần Bé')
  await page.fill('#f-child-bornOn', '5/11/2026')
  await page.fill('#f-mother-identityNumber', '033190000001')
  await page.check('input[value="male"]')
  await page.click('.actions .button:not(.second)')
  await page.waitForURL('**/_gallery')
  await page.goto(FORM)
  assert.equal(await page.inputValue('#f-note'), '')
  await page.close()
})

test('a file goes with the script as without: faults come back in place, with what was typed', async () => {
  const page = await browser.newPage({ baseURL })
  await page.goto(FORM)
  await page.fill('#f-child-fullName', 'Trần Bé')
  await page.setInputFiles('#f-certificate', { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('x') })
  await page.click('.actions .button:not(.second)')
  await page.locator('a[href="#f-certificate"]').waitFor()
  assert.equal(await page.inputValue('#f-child-fullName'), 'Trần Bé')
  assert.equal(new URL(page.url()).pathname, FORM)
  await page.close()
})

test('the worklist answers to J, K, X and A', async () => {
  const page = await browser.newPage({ baseURL })
  await page.goto('/_gallery/ban-lam-viec')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  const current = await page.locator('tr[aria-current] .row-link').innerText()
  assert.equal(current, 'H33.08-261118-0012')
  assert.deepEqual(await page.$$eval('input:checked', (boxes) => boxes.map((box) => (box as HTMLInputElement).value)), [
    current,
  ])
  await page.keyboard.press('a')
  assert.equal(await page.evaluate(() => document.activeElement?.hasAttribute('data-bulk')), true)
  await page.close()
})

test('Tab leads first to the content, and the focus is black on yellow', async () => {
  const page = await browser.newPage({ baseURL })
  await page.goto('/tra-cuu')
  await page.keyboard.press('Tab')
  const colours = await page.evaluate(() => {
    const style = getComputedStyle(document.activeElement as Element)
    return { background: style.backgroundColor, ink: style.color, href: document.activeElement?.getAttribute('href') }
  })
  assert.deepEqual(colours, { background: 'rgb(255, 212, 59)', ink: 'rgb(22, 32, 46)', href: '#noi-dung' })
  await page.close()
})
