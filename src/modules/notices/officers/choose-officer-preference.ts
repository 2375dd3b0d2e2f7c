import { type OfficerActor, officerEmails } from '../../organisation/index.ts'
import { minuteOf } from '../clock-text.ts'
import { type NoticesContext, offeredChannels } from '../context.ts'
import { refusals } from '../errors.ts'
import type { OfficerPreferenceView } from '../view-types.ts'
import {
  DEFAULT_OFFICER_PREFERENCE,
  DIGEST_BETWEEN,
  isOutsideWork,
  type MailableKind,
  mailableKinds,
} from './officer-preference.ts'
import { readOfficerPreferences, writeOfficerPreference } from './officer-preference-store.ts'

/** What an officer has chosen, and whether mail reaches them. */
export async function getOfficerPreference(
  context: NoticesContext,
  { officerId }: OfficerActor,
): Promise<OfficerPreferenceView> {
  const { read } = context.db
  const preference = (await readOfficerPreferences(read, [officerId])).get(officerId) ?? DEFAULT_OFFICER_PREFERENCE
  return {
    ...preference,
    email: (await officerEmails(read, [officerId])).get(officerId) ?? null,
    hasMail: offeredChannels(context).includes('email'),
  }
}

export interface ChosenOfficerPreference {
  mailKinds: readonly string[]
  digest: boolean
  digestAt: string
  quiet: { from: string; to: string } | null
}

/**
 * Keeps how an officer wants to be told, from the next notice on; only ever their own. Refuses at its field what may not be chosen:
 * `notices.kind_always_told`, `notices.digest_time_wrong`, `notices.quiet_hours_wrong`, `notices.quiet_in_working_hours`.
 */
export async function chooseOfficerPreference(
  { db }: NoticesContext,
  { officerId }: OfficerActor,
  chosen: ChosenOfficerPreference,
): Promise<void> {
  const { mailKinds } = chosen
  if (!mailKinds.every((kind): kind is MailableKind => mailableKinds.includes(kind as MailableKind))) {
    throw refusals.kind_always_told({}, [{ path: 'mailKinds', code: 'notices.kind_always_told' }])
  }
  const digestMinute = minuteOf(chosen.digestAt, { path: 'digestAt', refuse: 'digest_time_wrong' })
  if (digestMinute < DIGEST_BETWEEN.from || digestMinute > DIGEST_BETWEEN.to) {
    throw refusals.digest_time_wrong({}, [{ path: 'digestAt', code: 'notices.digest_time_wrong' }])
  }
  const quiet =
    chosen.quiet === null
      ? null
      : { from: minuteOf(chosen.quiet.from, { path: 'quietFrom' }), to: minuteOf(chosen.quiet.to, { path: 'quietTo' }) }
  if (quiet !== null && !isOutsideWork(quiet)) {
    throw refusals.quiet_in_working_hours({}, [{ path: 'quietFrom', code: 'notices.quiet_in_working_hours' }])
  }
  const preference = { mailKinds: [...new Set(mailKinds)], digest: chosen.digest, digestMinute, quiet }
  await db.write((tx) => writeOfficerPreference(tx, officerId, preference))
}
