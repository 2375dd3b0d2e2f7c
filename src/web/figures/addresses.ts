import type { Measure } from '../../modules/indicators/facts/measure.ts'
import { measureNames } from '../../modules/indicators/facts/measure.ts'
import { periodWord, type ReportingPeriod } from '../../modules/indicators/reporting-period.ts'
import { type AgencyId, isUuid } from '../../platform/ids.ts'

/** Agency and period as the address names them. */
export function questionOf(search: URLSearchParams): { agencyId: AgencyId | null; period: string | null } {
  const agency = search.get('co-quan')
  return { agencyId: isUuid(agency) ? (agency as AgencyId) : null, period: search.get('ky') || null }
}

/** The list of dossiers behind a figure that is the sum of some measures. */
export function behindPath(
  measures: readonly Measure[],
  place: { agencyId: AgencyId; period: ReportingPeriod; procedureCode?: string },
): string {
  const search = new URLSearchParams({
    do: measures.join('.'),
    'co-quan': place.agencyId,
    ky: periodWord(place.period),
  })
  if (place.procedureCode !== undefined) search.set('thu-tuc', place.procedureCode)
  return `/lam-viec/so-lieu/ho-so?${search}`
}

/** The measures of an address; undefined when one of them is none. */
export function measuresOf(word: string | null): Measure[] | undefined {
  const names = (word ?? '').split('.')
  const known = names.flatMap((name) => measureNames.filter((measure) => measure === name))
  return known.length === names.length ? known : undefined
}
