import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { withOwner } from '../../../test/support/database.ts'
import { openHall } from '../../../test/support/hall.ts'
import { refusedLater } from '../../../test/support/refused.ts'
import { Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { callNext, leaveQueue } from './index.ts'

const hall = openHall()

describe('tickets', () => {
  test('fifty at once get fifty numbers without a gap', async () => {
    const taken = await Promise.all(Array.from({ length: 50 }, () => hall.take()))
    const labels = taken.map((ticket) => ticket.label).sort()
    assert.deepEqual(
      labels,
      Array.from({ length: 50 }, (_, at) => `A${String(at + 1).padStart(3, '0')}`),
    )
    assert.equal(new Set(taken.map((ticket) => ticket.token)).size, 50)
  })

  test('the table itself refuses a number twice', async () => {
    const { id } = await hall.take()
    const copy = `INSERT INTO queue_ticket SELECT gen_random_uuid(), replace(token, substr(token, 1, 1), '_'), gen_random_uuid(),
      centre_id, line_id, day, label, source, NULL, priority, state, taken_at, waiting_since, rank_at FROM queue_ticket WHERE id = $1`
    await assert.rejects(
      withOwner(hall.database.ownerUrl, (client) => client.query(copy, [id])),
      /queue_ticket_centre_id_day_label/,
    )
  })

  test('a form sent five times at once is one ticket', async () => {
    const commandId = newId()
    const taken = await Promise.all(Array.from({ length: 5 }, () => hall.take({ commandId })))
    assert.equal(new Set(taken.map((ticket) => ticket.id)).size, 1)
  })

  test('each line and each day counts for itself', async () => {
    assert.equal((await hall.take()).label, 'A001')
    assert.equal((await hall.take({ line: 'dat-dai-xay-dung' })).label, 'B001')
    hall.province.setClock('2026-11-27T08:00')
    assert.equal((await hall.take()).label, 'A001')
  })

  test('one address is stopped after its measure, others are not', async () => {
    const address = '203.0.113.7'
    const answers = await Promise.allSettled(Array.from({ length: 60 }, () => hall.take({ address })))
    const refused = answers.filter(({ status }) => status === 'rejected')
    assert.equal(refused.length, 20)
    await hall.take()
  })

  test('a line that is none and a centre without a queue are refused', async () => {
    await refusedLater(hall.take({ line: 'khong-co' }), 'queue.line_unknown', 'line')
    await refusedLater(hall.take({ centre: 'so-xay-dung' }), 'queue.centre_not_found')
  })

  test('outside office hours the refusal says from when', async () => {
    await withOwner(hall.database.ownerUrl, (client) => client.query('UPDATE queue_centre SET any_time = false'))
    try {
      const tryAt = async () => hall.take().catch((error) => error)
      const answer = await tryAt()
      // The hours are looked up at the real time: open or closed, both must be said rightly.
      if (answer instanceof Refusal) {
        assert.equal(answer.code, 'queue.centre_closed')
        assert.match(`${answer.params.date} ${answer.params.time}`, /^\d\d\/\d\d\/\d{4} \d\d:\d\d$/)
      } else assert.match(answer.label, /^A\d{3}$/)
    } finally {
      await withOwner(hall.database.ownerUrl, (client) => client.query('UPDATE queue_centre SET any_time = true'))
    }
  })

  test('a ticket given up is called no more, twice is once', async () => {
    const ticket = await hall.take()
    await leaveQueue(hall.context, ticket.token)
    await leaveQueue(hall.context, ticket.token)
    assert.equal(await hall.stateOf(ticket.id), 'left')
    await refusedLater(callNext(hall.context, hall.officer(0)), 'queue.nobody_waits')
    await refusedLater(leaveQueue(hall.context, 'x'.repeat(22)), 'queue.ticket_not_found')
  })
})
