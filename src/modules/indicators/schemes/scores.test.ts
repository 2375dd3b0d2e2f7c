import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type FigureProvince, figureProvince } from '../../../../test/support/figures.ts'
import { query } from '../../../platform/db.ts'
import { type AgencyId, newId, type UserId } from '../../../platform/ids.ts'
import { appendEvents, chainEvents, type EventDraft, newStream, sealHorizon } from '../../../platform/ledger/index.ts'
import { agencyTree, listOfficerActors, type OfficerActor } from '../../organisation/index.ts'
import { listBehindFigure } from '../behind-figure.ts'
import { WHOLE_AGENCY } from '../facts/rollup.ts'
import { followLedger } from '../follow-ledger.ts'
import { rebuildFigures } from '../rebuild-figures.ts'
import { periodWord, type ReportingPeriod, reportingPeriod } from '../reporting-period.ts'
import { evaluateScheme } from './evaluate-scheme.ts'
import { componentsOf } from './find-gains.ts'
import { readOfficerPoints } from './read-points.ts'
import { readAgencyValues } from './read-values.ts'
import { findScheme, importSchemes, SchemeFileError } from './scheme-store.ts'
import { getAgencyScore, getOwnScore, listSchemeHeads } from './score-views.ts'

const DATA = join(import.meta.dirname, '../../../../data')
const TODAY = '2026-11-20'
const YESTERDAY = '2026-11-19'
const QUARTER = reportingPeriod('quarter', 2026, 12)

let province: FigureProvince
let chairman: OfficerActor
let officers: readonly OfficerActor[]

before(async () => {
  province = await figureProvince({ dossiers: 400, days: 120, until: `${TODAY}T10:20:00+07:00` })
  await importSchemes(province.db, DATA)
  officers = await listOfficerActors(province.db.read)
  const found = officers.find(({ mandates }) => mandates.some(({ role }) => role === 'province_leader'))
  assert.ok(found)
  chairman = found
})

after(() => province.close())

async function one<Row>(text: string, values: readonly unknown[] = []): Promise<Row> {
  const [row] = await query<Row>(province.db.read, text, values)
  assert.ok(row)
  return row
}

async function valuesFor(agencyId: AgencyId, period = QUARTER, today = TODAY) {
  const tree = await agencyTree(province.db.read)
  return readAgencyValues(province.db.read, { agencyId, tree, period, today })
}

/** Writes events of another part of the product, each a stream of its own, at the time of the database, and counts them. */
async function append(drafts: readonly EventDraft[]): Promise<void> {
  const { db } = province
  await db.write(async (tx) => {
    const [row] = await query<{ now: Date }>(tx, 'SELECT platform_now() AS now')
    assert.ok(row)
    const stamp = { recordedAt: row.now, actorId: null, mandateId: null, agencyId: null, commandId: null }
    await appendEvents(
      tx,
      drafts.flatMap((draft) => chainEvents(newStream(newId()), stamp, [draft])),
    )
  })
  await sealHorizon(db)
  assert.equal(await followLedger(province.context), drafts.length)
}

/** The quarter that runs by the clock of the database. */
async function runningQuarter(): Promise<ReportingPeriod> {
  const { year, quarter } = await one<{ year: number; quarter: number }>(
    `SELECT extract(year FROM today)::int AS year, extract(quarter FROM today)::int AS quarter
     FROM (SELECT platform_now() AT TIME ZONE 'Asia/Ho_Chi_Minh' AS today) AS now`,
  )
  return reportingPeriod('quarter', year, quarter * 3)
}

