import type { JobSet } from '../../platform/jobs.ts'
import { askUnpaid } from './ask-unpaid.ts'
import type { MoneyContext } from './context.ts'
import { followLedger } from './follow-ledger.ts'
import { postOfflineCash } from './post-offline-cash.ts'

/** What money does beside the requests, each minute: assess what was accepted, ask what became of online payments, post offline cash. */
export function moneyJobs(context: MoneyContext): JobSet {
  const every = '* * * * *'
  return {
    tasks: {
      money_follow_ledger: () => followLedger(context),
      money_ask_unpaid: () => askUnpaid(context),
      money_post_offline_cash: () => postOfflineCash(context),
    },
    cron: [
      { task: 'money_follow_ledger', match: every },
      { task: 'money_ask_unpaid', match: every },
      { task: 'money_post_offline_cash', match: every },
    ],
  }
}
