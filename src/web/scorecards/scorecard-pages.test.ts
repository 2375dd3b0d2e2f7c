import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import type { TestDatabase } from '../../../test/support/database.ts'
import { openTestDesk, type TestDesk } from '../../../test/support/desk.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../../../test/support/province.ts'
import { samplePdf } from '../../../test/support/sample-files.ts'
import { type Actor, anonymous, type Role } from '../../modules/organisation/index.ts'
import {
  actOnSheet,
  getRound,
  getSheet,
  importScorecards,
  openRound,
  type SheetWish,
} from '../../modules/scorecards/index.ts'
import { dateOfEpochDay, localDay } from '../../platform/civil-date.ts'
import { openFolderStore } from '../../platform/files/folder-store.ts'
import { makeScorecardServices } from './scorecard-services.ts'

let database: TestDatabase
let province: TestProvince
let desk: TestDesk
let folder: string
let round: string
let sheet: string
const who: Record<string, Actor> = {}
const DESK = '/lam-viec/cham-diem'

/** So many days from today. */
const day = (days: number) => dateOfEpochDay(localDay(Date.now()) + days)

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  const { db } = province.context
  await importScorecards(db, 'data')
  desk = await openTestDesk(province)
  folder = await mkdtemp(join(tmpdir(), 'motcua-scorecards-'))
  const files = await openFolderStore(folder)
  const surveys = { db, keys: province.context.keys }
  Object.assign(desk.services, {
    scorecards: makeScorecardServices({ db, files, surveys, publicUrl: 'https://mot-cua.invalid' }),
  })
  const officer = (agencySlug: string, role: Role) =>
    province.newOfficer(`${role} ${agencySlug}`, [{ agencySlug, role }])
  const organiser = await officer('so-noi-vu', 'agency_leader')
  const verifier = await officer('van-phong-ubnd-tinh', 'reviewer')
  Object.assign(who, {
    anonymous,
    citizen: (await province.newCitizen()).actor,
    handler: await officer('phuong-pho-hien', 'handler'),
    writer: await officer('phuong-pho-hien', 'reviewer'),
    leader: await officer('phuong-pho-hien', 'agency_leader'),
    elsewhere: await officer('xa-van-giang', 'agency_leader'),
    administrator: await officer('ubnd-tinh', 'administrator'),
    chairman: await officer('ubnd-tinh', 'province_leader'),
    organiser,
    verifier,
  })
  const agencyIds = ['phuong-pho-hien', 'so-xay-dung'].map((slug) => province.directory.bySlug(slug)?.id ?? '')
  const dates = { selfUntil: day(1), verifyUntil: day(10), appealUntil: day(20) }
  const year = day(0).slice(0, 4)
  round = await openRound(db, { actor: organiser, scheme: 'par-internal-example', year, agencyIds, dates })
  const { units } = await getRound(db.read, organiser, round)
  sheet = units.find(({ kind }) => kind === 'commune')?.sheetId ?? ''
  await actOnSheet(db, { actor: organiser, sheetId: sheet, wish: { kind: 'assign', userId: verifier.userId } })
})

