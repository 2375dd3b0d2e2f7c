import type { AgencyId, UserId } from '../../platform/ids.ts'

export const sheetPhases = ['scoring', 'verifying', 'verified', 'published'] as const
export type SheetPhase = (typeof sheetPhases)[number]

/** A figure the system counted and locked: its parts, and the SHA-256 of all that were filled with it. */
export interface LockedFigure {
  standing: 'measured' | 'no_facts' | 'nothing'
  points: number | null
  numerator: number | null
  denominator: number | null
}

/** One score somebody gave a line; words and evidence stand under the statement's hash. */
export interface Given {
  points: number
  /** Of a checklist: 1 or 0 a line; of a deduction: how often. */
  items: Record<string, number> | null
  statement: string | null
  by: UserId
  at: string
}

export interface LineState {
  figure: LockedFigure | null
  self: Given | null
  verified: Given | null
  appeal: Given | null
  decision: Given | null
  survey: (Given & { confirmedBy: UserId | null }) | null
  /** Counter-entries after publication, oldest first. */
  corrections: Given[]
  /** How many events this line has: what a form was drawn on. */
  seen: number
}

/** What a unit will do about points it lost, by when; done only with what came of it. */
export interface Remedy {
  id: string
  key: string
  agencyId: AgencyId
  dueOn: string
  statement: string
  by: UserId
  at: string
  done: { statement: string; by: UserId; at: string } | null
}

export interface SheetState {
  roundId: string
  agencyId: AgencyId
  year: number
  phase: SheetPhase
  verifiers: UserId[]
  /** The unit said that it has nothing (more) to appeal. */
  agreed: boolean
  /** What the counted figures were counted over, and the SHA-256 of them all. */
  filled: { from: string; to: string; sha256: string; at: string } | null
  lines: Record<string, LineState>
  remedies: Remedy[]
}

interface Scored {
  key: string
  /** Decimals as text ("4.25"): the ledger holds no fractions as numbers. */
  points: string
  items: Record<string, number> | null
  statement: string | null
}

/** A locked figure as the ledger tells it. */
export interface FigureTold {
  standing: LockedFigure['standing']
  points: string | null
  numerator: string | null
  denominator: string | null
}

export type SheetEvent =
  | { type: 'SheetOpened'; payload: { roundId: string; agencyId: AgencyId; year: number } }
  | { type: 'VerifierAssigned'; payload: { userId: UserId } }
  | { type: 'VerifierRemoved'; payload: { userId: UserId; statement: string } }
  | {
      type: 'FiguresFilled'
      payload: { from: string; to: string; sha256: string; figures: Record<string, FigureTold> }
    }
  | {
      type: 'LineSelfScored' | 'LineVerified' | 'LineAppealed' | 'AppealDecided' | 'SurveyEntered' | 'ResultCorrected'
      payload: Scored
    }
  | { type: 'SurveyConfirmed'; payload: { key: string } }
  | { type: 'SheetSubmitted' | 'SheetVerified' | 'ResultAgreed'; payload: Record<string, never> }
  | { type: 'SheetPublished'; payload: { sha256: string } }
  | {
      type: 'RemedyPlanned'
      payload: { id: string; key: string; agencyId: AgencyId; dueOn: string; statement: string }
    }
  | { type: 'RemedyDone'; payload: { id: string; statement: string } }

/** Who did it, when: out of the event's stamp. */
export interface Done {
  by: UserId
  at: string
}

const NO_LINE: LineState = {
  figure: null,
  self: null,
  verified: null,
  appeal: null,
  decision: null,
  survey: null,
  corrections: [],
  seen: 0,
}

export function lineOf(state: Pick<SheetState, 'lines'>, key: string): LineState {
  return Object.hasOwn(state.lines, key) ? (state.lines[key] ?? NO_LINE) : NO_LINE
}

const opened: SheetState = {
  roundId: '',
  agencyId: '' as AgencyId,
  year: 0,
  phase: 'scoring',
  verifiers: [],
  agreed: false,
  filled: null,
  lines: {},
  remedies: [],
}

/** What an event makes of a sheet; the state is that of all its events in order. */
export function evolveSheet(state: SheetState | null, event: SheetEvent, { by, at }: Done): SheetState {
  const before = state ?? opened
  const change = (key: string, more: Partial<LineState>): SheetState => {
    const line = lineOf(before, key)
    return { ...before, lines: { ...before.lines, [key]: { ...line, ...more, seen: line.seen + 1 } } }
  }
  switch (event.type) {
    case 'SheetOpened':
      return { ...opened, ...event.payload }
    case 'VerifierAssigned':
      return { ...before, verifiers: [...before.verifiers, event.payload.userId] }
    case 'VerifierRemoved':
      return { ...before, verifiers: before.verifiers.filter((one) => one !== event.payload.userId) }
    case 'FiguresFilled': {
      const { from, to, sha256, figures } = event.payload
      const lines = { ...before.lines }
      for (const [key, figure] of Object.entries(figures)) {
        const line = lineOf(before, key)
        lines[key] = { ...line, figure: lockedFigure(figure), seen: line.seen + 1 }
      }
      return { ...before, filled: { from, to, sha256, at }, lines }
    }
    case 'LineSelfScored':
      return change(event.payload.key, { self: given(event.payload, { by, at }) })
    case 'LineVerified':
      return change(event.payload.key, { verified: given(event.payload, { by, at }) })
    case 'LineAppealed':
      return change(event.payload.key, { appeal: given(event.payload, { by, at }) })
    case 'AppealDecided':
      return change(event.payload.key, { decision: given(event.payload, { by, at }) })
    case 'SurveyEntered':
      return change(event.payload.key, { survey: { ...given(event.payload, { by, at }), confirmedBy: null } })
    case 'SurveyConfirmed': {
      const { survey } = lineOf(before, event.payload.key)
      return survey === null ? before : change(event.payload.key, { survey: { ...survey, confirmedBy: by } })
    }
    case 'ResultCorrected': {
      const { corrections } = lineOf(before, event.payload.key)
      return change(event.payload.key, { corrections: [...corrections, given(event.payload, { by, at })] })
    }
    case 'SheetSubmitted':
      return { ...before, phase: 'verifying' }
    case 'SheetVerified':
      return { ...before, phase: 'verified' }
    case 'ResultAgreed':
      return { ...before, agreed: true }
    case 'SheetPublished':
      return { ...before, phase: 'published' }
    case 'RemedyPlanned':
      return { ...before, remedies: [...before.remedies, { ...event.payload, by, at, done: null }] }
    case 'RemedyDone': {
      const { id, statement } = event.payload
      return {
        ...before,
        remedies: before.remedies.map((one) => (one.id === id ? { ...one, done: { statement, by, at } } : one)),
      }
    }
  }
}

function given({ points, items, statement }: Scored, { by, at }: Done): Given {
  return { points: Number(points), items, statement, by, at }
}

function lockedFigure({ standing, points, numerator, denominator }: FigureTold): LockedFigure {
  const number = (text: string | null) => (text === null ? null : Number(text))
  return { standing, points: number(points), numerator: number(numerator), denominator: number(denominator) }
}

/** A number as the ledger tells it. */
export function decimalText(value: number): string {
  return String(Number(value.toFixed(6)))
}
