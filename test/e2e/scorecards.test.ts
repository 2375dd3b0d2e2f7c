import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { unzipSync } from 'fflate'
import { agencyTree, listOfficerActors, type OfficerActor } from '../../src/modules/organisation/index.ts'
import {
  actOnSheet,
  getLine,
  getRound,
  getSheet,
  importScorecards,
  type SheetWish,
} from '../../src/modules/scorecards/index.ts'
import { localDate } from '../../src/platform/civil-date.ts'
import { readPdf } from '../support/pdf.ts'
import { officer, openStage, pdfFile, type Stage, typedDay, type Visitor } from './journey.ts'

const DESK = '/lam-viec/cham-diem'
const YEAR = Number(localDate(Date.now()).slice(0, 4)) - 1
/** The demonstration has rounds of the shipped example in both years: the journey opens one by a copy of it. */
const SCHEME = 'par-journey-example'
const OTHERS = ['so-xay-dung', 'so-tu-phap', 'so-tai-chinh', 'xa-van-giang'] as const

let stage: Stage
let round: string
before(async () => {
  stage = await openStage({ dossiers: 150 })
  await importCopy()
})
after(() => stage?.close())

async function importCopy(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-scorecard-'))
  await mkdir(join(folder, 'scorecards'))
  const text = await readFile('data/scorecards/par-internal-example.yaml', 'utf8')
  const copy = text
    .replace('key: par-internal-example', `key: ${SCHEME}`)
    .replace('Chỉ số cải cách', 'Chỉ số thử cải cách')
  await writeFile(join(folder, 'scorecards', `${SCHEME}.yaml`), copy)
  await importScorecards(stage.product.parts.db, folder)
  await rm(folder, { recursive: true, force: true })
}

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

async function person(slug: string, role: string): Promise<OfficerActor> {
  const { db } = stage.product.parts
  const id = (await agencyTree(db.read)).bySlug(slug)?.id
  const all = await listOfficerActors(db.read)
  const found = all.find(({ mandates }) => mandates.some((one) => one.agencyId === id && one.role === role))
  assert.ok(found, `${role} in ${slug}`)
  return found
}

async function sheetOf(slug: string): Promise<string> {
  const { db } = stage.product.parts
  const name = (await agencyTree(db.read)).bySlug(slug)?.name
  const view = await getRound(db.read, await person('so-noi-vu', 'agency_leader'), round)
  const found = view.units.find(({ unit }) => unit === name)
  assert.ok(found, slug)
  return found.sheetId
}

const EVIDENCE = 'Quyết định ban hành kế hoạch, đã kèm bản chụp.'

/** What a unit still has to score, by the same verb as the page's. */
async function scoreRest(slug: string, sheetId: string): Promise<void> {
  const { db } = stage.product.parts
  const leader = await person(slug, 'agency_leader')
  const { lines } = await getSheet(db.read, leader, sheetId)
  for (const { line, figure, points } of lines) {
    if (line.leaf === null || line.kind === 'survey' || figure?.standing === 'measured' || points.self !== null)
      continue
    const { method } = line.leaf
    const parts = method.kind === 'checklist' ? method.items : method.kind === 'deduction' ? method.less : []
    const items = Object.fromEntries(parts.map(({ key }) => [key, '1']))
    const { seen } = await getLine(db.read, leader, { sheetId, key: line.key })
    const statement = { text: EVIDENCE, files: [], links: '', year: '' }
    const wish: SheetWish = { kind: 'self', key: line.key, seen, points: '2', items, statement }
    await actOnSheet(db, { actor: leader, sheetId, wish })
  }
}

/** A survey part entered by the office and confirmed by somebody else. */
async function surveyed(sheetId: string, keys: readonly string[]): Promise<void> {
  const { db } = stage.product.parts
  const [enters, confirms] = [await person('so-noi-vu', 'agency_leader'), await person('ubnd-tinh', 'province_leader')]
  for (const key of keys) {
    const seen = async () => (await getLine(db.read, enters, { sheetId, key })).seen
    const statement = { text: 'Đợt điều tra trong năm', files: [], links: '', year: '' }
    const wish: SheetWish = { kind: 'survey', key, seen: await seen(), points: '6,5', items: {}, statement }
    await actOnSheet(db, { actor: enters, sheetId, wish })
    await actOnSheet(db, { actor: confirms, sheetId, wish: { kind: 'confirm_survey', key, seen: await seen() } })
  }
}

