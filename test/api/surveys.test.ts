import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { drawSample, sha256Hex } from '../../src/modules/surveys/draw-sample.ts'
import { castByLink, closeRound, mixAll, publishRound, writeLetters } from '../../src/modules/surveys/index.ts'
import { type Operation, openTestApi, operationsOf, type TestApi } from '../support/api.ts'
import { openSurveyStage, type SurveyStage } from '../support/surveys.ts'
import { surveyOperations } from './operations.ts'

let stage: SurveyStage
let api: TestApi
let operations: Map<string, Operation>
let published: string
let open: string
const headers: Record<string, Record<string, string>> = {}

before(async () => {
  stage = await openSurveyStage()
  const { province, context, chairman } = stage
  api = await openTestApi(stage.database, province)
  operations = await operationsOf(api.app)
  const callers = {
    chairman,
    clerk: await stage.newClerk('clerk'),
    'ward leader': await province.newOfficer('ward', [{ agencySlug: 'phuong-pho-hien', role: 'agency_leader' }]),
    citizen: (await province.newCitizen()).actor,
  }
  for (const [name, actor] of Object.entries(callers)) headers[name] = await api.headersOf(actor)
  headers.anonymous = {}
  published = await stage.opened({ A: 30, B: 20 }, { perStratum: 10 })
  for (const { token } of await writeLetters(context, chairman, published)) {
    await castByLink(context, { token, raw: await stage.answers(published, 4) })
  }
  await mixAll(context)
  await closeRound(context, chairman, published)
  await publishRound(context, chairman, published)
  open = await stage.opened({ A: 12 }, { toOn: '2026-07-30' })
})
after(async () => {
  await api?.close()
  await stage?.close()
})

function ask(operation: string, caller: string, id: string, file = '') {
  const { path } = operations.get(operation) ?? assert.fail(operation)
  const url = path.replace('{id}', id).replace('{file}', file)
  return api.call({ url, headers: headers[caller] ?? {} })
}

test('the operations of surveys are those listed', () => {
  const own = [...operations].filter(([, { path }]) => path.startsWith('/api/v1/surveys')).map(([id]) => id)
  assert.deepEqual(own.sort(), [...surveyOperations].sort())
})

test('rounds, sample, result and open data are for everybody, the result only once it is published', async () => {
  for (const caller of Object.keys(headers)) {
    for (const operation of ['listSurveyRounds', 'getSurveyRound', 'getSurveySample', 'getSurveyResult']) {
      assert.equal((await ask(operation, caller, published)).statusCode, 200, `${operation} by ${caller}`)
    }
    assert.equal((await ask('getSurveyResult', caller, open)).statusCode, 404)
    assert.equal((await ask('getSurveyFile', caller, open, 'phieu.csv')).statusCode, 404)
    assert.equal((await ask('getSurveyRound', caller, '00000000-0000-4000-8000-000000000000')).statusCode, 404)
  }
  const { rows } = (await ask('listSurveyRounds', 'anonymous', '')).json()
  const found = rows.find(({ id }: { id: string }) => id === published)?.found
  assert.deepEqual([found?.ballots, found?.asked, found?.figure.share], [20, 20, 1])
  assert.equal(rows.find(({ id }: { id: string }) => id === open)?.found, null)
  const round = (await ask('getSurveyRound', 'anonymous', open)).json()
  assert.ok(!('standings' in round) && !('used' in round.strata[0]), 'who answered is not told')
})

test('the sample is drawn again from what the API gives, and the result has the hash of the ledger', async () => {
  const sample = (await ask('getSurveySample', 'anonymous', published)).json()
  assert.deepEqual(drawSample(sample.frame, sample), sample.drawn)
  assert.equal(sample.drawn.length, 20)
  const { resultHash, frameHash } = (await ask('getSurveyRound', 'anonymous', published)).json()
  const file = async (name: string) => (await ask('getSurveyFile', 'anonymous', published, name)).body
  assert.equal(sha256Hex(await file('ket-qua.json')), resultHash)
  assert.equal(sha256Hex(await file('khung-mau.csv')), frameHash)
  assert.equal((await file('phieu.csv')).trim().split('\n').length, 21)
  assert.equal((await ask('getSurveyFile', 'anonymous', published, 'khac.csv')).statusCode, 422)
})

test('who handles ballots lists rounds; how far one is, by which ways, is for who runs it', async () => {
  const wanted: Record<string, [number, number]> = {
    chairman: [200, 200],
    clerk: [200, 404],
    'ward leader': [404, 404],
    citizen: [404, 404],
    anonymous: [401, 401],
  }
  for (const [caller, [list, one]] of Object.entries(wanted)) {
    assert.equal((await ask('listManagedSurveys', caller, '')).statusCode, list, caller)
    assert.equal((await ask('getManagedSurvey', caller, published)).statusCode, one, caller)
  }
  const managed = (await ask('getManagedSurvey', 'chairman', published)).json()
  assert.deepEqual(managed.channels, [{ channel: 'letter', ballots: 20 }])
  assert.equal(managed.standings.used, 20)
  assert.deepEqual(managed.invitations, [])
})
