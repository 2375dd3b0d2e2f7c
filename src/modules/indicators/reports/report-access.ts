import { localDate } from '../../../platform/civil-date.ts'
import { query, type Reader } from '../../../platform/db.ts'
import { type AgencyId, isUuid } from '../../../platform/ids.ts'
import { type Actor, type Agency, type AgencyTree, agencyTree } from '../../organisation/index.ts'
import { indicatorsRefusals } from '../errors.ts'
import { findFigureScope } from '../figure-scope.ts'
import { parsePeriod, type ReportingPeriod } from '../reporting-period.ts'
import { mayWriteReport, type ReportPlace } from './policy.ts'
import { type ReportKind, reportKinds } from './report.ts'
import { findReport, type ReportRow } from './report-store.ts'

/** A report that the actor may see, and its place among agencies. */
export interface SeenReport {
  report: ReportRow
  period: ReportingPeriod
  tree: AgencyTree
  agency: Agency
  place: ReportPlace
  /** Whether its numbers open to their dossiers for this actor: they lead there. */
  opens: boolean
}

export function placeOf(tree: AgencyTree, agency: Agency): ReportPlace {
  return { id: agency.id, parentId: agency.parentId, below: tree.childrenOf(agency.id) }
}

/** Whether the actor finds reports of a kind of an agency: who sees its figures, and who writes them. */
export async function seesReports(reader: Reader, actor: Actor, kind: ReportKind, agency: Agency): Promise<boolean> {
  const tree = await agencyTree(reader)
  return mayWriteReport(actor, kind, placeOf(tree, agency)) || (await leads(reader, actor, agency.id))
}

async function leads(reader: Reader, actor: Actor, agencyId: AgencyId): Promise<boolean> {
  return (await findFigureScope(reader, actor, agencyId)) !== null
}

/** A report that the actor may see. Refuses `indicators.report_not_found` for every other. `tree` is read by `directory`, not by a transaction. */
export async function getSeenReport(
  reader: Reader,
  actor: Actor,
  { id, directory = reader }: { id: string; directory?: Reader },
): Promise<SeenReport> {
  const report = isUuid(id) ? await findReport(reader, id) : undefined
  const period = report === undefined ? null : parsePeriod(report.period)
  const tree = await agencyTree(directory)
  const agency = report === undefined ? undefined : tree.byId(report.agencyId)
  if (report === undefined || period === null || agency === undefined) throw indicatorsRefusals.report_not_found()
  const place = placeOf(tree, agency)
  const opens = await leads(directory, actor, agency.id)
  if (!opens && !mayWriteReport(actor, report.kind, place)) throw indicatorsRefusals.report_not_found()
  return { report, period, tree, agency, place, opens }
}

/** The agencies, beside those whose figures the actor sees, whose reports of some kind they write. */
export async function agenciesWritten(reader: Reader, actor: Actor): Promise<Agency[]> {
  const tree = await agencyTree(reader)
  const near = actor.kind === 'officer' ? actor.mandates.flatMap(({ agencyId }) => tree.lineOf(agencyId)) : []
  return [...new Set(near)].filter((agency) =>
    reportKinds.some((kind) => mayWriteReport(actor, kind, placeOf(tree, agency))),
  )
}

export async function todayIn(reader: Reader): Promise<string> {
  const [row] = await query<{ now: Date }>(reader, 'SELECT platform_now() AS now')
  return localDate(row?.now.getTime() ?? 0)
}
