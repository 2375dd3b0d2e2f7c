import type { JobSet } from '../../platform/jobs.ts'
import { mixAll } from './ballot-box.ts'
import { sendInvitations } from './invite.ts'
import type { InvitingContext } from './ports.ts'

/** What surveys do beside the requests: each minute the ballots that wait are mixed into the box, and who waits to be invited is told. */
export function surveyJobs(context: InvitingContext): JobSet {
  return {
    tasks: {
      surveys_mix_ballots: () => mixAll(context),
      surveys_send_invitations: () => sendInvitations(context),
    },
    cron: [
      { task: 'surveys_mix_ballots', match: '* * * * *' },
      { task: 'surveys_send_invitations', match: '* * * * *' },
    ],
  }
}
