import { type QuietHours, ringsAt } from '../delivery.ts'
import type { OfficerKind } from '../kinds.ts'

/**
 * What stands in the account whatever an officer chooses. Reminders: the law counts the working day, not whether a message was read (NĐ
 * 61/2018 Art. 19), and a head answers for what is late. The call for an apology also goes by mail and is not held by quiet hours: it must
 * be made at least one day before the due date (Art. 19.9).
 */
export const unsilencedKinds = [
  'apology_needed',
  'remind_officer',
  'remind_head',
  'remind_leader',
] as const satisfies OfficerKind[]

/** What an officer may also have by mail, or not. */
export const mailableKinds = [
  'digest',
  'remind_officer',
  'remind_head',
  'remind_leader',
] as const satisfies OfficerKind[]
export type MailableKind = (typeof mailableKinds)[number]

/** The digest goes out between these minutes of a working day: later it would tell of a day that is over. */
export const DIGEST_BETWEEN = { from: 5 * 60, to: 17 * 60 } as const
/** Quiet hours lie outside of these minutes, in which offices work: a message about work may not wait for work to be over. */
export const WORKING_BETWEEN = { from: 7 * 60, to: 18 * 60 } as const

export interface OfficerPreference {
  mailKinds: readonly MailableKind[]
  /** Whether there is a digest at all. */
  digest: boolean
  /** Minutes after midnight. */
  digestMinute: number
  quiet: QuietHours | null
}

/** For whoever has not chosen. */
export const DEFAULT_OFFICER_PREFERENCE: OfficerPreference = {
  mailKinds: ['digest'],
  digest: true,
  digestMinute: WORKING_BETWEEN.from,
  quiet: null,
}

/** When a mail of this kind may go to the officer; null: in the account alone. Epoch milliseconds. */
export function mailAt(preference: OfficerPreference, kind: OfficerKind, now: number): number | null {
  if (kind === 'apology_needed') return now
  // An answer that is late is work that is late: it goes by the choice for that.
  const chosenAs = kind === 'rating_late' || kind === 'petition_late' ? 'remind_leader' : kind
  return preference.mailKinds.includes(chosenAs) ? ringsAt(now, preference.quiet) : null
}

/** Whether quiet hours leave the working hours alone. */
export function isOutsideWork({ from, to }: QuietHours): boolean {
  const minutes = from < to ? [[from, to]] : [[from, 1440] as const, [0, to] as const]
  return minutes.every(([begin = 0, end = 0]) => end <= WORKING_BETWEEN.from || begin >= WORKING_BETWEEN.to)
}
