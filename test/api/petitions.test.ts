import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
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