after(async () => {
  await desk.close()
  await province.close()
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

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

test('a sheet is for its unit, its verifier and who organises; a round for who organises; to all others they are not found', async () => {
  const sheetPages = [`${DESK}/phieu/${sheet}`, `${DESK}/phieu/${sheet}/muc/1.3`]
  const roundPages = [
    `${DESK}/dot/${round}`,
    `${DESK}/dot/${round}/bang-diem.xlsx`,
    `${DESK}/dot/${round}/minh-chung-tinh.xlsx`,
    `${DESK}/moi`,
  ]
  for (const name of Object.keys(who)) {
    const expected = (may: boolean) => (may ? 200 : name === 'anonymous' ? 303 : 404)
    for (const page of sheetPages) {
      const may = ['writer', 'leader', 'verifier', 'organiser', 'chairman'].includes(name)
      assert.equal((await ask(name, page)).statusCode, expected(may), `${name} ${page}`)
    }
    for (const page of roundPages) {
      const may = ['organiser', 'chairman'].includes(name)
      assert.equal((await ask(name, page)).statusCode, expected(may), `${name} ${page}`)
    }
    const isOfficer = !['anonymous', 'citizen'].includes(name)
    assert.equal((await ask(name, DESK)).statusCode, expected(isOfficer), name)
    assert.equal((await ask(name, '/chi-so')).statusCode, 200, name)
    assert.equal((await ask(name, `/chi-so/${round}`)).statusCode, 404, 'nothing is public before publication')
  }
  for (const path of [
    'phieu/x',
    `phieu/${sheet}/muc/I`,
    `phieu/${sheet}/muc/constructor`,
    'dot/x',
    `phieu/${sheet}/tep/x`,
  ]) {
    assert.equal((await ask('chairman', `${DESK}/${path}`)).statusCode, 404, path)
  }
  assert.equal((await ask('chairman', `${DESK}/dot/${round}/cong-bo`)).statusCode, 200)
  assert.equal((await ask('leader', `${DESK}/dot/${round}/cong-bo`)).statusCode, 404)
  assert.equal((await ask('leader', `${DESK}/phieu/${sheet}/khac-phuc`)).statusCode, 404)
})

const scored = (fields: Record<string, string> = {}) => ({
  viec: 'self',
  seen: '0',
  diem: '2',
  'ly-do': 'Lời giải trình tôi đã gõ',
  'lien-ket': '',
  nam: '',
  ...fields,
})

test('every page about the example scorecard says that it is one', async () => {
  for (const page of [`${DESK}/dot/${round}`, `${DESK}/phieu/${sheet}`, `${DESK}/phieu/${sheet}/muc/1.3`]) {
    assert.match((await ask('organiser', page)).body, /Bộ chỉ số VÍ DỤ/, page)
  }
})

test('points above the maximum come back at their field and nothing typed is lost; hostile text is text', async () => {
  const path = `${DESK}/phieu/${sheet}/muc/1.3`
  const text = '<script>alert(1)</script> giải trình'
  const answer = await post('writer', path, scored({ diem: '3,01', 'ly-do': text }))
  assert.equal(answer.statusCode, 422)
  assert.match(answer.body, /id="f-diem-fault"/)
  assert.match(answer.body, /value="3,01"/)
  assert.ok(answer.body.includes('&lt;script&gt;alert(1)&lt;/script&gt; giải trình'))
  assert.ok(!answer.body.includes('<script>alert(1)'))
  for (const name of ['handler', 'elsewhere', 'administrator', 'citizen']) {
    assert.equal((await post(name, path, scored())).statusCode, 404, name)
  }
  assert.equal((await post('verifier', path, scored())).statusCode, 422, 'a verifier scores nothing for the unit')
  assert.equal((await post('writer', path, scored())).statusCode, 303)
})

test('what somebody else wrote meanwhile is told, and the next press counts', async () => {
  const path = `${DESK}/phieu/${sheet}/muc/2.1`
  assert.equal((await post('leader', path, scored({ diem: '5' }))).statusCode, 303)
  const answer = await post('writer', path, scored({ diem: '6' }))
  assert.equal(answer.statusCode, 422)
  for (const text of [
    'Người khác vừa ghi ở mục này',
    'name="seen" value="1"',
    'Lời giải trình tôi đã gõ',
    'value="6"',
  ]) {
    assert.ok(answer.body.includes(text), text)
  }
  assert.equal((await post('writer', path, scored({ diem: '6', seen: '1' }))).statusCode, 303)
})

/** As a browser sends a form with files. */
async function postFiles(name: string, url: string, fields: Record<string, string>, files: readonly File[]) {
  const form = new FormData()
  for (const [key, value] of Object.entries(fields)) form.append(key, value)
  for (const file of files) form.append('tep', file)
  const request = new Request('http://localhost', { method: 'POST', body: form })
  return (await desk.appOf(who[name] as Actor)).inject({
    method: 'POST',
    url,
    headers: {
      host: 'localhost',
      origin: 'http://localhost',
      'content-type': request.headers.get('content-type') ?? '',
    },
    body: Buffer.from(await request.arrayBuffer()),
  })
}

/** The files a page carries on. */
const keptOn = (body: string) =>
  [...body.matchAll(/name="kept" value="([^"]+)"/g)].map(([, text = '']) => text.replaceAll('&quot;', '"'))

test('a hostile file is refused and the good one beside it stays, also after a fault of the form; nothing is chosen again', async () => {
  const path = `${DESK}/phieu/${sheet}/muc/6.1`
  const good = new File([new Uint8Array(samplePdf())], 'cong-khai.pdf', { type: 'application/pdf' })
  const hostile = [
    new File([new Uint8Array([0x4d, 0x5a, 0x90, 0x00, 1, 2, 3])], 'minh-chung.pdf', { type: 'application/pdf' }),
    new File(['<script>alert(1)</script>'], 'a.html', { type: 'text/html' }),
    new File([new Uint8Array(samplePdf({ catalog: '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>' }))], 'js.pdf'),
  ]
  const fields = scored({ diem: '99', nam: day(0).slice(0, 4) })
  for (const file of hostile) {
    const answer = await postFiles('writer', path, fields, [good, file])
    assert.equal(answer.statusCode, 422, file.name)
    assert.match(answer.body, /id="f-tep-fault"/)
    assert.ok(answer.body.includes('Lời giải trình tôi đã gõ') && answer.body.includes('value="99"'))
    assert.deepEqual(
      keptOn(answer.body).map((one) => JSON.parse(one).name),
      ['cong-khai.pdf'],
    )
  }
  const above = await postFiles('writer', path, fields, [good])
  assert.equal(above.statusCode, 422)
  assert.match(above.body, /id="f-diem-fault"/)
  const [kept = ''] = keptOn(above.body)
  for (const diem of ['9'.repeat(50), 'bốn', '1e3', '-1', '']) {
    const wrong = await postFiles('writer', path, { ...fields, diem, kept }, [])
    assert.equal(wrong.statusCode, 422, diem)
    assert.ok(wrong.body.includes(`value="${diem}"`) && keptOn(wrong.body).length === 1, diem)
  }
  const other = await postFiles('writer', path, { ...fields, diem: '4', nam: '2001', kept }, [])
  assert.equal(other.statusCode, 422)
  assert.match(other.body, /Minh chứng của năm 2001, không phải năm/)
  assert.equal(keptOn(other.body).length, 1)
  assert.equal((await postFiles('writer', path, { ...fields, diem: '4', kept }, [])).statusCode, 303)
  // The leader changes the points: the writer's file goes on with them.
  const again = await ask('leader', path)
  const [carried = ''] = keptOn(again.body)
  assert.match(carried, /cong-khai\.pdf/)
  assert.equal(
    (await postFiles('leader', path, { ...fields, diem: '5', seen: '1', kept: carried }, [])).statusCode,
    303,
  )
  assert.match((await ask('leader', path)).body, /cong-khai\.pdf/)
  // A file of another sheet is nobody's to name.
  const strange = JSON.stringify({ ...JSON.parse(carried), hash: 'a'.repeat(64) })
  const refused = await postFiles('leader', path, { ...fields, diem: '5', seen: '2', kept: strange }, [])
  assert.match(refused.body, /Tệp này không phải do bạn gửi lên/)
})

test('the index of the province as a workbook: each area, and each piece of evidence with its address and SHA-256', async () => {
  const answer = await ask('organiser', `${DESK}/dot/${round}/minh-chung-tinh.xlsx`)
  const parts = unzipSync(new Uint8Array(answer.rawPayload))
  const names = strFromU8(parts['xl/workbook.xml'] as Uint8Array)
  for (const name of ['Lĩnh vực', 'Minh chứng', 'Danh mục minh chứng'])
    assert.ok(names.includes(`name="${name}"`), name)
  const texts = Object.entries(parts)
    .map(([name, bytes]) => (name.endsWith('.xml') ? strFromU8(bytes) : ''))
    .join('\n')
  for (const text of ['PAR INDEX', 'chưa biết', 'cong-khai.pdf', 'Công khai dự toán, quyết toán'])
    assert.ok(texts.includes(text), text)
  const [, hash = ''] =
    new RegExp(`https://mot-cua\\.invalid${DESK}/phieu/${sheet}/tep/([0-9a-f]{64})`).exec(texts) ?? []
  assert.match(hash, /^[0-9a-f]{64}$/)
  assert.ok(texts.split(hash).length > 2, 'the hash stands in the address and beside it')
})

test('two verifiers on one line: who comes second is told and keeps what was typed', async () => {
  const other = await province.newOfficer('other verifier', [{ agencySlug: 'van-phong-ubnd-tinh', role: 'reviewer' }])
  who['other verifier'] = other
  const { db } = province.context
  const own = (await getRound(db.read, who.organiser as Actor, round)).units.find(({ kind }) => kind === 'department')
  const id = own?.sheetId ?? ''
  const leader = await province.newOfficer('department leader', [{ agencySlug: 'so-xay-dung', role: 'agency_leader' }])
  const act = (actor: Actor, wish: SheetWish) => actOnSheet(db, { actor, sheetId: id, wish })
  for (const { userId } of [who.verifier as typeof other, other])
    await act(who.organiser as Actor, { kind: 'assign', userId })
  await act(leader, { kind: 'fill' })
  for (const { line, figure } of (await getSheet(db.read, leader, id)).lines) {
    if (line.leaf === null || line.kind === 'survey' || figure?.standing === 'measured') continue
    const { method } = line.leaf
    const parts = method.kind === 'checklist' ? method.items : method.kind === 'deduction' ? method.less : []
    const items = Object.fromEntries(parts.map(({ key }) => [key, '0']))
    const statement = { text: 'Có', files: [], links: '', year: '' }
    const seen = figure === null ? 0 : 1
    await act(leader, { kind: 'self', key: line.key, seen, points: '1', items, statement })
  }
  await act(leader, { kind: 'submit' })
  const path = `${DESK}/phieu/${id}/muc/4.1`
  const typed = { viec: 'verify', seen: '1', diem: '0,5', 'ly-do': 'Người thứ hai đã gõ', 'lien-ket': '', nam: '' }
  assert.equal((await post('verifier', path, { ...typed, 'ly-do': 'Người thứ nhất' })).statusCode, 303)
  const second = await post('other verifier', path, typed)
  assert.equal(second.statusCode, 422)
  for (const text of ['Người khác vừa ghi ở mục này', 'Người thứ hai đã gõ', 'value="0,5"', 'Người thứ nhất']) {
    assert.ok(second.body.includes(text), text)
  }
})

test('days are moved and verifiers replaced on a page of who organises; what is wrong is told and stays typed', async () => {
  const path = `${DESK}/dot/${round}/thay-doi`
  for (const name of Object.keys(who)) {
    const may = ['organiser', 'chairman'].includes(name)
    assert.equal((await ask(name, path)).statusCode, may ? 200 : name === 'anonymous' ? 303 : 404, name)
  }
  const page = (await ask('organiser', path)).body
  const seen = /name="seen" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const typedDay = (days: number) => day(days).split('-').reverse().join('/')
  const dates = { viec: 'lich', seen, 'tu-cham': typedDay(5), 'tham-dinh': typedDay(4), 'kien-nghi': typedDay(20) }
  const answer = await post('organiser', path, { ...dates, 'ly-do-doi-han': 'Lý do đã gõ' })
  assert.equal(answer.statusCode, 422)
  assert.match(answer.body, /id="f-tham-dinh-fault"/)
  assert.ok(answer.body.includes('Lý do đã gõ') && answer.body.includes(`value="${typedDay(4)}"`))
  const right = { ...dates, 'tham-dinh': typedDay(12), 'ly-do-doi-han': 'Mưa bão' }
  assert.equal((await post('leader', path, right)).statusCode, 404)
  assert.equal((await post('organiser', path, right)).statusCode, 303)
  assert.match((await post('organiser', path, right)).body, /Người khác vừa dời hạn của đợt này/)
  assert.match((await ask('organiser', path)).body, /Mưa bão/)
})

test('a survey line says what survey rounds of the year gave, or that none did', async () => {
  const answer = await ask('organiser', `${DESK}/phieu/${sheet}/muc/8.1`)
  assert.equal(answer.statusCode, 200)
  assert.match(answer.body, /Chưa có đợt điều tra nào/)
})

test('a phase that ends while someone types keeps what was typed and says so', async () => {
  province.setClock(`${day(8)}T09:00`)
  const file = new File([new Uint8Array(samplePdf())], 'bien-che.pdf', { type: 'application/pdf' })
  const answer = await postFiles(
    'writer',
    `${DESK}/phieu/${sheet}/muc/4.1`,
    scored({ diem: '7', nam: day(0).slice(0, 4) }),
    [file],
  )
  province.setClock(null)
  assert.match(keptOn(answer.body).join(), /bien-che\.pdf/)
  assert.equal(answer.statusCode, 422)
  for (const text of ['Bước này đã hết hạn', 'Lời giải trình tôi đã gõ', 'value="7"']) {
    assert.ok(answer.body.includes(text), text)
  }
})
