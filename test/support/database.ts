import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { type Db, openDb } from '../../src/platform/db.ts'

export interface TestDatabase {
  /** As the application: role motcua_app. */
  db: Db
  url: string
  /** As the owner (superuser): for tampering and for looking. */
  ownerUrl: string
  /** As the simulator: may set the clock. */
  simulatorUrl: string
  close(): Promise<void>
}

const MIGRATED = 'motcua'

function environment(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`run tests with "npm test -- FILE": ${name} is not set`)
  return value
}

/** A database of this test's own, cloned from the migrated template (`npm test` makes it) or from one of `templateDatabase`. */
export async function testDatabase(template = MIGRATED): Promise<TestDatabase> {
  const ownerTemplate = new URL(environment('MOTCUA_TEST_OWNER_URL'))
  const name = `test_${randomBytes(6).toString('hex')}`
  await asOwner(ownerTemplate, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`)
  const at = (variable: string): string => {
    const url = new URL(environment(variable))
    url.pathname = `/${name}`
    return url.toString()
  }
  const url = at('MOTCUA_TEST_APP_URL')
  const db = openDb({ url, poolSize: 8, applicationName: 'motcua test' })
  return {
    db,
    url,
    ownerUrl: at('MOTCUA_TEST_OWNER_URL'),
    simulatorUrl: at('MOTCUA_TEST_SIMULATOR_URL'),
    close: async () => {
      await db.close()
      await asOwner(ownerTemplate, `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

/**
 * A further template, made once a run by the first file that asks for it: what many files begin with is then copied, not made again. Files that
 * ask at the same time wait for the one that makes it. Gives its name.
 */
export async function templateDatabase(name: string, make: (database: TestDatabase) => Promise<void>): Promise<string> {
  const server = new URL(environment('MOTCUA_TEST_OWNER_URL'))
  server.pathname = '/postgres'
  await withOwner(server.toString(), async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [name])
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name])
    if (rowCount !== 0) return
    const database = await testDatabase()
    await make(database)
    await database.db.close()
    const made = new URL(database.url).pathname.slice(1)
    await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [made])
    await client.query(`ALTER DATABASE ${made} RENAME TO ${name}`)
  })
  return name
}

/** Statements as the superuser on one database, for tests that look behind the application or tamper with it. */
export async function withOwner<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function asOwner(template: URL, statement: string): Promise<void> {
  const url = new URL(template)
  url.pathname = '/postgres'
  for (let tries = 0; ; tries++) {
    try {
      await withOwner(url.toString(), (client) => client.query(statement))
      return
    } catch (error) {
      // 55006: another test file is cloning the template at this very moment.
      if ((error as { code?: string }).code !== '55006' || tries > 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 80))
    }
  }
}
