import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { expectNoAxeViolations, expectNoSidewaysScroll } from '../support/browser.ts'
import { openStage, type Stage, type Visitor } from './journey.ts'

const PAGE = '/quan-tri/mau-giay/form-04'

let stage: Stage
before(async () => {
  stage = await openStage({ dossiers: 0 })
})
after(() => stage?.close())

async function administrator(device: 'phone' | 'desk', javaScript = true): Promise<Visitor> {
  const visitor = await stage.visitor(device, { javaScript })
  await visitor.logIn('quan-tri')
  return visitor
}

/** Whether the picture of the paper has come. */
function pictureWidth({ page }: Visitor): Promise<number> {
  return page.locator('img.paper').evaluate((image) => (image as HTMLImageElement).naturalWidth)
}

test('an administrator changes a paper: a fault is shown at its line, the preview, the change, publication, the way back', async () => {
  const visitor = await administrator('desk')
  const { page } = visitor
  await visitor.open('/quan-tri/mau-giay')
  await expectNoAxeViolations(page)
  await page.click(`a[href="${PAGE}"]`)
  await page.waitForURL(`**${PAGE}`)
  assert.ok((await pictureWidth(visitor)) > 100)
  await expectNoAxeViolations(page)

  const text = await page.inputValue('#f-source')
  await page.fill('#f-source', text.replace('d.receivedOn', 'd.receivedWhen'))
  await page.click('#ban-nhap .button')
  await page.locator('.fault-summary').waitFor()
  assert.match(await page.locator('.fault-summary').innerText(), /Dòng \d+, cột \d+: .*receivedWhen/)
  assert.match(await page.locator('.code-lines .removed').innerText(), /receivedWhen/)
  assert.match(await page.inputValue('#f-source'), /receivedWhen/)
  await expectNoAxeViolations(page)

  await page.fill('#f-source', text.replace('Rất mong nhận được', 'Kính mong nhận được'))
  await page.check('input[name="sample"][value="long"]')
  await page.click('#ban-nhap .button')
  await page.waitForURL('**mau=long**')
  assert.ok((await pictureWidth(visitor)) > 100)
  await page.click('a[href*="so-voi=1"]')
  assert.match(await page.locator('.code-lines ins').innerText(), /Kính mong/)
  assert.match(await page.locator('.code-lines del').innerText(), /Rất mong/)
  await expectNoAxeViolations(page)

  await page.fill('#f-note', 'Sửa lời văn')
  await page.click('section[aria-labelledby="ban-hanh"] .button')
  await page.locator('[role="status"]').waitFor()
  assert.match(await page.locator('tbody tr').first().innerText(), /2[\s\S]*Đang dùng[\s\S]*Sửa lời văn/)

  await page.locator('tbody tr').last().locator('button').click()
  await page.locator('[role="status"]').waitFor()
  assert.equal(await page.inputValue('#f-source'), text)
  await page.close()
})

test('without JavaScript, on a phone: two write at once, and nobody loses a word', async () => {
  const one = await administrator('phone', false)
  const other = await administrator('phone')
  await one.open('/quan-tri/mau-giay/form-05')
  await other.open('/quan-tri/mau-giay/form-05')
  const text = await one.page.inputValue('#f-source')
  for (const [visitor, words] of [
    [one, 'Một'],
    [other, 'Hai'],
  ] as const) {
    await visitor.page.fill('#f-source', `${text}// ${words}\n`)
    await visitor.page.click('#ban-nhap .button')
    await visitor.page.waitForLoadState()
  }
  assert.match(await other.page.locator('.fault-summary').innerText(), /Người khác vừa lưu/)
  assert.match(await other.page.inputValue('#f-source'), /\/\/ Hai/)
  await expectNoAxeViolations(other.page)
  await expectNoSidewaysScroll(other.page)
  await other.page.click('#ban-nhap .button')
  await other.page.locator('[role="status"]').waitFor()
  await one.open('/quan-tri/mau-giay/form-05')
  assert.match(await one.page.inputValue('#f-source'), /\/\/ Hai/)
})
