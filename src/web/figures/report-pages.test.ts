import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { openTestDesk, type TestDesk } from '../../../test/support/desk.ts'
import { readPdf } from '../../../test/support/pdf.ts'
import { seedTestProvince, type TestProvince } from '../../../test/support/province.ts'
import { lastMonth, playMonth, thisMonth } from '../../../test/support/reports.ts'
import { importTemplates, loadTemplateFiles, openTypesetter, type Typesetter } from '../../modules/documents/index.ts'
import { periodWord } from '../../modules/indicators/reporting-period.ts'
import { type Actor, anonymous, type Role } from '../../modules/organisation/index.ts'
import { makeFigureServices } from './figure-services.ts'
import { makeReportServices, type ReportServices } from './report-services.ts'

let database: TestDatabase
let province: TestProvince
let desk: TestDesk
let typesetter: Typesetter
let reports: ReportServices
const who: Record<string, Actor> = {}
const month = periodWord(lastMonth())
const LIST = '/lam-viec/so-lieu/bao-cao'

before(async () => {
  database = await testDatabase()
  province = await seedTestProvince(database)
  await playMonth(province, lastMonth())
  await province.context.db.write(async (tx) => importTemplates(tx, await loadTemplateFiles('data')))
  typesetter = openTypesetter()
  desk = await openTestDesk(province)
  const { db } = province.context
  reports = makeReportServices({
    db,
    casework: province.context,
    documents: { db, typesetter },
    publicUrl: 'http://localhost:3000',
  })
  Object.assign(desk.services, { figures: makeFigureServices(db), reports })
  const officer = (agencySlug: string, role: Role) =>
    province.newOfficer(`${role} ${agencySlug}`, [{ agencySlug, role }])
  Object.assign(who, {
    anonymous,
    citizen: (await province.newCitizen()).actor,
    handler: await officer('phuong-pho-hien', 'handler'),
    reviewer: await officer('phuong-pho-hien', 'reviewer'),
    leader: await officer('phuong-pho-hien', 'agency_leader'),
    elsewhere: await officer('xa-van-giang', 'agency_leader'),
    administrator: await officer('phuong-pho-hien', 'administrator'),
    chairman: await officer('ubnd-tinh', 'province_leader'),
    'home affairs': await officer('so-noi-vu', 'reviewer'),
  })
})

after(async () => {
  await desk.close()
  await typesetter.close()
  await province.close()
  await database.close()
})

const agencyId = () => province.directory.bySlug('phuong-pho-hien')?.id ?? ''

async function ask(name: string, url: string) {
  return (await desk.appOf(who[name] as Actor)).inject(url)
}

