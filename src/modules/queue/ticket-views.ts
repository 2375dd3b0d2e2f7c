import { query } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { getCentreById, TODAY } from './centre-store.ts'
import { cardOf } from './centre-views.ts'
import type { QueueContext } from './context.ts'
import { refusals } from './errors.ts'
import { estimateWait } from './estimate.ts'
import type { TicketView } from './schemas.ts'
import { mayLeave, type PriorityGroup, type TicketState } from './ticket.ts'

interface TicketRow {
  id: string
  label: string
  state: TicketState
  centreId: AgencyId
  lineId: string
  priority: PriorityGroup | null
  takenAt: Date
  rankAt: Date
  isToday: boolean
  lineKey: string
  nameVi: string
  nameEn: string
  counterNumber: number | null
  calledAt: Date | null
}

const TICKET = `
  SELECT t.id, t.label, t.state, t.centre_id AS "centreId", t.line_id AS "lineId", t.priority, t.taken_at AS "takenAt",
    t.rank_at AS "rankAt", t.day = ${TODAY} AS "isToday", l.key AS "lineKey", l.name_vi AS "nameVi",
    l.name_en AS "nameEn", c.number AS "counterNumber", c.last_called_at AS "calledAt"
  FROM queue_ticket t JOIN queue_line l ON l.id = t.line_id
  LEFT JOIN LATERAL (SELECT k.number, c.last_called_at FROM queue_call c JOIN queue_counter k ON k.id = c.counter_id
    WHERE c.ticket_id = t.id ORDER BY c.called_at DESC LIMIT 1) c ON t.state IN ('called', 'serving', 'no_show')
  WHERE t.token = $1`

/** The visitor's own ticket, by its unguessable word. Refuses `queue.ticket_not_found`. */
export async function getTicketView(context: QueueContext, token: string): Promise<TicketView> {
  const { read } = context.db
  const [row] = await query<TicketRow>(read, TICKET, [token])
  if (row === undefined) throw refusals.ticket_not_found()
  const centre = await getCentreById(read, row.centreId)
  // Until the day is closed in the tables, the page already says so.
  const state = row.state === 'waiting' && !row.isToday ? 'expired' : row.state
  const standing = state === 'waiting' ? await readStanding(context, row) : { ahead: 0, openCounters: 0 }
  const measured = (await context.measured(centre.id)).get(row.lineId) ?? { count: 0, median: 0, p90: 0 }
  return {
    token,
    label: row.label,
    state,
    centre: cardOf(centre),
    line: { key: row.lineKey, nameVi: row.nameVi, nameEn: row.nameEn },
    priority: row.priority,
    takenAt: row.takenAt.toISOString(),
    counterNumber: row.counterNumber,
    calledAt: row.calledAt?.toISOString() ?? null,
    ahead: standing.ahead,
    estimate: estimateWait({ ...standing, measured }),
    mayLeave: row.isToday && mayLeave(state),
  }
}

/**
 * Who will be called before this ticket: those with a smaller rank in its own line, and in every line that an open counter
 * of its line serves too.
 */
async function readStanding({ db }: QueueContext, ticket: TicketRow): Promise<{ ahead: number; openCounters: number }> {
  const [row] = await query<{ ahead: number; openCounters: number }>(
    db.read,
    `WITH open AS (
       SELECT k.line_keys FROM queue_seat s JOIN queue_counter k ON k.id = s.counter_id
       WHERE k.centre_id = $1 AND s.closed_at IS NULL AND $4 = ANY(k.line_keys)
     ), keys AS (SELECT $4 AS key UNION SELECT unnest(line_keys) FROM open)
     SELECT (SELECT count(*)::int FROM open) AS "openCounters",
       (SELECT count(*)::int FROM queue_ticket t JOIN queue_line l ON l.id = t.line_id
        WHERE t.centre_id = $1 AND t.day = ${TODAY} AND t.state = 'waiting' AND (t.rank_at, t.id) < ($2, $3::uuid)
          AND l.key IN (SELECT key FROM keys)) AS ahead`,
    [ticket.centreId, ticket.rankAt, ticket.id, ticket.lineKey],
  )
  return row ?? { ahead: 0, openCounters: 0 }
}
