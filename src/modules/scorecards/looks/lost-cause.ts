import { least, minus, most, fractionOf as of, toNumber, ZERO } from '../../indicators/schemes/fraction.ts'
import { lineOf, type SheetState } from '../sheet.ts'
import { isExtra, type SheetLine } from '../sheet-line.ts'
import { difference, lostPoints, type SheetScore } from '../sheet-score.ts'

/** Why a point was lost, in the order they are told. */
export const lostCauses = [
  'not_reached',
  'not_done',
  'deducted',
  'not_claimed',
  'no_evidence',
  'refused',
  'survey',
  'penalty',
] as const
export type LostCause = (typeof lostCauses)[number]

/** Points that one line lost for one cause. */
export interface LostPart {
  key: string
  name: SheetLine['name']
  cause: LostCause
  lost: number
}

/**
 * Every lost point of a sheet under its cause; the parts of a line add up to what it lost (`lostPoints`). What the unit claimed and did not
 * get was refused in verification, or never had evidence; what it did not claim itself follows from how the line is scored: a counted share
 * below its full, ticks left out, deductions, or a lower claim. `hasEvidence` tells it of a statement's hash.
 */
export function lostByCause(
  score: SheetScore,
  state: SheetState,
  hasEvidence: (statement: string | null) => boolean,
): LostPart[] {
  return lostPoints(score).flatMap(({ line, lost }): LostPart[] => {
    const part = (cause: LostCause, points: number): LostPart[] =>
      points > 0 ? [{ key: line.key, name: line.name, cause, lost: points }] : []
    if (line.kind === 'penalty') return part('penalty', lost)
    if (line.kind === 'survey') return part('survey', lost)
    const own = lineOf(state, line.key)
    if (own.figure?.standing === 'measured') return part('not_reached', lost)
    const points = score.lines.find((one) => one.line.key === line.key)?.points
    const cut = refusedOf(lost, points?.self ?? null, points?.final ?? null)
    const held = [own.self?.statement, own.appeal?.statement].some((statement) => hasEvidence(statement ?? null))
    return [...part(ownCause(line), difference(cut, lost) ?? 0), ...part(held ? 'refused' : 'no_evidence', cut)]
  })
}

/** What was claimed and not given, within what was lost. */
function refusedOf(lost: number, self: number | null, final: number | null): number {
  if (self === null || final === null) return 0
  return toNumber(most(ZERO, least(of(lost), minus(of(self), of(final)))))
}

function ownCause(line: SheetLine): LostCause {
  const kind = isExtra(line) ? undefined : line.leaf?.method.kind
  if (kind === 'checklist') return 'not_done'
  return kind === 'deduction' ? 'deducted' : 'not_claimed'
}
