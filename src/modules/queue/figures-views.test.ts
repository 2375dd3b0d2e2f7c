import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { withOwner } from '../../../test/support/database.ts'
import { openHall } from '../../../test/support/hall.ts'
import { CENTRE } from '../../../test/support/queue.ts'
import { refusedLater } from '../../../test/support/refused.ts'
import { query } from '../../platform/db.ts'
import { endPastDays } from './end-day.ts'
import {
  callNext,
  callTicket,
  getBoard,
  getDesk,
  getFigures,
  importQueue,
  loadQueueFile,
  openCounter,
} from './index.ts'

const hall = openHall()

describe('the day and the figures', () => {
  test('what a day left open is put away on the next', async () => {
    const waiting = await hall.take()
    const called = await hall.take()
    await callTicket(hall.context, hall.officer(0), called.id)
    hall.province.setClock('2026-11-27T01:00')
    assert.equal(await endPastDays(hall.context), 2)
    assert.deepEqual([await hall.stateOf(waiting.id), await hall.stateOf(called.id)], ['expired', 'expired'])
    assert.equal((await getDesk(hall.context, hall.officer(0))).seat, null)
    assert.equal(await endPastDays(hall.context), 0)
  })

  test('median and ninth tenth by line and hour, with numerator and denominator', async () => {
    hall.province.setClock(null)
    const tickets = await Promise.all(Array.from({ length: 10 }, () => hall.take()))
    for (const [at, { id }] of tickets.entries()) {
      await callTicket(hall.context, hall.officer(0), id)
      await hall.act(hall.officer(0), id, 'begin')
      await hall.act(hall.officer(0), id, at < 9 ? 'finish' : 'put_back')
    }
    await withOwner(hall.database.ownerUrl, (client) =>
      client.query(`WITH numbered AS (SELECT id, row_number() OVER (ORDER BY called_at) AS n FROM queue_call)
        UPDATE queue_call c SET called_at = '2026-11-25T08:00+07'::timestamptz, waiting_since =
          '2026-11-25T08:00+07'::timestamptz - make_interval(mins => (n * 3)::int), began_at = '2026-11-25T08:00+07',
          ended_at = '2026-11-25T08:00+07'::timestamptz + make_interval(mins => n::int)
        FROM numbered WHERE numbered.id = c.id`),
    )
    const leader = await hall.province.newOfficer('Lãnh đạo', [
      { agencySlug: 'phuong-pho-hien', role: 'agency_leader' },
    ])
    const asked = { centre: CENTRE, from: '2026-11-25', to: '2026-11-25' }
    const { total, lines, hours } = await getFigures(hall.context, leader, asked)
    assert.deepEqual([total.calls, total.inGoal, total.served], [10, 5, 9])
    assert.deepEqual([total.waitMedian, total.waitP90], [990, 1638])
    assert.deepEqual([total.serviceMedian, lines[0]?.key, hours[0]?.hour], [300, 'ho-tich', 7])
    await refusedLater(getFigures(hall.context, hall.officer(0), asked), 'queue.figures_not_found')
    const elsewhere = await hall.province.newOfficer('Khác', [{ agencySlug: 'xa-van-giang', role: 'agency_leader' }])
    await refusedLater(getFigures(hall.context, elsewhere, asked), 'queue.figures_not_found')
  })

  test('the hall sees the newest call first', async () => {
    hall.province.setClock(null)
    await Promise.all([hall.take(), hall.take()])
    const first = await callNext(hall.context, hall.officer(0))
    const second = await callNext(hall.context, hall.officer(1))
    await hall.act(hall.officer(0), first.ticketId, 'recall')
    const { calls } = await getBoard(hall.context, CENTRE)
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
        hall.database.db.read,
        `SELECT xmin::text, id FROM queue_line UNION ALL SELECT xmin::text, id FROM queue_counter
        UNION ALL SELECT xmin::text, centre_id FROM queue_centre ORDER BY 2`,
      )
    const before = await marks()
    await hall.database.db.write((tx) => importQueue(tx, file))
    assert.deepEqual(await marks(), before)
    const rows = await query<{ key: string }>(hall.database.db.read, 'SELECT key FROM catalogue_field')
    const known = rows.map(({ key }) => key).sort()
    for (const [name, plan] of Object.entries(file.plans)) {
      assert.deepEqual(plan.lines.flatMap((line) => line.fields).sort(), known, name)
    }
  })

  test('forty counters of one centre call at once: forty different tickets, none left', async () => {
    hall.province.setClock(null)
    const file = await loadQueueFile(join(import.meta.dirname, '../../../data'))
    const [name, plan] = Object.entries(file.plans).find(([, { centres }]) => centres?.includes(CENTRE)) ?? []
    assert.ok(name !== undefined && plan !== undefined)
    const numbers = Array.from({ length: 40 }, (_, at) => at + 1)
    const wide = { ...plan, counters: [{ numbers, lines: plan.lines.map((line) => line.key) }] }
    await hall.database.db.write((tx) => importQueue(tx, { ...file, plans: { ...file.plans, [name]: wide } }))
    const rows = await query<{ id: string }>(
      hall.database.db.read,
      `SELECT k.id FROM queue_counter k JOIN organisation_agency a ON a.id = k.centre_id WHERE a.slug = $1 AND k.active
       AND NOT EXISTS (SELECT FROM queue_seat s WHERE s.counter_id = k.id AND s.closed_at IS NULL) ORDER BY k.number`,
      [CENTRE],
    )
    const clerks = [hall.officer(0), hall.officer(1)]
    for (const { id } of rows) {
      const clerk = await hall.province.newOfficer(`Quầy ${id}`, [{ agencySlug: CENTRE, role: 'receptionist' }])
      await openCounter(hall.context, clerk, id)
      clerks.push(clerk)
    }
    assert.equal(clerks.length, 40)
    await Promise.all(numbers.map((at) => hall.take({ line: plan.lines[at % plan.lines.length]?.key })))
    const called = await Promise.all(clerks.map((clerk) => callNext(hall.context, clerk)))
    assert.equal(new Set(called.map(({ ticketId }) => ticketId)).size, 40)
    await refusedLater(callNext(hall.context, hall.officer(0)), 'queue.still_serving')
    assert.equal((await getBoard(hall.context, CENTRE)).calls.length, 40)
    await hall.database.db.write((tx) => importQueue(tx, file))
  })
})
