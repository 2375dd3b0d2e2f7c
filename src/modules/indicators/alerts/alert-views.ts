import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { findProcedureNames, findStepNames } from '../../catalogue/index.ts'
import type { Actor } from '../../organisation/index.ts'
import { bilingualName } from '../bilingual-name.ts'
import { type FigureScope, figureScope } from '../figure-scope.ts'
import { ALERT_RULE } from './slowdown.ts'
import type { AlertLine, AlertsView } from './view-types.ts'

type Row = Omit<AlertLine, 'agencyName' | 'procedureName' | 'stepName'>

const COLUMNS = `id, agency_id AS "agencyId", procedure_code AS "procedureCode", step, since,
  minutes_before AS "minutesBefore", visits_before AS "visitsBefore", minutes_now AS "minutesNow", visits_now AS "visitsNow",
  first_seen_on AS "firstSeenOn", last_seen_on AS "lastSeenOn", resolved_on AS "resolvedOn", resolved_as AS "resolvedAs"`

const MOST = 100
const MOST_RESOLVED = 20

/** What has slowed down in an agency and everything below it, and what is over. Refuses `indicators.figures_not_found`. */
export async function getAlerts(reader: Reader, actor: Actor, agencyId: AgencyId | null): Promise<AlertsView> {
  const scope = await figureScope(reader, actor, agencyId)
  const ids = scope.tree.within(scope.agency.id).map(({ id }) => id)
  const open = await readOpen(reader, ids, MOST)
  const resolved = await query<Row>(
    reader,
    `SELECT ${COLUMNS} FROM indicators_alert WHERE agency_id = ANY ($1::uuid[]) AND resolved_on IS NOT NULL
     ORDER BY resolved_on DESC, id LIMIT ${MOST_RESOLVED}`,
    [ids],
  )
  const named = await namesOf(reader, scope, [...open, ...resolved])
  const { agency, choices } = scope
  return { agency, choices, open: open.map(named), resolved: resolved.map(named), rule: ALERT_RULE }
}

/** The newest of them, for a page that shows other things as well. */
export async function listOpenAlerts(reader: Reader, scope: FigureScope, limit: number): Promise<AlertLine[]> {
  const ids = scope.tree.within(scope.agency.id).map(({ id }) => id)
  const open = await readOpen(reader, ids, limit)
  return open.map(await namesOf(reader, scope, open))
}

function readOpen(reader: Reader, agencyIds: readonly AgencyId[], limit: number): Promise<Row[]> {
  return query<Row>(
    reader,
    `SELECT ${COLUMNS} FROM indicators_alert WHERE agency_id = ANY ($1::uuid[]) AND resolved_on IS NULL
     ORDER BY since DESC, visits_now DESC, id LIMIT $2`,
    [agencyIds, limit],
  )
}

async function namesOf(reader: Reader, { tree }: FigureScope, rows: readonly Row[]): Promise<(row: Row) => AlertLine> {
  const procedures = await findProcedureNames(
    reader,
    rows.map(({ procedureCode }) => procedureCode),
  )
  const steps = await findStepNames(reader)
  return (row) => ({
    ...row,
    agencyName: tree.byId(row.agencyId)?.name ?? '',
    procedureName: bilingualName(procedures.get(row.procedureCode), row.procedureCode),
    stepName: bilingualName(steps.get(row.step), row.step),
  })
}
