import type { JobSet } from '../../platform/jobs.ts'
import { makeCheckpoint } from '../../platform/ledger/index.ts'
import { forgetRegistryAnswers } from '../vault/papers/index.ts'
import type { CaseworkContext } from './context.ts'
import { countLate } from './count-late.ts'
import { foldTally } from './fold-tally.ts'
import { voidExpiredNumbers } from './offline/index.ts'
import { countAvoided } from './papers/count-avoided.ts'
import { keepResults } from './papers/keep-results.ts'
import { returnElectronically } from './return-electronically.ts'

/** What casework does beside the requests, each minute: count what became late, fold the counts, seal the ledger, keep results, return electronic ones. */
export function caseworkJobs(context: CaseworkContext): JobSet {
  const { db } = context
  const every = '* * * * *'
  return {
    tasks: {
      casework_count_late: () => countLate(db),
      casework_fold_tally: () => foldTally(db),
      ledger_checkpoint: () => makeCheckpoint(db),
      casework_keep_results: () => keepResults(context),
      casework_count_avoided: () => countAvoided(context),
      casework_return_electronically: () => returnElectronically(context),
      vault_forget_registry_answers: () => forgetRegistryAnswers(db),
      casework_void_numbers: () => voidExpiredNumbers(db),
    },
    cron: [
      { task: 'casework_count_late', match: every },
      { task: 'casework_fold_tally', match: every },
      { task: 'ledger_checkpoint', match: every },
      { task: 'casework_keep_results', match: every },
      { task: 'casework_count_avoided', match: every },
      { task: 'casework_return_electronically', match: every },
      { task: 'vault_forget_registry_answers', match: '7 * * * *' },
      { task: 'casework_void_numbers', match: '*/10 * * * *' },
    ],
  }
}
