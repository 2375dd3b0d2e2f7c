import { DAY_MS } from '../../platform/civil-date.ts'

/** What a rating is asked at. */
export const ratingEvents = ['result_returned'] as const
export type RatingEvent = (typeof ratingEvents)[number]

/** Steps of a scale; the highest is the best. */
export type RatingSteps = 3 | 5

/** What one may tick as the reason: about the time, the people, the papers, the money, the place, the pages. */
export const ratingReasons = ['time', 'manner', 'guidance', 'papers', 'money', 'place', 'online'] as const
export type RatingReason = (typeof ratingReasons)[number]

export const LONGEST_TEXT = 2000
/** A rating may be changed this long after it was given. */
const CHANGEABLE_MS = 7 * DAY_MS
/** A link may be used this long for the first time. */
export const INVITATION_DAYS = 90

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
