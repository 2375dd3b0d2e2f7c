import type { JobSet } from '../../platform/jobs.ts'
import type { QueueContext } from './context.ts'
import { endPastDays, forgetBookings, markMissed } from './end-day.ts'
import { applyDuePlans } from './put-plan-in-force.ts'

/** What the queue does beside the requests. */
export function queueJobs(context: Pick<QueueContext, 'db'>): JobSet {
  return {
    tasks: {
      queue_apply_plans: () => applyDuePlans(context),
      queue_mark_missed: () => markMissed(context),
      queue_end_past_days: () => endPastDays(context),
      queue_forget_bookings: () => forgetBookings(context),
    },
    cron: [
      { task: 'queue_apply_plans', match: '* * * * *' },
      { task: 'queue_mark_missed', match: '* * * * *' },
      { task: 'queue_end_past_days', match: '7 * * * *' },
      { task: 'queue_forget_bookings', match: '23 * * * *' },
    ],
  }
}
