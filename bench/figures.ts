import { createWriteStream } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { openDirectory } from '../src/modules/casework/index.ts'
import { rebuildFigures } from '../src/modules/indicators/index.ts'
import { readPublicFigures } from '../src/modules/indicators/open-data/index.ts'
import {
  parsePeriod,
  periodsUpTo,
  periodWord,
  type ReportingPeriod,
} from '../src/modules/indicators/reporting-period.ts'
import { readSolvingByAgency, readSolvingByProcedure } from '../src/modules/indicators/reports/read-solving.ts'
import { type AgencyTree, agencyTree } from '../src/modules/organisation/index.ts'
import { localDate } from '../src/platform/civil-date.ts'
import type { Db } from '../src/platform/db.ts'
import type { AgencyId } from '../src/platform/ids.ts'
import { sealHorizon } from '../src/platform/ledger/index.ts'
import { importProvince } from '../src/simulation/province.ts'
import { type BenchEnvironment, type BenchResult, DATA_FOLDER, median, simulationOn } from './environment.ts'
import { addressIn, cloneDatabase, fillDatabase } from './two-sizes.ts'

const LARGE = Number(process.env.MOTCUA_BENCH_DOSSIERS ?? 100_000)
const SMALL = Math.min(10_000, Math.floor(LARGE / 2))
const ROUNDS = 30
const AT_LEAST = 50
const MOST_GROWTH = 1.5

/** What the pages of figures ask: the public page, form II.06a of the province, of its units, of its procedures, over a year. */
const READS: Record<string, (place: Place) => Promise<unknown>> = {
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

interface Place {
  db: Db
  tree: AgencyTree
  root: AgencyId
  /** The last month that has ended, and the reform's year it is in. */
  period: ReportingPeriod
  year: ReportingPeriod
}

/**
 * The reads of the pages of figures at N dossiers (MOTCUA_BENCH_DOSSIERS) against 10,000, asked in turns: `growth` is the worst of the
 * medians and should be 1.5 or less. And form II.06a of the province against the same columns by a scan with DuckDB over the exported
 * facts in Parquet: `ratio` should be 50 or more at 1,000,000. Both must give the same digits.
 */
export async function run(environment: BenchEnvironment): Promise<BenchResult> {
  const { server, say } = environment
  const request = await simulationOn(environment, server.simulatorUrl, { dossiers: SMALL })
  await importProvince(request.db, DATA_FOLDER)
  await request.db.close()
  await cloneDatabase(server.ownerUrl, 'bench_large')
  const small = await fill(environment, 'motcua', SMALL)
  const large = await fill(environment, 'bench_large', LARGE)
  const scan = await openScan(environment, large)
  try {
    assertSame(await scan.ask(), (await readSolvingByAgency(large.db.read, [large.root], large.period))[0]?.columns)
    const growths: Record<string, number> = {}
    let asked = Number.NaN
    for (const [name, read] of Object.entries(READS)) {
      const [few, many] = await inTurns([() => read(small), () => read(large)])
      growths[name] = round(many / few)
      if (name === 'solving') asked = many
      say(`${name}: ${few.toFixed(2)} ms at ${SMALL}, ${many.toFixed(2)} ms at ${LARGE} dossiers`)
    }
    const [scanned] = await inTurns([scan.ask])
    say(`the scan: ${scanned.toFixed(2)} ms`)
    const growth = Math.max(...Object.values(growths))
    return {
      bench: 'figures',
      ratio: round(scanned / asked),
      limit: AT_LEAST,
      growth,
      growthLimit: MOST_GROWTH,
      ...growths,
      scanMs: round(scanned),
      askedMs: round(asked),
      small: SMALL,
      large: LARGE,
    }
  } finally {
    scan.close()
    await small.db.close()
    await large.db.close()
  }
}

async function fill(environment: BenchEnvironment, name: string, dossiers: number): Promise<Place> {
  const until = new Date()
  const { db } = await fillDatabase(environment, { name, dossiers, until }, async (opened) => {
    await sealHorizon(opened)
    await rebuildFigures(addressIn(environment.server.appUrl, name), await openDirectory(opened.read)())
  })
  const tree = await agencyTree(db.read)
  const root = tree.all.find(({ parentId }) => parentId === null)?.id
  const today = localDate(until.getTime())
  const period = periodsUpTo(today).find(({ to }) => to < today)
  const year = parsePeriod(`${period?.year}-year`)
  if (root === undefined || period === undefined || year === null) throw new Error('no province or no period')
  return { db, tree, root, period, year }
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
async function openScan(
  { server, folder }: BenchEnvironment,
  { period }: Place,
): Promise<{ ask(): Promise<Told>; close(): void }> {
  const place = await mkdtemp(join(folder, 'scan-'))
  const client = new pg.Client({ connectionString: addressIn(server.appUrl, 'bench_large') })
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
