import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type VerbName, verbNames } from '../../src/modules/casework/verbs/index.ts'
import { query } from '../../src/platform/db.ts'
import { newId } from '../../src/platform/ids.ts'
import { type Operation, openTestApi, operationsOf, type TestApi } from '../support/api.ts'
import { type Callers, Journey, makeCallers, secretName } from '../support/callers.ts'
import type { TestDatabase } from '../support/database.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../support/province.ts'
import {
  type DossierOperation,
  digitisationOperations,
  externalOperations,
  petitionOperations,
  queueOperations,
  ratingOperations,
  scorecardOperations,
  submissionBody,
  surveyOperations,
  verbOperations,
} from './operations.ts'

let database: TestDatabase
let province: TestProvince
let api: TestApi
let callers: Callers
let operations: Map<string, Operation>

before(async () => {
  database = await provinceDatabase()
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

const camel = (verb: VerbName) => verb.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase())
const headersOf = (caller: string) => callers.headers.get(caller) ?? {}

/** Operations that answer everybody alike, because nothing in them belongs to a person. */
const open = ['listCheckpoints', 'searchProcedures', 'getProcedure', 'listFields', 'listLifeEvents']
const reading = ['getDossier', 'getDossierHistory']
const writing = ['submitDossier', 'uploadFile']
/** A kit to work without network, and what comes of it: for receptionists of its counter. */
const counter = ['prepareOfflineKit', 'getOfflineKit', 'sendOfflineRecord', 'recoverOfflineKit', 'closeOfflineKit']

function press(operation: string, journey: Journey, caller: string, body?: object) {
  const { method, path } = operations.get(operation) as Operation
  const url = path.replace('{id}', journey.id)
  return api.call({ method, url, headers: headersOf(caller), ...(method === 'GET' ? {} : { body: body ?? {} }) })
}

async function versionOf(journey: Journey): Promise<number | undefined> {
  const rows = await query<{ version: number }>(
    database.db.read,
    'SELECT version FROM casework_dossier WHERE id = $1',
    [journey.id],
  )
  return rows[0]?.version
}

/** By whom it must not be done: nobody logged in, those who see but have no part, those who do not see. */
function expectedStatus(caller: string, admitted: readonly string[], verb: boolean, asked: boolean): number {
  if (admitted.includes(caller)) return 200
  if (caller === 'anonymous' && verb) return 401
  const sees = callers.seeing.has(caller) || (asked && caller === 'asked handler')
  return sees ? 403 : 404
}

test('every operation of the description has its entry here', () => {
  const known = [
    ...open,
    ...reading,
    ...writing,
    ...counter,
    ...queueOperations,
    ...digitisationOperations,
    ...petitionOperations,
    ...ratingOperations,
    ...surveyOperations,
    ...scorecardOperations,
    ...externalOperations,
    ...verbNames.map(camel),
  ]
  assert.deepEqual([...operations.keys()].sort(), known.sort())
})

describe('each verb: those admitted succeed, everybody else is refused and changes nothing', () => {
  for (const verb of verbNames) test(verb, () => checkVerb(verb, verbOperations[verb]))
})

async function checkVerb(verb: VerbName, operation: DossierOperation): Promise<void> {
  const journey = await Journey.begin(province, callers)
  await operation.prepare(journey)
  const asked = journey.state.opinions.length > 0
  const before = await versionOf(journey)
  for (const caller of callers.headers.keys()) {
    if (operation.admitted.includes(caller)) continue
    const answer = await press(camel(verb), journey, caller, await operation.body?.(journey, caller))
    assert.equal(answer.statusCode, expectedStatus(caller, operation.admitted, true, asked), `${verb} by ${caller}`)
    assertProblem(answer.headers['content-type'], answer.json())
  }
  assert.equal(await versionOf(journey), before)
  for (const [turn, caller] of operation.admitted.entries()) {
    const own = turn === 0 ? journey : await Journey.begin(province, callers)
    if (turn > 0) await operation.prepare(own)
    const answer = await press(camel(verb), own, caller, await operation.body?.(own, caller))
    assert.equal(answer.statusCode, 200, `${verb} by ${caller}: ${answer.body}`)
    assert.equal(answer.headers.etag, `"${await versionOf(own)}"`)
  }
}

function assertProblem(type: unknown, body: { code?: string; status?: number; title?: string }): void {
  assert.equal(type, 'application/problem+json; charset=utf-8')
  assert.ok(body.code && body.status && body.title)
  assert.ok(!JSON.stringify(body).includes(secretName))
}

describe('reading a dossier', () => {
  for (const operation of reading) {
    test(operation, async () => {
      const journey = await (await Journey.begin(province, callers)).accepted()
      for (const caller of callers.headers.keys()) {
        const answer = await press(operation, journey, caller)
        assert.equal(answer.statusCode, callers.seeing.has(caller) ? 200 : 404, `${operation} by ${caller}`)
      }
    })
  }

  test('an agency sees it from the moment its opinion is asked', async () => {
    const journey = await (await Journey.begin(province, callers)).atHandler()
    const look = async () => (await press('getDossier', journey, 'asked handler')).statusCode
    assert.equal(await look(), 404)
    const agencyIds = [province.directory.bySlug('xa-nhu-quynh')?.id]
    await journey.act('ask_opinion', 'handler', { agencyIds, question: 'Có phù hợp quy hoạch không?' })
    assert.equal(await look(), 200)
  })

  test('the buttons in the answer are those that are honoured', async () => {
    const journey = await (await Journey.begin(province, callers)).atHandler()
    for (const caller of callers.seeing) {
      const { actions } = (await press('getDossier', journey, caller)).json<{
        actions: { verb: VerbName; allowed: boolean }[]
      }>()
      const shown = actions.filter((action) => action.allowed).map((action) => action.verb)
      const honoured = verbNames.filter(
        (verb) =>
          verbOperations[verb].admitted.includes(caller) &&
          [
            'request_supplement',
            'attach_paper',
            'forward',
            'assign',
            'ask_opinion',
            'suspend',
            'request_payment',
            'extend',
            'withdraw',
            'stop',
            'correct',
          ].includes(verb),
      )
      assert.deepEqual(shown.sort(), honoured.sort(), caller)
    }
  })
})

describe('handing in', () => {
  test('online by citizens only, at a counter by receptionists only', async () => {
    for (const [channel, admitted] of [
      ['online', ['owner']],
      ['counter', ['receptionist', 'other receptionist']],
    ] as const) {
      const body = await submissionBody(province, callers, channel)
      for (const caller of callers.headers.keys()) {
        if (channel === 'online' && caller === 'stranger') continue
        const headers = { ...headersOf(caller), 'idempotency-key': newId() }
        const answer = await api.call({ method: 'POST', url: '/api/v1/dossiers', headers, body })
        const expected = (admitted as readonly string[]).includes(caller) ? 201 : caller === 'anonymous' ? 401 : 403
        assert.equal(answer.statusCode, expected, `${channel} by ${caller}: ${answer.body}`)
      }
    }
  })

  test("a stranger's files cannot be named", async () => {
    const body = await submissionBody(province, callers, 'online')
    const headers = { ...headersOf('stranger'), 'idempotency-key': newId() }
    const answer = await api.call({ method: 'POST', url: '/api/v1/dossiers', headers, body })
    assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [422, 'casework.file_unknown'])
  })

  test('a file is sent by an account', async () => {
    const content = new FormData()
    content.set('file', new Blob(['GIF87a'], { type: 'image/gif' }), 'anh.gif')
    const { body, headers } = await multipart(content)
    for (const [caller, expected] of [
      ['anonymous', 401],
      ['system with scope', 401],
      ['owner', 422],
    ] as const) {
      const answer = await api.call({
        method: 'POST',
        url: '/api/v1/files',
        headers: { ...headersOf(caller), ...headers },
        body,
      })
      assert.equal(answer.statusCode, expected, `${caller}: ${answer.body}`)
    }
  })
})

