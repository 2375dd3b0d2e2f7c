import { setTimeout as pause } from 'node:timers/promises'
import { Logger, parseCronItems, type Runner, run, runMigrations, type TaskList } from 'graphile-worker'
import pg from 'pg'
import { query, type Transaction } from './db.ts'

/** Work beside the requests: tasks by name, and when some of them run by themselves. */
export interface JobSet {
  tasks: Readonly<Record<string, (payload: unknown) => Promise<unknown>>>
  /** `match` as in cron, in UTC: `* * * * *` is each minute. */
  cron: readonly { task: string; match: string }[]
}

export interface JobsOptions extends JobSet {
  /** As the application. The runner keeps a small pool of its own, so that jobs never take connections from requests. */
  url: string
  /** Jobs at once; 2 by default. */
  concurrency?: number
  log?(level: 'error' | 'warning' | 'info' | 'debug', message: string, meta?: Record<string, unknown>): void
}

export interface JobRunner {
  /** Takes no new job, waits for those at work, closes the connections. */
  stop(): Promise<void>
}

const SCHEMA = 'graphile_worker'
const LONGEST_PAUSE_MS = 30_000

/** The tables belong to the owner and have row security on: the application's role is let in, and to its functions. */
const GRANTS = `
  GRANT USAGE ON SCHEMA ${SCHEMA} TO motcua_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${SCHEMA} TO motcua_app;
  GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${SCHEMA} TO motcua_app;
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${SCHEMA} TO motcua_app;
  DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT relname FROM pg_class WHERE relnamespace = '${SCHEMA}'::regnamespace AND relrowsecurity LOOP
      EXECUTE format('DROP POLICY IF EXISTS motcua_app ON ${SCHEMA}.%I', name);
      EXECUTE format('CREATE POLICY motcua_app ON ${SCHEMA}.%I TO motcua_app USING (true) WITH CHECK (true)', name);
    END LOOP;
  END $$`

/** Makes or updates the tables of the queue, as the owner; run it at start after the migrations. Safe to repeat. */
export async function migrateJobs(ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, schema: SCHEMA, logger: new Logger(() => () => undefined) })
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'motcua jobs migrate' })
  await client.connect()
  try {
    await client.query(GRANTS)
  } finally {
    await client.end()
  }
}

/** Queues a job in the transaction of the fact it follows from: both stand, or neither. */
export async function queueJob(tx: Transaction, task: string, payload: object = {}): Promise<void> {
  await query(tx, `SELECT FROM ${SCHEMA}.add_job($1::text, payload => $2::json)`, [task, JSON.stringify(payload)])
}

/** Starts the worker. When the database goes away it tries again, with growing pauses, until it is stopped. */
export async function startJobs(options: JobsOptions): Promise<JobRunner> {
  const stopping = new AbortController()
  let runner = await startRunner(options)
  const supervised = (async () => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      const error = await runner.promise.then(
        () => null,
        (cause: unknown) => cause,
      )
      if (stopping.signal.aborted) return
      options.log?.('error', 'the job runner ended', { error: String(error) })
      failures = await restart(failures)
    }
  })()

  async function restart(before: number): Promise<number> {
    for (let failures = before; !stopping.signal.aborted; failures++) {
      await pause(Math.min(LONGEST_PAUSE_MS, 250 * 2 ** failures), undefined, { signal: stopping.signal }).catch(
        () => undefined,
      )
      if (stopping.signal.aborted) return failures
      const started = await startRunner(options).catch(() => null)
      if (started === null) continue
      runner = started
      return 0
    }
    return before
  }

  return {
    async stop() {
      stopping.abort()
      await runner.stop().catch(() => undefined)
      await supervised
    },
  }
}

function startRunner(options: JobsOptions): Promise<Runner> {
  const concurrency = options.concurrency ?? 2
  return run({
    connectionString: options.url,
    schema: SCHEMA,
    concurrency,
    maxPoolSize: concurrency + 2,
    noHandleSignals: true,
    taskList: taskListOf(options),
    parsedCronItems: parseCronItems(
      // A run that failed is not repeated: the next minute does its work too.
      options.cron.map(({ task, match }) => ({
        task,
        match,
        options: { jobKey: task, maxAttempts: 1, backfillPeriod: 0 },
      })),
    ),
    logger: new Logger((scope) => (level, message, meta) => options.log?.(level, message, { ...scope, ...meta })),
  })
}

function taskListOf({ tasks }: JobSet): TaskList {
  const entries = Object.entries(tasks).map(([name, work]) => {
    const task = async (payload: unknown): Promise<void> => {
      await work(payload)
    }
    return [name, task] as const
  })
  return Object.fromEntries(entries)
}
