import { pino } from 'pino'
import { caseworkJobs } from './modules/casework/index.ts'
import {
  digitisationJobs,
  openPageReader,
  type ReadingContext,
  watchScannerFolders,
} from './modules/digitisation/index.ts'
import { feedbackJobs } from './modules/feedback/index.ts'
import { indicatorsJobs } from './modules/indicators/index.ts'
import { moneyJobs } from './modules/money/index.ts'
import { noticeJobs, startNotices } from './modules/notices/index.ts'
import { petitionsJobs } from './modules/petitions/index.ts'
import { queueJobs } from './modules/queue/index.ts'
import { surveyJobs } from './modules/surveys/index.ts'
import { type Parts, surveysOf } from './parts.ts'
import { type JobRunner, type JobSet, startJobs } from './platform/jobs.ts'
import { pruneSessions } from './platform/session/index.ts'

/** Everything the product does beside the requests, module by module. */
function allJobs(parts: Parts, reading: ReadingContext): JobSet {
  const sets: JobSet[] = [
    caseworkJobs(parts.casework),
    moneyJobs(parts.money),
    queueJobs(parts.queue),
    digitisationJobs(reading),
    noticeJobs(parts.notices),
    petitionsJobs(parts.casework, parts.files),
    feedbackJobs(parts.casework),
    indicatorsJobs(parts.indicators),
    surveyJobs(surveysOf(parts)),
    {
      tasks: { session_prune: () => parts.db.write(pruneSessions) },
      cron: [{ task: 'session_prune', match: '17 18 * * *' }],
    },
  ]
  return { tasks: Object.assign({}, ...sets.map((set) => set.tasks)), cron: sets.flatMap((set) => set.cron) }
}

const levels = { error: 'error', warning: 'warn', info: 'debug', debug: 'debug' } as const

/** Starts the background work. `databaseUrl` logs in as the application. */
export async function startWorker(parts: Parts, databaseUrl: string): Promise<JobRunner> {
  const log = pino({ level: parts.config.logLevel, name: 'worker' })
  const reader = openPageReader()
  const onFault = (err: unknown): void => log.error({ err }, 'a page could not be read')
  const runner = await startJobs({
    ...allJobs(parts, { ...parts.digitisation, reader, onFault }),
    url: databaseUrl,
    // Every job that is done is told at `info` by the queue: for us that is detail.
    log: (level, message, meta) => log[levels[level]](meta ?? {}, message),
  })
  const notices = startNotices(parts.notices, (error) => log.error({ err: error }, 'notices could not go on'))
  const { db, files, inspector, config } = parts
  const scanners =
    config.scanFolder === null
      ? null
      : watchScannerFolders({ db, files, inspector, folder: config.scanFolder, mostBytes: config.uploadBytes }, (err) =>
          log.error({ err }, "the scanners' folders could not be read"),
        )
  return {
    async stop() {
      await scanners?.stop()
      // First the reader: a page it is at fails and is read again later, so that stopping does not wait for it.
      await reader.close()
      await notices.stop()
      await runner.stop()
    },
  }
}