describe('a counter without network', () => {
  const prepare = (caller: string, mandateId: string) => {
    const body = { deviceId: newId(), mandateId }
    return api.call({ method: 'POST', url: '/api/v1/counter/offline-kits', headers: headersOf(caller), body })
  }
  const mandateOf = (name: string) => callers.officers[name]?.mandates[0]?.id ?? newId()

  test('a kit is had by a receptionist under their own mandate', async () => {
    for (const caller of callers.headers.keys()) {
      const expected = ['receptionist', 'other receptionist'].includes(caller)
        ? 201
        : caller === 'anonymous'
          ? 401
          : 403
      assert.equal((await prepare(caller, mandateOf(caller))).statusCode, expected, caller)
    }
    assert.equal((await prepare('receptionist', mandateOf('other receptionist'))).statusCode, 403)
  })

  test('it is there for the receptionists of its counter; for everybody else there is none', async () => {
    const { kitId } = (await prepare('receptionist', mandateOf('receptionist'))).json<{ kitId: string }>()
    const hash = '0'.repeat(64)
    const record = { id: newId(), position: 1, prevHash: hash, hash, body: '{}', sentAt: Date.now() }
    for (const operation of counter.slice(1)) {
      const { method, path } = operations.get(operation) as Operation
      const url = path.replace('{id}', kitId)
      for (const caller of callers.headers.keys()) {
        if (caller === 'receptionist') continue
        const body = method === 'GET' ? {} : { body: operation === 'sendOfflineRecord' ? record : {} }
        const answer = await api.call({ method, url, headers: headersOf(caller), ...body })
        assert.equal(answer.statusCode, caller === 'anonymous' ? 401 : 404, `${operation} by ${caller}: ${answer.body}`)
      }
      const body = method === 'GET' ? {} : { body: operation === 'sendOfflineRecord' ? record : {} }
      const own = await api.call({ method, url, headers: headersOf('receptionist'), ...body })
      // The record is broken on purpose: it came as far as being read.
      assert.equal(own.statusCode, operation === 'sendOfflineRecord' ? 422 : method === 'GET' ? 200 : own.statusCode)
      assert.ok(operation === 'sendOfflineRecord' || own.statusCode < 300, `${operation}: ${own.body}`)
    }
  })
})

