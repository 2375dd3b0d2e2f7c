import { createWriteStream } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { openDirectory } from '../src/modules/casework/index.ts'
import { getAnomalies } from '../src/modules/indicators/anomalies/index.ts'
import type { Measure } from '../src/modules/indicators/facts/measure.ts'
import { WHOLE_AGENCY } from '../src/modules/indicators/facts/rollup.ts'
import {
  getAgencyScore,
  getBehind,
  getDashboard,
  getOwnScore,
  getSolving,
  importSchemes,
  rebuildFigures,
} from '../src/modules/indicators/index.ts'
import { readPublicFigures } from '../src/modules/indicators/open-data/index.ts'
import {
  parsePeriod,
  periodsUpTo,
  periodWord,
  type ReportingPeriod,
} from '../src/modules/indicators/reporting-period.ts'
import { readSolvingByAgency, readSolvingByProcedure } from '../src/modules/indicators/reports/read-solving.ts'
import { type Actor, type AgencyTree, agencyTree, type Mandate } from '../src/modules/organisation/index.ts'
import { localDate } from '../src/platform/civil-date.ts'
import { type Db, openDb, query } from '../src/platform/db.ts'
import type { AgencyId, OfficerId, UserId } from '../src/platform/ids.ts'
import { sealHorizon } from '../src/platform/ledger/index.ts'
import { importProvince } from '../src/simulation/province.ts'
import { type BenchEnvironment, type BenchResult, DATA_FOLDER, median, simulationOn } from './environment.ts'
import { openKept } from './kept.ts'
import { addressIn, cloneDatabase, fillDatabase } from './two-sizes.ts'

const LARGE = Number(process.env.MOTCUA_BENCH_DOSSIERS ?? 100_000)
const SMALL = Math.min(10_000, Math.floor(LARGE / 2))
const ROUNDS = 30
const AT_LEAST = 50
const MOST_GROWTH = 1.5

type Read = (place: Place) => Promise<unknown>

/** Single reads: the public page, form II.06a of the province, of its units, of its procedures, over a year. */
const READS: Record<string, Read> = {
  public: ({ db, period }) => readPublicFigures(db.read, periodWord(period)),
  solving: ({ db, root, period }) => readSolvingByAgency(db.read, [root], period),
  units: ({ db, tree, root, period }) =>
    readSolvingByAgency(
      db.read,
      tree.childrenOf(root).map(({ id }) => id),
      period,
    ),
  procedures: ({ db, root, period }) => readSolvingByProcedure(db.read, root, period),
  solving_year: ({ db, root, year }) => readSolvingByAgency(db.read, [root], year),
}

/** What the page shows when nothing is chosen. */
const WHOLE = { agencyId: null, period: null }

/** Whole pages with everything they ask, as the province's leader sees them: of this month, of the last one, of one agency, of an officer. */
const PAGES: Record<string, Read> = {
  public_now: ({ db }) => readPublicFigures(db.read, null),
  dashboard_now: ({ db, leader }) => getDashboard(db.read, leader, WHOLE),
  dashboard_month: ({ db, leader, period }) =>
    getDashboard(db.read, leader, { agencyId: null, period: periodWord(period) }),
  dashboard_agency: ({ db, leader, busiest }) => getDashboard(db.read, leader, { agencyId: busiest, period: null }),
  solving_page: ({ db, leader }) => getSolving(db.read, leader, WHOLE),
  score_index: ({ db, leader }) => getAgencyScore(db.read, leader, { scheme: 'qd-766', ...WHOLE }),
  score_evaluation: ({ db, leader }) => getAgencyScore(db.read, leader, { scheme: 'tt-01-2018-agency', ...WHOLE }),
  score_own: ({ db, officer }) => getOwnScore(db.read, officer, { period: null }),
}

/** Pages that look through what happened in a period or list it: told beside the others, as `lists`. */
const LISTS: Record<string, Read> = {
  anomalies: ({ db, leader, period }) => getAnomalies(db.read, leader, { agencyId: null, period: periodWord(period) }),
  behind_late: (place) => behind(place, 'resolved_late'),
  behind_overdue: (place) => behind(place, 'overdue'),
}

function behind({ db, leader, period }: Place, measure: Measure): Promise<unknown> {
  const asked = { agencyId: null, period: periodWord(period), procedureCode: null, after: null }
  return getBehind(db.read, leader, { ...asked, measures: [measure] })
}

