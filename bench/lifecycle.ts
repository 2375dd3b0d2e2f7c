import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { readProfiles } from '../src/modules/vault/index.ts'
import { openDb } from '../src/platform/db.ts'
import { makeDemoPdf } from '../src/platform/files/demo-pdf.ts'
import { recordUploads } from '../src/platform/files/file-senders.ts'
import { openFolderStore } from '../src/platform/files/folder-store.ts'
import type { PersonId, UserId } from '../src/platform/ids.ts'
import { importProvince, makeDemonstration } from '../src/simulation/province.ts'
import {
  atOnce,
  type BenchEnvironment,
  type BenchResult,
  DATA_FOLDER,
  median,
  simulationOn,
  startProduct,
} from './environment.ts'
import type { Followed } from './follower-process.ts'
import { COMMANDS, type LifeFacts, live, PEOPLE } from './life.ts'
import { copyOf, type PlainLife, readTemplate, type Template, writeLife } from './plain-life.ts'

const WIDTH = 32
const LIVES = Number(process.env.MOTCUA_BENCH_LIVES ?? 192)
const ROUNDS = Number(process.env.MOTCUA_BENCH_ROUNDS ?? 7)
const AT_LEAST = 0.5
/** Enough that every connection has seen every statement a few times. */
const WARMING = LIVES

/** As many rounds' lives at full speed while the figures follow the ledger. */
const FOLLOWED_ROUNDS = 4

/**
 * The whole life of a dossier over HTTP, 32 at once, against the same rows written by prepared statements on 32 connections: same
 * tables, same values, same transactions. In turns, on one database, so that a slow minute of the machine meets both sides; the ratio is
 * the median of the rounds' ratios. Before them the figures' follower runs beside the same lives at full speed: how far it fell behind, and
 * how long it took to catch up when they had ended, is told as `figures…`.
 */
export async function run(environment: BenchEnvironment): Promise<BenchResult> {
  const { server, say } = environment
  await prepareProvince(environment)
  const pool = new pg.Pool({ connectionString: server.appUrl, max: WIDTH })
  // Idle connections are cut off when the bench's own server stops.
  pool.on('error', () => undefined)
  const facts = await factsFor(environment, pool)
  const product = await startProduct(environment, Object.values(PEOPLE))
  try {
    const first: string[] = []
    const lives = (count: number, keep?: string[]) =>
      Array.from({ length: count }, () => async () => {
        const id = await live(product, facts)
        keep?.push(id)
      })
    await atOnce(WIDTH, lives(WARMING, first))
    // Before the plain rows: those are copies and no dossiers to the figures.
    const following = await followed(environment, () => atOnce(WIDTH, lives(LIVES * FOLLOWED_ROUNDS)))
    const templates: Template[] = []
    for (const id of first.slice(0, 8)) templates.push(await readTemplate(pool, id))
    await atOnce(
      WIDTH,
      copies(templates, WARMING).map((life) => () => writeLife(pool, life)),
    )
    const [ours, plain] = [[] as number[], [] as number[]]
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(rate(await atOnce(WIDTH, lives(LIVES))))
      const rows = copies(templates, LIVES)
      plain.push(
        rate(
          await atOnce(
            WIDTH,
            rows.map((life) => () => writeLife(pool, life)),
          ),
        ),
      )
      say(
        `round ${round + 1}: product ${ours.at(-1)?.toFixed(0)} commands/s, plain writes ${plain.at(-1)?.toFixed(0)} commands/s`,
      )
    }
    const [productRate, plainRate] = [median(ours), median(plain)]
    return {
      bench: 'lifecycle',
      ratio: Number(median(ours.map((of, round) => of / (plain[round] ?? Number.NaN))).toFixed(3)),
      limit: AT_LEAST,
      productCommandsPerSecond: Math.round(productRate),
      plainCommandsPerSecond: Math.round(plainRate),
      atOnce: WIDTH,
      commandsPerLife: COMMANDS,
      ...following,
    }
  } finally {
    await product.stop()
    await pool.end()
  }
}