async function multipart(form: FormData): Promise<{ body: Buffer; headers: Record<string, string> }> {
  const request = new Request('http://localhost', { method: 'POST', body: form })
  const type = request.headers.get('content-type') ?? ''
  return { body: Buffer.from(await request.arrayBuffer()), headers: { 'content-type': type } }
}

describe('a crawl over every operation by all who must not see', () => {
  test('no answer tells anything of the dossier', async () => {
    const journey = await (await Journey.begin(province, callers)).resolved()
    const { code, result } = journey.state
    assert.ok(code && result)
    const keys: string[] = [journey.id, code, result.verificationCode]
    const secrets: string[] = [
      code,
      secretName,
      callers.owner.profile.identityNumber ?? '',
      result.number,
      result.verificationCode,
    ]
    const before = await versionOf(journey)
    for (const caller of callers.headers.keys()) {
      if (callers.seeing.has(caller)) continue
      for (const [name, { method, path }] of operations) {
        for (const value of keys) {
          const url = path.replaceAll(/\{\w+\}/g, encodeURIComponent(value))
          const headers = { ...headersOf(caller), 'idempotency-key': newId() }
          const answer = await api.call({ method, url, headers, ...(method === 'GET' ? {} : { body: {} }) })
          const found = answer.statusCode < 300
          assert.ok(!found || !path.includes('{'), `${name} by ${caller} answers ${answer.statusCode}`)
          assert.ok(answer.statusCode < 500, `${name} by ${caller} answers ${answer.statusCode}`)
          const told = answer.body.replaceAll(value, '')
          for (const secret of secrets) assert.ok(!told.includes(secret), `${name} tells ${caller} of ${secret}`)
        }
      }
    }
    assert.equal(await versionOf(journey), before)
  })

  test('a token that is not valid is nobody, also where everybody may', async () => {
    for (const token of ['mc_x', 'x'.repeat(500), newId()]) {
      const answer = await api.call({ url: '/api/v1/procedures', headers: { authorization: `Bearer ${token}` } })
      assert.equal(answer.statusCode, 401)
    }
  })

  test('a page of another site cannot press a button', async () => {
    const journey = await Journey.begin(province, callers)
    const { cookie } = headersOf('receptionist') as { cookie: string }
    for (const headers of [
      { cookie, origin: 'https://vi-du.example' },
      { cookie, 'sec-fetch-site': 'cross-site' },
      { cookie },
    ] as Record<string, string>[]) {
      const answer = await api.call({ method: 'POST', url: `/api/v1/dossiers/${journey.id}/accept`, headers, body: {} })
      assert.equal(answer.statusCode, 403)
    }
    assert.equal(await versionOf(journey), 1)
  })
})
