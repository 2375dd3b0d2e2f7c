import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { expectNoAxeViolations, expectNoSidewaysScroll, screenshot } from '../support/browser.ts'
import { CARDS, performIntakes } from '../support/intakes.ts'
import { samplePng } from '../support/sample-files.ts'
import { officer, openStage, type Stage, type Visitor } from './journey.ts'

const TABLET_WIDTH = 820
const DEATH = '1.000656'

let stage: Stage
let clerk: Visitor
before(async () => {
  stage = await openStage({ dossiers: 0 })
  clerk = await officer(stage, 'tiep-nhan-pho-hien')
})
after(() => stage?.close())

/** As a wedge scanner does it: quickly, with Enter behind. */
async function scan(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text)
  await press(page, 'Enter')
}

async function press(page: Page, key: string): Promise<void> {
  const answer = page.waitForEvent('framenavigated')
  await page.keyboard.press(key)
  await answer
  await page.waitForLoadState()
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('name') ?? '')

test('three intakes by keyboard alone; a known person takes at most twelve presses', async (t) => {
  const { page } = await officer(stage, 'tiep-nhan-pho-hien')
  const intakes = await performIntakes(page)
  t.diagnostic(JSON.stringify(intakes))
  for (const { what, presses } of intakes.slice(0, 2)) assert.ok(presses <= 12, `${what}: ${presses}`)
  assert.equal(await focused(page), 'hop')
})

for (const width of [1280, TABLET_WIDTH]) {
  test(`at ${width} px: each press leads to the next thing, pages are attached, nothing is lost by a reload`, async () => {
    const { page } = clerk
    await page.setViewportSize({ width, height: 900 })
    await clerk.open('/lam-viec/tiep-nhan')
    assert.equal(await focused(page), 'hop')
    await scan(page, CARDS.quan.slice(0, 40))
    await clerk.sees(/Mới đọc được một phần thẻ/)
    await expectNoAxeViolations(page)
    await page.keyboard.press('F2')
    await scan(page, CARDS.quan)
    await clerk.sees(/Đã có người này trong hệ thống/)
    assert.equal(await focused(page), 'tim')
    await page.keyboard.type('khai tu')
    await page.locator('[role="option"][aria-selected="true"]', { hasText: DEATH }).waitFor()
    await look(page, `counter-choosing-${width}`)
    await press(page, 'Enter')
    assert.match(await focused(page), /^components\//)
    await page.keyboard.press('2')
    await page.keyboard.press('c')
    await page.keyboard.press('3')
    const paper = page.locator('[data-paper]').first()
    assert.equal(await paper.locator('[name^="originals/"]').inputValue(), '2')
    assert.equal(await paper.locator('[name^="certified/"]').inputValue(), '3')
    const pages = ['mot.png', 'hai.png'].map((name, at) => ({
      name,
      mimeType: 'image/png',
      buffer: samplePng({ width: 4 + at, height: 3 }),
    }))
    await paper.locator('input[type="file"]:not([capture])').setInputFiles(pages)
    await page.locator('[data-paper]').first().getByText('hai.png').waitFor()
    // The upload brought the page anew: the camera is still offered.
    await page.getByRole('button', { name: 'Quét bằng máy ảnh' }).waitFor()
    await look(page, `counter-filled-${width}`)
    await page.goto('/lam-viec')
    await clerk.open('/lam-viec/tiep-nhan')
    await page.locator('[data-paper]').first().getByText('hai.png').waitFor()
    await page.waitForLoadState()
    assert.equal(await page.locator('[name^="certified/"]').first().inputValue(), '3')
    await press(page, 'Control+Enter')
    await page.locator('.done-panel').waitFor()
    assert.equal(await focused(page), 'hop')
    await look(page, `counter-done-${width}`)
    await clerk.follow('Mở giấy tiếp nhận để in')
    await clerk.sees('Đỗ Minh Quân')
    clerk.expectQuiet()
  })
}

async function look(page: Page, name: string): Promise<void> {
  await screenshot(page, name)
  await expectNoAxeViolations(page)
  await expectNoSidewaysScroll(page)
}

test('the camera reads a card where the browser has no reader of its own', async () => {
  const { page } = clerk
  await clerk.open('/lam-viec/tiep-nhan')
  const { encode } = await import('uqr')
  const { data } = encode(CARDS.stranger)
  await page.evaluate((modules) => {
    const canvas = document.createElement('canvas')
    const scale = 6
    canvas.width = canvas.height = (modules.length + 8) * scale
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('no canvas')
    const draw = () => {
      context.fillStyle = '#fff'
      context.fillRect(0, 0, canvas.width, canvas.height)
      context.fillStyle = '#000'
      for (const [y, row] of modules.entries()) {
        for (const [x, dark] of row.entries())
          if (dark) context.fillRect((x + 4) * scale, (y + 4) * scale, scale, scale)
      }
    }
    setInterval(draw, 50)
    draw()
    // The browser's camera, with a card before it.
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(20)
  }, data)
  await page.getByRole('button', { name: 'Quét bằng máy ảnh' }).click()
  await page.locator('input[name="applicant/fullName"][value="Vũ Thị Kim Anh"]').waitFor({ state: 'attached' })
})
