import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type TestDatabase, withOwner } from '../../../../test/support/database.ts'
import { TestMachine } from '../../../../test/support/offline-machine.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestOfficer,
  type TestProvince,
} from '../../../../test/support/province.ts'
import { CENTRE, seedQueue, wish } from '../../../../test/support/queue.ts'
import { refusedLater } from '../../../../test/support/refused.ts'
import { localDate } from '../../../platform/civil-date.ts'
import { query } from '../../../platform/db.ts'
import { callNext, getDesk, openCounter, type QueueContext, takeTicket } from '../../queue/index.ts'

const MINUTE = 60_000
let database: TestDatabase
let province: TestProvince
let queue: QueueContext
let clerk: TestOfficer
let caller: TestOfficer

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  queue = await seedQueue(province)
  const mandates = [{ agencySlug: CENTRE, role: 'receptionist' as const }]
  clerk = await province.newOfficer('Máy', mandates)
  caller = await province.newOfficer('Gọi', mandates)
  const [counter] = await query<{ id: string }>(
    database.db.read,
    `SELECT k.id FROM queue_counter k JOIN organisation_agency a ON a.id = k.centre_id WHERE a.slug = $1 AND k.number = 3`,
    [CENTRE],
  )
  await openCounter(queue, caller, counter?.id ?? '')
})
after(async () => {
  await province.close()
  await database.close()
})
/** In the middle of a morning, so that an hour ago is the same day. */
beforeEach(async () => {
  province.setClock(`${localDate(Date.now())}T10:00`)
  await withOwner(database.ownerUrl, (client) =>
    client.query('TRUNCATE queue_event, queue_call, queue_ticket, queue_booking, queue_number'),
  )
})

interface Row {
  label: string
  state: string
  source: string
  takenAt: Date
}

function tickets(): Promise<Row[]> {
  return query<Row>(
    database.db.read,
    'SELECT label, state, source, taken_at AS "takenAt" FROM queue_ticket ORDER BY rank_at, id',
  )
}

/** A machine prepared an hour ago; what it wrote down since then is so many minutes old. */
async function preparedEarlier(): Promise<TestMachine> {
  const machine = await TestMachine.prepared(province, clerk)
  await withOwner(database.ownerUrl, (client) =>
    client.query('UPDATE casework_offline_kit SET issued_at = $2 WHERE id = $1', [
      machine.kit.kitId,
      new Date(province.now() - 60 * MINUTE),
    ]),
  )
  return machine
}

function ticketOf(machine: TestMachine, count: number, more: object = {}) {
  const number = `${machine.kit.ticketPrefix}${String(count).padStart(3, '0')}`
  return machine.write({ kind: 'ticket', number, line: 'ho-tich', ...more } as never)
}

describe('tickets given while the line was down', () => {
  test('stand in the queue by their own time, before who came later, marked, each once', async () => {
    const machine = await preparedEarlier()
    const now = province.now()
    const [first, second] = [40, 30].map((minutes, at) =>
      ticketOf(machine, at + 1, { deviceAt: now - minutes * MINUTE }),
    )
    assert.ok(first !== undefined && second !== undefined)
    const walkIn = await takeTicket(queue, wish())
    await machine.send(first)
    await machine.send(second)
    assert.equal((await machine.send(first)).repeated, true)
    const prefix = machine.kit.ticketPrefix
    const rows = await tickets()
    assert.deepEqual(
      rows.map(({ label, source }) => [label, source]),
      [
        [`${prefix}001`, 'offline'],
        [`${prefix}002`, 'offline'],
        [walkIn.label, 'kiosk'],
      ],
    )
    assert.ok(Math.abs((rows[0]?.takenAt.getTime() ?? 0) - (now - 40 * MINUTE)) < MINUTE)
    assert.equal((await getDesk(queue, caller)).waiting[0]?.source, 'offline')
    assert.equal((await callNext(queue, caller)).label, `${prefix}001`)
    const [measured] = await query<{ wait: number }>(
      database.db.read,
      'SELECT wait_seconds AS wait FROM queue_visit_time',
    )
    assert.ok(Math.abs((measured?.wait ?? 0) - 40 * 60) < 60, 'the wait counts from the slip')
  })

  test('who was received meanwhile is done, and both times are those of the counter', async () => {
    const machine = await preparedEarlier()
    const now = province.now()
    const ticket = ticketOf(machine, 1, { deviceAt: now - 40 * MINUTE })
    const number = `${machine.kit.ticketPrefix}001`
    const intake = machine.intake({ ticket: number, beganAt: now - 30 * MINUTE, deviceAt: now - 18 * MINUTE })
    await machine.send(ticket)
    await machine.send(intake)
    assert.deepEqual(
      (await tickets()).map(({ label, state }) => [label, state]),
      [[number, 'finished']],
    )
    const [measured] = await query<{ wait: number; service: number }>(
      database.db.read,
      'SELECT wait_seconds AS wait, service_seconds AS service FROM queue_visit_time',
    )
    assert.ok(Math.abs((measured?.wait ?? 0) - 600) < 5 && Math.abs((measured?.service ?? 0) - 720) < 5)
    await refusedLater(callNext(queue, caller), 'queue.nobody_waits')
  })

  test('a number that stands already is told, and settled by the next of its line', async () => {
    const machine = await preparedEarlier()
    const other = await preparedEarlier()
    const now = province.now()
    const mine = ticketOf(machine, 1, { deviceAt: now - 20 * MINUTE })
    await machine.send(mine)
    const doubled = ticketOf(machine, 1, { deviceAt: now - 10 * MINUTE })
    await refusedLater(machine.send(doubled), 'offline.ticket_taken')
    const answer = await machine.send(doubled, { resolution: { renumber: true } })
    assert.equal(answer.number, 'A001')
    const foreign = other.write({ kind: 'ticket', number: `${machine.kit.ticketPrefix}009` } as never)
    await refusedLater(other.send(foreign), 'offline.ticket_other_device')
    assert.equal((await tickets()).length, 2)
  })

  test('a machine prepared again on the same day goes on behind its own numbers', async () => {
    const machine = await preparedEarlier()
    await machine.send(ticketOf(machine, 1))
    await machine.send(ticketOf(machine, 2))
    await machine.prepare()
    assert.equal(machine.kit.ticketsGiven?.last, 2)
    assert.deepEqual(
      machine.kit.lines?.map(({ key }) => key),
      ['ho-tich', 'dat-dai-xay-dung', 'xa-hoi'],
    )
  })

  test('a priority group keeps its head start, a line that is gone its visitors', async () => {
    const machine = await preparedEarlier()
    const now = province.now()
    await machine.send(ticketOf(machine, 1, { deviceAt: now - 20 * MINUTE, line: 'khong-con' }))
    await machine.send(ticketOf(machine, 2, { deviceAt: now - 10 * MINUTE, priority: 'elderly' }))
    assert.deepEqual(
      (await tickets()).map(({ label }) => label.slice(-3)),
      ['002', '001'],
    )
  })
})
