import type { Db } from '../../../platform/db.ts'
import { type AgencyId, newId } from '../../../platform/ids.ts'
import { type Actor, agencyTree } from '../../organisation/index.ts'
import { indicatorsRefusals } from '../errors.ts'
import { parsePeriod, periodWord } from '../reporting-period.ts'
import { isPeriodOf } from './outline.ts'
import { mayWriteReport } from './policy.ts'
import { reportKinds } from './report.ts'
import { placeOf, seesReports, todayIn } from './report-access.ts'
import { insertReport } from './report-store.ts'

export interface OpenReportRequest {
  actor: Actor
  kind: string
  agencyId: AgencyId | null
  /** See `parsePeriod`. */
  period: string
}

/**
 * Begins the draft of a report, also of a period that still runs; gives the one there is when there is one. Refuses a period that has not begun,
 * one that the kind does not have, and an agency that did not exist then.
 */
export async function openReport(db: Db, request: OpenReportRequest): Promise<string> {
  const { actor } = request
  const kind = reportKinds.find((one) => one === request.kind)
  const tree = await agencyTree(db.read)
  const agency = request.agencyId === null ? undefined : tree.byId(request.agencyId)
  if (kind === undefined) throw indicatorsRefusals.report_kind_unknown()
  if (agency === undefined || !(await seesReports(db.read, actor, kind, agency))) {
    throw indicatorsRefusals.report_not_found()
  }
  if (actor.kind !== 'officer' || !mayWriteReport(actor, kind, placeOf(tree, agency))) {
    throw indicatorsRefusals.report_not_yours_to_write()
  }
  const period = parsePeriod(request.period)
  const at = (code: 'report_period_unfit' | 'report_period_not_begun' | 'report_agency_not_then') =>
    indicatorsRefusals[code]({}, [{ path: 'ky', code: `indicators.${code}` }])
  if (period === null || !isPeriodOf(kind, period)) throw at('report_period_unfit')
  if (kind === 'one_stop' && agency.parentId !== null) throw indicatorsRefusals.report_only_province()
  if (period.from > (await todayIn(db.read))) throw at('report_period_not_begun')
  if (agency.validFrom > period.to || (agency.validTo !== null && agency.validTo <= period.from)) {
    throw at('report_agency_not_then')
  }
  return db.write((tx) =>
    insertReport(tx, {
      id: newId(),
      kind,
      agencyId: agency.id,
      period: periodWord(period),
      createdBy: actor.officerId,
    }),
  )
}
