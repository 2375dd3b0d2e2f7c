import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { withOwner } from '../../../test/support/database.ts'
import { openHall } from '../../../test/support/hall.ts'
import { CENTRE } from '../../../test/support/queue.ts'
import { refusedLater } from '../../../test/support/refused.ts'
import { query } from '../../platform/db.ts'
import type { Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { anonymous } from '../organisation/index.ts'
import { readProfileVersions } from '../vault/index.ts'
import { forgetBookings, markMissed } from './end-day.ts'
import { bookSlot, callNext, cancelBooking, checkIn, getBookingView, getDesk, getSlots } from './index.ts'

const hall = openHall()

describe('booking', () => {
  const visitor = { fullName: 'Nguyễn Thị Hoa', phone: '0912 345 678' }
  async function firstSlot(): Promise<number> {
    const { slots } = await getSlots(hall.context, CENTRE, null)
    return Date.parse(slots[0]?.startsAt ?? '')
  }
  const book = (slotAt: number, more = {}) =>
    bookSlot(hall.context, anonymous, {
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
  beforeEach(() => hall.province.setClock(null))

  test('a slot takes as many as it has places, however many ask at once', async () => {
    const slotAt = await firstSlot()
    const answers = await Promise.allSettled(Array.from({ length: 12 }, (_, at) => book(slotAt, other(at))))
    assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 6)
    for (const answer of answers) if (answer.status === 'rejected') assert.equal(answer.reason.code, 'queue.slot_full')
    const { slots } = await getSlots(hall.context, CENTRE, null)
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
    const dump = await withOwner(hall.database.ownerUrl, (client) =>
      client.query<{ row: string }>(
        `SELECT row_to_json(b)::text AS row FROM queue_booking b UNION ALL SELECT row_to_json(v)::text FROM vault_sealed_value v`,
      ),
    )
    const text = dump.rows.map(({ row }) => row).join('\n')
    assert.ok(!text.includes('Hoa') && !text.includes('912345678'))
    const [kept] = await query<{ id: string }>(hall.database.db.read, 'SELECT profile_id AS id FROM queue_booking')
    const read = async () =>
      (await readProfileVersions(hall.database.db.read, hall.context.keys, [kept?.id ?? ''])).get(kept?.id ?? '')
    assert.equal((await read())?.phone, '+84912345678')
    await withOwner(hall.database.ownerUrl, (client) =>
      client.query(
        `UPDATE queue_booking SET state = 'checked_in', ended_at = now(), slot_at = now() - interval '40 days'`,
      ),
    )
    assert.equal(await forgetBookings(hall.context), 1)
    assert.equal(await forgetBookings(hall.context), 0)
    assert.equal(await read(), null)
  })

  test('a booking becomes a ticket at the kiosk, once, and is called before who came a little earlier', async () => {
    const slotAt = await firstSlot()
    const { code, token } = await book(slotAt)
    await moveSlot(token, '5 minutes')
    const walkIn = await hall.take()
    const first = await checkIn(hall.context, { centre: CENTRE, code: ` ${code.toLowerCase()} `, address: 'a' })
    const again = await checkIn(hall.context, { centre: CENTRE, code, address: 'a' })
    assert.equal(again.id, first.id)
    assert.equal((await getBookingView(hall.context, token)).ticketToken, first.token)
    assert.equal((await callNext(hall.context, hall.officer(0))).ticketId, first.id)
    assert.equal((await getDesk(hall.context, hall.officer(0))).current?.visitorName, visitor.fullName)
    assert.equal(await hall.stateOf(walkIn.id), 'waiting')
  })

  async function moveSlot(token: string, span: string): Promise<void> {
    await withOwner(hall.database.ownerUrl, (client) =>
      client.query(`UPDATE queue_booking SET slot_at = now() + $2::interval WHERE token = $1`, [token, span]),
    )
  }

  test('early, late, cancelled and unknown codes are each told why', async () => {
    const slotAt = await firstSlot()
    const { code, token } = await book(slotAt)
    const arrive = () => checkIn(hall.context, { centre: CENTRE, code, address: newId() })
    await moveSlot(token, '3 hours')
    await refusedLater(arrive(), 'queue.booking_early')
    await moveSlot(token, '-16 minutes')
    await refusedLater(arrive(), 'queue.booking_late')
    assert.equal(await markMissed(hall.context), 1)
    await refusedLater(cancelBooking(hall.context, token), 'queue.booking_over')
    const second = await book(slotAt)
    await cancelBooking(hall.context, second.token)
    await cancelBooking(hall.context, second.token)
    await refusedLater(
      checkIn(hall.context, { centre: CENTRE, code: second.code, address: newId() }),
      'queue.booking_over',
    )
    await refusedLater(
      checkIn(hall.context, { centre: CENTRE, code: '222222', address: newId() }),
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
    const { actor } = await hall.province.newCitizen()
    const empty = { visitor: {} }
    const made = await bookSlot(hall.context, actor, { ...bookingOf(slotAt), ...empty })
    assert.match(made.code, /^[2-9A-HJ-NP-Z]{6}$/)
    await refusedLater(bookSlot(hall.context, hall.officer(0), bookingOf(slotAt)), 'queue.citizens_only')
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
