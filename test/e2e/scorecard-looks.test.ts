import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { readPdf } from '../support/pdf.ts'
import { officer, openStage, type Stage, type Visitor } from './journey.ts'

const DESK = '/lam-viec/cham-diem'
const EXTERNAL = `${DESK}/chi-so-ngoai`

let stage: Stage
before(async () => {
  stage = await openStage({ dossiers: 150 })
})
after(() => stage?.close())

/** Somebody who has no button of their own on the login page. */
async function byName(login: string): Promise<Visitor> {
  const visitor = await stage.visitor('desk')
  await visitor.open('/dang-nhap')
  const form = visitor.page.locator('form:has(input[type="password"])').first()
  await form.locator('input:not([type="hidden"]):not([type="password"])').first().fill(login)
  await form.locator('input[type="password"]').fill('mot-cua-thu-nghiem')
  await form.locator('button[type="submit"]').first().click()
  await visitor.page.waitForURL((url) => url.pathname !== '/dang-nhap')
  return visitor
}

/** The page as paper: one side of A4, these words on it. */
async function printsOnOneSide(visitor: Visitor, name: string, words: readonly string[]): Promise<void> {
  const paper = Buffer.from(await visitor.page.pdf({ preferCSSPageSize: true }))
  const { text, pages } = await readPdf(new Uint8Array(paper))
  await writeFile(`var/${name}.pdf`, paper)
  assert.equal(pages.length, 1, `${name} is one side of A4`)
  const flat = text.replace(/\s+/g, '')
  for (const one of words) assert.ok(flat.includes(one.replace(/\s+/g, '')), one)
}

test('a citizen finds a unit in the ranking, follows lost points to their lines, and prints its one page', async () => {
  const citizen = await stage.visitor('phone')
  await citizen.open('/chi-so')
  await citizen.follow(/^Chỉ số cải cách/)
  await citizen.sees('hạng liền sau để trống')
  await citizen.look('looks-01-ranking')
  const ranking = citizen.path()
  await citizen.fill('tim', 'tu phap')
  await citizen.press('Xem')
  await citizen.sees('Sở Tư pháp')
  assert.doesNotMatch(await citizen.text(), /Sở Xây dựng/)
  await citizen.open(ranking)
  await citizen.follow(/Biểu đồ, điểm mất/)
  await citizen.page.locator('select[name="don-vi"]').selectOption({ index: 2 })
  await citizen.press('Xem')
  await citizen.look('looks-02-round')
  await citizen.page.locator('.lost-causes summary').first().click()
  await citizen.follow(/^1\.|^2\.|^3\.|^4\.|^5\.|^6\.|^8\./)
  await citizen.page.waitForURL(/#muc-/)
  await citizen.sees('Điểm theo lĩnh vực')
  await citizen.look('looks-03-sheet')
  await citizen.follow('Tóm tắt một trang để in')
  await citizen.look('looks-04-one-page')
  await printsOnOneSide(citizen, 'looks-public', [
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Mã băm:',
    'Khớp với sổ cái',
    'VIII. Tác động',
  ])
})

test('the chairman sees this year beside the last, what cannot be compared and why, and a unit on one page with its plan', async () => {
  const chairman = await officer(stage, 'lanh-dao-tinh')
  await chairman.open(DESK)
  await chairman.follow(/^Chỉ số cải cách/)
  await chairman.follow(/Biểu đồ, điểm mất/)
  await chairman.sees(/có ở cả hai năm/)
  await chairman.sees(/không so được: thiếu điểm/)
  await chairman.look('looks-05-running')
  await chairman.page.goBack()
  await chairman.follow('Sở Tư pháp')
  await chairman.sees('Thay đổi so với năm trước')
  await chairman.look('looks-06-desk-sheet')
  await chairman.follow('Tóm tắt một trang để in')
  await chairman.sees('Kết quả chưa công bố')
  await chairman.look('looks-07-desk-one-page')
  await printsOnOneSide(chairman, 'looks-desk', ['SỞ TƯ PHÁP', 'Kế hoạch khắc phục', 'Điểm mất theo nguyên nhân'])
})

test('a figure of an outside index is entered by one, confirmed by another, shown to all, and corrected beside', async () => {
  const enters = await byName('duong.huu.nghia')
  await enters.open(DESK)
  await enters.follow('Chỉ số bên ngoài của tỉnh')
  await enters.look('looks-08-external-desk')
  await enters.follow(/PCI/)
  await enters.follow('Nhập kết quả')
  await enters.fill('nam', '2024')
  await enters.fill('gia-tri', '167,5')
  await enters.fill('hang', '15')
  await enters.fill('so-tinh', '63')
  await enters.fill('van-ban', 'Báo cáo thử của hành trình')
  await enters.page.locator('details > summary', { hasText: 'Điểm từng thành phần' }).click()
  await enters.fill('phan/1', '11')
  await enters.press('Ghi, chờ xác nhận')
  await enters.sees('Giá trị không được vượt thang 100')
  await enters.look('looks-09-external-fault')
  await enters.fill('gia-tri', '67,5')
  await enters.press('Ghi, chờ xác nhận')
  await enters.sees('Thành phần này không được vượt 10')
  await enters.fill('phan/1', '7,1')
  await enters.press('Ghi, chờ xác nhận')
  await enters.sees('người khác phải xác nhận')
  await enters.look('looks-10-external-waiting')
  await enters.follow('Nhập mục tiêu')
  await enters.fill('nam', String(new Date().getFullYear() + 1))
  await enters.fill('hang', '10')
  await enters.fill('van-ban', 'Kế hoạch thử của hành trình')
  await enters.press('Ghi, chờ xác nhận')

  const confirms = await officer(stage, 'lanh-dao-tinh')
  await confirms.open(`${EXTERNAL}/pci`)
  await confirms.press(/Xác nhận đúng với nguồn \(năm 2024\)/)
  await confirms.sees('Đã xác nhận')
  await confirms.open(`${EXTERNAL}/pci`)
  await confirms.press(/Xác nhận đúng với nguồn/)
  await confirms.look('looks-11-external-confirmed')
  await confirms.follow('Nhập kết quả')
  await confirms.open(`${EXTERNAL}/pci/nhap?nam=2024`)
  await confirms.fill('gia-tri', '68')
  await confirms.press('Ghi, chờ xác nhận')
  await confirms.sees('hãy ghi lý do đính chính')
  await confirms.fill('ly-do', 'Nguồn công bố lại')
  await confirms.press('Ghi, chờ xác nhận')
  await enters.open(`${EXTERNAL}/pci`)
  await enters.press(/Xác nhận đúng với nguồn/)

  const citizen = await stage.visitor('phone', { javaScript: false })
  await citizen.open('/chi-so')
  await citizen.follow(/Chỉ số bên ngoài/)
  await citizen.follow(/PCI/)
  await citizen.sees('68 / 100')
  await citizen.sees('Đính chính vì: Nguồn công bố lại')
  const reader = await stage.visitor('phone')
  await reader.open(citizen.path())
  await reader.look('looks-12-external-public')
  await reader.open('/chi-so/ben-ngoai')
  await reader.sees('Chưa có số liệu')
  await reader.look('looks-13-external-public-list')
})
