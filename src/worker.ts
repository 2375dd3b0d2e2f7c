import { pino } from 'pino'
import { caseworkJobs } from './modules/casework/index.ts'
import type { Parts } from './parts.ts'
import { type JobRunner, type JobSet, startJobs } from './platform/jobs.ts'
import { pruneSessions } from './platform/session/index.ts'

/** Everything the product does beside the requests, module by module. */
function allJobs(parts: Parts): JobSet {
  const sets: JobSet[] = [
    caseworkJobs(parts.db),
    {
      tasks: { session_prune: () => parts.db.write(pruneSessions) },
      cron: [{ task: 'session_prune', match: '17 18 * * *' }],
    },
  ]
  return { tasks: Object.assign({}, ...sets.map((set) => set.tasks)), cron: sets.flatMap((set) => set.cron) }
}

const levels = { error: 'error', warning: 'warn', info: 'debug', debug: 'debug' } as const

/** Starts the background work. `databaseUrl` logs in as the application. */
export function startWorker(parts: Parts, databaseUrl: string): Promise<JobRunner> {
  const log = pino({ level: parts.config.logLevel, name: 'worker' })
  return startJobs({
    ...allJobs(parts),
    url: databaseUrl,
    // Every job that is done is told at `info` by the queue: for us that is detail.
    log: (level, message, meta) => log[levels[level]](meta ?? {}, message),
  })
}