/** Carries out `work` while the figures' follower runs in a process of its own. */
async function followed({ server, say }: BenchEnvironment, work: () => Promise<number>) {
  const child = fork(fileURLToPath(new URL('follower-process.ts', import.meta.url)), [], {
    env: { PATH: process.env.PATH ?? '', DATABASE_URL: server.appUrl },
  })
  const next = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      child.once('message', resolve)
      child.once('error', reject)
      child.once('exit', (code) => reject(new Error(`the follower ended with ${code}`)))
    })
  await next()
  const seconds = await work()
  child.send('stop')
  const told = (await next()) as Followed
  const perSecond = Math.round(told.followed / seconds)
  say(
    `figures: ${told.followed} events at ${perSecond} a second, at most ${told.mostBehind} behind, ${told.behindAtEnd} at the end, caught up in ${told.secondsToCatchUp} s`,
  )
  return {
    figuresEvents: told.followed,
    figuresEventsPerSecond: perSecond,
    figuresMostBehind: told.mostBehind,
    figuresBehindAtEnd: told.behindAtEnd,
    figuresSecondsToCatchUp: told.secondsToCatchUp,
  }
}

function rate(seconds: number): number {
  return (LIVES * COMMANDS) / seconds
}

function copies(templates: readonly Template[], count: number): PlainLife[] {
  return Array.from({ length: count }, (_, index) => copyOf(templates[index % templates.length] as Template))
}

/** The demonstration people and a little history. */
export async function prepareProvince(environment: BenchEnvironment): Promise<void> {
  const request = await simulationOn(environment, environment.server.simulatorUrl, { dossiers: 300 })
  await importProvince(request.db, DATA_FOLDER)
  await makeDemonstration(request)
  await request.db.close()
}

/** What a life needs: the citizen's profile, an agency to ask, and a scan that everybody has sent in. */
export async function factsFor(environment: BenchEnvironment, pool: pg.Pool): Promise<LifeFacts> {
  const db = openDb({ url: environment.server.appUrl, poolSize: 2, applicationName: 'motcua bench' })
  const { keys, db: unused } = await simulationOn(environment, environment.server.appUrl, { dossiers: 1 })
  await unused.close()
  const store = await openFolderStore(`${environment.folder}/files`)
  const page = makeDemoPdf({ title: 'Ban chup', lines: ['minh hoa'] })
  const { hash, size } = await store.put(once(page), { mostBytes: 1_000_000 })
  const users = await pool.query<{ id: UserId; key: string }>(
    'SELECT id, demo_key AS key FROM account_user WHERE demo_key = any($1)',
    [Object.values(PEOPLE)],
  )
  for (const { id } of users.rows) {
    await db.write((tx) => recordUploads(tx, [{ hash, size, mediaType: 'application/pdf', pages: 1 }], id))
  }
  const citizen = users.rows.find((user) => user.key === PEOPLE.citizen)
  const person = await pool.query<{ person_id: PersonId }>('SELECT person_id FROM account_person WHERE user_id = $1', [
    citizen?.id,
  ])
  const personId = person.rows[0]?.person_id as PersonId
  const profile = (await readProfiles(db.read, keys, [personId])).get(personId)
  const asked = await pool.query<{ id: string }>(`SELECT id FROM organisation_agency WHERE slug = 'so-xay-dung'`)
  await db.close()
  if (profile === null || profile === undefined) throw new Error('the demonstration citizen has no profile')
  const opinion = `SELECT state #>> '{opinions,0,id}' AS id FROM casework_dossier WHERE id = $1`
  return {
    applicant: JSON.parse(JSON.stringify(profile)) as object,
    communeCode: '11953',
    opinionAgencyId: asked.rows[0]?.id ?? '',
    scan: { fileHash: hash, mediaType: 'application/pdf', size },
    papers: ['giay-to-dat', 'ban-ve-thiet-ke'],
    opinionOf: async (id) => (await pool.query<{ id: string }>(opinion, [id])).rows[0]?.id ?? '',
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
