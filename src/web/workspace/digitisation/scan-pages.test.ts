import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  DESK_WIDTH,
  expectLooksRight,
  expectNoAxeViolations,
  launchBrowser,
  type TestBrowser,
} from '../../../../test/support/browser.ts'
import type { TestDatabase } from '../../../../test/support/database.ts'
import { openTestDesk, type TestDesk } from '../../../../test/support/desk.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestOfficer,
  type TestProvince,
} from '../../../../test/support/province.ts'
import { type Specimen, specimen } from '../../../../test/support/specimens/draw-paper.ts'
import { digitisationJobs, openPageReader, type ReadingContext } from '../../../modules/digitisation/index.ts'
import { type JobRunner, migrateJobs, startJobs } from '../../../platform/jobs.ts'

let database: TestDatabase
let province: TestProvince
let desk: TestDesk
let browser: TestBrowser
let reading: ReadingContext
let runner: JobRunner
let clerk: TestOfficer
let stranger: TestOfficer
let paper: Specimen

before(async () => {
  database = await provinceDatabase()
  await migrateJobs(database.ownerUrl)
  province = await seedTestProvince(database)
  desk = await openTestDesk(province)
  const { db, keys } = province.context
  const files = desk.files.store
  reading = { db, keys, files, reader: openPageReader({ threads: 1 }), onFault: (error) => assert.ifError(error) }
  runner = await startJobs({ ...digitisationJobs(reading), cron: [], url: database.url })
  browser = await launchBrowser()
  clerk = await province.newOfficer('Nguyễn Thị Quầy', [{ agencySlug: 'xa-nhu-quynh', role: 'receptionist' }])
  stranger = await province.newOfficer('Người Nơi Khác', [{ agencySlug: 'xa-tien-lu', role: 'receptionist' }])
  paper = await specimen('birth_note', 'scanned', 71)
})
after(async () => {
  await browser.close()
  await runner.stop()
  await reading.reader.close()
  await desk.close()
  await province.close()
  await database.close()
})

test('from the file to the confirmed paper, by keyboard; a wrong date stands at its field; strangers find nothing', async () => {
  const baseURL = await desk.addressOf(clerk)
  const page = await browser.newPage({ width: DESK_WIDTH, baseURL })
  await page.goto('/lam-viec/so-hoa')
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: 'Bắt đầu số hóa' }).click()
  await page.getByText('Hãy chọn ít nhất một tệp vừa quét.').first().waitFor()
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'paper.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(paper.image) })
  await page.getByRole('button', { name: 'Bắt đầu số hóa' }).click()
  await page.waitForURL(/so-hoa\/[0-9a-f-]{36}/)
  const mother = page.getByLabel('Họ, chữ đệm, tên mẹ')
  await mother.waitFor({ timeout: 240_000 })
  const identity = await page.getByLabel('Số định danh của mẹ').inputValue()
  assert.equal(identity, paper.truth.motherIdentityNumber)
  await expectLooksRight(page, 'digitisation-scan')
  await page.locator('input[name="fields/number"]').focus()
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => (document.activeElement as HTMLInputElement).name), 'fields/motherName')
  await page.getByLabel('Ngày sinh').fill('31/02/2024')
  await page.getByRole('button', { name: 'Xác nhận và lưu' }).click()
  await page.getByText('Ngày này không có trong lịch.').first().waitFor()
  assert.equal(await page.getByLabel('Số định danh của mẹ').inputValue(), identity)
  await page.getByLabel('Ngày sinh').fill('05/03/2024')
  const address = page.url()
  await page.getByRole('button', { name: 'Xác nhận và lưu' }).click()
  await page.getByText('Đã xác nhận giấy tờ.').waitFor()
  await page.goto(address)
  await page.getByText('05/03/2024').waitFor()
  await checkStrangers(new URL(address).pathname)
  await page.close()
})

async function checkStrangers(path: string): Promise<void> {
  const places = ['', '/tien-do', '/tep/trang-1', '/tep/ban-so-hoa', '/tep/ban-goc-1']
  for (const [officer, status] of [
    [clerk, 200],
    [stranger, 404],
  ] as const) {
    const app = await desk.appOf(officer)
    for (const place of places) {
      assert.equal(
        (await app.inject({ url: `${path}${place}` })).statusCode,
        status,
        `${place} by ${officer.displayName}`,
      )
    }
  }
  const citizen = await desk.appOf((await province.newCitizen()).actor)
  for (const place of places) assert.equal((await citizen.inject({ url: `${path}${place}` })).statusCode, 404, place)
  const pdf = await (await desk.appOf(clerk)).inject({ url: `${path}/tep/ban-so-hoa` })
  assert.equal(pdf.headers['content-type'], 'application/pdf')
  assert.ok(pdf.body.startsWith('%PDF-'))
}

test('the list finds a paper by the words on it', async () => {
  const app = await desk.appOf(clerk)
  const list = await app.inject({ url: '/lam-viec/so-hoa' })
  assert.match(list.body, /Giấy chứng sinh/)
  const found = await app.inject({ url: `/lam-viec/so-hoa?tim=${encodeURIComponent(paper.truth.motherName ?? '')}` })
  assert.match(found.body, /Giấy chứng sinh/)
  assert.match((await app.inject({ url: '/lam-viec/so-hoa?tim=khongco' })).body, /Không tìm thấy giấy tờ nào/)
})
