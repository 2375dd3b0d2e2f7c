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
import { openKept } from './kept.ts'

const DOSSIERS = Number(process.env.MOTCUA_BENCH_DOSSIERS ?? 50_000)
const ROUNDS = 3
const AT_LEAST = 0.3

/**
 * All facts and counts made anew from the ledger, against reading the same events by a bare `COPY … TO` that throws them away, in turns
 * on one server: the ratio of the two rates (medians) should be 0.3 or more. Beside it, how many events a second the follower takes in
 * on its way through the same ledger, in transactions of its own; not asked of a province that was kept (MOTCUA_BENCH_VAR).
 */
export async function run(environment: BenchEnvironment): Promise<BenchResult> {
  const { say } = environment
  const kept = await openKept(say)
  const { appUrl } = kept ?? environment.server
  const followed = kept === null ? await makeAndFollow(environment) : null
  const db = openDb({ url: appUrl, poolSize: 4, applicationName: 'motcua bench' })
  try {
    const directory = openDirectory(db.read)
    const [bare, rebuilt] = [[] as number[], [] as number[]]
    let made = { events: 0, dossiers: 0 }
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await timed(() => copyAway(appUrl)))
      rebuilt.push(
        await timed(async () => {
          made = await rebuildFigures(appUrl, await directory())
        }),
      )
      say(`bare ${bare.at(-1)?.toFixed(0)} ms, rebuilt ${rebuilt.at(-1)?.toFixed(0)} ms`)
    }
    const rate = (times: readonly number[]) => Math.round((made.events / median(times)) * 1000)
    return {
      bench: 'rebuild',
      ratio: Number((median(bare) / median(rebuilt)).toFixed(3)),
      limit: AT_LEAST,
      ...made,
      copiedPerSecond: rate(bare),
      rebuiltPerSecond: rate(rebuilt),
      ...(followed === null ? {} : { followedPerSecond: followed }),
    }
  } finally {
    await db.close()
    await kept?.stop()
  }
}

/** Simulates a province and follows its ledger; gives how many events a second. */
async function makeAndFollow(environment: BenchEnvironment): Promise<number> {
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
    const perSecond = Math.round((followed / (performance.now() - begun)) * 1000)
    say(`followed ${followed} events at ${perSecond} a second`)
    return perSecond
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
