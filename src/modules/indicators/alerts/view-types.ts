import type { IsoDate } from '../../../platform/civil-date.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import type { BilingualName } from '../bilingual-name.ts'

/** An alert as a line: what slowed down, since when, on how many cases. Minutes are working minutes. */
export interface AlertLine {
  id: string
  agencyId: AgencyId
  agencyName: string
  procedureCode: string
  procedureName: BilingualName
  stepName: BilingualName
  step: string
  since: IsoDate
  minutesBefore: number
  visitsBefore: number
  minutesNow: number
  visitsNow: number
  firstSeenOn: IsoDate
  lastSeenOn: IsoDate
  resolvedOn: IsoDate | null
  resolvedAs: 'faster' | 'no_cases' | null
}

export interface AlertsView {
  agency: { id: AgencyId; name: string }
  choices: { id: AgencyId; name: string }[]
  open: AlertLine[]
  /** The last ones that are over. */
  resolved: AlertLine[]
  rule: Readonly<Record<string, number>>
}