interface Place {
  db: Db
  appUrl: string
  dossiers: number
  tree: AgencyTree
  root: AgencyId
  /** The agency below the province with most results. */
  busiest: AgencyId
  leader: Actor
  /** The officer with most points. */
  officer: Actor
  /** The last month that has ended, and the reform's year it is in. */
  period: ReportingPeriod
  year: ReportingPeriod
}

/**
 * What the pages of figures ask at N dossiers (MOTCUA_BENCH_DOSSIERS, or the province in MOTCUA_BENCH_VAR) against 10,000, in turns:
 * `growth` is the worst of the medians and should be 1.5 or less. And form II.06a of the province against the same columns by a scan with
 * DuckDB over the exported facts in Parquet: `ratio` should be 50 or more at 1,000,000. Both must give the same digits.
 */
export async function run(environment: BenchEnvironment): Promise<BenchResult> {
  const { server, say } = environment
  const request = await simulationOn(environment, server.simulatorUrl, { dossiers: SMALL })
  await importProvince(request.db, DATA_FOLDER)
  await request.db.close()
  const kept = await openKept(say)
  if (kept === null) await cloneDatabase(server.ownerUrl, 'bench_large')
  const until = new Date()
  const small = await fill(environment, { name: 'motcua', dossiers: SMALL, until })
  const large =
    kept === null
      ? await fill(environment, { name: 'bench_large', dossiers: LARGE, until })
      : await placeIn(kept.appUrl, until)
  const scan = await openScan(environment.folder, large)
  try {
    assertSame(await scan.ask(), (await readSolvingByAgency(large.db.read, [large.root], large.period))[0]?.columns)
    const compare = async (reads: Record<string, Read>) => {
      const times: Record<string, { growth: number; few: number; many: number }> = {}
      for (const [name, read] of Object.entries(reads)) {
        const [few, many] = await inTurns([() => read(small), () => read(large)])
        times[name] = { growth: round(many / few), few: round(few), many: round(many) }
        say(`${name}: ${few.toFixed(2)} ms at ${small.dossiers}, ${many.toFixed(2)} ms at ${large.dossiers} dossiers`)
      }
      return times
    }
    const told = { ...(await compare(READS)), ...(await compare(PAGES)) }
    const lists = await compare(LISTS)
    const [asked, scanned] = await inTurns([() => READS.solving?.(large) ?? Promise.resolve(), scan.ask])
    say(`the scan: ${scanned.toFixed(2)} ms against ${asked.toFixed(2)} ms`)
    const growths = Object.fromEntries(Object.entries(told).map(([name, { growth }]) => [name, growth]))
    return {
      bench: 'figures',
      ratio: round(scanned / asked),
      limit: AT_LEAST,
      growth: Math.max(...Object.values(growths)),
      growthLimit: MOST_GROWTH,
      ...growths,
      lists,
      scanMs: round(scanned),
      askedMs: round(asked),
      small: small.dossiers,
      large: large.dossiers,
    }
  } finally {
    scan.close()
    await small.db.close()
    await large.db.close()
    await kept?.stop()
  }
}

async function fill(
  environment: BenchEnvironment,
  wanted: { name: string; dossiers: number; until: Date },
): Promise<Place> {
  const appUrl = addressIn(environment.server.appUrl, wanted.name)
  const { db } = await fillDatabase(environment, wanted, async (opened) => {
    await sealHorizon(opened)
    await rebuildFigures(appUrl, await openDirectory(opened.read)())
  })
  await db.close()
  return placeIn(appUrl, wanted.until)
}