async function post(name: string, url: string, fields: Record<string, string>) {
  return (await desk.appOf(who[name] as Actor)).inject({
    method: 'POST',
    url,
    headers: { host: 'localhost', origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  })
}

async function begun(kind = 'solving', period = month): Promise<string> {
  const answer = await post('reviewer', LIST, { loai: kind, 'co-quan': agencyId(), ky: period })
  assert.equal(answer.statusCode, 303, answer.body)
  return String(answer.headers.location).slice(`${LIST}/`.length)
}

function tagsOut(body: string): string {
  return body.replace(/<!-- -->/g, '').replace(/\s+/g, ' ')
}

test('reports are for who leads there and who writes them; to all others they are not found', async () => {
  const id = await begun()
  const seeing = ['reviewer', 'leader', 'chairman']
  const files = ['docx', 'xlsx', 'pdf'].map((extension) => `${LIST}/${id}/tai/bao-cao.${extension}`)
  for (const name of Object.keys(who)) {
    for (const page of [`${LIST}/${id}`, ...files]) {
      const expected = seeing.includes(name) ? 200 : name === 'anonymous' ? 303 : 404
      assert.equal((await ask(name, page)).statusCode, expected, `${name} ${page}`)
    }
    const edit = ['reviewer', 'leader'].includes(name) ? 200 : name === 'anonymous' ? 303 : 404
    assert.equal((await ask(name, `${LIST}/${id}/muc/causes`)).statusCode, edit, name)
    const sign = name === 'leader' ? 200 : name === 'anonymous' ? 303 : 404
    assert.equal((await ask(name, `${LIST}/${id}/ky`)).statusCode, sign, name)
    const list = ['reviewer', 'leader', 'elsewhere', 'chairman', 'home affairs'].includes(name)
    const listed = list ? 200 : name === 'anonymous' ? 303 : 404
    assert.equal((await ask(name, LIST)).statusCode, listed, name)
  }
  for (const path of [`${id}/muc/x`, `${id}/tai/bao-cao.exe`, `${id}/tai/x.pdf`, 'x', '%00', `${id}/muc/constructor`]) {
    assert.equal((await ask('leader', `${LIST}/${path}`)).statusCode, 404, path)
  }
  assert.equal((await ask('elsewhere', `${LIST}?co-quan=${agencyId()}`)).statusCode, 404)
  assert.equal((await ask('leader', `${LIST}?ky=2026-13`)).statusCode, 404)
})

test('a reader who does not lead sees the numbers without a way to the dossiers', async () => {
  const id = await begun()
  assert.match((await ask('leader', `${LIST}/${id}`)).body, /so-lieu\/ho-so\?do=/)
  assert.doesNotMatch((await ask('reviewer', `${LIST}/${id}`)).body, /so-lieu\/ho-so\?do=/)
})

const section = (fields: Record<string, string>) => ({ revision: '0', narrative: '', ...fields })

test('an impossible percentage comes back at its field with the nearest possible, and nothing typed is lost', async () => {
  const id = await begun()
  const path = `${LIST}/${id}/muc/causes`
  const typed = section({
    narrative: 'Lời tôi đã viết',
    'figure.free_1.name': 'Hồ sơ đúng hạn',
    'figure.free_1.denominator': '1.392',
    'figure.free_1.percent': '74,26',
  })
  const answer = await post('reviewer', path, typed)
  assert.equal(answer.statusCode, 422)
  const body = tagsOut(answer.body)
  assert.match(
    body,
    /Không có số nguyên nào trên 1\.392 cho 74,26 %\. Gần nhất: 1\.033 là 74,21 %, 1\.034 là 74,28 %\./,
  )
  assert.match(body, /id="f-figure-free-1-percent-fault"/)
  for (const text of ['Lời tôi đã viết', 'Hồ sơ đúng hạn', 'value="74,26"']) assert.ok(body.includes(text), text)
  const kept = await post('reviewer', `${path}/tu-luu`, typed)
  assert.equal(kept.statusCode, 422)
  assert.deepEqual(kept.json(), { revision: 1 })
  assert.match((await ask('reviewer', path)).body, /Lời tôi đã viết/)
  const alone = section({ revision: '1', 'figure.free_1.name': 'Hồ sơ đúng hạn', 'figure.free_1.percent': '74,26' })
  assert.equal((await post('reviewer', path, alone)).statusCode, 303)
  assert.match(tagsOut((await ask('leader', `${LIST}/${id}`)).body), /74,26.*không kiểm chứng/)
})

test('what somebody else saved meanwhile is shown beside what was typed; autosave tells its revision', async () => {
  const id = await begun()
  const path = `${LIST}/${id}/muc/proposals`
  const kept = await post('reviewer', `${path}/tu-luu`, section({ narrative: 'Bản của họ' }))
  assert.deepEqual(kept.json(), { revision: 1 })
  const answer = await post('leader', path, section({ narrative: 'Bản của tôi' }))
  assert.equal(answer.statusCode, 422)
  for (const text of ['Bản của họ', 'Bản của tôi', 'name="revision" value="1"'])
    assert.ok(answer.body.includes(text), text)
  assert.equal((await post('chairman', path, section({ narrative: 'x' }))).statusCode, 404)
  assert.equal((await post('elsewhere', `${path}/tu-luu`, section({ narrative: 'x' }))).statusCode, 404)
})

const told: [key: string, figure: Record<string, string>, shown: string[]][] = [
  ['procedures_published', { numerator: '657', parts: '91 + 504 + 62' }, ['657', '91 + 504 + 62']],
  ['online_services', { parts: '1.248 + 656 + 68' }, ['1.972', '1.248 + 656 + 68']],
  ['online_full', { numerator: '988', denominator: '1.635' }, ['988/1.635', '60,43']],
  ['online_integrated', { numerator: '1.279', denominator: '1.635', percent: '78,23' }, ['1.279/1.635', '78,23']],
  ['free_1', { name: 'Cấp tỉnh', numerator: '9.967', denominator: '10.000' }, ['9.967/10.000', '99,67']],
  ['free_2', { name: 'Cấp huyện', numerator: '9.683', denominator: '10.000' }, ['9.683/10.000', '96,83']],
  ['free_3', { name: 'Cấp xã', numerator: '9.996', denominator: '10.000' }, ['9.996/10.000', '99,96']],
  ['free_4', { name: 'Hồ sơ của xã', denominator: '2.590', percent: '93,86' }, ['2.431/2.590', '93,86']],
  ['free_5', { name: 'Kết quả điện tử', percent: '80,32' }, ['80,32', 'không kiểm chứng']],
]

/** The texts of a DOCX or the strings and values of an XLSX, by file within. */
function unzipped(content: Uint8Array): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(content)).map(([name, bytes]) => [name, strFromU8(bytes)]))
}

