import type { JobSet } from '../../platform/jobs.ts'
import type { NoticesContext } from './context.ts'
import { remindOfficers } from './officers/remind-officers.ts'
import { sendDigests } from './officers/send-digests.ts'
import { tellLatePetitions } from './officers/tell-late-petitions.ts'
import { tellLateRatings } from './officers/tell-late-ratings.ts'

/** What officers are told by the clock: the ladder every five minutes, the digest once a working day from the time each chose, low ratings not answered in time and petitions told upwards. */
export function noticeJobs(context: NoticesContext): JobSet {
  return {
    tasks: {
      notices_remind: () => remindOfficers(context),
      notices_digest: () => sendDigests(context),
      notices_late_ratings: () => tellLateRatings(context),
      notices_late_petitions: () => tellLatePetitions(context),
    },
    cron: [
      { task: 'notices_remind', match: '*/5 * * * *' },
      { task: 'notices_digest', match: '*/10 * * * *' },
      { task: 'notices_late_ratings', match: '*/10 * * * *' },
      { task: 'notices_late_petitions', match: '*/10 * * * *' },
    ],
  }
}
