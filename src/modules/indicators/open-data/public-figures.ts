import { type IsoDate, localDate } from '../../../platform/civil-date.ts'
import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { agencyTree } from '../../organisation/index.ts'
import { parsePeriod, periodsUpTo, type ReportingPeriod } from '../reporting-period.ts'
import { type OpenFigureKey, type OpenShare, openMeasures, openShares } from './open-figures.ts'
import { readOpenCounts } from './read-open-figures.ts'

export type PublicShares = Record<OpenFigureKey, OpenShare>

/** What everybody may know of a period: the province, and each agency just below it. */
export interface PublicFigures {
  period: ReportingPeriod
  periods: ReportingPeriod[]
  /** The period has not ended: figures still move, and stand as of today. */
  isRunning: boolean
  total: PublicShares
  /** Those with any number, most received first. */
  offices: { id: AgencyId; name: string; shares: PublicShares }[]
}

/** The public figures of a period by its word (`2026-11`, `2026-quarter_1`); of this month when it names none that has begun. */
export async function readPublicFigures(reader: Reader, word: string | null): Promise<PublicFigures> {
  const tree = await agencyTree(reader)
  const today = await todayOf(reader)
  const periods = periodsUpTo(today)
  const [thisMonth] = periods as [ReportingPeriod, ...ReportingPeriod[]]
  const asked = word === null ? null : parsePeriod(word)
  const period = asked !== null && asked.from <= today ? asked : thisMonth
  const root = tree.all.find(({ parentId }) => parentId === null)
  const offices = root === undefined ? [] : tree.childrenOf(root.id)
  const to = period.to < today ? period.to : today
  const ids = [...(root === undefined ? [] : [root.id]), ...offices.map(({ id }) => id)]
  const counts = await readOpenCounts(reader, ids, { from: period.from, to })
  const some = (id: AgencyId) => openMeasures.some((measure) => (counts.get(id)?.get(measure) ?? 0) !== 0)
  const lines = offices
    .filter(({ id }) => some(id))
    .map(({ id, name }) => ({ id, name, shares: openShares(counts.get(id) ?? new Map()) }))
  const receivedBy = ({ shares }: (typeof lines)[number]) => shares.received.numerator
  lines.sort((a, b) => receivedBy(b) - receivedBy(a) || a.name.localeCompare(b.name, 'vi'))
  return {
    period,
    periods,
    isRunning: period.to >= today,
    total: openShares((root && counts.get(root.id)) ?? new Map()),
    offices: lines,
  }
}

async function todayOf(reader: Reader): Promise<IsoDate> {
  const [row] = await query<{ now: Date }>(reader, 'SELECT platform_now() AS now')
  return localDate(row?.now.getTime() ?? 0)
}
