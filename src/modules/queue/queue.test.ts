import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type TestDatabase, withOwner } from '../../../test/support/database.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestOfficer,
  type TestProvince,
} from '../../../test/support/province.ts'
import { CENTRE, seedQueue, wish } from '../../../test/support/queue.ts'
import { refusedLater } from '../../../test/support/refused.ts'
import { query } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { anonymous } from '../organisation/index.ts'
import { readProfileVersions } from '../vault/index.ts'
import { endPastDays, forgetBookings, markMissed } from './end-day.ts'
import {
  actOnTicket,
  bookSlot,
  callNext,
  callTicket,
  cancelBooking,
  checkIn,
  closeCounter,
  currentVisit,
  getBoard,
  getBookingView,
  getDesk,
  getFigures,
  getSlots,
  getTicketView,
  importQueue,
  leaveQueue,
  loadQueueFile,
  openCounter,
  type QueueContext,
  takeTicket,
} from './index.ts'
import type { TicketAct } from './ticket.ts'

let database: TestDatabase
let province: TestProvince
let context: QueueContext
let counters: string[]
let officers: TestOfficer[]

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  context = await seedQueue(province)
  const rows = await query<{ id: string }>(
    database.db.read,
    `SELECT k.id FROM queue_counter k JOIN organisation_agency a ON a.id = k.centre_id WHERE a.slug = $1 ORDER BY k.number`,
    [CENTRE],
  )
  counters = rows.map((row) => row.id)
  const mandates = [{ agencySlug: CENTRE, role: 'receptionist' as const }]
  officers = [await province.newOfficer('Một', mandates), await province.newOfficer('Hai', mandates)]
})
after(async () => {
  await province.close()
  await database.close()
})

/** A clean hall: counters 1 and 3 open (both serve civil status), nobody waits. */
beforeEach(async () => {
  province.setClock('2026-11-26T08:00')
  await withOwner(database.ownerUrl, (client) =>
    client.query('TRUNCATE queue_event, queue_call, queue_ticket, queue_booking, queue_seat, queue_number'),
  )
  await openCounter(context, officer(0), counters[0] ?? '')
  await openCounter(context, officer(1), counters[2] ?? '')
})

const officer = (at: number) => officers[at] as TestOfficer
const take = (more = {}) => takeTicket(context, wish(more))
const act = (by: TestOfficer, ticketId: string, name: TicketAct, more = {}) =>
  actOnTicket(context, by, { ticketId, act: name, ...more })

/** The pages read at the real time; what they are asked about here stands at the clock of the test. */
async function stateOf(id: string): Promise<string> {
  const [row] = await query<{ state: string }>(database.db.read, 'SELECT state FROM queue_ticket WHERE id = $1', [id])
  return row?.state ?? ''
}

