import { after, before, beforeEach } from 'node:test'
import { actOnTicket, openCounter, type QueueContext, takeTicket } from '../../src/modules/queue/index.ts'
import type { TicketAct } from '../../src/modules/queue/ticket.ts'
import { query } from '../../src/platform/db.ts'
import { type TestDatabase, withOwner } from './database.ts'
import { provinceDatabase, seedTestProvince, type TestOfficer, type TestProvince } from './province.ts'
import { CENTRE, seedQueue, wish } from './queue.ts'

/** A centre with two officers at its counters; the fields are there once the tests run. */
export interface Hall {
  database: TestDatabase
  province: TestProvince
  context: QueueContext
  /** The ids of the centre's counters, by their numbers. */
  counters: string[]
  officers: TestOfficer[]
  officer(at: number): TestOfficer
  take(more?: object): ReturnType<typeof takeTicket>
  act(by: TestOfficer, ticketId: string, name: TicketAct, more?: object): Promise<void>
  /** The pages read at the real time; what they are asked about here stands at the clock of the test. */
  stateOf(ticketId: string): Promise<string>
}

/** Before each test of the file a clean hall: counters 1 and 3 open (both serve civil status), nobody waits. */
export function openHall(): Hall {
  const hall = { officer: (at: number) => hall.officers[at] as TestOfficer } as Hall
  hall.take = (more = {}) => takeTicket(hall.context, wish(more))
  hall.act = (by, ticketId, name, more = {}) => actOnTicket(hall.context, by, { ticketId, act: name, ...more })
  hall.stateOf = async (id) => {
    const sql = 'SELECT state FROM queue_ticket WHERE id = $1'
    const [row] = await query<{ state: string }>(hall.database.db.read, sql, [id])
    return row?.state ?? ''
  }
  before(() => build(hall))
  after(async () => {
    await hall.province.close()
    await hall.database.close()
  })
  beforeEach(() => clear(hall))
  return hall
}

async function build(hall: Hall): Promise<void> {
  hall.database = await provinceDatabase()
  hall.province = await seedTestProvince(hall.database)
  hall.context = await seedQueue(hall.province)
  const rows = await query<{ id: string }>(
    hall.database.db.read,
    `SELECT k.id FROM queue_counter k JOIN organisation_agency a ON a.id = k.centre_id WHERE a.slug = $1 ORDER BY k.number`,
    [CENTRE],
  )
  hall.counters = rows.map((row) => row.id)
  const mandates = [{ agencySlug: CENTRE, role: 'receptionist' as const }]
  hall.officers = [await hall.province.newOfficer('Một', mandates), await hall.province.newOfficer('Hai', mandates)]
}

async function clear({ province, database, context, counters, officer }: Hall): Promise<void> {
  province.setClock('2026-11-26T08:00')
  await withOwner(database.ownerUrl, (client) =>
    client.query('TRUNCATE queue_event, queue_call, queue_ticket, queue_booking, queue_seat, queue_number'),
  )
  await openCounter(context, officer(0), counters[0] ?? '')
  await openCounter(context, officer(1), counters[2] ?? '')
}
