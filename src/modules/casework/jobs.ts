import type { Db } from '../../platform/db.ts'
import type { JobSet } from '../../platform/jobs.ts'
import { makeCheckpoint } from '../../platform/ledger/index.ts'
import { countLate } from './count-late.ts'
import { foldTally } from './fold-tally.ts'

/** What casework does beside the requests, each minute: count what became late, fold the counts, seal the ledger. */
export function caseworkJobs(db: Db): JobSet {
  const every = '* * * * *'
  return {
    tasks: {
      casework_count_late: () => countLate(db),
      casework_fold_tally: () => foldTally(db),
      ledger_checkpoint: () => makeCheckpoint(db),
    },
    cron: [
      { task: 'casework_count_late', match: every },
      { task: 'casework_fold_tally', match: every },
      { task: 'ledger_checkpoint', match: every },
    ],
  }
}