test('a round is opened for three departments and two communes, and verifiers are assigned', async () => {
  const organiser = await byName('duong.huu.nghia')
  await organiser.open(DESK)
  await organiser.look('scorecards-01-desk')
  await organiser.follow('Mở đợt chấm mới')
  await organiser.choose('bo-chi-so', 'par-index-provinces')
  await organiser.fill('nam', String(YEAR))
  await organiser.press('Mở đợt chấm')
  await organiser.sees('chưa biết điểm, nên chưa mở đợt chấm được')
  await organiser.look('scorecards-02-refused')
  await organiser.choose('bo-chi-so', SCHEME)
  await organiser.fill('tu-cham', typedDay(10))
  await organiser.fill('tham-dinh', typedDay(20))
  await organiser.fill('kien-nghi', typedDay(30))
  const tree = await agencyTree(stage.product.parts.db.read)
  for (const box of await organiser.page.locator('#noi-dung form details:not([open]) > summary').all())
    await box.click()
  for (const slug of ['phuong-pho-hien', ...OTHERS]) {
    await organiser.page.locator(`input[name="don-vi"][value="${tree.bySlug(slug)?.id}"]`).check()
  }
  await organiser.press('Mở đợt chấm')
  await organiser.page.waitForURL(/cham-diem\/dot\//)
  round = organiser.path().split('/').at(-1) ?? ''
  await organiser.sees('Bộ chỉ số VÍ DỤ')
  const verifier = await person('van-phong-ubnd-tinh', 'reviewer')
  for (const slug of ['phuong-pho-hien', ...OTHERS]) {
    await organiser.choose('phieu', await sheetOf(slug))
    await organiser.choose('nguoi', verifier.userId)
    await organiser.press('Phân công')
  }
  await organiser.look('scorecards-03-round')
})

test('days are moved and a verifier replaced, each with a reason that is told', async () => {
  const organiser = await byName('duong.huu.nghia')
  await organiser.open(`${DESK}/dot/${round}`)
  await organiser.follow('Dời hạn, thay người thẩm định')
  await organiser.fill('tham-dinh', typedDay(25))
  await organiser.press('Dời hạn')
  await organiser.sees('Hãy ghi lý do')
  await organiser.look('scorecards-20-changes-refused')
  await organiser.fill('ly-do-doi-han', 'Nhiều đơn vị xin thêm thời gian')
  await organiser.press('Dời hạn')
  await organiser.sees('Đã dời hạn')
  const verifier = await person('van-phong-ubnd-tinh', 'reviewer')
  const leader = await person('so-noi-vu', 'agency_leader')
  const sheet = await sheetOf('xa-van-giang')
  const replace = async (from: string, to: string) => {
    await organiser.choose('nguoi-cu', `${sheet} ${from}`)
    await organiser.choose('nguoi', to)
    await organiser.fill('ly-do', 'Chuyển công tác')
    await organiser.press('Thay người')
    await organiser.sees('Đã thay người thẩm định')
  }
  await replace(verifier.userId, leader.userId)
  await replace(leader.userId, verifier.userId)
  await organiser.look('scorecards-21-changes')
})

test('a ward fills in figures, scores with a file, is told what is wrong, and sends its sheet', async () => {
  const leader = await officer(stage, 'chu-tich-pho-hien')
  const sheet = `${DESK}/phieu/${await sheetOf('phuong-pho-hien')}`
  await leader.open(sheet)
  await leader.press('Điền số liệu từ hệ thống')
  await leader.sees('Đã điền và khóa số liệu')
  await leader.look('scorecards-04-filled')
  await leader.follow(/^3\.1\.1/)
  await leader.sees('Đếm từ sổ cái và đã khóa')
  await leader.look('scorecards-05-locked')
  await leader.open(`${sheet}/muc/1.3`)
  await leader.fill('diem', '3,5')
  await leader.fill('ly-do', 'Hai sáng kiến')
  await leader.fill('nam', String(YEAR - 1))
  await leader.page.locator('input[type="file"][name="tep"]').setInputFiles(pdfFile('sang-kien.pdf'))
  await leader.press('Ghi điểm tự chấm')
  await leader.sees('không được vượt mức tối đa 3')
  await leader.sees('sang-kien.pdf')
  await leader.look('scorecards-06-above')
  await leader.fill('diem', '2')
  await leader.press('Ghi điểm tự chấm')
  await leader.sees(new RegExp(`Minh chứng của năm ${YEAR - 1}, không phải năm ${YEAR}`))
  await leader.fill('nam', String(YEAR))
  await leader.press('Ghi điểm tự chấm')
  await leader.sees('Đã ghi.')
  await leader.look('scorecards-07-scored')
  const file = await leader.page.locator('#noi-dung a[href*="/tep/"]').first().getAttribute('href')
  const answer = await leader.page.context().request.get(file ?? '')
  assert.match(answer.headers()['content-disposition'] ?? '', /attachment/)
  await leader.open(`${sheet}/muc/1.1`)
  await leader.page.locator('input[name="muc/issued"][value="1"]').check()
  await leader.fill('ly-do', EVIDENCE)
  await leader.press('Ghi điểm tự chấm')
  await leader.look('scorecards-08-checklist')
  await leader.open(sheet)
  await leader.press('Nộp phiếu tự chấm')
  await leader.sees(/các mục chưa có điểm là .*2\.1/)
  await scoreRest('phuong-pho-hien', sheet.split('/').at(-1) ?? '')
  await leader.press('Nộp phiếu tự chấm')
  await leader.sees('Đang thẩm định')
  // Another unit's sheet is not there.
  assert.equal(await leader.open(`${DESK}/phieu/${await sheetOf('xa-van-giang')}`), 404)
})

test('the sheet is verified with a reason, appealed, and the appeal decided by another', async () => {
  const verifier = await byName('tham-tra.van-phong-ubnd-tinh')
  const id = await sheetOf('phuong-pho-hien')
  const sheet = `${DESK}/phieu/${id}`
  await verifier.open(DESK)
  await verifier.sees(new RegExp(`năm ${YEAR}: .*Phố Hiến`))
  await verifier.open(sheet)
  await verifier.follow(/^1\.3/)
  await verifier.fill('diem', '1')
  await verifier.press('Ghi điểm thẩm định')
  await verifier.sees('Hãy ghi lý do')
  await verifier.fill('ly-do', 'Một sáng kiến chưa được công nhận')
  await verifier.press('Ghi điểm thẩm định')
  await verifier.open(sheet)
  await verifier.press('Chấp nhận các mục còn lại')
  await verifier.press('Kết thúc thẩm định')
  await verifier.sees('Đã thẩm định, chờ kiến nghị')
  await verifier.look('scorecards-09-verified')

  const leader = await officer(stage, 'chu-tich-pho-hien')
  await leader.open(`${sheet}/muc/1.3`)
  await leader.fill('diem', '2')
  await leader.fill('ly-do', 'Đã có quyết định công nhận sáng kiến thứ hai')
  await leader.press('Gửi kiến nghị')
  await leader.sees('Kiến nghị')
  await leader.open(sheet)
  await leader.press('Đồng ý với kết quả')

  const chairman = await officer(stage, 'lanh-dao-tinh')
  await chairman.open(`${sheet}/muc/1.3`)
  await chairman.look('scorecards-10-decide')
  await chairman.fill('diem', '2')
  await chairman.fill('ly-do', 'Chấp nhận, có bản chính')
  await chairman.press('Ghi quyết định')
  await chairman.sees('Quyết định về kiến nghị')
  await chairman.look('scorecards-11-decided')
})

test('survey points are entered and confirmed; the result is published, read by everybody and printed', async () => {
  const { db } = stage.product.parts
  const verifies = await person('van-phong-ubnd-tinh', 'reviewer')
  for (const slug of OTHERS) {
    const sheetId = await sheetOf(slug)
    const leader = await person(slug, 'agency_leader')
    await actOnSheet(db, { actor: leader, sheetId, wish: { kind: 'fill' } })
    await scoreRest(slug, sheetId)
    await actOnSheet(db, { actor: leader, sheetId, wish: { kind: 'submit' } })
    await actOnSheet(db, { actor: verifies, sheetId, wish: { kind: 'accept_rest' } })
    await actOnSheet(db, { actor: verifies, sheetId, wish: { kind: 'finish' } })
    await actOnSheet(db, { actor: leader, sheetId, wish: { kind: 'agree' } })
    await surveyed(sheetId, ['8.1', '8.2'])
  }
  const ward = await sheetOf('phuong-pho-hien')
  await surveyed(ward, ['8.2'])
  const organiser = await byName('duong.huu.nghia')
  await organiser.open(`${DESK}/phieu/${ward}/muc/8.1`)
  await organiser.fill('diem', '10,5')
  await organiser.fill('ly-do', 'Điều tra hài lòng trong năm')
  await organiser.press('Ghi điểm điều tra')
  const chairman = await officer(stage, 'lanh-dao-tinh')
  await chairman.open(`${DESK}/dot/${round}`)
  await chairman.sees('Chưa công bố được. Còn việc ở')
  await chairman.open(`${DESK}/phieu/${ward}/muc/8.1`)
  await chairman.press('Xác nhận')
  await chairman.open(`${DESK}/dot/${round}`)
  await chairman.follow('Công bố kết quả')
  await chairman.look('scorecards-12-publish')
  await chairman.press('Công bố')
  await chairman.sees('Khớp với sổ cái')
  await chairman.look('scorecards-13-published')
  const workbook = await chairman.page.context().request.get(`${DESK}/dot/${round}/bang-diem.xlsx`)
  assert.ok(Object.keys(unzipSync(new Uint8Array(await workbook.body()))).includes('xl/workbook.xml'))

  const citizen = await stage.visitor('phone')
  await citizen.open('/chi-so')
  await citizen.look('scorecards-14-public-list')
  await citizen.follow(/Chỉ số thử/)
  await citizen.look('scorecards-15-public')
  await citizen.follow(/Phố Hiến/)
  await citizen.look('scorecards-16-public-sheet')
  const paper = Buffer.from(await citizen.page.pdf({ preferCSSPageSize: true }))
  const { text, pages } = await readPdf(new Uint8Array(paper))
  await writeFile('var/scorecards-sheet.pdf', paper)
  assert.equal(pages.length, 1, 'the sheet is one side of A4')
  const flat = text.replace(/\s+/g, '')
  for (const words of ['Bộchỉsố VÍDỤ', '3.1.1.Hồsơgiảiquyếtđúnghạn', 'VIII.Tácđộng']) {
    assert.ok(flat.includes(words.replace(/\s+/g, '')), words)
  }
})

test('after publication a plan of remedies is kept, each done only with its product', async () => {
  const leader = await officer(stage, 'chu-tich-pho-hien')
  await leader.open(`${DESK}/phieu/${await sheetOf('phuong-pho-hien')}`)
  await leader.follow(/Kế hoạch khắc phục/)
  await leader.choose('tieu-chi', '1.1')
  await leader.page.locator('#ke-hoach [name="ly-do"]').fill('Giao từng nhiệm vụ cho một người')
  await leader.fill('han', typedDay(60))
  await leader.press('Thêm vào kế hoạch')
  await leader.sees('1.1: Giao từng nhiệm vụ cho một người')
  await leader.page.locator('select[name="nhiem-vu"]').selectOption({ index: 1 })
  await leader.press('Báo xong')
  await leader.sees('Hãy kèm sản phẩm')
  await leader.look('scorecards-17-remedies')
  await leader.open(`${DESK}/phieu/${await sheetOf('phuong-pho-hien')}/mot-trang`)
  const paper = await readPdf(new Uint8Array(await leader.page.pdf({ preferCSSPageSize: true })))
  assert.equal(paper.pages.length, 1, 'the unit on one side of A4')
  const flat = paper.text.replace(/\s+/g, '')
  for (const words of ['Giaotừngnhiệmvụchomộtngười', 'Mãbăm:', 'Khớpvớisổcái']) assert.ok(flat.includes(words), words)
})

test('a scheme is written from a published one, told where its points do not add up, published and compared', async () => {
  const organiser = await byName('duong.huu.nghia')
  await organiser.open(DESK)
  await organiser.follow('Bộ tiêu chí')
  await organiser.look('scorecards-30-schemes')
  await organiser.choose('tu', 'par-index-provinces')
  await organiser.press('Soạn')
  await organiser.sees('tiêu chí 0/37, tiêu chí thành phần 0/88')
  await organiser.look('scorecards-31-frame')
  await organiser.open(`${DESK}/bo-tieu-chi`)
  await organiser.choose('tu', 'par-internal-example')
  await organiser.press('Soạn')
  await organiser.follow('Sửa phần chung')
  await organiser.look('scorecards-34-head')
  await organiser.fill('source', 'Quyết định 12/QĐ-UBND')
  await organiser.press('Ghi')
  await organiser.follow(/^1\.3/)
  await organiser.fill('max', '4')
  await organiser.press('Ghi')
  await organiser.sees('I: các phần cộng lại là 13 điểm, không phải 12')
  await organiser.sees('Chưa công bố được: còn 1 chỗ phải sửa')
  await organiser.look('scorecards-32-draft')
  await organiser.follow(/^1\.2/)
  await organiser.fill('max', '2,5x')
  await organiser.press('Ghi')
  await organiser.sees('1.2: không đọc được số')
  await organiser.look('scorecards-33-node')
  await organiser.fill('max', '2')
  await organiser.fill('key', '1.4')
  await organiser.fill('continues', '1.2')
  await organiser.press('Ghi')
  await organiser.press('Công bố phiên bản 2')
  await organiser.sees('Hãy ghi lý do')
  await organiser.fill('ly-do', 'Quyết định 12/QĐ-UBND ngày 02/01')
  await organiser.press('Công bố phiên bản 2')
  await organiser.sees('Đã công bố phiên bản mới')
  await organiser.sees('điểm tối đa 3 thành 2')
  await organiser.sees('mã cũ 1.2')
  await organiser.look('scorecards-35-history')
  await organiser.follow('Phiên bản 2')
  await organiser.look('scorecards-36-version')
})