describe('tickets', () => {
  test('fifty at once get fifty numbers without a gap', async () => {
    const taken = await Promise.all(Array.from({ length: 50 }, () => take()))
    const labels = taken.map((ticket) => ticket.label).sort()
    assert.deepEqual(
      labels,
      Array.from({ length: 50 }, (_, at) => `A${String(at + 1).padStart(3, '0')}`),
    )
    assert.equal(new Set(taken.map((ticket) => ticket.token)).size, 50)
  })

  test('the table itself refuses a number twice', async () => {
    const { id } = await take()
    const copy = `INSERT INTO queue_ticket SELECT gen_random_uuid(), replace(token, substr(token, 1, 1), '_'), gen_random_uuid(),
      centre_id, line_id, day, label, source, NULL, priority, state, taken_at, waiting_since, rank_at FROM queue_ticket WHERE id = $1`
    await assert.rejects(
      withOwner(database.ownerUrl, (client) => client.query(copy, [id])),
      /queue_ticket_centre_id_day_label/,
    )
  })

  test('a form sent five times at once is one ticket', async () => {
    const commandId = newId()
    const taken = await Promise.all(Array.from({ length: 5 }, () => take({ commandId })))
    assert.equal(new Set(taken.map((ticket) => ticket.id)).size, 1)
  })

  test('each line and each day counts for itself', async () => {
    assert.equal((await take()).label, 'A001')
    assert.equal((await take({ line: 'dat-dai-xay-dung' })).label, 'B001')
    province.setClock('2026-11-27T08:00')
    assert.equal((await take()).label, 'A001')
  })

  test('one address is stopped after its measure, others are not', async () => {
    const address = '203.0.113.7'
    const answers = await Promise.allSettled(Array.from({ length: 60 }, () => take({ address })))
    const refused = answers.filter(({ status }) => status === 'rejected')
    assert.equal(refused.length, 20)
    await take()
  })

  test('a line that is none and a centre without a queue are refused', async () => {
    await refusedLater(take({ line: 'khong-co' }), 'queue.line_unknown', 'line')
    await refusedLater(take({ centre: 'so-xay-dung' }), 'queue.centre_not_found')
  })

  test('outside office hours the refusal says from when', async () => {
    await withOwner(database.ownerUrl, (client) => client.query('UPDATE queue_centre SET any_time = false'))
    try {
      const tryAt = async () => take().catch((error) => error)
      const answer = await tryAt()
      // The hours are looked up at the real time: open or closed, both must be said rightly.
      if (answer instanceof Refusal) {
        assert.equal(answer.code, 'queue.centre_closed')
        assert.match(`${answer.params.date} ${answer.params.time}`, /^\d\d\/\d\d\/\d{4} \d\d:\d\d$/)
      } else assert.match(answer.label, /^A\d{3}$/)
    } finally {
      await withOwner(database.ownerUrl, (client) => client.query('UPDATE queue_centre SET any_time = true'))
    }
  })

  test('a ticket given up is called no more, twice is once', async () => {
    const ticket = await take()
    await leaveQueue(context, ticket.token)
    await leaveQueue(context, ticket.token)
    assert.equal(await stateOf(ticket.id), 'left')
    await refusedLater(callNext(context, officer(0)), 'queue.nobody_waits')
    await refusedLater(leaveQueue(context, 'x'.repeat(22)), 'queue.ticket_not_found')
  })
})

