import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Role } from '../../src/modules/organisation/index.ts'
import { newId } from '../../src/platform/ids.ts'
import { migrateJobs } from '../../src/platform/jobs.ts'
import { type Operation, openTestApi, operationsOf, type TestApi } from '../support/api.ts'
import { type Callers, makeCallers } from '../support/callers.ts'
import type { TestDatabase } from '../support/database.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../support/province.ts'
import { petitionOperations } from './operations.ts'

let database: TestDatabase
let province: TestProvince
let api: TestApi
let callers: Callers
let operations: Map<string, Operation>

before(async () => {
  database = await provinceDatabase()
  await migrateJobs(database.ownerUrl)
  province = await seedTestProvince(database)
  api = await openTestApi(database, province)
  callers = await makeCallers(api, province)
  operations = await operationsOf(api.app)
})
after(async () => {
  await api.close()
  await province.close()
  await database.close()
})

const agencyId = () => province.directory.bySlug('phuong-pho-hien')?.id ?? assert.fail('no agency')

function send(headers: Record<string, string> = {}, changes: object = {}) {
  const body = {
    channel: 'web',
    agencyId: agencyId(),
    kind: 'other',
    subject: 'Cây đổ chắn đường',
    text: 'Cây bàng đổ chắn ngang ngõ 7 từ đêm qua.',
    isAnonymous: true,
    ...changes,
  }
  const sent = { ...headers, 'idempotency-key': newId() }
  return api.call({ method: 'POST', url: '/api/v1/petitions', headers: sent, body })
}

const headersIn = (slug: string, role: Role) => api.headersOf(province.officerIn(slug, role))

test('the operations of petitions are those listed', () => {
  const own = [...operations].filter(([, { path }]) => path.startsWith('/api/v1/petitions')).map(([id]) => id)
  assert.deepEqual(own.sort(), [...petitionOperations].sort())
})

test('anybody sends and follows; ways of officers are for officers of the agency', async () => {
  const answer = await send()
  assert.equal(answer.statusCode, 201)
  const { followCode } = answer.json<{ followCode: string }>()
  const followed = await api.call({ url: `/api/v1/petitions/followed/${followCode}` })
  assert.equal(followed.json<{ petition: { state: string } }>().petition.state, 'received')
  assert.equal((await api.call({ url: '/api/v1/petitions/followed/AAAA-BBBB' })).statusCode, 404)
  assert.equal((await api.call({ url: '/api/v1/petitions/published?text=cay' })).statusCode, 200)
  assert.equal((await send({}, { channel: 'phone' })).statusCode, 403)
  assert.equal((await send({}, { subject: '' })).statusCode, 422)
})

test('of every kind of caller, those of the agency sort a petition; for all others it is not there', async () => {
  const admitted = new Map<string, number>()
  for (const [caller, headers] of callers.headers) {
    const { petitionId } = (await send({}, { channel: 'web' })).json<{ petitionId: string }>()
    const officer = callers.officers[caller]
    const isOwn = officer?.mandates.some(
      (mandate) =>
        mandate.agencyId === agencyId() &&
        ['receptionist', 'handler', 'reviewer', 'approver', 'agency_leader'].includes(mandate.role),
    )
    const line = province.directory.line(agencyId())
    const oversees = officer?.mandates.some(
      ({ role, agencyId: of }) => role === 'province_leader' || (role === 'agency_leader' && line.includes(of)),
    )
    const body = { kind: 'other', officerUserId: province.officerIn('phuong-pho-hien', 'handler').userId }
    const answer = await api.call({ method: 'POST', url: `/api/v1/petitions/${petitionId}/classify`, headers, body })
    const expected = caller === 'anonymous' ? 401 : isOwn ? 200 : oversees ? 403 : 404
    assert.equal(answer.statusCode, expected, caller)
    admitted.set(caller, answer.statusCode)
    const list = await api.call({ url: '/api/v1/petitions', headers })
    assert.equal(list.statusCode, caller === 'anonymous' ? 401 : officer === undefined ? 404 : 200, caller)
  }
  assert.ok([...admitted.values()].includes(200) && [...admitted.values()].includes(404))
})

test('by the code whoever wrote supplies, judges and reopens; nobody else needs to be logged in for it', async () => {
  const headers = await headersIn('phuong-pho-hien', 'approver')
  // Typed by an officer: one address may not send more than twenty in an hour.
  const { petitionId, followCode } = (await send(headers)).json<{ petitionId: string; followCode: string }>()
  const act = (verb: string, body: object) =>
    api.call({ method: 'POST', url: `/api/v1/petitions/${petitionId}/${verb}`, headers, body })
  const byCode = (what: string, body: object, code = followCode) =>
    api.call({ method: 'POST', url: `/api/v1/petitions/followed/${code}/${what}`, body })
  const { userId } = province.officerIn('phuong-pho-hien', 'approver')
  assert.equal((await act('classify', { kind: 'other', officerUserId: userId })).statusCode, 200)
  assert.equal((await byCode('supplement', { text: 'x' })).statusCode, 409)
  assert.equal((await act('ask', { text: 'Ở đâu?', answerDays: 7 })).statusCode, 422)
  assert.equal((await act('ask', { text: 'Ở đâu?', answerDays: 5 })).statusCode, 200)
  assert.equal((await act('close', { text: 'Không bổ sung' })).statusCode, 409)
  assert.equal((await byCode('supplement', { text: '' })).statusCode, 422)
  assert.equal((await byCode('supplement', { text: 'x' }, 'AAAA-BBBB-CCCC-DDDD')).statusCode, 404)
  const supplied = await byCode('supplement', { text: 'Ở ngõ 7' })
  assert.equal(supplied.json<{ petition: { state: string } }>().petition.state, 'processing')
  assert.equal((await act('answer', { text: 'Đã dọn cây.' })).statusCode, 200)
  assert.equal((await act('approve', {})).statusCode, 200)
  assert.equal((await byCode('satisfaction', { satisfaction: 4 })).statusCode, 422)
  assert.equal((await byCode('satisfaction', { satisfaction: 1 })).statusCode, 200)
  assert.equal((await byCode('reopening', { text: 'Cây vẫn còn' })).statusCode, 200)
  assert.equal((await byCode('reopening', { text: 'Nữa' })).statusCode, 409)
})

test('duplicates are merged, and petitions searched, by those of the agency alone', async () => {
  const own = await headersIn('phuong-pho-hien', 'receptionist')
  const [into, other] = await Promise.all(
    [1, 2].map(async () => (await send(own, { subject: 'Ngập đường Chùa Chuông' })).json<{ petitionId: string }>()),
  )
  const body = { petitionIds: [other?.petitionId] }
  const merge = (headers: Record<string, string>, sent: object = body) =>
    api.call({ method: 'POST', url: `/api/v1/petitions/${into?.petitionId}/duplicates`, headers, body: sent })
  assert.equal((await merge({})).statusCode, 401)
  assert.equal((await merge(await headersIn('xa-van-giang', 'approver'))).statusCode, 404)
  assert.equal((await merge(own, { petitionIds: [into?.petitionId] })).statusCode, 422)
  const search = async (headers: Record<string, string>) => {
    const answer = await api.call({ url: '/api/v1/petitions?text=chua+chuong&kind=other', headers })
    return answer.json<{ rows: { petitionId: string }[] }>().rows.length
  }
  assert.equal(await search(own), 2)
  assert.equal(await search(await headersIn('xa-van-giang', 'approver')), 0)
  assert.deepEqual((await merge(own)).json(), { merged: 1 })
  assert.equal((await merge(own)).statusCode, 409)
})
