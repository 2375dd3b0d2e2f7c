import { query } from '../../platform/db.ts'
import { type JobSet, queueJob } from '../../platform/jobs.ts'
import { clearImages, removeLeftovers } from './clean-up.ts'
import type { ReadingContext } from './context.ts'
import { forgetErased } from './forget-scans.ts'
import { readPages } from './read-pages.ts'
import { MOST_ATTEMPTS } from './scan-store.ts'
import { discardUnwanted } from './scanner/inbox.ts'
import { READ_TASK } from './start-scan.ts'

/**
 * Reading of scans, and each minute a look for those that a worker which died has left behind, and for persons who were erased; each hour working
 * pictures and what nobody wanted are cleared away.
 */
export function digitisationJobs(context: ReadingContext): JobSet {
  return {
    tasks: {
      [READ_TASK]: (payload) => readPages(context, payload as { scanId: string }),
      digitisation_resume: () => resumeScans(context),
      digitisation_forget: () => forgetErased(context),
      digitisation_clean_up: async () => {
        await clearImages(context)
        await discardUnwanted(context)
        await removeLeftovers(context)
      },
    },
    cron: [
      { task: 'digitisation_resume', match: '* * * * *' },
      { task: 'digitisation_forget', match: '* * * * *' },
      { task: 'digitisation_clean_up', match: '23 * * * *' },
    ],
  }
}

/** Queues the reading of scans at which nobody has been for some minutes anew; a page that was tried too often has failed. */
export async function resumeScans(context: Pick<ReadingContext, 'db'>, quietFor = '7 minutes'): Promise<number> {
  return context.db.write(async (tx) => {
    await query(
      tx,
      `UPDATE digitisation_page SET state = 'failed', reason = 'reader_failed', leased_until = NULL
       WHERE state = 'reading' AND leased_until < now() AND attempts >= $1`,
      [MOST_ATTEMPTS],
    )
    const left = await query<{ id: string }>(
      tx,
      `UPDATE digitisation_scan SET changed_at = platform_now()
       WHERE id IN (SELECT id FROM digitisation_scan
         WHERE state IN ('queued', 'reading') AND changed_at < platform_now() - $1::interval
         ORDER BY changed_at LIMIT 100 FOR UPDATE SKIP LOCKED)
       RETURNING id`,
      [quietFor],
    )
    for (const { id } of left) await queueJob(tx, READ_TASK, { scanId: id })
    return left.length
  })
}
