import type { IsoDate } from '../../platform/civil-date.ts'
import type { AgencyId, UserId } from '../../platform/ids.ts'
import type { LineForm } from './line-forms.ts'
import type { RoundDates } from './round.ts'
import type { LockedFigure, SheetPhase } from './sheet.ts'
import type { SheetLine } from './sheet-line.ts'
import type { LinePoints } from './sheet-score.ts'
import type { Statement } from './statement.ts'

/** What every page of a scorecard says of it. */
export interface SchemeBrief {
  key: string
  version: number
  name: Both
  source: string
  note: Both | null
  example: boolean
  max: number
  decimals: number
}

interface Both {
  vi: string
  en: string
}

/** A scorecard of which only the shape is known. */
export interface SkeletonView {
  key: string
  name: Both
  source: string
  note: Both
  counts: {
    areas: number
    criteria: number | null
    components: number | null
    points: number | null
    survey: number | null
  }
  areas: { key: string; name: Both }[]
}

export interface RoundBrief {
  id: string
  scheme: SchemeBrief
  year: number
  units: number
  publishedAt: Date | null
}

export interface SheetBrief {
  id: string
  scheme: SchemeBrief
  year: number
  unit: string
  phase: SheetPhase
  /** The last day of what is to be done now. */
  until: IsoDate | null
}

export interface DeskView {
  rounds: RoundBrief[]
  own: SheetBrief[]
  toVerify: SheetBrief[]
  organises: boolean
  writesSchemes: boolean
  skeletons: SkeletonView[]
}

/** What opening a round asks for. */
export interface NewRoundView {
  schemes: SchemeBrief[]
  skeletons: SkeletonView[]
  year: number
  units: { id: AgencyId; name: string; kind: string }[]
}

export interface PublishedView {
  by: string
  position: string
  at: Date
  hash: string
  /** The kept text hashes to what the ledger was told. */
  isIntact: boolean
}

export interface RoundUnit {
  sheetId: string
  unit: string
  kind: string
  phase: SheetPhase
  verifiers: string[]
  total: LinePoints
  place: number | null
  appeals: number
  isReady: boolean
}

export interface RoundView extends RoundDates {
  id: string
  scheme: SchemeBrief
  year: number
  units: RoundUnit[]
  verifierChoices: { userId: UserId; name: string; agency: string }[]
  mayPublish: boolean
  /** The index of the province that its evidence can be gathered for. */
  follows: { key: string; name: Both } | null
  unready: string[]
  /** Of the result as it would be published now. */
  hash: string
  published: PublishedView | null
}

/** A change of a round's days or of who verifies. */
export interface RoundChange {
  kind: 'dates' | 'assigned' | 'removed'
  at: Date
  by: string
  unit: string | null
  person: string | null
  dates: { before: RoundDates; after: RoundDates } | null
  reason: string
}

export interface RoundChangesView {
  id: string
  scheme: SchemeBrief
  year: number
  dates: RoundDates
  /** The days as shown, for a form to carry on. */
  seen: string
  isOpen: boolean
  units: { sheetId: string; unit: string; verifiers: { userId: UserId; name: string }[] }[]
  choices: RoundView['verifierChoices']
  history: RoundChange[]
}

export interface SheetLineView {
  line: SheetLine
  points: LinePoints
  /** Verified less self, where both are there. */
  difference: number | null
  figure: LockedFigure | null
  hasOpenAppeal: boolean
  corrected: boolean
}

export interface RemedyView {
  id: string
  key: string
  agency: string
  dueOn: IsoDate
  task: string
  by: string
  isLate: boolean
  done: { at: Date; by: string; product: Statement | null } | null
}

export interface SheetView extends RoundDates {
  id: string
  roundId: string
  scheme: SchemeBrief
  year: number
  unit: { id: AgencyId; name: string; kind: string }
  phase: SheetPhase
  agreed: boolean
  today: IsoDate
  filled: { from: string; to: string; sha256: string; at: Date } | null
  verifiers: string[]
  lines: SheetLineView[]
  total: LinePoints
  bonus: number
  penalty: number
  lost: { key: string; name: Both; lost: number }[]
  remedies: RemedyView[]
  may: { fill: boolean; submit: boolean; acceptRest: boolean; finish: boolean; agree: boolean; plan: boolean }
  published: PublishedView | null
}

/** What a line of a unit gives towards an area of the province's own index. */
export interface GatheredLine {
  sheetId: string
  unit: string
  key: string
  name: Both
  points: number | null
  max: number
  numerator: number | null
  denominator: number | null
  statement: Statement | null
}

/** The province's own scorecard, filled with its units' evidence. Points that are not known stay empty. */
export interface ExternalScorecard {
  scorecard: Pick<SchemeBrief, 'key' | 'version' | 'name' | 'source' | 'note'>
  year: number
  areas: { key: string; name: Both; max: number | null; lines: GatheredLine[] }[]
}

/** One change of a line: who, when, why. */
export interface LineHistory {
  act: string
  points: number | null
  by: string
  at: Date
  statement: Statement | null
}

/** What a published survey round gives on a survey line. */
export interface SurveyFigure {
  roundId: string
  name: Both
  /** Between 0 and 1, by the formula the round chose. */
  share: number
  ballots: number
  points: number
}

export interface LineView {
  sheet: SheetView
  line: SheetLineView
  /** What was typed for its parts last. */
  items: Record<string, number> | null
  seen: number
  forms: LineForm[]
  history: LineHistory[]
  /** Of the last self-score: to be gone on with. */
  self: Statement | null
}

/** A published round as everybody sees it. */
export interface PublicUnit {
  sheetId: string
  name: string
  kind: string
  place: number | null
  total: LinePoints
  /** After counter-entries; the same as final where there are none. */
  now: number | null
}

export interface PublicRoundView {
  id: string
  scheme: SchemeBrief
  year: number
  units: PublicUnit[]
  published: PublishedView
}

export interface PublicSheetView extends Omit<PublicRoundView, 'units'> {
  unit: PublicUnit
  lines: { line: SheetLine; points: LinePoints; numerator: number | null; denominator: number | null }[]
  corrections: { key: string; points: number; at: Date }[]
}