describe('measures of an agency', () => {
  test('are those that its dossiers give when counted one by one', async () => {
    const values = await valuesFor(province.directory.province().id)
    const counted = await one<Record<string, number>>(
      `SELECT count(*) FILTER (WHERE accepted_at >= $1)::int AS received,
         count(*) FILTER (WHERE accepted_at >= $1 AND channel = 'online')::int AS received_online,
         count(*) FILTER (WHERE ended_at >= $1 AND ending IN ('granted', 'declined'))::int AS resolved,
         count(*) FILTER (WHERE accepted_at >= $1 AND (asked_again_at IS NOT NULL OR coalesce(held_due_at, due_at) <
           CASE WHEN ending IN ('granted', 'declined') THEN ended_at WHEN standing = 'running' THEN $2
             ELSE standing_since END))::int AS late,
         count(DISTINCT procedure_code) FILTER (WHERE accepted_at >= $1 AND channel = 'online')::int AS with_dossiers,
         count(*) FILTER (WHERE ended_at >= $1 AND ending IN ('granted', 'declined') AND punctuality <> 'undated')::int AS time_cases,
         sum(greatest(0, 2 - supplements)) FILTER (WHERE ended_at >= $1 AND ending IN ('granted', 'declined'))::int AS contact_points,
         count(*) FILTER (WHERE ended_at >= $1 AND ending IN ('granted', 'declined') AND punctuality = 'late'
           AND channel = 'online')::int AS online_late
       FROM indicators_dossier`,
      [`${QUARTER.from}T00:00:00+07:00`, `${TODAY}T00:00:00+07:00`],
    )
    for (const name of [
      'received',
      'received_online',
      'late',
      'resolved',
      'time_cases',
      'contact_points',
      'online_late',
    ]) {
      assert.equal(values(name), counted[name], name)
    }
    assert.ok((counted.received ?? 0) > 100)
    assert.equal(values('services_with_dossiers'), counted.with_dossiers)
    assert.equal(values('petitions'), null)
  })

  test('the late ones of a quarter that runs are those late by yesterday, and open to exactly them', async () => {
    const root = province.directory.province().id
    const values = await valuesFor(root)
    const behind = await listBehindFigure(
      province.db.read,
      { measure: 'late', agencyIds: province.all, period: { from: QUARTER.from, to: YESTERDAY } },
      { after: null, limit: 1000 },
    )
    assert.equal(values('late'), behind.length)
    assert.ok(behind.length > 0)
  })

  test('officers’ points are of whole dossiers, and each stays with who worked on it', async () => {
    const { whole, workers } = await one<{ whole: number; workers: number }>(
      `SELECT (SELECT sum(cases)::int FROM indicators_evaluation WHERE item = 3 AND user_id <> $1) AS whole,
         (SELECT sum(jsonb_array_length(worked_by))::int FROM indicators_dossier
          WHERE ending IN ('granted', 'declined')) AS workers`,
      [WHOLE_AGENCY],
    )
    assert.equal(whole, workers)
    assert.ok(workers > 300)
  })
})

