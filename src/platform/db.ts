import { createHash } from 'node:crypto'
import { CompiledQuery, Kysely, type Transaction as KyselyTransaction, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DB as Database } from './database.types.ts'
import { Refusal } from './errors.ts'

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

interface Corkable {
  cork(): void
  uncork(): void
}

/**
 * A client that lets PostgreSQL keep the plan of every parametrised statement it has seen, and sends what is asked within one turn of
 * the event loop in one write: BEGIN with the first statement, the last one with COMMIT.
 */
class PreparingClient extends pg.Client {
  #corked = false

  constructor(config?: string | pg.ClientConfig) {
    super(config)
    // A connection that breaks while it is in use fails its queries; as an event without a listener it would end the process.
    this.on('error', () => undefined)
  }

  #gather(): void {
    if (this.#corked) return
    const { stream } = (this as unknown as { connection: { stream: Corkable } }).connection
    this.#corked = true
    stream.cork()
    process.nextTick(() => {
      this.#corked = false
      stream.uncork()
    })
  }

  override query(...args: unknown[]): never {
    this.#gather()
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
    // Statements are sent without waiting for the answers before them: BEGIN goes with the first, COMMIT with the last.
    pipeline: true,
  } as pg.PoolConfig)
  pool.on('error', () => {
    // An idle client lost its server; the pool discards it and the next query connects anew.
  })
  const kysely = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  senders.set(kysely, pool)
  return {
    read: kysely,
    write: (work) => transact(pool, work),
    close: () => kysely.destroy(),
  }
}

type Sender = Pick<pg.Pool, 'query'>

/** Where hand-written SQL of a reader or a transaction is sent: straight to its client. */
const senders = new WeakMap<object, Sender>()
const transactions = new WeakMap<pg.PoolClient, Transaction>()
const lastWrites = new WeakMap<object, Promise<unknown>[]>()

/**
 * A write looks up and writes single rows by key: one plan serves every value. Left to itself PostgreSQL plans a statement over arrays
 * anew each time, which costs as much as carrying it out (measured with pg_stat_statements under `bench/lifecycle`).
 */
const BEGIN = 'BEGIN; SET LOCAL plan_cache_mode = force_generic_plan'

async function transact<Result>(pool: pg.Pool, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const client = await pool.connect()
  const tx = transactionOn(client)
  const pending: Promise<unknown>[] = []
  lastWrites.set(tx, pending)
  let broken: Error | undefined
  try {
    pending.push(quietly(client.query(BEGIN)))
    const result = await work(tx)
    // A write that failed makes COMMIT a rollback on the server; its error is the one to tell.
    pending.push(quietly(client.query('COMMIT')))
    const failed = (await Promise.allSettled(pending)).find((outcome) => outcome.status === 'rejected')
    if (failed !== undefined) throw failed.reason
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure
    })
    throw storableOrRefused(error)
  } finally {
    lastWrites.delete(tx)
    client.release(broken)
  }
}

/** A promise that is awaited later: until then its failure is nobody's. */
function quietly<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined)
  return promise
}

/**
 * The last write of a transaction need not be waited for: it is sent together with the COMMIT, and the transaction fails when it fails.
 * Nothing may be read or decided after it.
 */
export function finishWith(tx: Transaction, lastWrite: Promise<unknown>): void {
  const pending = lastWrites.get(tx)
  if (pending === undefined) throw new Error('no transaction is open')
  pending.push(quietly(lastWrite))
}

/** Kysely bound to one client of the pool, made once a client: every query runs inside its open transaction. */
function transactionOn(client: pg.PoolClient): Transaction {
  const known = transactions.get(client)
  if (known !== undefined) return known
  const onlyClient = {
    connect: async () => ({ query: client.query.bind(client), release: () => undefined }),
    end: async () => undefined,
  }
  const bound = new Kysely<Database>({ dialect: new PostgresDialect({ pool: onlyClient as unknown as pg.Pool }) })
  const tx = bound as unknown as Transaction
  transactions.set(client, tx)
  senders.set(tx, client)
  return tx
}

/**
 * Runs hand-written SQL on a transaction or a reader; values are always parameters. Inside a transaction it is sent at once, in the order of
 * the calls. A text that no column can hold (a NUL, half a character) and an id that is none can only have been sent on purpose:
 * they are refused (`http.bad_request`), no bug.
 */
export async function query<Row>(
  on: Pick<Kysely<Database>, 'executeQuery'>,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const sender = senders.get(on)
  try {
    if (sender !== undefined) return (await sender.query(text, [...values])).rows as Row[]
    return (await on.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows
  } catch (error) {
    throw storableOrRefused(error)
  }
}

function storableOrRefused(error: unknown): unknown {
  return isUnreadable(error) ? new Refusal('http.bad_request', 'invalid') : error
}

/** SQLSTATE 22021 character not in repertoire, 22P05 untranslatable character, 22P02 where it is said of a UUID. */
function isUnreadable(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return false
  return (
    error.code === '22021' || error.code === '22P05' || (error.code === '22P02' && error.routine === 'string_to_uuid')
  )
}
