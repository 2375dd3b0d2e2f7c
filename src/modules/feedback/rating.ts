import { DAY_MS } from '../../platform/civil-date.ts'

/**
 * What a rating is asked at: the return of a result, and with each slip that a person is handed before (forms 01, 02 and 03 of
 * TT 03/2025/TT-VPCP: receipt, request for a supplement, refusal).
 */
export const ratingEvents = ['receipt_given', 'supplement_requested', 'intake_refused', 'result_returned'] as const
export type RatingEvent = (typeof ratingEvents)[number]

/**
 * By what a rating came. A `link` was sent to the person, `account`: opened in theirs; whoever holds the paper can use the code of a `slip`,
 * also at the `kiosk`; `desk`: on the tablet of the return desk.
 */
export const ratingWays = ['link', 'account', 'slip', 'kiosk', 'desk'] as const
export type RatingWay = (typeof ratingWays)[number]

/** Whether only the person comes this way. By every other one the officer who was rated may have come. */
export function isOwnWay(way: RatingWay): boolean {
  return way === 'link' || way === 'account'
}

/** Steps of a scale; the highest is the best. */
export type RatingSteps = 3 | 5

/** What one may tick as the reason: about the time, the people, the papers, the money, the place, the pages. */
export const ratingReasons = ['time', 'manner', 'guidance', 'papers', 'money', 'place', 'online'] as const
export type RatingReason = (typeof ratingReasons)[number]

export const LONGEST_TEXT = 2000
/** A rating may be changed this long after it was given. */
const CHANGEABLE_MS = 7 * DAY_MS
/** A link or the code of a slip may be used this long for the first time. */
export const INVITATION_DAYS = 90

/** How a centre asks. */
export interface RatingPlan {
  steps: RatingSteps
  /** Working days a head has for the answer to a low rating. */
  answerDays: number
}

/** Where a centre has said nothing. No text sets a time for answering a rating: three working days are this product's own rule. */
export const DEFAULT_PLAN: RatingPlan = { steps: 5, answerDays: 3 }
export const ANSWER_DAYS = { least: 1, most: 15 } as const

/**
 * So many ratings by paper of what one officer did, within so many minutes from one address, are worth a look. One phone has one slip, or a
 * family's; the machine at the exit serves a whole hall. This product's own numbers.
 */
export const BURST = {
  slip: { ratings: 5, minutes: 15 },
  kiosk: { ratings: 8, minutes: 15 },
} as const satisfies Partial<Record<RatingWay, { ratings: number; minutes: number }>>

export function isLow(score: number, steps: RatingSteps): boolean {
  return score <= (steps === 3 ? 1 : 2)
}

/** Until when a rating may be changed, in epoch milliseconds. */
export function changeableUntil(givenAt: number): number {
  return givenAt + CHANGEABLE_MS
}

/** Whether a score is one of the scale's. */
export function isScore(score: number, steps: RatingSteps): boolean {
  return Number.isInteger(score) && score >= 1 && score <= steps
}

export function isReason(value: string): value is RatingReason {
  return (ratingReasons as readonly string[]).includes(value)
}

/** What was said so far. Instants are epoch milliseconds. */
export interface SaidSoFar {
  givenAt: number
  /** When somebody first spoke by a link of their own; null while only a slip, the kiosk or the desk was used. */
  ownSince: number | null
}

export interface Access {
  way: RatingWay
  /** The link that follows a rating by a slip. */
  followsSlip: boolean
  /** Until when it may be used for the first time. */
  endsAt: number
}

/** Whether what was said is shown to who comes this way: to nobody with the paper or the tablet alone, for that may be the officer who was rated. */
export function maySeeGiven({ way, followsSlip }: Access, said: SaidSoFar): boolean {
  return followsSlip ? said.ownSince === null : isOwnWay(way)
}

/**
 * Until when somebody who comes this way may speak; null when not, or no longer. The paper and the tablets take a first rating only; the
 * person's own link replaces whatever came by them.
 */
export function openUntil(access: Access, said: SaidSoFar | null): number | null {
  if (said === null) return access.followsSlip ? null : access.endsAt
  if (access.followsSlip) return said.ownSince === null ? changeableUntil(said.givenAt) : null
  if (!isOwnWay(access.way)) return null
  return said.ownSince === null
    ? Math.max(access.endsAt, changeableUntil(said.givenAt))
    : changeableUntil(said.ownSince)
}
