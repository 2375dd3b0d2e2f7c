import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { followLedger } from '../../src/modules/indicators/index.ts'
import { periodsUpTo, periodWord } from '../../src/modules/indicators/reporting-period.ts'
import { isPeriodOf } from '../../src/modules/indicators/reports/outline.ts'
import { agencyTree } from '../../src/modules/organisation/index.ts'
import { localDate } from '../../src/platform/civil-date.ts'
import { sealHorizon } from '../../src/platform/ledger/index.ts'
import { readPdf } from '../support/pdf.ts'
import { officer, openStage, type Stage, type Visitor } from './journey.ts'

const REPORTS = '/lam-viec/so-lieu/bao-cao'
const PAGE = 50

let stage: Stage
let period: string
before(async () => {
  stage = await openStage({ dossiers: 150 })
  const { db, casework } = stage.product.parts
  await sealHorizon(db)
  await followLedger({ casework })
  const today = localDate(Date.now())
  const ended = periodsUpTo(today).find((one) => one.to < today && isPeriodOf('reform', one))
  assert.ok(ended)
  period = periodWord(ended)
})
after(() => stage?.close())

/** Somebody of the province who has no button of their own on the login page. */
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

async function begin(visitor: Visitor, kind: string, asked: { ky?: string; 'co-quan'?: string } = {}): Promise<string> {
  await visitor.open(`${REPORTS}?${new URLSearchParams({ ky: period, ...asked })}`)
  await visitor.page.locator(`form:has(input[name="loai"][value="${kind}"]) button`).click()
  await visitor.page.waitForURL(/bao-cao\/[0-9a-f-]{36}/)
  return visitor.path()
}

/** Downloads the three files and reads each: the DOCX's text, the XLSX's sheets, the PDF's text; white space aside. */
async function files(visitor: Visitor, report: string) {
  const bytes = async (extension: string) => {
    const answer = await visitor.page.context().request.get(`${report}/tai/bao-cao.${extension}`)
    assert.equal(answer.status(), 200, extension)
    return new Uint8Array(await answer.body())
  }
  const parts = (content: Uint8Array, folder: string) =>
    Object.entries(unzipSync(content))
      .filter(([name]) => name.startsWith(folder))
      .map(([, part]) => strFromU8(part))
      .join('')
  const flat = (text: string) => text.replace(/<[^>]+>/g, '').replace(/[\s\u200b]+/g, '')
  return {
    word: flat(parts(await bytes('docx'), 'word/document.xml')),
    sheets: parts(await bytes('xlsx'), 'xl/worksheets/'),
    paper: flat((await readPdf(await bytes('pdf'))).text),
  }
}

test('a ward writes, corrects and signs its report; the province takes it over, frozen', async () => {
  const writer = await officer(stage, 'tham-tra-pho-hien')
  const report = await begin(writer, 'solving')
  await writer.sees('Bản nháp')
  await writer.look('reports-01-draft')
  await writer.open(`${report}/muc/causes`)
  await writer.fill('narrative', 'Hồ sơ quá hạn do chờ ý kiến phối hợp.')
  await writer.fill('figure.free_1.name', 'Hồ sơ đúng hạn')
  await writer.fill('figure.free_1.denominator', '1.392')
  await writer.fill('figure.free_1.percent', '74,26')
  await writer.press('Lưu mục này')
  await writer.sees(/Gần nhất: 1\.033 là 74,21 %, 1\.034 là 74,28 %/)
  await writer.look('reports-02-refused')
  await writer.fill('figure.free_1.percent', '74,28')
  await writer.press('Lưu mục này')
  await writer.sees('1.034/1.392')

  const leader = await officer(stage, 'chu-tich-pho-hien')
  await leader.open(report)
  const cells = await leader.page
    .locator('a[href*="/so-lieu/ho-so?cot="]')
    .evaluateAll((all) => all.map((one) => [one.getAttribute('href') ?? '', one.textContent ?? ''] as const))
  assert.ok(cells.some(([path]) => path.includes('cot=toSolve')))
  for (const [path, said] of cells.slice(0, 12)) {
    assert.equal(await leader.open(path), 200, path)
    const lines = await leader.page.locator('#noi-dung table.rows tbody tr').count()
    assert.equal(lines, Math.min(Number(said.split('/')[0]?.replaceAll('.', '')), PAGE), path)
  }
  await leader.look('reports-03-column')
  await leader.open(`${report}/ky`)
  await leader.look('reports-04-sign')
  await leader.press('Ký báo cáo')
  await leader.sees('Khớp với sổ cái')
  await leader.look('reports-05-signed')
  const hash = /[0-9a-f]{64}/.exec(await leader.text())?.[0] ?? 'none'
  const { word, sheets, paper } = await files(leader, report)
  for (const text of [hash, 'Nơinhận:', 'Hồsơquáhạndochờýkiếnphốihợp.', '1.034/1.392', 'TM.ỦYBANNHÂNDÂN']) {
    assert.ok(word.includes(text), `docx ${text}`)
    assert.ok(paper.includes(text), `pdf ${text}`)
  }
  assert.match(sheets, /<v>74\.28<\/v>/)
  // Each identity is a formula and stands with what it comes to.
  assert.ok((sheets.match(/<f>[^<]+<\/f><v>0<\/v>/g)?.length ?? 0) >= 4)
  assert.doesNotMatch(sheets, /<\/f><\/c>/)
  assert.equal(await writer.open(`${report}/muc/causes`), 409)

  const office = await byName('tham-tra.van-phong-ubnd-tinh')
  const tree = await agencyTree(stage.product.parts.db.read)
  const province = tree.all.find(({ parentId }) => parentId === null)?.id ?? ''
  const above = await begin(office, 'solving', { 'co-quan': province })
  await office.sees('theo báo cáo đã ký')
  await office.look('reports-06-province')
  await office.open(`${above}/muc/causes`)
  await office.page.locator('#noi-dung summary').first().click()
  await office.sees('Hồ sơ quá hạn do chờ ý kiến phối hợp.')
  await office.look('reports-07-units')
})

test('a period that still runs is a draft that says so and cannot be signed', async () => {
  const writer = await officer(stage, 'tham-tra-pho-hien')
  const running = periodsUpTo(localDate(Date.now())).find(({ kind }) => kind === 'month')
  assert.ok(running)
  const report = await begin(writer, 'solving', { ky: periodWord(running) })
  await writer.sees('kỳ báo cáo chưa kết thúc')
  const leader = await officer(stage, 'chu-tich-pho-hien')
  await leader.open(report)
  await leader.sees('Chưa ký được')
  assert.ok((await files(leader, report)).paper.includes('kỳbáocáochưakếtthúc'))
})
