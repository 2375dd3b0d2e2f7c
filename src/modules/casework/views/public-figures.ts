import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import type { CaseworkContext } from '../context.ts'
import { type Measure, STANDING } from '../dossier-rows.ts'

/** What everybody may know of an office's month: how much came in, and how what was resolved stood to its date. */
export interface PublicNumbers {
  received: number
  /** Resolved before or on the due date. */
  inTime: number
  resolvedLate: number
  extended: number
  /** Open now, whatever the month. */
  open: number
}

export interface PublicFigures {
  /** `YYYY-MM`. */
  month: string
  total: PublicNumbers
  /** Offices just below the province, those with any number, most received first. */
  offices: { id: AgencyId; name: string; numbers: PublicNumbers }[]
}

const MEASURES: readonly Measure[] = [
  'received',
  'resolved_early',
  'resolved_on_time',
  'resolved_late',
  'extended',
  'open',
]

/** The public figures of a month. Counts are kept as dossiers move, so the cost does not grow with the archive. */
export async function readPublicFigures(
  context: Pick<CaseworkContext, 'directory'>,
  reader: Reader,
  month: string,
): Promise<PublicFigures> {
  const directory = await context.directory()
  const offices = new Map<AgencyId, PublicNumbers>()
  const total = noNumbers()
  for (const { agencyId, measure, count } of await readCounts(reader, `${month}-01`)) {
    if (directory.get(agencyId) === undefined) continue
    const office = directory.officeOf(agencyId)
    const numbers = offices.get(office) ?? noNumbers()
    offices.set(office, numbers)
    for (const sum of [numbers, total]) addTo(sum, measure, count)
  }
  const lines = [...offices].map(([id, numbers]) => ({ id, name: directory.get(id)?.name ?? '', numbers }))
  const shown = lines.filter(({ numbers }) => Object.values(numbers).some((count) => count > 0))
  shown.sort((a, b) => b.numbers.received - a.numbers.received || a.name.localeCompare(b.name, 'vi'))
  return { month, total, offices: shown }
}

interface CountRow {
  agencyId: AgencyId
  measure: Measure
  count: number
}

/** Folded counts stand by agency under the empty procedure; those not folded in yet under their own. */
function readCounts(reader: Reader, month: string): Promise<CountRow[]> {
  return query<CountRow>(
    reader,
    `SELECT agency_id AS "agencyId", measure, sum(count)::bigint AS count FROM (
       SELECT t.agency_id, t.measure, t.count FROM organisation_agency a
       JOIN casework_tally t ON t.agency_id = a.id
       WHERE t.month IN ($1::date, $2::date) AND t.measure = ANY ($3::text[]) AND t.procedure_code = ''
       UNION ALL
       SELECT agency_id, measure, delta FROM casework_tally_delta
       WHERE month IN ($1::date, $2::date) AND measure = ANY ($3::text[])
     ) AS counted GROUP BY agency_id, measure`,
    [month, STANDING, MEASURES],
  )
}

function addTo(numbers: PublicNumbers, measure: Measure, count: number): void {
  if (measure === 'received') numbers.received += count
  else if (measure === 'resolved_late') numbers.resolvedLate += count
  else if (measure === 'extended') numbers.extended += count
  else if (measure === 'open') numbers.open += count
  else numbers.inTime += count
}

function noNumbers(): PublicNumbers {
  return { received: 0, inTime: 0, resolvedLate: 0, extended: 0, open: 0 }
}
