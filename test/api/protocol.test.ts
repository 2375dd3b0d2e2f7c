import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { query } from '../../src/platform/db.ts'
import { newId } from '../../src/platform/ids.ts'
import { openTestApi, type TestApi } from '../support/api.ts'
import { BUILDING, type Callers, Journey, makeCallers, words } from '../support/callers.ts'
import type { TestDatabase } from '../support/database.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../support/province.ts'
import { submissionBody } from './operations.ts'

let database: TestDatabase
let province: TestProvince
let api: TestApi
let callers: Callers

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  api = await openTestApi(database, province)
  callers = await makeCallers(api, province)
})
after(async () => {
  await api.close()
  await province.close()
  await database.close()
})

const as = (caller: string, more: Record<string, string> = {}) => ({ ...callers.headers.get(caller), ...more })
const begin = () => Journey.begin(province, callers)
const accept = (id: string, more: Record<string, string> = {}, body: unknown = {}) =>
  api.call({ method: 'POST', url: `/api/v1/dossiers/${id}/accept`, headers: as('receptionist', more), body })
const submit = (body: unknown, key: string, caller = 'owner') =>
  api.call({ method: 'POST', url: '/api/v1/dossiers', headers: as(caller, { 'idempotency-key': key }), body })
const codeOf = (answer: { json<Body>(): Body }) => answer.json<{ code: string }>().code

describe('versions (If-Match)', () => {
  test('the tag of the last answer is taken, quoted or bare; an older one is a conflict', async () => {
    const { id } = await begin()
    const seen = await api.call({ url: `/api/v1/dossiers/${id}`, headers: as('receptionist') })
    assert.equal(seen.headers.etag, '"1"')
    const accepted = await accept(id, { 'if-match': '"1"' })
    assert.deepEqual([accepted.statusCode, accepted.headers.etag], [200, '"2"'])
    const forward = (version: string) =>
      api.call({
        method: 'POST',
        url: `/api/v1/dossiers/${id}/forward`,
        headers: as('receptionist', { 'if-match': version }),
        body: { to: 'tham-dinh' },
      })
    const stale = await forward('"1"')
    assert.deepEqual([stale.statusCode, codeOf(stale)], [409, 'casework.stale_version'])
    assert.equal((await forward('2')).statusCode, 200)
  })

  test('a tag that is no version is refused', async () => {
    const { id } = await begin()
    for (const tag of ['W/"1"', '*', '"x"', '-1', '1e9', '99999999999']) {
      assert.equal((await accept(id, { 'if-match': tag })).statusCode, 422, tag)
    }
  })
})

describe('a second press (Idempotency-Key)', () => {
  test('of a submission gives the first receipt with 200', async () => {
    const body = await submissionBody(province, callers, 'online')
    const key = newId()
    const [first, second] = [await submit(body, key), await submit(body, key)]
    assert.deepEqual([first.statusCode, second.statusCode], [201, 200])
    assert.equal(first.json<{ id: string }>().id, second.json<{ id: string }>().id)
  })

  test('of a command gives the first answer', async () => {
    const { id } = await begin()
    const key = newId()
    const answers = [await accept(id, { 'idempotency-key': key }), await accept(id, { 'idempotency-key': key })]
    assert.deepEqual(
      answers.map((answer) => [answer.statusCode, codeOf(answer), answer.headers.etag]),
      answers.map(() => [200, codeOf(answers[0] as never), '"2"']),
    )
  })

  test('needs a plain UUID, and for a submission there must be one', async () => {
    const body = await submissionBody(province, callers, 'online')
    for (const key of ['1', 'urn:uuid:01890000-0000-7000-8000-000000000000', "'; --"]) {
      assert.equal((await submit(body, key)).statusCode, 422, key)
    }
    const without = await api.call({ method: 'POST', url: '/api/v1/dossiers', headers: as('owner'), body })
    assert.equal(without.statusCode, 422)
  })
})

