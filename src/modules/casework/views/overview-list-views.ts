import { addMonths, epochDayOf, startOfLocalDay } from '../../../platform/civil-date.ts'
import { query } from '../../../platform/db.ts'
import type { DossierId } from '../../../platform/ids.ts'
import { FROM_END, FROM_START, pageOf, readCursor, rowsOf } from './cursor.ts'
import { dossierLines } from './line-views.ts'
import { overviewFrame } from './overview-views.ts'
import type { DossierLine, OverviewListQuery, OverviewMeasure, Page, PageRequest } from './view-types.ts'
import type { Viewer } from './viewer.ts'

const OPEN = `legal_state IN ('accepted', 'in_process', 'supplement_requested', 'payment_requested', 'suspended')`
const DUE = `coalesce(due_at, 'infinity'::timestamptz)`
const IN_MONTH = '>= $5::timestamptz AND {at} < $6::timestamptz'

interface Source {
  from: string
  /** The instant a list is sorted by, as the index has it. */
  at: string
  id: string
  agency: string
  where: string
  down: boolean
}

const dossiers = { from: 'casework_dossier', id: 'id', agency: 'competent_agency_id' }

function inMonth(at: string, where: string): Source {
  return { ...dossiers, at, where: `${where} AND ${at} ${IN_MONTH.replace('{at}', at)}`, down: true }
}

function open(where: string): Source {
  return { ...dossiers, at: DUE, where: `${OPEN} AND ${where}`, down: false }
}

const CARRIED = `(
    SELECT id, accepted_at, competent_agency_id, procedure_code FROM casework_dossier WHERE ${OPEN} AND competent_agency_id = a.agency_id
    UNION ALL
    SELECT id, accepted_at, competent_agency_id, procedure_code FROM casework_dossier
    WHERE competent_agency_id = a.agency_id AND finished_at >= $5::timestamptz AND accepted_at IS NOT NULL
  )`

/** Where the dossiers behind each number are read, each from an index of its agency. `$5` and `$6` bound the month, `$7` is now. */
const sources: Record<OverviewMeasure, Source> = {
  carriedOver: { ...dossiers, from: CARRIED, at: 'accepted_at', where: 'accepted_at < $5::timestamptz', down: true },
  received: inMonth('accepted_at', 'accepted_at IS NOT NULL'),
  resolvedEarly: inMonth('finished_at', `punctuality = 'early'`),
  resolvedOnTime: inMonth('finished_at', `punctuality = 'on_time'`),
  resolvedLate: inMonth('finished_at', `punctuality = 'late'`),
  refused: inMonth('finished_at', `legal_state = 'refused'`),
  withdrawn: inMonth('finished_at', `legal_state = 'withdrawn'`),
  stopped: inMonth('finished_at', `legal_state = 'stopped'`),
  extended: {
    from: 'casework_apology',
    id: 'dossier_id',
    agency: 'agency_id',
    at: 'published_at',
    where: `published_at ${IN_MONTH.replace('{at}', 'published_at')}`,
    down: true,
  },
  open: open('true'),
  onTime: open(`${DUE} >= $7::timestamptz AND ${DUE} < 'infinity'::timestamptz`),
  late: open(`${DUE} < $7::timestamptz`),
  waiting: open(`${DUE} = 'infinity'::timestamptz`),
  toReceive: { ...dossiers, at: 'submitted_at', where: `legal_state = 'submitted'`, down: false },
}

/** The statement behind a number: each agency's index from its place, a page at most, then merged. */
export function overviewListSql(measure: OverviewMeasure): string {
  const { from, at, id, agency, where, down } = sources[measure]
  const [than, direction] = down ? ['<', 'DESC'] : ['>', 'ASC']
  return `SELECT d.id, d.at FROM unnest($1::uuid[]) AS a (agency_id) CROSS JOIN LATERAL (
      SELECT ${id} AS id, ${at} AS at FROM ${from} list
      WHERE ${agency} = a.agency_id AND ${where} AND (${at}, ${id}) ${than} ($2::timestamptz, $3::uuid)
        AND ($8::text IS NULL OR procedure_code = $8)
        AND ($5::timestamptz, $6::timestamptz, $7::timestamptz) IS NOT NULL
      ORDER BY ${at} ${direction}, ${id} ${direction} LIMIT $4) d
    ORDER BY d.at ${direction}, d.id ${direction} LIMIT $4`
}

/**
 * The dossiers behind a number of the overview, a page at a time. Refuses `casework.overview_not_found` and `casework.cursor_invalid`; a page
 * may hold fewer rows than asked, when some of them may be counted but not seen.
 */
export async function listOverviewDossiers(
  viewer: Viewer,
  asked: OverviewListQuery,
  page: PageRequest = {},
): Promise<Page<DossierLine>> {
  const frame = await overviewFrame(viewer, asked)
  const after = readCursor(page.after, sources[asked.measure].down ? FROM_END : FROM_START)
  const read = await query<{ id: DossierId; at: Date | number }>(viewer.reader, overviewListSql(asked.measure), [
    frame.agencyIds,
    after.at,
    after.id,
    rowsOf(page) + 1,
    monthStart(frame.month),
    monthStart(addMonths(frame.month, 1)),
    new Date(viewer.now).toISOString(),
    asked.procedureCode ?? null,
  ])
  const { rows, next } = pageOf(read, rowsOf(page), (row) => row)
  return {
    rows: await dossierLines(
      viewer,
      rows.map((row) => row.id),
    ),
    next,
  }
}

function monthStart(date: string): string {
  return new Date(startOfLocalDay(epochDayOf(date))).toISOString()
}
