import type { Measure } from '../../modules/indicators/facts/measure.ts'
import { measureNames } from '../../modules/indicators/facts/measure.ts'
import { periodWord, type ReportingPeriod } from '../../modules/indicators/reporting-period.ts'
import {
  besideColumns,
  officialColumns,
  type SolvingColumns,
} from '../../modules/indicators/reports/solving-columns.ts'
import { type AgencyId, isUuid } from '../../platform/ids.ts'

/** Agency and period as the address names them. */
export function questionOf(search: URLSearchParams): { agencyId: AgencyId | null; period: string | null } {
  const agency = search.get('co-quan')
  return { agencyId: isUuid(agency) ? (agency as AgencyId) : null, period: search.get('ky') || null }
}

interface Place {
  agencyId: AgencyId
  period: ReportingPeriod
  procedureCode?: string
}

/** The list of dossiers behind a figure that is the sum of some measures. */
export function behindPath(measures: readonly Measure[], place: Place): string {
  return listPath({ do: measures.join('.') }, place)
}

/** The list of the dossiers of a column of form II.06a. */
export function columnPath(column: keyof SolvingColumns, place: Place): string {
  return listPath({ cot: column }, place)
}

function listPath(figure: Record<string, string>, { agencyId, period, procedureCode }: Place): string {
  const search = new URLSearchParams({ ...figure, 'co-quan': agencyId, ky: periodWord(period) })
  if (procedureCode !== undefined) search.set('thu-tuc', procedureCode)
  return `/lam-viec/so-lieu/ho-so?${search}`
}

/** The column of an address; undefined when there is none of this name. */
export function columnOf(word: string | null): keyof SolvingColumns | undefined {
  return [...officialColumns, ...besideColumns].find((column) => column === word)
}

/** The measures of an address; undefined when one of them is none. */
export function measuresOf(word: string | null): Measure[] | undefined {
  const names = (word ?? '').split('.')
  const known = names.flatMap((name) => measureNames.filter((measure) => measure === name))
  return known.length === names.length ? known : undefined
}
