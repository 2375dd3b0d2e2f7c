import type { JobSet } from '../../platform/jobs.ts'
import { watchSteps } from './alerts/index.ts'
import { followLedger } from './follow-ledger.ts'
import { type OpenDataContext, PUBLISH_TASK, publishExtract } from './open-data/index.ts'
import { takeSnapshots } from './take-snapshots.ts'

/**
 * What the figures do beside the requests: follow the ledger each minute, keep each day's stocks in the night after (UTC+7), publish the
 * open data of a month in the first night after it, or in a later one when that was missed, or as soon as somebody asks; each night look
 * for steps that slowed down.
 */
export function indicatorsJobs(context: OpenDataContext): JobSet {
  return {
    tasks: {
      indicators_follow_ledger: () => followLedger(context),
      indicators_take_snapshots: () => takeSnapshots(context),
      indicators_watch_steps: () => watchSteps(context),
      [PUBLISH_TASK]: (payload) => publishExtract(context, monthOf(payload)),
    },
    cron: [
      { task: 'indicators_follow_ledger', match: '* * * * *' },
      { task: 'indicators_take_snapshots', match: '10 17 * * *' },
      { task: 'indicators_watch_steps', match: '30 17 * * *' },
      { task: PUBLISH_TASK, match: '40 18 * * *' },
    ],
  }
}

/** The month that somebody asked for; undefined for the job of the night. */
function monthOf(payload: unknown): string | undefined {
  const { month } = (payload ?? {}) as { month?: unknown }
  return typeof month === 'string' ? month : undefined
}
