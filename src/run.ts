import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { buildApp } from './app.ts'
import { openParts } from './parts.ts'
import { type Config, ConfigurationFault } from './platform/config.ts'
import { type EmbeddedServer, startEmbeddedPostgres } from './platform/embedded-postgres.ts'
import { migrateJobs } from './platform/jobs.ts'
import { ensureRoles, migrate, readMigrations } from './platform/migrate.ts'
import { hasDemoAccounts } from './platform/session/index.ts'
import { prepareProvince } from './seed.ts'
import { ensureWebBuilt } from './web/build.ts'
import { startWorker } from './worker.ts'

/** A stop asked for while the product is starting or running is carried out once, in order: server, worker, parts, database. */
export async function run(config: Config): Promise<void> {
  const stops: (() => Promise<void>)[] = []
  const stopAll = once(async () => {
    for (const stop of stops.reverse()) await stop()
  })
  const stopped = new Promise<void>((resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => stopAll().then(resolve, reject))
    }
  })
  try {
    await start(config, stops)
  } catch (error) {
    await stopAll()
    throw error
  }
  await stopped
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => {
    running ??= work()
    return running
  }
}

async function start(config: Config, stops: (() => Promise<void>)[]): Promise<void> {
  if (config.role !== 'worker') await ensureWebBuilt(config.web)
  const database = await openDatabase(config, stops)
  const parts = await openParts(config, database.appUrl)
  stops.push(() => parts.close())
  await prepareProvince(parts, { simulatorUrl: database.simulatorUrl, say: (line) => console.log(line) })
  if (!config.demo && (await hasDemoAccounts(parts.db.read))) {
    throw new ConfigurationFault('MOTCUA_MODE: production refuses to start while demonstration accounts can log in')
  }
  const worker = config.role === 'web' ? null : await startWorker(parts, database.appUrl)
  if (worker !== null) stops.push(() => worker.stop())
  if (config.role === 'worker') return
  const app = await buildApp(parts, { web: true })
  stops.push(() => app.close())
  await app.listen({ host: config.host, port: config.port })
  welcome(app, config)
}

interface OpenedDatabase {
  appUrl: string
  /** Null where no simulated history may be made. */
  simulatorUrl: string | null
}

async function openDatabase(config: Config, stops: (() => Promise<void>)[]): Promise<OpenedDatabase> {
  const migrations = await readMigrations('migrations')
  if (config.databaseUrl !== null) {
    if (config.databaseOwnerUrl !== null) {
      await migrate(config.databaseOwnerUrl, migrations)
      await migrateJobs(config.databaseOwnerUrl)
    }
    return { appUrl: config.databaseUrl, simulatorUrl: null }
  }
  const server: EmbeddedServer = await startEmbeddedPostgres({ folder: join(config.varFolder, 'postgres') })
  stops.push(() => server.stop())
  await ensureRoles(server.ownerUrl, server.passwords)
  const fresh = await migrate(server.ownerUrl, migrations)
  await migrateJobs(server.ownerUrl)
  if (fresh.length > 0) console.log(`Cơ sở dữ liệu: ${fresh.length} bước nâng cấp / migrations applied`)
  return { appUrl: server.appUrl, simulatorUrl: config.demo ? server.simulatorUrl : null }
}

function welcome(app: FastifyInstance, config: Config): void {
  const address = app.server.address()
  const at = typeof address === 'object' && address !== null ? `${address.address}:${address.port}` : ''
  const lines = [
    '',
    `Một Cửa đang chạy / is running: ${config.publicUrl}  (${at})`,
    ...(config.demo
      ? [
          `  Đăng nhập thử bằng một lần bấm / one-click demonstration logins: ${config.publicUrl}/dang-nhap`,
          `  Thủ tục / procedures: ${config.publicUrl}/thu-tuc   API: ${config.publicUrl}/api`,
        ]
      : []),
    '  Ctrl+C để dừng / to stop',
    '',
  ]
  console.log(lines.join('\n'))
}
