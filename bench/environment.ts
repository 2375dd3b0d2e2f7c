import { fork } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DEMO_MASTER_KEY } from '../src/platform/config.ts'
import { type Db, openDb } from '../src/platform/db.ts'
import { type EmbeddedServer, startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts'
import { openFolderStore } from '../src/platform/files/folder-store.ts'
import { ensureRoles, migrate, readMigrations } from '../src/platform/migrate.ts'
import { openKeyring } from '../src/platform/sealing/keyring.ts'
import type { ProvinceRequest } from '../src/simulation/province.ts'

export const DATA_FOLDER = fileURLToPath(new URL('../data/', import.meta.url))

/** What a bench works on: a PostgreSQL of its own with the settings the product has, migrated and empty. */
export interface BenchEnvironment {
  server: EmbeddedServer
  folder: string
  say(line: string): void
}

/** One line of JSON that a bench ends with. `limit` is what the ratio is held against: `atMost` or, when false, at least. */
export interface BenchResult {
  bench: string
  ratio: number
  limit: number
  [figure: string]: unknown
}

/** Runs `work` on a fresh database that is gone afterwards. */
export async function withEnvironment<Result>(
  work: (environment: BenchEnvironment) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-'))
  // The database may work as another system user, which must be able to walk in.
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), settings: { max_connections: '150' } })
  try {
    await ensureRoles(server.ownerUrl, server.passwords)
    await migrate(server.ownerUrl, await readMigrations('migrations'))
    return await work({ server, folder, say: (line) => console.log(line) })
  } catch (error) {
    // Told before the server is taken from under connections still open.
    console.error(error)
    throw error
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** What the simulation needs, on a database of this server. Close `db` when done. */
export async function simulationOn(
  { folder }: BenchEnvironment,
  simulatorUrl: string,
  wanted: { dossiers: number; until?: Date },
): Promise<ProvinceRequest & { db: Db }> {
  return {
    db: openDb({ url: simulatorUrl, poolSize: 4, applicationName: 'motcua bench' }),
    keys: openKeyring(DEMO_MASTER_KEY),
    files: await openFolderStore(join(folder, 'files')),
    dataFolder: DATA_FOLDER,
    seed: 20_261_118,
    until: wanted.until ?? new Date(),
    dossiers: wanted.dossiers,
  }
}

/** The product in a process of its own. */
export interface RunningProduct {
  url: string
  /** A session cookie of each demonstration person asked for, by key. */
  cookies: Record<string, string>
  /** Resident memory of the server process in bytes, after what garbage it has was collected. */
  memory(): Promise<number>
  /** Has the server's process read these pages over and over in the background; none: stops that. */
  read(paths: readonly string[]): Promise<void>
  stop(): Promise<void>
}

/** Starts the product on the environment's database; `keys` are demonstration people who are to be logged in. */
export async function startProduct(environment: BenchEnvironment, keys: readonly string[]): Promise<RunningProduct> {
  const child = fork(fileURLToPath(new URL('server-process.ts', import.meta.url)), [JSON.stringify(keys)], {
    execArgv: ['--expose-gc', ...profiling()],
    env: {
      PATH: process.env.PATH ?? '',
      DATABASE_URL: environment.server.appUrl,
      DATABASE_POOL: process.env.MOTCUA_BENCH_POOL ?? '12',
      ...(process.env.PGOPTIONS === undefined ? {} : { PGOPTIONS: process.env.PGOPTIONS }),
      MOTCUA_VAR: environment.folder,
      MOTCUA_LOG_LEVEL: 'silent',
      MOTCUA_RATE_LIMIT: '999999999',
      NODE_ENV: 'production',
    },
  })
  const next = <Message>(): Promise<Message> =>
    new Promise((resolve, reject) => {
      const ended = (code: number | null): void => reject(new Error(`the server process ended with ${code}`))
      child.once('exit', ended)
      child.once('message', (message) => {
        child.off('exit', ended)
        resolve(message as Message)
      })
    })
  const { url, cookies } = await next<{ url: string; cookies: Record<string, string> }>()
  return {
    url,
    cookies,
    memory() {
      const answer = next<{ rss: number }>()
      child.send('memory')
      return answer.then(({ rss }) => rss)
    },
    async read(paths) {
      const answer = next<{ reading: number }>()
      child.send([...paths])
      await answer
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.send('stop')
      }),
  }
}

/** With MOTCUA_BENCH_PROFILE=FOLDER the server process leaves a CPU profile there. */
function profiling(): string[] {
  const folder = process.env.MOTCUA_BENCH_PROFILE
  return folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`]
}

export function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Carries out all jobs, `width` of them at once; gives the seconds it took. */
export async function atOnce(width: number, jobs: readonly (() => Promise<void>)[]): Promise<number> {
  const begun = performance.now()
  let next = 0
  const worker = async (): Promise<void> => {
    for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) await job()
  }
  await Promise.all(Array.from({ length: width }, worker))
  return (performance.now() - begun) / 1000
}
