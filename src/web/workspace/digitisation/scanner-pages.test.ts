import assert from 'node:assert/strict'
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { DESK_WIDTH, expectLooksRight, launchBrowser, type TestBrowser } from '../../../../test/support/browser.ts'
import type { TestDatabase } from '../../../../test/support/database.ts'
import { openTestDesk, type TestDesk } from '../../../../test/support/desk.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestOfficer,
  type TestProvince,
} from '../../../../test/support/province.ts'
import { pdfStream, samplePdf } from '../../../../test/support/sample-files.ts'
import { openScannerFolders } from '../../../modules/digitisation/scanner/take-files.ts'
import { migrateJobs } from '../../../platform/jobs.ts'

const CENTRE = 'mot-cua-xa-nhu-quynh'
const PROCEDURE = '1.000656'

let database: TestDatabase
let province: TestProvince
let desk: TestDesk
let browser: TestBrowser
let folder: string
let scanners: ReturnType<typeof openScannerFolders>
let clerk: TestOfficer
let stranger: TestOfficer
let administrator: TestOfficer

before(async () => {
  database = await provinceDatabase()
  await migrateJobs(database.ownerUrl)
  province = await seedTestProvince(database)
  folder = await mkdtemp(join(tmpdir(), 'motcua-scanner-pages-'))
  desk = await openTestDesk(province)
  const { store: files, inspector } = desk.files
  const { db } = province.context
  scanners = openScannerFolders({ db, files, inspector, folder: join(folder, 'scanners'), mostBytes: 1_000_000 })
  browser = await launchBrowser()
  clerk = await province.newOfficer('Nguyễn Thị Quầy', [{ agencySlug: CENTRE, role: 'receptionist' }])
  stranger = await province.newOfficer('Nơi Khác', [{ agencySlug: 'mot-cua-xa-van-giang', role: 'receptionist' }])
  const root = province.directory.province().slug
  administrator = await province.newOfficer('Quản Trị', [{ agencySlug: root, role: 'administrator' }])
})
after(async () => {
  await browser.close()
  await desk.close()
  await province.close()
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

async function drop(name: string, content: Uint8Array): Promise<void> {
  const path = join(folder, 'scanners', CENTRE, 'quay-7', name)
  await writeFile(path, content)
  const past = new Date(Date.now() - 120_000)
  await utimes(path, past, past)
}

const sheet = (mark: string) => samplePdf({ objects: [pdfStream('', `BT (${mark}) Tj ET`)] })

test('an administrator gives a counter its folder; a wrong number stands at its field; clerks have no such page', async () => {
  const page = await browser.newPage({ width: DESK_WIDTH, baseURL: await desk.addressOf(administrator) })
  await page.goto('/quan-tri/may-quet')
  await page.getByText('Chưa quầy nào có thư mục máy quét').waitFor()
  const name = province.directory.bySlug(CENTRE)?.name ?? ''
  await page.getByLabel('Bộ phận Một cửa').selectOption({ label: name })
  await page.getByLabel('Số quầy').fill('0')
  await page.getByRole('button', { name: 'Thêm máy quét' }).click()
  await page.getByText('Số quầy là số nguyên từ 1 đến 999.').first().waitFor()
  await page.getByLabel('Số quầy').fill('7')
  await page.getByRole('button', { name: 'Thêm máy quét' }).click()
  await page.getByText(`${CENTRE}/quay-7`).waitFor()
  await expectLooksRight(page, 'scanners')
  await page.close()
  for (const actor of [clerk, (await province.newCitizen()).actor]) {
    assert.equal((await (await desk.appOf(actor)).inject('/quan-tri/may-quet')).statusCode, 404)
  }
})

test('without a script: pages from the scanner are taken with one press, put back, digitised, and attached to a paper', async () => {
  await scanners.pass()
  await drop('to khai 1.pdf', sheet('one'))
  await drop('to khai 2.pdf', sheet('two'))
  await drop('khoa.pdf', samplePdf({ trailer: '/Encrypt 9 0 R' }))
  await scanners.pass()
  assert.equal(await scanners.pass(), 3)
  await seenByStrangers()

  const page = await browser.newPage({ width: DESK_WIDTH, baseURL: await desk.addressOf(clerk), javaScript: false })
  await page.goto('/lam-viec/so-hoa')
  const boxes = page.locator('input[name=scanner]')
  assert.deepEqual([await boxes.count(), await page.locator('input[name=scanner]:checked').count()], [2, 2])
  await page.getByText('khoa.pdf').waitFor()
  await page.getByRole('button', { name: 'Lấy tệp đã chọn' }).click()
  await page.getByRole('listitem').filter({ hasText: 'to khai 1.pdf' }).first().waitFor()
  assert.equal(await boxes.count(), 0)
  await page.getByRole('listitem').filter({ hasText: 'to khai 2.pdf' }).first().getByRole('button').click()
  assert.equal(await boxes.count(), 1, 'taken out of the form, it waits again')
  await page.getByRole('button', { name: 'Bắt đầu số hóa' }).click()
  await page.waitForURL(/so-hoa\/[0-9a-f-]{36}$/)
  await page.goto('/lam-viec/so-hoa')
  await page.getByRole('button', { name: 'Đã xem, ẩn đi' }).click()
  assert.equal(await page.getByText('khoa.pdf').count(), 0)

  await page.goto(`/lam-viec/tiep-nhan?tt=${PROCEDURE}`)
  await page.getByRole('button', { name: 'Gắn tệp đã chọn từ máy quét' }).first().click()
  const paper = page.locator('[data-paper]').first()
  await paper.getByText('to khai 2.pdf').waitFor()
  assert.equal(await boxes.count(), 0)
  await paper.getByRole('listitem').getByRole('button').click()
  assert.equal(await boxes.count(), 1)
  await page.close()
})

test('how it looks, and a page that a colleague took first', async () => {
  await drop('khoa hai.pdf', samplePdf({ trailer: '/Encrypt 9 0 R' }))
  await drop(
    'Bản sao giấy chứng nhận quyền sử dụng đất của hộ ông Nguyễn Phúc Bảo Khánh Toàn trang 2.pdf',
    sheet('long'),
  )
  await scanners.pass()
  await scanners.pass()
  const page = await browser.newPage({ width: DESK_WIDTH, baseURL: await desk.addressOf(clerk) })
  await page.goto('/lam-viec/so-hoa')
  await expectLooksRight(page, 'scanner-inbox')
  await page.goto(`/lam-viec/tiep-nhan?tt=${PROCEDURE}`)
  await expectLooksRight(page, 'scanner-intake')
  const colleague = await province.newOfficer('Lê Văn Bên', [{ agencySlug: CENTRE, role: 'receptionist' }])
  const { waiting } = await desk.services.digitisation.readInbox(colleague)
  await desk.services.digitisation.takeFromScanner(
    colleague,
    waiting.map(({ id }) => id),
  )
  await page.getByRole('button', { name: 'Gắn tệp đã chọn từ máy quét' }).first().click()
  await page.getByText('Có tệp vừa được đồng nghiệp lấy rồi').first().waitFor()
  await page.close()
})

async function seenByStrangers(): Promise<void> {
  const { waiting } = await desk.services.digitisation.readInbox(clerk)
  const path = `/lam-viec/so-hoa/may-quet/${waiting[0]?.id}`
  const own = await (await desk.appOf(clerk)).inject(path)
  assert.deepEqual([own.statusCode, own.headers['content-type']], [200, 'application/pdf'])
  for (const actor of [stranger, administrator, (await province.newCitizen()).actor]) {
    assert.equal((await (await desk.appOf(actor)).inject(path)).statusCode, 404)
  }
  const list = await (await desk.appOf(stranger)).inject('/lam-viec/so-hoa')
  assert.ok(!list.body.includes('to khai 1.pdf'))
}
