import { openDirectory } from '../src/modules/casework/index.ts'
import {
  getOverview,
  listTasks,
  OVERVIEW_COUNTS,
  overviewFrame,
  overviewValues,
  SEARCH_TOKENS,
  searchDossiers,
  searchOffices,
  searchValues,
  tasksSql,
  taskValues,
  type Viewer,
} from '../src/modules/casework/views/index.ts'
import type { TaskFilter } from '../src/modules/casework/views/view-types.ts'
import { loadActor } from '../src/modules/organisation/index.ts'
import { nameQueryIndex } from '../src/modules/vault/index.ts'
import { type Db, query } from '../src/platform/db.ts'
import type { UserId } from '../src/platform/ids.ts'
import { importProvince } from '../src/simulation/province.ts'
import { type BenchEnvironment, type BenchResult, DATA_FOLDER, median, simulationOn } from './environment.ts'
import { cloneDatabase, fillDatabase } from './two-sizes.ts'

const LARGE = Number(process.env.MOTCUA_BENCH_DOSSIERS ?? 1_000_000)
const SMALL = Math.min(10_000, Math.floor(LARGE / 2))
const ROUNDS = 40
const AT_MOST = 1.5
const PAGE = { limit: 20 }
/** A page of the search must be full at both sizes. */
const NAME = 'Hương'
const QUESTIONS = ['worklist', 'search', 'overview'] as const
type Question = (typeof QUESTIONS)[number]

/**
 * The worklist, the search and the overview at 1,000,000 dossiers against 10,000, each size a database of its own on one server, asked
 * in turns. The ratio is the worst of the three medians.
 */
export async function run(environment: BenchEnvironment): Promise<BenchResult> {
  const { server, say } = environment
  const request = await simulationOn(environment, server.simulatorUrl, { dossiers: SMALL })
  await importProvince(request.db, DATA_FOLDER)
  await request.db.close()
  await cloneDatabase(server.ownerUrl, 'bench_large')
  const until = new Date()
  const small = await fill(environment, { name: 'motcua', dossiers: SMALL, until })
  const large = await fill(environment, { name: 'bench_large', dossiers: LARGE, until })
  try {
    const times = await measure(small, large)
    for (const question of QUESTIONS) {
      const [few, many] = times[question]
      say(`${question}: ${few.toFixed(2)} ms at ${SMALL}, ${many.toFixed(2)} ms at ${LARGE} dossiers`)
    }
    await explain(large, say)
    const ratios = Object.fromEntries(
      QUESTIONS.map((question) => [question, round(times[question][1] / times[question][0])]),
    )
    return {
      bench: 'worklist',
      ratio: Math.max(...Object.values(ratios)),
      limit: AT_MOST,
      ...ratios,
      small: SMALL,
      large: LARGE,
    }
  } finally {
    await small.db.close()
    await large.db.close()
  }
}

interface Place {
  db: Db
  officers: Viewer[]
  leader: Viewer
}

async function fill(
  environment: BenchEnvironment,
  by: { name: string; dossiers: number; until: Date },
): Promise<Place> {
  const { db, keys } = await fillDatabase(environment, by)
  const directory = openDirectory(db.read)
  const viewer = async (key: string): Promise<Viewer> => {
    const [user] = await query<{ id: UserId }>(db.read, 'SELECT id FROM account_user WHERE demo_key = $1', [key])
    if (user === undefined) throw new Error(`no demonstration person ${key}`)
    const actor = await loadActor(db.read, user.id)
    return { reader: db.read, context: { keys, directory }, actor, locale: 'vi', now: by.until.getTime() }
  }
  const officers = [
    await viewer('chuyen-vien-dat-dai'),
    await viewer('tiep-nhan-tinh'),
    await viewer('xay-dung-pho-hien'),
  ]
  return { db, officers, leader: await viewer('lanh-dao-tinh') }
}

const LISTS: readonly TaskFilter[] = [{ scope: 'desk' }, { scope: 'return' }, { scope: 'desk' }]

const asked: Record<Question, (place: Place) => Promise<unknown>> = {
  async worklist({ officers }) {
    for (const [index, officer] of officers.entries()) await listTasks(officer, LISTS[index] ?? { scope: 'desk' }, PAGE)
  },
  search: ({ leader }) => searchDossiers(leader, NAME, PAGE),
  overview: ({ leader }) => getOverview(leader),
}

async function measure(small: Place, large: Place): Promise<Record<Question, [few: number, many: number]>> {
  const times = {} as Record<Question, [number, number]>
  for (const question of QUESTIONS) {
    const [few, many] = [[] as number[], [] as number[]]
    for (let turn = -5; turn < ROUNDS; turn++) {
      const order = turn % 2 === 0 ? ([small, large] as const) : ([large, small] as const)
      for (const place of order) {
        const begun = performance.now()
        await asked[question](place)
        if (turn >= 0) (place === small ? few : many).push(performance.now() - begun)
      }
    }
    times[question] = [median(few), median(many)]
  }
  return times
}

async function explain({ db, officers, leader }: Place, say: (line: string) => void): Promise<void> {
  const [officer] = officers
  if (officer === undefined) return
  const directory = await officer.context.directory()
  const token = nameQueryIndex(leader.context.keys, NAME)
  const frame = await overviewFrame(leader, {})
  const none = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' } as never
  const plans: [Question, string, unknown[]][] = [
    ['worklist', tasksSql(false), taskValues(officer, directory, { scope: 'desk' }, PAGE)],
    [
      'search',
      SEARCH_TOKENS,
      searchValues(searchOffices(leader, directory), token === null ? [] : [token], none, PAGE.limit),
    ],
    ['overview', OVERVIEW_COUNTS, overviewValues(frame, leader.now)],
  ]
  for (const [question, sql, values] of plans) {
    const rows = await query<{ 'QUERY PLAN': string }>(
      db.read,
      `EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) ${sql}`,
      values,
    )
    say(`\n-- ${question} at ${LARGE}`)
    for (const row of rows) say(row['QUERY PLAN'].replace(/'\{[^}]{80,}\}'/g, "'{…}'"))
  }
}

function round(value: number): number {
  return Number(value.toFixed(3))
}
