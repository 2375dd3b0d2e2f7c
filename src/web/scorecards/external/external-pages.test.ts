import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { TestDatabase } from '../../../../test/support/database.ts'
import { openTestDesk, type TestDesk } from '../../../../test/support/desk.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../../../../test/support/province.ts'
import { type Actor, anonymous, type Role } from '../../../modules/organisation/index.ts'
import { getDesk, getRound, importScorecards } from '../../../modules/scorecards/index.ts'
import { openFolderStore } from '../../../platform/files/folder-store.ts'
import { makeScorecardRound } from '../../../simulation/scorecard-round.ts'
import { makeScorecardServices } from '../scorecard-services.ts'
import { makeExternalServices } from './external-services.ts'

let database: TestDatabase
let province: TestProvince
let desk: TestDesk
let folder: string
const who: Record<string, Actor> = {}
const DESK = '/lam-viec/cham-diem'
const EXTERNAL = `${DESK}/chi-so-ngoai`
const found = { published: '', running: '', publishedSheet: '', runningSheet: '' }

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  const { db } = province.context
  await importScorecards(db, 'data')
  await makeScorecardRound(db)
  desk = await openTestDesk(province)
  folder = await mkdtemp(join(tmpdir(), 'motcua-external-'))
  const files = await openFolderStore(folder)
  const surveys = { db, keys: province.context.keys }
  const scorecards = makeScorecardServices({ db, files, surveys, publicUrl: 'https://mot-cua.invalid' })
  Object.assign(desk.services, { scorecards, external: makeExternalServices({ db }) })
  const officer = (agencySlug: string, role: Role) =>
    province.newOfficer(`${role} ${agencySlug}`, [{ agencySlug, role }])
  const organiser = await officer('so-noi-vu', 'agency_leader')
  Object.assign(who, {
    anonymous,
    citizen: (await province.newCitizen()).actor,
    ward: await officer('phuong-pho-hien', 'agency_leader'),
    handler: await officer('phuong-pho-hien', 'handler'),
    elsewhere: await officer('so-tu-phap', 'agency_leader'),
    administrator: await officer('ubnd-tinh', 'administrator'),
    chairman: await officer('ubnd-tinh', 'province_leader'),
    organiser,
  })
  const { rounds } = await getDesk(db.read, organiser)
  const ward = province.directory.bySlug('phuong-pho-hien')?.name
  for (const key of ['published', 'running'] as const) {
    found[key] = rounds.find(({ publishedAt }) => (publishedAt === null) === (key === 'running'))?.id ?? ''
    const { units } = await getRound(db.read, organiser, found[key])
    found[`${key}Sheet`] = units.find(({ unit }) => unit === ward)?.sheetId ?? ''
  }
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

test('charts of what runs are for who sees the sheet, of a round for who organises; of what is published for everybody', async () => {
  const { published, running, publishedSheet, runningSheet } = found
  const sheetPage = `${DESK}/phieu/${runningSheet}/mot-trang`
  const deskPages = [`${DESK}/dot/${running}/so-sanh`, EXTERNAL, `${EXTERNAL}/papi`, `${EXTERNAL}/papi/nhap`]
  const open = [
    `/chi-so/${published}`,
    `/chi-so/${published}/so-sanh`,
    `/chi-so/${published}/${publishedSheet}`,
    `/chi-so/${published}/${publishedSheet}/mot-trang`,
    '/chi-so/ben-ngoai',
    '/chi-so/ben-ngoai/papi',
  ]
  const closed = [
    `/chi-so/${running}/so-sanh`,
    `/chi-so/${running}/${runningSheet}/mot-trang`,
    `/chi-so/${published}/${runningSheet}/mot-trang`,
    '/chi-so/ben-ngoai/none',
    '/chi-so/ben-ngoai/constructor',
  ]
  for (const name of Object.keys(who)) {
    const expected = (may: boolean) => (may ? 200 : name === 'anonymous' ? 303 : 404)
    const organises = ['organiser', 'chairman'].includes(name)
    assert.equal((await ask(name, sheetPage)).statusCode, expected(organises || name === 'ward'), name)
    for (const page of deskPages)
      assert.equal((await ask(name, page)).statusCode, expected(organises), `${name} ${page}`)
    for (const page of open) assert.equal((await ask(name, page)).statusCode, 200, `${name} ${page}`)
    for (const page of closed) assert.equal((await ask(name, page)).statusCode, 404, `${name} ${page}`)
  }
})

