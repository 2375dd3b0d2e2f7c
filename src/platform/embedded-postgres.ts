import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { type PostgresUser, postgresUser, spawnPostgres } from './postgres-process.ts'

export interface EmbeddedOptions {
  /** Folder that keeps the cluster, its port and its passwords between starts. */
  folder: string
  /** Extra server settings as `-c name=value` pairs. */
  settings?: Record<string, string>
}

/** The three addresses that lead into the database `motcua` of an embedded server. */
export interface EmbeddedAddresses {
  ownerUrl: string
  appUrl: string
  simulatorUrl: string
  passwords: { app: string; simulator: string }
}

/** A PostgreSQL started by this process. */
export interface EmbeddedServer extends EmbeddedAddresses {
  stop(): Promise<void>
}

interface Secrets {
  port: number
  owner: string
  app: string
  simulator: string
}

/**
 * Starts the PostgreSQL that ships inside the npm package, in `folder`. The first start initialises it (UTF-8, ICU
 * vi-VN). A server left running by a killed process is taken over; a stale lock file is removed.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { folder } = options
  await mkdir(folder, { recursive: true })
  await takeFolder(folder)
  // Run by root, the server works as the system user `postgres`, which must be able to walk into the folder.
  await chmod(folder, 0o755)
  const secrets = await readSecrets(folder)
  const cluster = join(folder, 'cluster')
  const urls = addressesOf(secrets)
  await stopLeftover(cluster)
  const user = await postgresUser()
  if (!existsSync(join(cluster, 'PG_VERSION'))) await initialise(folder, secrets, user)
  const server = await startServer(folder, flagsOf(secrets.port, options.settings ?? {}), user)
  await ensureDatabase(secrets, server)
  return { ...urls, stop: () => stopServer(server) }
}

/** Makes the cluster beside its place and moves it there when it is whole: a start killed meanwhile leaves nothing half-made. */
async function initialise(folder: string, secrets: Secrets, user: PostgresUser | null): Promise<void> {
  const making = join(folder, 'cluster.new')
  const passwordFile = join(folder, 'password.new')
  await rm(making, { recursive: true, force: true })
  await mkdir(making, { mode: 0o700 })
  await writeFile(passwordFile, secrets.owner, { mode: 0o600 })
  if (user !== null) for (const path of [making, passwordFile]) await chown(path, user.uid, user.gid)
  const args = [
    `--pgdata=${resolve(making)}`,
    '--username=postgres',
    `--pwfile=${resolve(passwordFile)}`,
    '--auth=scram-sha-256',
    '--locale-provider=icu',
    '--icu-locale=vi-VN',
    '--encoding=UTF8',
  ]
  try {
    const initdb = await spawnPostgres('initdb', args, { user, folder, stdio: ['ignore', 'ignore', 'pipe'] })
    let told = ''
    initdb.stderr?.on('data', (chunk: Buffer) => {
      told += chunk.toString()
    })
    const code = await new Promise<number | null>((done, failed) => initdb.on('close', done).on('error', failed))
    if (code !== 0) throw new Error(`PostgreSQL could not be initialised (${code}): ${told}`)
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(making, join(folder, 'cluster'))
}

async function startServer(folder: string, flags: string[], user: PostgresUser | null): Promise<ChildProcess> {
  const args = ['-D', resolve(folder, 'cluster'), ...flags]
  const server = await spawnPostgres('postgres', args, { user, folder, stdio: 'ignore' })
  server.unref()
  return server
}

/** SIGINT is PostgreSQL's fast shutdown: sessions are ended, everything committed is kept. */
async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return
  server.kill('SIGINT')
  await waitUntilGone(server.pid)
}

/**
 * The addresses of the server that runs in `folder` now, started by another process; null when none answers. Starts and stops
 * nothing: commands use it beside a running product.
 */
export async function findRunningPostgres(folder: string): Promise<EmbeddedAddresses | null> {
  const text = await readFile(join(folder, 'secrets.json'), 'utf8').catch(() => null)
  if (text === null) return null
  const addresses = addressesOf(JSON.parse(text) as Secrets)
  const client = new pg.Client({ connectionString: addresses.appUrl, connectionTimeoutMillis: 3000 })
  try {
    await client.connect()
    return addresses
  } catch {
    return null
  } finally {
    await client.end().catch(() => undefined)
  }
}

