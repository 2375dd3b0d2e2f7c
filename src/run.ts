import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { buildApp } from './app.ts'
import { bounceReport, handOver } from './fakes/bounce-reports.ts'
import { type DemoGateways, startDemoGateways } from './fakes/message-gateways.ts'
import { demoRecords, startPaperRegistry } from './fakes/paper-registry.ts'
import { startPaymentPlatform } from './fakes/payment-platform.ts'
import { openParts } from './parts.ts'
import { type Config, ConfigurationFault } from './platform/config.ts'
import { type EmbeddedServer, startEmbeddedPostgres } from './platform/embedded-postgres.ts'
import { migrateJobs } from './platform/jobs.ts'
import { ensureRoles, migrate, readMigrations } from './platform/migrate.ts'
import { hasDemoAccounts } from './platform/session/index.ts'
import { prepareProvince } from './seed.ts'
import { ensureWebBuilt } from './web/build.ts'
import type { DemoMailbox } from './web/notices/notice-services.ts'
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

async function start(given: Config, stops: (() => Promise<void>)[]): Promise<void> {
  const mailbox = await openMailbox(given, stops)
  const config = mailbox === null ? given : throughMailbox(given, mailbox)
  if (config.role !== 'worker') await ensureWebBuilt(config.web)
  const database = await openDatabase(config, stops)
  const connected = await withRegistry(await withPaymentPlatform(config, stops), stops)
  const parts = await openParts(connected, database.appUrl)
  stops.push(() => parts.close())
  await prepareProvince(parts, { simulatorUrl: database.simulatorUrl, say: (line) => console.log(line) })
  if (!config.demo && (await hasDemoAccounts(parts.db.read))) {
    throw new ConfigurationFault('MOTCUA_MODE: production refuses to start while demonstration accounts can log in')
  }
  if (config.role !== 'worker') {
    const app = await buildApp(parts, {
      web: true,
      ...(mailbox === null ? {} : { demoMailbox: mailboxOf(config, mailbox) }),
    })
    stops.push(() => app.close())
    // Before the background work: an address that is taken is told at once, with nothing to be stopped again.
    await app.listen({ host: config.host, port: config.port })
    welcome(app, config)
  }
  if (config.role === 'web') return
  const worker = await startWorker(parts, database.appUrl)
  stops.push(() => worker.stop())
}

/** Under which this process reaches itself. */
function ownUrl({ host, port }: Config): string {
  return `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`
}

/** In demonstration the simulated payment platform starts with the product: people really pay there in the browser. */
async function withPaymentPlatform(config: Config, stops: (() => Promise<void>)[]): Promise<Config> {
  if (!config.demo || config.paymentUrl !== null) return config
  const own = ownUrl(config)
  const platform = await startPaymentPlatform({
    partner: config.paymentPartner,
    secret: config.paymentSecret,
    callbackUrl: `${own}/api/v1/money/platform-callback`,
    returnUrl: `${config.publicUrl}/thanh-toan/ve`,
  })
  stops.push(() => platform.close())
  return { ...config, paymentUrl: platform.url }
}

/** In demonstration a simulated registry starts with the product. */
async function withRegistry(config: Config, stops: (() => Promise<void>)[]): Promise<Config> {
  if (!config.demo || config.registry !== null) return config
  const registry = await startPaperRegistry(demoRecords)
  stops.push(() => registry.close())
  return { ...config, registry: { url: registry.url, token: '' } }
}

/** In the demonstration, gateways of this machine stand in for those that are not configured. */
async function openMailbox(config: Config, stops: (() => Promise<void>)[]): Promise<DemoGateways | null> {
  if (!config.demo) return null
  const mailbox = await startDemoGateways()
  stops.push(() => mailbox.close())
  return mailbox
}

function throughMailbox(config: Config, { email, sms, zalo }: DemoGateways): Config {
  const { gateways } = config
  return {
    ...config,
    bounceToken: config.bounceToken ?? randomBytes(24).toString('hex'),
    gateways: {
      ...gateways,
      smtpUrl: gateways.smtpUrl ?? email.url,
      bounceAddress: gateways.bounceAddress ?? 'tra-lai@mot-cua.invalid',
      sms: gateways.sms ?? { url: sms.url, token: '' },
      zalo: gateways.zalo ?? { url: zalo.url, token: '' },
    },
  }
}

/** Mail that the demonstration sends back goes the way of a real mail server's: by HTTP, with the password. */
function mailboxOf(config: Config, { email, messages }: DemoGateways): DemoMailbox {
  return {
    messages,
    async sendBack(id) {
      const message = email.received.find((one) => one.id === id)
      if (message === undefined) return
      await handOver({ url: ownUrl(config), password: config.bounceToken ?? '' }, bounceReport(message))
    },
  }
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
