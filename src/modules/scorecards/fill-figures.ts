import { hash } from 'node:crypto'
import type { Reader } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { canonicalJson } from '../../platform/ledger/index.ts'
import { leafScore, readAgencyValues, reportingPeriod } from '../indicators/schemes/index.ts'
import type { AgencyTree } from '../organisation/index.ts'
import type { FullScorecard } from './scorecard-scheme.ts'
import { decimalText, type FigureTold } from './sheet.ts'
import type { SheetAct } from './sheet-acts.ts'
import { sheetLines } from './sheet-line.ts'

/** What of a unit's year is counted, as of now, with the SHA-256 over all figures, their rule and their days. */
export async function countFigures(
  reader: Reader,
  scheme: FullScorecard,
  place: { agencyId: AgencyId; tree: AgencyTree; year: number; today: string },
): Promise<Extract<SheetAct, { kind: 'fill' }>> {
  const period = reportingPeriod('calendar_year', place.year)
  const valueFor = await readAgencyValues(reader, { ...place, period })
  const figures: Record<string, FigureTold> = {}
  for (const { key, kind, leaf } of sheetLines(scheme)) {
    if (kind !== 'counted' || leaf === null) continue
    const score = leafScore(leaf, { valueFor, yearBefore: null }, scheme.tree.decimals)
    const told = (value: number | null) => (value === null ? null : decimalText(value))
    figures[key] = {
      standing: score.standing === 'information' ? 'nothing' : score.standing,
      points: told(score.points),
      numerator: told(score.numerator),
      denominator: told(score.denominator),
    }
  }
  const to = period.to < place.today ? period.to : place.today
  const { key, version } = scheme.tree
  const told = canonicalJson({ scheme: key, version, agencyId: place.agencyId, from: period.from, to, figures })
  return { kind: 'fill', from: period.from, to, sha256: hash('sha256', told, 'hex'), figures }
}