function addressesOf(secrets: Secrets): EmbeddedAddresses {
  return {
    ownerUrl: addressOf('postgres', secrets.owner, secrets.port),
    appUrl: addressOf('motcua_app', secrets.app, secrets.port),
    simulatorUrl: addressOf('motcua_simulator', secrets.simulator, secrets.port),
    passwords: { app: secrets.app, simulator: secrets.simulator },
  }
}

function addressOf(user: string, password: string, port: number): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/motcua`
}

function flagsOf(port: number, settings: Record<string, string>): string[] {
  const all: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    ...settings,
  }
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

async function readSecrets(folder: string): Promise<Secrets> {
  const file = join(folder, 'secrets.json')
  if (existsSync(file)) {
    const kept = JSON.parse(await readFile(file, 'utf8')) as Secrets
    if (await portIsFree(kept.port)) return kept
    if (existsSync(join(folder, 'cluster', 'postmaster.pid'))) return kept
    const moved = { ...kept, port: await freePort() }
    await writeFile(file, JSON.stringify(moved), { mode: 0o600 })
    return moved
  }
  const word = () => randomBytes(18).toString('hex')
  const made = { port: await freePort(), owner: word(), app: word(), simulator: word() }
  await writeFile(file, JSON.stringify(made), { mode: 0o600 })
  return made
}

async function portIsFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

/** Refuses a folder in which another running process keeps its server: two would take it from each other. */
async function takeFolder(folder: string): Promise<void> {
  const file = join(folder, 'owner')
  const owner = await readFile(file, 'utf8').catch(() => '')
  const pid = Number(owner.split(' ')[0])
  if (pid !== process.pid && owner !== '' && owner === (await nameOf(pid))) {
    throw new Error(`process ${pid} already runs in ${resolve(folder)}: stop it first, or choose another MOTCUA_VAR`)
  }
  await writeFile(file, (await nameOf(process.pid)) ?? '')
}

/** A process by its number and the moment it was started, as Linux tells it: numbers are given again. Null elsewhere. */
async function nameOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  // Field 22 of proc(5); the second one, the program's name, may hold blanks.
  return stat === null ? null : `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
}

/** Ends a server that outlived the process which had started it, so that this process owns the one it starts. */
async function stopLeftover(cluster: string): Promise<void> {
  const lock = join(cluster, 'postmaster.pid')
  if (!existsSync(lock)) return
  const pid = Number((await readFile(lock, 'utf8')).split('\n')[0])
  if (Number.isInteger(pid) && pid > 1 && (await isPostgres(pid))) {
    process.kill(pid, 'SIGINT')
    await waitUntilGone(pid)
  }
  if (existsSync(lock)) await rm(lock, { force: true })
}

async function isPostgres(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return command.includes('postgres')
}

async function waitUntilGone(pid: number): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`PostgreSQL (process ${pid}) does not stop`)
}

async function ensureDatabase(secrets: Secrets, server: ChildProcess): Promise<void> {
  const client = await connectWhenReady(secrets, server)
  try {
    const found = await client.query(`SELECT 1 FROM pg_database WHERE datname = 'motcua'`)
    if (found.rowCount === 0) await client.query('CREATE DATABASE motcua')
  } finally {
    await client.end()
  }
}

const MOST_SECONDS_TO_START = 120

async function connectWhenReady(secrets: Secrets, server: ChildProcess): Promise<pg.Client> {
  const until = Date.now() + MOST_SECONDS_TO_START * 1000
  for (;;) {
    const client = new pg.Client(addressOf('postgres', secrets.owner, secrets.port).replace(/motcua$/, 'postgres'))
    try {
      await client.connect()
      return client
    } catch (error) {
      await client.end().catch(() => undefined)
      const ended = server.exitCode !== null || server.signalCode !== null
      if (ended || Date.now() > until) throw new Error('PostgreSQL did not start', { cause: error })
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