/** Whom and what is asked about in a database whose figures were made. */
async function placeIn(appUrl: string, until: Date): Promise<Place> {
  const db = openDb({ url: appUrl, poolSize: 2, applicationName: 'motcua bench' })
  await importSchemes(db, DATA_FOLDER)
  const tree = await agencyTree(db.read)
  const root = tree.all.find(({ parentId }) => parentId === null)?.id
  const today = localDate(until.getTime())
  const period = periodsUpTo(today).find(({ to }) => to < today)
  const year = parsePeriod(`${period?.year}-year`)
  if (root === undefined || period === undefined || year === null) throw new Error('no province or no period')
  const [found] = await query<{ dossiers: number; busiest: AgencyId; officer: UserId }>(
    db.read,
    `SELECT (SELECT count(*) FROM indicators_dossier) AS dossiers,
      (SELECT agency_id FROM indicators_evaluation WHERE user_id = $2 AND agency_id <> $1
       GROUP BY 1 ORDER BY sum(cases) DESC LIMIT 1) AS busiest,
      (SELECT user_id FROM indicators_evaluation WHERE user_id <> $2 GROUP BY 1 ORDER BY sum(cases) DESC LIMIT 1) AS officer`,
    [root, WHOLE_AGENCY],
  )
  if (found === undefined) throw new Error('no figures')
  const officerOf = (userId: UserId, role: Mandate['role']): Actor => ({
    kind: 'officer',
    userId,
    officerId: '' as OfficerId,
    mandates: [{ role, agencyId: root } as Mandate],
  })
  const { dossiers, busiest, officer } = found
  const actors = { leader: officerOf(officer, 'province_leader'), officer: officerOf(officer, 'handler') }
  return { db, appUrl, dossiers, tree, root, busiest, ...actors, period, year }
}

/** Medians in milliseconds, the questions in turns so that what else the machine does falls on all. */
async function inTurns<const Works extends readonly (() => Promise<unknown>)[]>(
  works: Works,
): Promise<{ [Index in keyof Works]: number }> {
  const times: number[][] = works.map(() => [])
  for (let round = 0; round < ROUNDS + 3; round += 1) {
    for (const [index, work] of works.entries()) {
      const begun = performance.now()
      await work()
      // The first rounds warm up.
      if (round >= 3) times[index]?.push(performance.now() - begun)
    }
  }
  return times.map(median) as { [Index in keyof Works]: number }
}

interface Told {
  received: number
  early: number
  onTime: number
  late: number
  open: number
}

/** The facts as Parquet, and the province's columns of form II.06a by a scan over them. */
async function openScan(folder: string, { appUrl, period }: Place): Promise<{ ask(): Promise<Told>; close(): void }> {
  const place = await mkdtemp(join(folder, 'scan-'))
  const client = new pg.Client({ connectionString: appUrl })
  await client.connect()
  const exported = client.query(copyTo('COPY indicators_dossier TO STDOUT (FORMAT csv, HEADER)'))
  await pipeline(exported, createWriteStream(join(place, 'facts.csv')))
  await client.end()
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const parquet = join(place, 'facts.parquet')
  await connection.run(`COPY (FROM read_csv('${join(place, 'facts.csv')}')) TO '${parquet}' (FORMAT parquet)`)
  const [from, to] = [`'${period.from}T00:00:00+07'::timestamptz`, `'${period.to}T24:00:00+07'::timestamptz`]
  const within = (column: string) => `${column} >= ${from} AND ${column} < ${to}`
  const solved = (punctuality: string) =>
    `count(*) FILTER (WHERE ending IN ('granted', 'declined') AND punctuality = '${punctuality}' AND ${within('ended_at')})`
  const question = `SELECT
      count(*) FILTER (WHERE ${within('accepted_at')} AND NOT coalesce(ending IN ('withdrawn', 'stopped') AND ended_at < ${to}, false))::INTEGER AS received,
      ${solved('early')}::INTEGER AS early, ${solved('on_time')}::INTEGER AS "onTime", ${solved('late')}::INTEGER AS late,
      count(*) FILTER (WHERE accepted_at < ${to} AND (ended_at IS NULL OR ended_at >= ${to}))::INTEGER AS open
    FROM read_parquet('${parquet}')`
  return {
    async ask() {
      const answer = await connection.runAndReadAll(question)
      return answer.getRowObjects()[0] as unknown as Told
    },
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

function assertSame(
  told: Told,
  columns: Awaited<ReturnType<typeof readSolvingByAgency>>[number]['columns'] | undefined,
): void {
  const ours: Told = {
    received: (columns?.receivedOnline ?? 0) + (columns?.receivedDirect ?? 0),
    early: columns?.solvedEarly ?? 0,
    onTime: columns?.solvedOnTime ?? 0,
    late: columns?.solvedLate ?? 0,
    open: columns?.open ?? 0,
  }
  for (const key of Object.keys(ours) as (keyof Told)[]) {
    if (ours[key] !== told[key]) throw new Error(`${key}: the page says ${ours[key]}, the scan ${told[key]}`)
  }
}

function round(value: number): number {
  return Number(value.toFixed(3))
}