describe('calling', () => {
  test('two clerks who press at once get different tickets', async () => {
    for (let round = 0; round < 5; round++) {
      await Promise.all([take(), take()])
      const called = await Promise.all([callNext(context, officer(0)), callNext(context, officer(1))])
      assert.notEqual(called[0].ticketId, called[1].ticketId)
      for (const [at, { ticketId }] of called.entries()) await act(officer(at), ticketId, 'no_show')
    }
  })

  test('the same ticket by two clerks: one wins, the other is told which counter has it', async () => {
    const { id } = await take()
    const answers = await Promise.allSettled([callTicket(context, officer(0), id), callTicket(context, officer(1), id)])
    const lost = answers.filter((answer) => answer.status === 'rejected')
    assert.equal(lost.length, 1)
    const { reason } = lost[0] as PromiseRejectedResult
    assert.equal(reason.code, 'queue.ticket_taken')
    assert.ok([1, 3].includes(reason.params.counter))
  })

  test('two windows of one clerk call one ticket', async () => {
    await Promise.all([take(), take()])
    const answers = await Promise.allSettled([callNext(context, officer(0)), callNext(context, officer(0))])
    const codes = answers.map((answer) => (answer.status === 'rejected' ? answer.reason.code : 'called')).sort()
    assert.deepEqual(codes, ['called', 'queue.still_serving'])
  })

  test('priority goes first within its head start, and not beyond it', async () => {
    const early = await take()
    province.setClock('2026-11-26T08:15')
    const elderly = await take({ priority: 'elderly' })
    province.setClock('2026-11-26T08:30')
    const later = await take({ priority: 'merit' })
    const order: string[] = []
    for (let turn = 0; turn < 3; turn++) {
      const { ticketId } = await callNext(context, officer(0))
      order.push(ticketId)
      await act(officer(0), ticketId, 'no_show')
    }
    assert.deepEqual(order, [elderly.id, early.id, later.id])
  })

  test('a counter calls only from its lines', async () => {
    await take({ line: 'dat-dai-xay-dung' })
    await refusedLater(callNext(context, officer(0)), 'queue.nobody_waits')
    assert.equal((await callNext(context, officer(1))).label, 'B001')
  })

  test('a visit from call to finish can be read, and is measured', async () => {
    const { token } = await take()
    province.setClock('2026-11-26T08:10')
    const { ticketId } = await callNext(context, officer(0))
    assert.equal((await currentVisit(database.db.read, officer(0).officerId))?.label, 'A001')
    assert.equal(await currentVisit(database.db.read, officer(1).officerId), null)
    assert.equal((await getTicketView(context, token)).counterNumber, 1)
    await act(officer(0), ticketId, 'recall')
    await act(officer(0), ticketId, 'begin')
    province.setClock('2026-11-26T08:25')
    await act(officer(0), ticketId, 'finish')
    assert.equal(await currentVisit(database.db.read, officer(0).officerId), null)
    const [row] = await query<{ wait: number; service: number; hour: number }>(
      database.db.read,
      'SELECT wait_seconds AS wait, service_seconds AS service, hour FROM queue_visit_time',
    )
    assert.deepEqual(row, { wait: 600, service: 900, hour: 8 })
    const events = await query<{ type: string }>(database.db.read, 'SELECT type FROM queue_event ORDER BY id')
    assert.deepEqual(
      events.map(({ type }) => type),
      ['take', 'call', 'recall', 'begin', 'finish'],
    )
  })

  test('put back behind those who came long before, handed over to a counter and called there', async () => {
    const first = await take()
    const second = await take()
    await callNext(context, officer(0))
    province.setClock('2026-11-26T09:00')
    await act(officer(0), first.id, 'put_back')
    assert.equal((await callNext(context, officer(0))).ticketId, second.id)
    await refusedLater(act(officer(0), second.id, 'transfer'), 'queue.target_missing', 'target')
    await refusedLater(act(officer(0), second.id, 'transfer', { toCounter: 2 }), 'queue.target_closed')
    await act(officer(0), second.id, 'transfer', { toCounter: 3 })
    assert.equal((await callNext(context, officer(0))).ticketId, first.id, 'not what was handed over')
    await act(officer(0), first.id, 'transfer', { toLine: 'dat-dai-xay-dung' })
    await refusedLater(callNext(context, officer(0)), 'queue.nobody_waits')
    assert.equal((await callNext(context, officer(1))).ticketId, second.id)
  })

  test('what was handed over to a counter that closes is called by the others', async () => {
    const { id } = await take()
    await callNext(context, officer(0))
    await act(officer(0), id, 'transfer', { toCounter: 3 })
    await closeCounter(context, officer(1))
    assert.equal((await callNext(context, officer(0))).ticketId, id)
  })

  test('an act on what has changed, on what another counter has, or out of order is refused', async () => {
    const { id } = await take()
    await refusedLater(act(officer(0), id, 'begin'), 'queue.act_not_possible')
    await callNext(context, officer(0))
    await refusedLater(act(officer(1), id, 'begin'), 'queue.ticket_taken')
    await refusedLater(act(officer(0), id, 'begin', { version: 1 }), 'queue.stale_ticket')
    await refusedLater(act(officer(0), id, 'set_priority', { priority: 'poor' }), 'queue.reason_missing', 'reason')
    await act(officer(0), id, 'set_priority', { priority: 'poor', reason: 'Có giấy chứng nhận hộ nghèo' })
    await refusedLater(closeCounter(context, officer(0)), 'queue.still_serving')
    const answers = await Promise.allSettled([act(officer(0), id, 'begin'), act(officer(0), id, 'no_show')])
    assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1, 'one of two presses wins')
  })

  test('an officer of another centre neither sits here nor touches a ticket', async () => {
    const stranger = await province.newOfficer('Xa', [{ agencySlug: 'mot-cua-xa-van-giang', role: 'receptionist' }])
    await refusedLater(openCounter(context, stranger, counters[1] ?? ''), 'queue.counter_not_found')
    const handler = await province.newOfficer('Ba', [{ agencySlug: CENTRE, role: 'handler' }])
    await refusedLater(callNext(context, handler), 'queue.not_at_counter')
    await refusedLater(callNext(context, anonymous), 'queue.login_needed')
    await refusedLater(callNext(context, stranger), 'queue.not_seated')
  })

  test('one officer a counter and one counter an officer, also at once', async () => {
    const third = await province.newOfficer('Tư', [{ agencySlug: CENTRE, role: 'receptionist' }])
    const fourth = await province.newOfficer('Năm', [{ agencySlug: CENTRE, role: 'receptionist' }])
    const answers = await Promise.allSettled([third, fourth].map((one) => openCounter(context, one, counters[1] ?? '')))
    const refused = answers.filter((answer) => answer.status === 'rejected')
    assert.deepEqual(
      refused.map((answer) => (answer as PromiseRejectedResult).reason.code),
      ['queue.counter_taken'],
    )
    await refusedLater(openCounter(context, officer(0), counters[1] ?? ''), 'queue.already_seated')
    await openCounter(context, officer(0), counters[0] ?? '')
  })
})

