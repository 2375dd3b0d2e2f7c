import type { JobSet } from '../../platform/jobs.ts'
import type { PetitionsContext } from './context.ts'
import { escalateLate } from './escalate-late.ts'

/** What petitions do beside the requests: late ones are told upwards every ten minutes. */
export function petitionsJobs(context: PetitionsContext): JobSet {
  return {
    tasks: { petitions_escalate: () => escalateLate(context) },
    cron: [{ task: 'petitions_escalate', match: '*/10 * * * *' }],
  }
}
