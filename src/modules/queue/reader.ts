import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId, OfficerId, PersonId } from '../../platform/ids.ts'
import type { PriorityGroup } from './ticket.ts'

/** Whom an officer has at the counter. */
export interface CurrentVisit {
  ticketId: string
  label: string
  version: number
  state: 'called' | 'serving'
  centreId: AgencyId
  counterNumber: number
  lineKey: string
  lineNameVi: string
  lineNameEn: string
  /** Fields of the line: what the visitor has probably come for. */
  fieldKeys: string[]
  priority: PriorityGroup | null
  calledAt: Date
  beganAt: Date | null
  /** Of a visitor who has booked; their own word, not checked against papers. */
  personId: PersonId | null
}

/** The visitor whom the officer has called or serves now; null when there is none. */
export async function currentVisit(reader: Reader, officerId: OfficerId): Promise<CurrentVisit | null> {
  const [row] = await query<CurrentVisit>(
    reader,
    `SELECT t.id AS "ticketId", t.label, t.version, t.state, t.centre_id AS "centreId", k.number AS "counterNumber",
       l.key AS "lineKey", l.name_vi AS "lineNameVi", l.name_en AS "lineNameEn", l.field_keys AS "fieldKeys", t.priority,
       c.called_at AS "calledAt", c.began_at AS "beganAt", b.person_id AS "personId"
     FROM queue_seat s JOIN queue_call c ON c.counter_id = s.counter_id AND c.ended_at IS NULL
     JOIN queue_ticket t ON t.id = c.ticket_id JOIN queue_line l ON l.id = t.line_id
     JOIN queue_counter k ON k.id = c.counter_id LEFT JOIN queue_booking b ON b.id = t.booking_id
     WHERE s.officer_id = $1 AND s.closed_at IS NULL`,
    [officerId],
  )
  return row ?? null
}

/** The number of the counter that each of these officers has open now; who has none is absent. */
export async function openCountersOf(
  reader: Reader,
  officerIds: readonly OfficerId[],
): Promise<Map<OfficerId, number>> {
  const rows = await query<{ officerId: OfficerId; number: number }>(
    reader,
    `SELECT s.officer_id AS "officerId", k.number FROM queue_seat s JOIN queue_counter k ON k.id = s.counter_id
     WHERE s.closed_at IS NULL AND s.officer_id = ANY($1::uuid[])`,
    [officerIds],
  )
  return new Map(rows.map(({ officerId, number }) => [officerId, number]))
}