describe('booking', () => {
  const visitor = { fullName: 'Nguyễn Thị Hoa', phone: '0912 345 678' }
  async function firstSlot(): Promise<number> {
    const { slots } = await getSlots(context, CENTRE, null)
    return Date.parse(slots[0]?.startsAt ?? '')
  }
  const book = (slotAt: number, more = {}) =>
    bookSlot(context, anonymous, {
      centre: CENTRE,
      line: 'ho-tich',
      slotAt,
      priority: null,
      visitor,
      commandId: newId(),
      address: newId(),
      ...more,
    })
  const other = (at: number) => ({
    visitor: { fullName: 'Trần Văn Nam', phone: `09123450${String(at).padStart(2, '0')}` },
  })
  beforeEach(() => province.setClock(null))

  test('a slot takes as many as it has places, however many ask at once', async () => {
    const slotAt = await firstSlot()
    const answers = await Promise.allSettled(Array.from({ length: 12 }, (_, at) => book(slotAt, other(at))))
    assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 6)
    for (const answer of answers) if (answer.status === 'rejected') assert.equal(answer.reason.code, 'queue.slot_full')
    const { slots } = await getSlots(context, CENTRE, null)
    assert.equal(slots[0]?.free, 0)
  })

  test('one telephone holds two bookings, in whatever way it is written', async () => {
    const slotAt = await firstSlot()
    const phones = ['0912345678', '+84 912 345 678', '84912345678', '0912.345.678']
    const answers = await Promise.allSettled(
      phones.map((phone) => book(slotAt, { visitor: { fullName: 'Nguyễn Thị Hoa', phone } })),
    )
    assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 2)
  })

  test('name and telephone stand nowhere in clear, and are erased when they are no longer needed', async () => {
    await book(await firstSlot())
    const dump = await withOwner(database.ownerUrl, (client) =>
      client.query<{ row: string }>(
        `SELECT row_to_json(b)::text AS row FROM queue_booking b UNION ALL SELECT row_to_json(v)::text FROM vault_sealed_value v`,
      ),
    )
    const text = dump.rows.map(({ row }) => row).join('\n')
    assert.ok(!text.includes('Hoa') && !text.includes('912345678'))
    const [kept] = await query<{ id: string }>(database.db.read, 'SELECT profile_id AS id FROM queue_booking')
    const read = async () =>
      (await readProfileVersions(database.db.read, context.keys, [kept?.id ?? ''])).get(kept?.id ?? '')
    assert.equal((await read())?.phone, '+84912345678')
    await withOwner(database.ownerUrl, (client) =>
      client.query(
        `UPDATE queue_booking SET state = 'checked_in', ended_at = now(), slot_at = now() - interval '40 days'`,
      ),
    )
    assert.equal(await forgetBookings(context), 1)
    assert.equal(await forgetBookings(context), 0)
    assert.equal(await read(), null)
  })

  test('a booking becomes a ticket at the kiosk, once, and is called before who came a little earlier', async () => {
    const slotAt = await firstSlot()
    const { code, token } = await book(slotAt)
    await moveSlot(token, '5 minutes')
    const walkIn = await take()
    const first = await checkIn(context, { centre: CENTRE, code: ` ${code.toLowerCase()} `, address: 'a' })
    const again = await checkIn(context, { centre: CENTRE, code, address: 'a' })
    assert.equal(again.id, first.id)
    assert.equal((await getBookingView(context, token)).ticketToken, first.token)
    assert.equal((await callNext(context, officer(0))).ticketId, first.id)
    assert.equal((await getDesk(context, officer(0))).current?.visitorName, visitor.fullName)
    assert.equal(await stateOf(walkIn.id), 'waiting')
  })

  async function moveSlot(token: string, span: string): Promise<void> {
    await withOwner(database.ownerUrl, (client) =>
      client.query(`UPDATE queue_booking SET slot_at = now() + $2::interval WHERE token = $1`, [token, span]),
    )
  }

  test('early, late, cancelled and unknown codes are each told why', async () => {
    const slotAt = await firstSlot()
    const { code, token } = await book(slotAt)
    const arrive = () => checkIn(context, { centre: CENTRE, code, address: newId() })
    await moveSlot(token, '3 hours')
    await refusedLater(arrive(), 'queue.booking_early')
    await moveSlot(token, '-16 minutes')
    await refusedLater(arrive(), 'queue.booking_late')
    assert.equal(await markMissed(context), 1)
    await refusedLater(cancelBooking(context, token), 'queue.booking_over')
    const second = await book(slotAt)
    await cancelBooking(context, second.token)
    await cancelBooking(context, second.token)
    await refusedLater(checkIn(context, { centre: CENTRE, code: second.code, address: newId() }), 'queue.booking_over')
    await refusedLater(
      checkIn(context, { centre: CENTRE, code: '222222', address: newId() }),
      'queue.code_unknown',
      'code',
    )
  })

  test('who missed three slots is refused with the day from which it is possible again', async () => {
    const slotAt = await firstSlot()
    for (let at = 0; at < 3; at++) {
      const { token } = await book(slotAt)
      await moveSlot(token, `-${at + 1} days`)
    }
    await assert.rejects(book(slotAt), (error: Refusal) => {
      assert.equal(error.code, 'queue.missed_too_often')
      assert.match(String(error.params.date), /^\d\d\/\d\d\/\d{4}$/)
      return true
    })
    await book(slotAt, other(1))
  })

  test('an account books without typing; an officer does not book', async () => {
    const slotAt = await firstSlot()
    const { actor } = await province.newCitizen()
    const empty = { visitor: {} }
    const made = await bookSlot(context, actor, { ...bookingOf(slotAt), ...empty })
    assert.match(made.code, /^[2-9A-HJ-NP-Z]{6}$/)
    await refusedLater(bookSlot(context, officer(0), bookingOf(slotAt)), 'queue.citizens_only')
  })
  const bookingOf = (slotAt: number) => ({
    centre: CENTRE,
    line: 'ho-tich',
    slotAt,
    priority: null,
    visitor,
    commandId: newId(),
    address: newId(),
  })

  test('all that is wrong is told at once, each at its field', async () => {
    await assert.rejects(book(0, { line: '', visitor: { fullName: '', phone: '12' } }), (error: Refusal) => {
      assert.equal(error.code, 'queue.booking_invalid')
      assert.deepEqual(
        error.faults.map((fault) => fault.path),
        ['slot', 'line', 'fullName', 'phone'],
      )
      return true
    })
  })
})

