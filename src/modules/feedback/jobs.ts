import type { Db } from '../../platform/db.ts'
import type { JobSet } from '../../platform/jobs.ts'
import { forgetTraces } from './trace-paper.ts'
import { forgetWrongCodes } from './wrong-codes.ts'

/** What feedback does beside the requests: forgets wrong codes and from where ratings came. */
export function feedbackJobs({ db }: { db: Db }): JobSet {
  return {
    tasks: {
      feedback_forget: () =>
        db.write(async (tx) => {
          await forgetWrongCodes(tx)
          await forgetTraces(tx)
        }),
    },
    cron: [{ task: 'feedback_forget', match: '7 * * * *' }],
  }
}
