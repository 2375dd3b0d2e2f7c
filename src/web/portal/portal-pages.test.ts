import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { openTestApi, type TestApi } from '../../../test/support/api.ts'
import type { TestDatabase } from '../../../test/support/database.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestCitizen,
  type TestProvince,
} from '../../../test/support/province.ts'
import { samplePdf } from '../../../test/support/sample-files.ts'
import { buildApp } from '../../app.ts'
import type { Actor } from '../../modules/organisation/index.ts'
import { ensureWebBuilt } from '../build.ts'

const BIRTH = '1.001193'
const CERTIFICATE = 'tep/giay-chung-sinh'

let database: TestDatabase
let province: TestProvince
let api: TestApi
let app: FastifyInstance
let citizen: TestCitizen
let stranger: TestCitizen
before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  api = await openTestApi(database, province)
  await ensureWebBuilt('built')
  app = await buildApp(api.parts, { web: true })
  citizen = await province.newCitizen()
  stranger = await province.newCitizen()
})
after(async () => {
  await app.close()
  await api.close()
  await province.close()
  await database.close()
})

const anonymous: Actor = { kind: 'anonymous' }

/** As a browser at the public address sends them. */
async function headersOf(actor: Actor): Promise<Record<string, string>> {
  return { host: new URL(api.parts.config.publicUrl).host, ...(await api.headersOf(actor)) }
}

async function get(url: string, actor: Actor = anonymous): Promise<LightMyRequestResponse> {
  return app.inject({ url, headers: await headersOf(actor) })
}

async function post(url: string, actor: Actor, fields: Record<string, string>): Promise<LightMyRequestResponse> {
  const headers = { ...(await headersOf(actor)), 'content-type': 'application/x-www-form-urlencoded' }
  return app.inject({ method: 'POST', url, headers, payload: new URLSearchParams(fields).toString() })
}

async function upload(
  url: string,
  actor: Actor,
  file: { name: string; content: Buffer },
): Promise<LightMyRequestResponse> {
  const head = `--cut\r\ncontent-disposition: form-data; name="${CERTIFICATE}"; filename="${file.name}"\r\ncontent-type: application/pdf\r\n\r\n`
  const payload = Buffer.concat([Buffer.from(head), file.content, Buffer.from('\r\n--cut--\r\n')])
  const headers = { ...(await headersOf(actor)), 'content-type': 'multipart/form-data; boundary=cut' }
  return app.inject({ method: 'POST', url, headers, payload })
}

async function startedDraft(): Promise<string> {
  const answer = await post(`/nop/${BIRTH}`, citizen.actor, {})
  assert.equal(answer.statusCode, 303, answer.body.slice(0, 300))
  return String(answer.headers.location).replace('/noi-giai-quyet', '')
}

test('every public page opens for a visitor, in both languages, without a script where none is needed', async () => {
  const pages = [
    '/',
    '/thu-tuc',
    `/thu-tuc/${BIRTH}`,
    '/tra-cuu',
    '/kiem-chung',
    '/so-cai',
    '/so-lieu',
    '/so-lieu/du-lieu-mo',
    '/xin-loi',
    '/dang-nhap',
  ]
  for (const page of pages) {
    for (const locale of ['vi', 'en']) {
      const answer = await get(`${page}?lang=${locale}`)
      assert.equal(answer.statusCode, 200, page)
      assert.match(answer.body, new RegExp(`<html lang="${locale}">`))
      assert.doesNotMatch(answer.body, /<script/)
      assert.doesNotMatch(answer.body, />(portal|draft|ledger|error)\.[a-z_.]+</, page)
    }
  }
})

test('search forgives missing diacritics, and says what to do when it finds nothing', async () => {
  assert.match((await get('/thu-tuc?tu-khoa=khai+sinh')).body, /href="\/thu-tuc\/1\.001193"/)
  assert.match((await get('/thu-tuc?tu-khoa=zzqqxx')).body, /Không tìm thấy thủ tục nào/)
})

test('a code that does not exist is not found; one that was replaced leads on', async () => {
  assert.equal((await get('/thu-tuc/9.999999')).statusCode, 404)
  assert.equal((await get('/kiem-chung/AAAA-BBBB-CCCC-DDDD')).statusCode, 404)
})

test('own pages lead a visitor to the login and refuse an officer', async () => {
  const officer = province.officerIn('phuong-pho-hien', 'handler')
  for (const page of ['/ho-so', `/nop/${BIRTH}`, '/ho-so/019ab0c2-0000-7000-8000-000000000001']) {
    const visitor = await get(page)
    assert.equal(visitor.statusCode, 303)
    assert.equal(visitor.headers.location, `/dang-nhap?tiep=${encodeURIComponent(page)}`)
    assert.equal((await get(page, officer)).statusCode, 403)
  }
})

