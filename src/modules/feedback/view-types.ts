import type { AgencyId, DossierId } from '../../platform/ids.ts'
import type { OfficialText } from '../catalogue/schemas.ts'
import type { RatingReason, RatingSteps } from './rating.ts'

/** What the page behind a rating's link shows: nothing that tells who was served, for the link may be open on a counter's tablet. */
export interface RatingPage {
  agencyName: string
  procedureName: OfficialText
  returnedAt: number | null
  steps: RatingSteps
  /** What was said last; null when nothing yet. */
  given: { score: number; reasons: RatingReason[]; text: string | null; at: number } | null
  /** Until when it may be given or changed. */
  openUntil: number
  isOpen: boolean
  /** On a counter's tablet: then nothing of what was given is shown, and it cannot be changed there. */
  atDesk: boolean
  /** The head's answer to a low rating. */
  answer: { text: string | null; at: number } | null
}

/** A rating as whoever gave it sees it in their account. */
export interface OwnRating {
  ratingId: string
  dossierId: DossierId
  agencyName: string
  procedureName: OfficialText | null
  givenAt: number
  steps: RatingSteps
  score: number
  reasons: RatingReason[]
  text: string | null
  /** The head's answer; null while there is none. `text` null when erased. */
  answer: { text: string | null; at: number } | null
}

/** A low rating as the head of the agency sees it: not who, not which dossier. */
export interface LowRating {
  ratingId: string
  agencyId: AgencyId
  agencyName: string
  procedureName: OfficialText | null
  /** The day it was given, without the hour. */
  givenOn: string
  steps: RatingSteps
  score: number
  reasons: RatingReason[]
  text: string | null
}

/** Ratings of an agency in a month. */
export interface RatingCount {
  agencyId: AgencyId
  agencyName: string
  /** `YYYY-MM`. */
  month: string
  ratings: number
  scoreSum: number
  steps: RatingSteps
  low: number
}

/** Ratings of a period, by what was said last. */
export interface RatingSums {
  ratings: number
  low: number
  /** Of the two best steps of five, or the best of three. */
  satisfied: number
  /** Whether anybody had rated anything anywhere by the end of the period: before that nothing is known, which is not 0. */
  hasBegun: boolean
}
