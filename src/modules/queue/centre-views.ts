import { query, type Reader } from '../../platform/db.ts'
import { agencyTree } from '../organisation/index.ts'
import { type Centre, getCentre, type Line, opensAt, TODAY } from './centre-store.ts'
import type { QueueContext } from './context.ts'
import { estimateWait } from './estimate.ts'
import type { BoardView, CentreView } from './schemas.ts'
import { spokenCall } from './spoken-call.ts'

interface LineLoad {
  lineId: string
  waiting: number
  openCounters: number
  next: string | null
}

/** What waits in each line in use, and how many open counters serve it. */
async function readLoad(reader: Reader, centre: Centre): Promise<Map<string, LineLoad>> {
  const rows = await query<LineLoad>(
    reader,
    `SELECT l.id AS "lineId", coalesce(w.waiting, 0)::int AS waiting, w.next,
       (SELECT count(*)::int FROM queue_seat s JOIN queue_counter k ON k.id = s.counter_id
        WHERE k.centre_id = l.centre_id AND s.closed_at IS NULL AND l.key = ANY(k.line_keys)) AS "openCounters"
     FROM queue_line l
     LEFT JOIN (SELECT t.line_id, count(*) AS waiting, (array_agg(t.label ORDER BY t.rank_at, t.id))[1] AS next
       FROM queue_ticket t WHERE t.centre_id = $1 AND t.day = ${TODAY} AND t.state = 'waiting' GROUP BY t.line_id) w
       ON w.line_id = l.id
     WHERE l.centre_id = $1 AND l.active`,
    [centre.id],
  )
  return new Map(rows.map((row) => [row.lineId, row]))
}

export async function countOpenCounters(reader: Reader, centre: Centre): Promise<number> {
  const [row] = await query<{ count: number }>(
    reader,
    `SELECT count(*)::int AS count FROM queue_seat s JOIN queue_counter k ON k.id = s.counter_id
     WHERE k.centre_id = $1 AND s.closed_at IS NULL`,
    [centre.id],
  )
  return row?.count ?? 0
}

export function cardOf({ slug, name, address }: Centre): CentreView['centre'] {
  return { slug, name, address }
}

export function nameOfLine({ key, nameVi, nameEn }: Line): { key: string; nameVi: string; nameEn: string } {
  return { key, nameVi, nameEn }
}

/** A centre as a visitor sees it before taking a ticket. Refuses `queue.centre_not_found`. */
export async function getCentreView(context: QueueContext, slug: string): Promise<CentreView> {
  const { read } = context.db
  const centre = await getCentre(read, slug)
  const [load, measured, opens, openCounters] = await Promise.all([
    readLoad(read, centre),
    context.measured(centre.id),
    opensAt(read, centre),
    countOpenCounters(read, centre),
  ])
  return {
    centre: cardOf(centre),
    counters: centre.counters.length,
    openCounters,
    opensAt: opens === null ? null : new Date(opens).toISOString(),
    lines: centre.lines.map((line) => {
      const { waiting = 0, openCounters: serving = 0 } = load.get(line.id) ?? {}
      const times = measured.get(line.id) ?? { count: 0, median: 0, p90: 0 }
      const { prefix, fieldKeys } = line
      const estimate = estimateWait({ ahead: waiting, openCounters: serving, measured: times })
      return { ...nameOfLine(line), prefix, fieldKeys, waiting, openCounters: serving, estimate }
    }),
  }
}

interface CallRow {
  id: string
  times: number
  label: string
  counterNumber: number
  calledAt: Date
  beganAt: Date | null
  endedAt: Date | null
}

/** What the hall's screen shows. Refuses `queue.centre_not_found`. */
export async function getBoard(context: QueueContext, slug: string): Promise<BoardView> {
  const { read } = context.db
  const centre = await getCentre(read, slug)
  const [calls, load] = await Promise.all([readCalls(read, centre), readLoad(read, centre)])
  return {
    centre: cardOf(centre),
    at: new Date(centre.now).toISOString(),
    calls: calls.map((call) => ({
      mark: `${call.id}-${call.times}`,
      label: call.label,
      counterNumber: call.counterNumber,
      calledAt: call.calledAt.toISOString(),
      state: call.endedAt !== null ? 'ended' : call.beganAt !== null ? 'serving' : 'called',
      spoken: spokenCall(call.label, call.counterNumber),
    })),
    lines: centre.lines.map((line) => {
      const { waiting = 0, openCounters = 0, next = null } = load.get(line.id) ?? {}
      return { ...nameOfLine(line), waiting, openCounters, next }
    }),
  }
}

/** The last call of each counter today, the newest first. */
function readCalls(reader: Reader, centre: Centre): Promise<CallRow[]> {
  return query<CallRow>(
    reader,
    `SELECT * FROM (
       SELECT DISTINCT ON (c.counter_id) c.id, c.times, t.label, k.number AS "counterNumber",
         c.last_called_at AS "calledAt", c.began_at AS "beganAt", c.ended_at AS "endedAt"
       FROM queue_call c JOIN queue_ticket t ON t.id = c.ticket_id JOIN queue_counter k ON k.id = c.counter_id
       WHERE c.centre_id = $1 AND t.day = ${TODAY}
         AND c.last_called_at >= ${TODAY}::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
       ORDER BY c.counter_id, c.last_called_at DESC) last
     ORDER BY "calledAt" DESC`,
    [centre.id],
  )
}

export interface CentreLine {
  slug: string
  name: string
  kind: 'province' | 'commune'
}

/** The centres with a queue: the province's first, then the communes' by name. */
export async function listCentres(reader: Reader): Promise<CentreLine[]> {
  const tree = await agencyTree(reader)
  const rows = await query<{ id: string }>(reader, 'SELECT centre_id AS id FROM queue_centre')
  const known = new Set(rows.map((row) => row.id))
  return tree.all
    .filter((agency) => known.has(agency.id) && agency.validTo === null)
    .map((agency) => {
      const parent = agency.parentId === null ? undefined : tree.byId(agency.parentId)
      const kind = parent?.kind === 'commune' ? ('commune' as const) : ('province' as const)
      return { slug: agency.slug, name: agency.name, kind }
    })
    .sort((one, other) =>
      one.kind === other.kind ? one.name.localeCompare(other.name, 'vi') : one.kind === 'province' ? -1 : 1,
    )
}