test('what is typed without a session is there again after the login', async () => {
  const draft = await startedDraft()
  const sent = await post(`${draft}/noi-dung`, anonymous, { content: 'khai sinh cho con', version: '1' })
  assert.equal(sent.statusCode, 303)
  assert.match(String(sent.headers.location), /^\/dang-nhap\?tiep=/)
  const [cookie] = String(sent.headers['set-cookie']).split(';')
  const headers = await headersOf(citizen.actor)
  const page = await app.inject({
    url: `${draft}/noi-dung`,
    headers: { ...headers, cookie: `${headers.cookie}; ${cookie}` },
  })
  assert.match(page.body, />khai sinh cho con<\/textarea>/)
  assert.match(page.body, /Những gì bạn đã nhập vẫn còn/)
  assert.doesNotMatch((await get(`${draft}/noi-dung`, citizen.actor)).body, /khai sinh cho con<\/textarea>/)
})

test('a step with faults comes back with everything typed, and is saved all the same', async () => {
  const draft = await startedDraft()
  const answer = await post(`${draft}/nguoi-nop`, citizen.actor, {
    kind: 'citizen',
    fullName: 'Hoa 5',
    phone: '12',
    version: '1',
  })
  assert.equal(answer.statusCode, 422)
  assert.match(answer.body, /value="Hoa 5"/)
  assert.match(answer.body, /id="f-phone-fault"/)
  assert.match((await get(`${draft}/nguoi-nop`, citizen.actor)).body, /value="Hoa 5"/)
})

test('an older window is told, sees both, and overwrites nothing', async () => {
  const draft = await startedDraft()
  await post(`${draft}/noi-dung`, citizen.actor, { content: 'cửa sổ một', version: '1' })
  const answer = await post(`${draft}/noi-dung`, citizen.actor, { content: 'cửa sổ hai', version: '1' })
  assert.equal(answer.statusCode, 409)
  assert.match(answer.body, />cửa sổ hai<\/textarea>/)
  assert.match(answer.body, /cửa sổ một/)
  assert.match((await get(`${draft}/noi-dung`, citizen.actor)).body, />cửa sổ một<\/textarea>/)
})

test('a file is taken by its content; a bad one is refused at its place and costs no other', async () => {
  const draft = await startedDraft()
  const good = await upload(`${draft}/giay-to`, citizen.actor, { name: 'chung-sinh.pdf', content: samplePdf() })
  assert.equal(good.statusCode, 303)
  for (const content of [
    Buffer.from('no pdf'),
    Buffer.alloc(0),
    Buffer.concat([samplePdf(), Buffer.alloc(21 * 1024 * 1024, 32)]),
  ]) {
    const bad = await upload(`${draft}/giay-to`, citizen.actor, { name: 'hong.pdf', content })
    assert.equal(bad.statusCode, 422)
    assert.match(bad.body, /id="f-tep-giay-chung-sinh-fault"/)
    assert.match(bad.body, /chung-sinh\.pdf/)
    assert.doesNotMatch(bad.body, /hong\.pdf/)
  }
  const elsewhere = await upload(`${draft}/giay-to`, stranger.actor, { name: 'x.pdf', content: samplePdf() })
  assert.equal(elsewhere.statusCode, 404)
  assert.equal((await upload(`${draft}/giay-to`, anonymous, { name: 'x.pdf', content: samplePdf() })).statusCode, 303)
})

test('a dossier, its receipt, history and files are for those who may see it and not found for others', async () => {
  const { dossierId, state } = await province.submit({ procedureCode: BIRTH, communeCode: '11953', citizen })
  const [attachment] = state.attachments
  const pages = ['', '/phieu', '/rut', '/lich-su.json'].map((part) => `/ho-so/${dossierId}${part}`)
  for (const page of pages) {
    assert.equal((await get(page, citizen.actor)).statusCode, 200, page)
    assert.equal((await get(page, stranger.actor)).statusCode, 404, page)
    assert.equal((await get(page)).statusCode, 303, page)
  }
  assert.equal((await get(`/tep/${dossierId}/${attachment?.fileHash}`, stranger.actor)).statusCode, 404)
  assert.equal((await get(`/tep/${dossierId}/${'0'.repeat(64)}`, citizen.actor)).statusCode, 404)
  assert.equal((await get('/tep/khong-co/khong-co', citizen.actor)).statusCode, 404)
  assert.equal((await get(`/tep/${dossierId}/${attachment?.fileHash}`)).statusCode, 303)
})

test('following: wrong digits and an unknown code get the same answer, and trying on is stopped', async () => {
  const { dossierId } = await province.submit({ procedureCode: BIRTH, communeCode: '11953', citizen })
  const { state } = await province.act(
    dossierId,
    'accept',
    province.officerIn('mot-cua-phuong-pho-hien', 'receptionist'),
  )
  const code = state.code ?? ''
  const digits = citizen.profile.identityNumber?.slice(-4) ?? ''
  const right = await post('/tra-cuu', anonymous, { code: code.toLowerCase(), digits })
  assert.equal(right.statusCode, 200)
  assert.doesNotMatch(right.body, new RegExp(citizen.profile.fullName))
  const wrongDigits = digits === '0000' ? '1111' : '0000'
  assert.equal((await post('/tra-cuu', anonymous, { code, digits: wrongDigits })).statusCode, 404)
  assert.equal((await post('/tra-cuu', anonymous, { code: 'H33.01-260101-0001', digits })).statusCode, 404)
  for (let tries = 0; tries < 20; tries++) await post('/tra-cuu', anonymous, { code, digits: wrongDigits })
  assert.equal((await post('/tra-cuu', anonymous, { code, digits })).statusCode, 429)
})
