import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

const MIGRATION_LOCK = 7_201_102
const FILE_NAME = /^\d{4}-\d{2}-\d{2}-\d{4}-[a-z0-9-]+\.sql$/

export interface Migration {
  name: string
  sql: string
  sha256: string
}

/** The migrations of a folder in the order of their names. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      if (!FILE_NAME.test(name)) throw new Error(`migration ${name}: the name must be date-time-module-what.sql`)
      const sql = await readFile(join(folder, name), 'utf8')
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/**
 * Brings a database up to the given migrations, each in its own transaction, under one advisory lock so that two starts
 * at once do it once. A migration that was applied with other text is an error: migrations only go forward.
 */
export async function migrate(ownerUrl: string, migrations: readonly Migration[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'motcua migrate' })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    await client.query(
      `CREATE TABLE IF NOT EXISTS platform_migration (
         name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`,
    )
    await client.query('GRANT SELECT ON platform_migration TO motcua_app')
    const applied = await client.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM platform_migration')
    const known = new Map(applied.rows.map((row) => [row.name, row.sha256]))
    const fresh: string[] = []
    for (const migration of migrations) {
      const before = known.get(migration.name)
      if (before === migration.sha256) continue
      if (before !== undefined) throw new Error(`migration ${migration.name} was changed after it had been applied`)
      await applyOne(client, migration)
      fresh.push(migration.name)
    }
    return fresh
  } finally {
    await client.end()
  }
}

async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(migration.sql)
    await client.query('INSERT INTO platform_migration (name, sha256) VALUES ($1, $2)', [
      migration.name,
      migration.sha256,
    ])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw new Error(`migration ${migration.name} failed: ${(error as Error).message}`, { cause: error })
  }
}

export interface RolePasswords {
  app: string
  simulator: string | null
}

/**
 * Makes the login roles, or sets their passwords: `motcua_app` (the application) and `motcua_simulator` (may set the
 * simulated clock; a null password takes its login away).
 */
export async function ensureRoles(ownerUrl: string, passwords: RolePasswords): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'motcua roles' })
  await client.connect()
  try {
    const roles = await client.query<{ rolname: string }>(
      `SELECT rolname FROM pg_roles WHERE rolname IN ('motcua_app', 'motcua_simulator')`,
    )
    const have = new Set(roles.rows.map((row) => row.rolname))
    if (!have.has('motcua_app')) await client.query('CREATE ROLE motcua_app')
    if (!have.has('motcua_simulator')) await client.query('CREATE ROLE motcua_simulator IN ROLE motcua_app')
    await client.query(`ALTER ROLE motcua_app LOGIN PASSWORD ${client.escapeLiteral(passwords.app)}`)
    await client.query(
      passwords.simulator === null
        ? 'ALTER ROLE motcua_simulator NOLOGIN PASSWORD NULL'
        : `ALTER ROLE motcua_simulator LOGIN PASSWORD ${client.escapeLiteral(passwords.simulator)}`,
    )
  } finally {
    await client.end()
  }
}
