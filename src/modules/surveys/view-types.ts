import type { Questionnaire } from './questionnaire.ts'
import type { Channel, Formula, Population, RoundState, StrataBy } from './round.ts'

export interface OwnInvitation {
  rightId: string
  roundId: string
  nameVi: string
  nameEn: string
  reference: string
  endsOn: string
}

export interface SurveyLetter {
  reference: string
  stratum: string
  token: string
}

export interface RoundLine {
  id: string
  nameVi: string
  nameEn: string
  state: RoundState
  drawnOn: string | null
  endsOn: string
  closedOn: string | null
  seedHash: string
}

/** What a published round found of the whole, by the formula it chose. */
export interface Found {
  population: Population
  formula: Formula
  figure: ResultFigure | null
  asked: number
  ballots: number
}

/** A round in the public list; `found` null before it is published. */
export interface PublicRoundLine extends RoundLine {
  found: Found | null
}

/** A round as its page shows it. Nothing of what was answered before it is closed. */
export interface RoundView extends RoundLine {
  questionnaire: { id: string; key: string; version: number; nameVi: string; nameEn: string }
  /** What is asked about: the names of the sections that are counted. */
  asks: { nameVi: string; nameEn: string }[]
  population: Population
  strataBy: StrataBy
  fromOn: string
  toOn: string
  perStratum: number
  formula: Formula
  /** Null until the draw. */
  seed: string | null
  frameHash: string | null
  /** Under which codes of units are hashed in the frame; told once the round is closed. */
  frameKey: string | null
  resultHash: string | null
  units: number
  asked: number
  standings: Record<'open' | 'used' | 'refused' | 'taken_along', number>
  strata: { stratum: string; nameVi: string; nameEn: string; units: number; drawn: number; used: number }[]
  takesBallots: boolean
}

/** What stands behind a link: the questionnaire and whether it can still be answered. */
export interface BallotPage {
  roundId: string
  stratum: string
  channel: Channel
  nameVi: string
  nameEn: string
  questionnaire: Questionnaire
  endsOn: string
  standing: 'open' | 'used' | 'refused'
  isOpen: boolean
}

/** A figure with half its interval; null where it is not told. */
export interface ResultFigure {
  share: number
  margin: number | null
  ballots: number
}

/** A line of a result by group: a factor, a question, a stratum. `figure` null: too few ballots to tell, or none. */
export interface ResultLine {
  key: string
  nameVi: string
  nameEn: string
  figure: ResultFigure | null
  ballots: number | null
  /** Of a stratum. */
  weight?: number
  units?: number
  drawn?: number
  unitId?: string | null
  isSuppressed: boolean
}

/** How often each answer was given. */
export interface AnswerCounts {
  key: string
  nameVi: string
  nameEn: string
  /** Of a scale: from the lowest step. Of a choice: by option. */
  counts: { label: string; nameVi: string; nameEn: string; count: number }[]
  mean: number | null
}

/** An earlier published round of the same questionnaire, compared with this one. Those frozen before factors were compared have none. */
export interface EarlierRound {
  roundId: string
  nameVi: string
  nameEn: string
  toOn: string
  share: number
  margin: number | null
  change: number
  changeMargin?: number | null
  isBeyondMargins: boolean
  /** The questionnaire was changed between the two. */
  isOtherVersion?: boolean
  factors?: {
    key: string
    nameVi: string
    nameEn: string
    before: number
    now: number
    change: number
    changeMargin: number | null
    isBeyondMargins: boolean
  }[]
}

/** Everything a round found, under both formulas. What is frozen at publication. */
export interface SurveyResult {
  roundId: string
  nameVi: string
  nameEn: string
  questionnaire: { key: string; version: number }
  fromOn: string
  toOn: string
  drawnOn: string
  closedOn: string
  seed: string
  frameHash: string
  units: number
  asked: number
  ballots: number
  refused: number
  silent: number
  chosenFormula: Formula
  whole: Record<Formula, ResultFigure | null>
  factors: Record<Formula, ResultLine[]>
  questions: Record<Formula, ResultLine[]>
  strata: Record<Formula, ResultLine[]>
  /** By factor and stratum; only those told. */
  cells: { stratum: string; factor: string; top_two: ResultFigure; mean: ResultFigure }[]
  answers: AnswerCounts[]
  channels: { channel: Channel; ballots: number | null }[]
  earlier: EarlierRound[]
}

/** Somebody who may be named to interview. */
export interface InterviewerChoice {
  officerId: string
  name: string
  agency: string
}

/** An officer named to interview in a stratum. */
export interface InterviewerLine {
  officerId: string
  name: string
  stratum: string
  nameVi: string
  nameEn: string
  ballots: number
  taken: number
}

/** What an interviewer's phone keeps of a round. Nothing of a person. */
export interface InterviewKit {
  roundId: string
  nameVi: string
  nameEn: string
  endsOn: string
  isOpen: boolean
  questionnaire: Questionnaire
  /** `left`: how many more may be taken along. */
  strata: { stratum: string; nameVi: string; nameEn: string; left: number }[]
}

/** How many of a sample were told by message; 1 the invitation, 2 the reminder. */
export interface InvitationCounts {
  turn: 1 | 2
  queued: number
  told: number
  unreachable: number
  dropped: number
}

/** A round for who runs it, with the ways its ballots came and whom messages reached. */
export interface ManagedRound extends RoundView {
  channels: { channel: Channel; ballots: number }[]
  invitations: InvitationCounts[]
}

/** What it takes to draw a sample again, and what came of doing so. */
export interface SurveySample {
  seed: string
  perStratum: number
  frameHash: string | null
  isSame: boolean
  frame: { unitKey: string; stratum: string }[]
  drawn: string[]
}
