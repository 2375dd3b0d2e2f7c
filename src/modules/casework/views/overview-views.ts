import { localDate } from '../../../platform/civil-date.ts'
import { query } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { findProcedureNames } from '../../catalogue/index.ts'
import { type AgencyTree, agencyTree } from '../../organisation/index.ts'
import { STANDING } from '../dossier-rows.ts'
import { refusals } from '../errors.ts'
import { overviewScope } from '../policy.ts'
import { type CountRow, isEmpty, numbersOf } from './overview-numbers.ts'
import type { AgencyView, Overview, OverviewQuery } from './view-types.ts'
import type { Viewer } from './viewer.ts'

/** Made once: making one costs more than a hundred comparisons. */
const vietnamese = new Intl.Collator('vi')
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/

/** What an overview is about. */
export interface OverviewFrame {
  tree: AgencyTree
  agency: AgencyView
  /** The agency and all below it. */
  agencyIds: AgencyId[]
  choices: AgencyView[]
  /** The first day of the month. */
  month: string
  isCurrentMonth: boolean
}

/**
 * The agency and month asked for, as far as the actor may see its figures: what they lead and what stands below it. Refuses
 * `casework.overview_not_found`.
 */
export async function overviewFrame(viewer: Viewer, asked: OverviewQuery): Promise<OverviewFrame> {
  const scope = overviewScope(viewer.actor)
  const tree = await agencyTree(viewer.reader)
  const roots = scope.all
    ? tree.all.filter((agency) => agency.parentId === null).map((agency) => agency.id)
    : scope.agencyIds
  const agency = tree.byId(asked.agencyId ?? roots[0] ?? ('' as AgencyId))
  if (agency === undefined || !roots.some((root) => tree.isWithin(agency.id, root))) throw refusals.overview_not_found()
  if (asked.month !== undefined && !MONTH.test(asked.month)) throw refusals.overview_not_found()
  const current = localDate(viewer.now).slice(0, 7)
  return {
    tree,
    agency: { id: agency.id, name: agency.name },
    agencyIds: tree.within(agency.id).map((below) => below.id),
    choices: roots
      .flatMap((root) => [tree.byId(root), ...tree.childrenOf(root)])
      .flatMap((one) => (one === undefined ? [] : [{ id: one.id, name: one.name }])),
    month: `${asked.month ?? current}-01`,
    isCurrentMonth: (asked.month ?? current) === current,
  }
}

interface GroupedRow extends CountRow {
  agencyId: AgencyId
  procedureCode: string
}

/** Dossiers that became late since they were last counted: found through a small index, so each is counted once whatever the jobs do. */
const NEWLY_LATE = `FROM casework_dossier
      WHERE NOT late_counted AND legal_state IN ('accepted', 'in_process', 'supplement_requested', 'payment_requested', 'suspended')
        AND due_at < $3::timestamptz AND competent_agency_id = ANY($1::uuid[])`

/** Agencies' totals: the tally, the changes not folded into it yet, and the newly late, in one statement; whoever reads them adds up. */
export const OVERVIEW_COUNTS = `SELECT agency_id AS "agencyId", '' AS "procedureCode", measure, month, count FROM casework_tally
      WHERE agency_id = ANY($1::uuid[]) AND month >= $2::date AND procedure_code = ''
    UNION ALL
    SELECT agency_id, '', measure, month, count FROM casework_tally
      WHERE agency_id = ANY($1::uuid[]) AND month = '${STANDING}' AND procedure_code = ''
    UNION ALL
    SELECT agency_id, '', measure, month, delta FROM casework_tally_delta
      WHERE agency_id = ANY($1::uuid[]) AND (month >= $2::date OR month = '${STANDING}')
    UNION ALL
    SELECT competent_agency_id, '', 'late', '${STANDING}', 1 ${NEWLY_LATE}`

/** The same by procedure, over the agency (`$4`) and all below it. */
export const OVERVIEW_BY_PROCEDURE = `SELECT $4::uuid AS "agencyId", procedure_code AS "procedureCode", measure, month, count FROM casework_tally_within
      WHERE agency_id = $4::uuid AND (month >= $2::date OR month = '${STANDING}')
    UNION ALL
    SELECT $4::uuid, procedure_code, measure, month, delta FROM casework_tally_delta
      WHERE agency_id = ANY($1::uuid[]) AND (month >= $2::date OR month = '${STANDING}')
    UNION ALL
    SELECT $4::uuid, procedure_code, 'late', '${STANDING}', 1 ${NEWLY_LATE}`

/** The values of `OVERVIEW_COUNTS`; `OVERVIEW_BY_PROCEDURE` takes the agency's id as one more. */
export function overviewValues(frame: Pick<OverviewFrame, 'agencyIds' | 'month'>, now: number): unknown[] {
  return [frame.agencyIds, frame.month, new Date(now).toISOString()]
}

/**
 * A month of an agency: in all, by the units below it, and by procedure. Made from counts that are kept as dossiers move: the cost does not
 * grow with the archive. Refuses `casework.overview_not_found`.
 */
export async function getOverview(viewer: Viewer, asked: OverviewQuery = {}): Promise<Overview> {
  const frame = await overviewFrame(viewer, asked)
  const values = overviewValues(frame, viewer.now)
  const totals = await query<GroupedRow>(viewer.reader, OVERVIEW_COUNTS, values)
  const byProcedure = await query<GroupedRow>(viewer.reader, OVERVIEW_BY_PROCEDURE, [...values, frame.agency.id])
  const procedures = groupBy(byProcedure, (row) => row.procedureCode)
  const names = await findProcedureNames(viewer.reader, [...procedures.keys()])
  const units = new Map<AgencyId, GroupedRow[]>()
  for (const [id, rows] of groupBy(totals, (row) => row.agencyId)) {
    const unit = unitOf(frame, id)
    units.set(unit, [...(units.get(unit) ?? []), ...rows])
  }
  return {
    month: frame.month.slice(0, 7),
    isCurrentMonth: frame.isCurrentMonth,
    agency: frame.agency,
    total: numbersOf(totals, frame.month),
    units: [...units]
      .map(([id, counts]) => ({
        agency: { id, name: frame.tree.byId(id)?.name ?? id },
        numbers: numbersOf(counts, frame.month),
      }))
      .filter(({ numbers }) => !isEmpty(numbers))
      .sort(
        (a, b) =>
          b.numbers.late - a.numbers.late ||
          b.numbers.open - a.numbers.open ||
          vietnamese.compare(a.agency.name, b.agency.name),
      ),
    procedures: [...procedures]
      .map(([code, counts]) => ({ code, name: names.get(code) ?? null, numbers: numbersOf(counts, frame.month) }))
      .filter(({ numbers }) => !isEmpty(numbers))
      .sort(
        (a, b) =>
          b.numbers.late - a.numbers.late || b.numbers.received - a.numbers.received || a.code.localeCompare(b.code),
      ),
    choices: frame.choices,
  }
}

/** The unit under which an agency's numbers are shown: the child of the overview's agency above it, or that agency itself. */
function unitOf({ tree, agency }: OverviewFrame, id: AgencyId): AgencyId {
  const line = tree.lineOf(id).map((above) => above.id)
  const at = line.indexOf(agency.id)
  return line[Math.max(0, at - 1)] ?? id
}

function groupBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}
