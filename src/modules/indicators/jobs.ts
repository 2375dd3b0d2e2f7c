import type { JobSet } from '../../platform/jobs.ts'
import { watchSteps } from './alerts/index.ts'
import { followLedger } from './follow-ledger.ts'
import { type OpenDataContext, publishExtract } from './open-data/index.ts'
import { takeSnapshots } from './take-snapshots.ts'

/**
 * What the figures do beside the requests: follow the ledger each minute, keep each day's stocks in the night after (UTC+7), publish the
 * open data of a month in the first night after it, or in a later one when that was missed; each night look for steps that slowed down.
 */
export function indicatorsJobs(context: OpenDataContext): JobSet {
  return {
    tasks: {
      indicators_follow_ledger: () => followLedger(context),
      indicators_take_snapshots: () => takeSnapshots(context),
      indicators_watch_steps: () => watchSteps(context),
      indicators_publish_extract: () => publishExtract(context),
    },
    cron: [
      { task: 'indicators_follow_ledger', match: '* * * * *' },
      { task: 'indicators_take_snapshots', match: '10 17 * * *' },
      { task: 'indicators_watch_steps', match: '30 17 * * *' },
      { task: 'indicators_publish_extract', match: '40 18 * * *' },
    ],
  }
}
