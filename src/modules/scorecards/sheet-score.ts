import { enteredScore } from '../indicators/schemes/entered-score.ts'
import {
  compare,
  type Fraction,
  fractionOf,
  least,
  minus,
  most,
  plus,
  rounded,
  times,
  toNumber,
  ZERO,
} from '../indicators/schemes/fraction.ts'
import type { FullScorecard } from './scorecard-scheme.ts'
import { type LineState, lineOf, type SheetState } from './sheet.ts'
import { isExtra, isScored, type SheetLine, sheetLines } from './sheet-line.ts'

export const columns = ['self', 'verified', 'survey', 'final', 'corrected'] as const
export type Column = (typeof columns)[number]

/** Points of a line by column; null: nobody gave any, which is not 0. */
export type LinePoints = Record<Column, number | null>

export interface SheetScore {
  lines: { line: SheetLine; points: LinePoints }[]
  total: LinePoints
  /** Sums of bonus and of penalty in the final column. */
  bonus: number
  penalty: number
}

const EMPTY: LinePoints = { self: null, verified: null, survey: null, final: null, corrected: null }

/**
 * All columns of a sheet. A counted figure is the same for the unit and for whoever verifies. What a survey gives counts with a source and a
 * second person only. Final is the decision on an appeal, else what was verified, else the survey; corrected the last counter-entry.
 */
export function scoreSheet(scheme: FullScorecard, state: SheetState): SheetScore {
  const all = sheetLines(scheme)
  const own = new Map(
    all.filter(isScored).map((line) => [line.key, shownIn(state.phase, pointsOf(line, lineOf(state, line.key)))]),
  )
  const lines = all.map((line) => ({ line, points: isScored(line) ? own.get(line.key) : sumOf(line.parts, own) }))
  const tree = all.filter((line) => isScored(line) && !isExtra(line)).map(({ key }) => key)
  const of = (kind: 'bonus' | 'penalty') => all.filter((line) => line.kind === kind).map(({ key }) => key)
  const base = sumOf(tree, own)
  const [bonus, penalty] = [sumOf(of('bonus'), own), sumOf(of('penalty'), own)]
  const cap = scheme.extras?.cap ?? scheme.tree.max
  const total = Object.fromEntries(
    columns.map((column) => [
      column,
      column === 'survey' ? base.survey : totalOf(base[column], [bonus[column], penalty[column]], cap),
    ]),
  ) as LinePoints
  return {
    lines: lines.map(({ line, points }) => ({ line, points: points ?? EMPTY })),
    total,
    bonus: bonus.final ?? 0,
    penalty: penalty.final ?? 0,
  }
}

function pointsOf(line: SheetLine, state: LineState): LinePoints {
  if (line.kind === 'survey') {
    const survey = surveyPoints(line, state)
    return { ...EMPTY, survey, final: survey, corrected: state.corrections.at(-1)?.points ?? survey }
  }
  const figure = state.figure?.standing === 'measured' ? state.figure.points : null
  const nothing = isExtra(line) ? 0 : null
  const self = figure ?? state.self?.points ?? nothing
  const verified = figure ?? state.verified?.points ?? nothing
  const final = state.decision?.points ?? verified
  return { self, verified, survey: null, final, corrected: state.corrections.at(-1)?.points ?? final }
}

/** Nothing is verified before the sheet is sent, nothing is final before it is verified, also where the system counted it. */
function shownIn(phase: SheetState['phase'], points: LinePoints): LinePoints {
  if (phase === 'verified' || phase === 'published') return points
  return { ...points, verified: phase === 'scoring' ? null : points.verified, final: null, corrected: null }
}

/** Decision 0033: a source and another person, and no number near the truth. */
function surveyPoints(line: SheetLine, { survey }: LineState): number | null {
  if (survey === null) return null
  const entered = {
    value: survey.points,
    source: survey.statement ?? '',
    enteredBy: survey.by,
    verifiedBy: survey.confirmedBy,
  }
  return enteredScore(line, { valueFor: () => null, enteredFor: () => entered }).points
}

function sumOf(keys: readonly string[], own: ReadonlyMap<string, LinePoints>): LinePoints {
  const sum = (column: Column): number | null => {
    const known = keys.flatMap((key) => own.get(key)?.[column] ?? [])
    if (known.length === 0) return null
    return toNumber(known.reduce<Fraction>((total, one) => plus(total, fractionOf(one)), ZERO))
  }
  return Object.fromEntries(columns.map((column) => [column, sum(column)])) as LinePoints
}

/** The rule of the scheme: the tree and the bonus less the penalty, never above the cap, never below 0. */
export function totalOf(
  base: number | null,
  [bonus, penalty]: readonly [number | null, number | null],
  cap: number,
): number | null {
  if (base === null) return null
  const whole = minus(plus(fractionOf(base), fractionOf(bonus ?? 0)), fractionOf(penalty ?? 0))
  return toNumber(most(ZERO, least(fractionOf(cap), whole)))
}

/** What a share told as a decimal ("0.8234") gives of a maximum, rounded once, half up. */
export function pointsOfShare(max: number, share: string, decimals: number): number {
  return toNumber(rounded(times(fractionOf(max), fractionOf(share)), decimals))
}

/** `to` less `from`, exact; null where one is missing. */
export function difference(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : toNumber(minus(fractionOf(to), fractionOf(from)))
}

/** Where points were lost, most first: what a line could have given and did not. */
export function lostPoints({ lines }: SheetScore): { line: SheetLine; lost: number }[] {
  return lines
    .flatMap(({ line, points }) => {
      if (!isScored(line) || line.kind === 'bonus' || points.final === null) return []
      const lost = line.kind === 'penalty' ? points.final : difference(points.final, line.max)
      return lost === null || lost <= 0 ? [] : [{ line, lost }]
    })
    .sort((a, b) => b.lost - a.lost)
}

/** Places by points: equal points share one, and the place after them is left free (1, 2, 2, 4). */
export function placesOf(totals: readonly (number | null)[]): (number | null)[] {
  return totals.map((own) =>
    own === null
      ? null
      : 1 + totals.filter((other) => other !== null && compare(fractionOf(other), fractionOf(own)) > 0).length,
  )
}