describe('scores', () => {
  test('766 of the province: every component, each within its maximum', async () => {
    const view = await getAgencyScore(province.db.read, chairman, {
      scheme: 'qd-766',
      agencyId: null,
      period: '2026-q4',
    })
    assert.equal(view.lines.filter(({ own }) => own !== null).length, 22)
    assert.equal(view.total.max, 100)
    assert.ok(view.total.points !== null && view.total.points <= view.total.measured)
    const late = view.lines.find(({ key }) => key === '2.1')
    assert.equal(late?.own?.numerator, (late?.own?.denominator ?? 0) - (late?.own?.behind[1]?.n ?? 0))
    assert.ok(view.gains.length > 2)
  })

  test('every count of 766 that opens to dossiers opens to as many as it says', async () => {
    const sums = ['components', 'components_digital', 'components_reused']
    const { yesterday } = await one<{ yesterday: string }>(
      `SELECT to_char((platform_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date - 1, 'YYYY-MM-DD') AS yesterday`,
    )
    for (const period of ['2026-10', '2026-q3', '2026-calendar_year']) {
      const view = await getAgencyScore(province.db.read, chairman, { scheme: 'qd-766', agencyId: null, period })
      const to = view.provisional ? yesterday : view.period.to
      for (const { word, measures, n } of view.lines.flatMap(({ own }) => own?.behind ?? [])) {
        const lists = await Promise.all(
          measures.map((measure) =>
            listBehindFigure(
              province.db.read,
              { measure, agencyIds: province.all, period: word === 'late' ? { ...view.period, to } : view.period },
              { after: null, limit: 1000 },
            ),
          ),
        )
        const found = lists.reduce((sum, { length }) => sum + length, 0)
        if (sums.includes(word)) assert.equal(found > 0, n > 0, word)
        else assert.equal(found, n, `${word} of ${period}`)
      }
    }
  })

  test('a period that runs is provisional, one that has ended is not', async () => {
    const running = await runningQuarter()
    const at = async (period: string) =>
      (await getAgencyScore(province.db.read, chairman, { scheme: 'qd-766', agencyId: null, period })).provisional
    assert.deepEqual([await at(periodWord(running)), await at('2026-10')], [true, false])
    const next = { scheme: 'qd-766', agencyId: null, period: `${running.year + 1}-12` }
    await assert.rejects(getAgencyScore(province.db.read, chairman, next), { code: 'indicators.period_not_begun' })
  })

  test('a first petition makes its measures known, from the event on; a rebuild says the same', async () => {
    const root = province.directory.province().id
    const commune = province.directory.bySlug('phuong-pho-hien')?.id
    assert.ok(commune)
    const event = (onTime: boolean) => ({ type: 'PetitionClosed', payload: { agencyId: commune, onTime } })
    await append([event(true), event(true), event(false)])
    const period = await runningQuarter()
    const scheme = await findScheme(province.db.read, 'qd-766', period.year)
    assert.ok(scheme)
    const at = async (agencyId: AgencyId) => {
      const score = evaluateScheme(scheme, { valueFor: await valuesFor(agencyId, period, period.to), yearBefore: null })
      return componentsOf(score).find(({ node }) => node.key === '5.2')?.own.points
    }
    assert.deepEqual([await at(commune), await at(root)], [4, 4])
    const elsewhere = province.directory.bySlug('xa-van-giang')?.id
    assert.ok(elsewhere)
    assert.equal(await at(elsewhere), 6)
    await rebuildFigures(province.database.url, province.directory)
    assert.deepEqual([await at(commune), await at(root), await at(elsewhere)], [4, 4, 6])
  })

  test('5, 6 and 7 of circular 01/2018 begin with their first event: a procedure once, a complaint for agency and officer', async () => {
    const commune = province.directory.bySlug('phuong-pho-hien')?.id
    assert.ok(commune)
    const before = await valuesFor(commune)
    for (const name of ['at_one_stop', 'to_make_public', 'attitude_lost']) assert.equal(before(name), null, name)
    const { code, userId } = await one<{ code: string; userId: UserId }>(
      `SELECT f.procedure_code AS code, e.user_id AS "userId" FROM indicators_dossier f
       JOIN indicators_evaluation e USING (agency_id) WHERE agency_id = $1 AND e.user_id <> $2
       ORDER BY f.accepted_at, e.user_id LIMIT 1`,
      [commune, WHOLE_AGENCY],
    )
    const placed = {
      type: 'ProcedurePlacedAtOneStop',
      payload: { agencyId: commune, procedureCode: code, decided: true },
    }
    const period = await runningQuarter()
    const judged = (upheld: boolean) => ({
      type: 'AttitudeComplaintJudged',
      payload: { agencyId: commune, procedureCode: code, upheld, userIds: [userId], timePoints: 2 },
    })
    const open = { type: 'ProcedureMadePublic', payload: { agencyId: commune, onTime: true, posted: true } }
    // Of two found true one is taken up again: its judgement takes back what it took.
    const withdrawn = { ...judged(true), type: 'AttitudeJudgementWithdrawn' }
    await append([placed, placed, judged(true), judged(true), judged(false), withdrawn, open])
    const values = await valuesFor(commune, period, period.to)
    const found = [
      'at_one_stop',
      'decided_at_one_stop',
      'made_public_one_way',
      'made_public_both_ways',
      'attitude_lost',
    ]
    assert.deepEqual(found.map(values), [1, 1, 1, 0, 2])
    assert.equal(values('is_commune'), 1)
    assert.equal((await readOfficerPoints(province.db.read, userId, period))('attitude_lost'), 2)
    const standing = await valuesFor(commune, reportingPeriod('calendar_year', period.year + 1), period.to)
    assert.deepEqual([standing('at_one_stop'), standing('made_public_one_way')], [1, 0])
  })

  test('circular 01/2018: by officer and by field; an officer sees the own score alone', async () => {
    const asked = { scheme: 'tt-01-2018-agency', agencyId: null, period: '2026-q4' }
    const whole = await getAgencyScore(province.db.read, chairman, asked)
    assert.deepEqual(whole.officers, [])
    assert.ok(whole.fields.length > 3)
    const solved = whole.fields.reduce((sum, { dossiers }) => sum + dossiers, 0)
    assert.equal(solved, (await valuesFor(province.directory.province().id))('contact_cases'))
    const agencyId = province.directory.bySlug('phuong-pho-hien')?.id ?? null
    const view = await getAgencyScore(province.db.read, chairman, { ...asked, agencyId })
    const busiest = officers.find(({ userId }) => userId === (view.officers[0]?.key as UserId))
    assert.ok(busiest && (view.officers[0]?.dossiers ?? 0) > 0)
    const own = await getOwnScore(province.db.read, busiest, { period: '2026-q4' })
    assert.deepEqual(own.total, view.officers[0]?.total)
    assert.equal(own.dossiers.length, view.officers[0]?.dossiers)
    const { n } = await one<{ n: number }>(
      'SELECT count(*)::int AS n FROM indicators_dossier WHERE id = ANY ($1::uuid[]) AND worked_by ? $2',
      [own.dossiers.map(({ id }) => id), busiest.userId],
    )
    assert.equal(n, own.dossiers.length)
  })

  test('what did not exist then or is no period is refused', async () => {
    const ask = (period: string, scheme = 'qd-766', agencyId: AgencyId | null = null) =>
      getAgencyScore(province.db.read, chairman, { scheme, agencyId, period })
    const code = (name: string) => ({ code: `indicators.${name}` })
    await assert.rejects(ask('2024-calendar_year'), code('agency_not_then'))
    for (const period of ['2026-quarter_1', '2026-q5', '2021-q1', 'x']) {
      await assert.rejects(ask(period), code('figures_not_found'), period)
    }
    await assert.rejects(ask('2026-10', 'tt-01-2018-agency'), code('figures_not_found'))
    await assert.rejects(ask('2026-q4', 'tt-01-2018-officer'), code('figures_not_found'))
    const handler = officers.find(({ mandates }) => mandates.every(({ role }) => role === 'handler'))
    assert.ok(handler)
    await assert.rejects(
      getAgencyScore(province.db.read, handler, { scheme: 'qd-766', agencyId: null, period: null }),
      code('figures_not_found'),
    )
    assert.deepEqual(
      (await listSchemeHeads(province.db.read, handler)).map(({ key }) => key),
      ['tt-01-2018-officer'],
    )
    assert.equal((await listSchemeHeads(province.db.read, chairman)).length, 3)
  })

  test('a published version never changes: other content under it is refused', async () => {
    await importSchemes(province.db, DATA)
    const folder = await mkdtemp(join(tmpdir(), 'motcua-schemes-'))
    await mkdir(join(folder, 'indicators'))
    const text = await readFile(join(DATA, 'indicators/qd-766.yaml'), 'utf8')
    await writeFile(join(folder, 'indicators/qd-766.yaml'), text.replace('full: 0.5', 'full: 0.6'))
    await assert.rejects(importSchemes(province.db, folder), SchemeFileError)
    await rm(folder, { recursive: true })
  })
})
