import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openHall } from '../../../test/support/hall.ts'
import { CENTRE } from '../../../test/support/queue.ts'
import { refusedLater } from '../../../test/support/refused.ts'
import { query } from '../../platform/db.ts'
import { anonymous } from '../organisation/index.ts'
import { callNext, callTicket, closeCounter, currentVisit, getTicketView, openCounter } from './index.ts'

const hall = openHall()

describe('calling', () => {
  test('two clerks who press at once get different tickets', async () => {
    for (let round = 0; round < 5; round++) {
      await Promise.all([hall.take(), hall.take()])
      const called = await Promise.all([
        callNext(hall.context, hall.officer(0)),
        callNext(hall.context, hall.officer(1)),
      ])
      assert.notEqual(called[0].ticketId, called[1].ticketId)
      for (const [at, { ticketId }] of called.entries()) await hall.act(hall.officer(at), ticketId, 'no_show')
    }
  })

  test('the same ticket by two clerks: one wins, the other is told which counter has it', async () => {
    const { id } = await hall.take()
    const answers = await Promise.allSettled([
      callTicket(hall.context, hall.officer(0), id),
      callTicket(hall.context, hall.officer(1), id),
    ])
    const lost = answers.filter((answer) => answer.status === 'rejected')
    assert.equal(lost.length, 1)
    const { reason } = lost[0] as PromiseRejectedResult
    assert.equal(reason.code, 'queue.ticket_taken')
    assert.ok([1, 3].includes(reason.params.counter))
  })

  test('two windows of one clerk call one ticket', async () => {
    await Promise.all([hall.take(), hall.take()])
    const answers = await Promise.allSettled([
      callNext(hall.context, hall.officer(0)),
      callNext(hall.context, hall.officer(0)),
    ])
    const codes = answers.map((answer) => (answer.status === 'rejected' ? answer.reason.code : 'called')).sort()
    assert.deepEqual(codes, ['called', 'queue.still_serving'])
  })

  test('priority goes first within its head start, and not beyond it', async () => {
    const early = await hall.take()
    hall.province.setClock('2026-11-26T08:15')
    const elderly = await hall.take({ priority: 'elderly' })
    hall.province.setClock('2026-11-26T08:30')
    const later = await hall.take({ priority: 'merit' })
    const order: string[] = []
    for (let turn = 0; turn < 3; turn++) {
      const { ticketId } = await callNext(hall.context, hall.officer(0))
      order.push(ticketId)
      await hall.act(hall.officer(0), ticketId, 'no_show')
    }
    assert.deepEqual(order, [elderly.id, early.id, later.id])
  })

  test('a counter calls only from its lines', async () => {
    await hall.take({ line: 'dat-dai-xay-dung' })
    await refusedLater(callNext(hall.context, hall.officer(0)), 'queue.nobody_waits')
    assert.equal((await callNext(hall.context, hall.officer(1))).label, 'B001')
  })

  test('a visit from call to finish can be read, and is measured', async () => {
    const { token } = await hall.take()
    hall.province.setClock('2026-11-26T08:10')
    const { ticketId } = await callNext(hall.context, hall.officer(0))
    assert.equal((await currentVisit(hall.database.db.read, hall.officer(0).officerId))?.label, 'A001')
    assert.equal(await currentVisit(hall.database.db.read, hall.officer(1).officerId), null)
    assert.equal((await getTicketView(hall.context, token)).counterNumber, 1)
    await hall.act(hall.officer(0), ticketId, 'recall')
    await hall.act(hall.officer(0), ticketId, 'begin')
    hall.province.setClock('2026-11-26T08:25')
    await hall.act(hall.officer(0), ticketId, 'finish')
    assert.equal(await currentVisit(hall.database.db.read, hall.officer(0).officerId), null)
    const [row] = await query<{ wait: number; service: number; hour: number }>(
      hall.database.db.read,
      'SELECT wait_seconds AS wait, service_seconds AS service, hour FROM queue_visit_time',
    )
    assert.deepEqual(row, { wait: 600, service: 900, hour: 8 })
    const events = await query<{ type: string }>(hall.database.db.read, 'SELECT type FROM queue_event ORDER BY id')
    assert.deepEqual(
      events.map(({ type }) => type),
      ['take', 'call', 'recall', 'begin', 'finish'],
    )
  })

  test('put back behind those who came long before, handed over to a counter and called there', async () => {
    const first = await hall.take()
    const second = await hall.take()
    await callNext(hall.context, hall.officer(0))
    hall.province.setClock('2026-11-26T09:00')
    await hall.act(hall.officer(0), first.id, 'put_back')
    assert.equal((await callNext(hall.context, hall.officer(0))).ticketId, second.id)
    await refusedLater(hall.act(hall.officer(0), second.id, 'transfer'), 'queue.target_missing', 'target')
    await refusedLater(hall.act(hall.officer(0), second.id, 'transfer', { toCounter: 2 }), 'queue.target_closed')
    await hall.act(hall.officer(0), second.id, 'transfer', { toCounter: 3 })
    assert.equal((await callNext(hall.context, hall.officer(0))).ticketId, first.id, 'not what was handed over')
    await hall.act(hall.officer(0), first.id, 'transfer', { toLine: 'dat-dai-xay-dung' })
    await refusedLater(callNext(hall.context, hall.officer(0)), 'queue.nobody_waits')
    assert.equal((await callNext(hall.context, hall.officer(1))).ticketId, second.id)
  })

  test('what was handed over to a counter that closes is called by the others', async () => {
    const { id } = await hall.take()
    await callNext(hall.context, hall.officer(0))
    await hall.act(hall.officer(0), id, 'transfer', { toCounter: 3 })
    await closeCounter(hall.context, hall.officer(1))
    assert.equal((await callNext(hall.context, hall.officer(0))).ticketId, id)
  })

  test('an act on what has changed, on what another counter has, or out of order is refused', async () => {
    const { id } = await hall.take()
    await refusedLater(hall.act(hall.officer(0), id, 'begin'), 'queue.act_not_possible')
    await callNext(hall.context, hall.officer(0))
    await refusedLater(hall.act(hall.officer(1), id, 'begin'), 'queue.ticket_taken')
    await refusedLater(hall.act(hall.officer(0), id, 'begin', { version: 1 }), 'queue.stale_ticket')
    await refusedLater(
      hall.act(hall.officer(0), id, 'set_priority', { priority: 'poor' }),
      'queue.reason_missing',
      'reason',
    )
    await hall.act(hall.officer(0), id, 'set_priority', { priority: 'poor', reason: 'Có giấy chứng nhận hộ nghèo' })
    await refusedLater(closeCounter(hall.context, hall.officer(0)), 'queue.still_serving')
    const answers = await Promise.allSettled([
      hall.act(hall.officer(0), id, 'begin'),
      hall.act(hall.officer(0), id, 'no_show'),
    ])
    assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1, 'one of two presses wins')
  })

  test('an officer of another centre neither sits here nor touches a ticket', async () => {
    const stranger = await hall.province.newOfficer('Xa', [
      { agencySlug: 'mot-cua-xa-van-giang', role: 'receptionist' },
    ])
    await refusedLater(openCounter(hall.context, stranger, hall.counters[1] ?? ''), 'queue.counter_not_found')
    const handler = await hall.province.newOfficer('Ba', [{ agencySlug: CENTRE, role: 'handler' }])
    await refusedLater(callNext(hall.context, handler), 'queue.not_at_counter')
    await refusedLater(callNext(hall.context, anonymous), 'queue.login_needed')
    await refusedLater(callNext(hall.context, stranger), 'queue.not_seated')
  })

  test('one officer a counter and one counter an officer, also at once', async () => {
    const third = await hall.province.newOfficer('Tư', [{ agencySlug: CENTRE, role: 'receptionist' }])
    const fourth = await hall.province.newOfficer('Năm', [{ agencySlug: CENTRE, role: 'receptionist' }])
    const answers = await Promise.allSettled(
      [third, fourth].map((one) => openCounter(hall.context, one, hall.counters[1] ?? '')),
    )
    const refused = answers.filter((answer) => answer.status === 'rejected')
    assert.deepEqual(
      refused.map((answer) => (answer as PromiseRejectedResult).reason.code),
      ['queue.counter_taken'],
    )
    await refusedLater(openCounter(hall.context, hall.officer(0), hall.counters[1] ?? ''), 'queue.already_seated')
    await openCounter(hall.context, hall.officer(0), hall.counters[0] ?? '')
  })
})
