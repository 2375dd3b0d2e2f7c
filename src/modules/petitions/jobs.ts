import type { FileStore } from '../../platform/files/file-store.ts'
import type { JobSet } from '../../platform/jobs.ts'
import type { PetitionsContext } from './context.ts'
import { indexWordless } from './desk-words.ts'
import { escalateLate } from './escalate-late.ts'
import { clearHeld } from './held-files.ts'
import { mixOwnLists } from './own-list.ts'

/** What petitions do beside the requests: late ones are told upwards, files that no form came back for are cleared, words
 * from before the search are put in it, own lists are mixed at night. */
export function petitionsJobs(context: PetitionsContext, files: Pick<FileStore, 'remove'>): JobSet {
  return {
    tasks: {
      petitions_escalate: () => escalateLate(context),
      petitions_clear_held: () => clearHeld(context, files),
      petitions_index_words: () => indexWordless(context),
      petitions_mix_own: () => mixOwnLists(context),
    },
    cron: [
      { task: 'petitions_escalate', match: '*/10 * * * *' },
      { task: 'petitions_index_words', match: '*/10 * * * *' },
      { task: 'petitions_clear_held', match: '41 * * * *' },
      { task: 'petitions_mix_own', match: '23 19 * * *' },
    ],
  }
}
