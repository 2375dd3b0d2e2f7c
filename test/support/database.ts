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

function environment(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`run tests with "npm test -- FILE": ${name} is not set`)
  return value
}

/** A database of this test's own, cloned from the migrated template (`npm test` makes it). */
export async function testDatabase(): Promise<TestDatabase> {
  const ownerTemplate = new URL(environment('MOTCUA_TEST_OWNER_URL'))
  const name = `test_${randomBytes(6).toString('hex')}`
  await asOwner(ownerTemplate, `CREATE DATABASE ${name} TEMPLATE motcua STRATEGY FILE_COPY`)
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
