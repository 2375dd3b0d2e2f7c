import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestDatabase } from '../../../test/support/database.ts'
import { openTestDesk, type TestDesk } from '../../../test/support/desk.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../../../test/support/province.ts'
import { type Actor, anonymous, type Role } from '../../modules/organisation/index.ts'
import { drawRound, importQuestionnaires, listQuestionnaires, prepareRound } from '../../modules/surveys/index.ts'

let database: TestDatabase
let province: TestProvince
let desk: TestDesk
let roundId: string
let questionnaireId: string
const who: Record<string, Actor> = {}

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  desk = await openTestDesk(province)
  const { db, keys } = province.context
  await importQuestionnaires(db, 'data')
  questionnaireId = (await listQuestionnaires(db.read)).find(({ key }) => key === 'ddci')?.id ?? ''
  const officer = (agencySlug: string, role: Role) => province.newOfficer(role, [{ agencySlug, role }])
  Object.assign(who, {
    anonymous,
    citizen: (await province.newCitizen()).actor,
    chairman: await officer('ubnd-tinh', 'province_leader'),
    'office reviewer': await officer('so-noi-vu', 'reviewer'),
    'office handler': await officer('so-noi-vu', 'handler'),
    receptionist: await officer('mot-cua-phuong-pho-hien', 'receptionist'),
    'ward handler': await officer('phuong-pho-hien', 'handler'),
    'ward leader': await officer('phuong-pho-hien', 'agency_leader'),
    administrator: await officer('ubnd-tinh', 'administrator'),
  })
  const context = { db, keys }
  roundId = await prepareRound(context, who.chairman as Actor, {
    questionnaireId,
    nameVi: '<b>Đợt</b> doanh nghiệp',
    nameEn: 'Businesses',
    population: 'businesses',
    strataBy: '',
    fromOn: '2026-01-01',
    toOn: '2026-06-30',
    perStratum: 5,
    endsOn: '2100-01-01',
    formula: 'mean',
    seed: null,
  })
  const list = Array.from({ length: 12 }, (_, at) => `DN${at};Sở Xây dựng`).join('\n')
  await drawRound(context, who.chairman as Actor, { roundId, list })
})
after(async () => {
  await desk.close()
  await province.close()
  await database.close()
})

async function ask(name: string, url: string) {
  return (await desk.appOf(who[name] as Actor)).inject(url)
}

const managers = ['chairman', 'office reviewer']
const handlers = [...managers, 'office handler', 'receptionist']

test('each page admits its people and is not found for the others', async () => {
  const pages: Record<string, string[]> = {
    '/lam-viec/khao-sat': handlers,
    '/lam-viec/khao-sat/moi': managers,
    '/lam-viec/khao-sat/phieu-hoi': managers,
    [`/lam-viec/khao-sat/phieu-hoi/${questionnaireId}`]: managers,
    [`/lam-viec/khao-sat/phieu-hoi/${questionnaireId}/xem-truoc`]: managers,
    [`/lam-viec/khao-sat/phieu-hoi/${questionnaireId}/so-sanh`]: managers,
    [`/lam-viec/khao-sat/${roundId}/nguoi-phong-van`]: managers,
    [`/lam-viec/khao-sat/${roundId}/phong-van`]: [],
    [`/lam-viec/khao-sat/${roundId}`]: handlers,
    [`/lam-viec/khao-sat/${roundId}/thu`]: managers,
    [`/lam-viec/khao-sat/${roundId}/tai-quay`]: handlers,
    [`/lam-viec/khao-sat/${roundId}/giay`]: handlers,
  }
  for (const [url, admitted] of Object.entries(pages)) {
    for (const name of Object.keys(who)) {
      const { statusCode } = await ask(name, url)
      const wanted = admitted.includes(name) ? [200] : name === 'anonymous' ? [302, 303, 401] : [404]
      assert.ok(wanted.includes(statusCode), `${name} ${url}: ${statusCode}`)
    }
  }
  for (const name of Object.keys(who)) {
    assert.equal((await ask(name, '/khao-sat')).statusCode, 200, name)
    assert.equal((await ask(name, `/khao-sat/dot/${roundId}`)).statusCode, 200, name)
    assert.equal((await ask(name, `/khao-sat/dot/${roundId}/khung-mau.csv`)).statusCode, 200, name)
    for (const file of ['phieu.csv', 'ket-qua.json', 'tu-dien.csv', 'khac.csv']) {
      assert.equal((await ask(name, `/khao-sat/dot/${roundId}/${file}`)).statusCode, 404, `${name} ${file}`)
    }
  }
})

test('a name with marks of HTML is shown as it is; a link that is none leads nowhere; nobody looks into an open box', async () => {
  const { body } = await ask('anonymous', `/khao-sat/dot/${roundId}`)
  assert.ok(!body.includes('<b>Đợt</b>'))
  assert.equal((await ask('anonymous', `/khao-sat/phieu/l${'x'.repeat(24)}`)).statusCode, 404)
  assert.equal((await ask('anonymous', '/khao-sat/dot/khong-phai')).statusCode, 404)
  assert.notEqual((await ask('chairman', `/lam-viec/khao-sat/${roundId}/ket-qua`)).statusCode, 200)
})

test('forged ballots by script are refused, and what is no ballot at all', async () => {
  const app = await desk.appOf(anonymous)
  const post = (payload: object | string) =>
    app.inject({
      method: 'POST',
      url: '/khao-sat/gui-phieu',
      headers: { host: 'localhost', origin: 'http://localhost', 'content-type': 'application/json' },
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    })
  const forged = { round: roundId, stratum: 'Sở Xây dựng', channel: 'letter', message: 'AAAA', signature: 'AAAA' }
  for (const body of [{ ...forged, answers: {} }, { ...forged, answers: null }, 'khong phai JSON', '[]', 'null']) {
    const answer = await post(body)
    assert.ok(answer.statusCode < 500, answer.body)
    assert.ok(answer.statusCode >= 400 || answer.json().fits === false, answer.body)
  }
})
