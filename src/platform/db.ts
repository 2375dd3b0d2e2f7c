import { createHash } from 'node:crypto'
import { CompiledQuery, Kysely, PostgresDialect, type Transaction as KyselyTransaction } from 'kysely'
import pg from 'pg'
import type { DB as Database } from './database.types.ts'

export type { Database }
export type Transaction = KyselyTransaction<Database>
export type Reader = Pick<Kysely<Database>, 'selectFrom' | 'with' | 'executeQuery' | 'getExecutor'>

pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is beyond 2^53`)
  return value
})
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, (text) => Number(text))

const MOST_NAMED_STATEMENTS = 500
const statementNames = new Map<string, string>()

function statementName(text: string): string | undefined {
  const known = statementNames.get(text)
  if (known !== undefined) return known
  if (statementNames.size >= MOST_NAMED_STATEMENTS) return undefined
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32)
  statementNames.set(text, name)
  return name
}

/** A client that lets PostgreSQL keep the plan of every parametrised statement it has seen. */
class PreparingClient extends pg.Client {
  override query(...args: unknown[]): never {
    const [text, values] = args
    if (typeof text === 'string' && Array.isArray(values) && values.length > 0) {
      const name = statementName(text)
      if (name !== undefined) {
        return super.query({ name, text, values } as never, ...(args.slice(2) as [])) as never
      }
    }
    return super.query(...(args as [never])) as never
  }
}

export interface DbOptions {
  url: string
  poolSize: number
  applicationName: string
}

/** The database as the application sees it. A use case opens exactly one `write`; everything else only reads. */
export interface Db {
  readonly read: Kysely<Database>
  write<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

export function openDb(options: DbOptions): Db {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    application_name: options.applicationName,
    Client: PreparingClient as unknown as typeof pg.Client,
  } as pg.PoolConfig)
  pool.on('error', () => {
    // An idle client lost its server; the pool discards it and the next query connects anew.
  })
  const kysely = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  return {
    read: kysely,
    write: (work) => kysely.transaction().execute(work),
    close: () => kysely.destroy(),
  }
}

/** Runs hand-written SQL on a transaction or a reader; values are always parameters. */
export async function query<Row>(
  on: Pick<Kysely<Database>, 'executeQuery'>,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const result = await on.executeQuery<Row>(CompiledQuery.raw(text, [...values]))
  return result.rows
}
