import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { openDirectory } from '../src/modules/casework/index.ts'
import { followLedger, rebuildFigures } from '../src/modules/indicators/index.ts'
import { openDb, query } from '../src/platform/db.ts'
import { sealHorizon } from '../src/platform/ledger/index.ts'
import { addDossiers, importProvince } from '../src/simulation/province.ts'
import { type BenchEnvironment, type BenchResult, DATA_FOLDER, median, simulationOn } from './environment.ts'

const DOSSIERS = Number(process.env.MOTCUA_BENCH_DOSSIERS ?? 50_000)
const ROUNDS = 3
const AT_LEAST = 0.3

/**
 * All facts and counts made anew from the ledger, against reading the same events by a bare `COPY … TO` that throws them away, in turns
 * on one server: the ratio of the two rates (medians) should be 0.3 or more. Beside it, how many events a second the follower takes in
 * on its way through the same ledger, in transactions of its own.
 */
export async function run(environment: BenchEnvironment): Promise<BenchResult> {
  const { server, say } = environment
  const request = await simulationOn(environment, server.simulatorUrl, { dossiers: DOSSIERS })
  await importProvince(request.db, DATA_FOLDER)
  await addDossiers(request)
  await request.db.close()
  const db = openDb({ url: server.appUrl, poolSize: 4, applicationName: 'motcua bench' })
  try {
    await sealHorizon(db)
    await query(db.read, 'ANALYZE ledger_event').catch(() => undefined)
    const directory = openDirectory(db.read)
    const casework = { db, keys: request.keys, directory, onlineFiling: 'here' as const }
    const begun = performance.now()
    const followed = await followLedger({ casework })
    const followedPerSecond = Math.round((followed / (performance.now() - begun)) * 1000)
    say(`followed ${followed} events at ${followedPerSecond} a second`)
    const [bare, rebuilt] = [[] as number[], [] as number[]]
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await timed(() => copyAway(server.appUrl)))
      rebuilt.push(await timed(async () => rebuildFigures(server.appUrl, await directory())))
      say(`bare ${bare.at(-1)?.toFixed(0)} ms, rebuilt ${rebuilt.at(-1)?.toFixed(0)} ms`)
    }
    const rate = (times: readonly number[]) => Math.round((followed / median(times)) * 1000)
    return {
      bench: 'rebuild',
      ratio: Number((median(bare) / median(rebuilt)).toFixed(3)),
      limit: AT_LEAST,
      dossiers: DOSSIERS,
      events: followed,
      copiedPerSecond: rate(bare),
      rebuiltPerSecond: rate(rebuilt),
      followedPerSecond,
    }
  } finally {
    await db.close()
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

async function copyAway(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  await pipeline(client.query(copyTo('COPY ledger_event TO STDOUT')), nowhere)
  await client.end()
}
