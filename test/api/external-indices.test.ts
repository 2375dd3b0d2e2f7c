import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { getDesk, importScorecards } from '../../src/modules/scorecards/index.ts'
import { makeScorecardRound } from '../../src/simulation/scorecard-round.ts'
import { type Operation, openTestApi, operationsOf, type TestApi } from '../support/api.ts'
import { type Callers, makeCallers } from '../support/callers.ts'
import type { TestDatabase } from '../support/database.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../support/province.ts'
import { externalOperations } from './operations.ts'

let database: TestDatabase
let province: TestProvince
let api: TestApi
let callers: Callers
let operations: Map<string, Operation>

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  await importScorecards(province.context.db, 'data')
  await makeScorecardRound(province.context.db)
  api = await openTestApi(database, province)
  callers = await makeCallers(api, province)
  operations = await operationsOf(api.app)
})
after(async () => {
  await api.close()
  await province.close()
  await database.close()
})

const rounds = async () => {
  const organiser = await province.newOfficer('organiser', [{ agencySlug: 'so-noi-vu', role: 'agency_leader' }])
  return (await getDesk(province.context.db.read, organiser)).rounds
}

test('the operations are those listed, and every kind of caller reads the same', async () => {
  for (const operation of externalOperations) assert.ok(operations.has(operation), operation)
  const round = (await rounds()).find(({ publishedAt }) => publishedAt !== null)?.id ?? ''
  for (const url of ['/external-indices', '/external-indices/papi', `/scorecards/rankings/${round}`]) {
    const told = new Set<string>()
    for (const headers of callers.headers.values()) {
      const answer = await api.call({ url: `/api/v1${url}`, headers })
      assert.equal(answer.statusCode, 200, `${url}: ${answer.body}`)
      told.add(answer.body)
    }
    assert.equal(told.size, 1, url)
  }
})

test('what is not known is null, and nobody is named who entered or confirmed', async () => {
  const answer = await api.call({ url: '/api/v1/external-indices/papi' })
  const { years } = answer.json<{ years: { year: number; figure: Record<string, unknown> }[] }>()
  const figure = years[0]?.figure
  assert.deepEqual([figure?.value, figure?.max, figure?.rank, figure?.ranked], [null, null, 12, 63])
  assert.deepEqual(
    Object.keys(figure ?? {}).filter((key) => /by$/i.test(key)),
    [],
  )
})

test('a round that is not published, and what there is not, is not found', async () => {
  const running = (await rounds()).find(({ publishedAt }) => publishedAt === null)?.id ?? ''
  for (const url of [`/scorecards/rankings/${running}`, '/scorecards/rankings/x', '/external-indices/none']) {
    assert.equal((await api.call({ url: `/api/v1${url}` })).statusCode, 404, url)
  }
})