describe('bad input', () => {
  const post = (payload: string | Buffer, type = 'application/json') =>
    api.app.inject({
      method: 'POST',
      url: '/api/v1/dossiers',
      headers: as('owner', { 'content-type': type, 'idempotency-key': newId() }),
      payload,
    })

  test('each gets its status and a problem, none is a bug', async () => {
    const cases: [string, Promise<{ statusCode: number; headers: object; body: string }>, number][] = [
      ['no JSON', post('{"a":'), 422],
      ['nothing', post(''), 422],
      ['a list', post('[]'), 422],
      ['ten megabytes', post(`"${'x'.repeat(10 * 1024 * 1024)}"`), 413],
      ['another type', post('<a/>', 'application/xml'), 415],
      ['deep nesting', post(`${'['.repeat(50_000)}${']'.repeat(50_000)}`), 422],
      ['a poisoned prototype', post('{"__proto__":{"admin":true}}'), 422],
    ]
    for (const [name, attempt, status] of cases) {
      const answer = await attempt
      assert.equal(answer.statusCode, status, `${name}: ${answer.body.slice(0, 200)}`)
      const problem = JSON.parse(answer.body) as { status: number; code: string; title: string }
      assert.equal(problem.status, status, name)
      assert.ok(problem.title !== '' && problem.code !== '', name)
    }
  })

  test('every field that does not fit is named', async () => {
    const answer = await submit({ procedureCode: 'x', channel: 'pigeon', applicant: { kind: 'citizen' } }, newId())
    assert.equal(answer.statusCode, 422)
    const paths = answer.json<{ faults: { path: string }[] }>().faults.map((fault) => fault.path)
    for (const path of ['procedureCode', 'channel', 'applicant']) {
      assert.ok(
        paths.some((found) => found.startsWith(path)),
        `${path} among ${paths.join(', ')}`,
      )
    }
  })

  test('fields nobody asked for are refused, not dropped', async () => {
    const body = await submissionBody(province, callers, 'online')
    assert.equal((await submit({ ...body, units: { competent: newId() } }, newId())).statusCode, 422)
    const { id } = await begin()
    assert.equal((await accept(id, {}, { code: 'H33.00-000000-0001' })).statusCode, 422)
  })

  test('an identity number that cannot be is refused at its place', async () => {
    const body = (await submissionBody(province, callers, 'online')) as { applicant: object }
    for (const wrong of [{ identityNumber: '999999999999' }, { birthDate: '2999-01-01' }, { fullName: '   ' }]) {
      const answer = await submit({ ...body, applicant: { ...body.applicant, ...wrong } }, newId())
      assert.equal(answer.statusCode, 422, `${JSON.stringify(wrong)}: ${answer.body}`)
      const path = `applicant/${Object.keys(wrong)[0]}`
      assert.ok(
        answer.json<{ faults: { path: string }[] }>().faults.some((fault) => fault.path === path),
        answer.body,
      )
    }
  })

  test('identifiers of no dossier, in every shape', async () => {
    for (const id of [newId(), '1', 'urn:uuid:01890000-0000-7000-8000-000000000000', "'", '%00', '..%2F..']) {
      const url = `/api/v1/dossiers/${id}`
      for (const answer of [
        await api.call({ url, headers: as('receptionist') }),
        await api.call({ url: `${url}/history`, headers: as('receptionist') }),
        await api.call({ method: 'POST', url: `${url}/accept`, headers: as('receptionist'), body: {} }),
      ]) {
        assert.ok([400, 404, 422].includes(answer.statusCode), `${id}: ${answer.statusCode}`)
      }
    }
  })

  test('officers and agencies that do not exist, in every shape', async () => {
    const journey = await (await begin()).atHandler()
    const send = (verb: string, body: object) =>
      api.call({ method: 'POST', url: `/api/v1/dossiers/${journey.id}/${verb}`, headers: as('handler'), body })
    for (const id of [newId(), 'urn:uuid:01890000-0000-7000-8000-000000000000', '']) {
      assert.equal((await send('assign', { officerId: id })).statusCode, 422)
      assert.equal((await send('ask-opinion', { agencyIds: [id], question: words })).statusCode, 422)
    }
  })

  test('a letter that no column can hold', async () => {
    const journey = await (await begin()).atHandler()
    const send = (caller: string, verb: string, body: object) =>
      api.call({ method: 'POST', url: `/api/v1/dossiers/${journey.id}/${verb}`, headers: as(caller), body })
    const newDueAt = new Date(Date.now() + 200 * 86_400_000).toISOString()
    const reason = 'Xin lỗi \u0000 quý vị'
    assert.equal((await send('approver', 'extend', { newDueAt, reason })).statusCode, 422)
    assert.equal(
      (await send('approver', 'extend', { newDueAt: '9999-12-31T00:00:00Z', reason: words })).statusCode,
      422,
    )
  })
})

describe('pages of a list', () => {
  test('hold every procedure once, in one order', async () => {
    const seen: string[] = []
    let after: string | null = ''
    for (let pages = 0; after !== null; pages++) {
      assert.ok(pages < 100)
      const url = `/api/v1/procedures?limit=20${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`
      const answer = await api.call({ url })
      assert.equal(answer.statusCode, 200)
      const page = answer.json<{ procedures: { code: string }[]; next: string | null }>()
      seen.push(...page.procedures.map((procedure) => procedure.code))
      after = page.next
    }
    const [row] = await query<{ count: number }>(
      database.db.read,
      'SELECT count(DISTINCT procedure_id) FROM catalogue_procedure_version WHERE valid_to IS NULL',
    )
    assert.equal(new Set(seen).size, seen.length)
    assert.equal(seen.length, row?.count)
  })

  test('a cursor or a size that cannot be is refused, not guessed', async () => {
    for (const search of ['limit=0', 'limit=101', 'limit=x', `after=${'z'.repeat(50)}`, 'unknown=1']) {
      assert.equal((await api.call({ url: `/api/v1/procedures?${search}` })).statusCode, 422, search)
    }
    assert.ok((await api.call({ url: '/api/v1/procedures?after=%00' })).statusCode < 500)
  })
})

