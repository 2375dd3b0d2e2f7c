import type { JobSet } from '../../platform/jobs.ts'
import { mixAll } from './ballot-box.ts'
import type { SurveysContext } from './context.ts'

/** What surveys do beside the requests: each minute the ballots that wait are mixed into the box. */
export function surveyJobs(context: SurveysContext): JobSet {
  return {
    tasks: { surveys_mix_ballots: () => mixAll(context) },
    cron: [{ task: 'surveys_mix_ballots', match: '* * * * *' }],
  }
}
