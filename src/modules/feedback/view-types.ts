import type { AgencyId, DossierId } from '../../platform/ids.ts'
import type { DueView } from '../casework/views/view-types.ts'
import type { OfficialText } from '../catalogue/schemas.ts'
import type { RatingEvent, RatingPlan, RatingReason, RatingSteps } from './rating.ts'
import type { RatingGroup, SatisfactionBy, ShownGroups, ToldWays } from './satisfaction.ts'

/** What the page behind a rating's link shows: nothing that tells who was served, for the link may be open on a counter's tablet. */
export interface RatingPage {
  event: RatingEvent
  agencyName: string
  procedureName: OfficialText
  steps: RatingSteps
  /** What was said last; null when nothing yet. */
  given: {
    score: number
    reasons: RatingReason[]
    text: string | null
    at: number
    /** By the paper or a tablet, while this is the person's own link: it may have been somebody else. */
    byPaper: boolean
  } | null
  /** Until when it may be given or changed. */
  openUntil: number
  isOpen: boolean
  /** Whether what was given is shown here: not on a tablet, and not to whoever merely holds the paper. */
  isShown: boolean
  /** The head's answer to a low rating. */
  answer: { text: string | null; at: number } | null
}

/** A rating as whoever gave it sees it in their account. */
export interface OwnRating {
  ratingId: string
  event: RatingEvent
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

/** Something that happened to a citizen's dossier, to be rated. */
export interface OwnOccasion {
  event: RatingEvent
  /** Epoch milliseconds. */
  at: number
  agencyName: string
  /** Of the link that the page's QR code leads to; null for who is not the one that was asked. */
  token: string | null
  /** What a sheet that one prints carries: whoever holds it rates once. */
  slip: { token: string; code: string }
  isGiven: boolean
}

/** A low rating as the head of the agency sees it: not who, not which dossier. */
export interface LowRating {
  ratingId: string
  event: RatingEvent
  /** Whose head answers. */
  agencyId: AgencyId
  answerName: string
  /** Of an agency below, whose head is late: it has come to the leader above. */
  isFromBelow: boolean
  /** Who was rated. */
  agencyName: string
  /** Null for those opened before clocks were kept. */
  due: DueView | null
  procedureName: OfficialText | null
  /** The day it was given, without the hour. */
  givenOn: string
  steps: RatingSteps
  score: number
  reasons: RatingReason[]
  text: string | null
}

/** Ratings of a period, by what was said last. */
export interface RatingSums {
  ratings: number
  low: number
  /** Dossiers with a low one at any event: each once (QĐ 766 5.4 counts dossiers). */
  dislikedDossiers: number
  /** Of the two best steps of five, or the best of three. */
  satisfied: number
  /** Whether anybody had rated anything anywhere by the end of the period: before that nothing is known, which is not 0. */
  hasBegun: boolean
}

/** How a centre asks, for who arranges it. */
export interface CentrePlan extends RatingPlan {
  slug: string
  name: string
  /** 0: nobody has changed the product's default. */
  version: number
}

export interface SatisfactionLine extends RatingGroup {
  /** Null where the key speaks for itself: an event, a month. */
  name: OfficialText | null
}

/** How content people were, by agency, centre, procedure, event or month. */
export interface Satisfaction {
  by: SatisfactionBy
  lines: SatisfactionLine[]
  rest: ShownGroups['rest']
}

/** By what ratings came, for heads. */
export interface RatingWays extends ToldWays {
  /** Those that came by paper or a tablet first, and that the person then replaced by a link of their own. */
  replaced: number
}

/** Many ratings by paper of what one officer did, in a short time from one address. */
export interface PaperSign {
  id: string
  agencyName: string
  /** Who wrote down what was rated; null when nobody did. */
  officerName: string | null
  way: 'slip' | 'kiosk'
  beganAt: number
  lastAt: number
  ratings: number
  /** Of the best step. */
  best: number
}