function docxText(content: Uint8Array): string {
  const xml = unzipped(content)['word/document.xml'] ?? ''
  return xml
    .replace(/<\/w:(p|tc)>/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&')
}

function flat(text: string): string {
  return text.replace(/[\s\u200b]+/g, '')
}

test('figures that provinces have told, typed by hand, stand in all three files with the same digits', async () => {
  const period = periodWord({ ...lastMonth(), kind: 'quarter_1', year: Number(month.slice(0, 4)) })
  const id = await begun('reform', period)
  const fields = told.flatMap(([key, figure]) =>
    Object.entries(figure).map(([name, value]) => [`figure.${key}.${name}`, value] as const),
  )
  const typed = section({ narrative: 'Đoạn một.\n\nĐoạn hai & <b>.', ...Object.fromEntries(fields) })
  const saved = await post('reviewer', `${LIST}/${id}/muc/procedures`, typed)
  assert.equal(saved.statusCode, 303, saved.body)
  const actor = who.reviewer as Actor
  const [docx, xlsx, pdf] = await Promise.all(['docx', 'xlsx', 'pdf'].map((one) => reports.file(actor, id, one)))
  assert.ok(docx && xlsx && pdf)
  const word = docxText(docx.content)
  const paper = flat((await readPdf(pdf.content)).text)
  for (const [, , shown] of told) {
    for (const text of shown) {
      assert.ok(word.includes(text), `docx ${text}`)
      assert.ok(paper.includes(flat(text)), `pdf ${text}`)
    }
  }
  assert.ok(word.includes('Đoạn hai &'))
  const sheet = unzipped(xlsx.content)['xl/worksheets/sheet1.xml'] ?? ''
  for (const number of [657, 1972, 988, 1635, 60.43, 78.23, 99.67, 96.83, 99.96, 2431, 2590, 93.86, 80.32]) {
    assert.match(sheet, new RegExp(`<v>${String(number).replace('.', '\\.')}</v>`), String(number))
  }
})

test('the identities of the form hold in the cells of the workbook, and stand there as formulas', async () => {
  const id = await begun()
  const { content } = await reports.file(who.leader as Actor, id, 'xlsx')
  const sheet = unzipped(content)['xl/worksheets/sheet1.xml'] ?? ''
  const cells = new Map(
    [...sheet.matchAll(/<c r="([A-Z]+\d+)"[^>]*?><v>(-?[\d.]+)<\/v>/g)].map(([, at = '', value]) => [
      at,
      Number(value),
    ]),
  )
  const rows = [...sheet.matchAll(/<f>C(\d+)-\(D\1\+E\1\+F\1\)<\/f>/g)].map((match) => match[1])
  assert.ok(rows.length >= 2, sheet.slice(0, 2000))
  for (const row of rows) {
    const [c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13] = [...'CDEFGHIJKLM'].map(
      (column) => cells.get(`${column}${row}`) ?? Number.NaN,
    ) as [number, number, number, number, number, number, number, number, number, number, number]
    assert.equal(c3, c4 + c5 + c6)
    assert.equal(c7, c8 + c9 + c10)
    assert.equal(c11, c12 + c13)
    assert.equal(c3, c7 + c11)
  }
  assert.equal(cells.get(`C${rows[0]}`), 4)
})

test('the paper has the head and margins of decree 30, and the PDF is PDF/A', async () => {
  const id = await begun()
  const actor = who.leader as Actor
  const parts = unzipped((await reports.file(actor, id, 'docx')).content)
  const document = parts['word/document.xml'] ?? ''
  assert.match(document, /CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM/)
  assert.match(document, /Độc lập - Tự do - Hạnh phúc/)
  assert.match(document, /<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"\/>/)
  assert.match(document, /<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"/)
  assert.match(parts['word/styles.xml'] ?? '', /Times New Roman/)
  const { text, xmp, pages, fonts } = await readPdf((await reports.file(actor, id, 'pdf')).content)
  assert.match(xmp, /pdfaid/)
  assert.ok(fonts.every(({ embedded }) => embedded))
  for (const { width, height, rightmost } of pages) {
    assert.ok(width > height)
    assert.ok(rightmost <= width)
  }
  const words = flat(text)
  for (const part of ['CỘNG HÒA XÃ HỘI', 'Biểu số II.06a', 'Bản nháp, chưa ký'])
    assert.ok(words.includes(flat(part)), part)
})

test('its leader signs what was shown; the files then say by whom and carry the hash', async () => {
  const open = await begun('solving', thisMonth())
  assert.match(tagsOut((await ask('leader', `${LIST}/${open}`)).body), /Chưa ký được: kỳ báo cáo chưa kết thúc/)
  const early = await post('leader', `${LIST}/${open}/ky`, {
    hash: (await reports.get(who.leader as Actor, open)).hash,
  })
  assert.equal(early.statusCode, 422)
  assert.match(early.body, /Kỳ báo cáo chưa kết thúc nên chưa ký được/)

  const id = await begun()
  const stale = await post('leader', `${LIST}/${id}/ky`, { hash: 'x' })
  assert.equal(stale.statusCode, 422)
  const hash = /name="hash" value="([0-9a-f]{64})"/.exec((await ask('leader', `${LIST}/${id}/ky`)).body)?.[1] ?? ''
  assert.equal((await post('reviewer', `${LIST}/${id}/ky`, { hash })).statusCode, 422)
  assert.equal((await post('leader', `${LIST}/${id}/ky`, { hash })).statusCode, 303)
  const page = tagsOut((await ask('chairman', `${LIST}/${id}`)).body)
  assert.ok(page.includes(hash))
  assert.match(page, /Khớp với sổ cái/)
  assert.doesNotMatch(page, /Sửa mục này/)
  const actor = who.leader as Actor
  assert.ok(docxText((await reports.file(actor, id, 'docx')).content).includes(hash))
  assert.ok(flat((await readPdf((await reports.file(actor, id, 'pdf')).content)).text).includes(hash))
  assert.equal((await ask('leader', `${LIST}/${id}/ky`)).statusCode, 404)
})