describe('the description', () => {
  test('is OpenAPI 3.1, and every operation has an id, an answer and its problems', async () => {
    const description = (await api.call({ url: '/api/openapi.json' })).json<{
      openapi: string
      paths: Record<string, Record<string, { operationId?: string; responses: object; tags?: string[] }>>
    }>()
    assert.match(description.openapi, /^3\.1\./)
    const ids = Object.values(description.paths).flatMap((methods) =>
      Object.values(methods).map((operation) => {
        assert.ok(Object.keys(operation.responses).some((status) => status.startsWith('2')))
        assert.ok(operation.tags?.length)
        return operation.operationId
      }),
    )
    assert.equal(new Set(ids).size, ids.length)
    assert.ok(!ids.includes(undefined))
  })

  test('what is nowhere is not found', async () => {
    const answer = await api.call({ url: '/api/v1/nowhere' })
    assert.equal(answer.statusCode, 404)
  })

  test('a procedure that does not exist', async () => {
    assert.equal((await api.call({ url: '/api/v1/procedures/9.999999' })).statusCode, 404)
    assert.equal((await api.call({ url: `/api/v1/procedures/${BUILDING}` })).statusCode, 200)
  })
})

describe('too many requests', () => {
  test('are told so, as a problem, with the time to wait', async () => {
    const strict = await openTestApi(database, province, { MOTCUA_RATE_LIMIT: '5' })
    try {
      const statuses: number[] = []
      for (let turn = 0; turn < 8; turn++) statuses.push((await strict.call({ url: '/api/v1/fields' })).statusCode)
      assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429, 429, 429])
      const answer = await strict.call({ url: '/api/v1/fields' })
      assert.equal(codeOf(answer), 'http.too_many')
      assert.ok(Number(answer.headers['retry-after']) > 0)
    } finally {
      await strict.close()
    }
  })
})

describe('what nobody honest sends', () => {
  test('a text that no column can hold is refused, not a bug', async () => {
    for (const url of ['/api/v1/procedures?field=%00', '/api/v1/procedures?agency=%00']) {
      const answer = await api.call({ url })
      assert.deepEqual([answer.statusCode, codeOf(answer)], [422, 'http.bad_request'], url)
    }
  })

  test('a number beyond all bounds is refused, not a bug', async () => {
    assert.equal((await api.call({ url: '/api/v1/ledger/checkpoints?below=1e300' })).statusCode, 422)
  })

  test('a form with a file that broke off', async () => {
    const headers = as('owner', { 'content-type': 'multipart/form-data; boundary=cut' })
    for (const body of ['', 'x', '--cut\r\ncontent-disposition: form-data; name="f"; filename="a.pdf"\r\n\r\n%PDF']) {
      const answer = await api.app.inject({ method: 'POST', url: '/api/v1/files', headers, payload: body })
      assert.equal(answer.statusCode, 422, `${body}: ${answer.body}`)
    }
  })

  test('an address that is none, and one that cannot be read', async () => {
    const none = await api.call({ url: '/api/v1/khong-co' })
    assert.deepEqual([none.statusCode, codeOf(none)], [404, 'http.not_found'])
    const unreadable = await api.call({ url: '/api/v1/procedures/%E0%A4%A' })
    assert.deepEqual([unreadable.statusCode, codeOf(unreadable)], [422, 'http.bad_request'])
  })

  test('a fault of a person is told in words', async () => {
    const body = (await submissionBody(province, callers, 'online')) as { applicant: object }
    const answer = await submit({ ...body, applicant: { ...body.applicant, birthDate: '2090-01-01' } }, newId())
    const { faults } = answer.json<{ faults: { code: string; detail: string }[] }>()
    assert.equal(faults[0]?.code, 'identity.birth_in_future')
    assert.match(faults[0]?.detail ?? '', / /)
  })

  test('no answer is kept by anybody', async () => {
    const { id } = await begin()
    const answer = await api.call({ url: `/api/v1/dossiers/${id}`, headers: as('owner') })
    assert.equal(answer.headers['cache-control'], 'private, no-store')
    assert.equal(answer.headers['x-content-type-options'], 'nosniff')
  })
})
