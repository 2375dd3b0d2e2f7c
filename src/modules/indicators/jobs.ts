import type { JobSet } from '../../platform/jobs.ts'
import type { IndicatorsContext } from './context.ts'
import { followLedger } from './follow-ledger.ts'
import { takeSnapshots } from './take-snapshots.ts'

/** What the figures do beside the requests: follow the ledger each minute, keep each day's stocks in the night after (UTC+7). */
export function indicatorsJobs(context: IndicatorsContext): JobSet {
  return {
    tasks: {
      indicators_follow_ledger: () => followLedger(context),
      indicators_take_snapshots: () => takeSnapshots(context),
    },
    cron: [
      { task: 'indicators_follow_ledger', match: '* * * * *' },
      { task: 'indicators_take_snapshots', match: '10 17 * * *' },
    ],
  }
}