test('a unit is found without marks, a kind alone is shown, and what there is not is said', async () => {
  const path = `/chi-so/${found.published}`
  const one = (await ask('anonymous', `${path}?tim=so+tu+phap`)).body
  assert.ok(one.includes('Sở Tư pháp') && !one.includes('>Sở Xây dựng<'))
  const communes = (await ask('anonymous', `${path}?nhom=commune`)).body
  assert.ok(communes.includes('phường Phố Hiến') && !communes.includes('>Sở Tư pháp<'))
  assert.match((await ask('anonymous', `${path}?tim=khong+co`)).body, /Không có đơn vị nào như vậy/)
  assert.match((await ask('anonymous', path)).body, /xếp cùng hạng, hạng liền sau để trống/)
})

const typed = (fields: Record<string, string> = {}) => ({
  nam: '2024',
  'gia-tri': '67,5',
  thang: '100',
  hang: '15',
  'so-tinh': '63',
  'phan/1': '7,1',
  'van-ban': 'Báo cáo PCI',
  'lien-ket': '',
  trang: '',
  'ghi-chu': '<script>alert(1)</script> ghi chú',
  seen: '0',
  'seen-nam': '',
  ...fields,
})

test('what is wrong comes back at its field with all that was typed; others than who organises find no form', async () => {
  const path = `${EXTERNAL}/pci/nhap`
  for (const [fields, field] of [
    [{ 'gia-tri': '101' }, 'gia-tri'],
    [{ hang: '64' }, 'hang'],
    [{ 'so-tinh': '64' }, 'so-tinh'],
    [{ 'phan/1': '11' }, 'phan-1'],
    [{ nam: '2999' }, 'nam'],
    [{ 'van-ban': '' }, 'van-ban'],
  ] as const) {
    const answer = await post('organiser', path, typed(fields))
    assert.equal(answer.statusCode, 422, field)
    assert.ok(answer.body.includes(`id="f-${field}-fault"`), field)
    assert.ok(answer.body.includes('&lt;script&gt;alert(1)&lt;/script&gt; ghi chú'))
    assert.ok(!answer.body.includes('<script>alert(1)'))
  }
  for (const name of ['ward', 'handler', 'administrator', 'citizen']) {
    assert.equal((await post(name, path, typed())).statusCode, 404, name)
    const confirm = { nam: '2024', loai: 'figure', seen: '1' }
    assert.equal((await post(name, `${EXTERNAL}/pci`, confirm)).statusCode, 404, name)
  }
})

test('a figure is entered, refused to whoever entered it, confirmed by another, and only then public', async () => {
  assert.equal((await post('organiser', `${EXTERNAL}/pci/nhap`, typed())).statusCode, 303)
  const open = async () => (await ask('anonymous', '/chi-so/ben-ngoai/pci')).body
  assert.match(await open(), /Chưa có số liệu/)
  const confirm = { nam: '2024', loai: 'figure', seen: '1' }
  const own = await post('organiser', `${EXTERNAL}/pci`, confirm)
  assert.equal(own.statusCode, 422)
  assert.match((await ask('organiser', `${EXTERNAL}/pci`)).body, /người khác phải xác nhận/)
  assert.equal((await post('chairman', `${EXTERNAL}/pci`, confirm)).statusCode, 303)
  const shown = await open()
  for (const words of ['67,5 / 100', '15/63', 'Báo cáo PCI']) assert.ok(shown.includes(words), words)
  assert.ok(!shown.includes('agency_leader so-noi-vu'), 'nobody is named')
  const again = await post(
    'organiser',
    `${EXTERNAL}/pci/nhap?nam=2024`,
    typed({ seen: '2', 'seen-nam': '2024', 'gia-tri': '68' }),
  )
  assert.equal(again.statusCode, 422)
  assert.ok(again.body.includes('id="f-ly-do-fault"'))
  const stale = await post(
    'organiser',
    `${EXTERNAL}/pci/nhap?nam=2024`,
    typed({ seen: '1', 'seen-nam': '2024', 'ly-do': 'Công bố lại' }),
  )
  assert.match(stale.body, /Người khác vừa ghi ở năm này/)
})