describe('the day and the figures', () => {
  test('what a day left open is put away on the next', async () => {
    const waiting = await take()
    const called = await take()
    await callTicket(context, officer(0), called.id)
    province.setClock('2026-11-27T01:00')
    assert.equal(await endPastDays(context), 2)
    assert.deepEqual([await stateOf(waiting.id), await stateOf(called.id)], ['expired', 'expired'])
    assert.equal((await getDesk(context, officer(0))).seat, null)
    assert.equal(await endPastDays(context), 0)
  })

  test('median and ninth tenth by line and hour, with numerator and denominator', async () => {
    province.setClock(null)
    const tickets = await Promise.all(Array.from({ length: 10 }, () => take()))
    for (const [at, { id }] of tickets.entries()) {
      await callTicket(context, officer(0), id)
      await act(officer(0), id, 'begin')
      await act(officer(0), id, at < 9 ? 'finish' : 'put_back')
    }
    await withOwner(database.ownerUrl, (client) =>
      client.query(`WITH numbered AS (SELECT id, row_number() OVER (ORDER BY called_at) AS n FROM queue_call)
        UPDATE queue_call c SET called_at = '2026-11-25T08:00+07'::timestamptz, waiting_since =
          '2026-11-25T08:00+07'::timestamptz - make_interval(mins => (n * 3)::int), began_at = '2026-11-25T08:00+07',
          ended_at = '2026-11-25T08:00+07'::timestamptz + make_interval(mins => n::int)
        FROM numbered WHERE numbered.id = c.id`),
    )
    const leader = await province.newOfficer('Lãnh đạo', [{ agencySlug: 'phuong-pho-hien', role: 'agency_leader' }])
    const asked = { centre: CENTRE, from: '2026-11-25', to: '2026-11-25' }
    const { total, lines, hours } = await getFigures(context, leader, asked)
    assert.deepEqual([total.calls, total.inGoal, total.served], [10, 5, 9])
    assert.deepEqual([total.waitMedian, total.waitP90], [990, 1638])
    assert.deepEqual([total.serviceMedian, lines[0]?.key, hours[0]?.hour], [300, 'ho-tich', 7])
    await refusedLater(getFigures(context, officer(0), asked), 'queue.figures_not_found')
    const elsewhere = await province.newOfficer('Khác', [{ agencySlug: 'xa-van-giang', role: 'agency_leader' }])
    await refusedLater(getFigures(context, elsewhere, asked), 'queue.figures_not_found')
  })

  test('the hall sees the newest call first', async () => {
    province.setClock(null)
    await Promise.all([take(), take()])
    const first = await callNext(context, officer(0))
    const second = await callNext(context, officer(1))
    await act(officer(0), first.ticketId, 'recall')
    const { calls } = await getBoard(context, CENTRE)
    assert.deepEqual(
      calls.map(({ label, counterNumber }) => [label, counterNumber]),
      [
        [first.label, 1],
        [second.label, 3],
      ],
    )
  })

  test('importing again changes nothing; every field of the catalogue stands once in each plan', async () => {
    const data = join(import.meta.dirname, '../../../data')
    const file = await loadQueueFile(data)
    const marks = () =>
      query(
        database.db.read,
        `SELECT xmin::text, id FROM queue_line UNION ALL SELECT xmin::text, id FROM queue_counter
        UNION ALL SELECT xmin::text, centre_id FROM queue_centre ORDER BY 2`,
      )
    const before = await marks()
    await database.db.write((tx) => importQueue(tx, file))
    assert.deepEqual(await marks(), before)
    const rows = await query<{ key: string }>(database.db.read, 'SELECT key FROM catalogue_field')
    const known = rows.map(({ key }) => key).sort()
    for (const [name, plan] of Object.entries(file.plans)) {
      assert.deepEqual(plan.lines.flatMap((line) => line.fields).sort(), known, name)
    }
  })

  test('forty counters of one centre call at once: forty different tickets, none left', async () => {
    province.setClock(null)
    const file = await loadQueueFile(join(import.meta.dirname, '../../../data'))
    const [name, plan] = Object.entries(file.plans).find(([, { centres }]) => centres?.includes(CENTRE)) ?? []
    assert.ok(name !== undefined && plan !== undefined)
    const numbers = Array.from({ length: 40 }, (_, at) => at + 1)
    const wide = { ...plan, counters: [{ numbers, lines: plan.lines.map((line) => line.key) }] }
    await database.db.write((tx) => importQueue(tx, { ...file, plans: { ...file.plans, [name]: wide } }))
    const rows = await query<{ id: string }>(
      database.db.read,
      `SELECT k.id FROM queue_counter k JOIN organisation_agency a ON a.id = k.centre_id WHERE a.slug = $1 AND k.active
       AND NOT EXISTS (SELECT FROM queue_seat s WHERE s.counter_id = k.id AND s.closed_at IS NULL) ORDER BY k.number`,
      [CENTRE],
    )
    const clerks = [officer(0), officer(1)]
    for (const { id } of rows) {
      const clerk = await province.newOfficer(`Quầy ${id}`, [{ agencySlug: CENTRE, role: 'receptionist' }])
      await openCounter(context, clerk, id)
      clerks.push(clerk)
    }
    assert.equal(clerks.length, 40)
    await Promise.all(numbers.map((at) => take({ line: plan.lines[at % plan.lines.length]?.key })))
    const called = await Promise.all(clerks.map((clerk) => callNext(context, clerk)))
    assert.equal(new Set(called.map(({ ticketId }) => ticketId)).size, 40)
    await refusedLater(callNext(context, officer(0)), 'queue.still_serving')
    assert.equal((await getBoard(context, CENTRE)).calls.length, 40)
    await database.db.write((tx) => importQueue(tx, file))
  })
})
