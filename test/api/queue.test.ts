import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ticketActs } from '../../src/modules/queue/ticket.ts'
import { query } from '../../src/platform/db.ts'
import { newId } from '../../src/platform/ids.ts'
import { type Operation, openTestApi, operationsOf, type TestApi } from '../support/api.ts'
import { type Callers, makeCallers } from '../support/callers.ts'
import type { TestDatabase } from '../support/database.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../support/province.ts'
import { CENTRE, seedQueue } from '../support/queue.ts'
import { queueOperations } from './operations.ts'

let database: TestDatabase
let province: TestProvince
let api: TestApi
let callers: Callers
let operations: Map<string, Operation>
let counterIds: string[]

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  await seedQueue(province)
  api = await openTestApi(database, province)
  callers = await makeCallers(api, province)
  operations = await operationsOf(api.app)
  const rows = await query<{ id: string }>(
    database.db.read,
    `SELECT k.id FROM queue_counter k JOIN organisation_agency a ON a.id = k.centre_id WHERE a.slug = $1 ORDER BY k.number`,
    [CENTRE],
  )
  counterIds = rows.map((row) => row.id)
})
after(async () => {
  await api.close()
  await province.close()
  await database.close()
})

interface Press {
  operation: string
  caller?: string
  places?: Record<string, string>
  body?: object
  /** From another address each time, so that no limit is met by chance. */
  from?: string
}

async function press({ operation, caller = 'anonymous', places = {}, body, from }: Press) {
  const { method, path } = operations.get(operation) as Operation
  const url = Object.entries(places).reduce((so, [name, value]) => so.replace(`{${name}}`, value), path)
  return api.app.inject({
    method,
    url: url.replace('{centre}', CENTRE),
    remoteAddress: from ?? `10.${Math.floor(Math.random() * 255)}.${Math.floor(Math.random() * 255)}.7`,
    headers: { ...callers.headers.get(caller), 'idempotency-key': newId() },
    ...(method === 'GET' ? {} : { payload: body ?? {} }),
  })
}

const statusOf = async (asked: Press): Promise<number> => (await press(asked)).statusCode

async function take(): Promise<{ token: string; id: string }> {
  const { token } = (await press({ operation: 'takeTicket', body: { line: 'ho-tich' } })).json<{ token: string }>()
  const [row] = await query<{ id: string }>(database.db.read, 'SELECT id FROM queue_ticket WHERE token = $1', [token])
  return { token, id: row?.id ?? '' }
}

test('the operations of the queue are those listed', () => {
  const own = [...operations].filter(([, { path }]) => path.startsWith('/api/v1/queue/')).map(([id]) => id)
  assert.deepEqual(own.sort(), [...queueOperations].sort())
})

test('everybody sees a centre, takes, follows and gives up a ticket', async () => {
  for (const caller of callers.headers.keys()) {
    assert.equal(await statusOf({ operation: 'getQueueCentre', caller }), 200, caller)
    assert.equal(await statusOf({ operation: 'getQueueBoard', caller }), 200, caller)
    assert.equal(await statusOf({ operation: 'listSlots', caller }), 200, caller)
    const taken = await press({ operation: 'takeTicket', caller, body: { line: 'ho-tich' } })
    assert.equal(taken.statusCode, 201, caller)
    const places = { token: taken.json<{ token: string }>().token }
    assert.equal(await statusOf({ operation: 'getTicket', caller, places }), 200, caller)
    assert.equal(await statusOf({ operation: 'leaveQueue', caller, places }), 204, caller)
  }
  const places = { token: 'A'.repeat(22) }
  for (const operation of ['getTicket', 'leaveQueue', 'getBooking', 'cancelBooking']) {
    assert.equal(await statusOf({ operation, places }), 404, operation)
  }
})

test('a kiosk that asks without end is stopped', async () => {
  const ask = () => statusOf({ operation: 'takeTicket', from: '192.0.2.9', body: { line: 'ho-tich' } })
  const answers = await Promise.all(Array.from({ length: 50 }, ask))
  assert.deepEqual([...new Set(answers)].sort(), [201, 503])
})

test('visitors and citizens book; officers and systems do not', async () => {
  const { slots } = (await press({ operation: 'listSlots' })).json<{ slots: { startsAt: string }[] }>()
  const body = (phone: string) => ({ line: 'ho-tich', startsAt: slots[0]?.startsAt, fullName: 'Lê Thị Mai', phone })
  for (const [at, caller] of [...callers.headers.keys()].entries()) {
    const answer = await press({ operation: 'bookSlot', caller, body: body(`09876500${String(at).padStart(2, '0')}`) })
    const admitted = ['anonymous', 'owner', 'stranger'].includes(caller)
    assert.equal(answer.statusCode, admitted ? 201 : 403, `${caller}: ${answer.body}`)
    if (!admitted) continue
    const { token, code } = answer.json<{ token: string; code: string }>()
    assert.equal(await statusOf({ operation: 'getBooking', places: { token } }), 200)
    assert.ok(!(await press({ operation: 'getBooking', places: { token } })).body.includes('Mai'))
    assert.ok([409, 201].includes(await statusOf({ operation: 'checkIn', body: { code } })))
  }
  assert.equal(await statusOf({ operation: 'bookSlot', body: body('12') }), 422)
})

describe('the counter', () => {
  const isReceptionist = (caller: string) => caller === 'receptionist' || caller === 'other receptionist'
  const refusedAs = (caller: string): number => (caller === 'anonymous' ? 401 : 403)

  test('only receptionists have a console, and only of their own centre a counter', async () => {
    for (const caller of callers.headers.keys()) {
      const sees = await statusOf({ operation: 'getQueueDesk', caller })
      assert.equal(sees, isReceptionist(caller) ? 200 : refusedAs(caller), caller)
      if (caller === 'receptionist') continue
      const opens = await statusOf({ operation: 'openCounter', caller, places: { id: counterIds[0] ?? '' } })
      assert.equal(opens, isReceptionist(caller) ? 404 : refusedAs(caller), caller)
    }
  })

  test('each act: the receptionist at the counter is let through, everybody else changes nothing', async () => {
    const places = { id: counterIds[0] ?? '' }
    assert.equal(await statusOf({ operation: 'openCounter', caller: 'receptionist', places }), 204)
    assert.equal(await statusOf({ operation: 'openCounter', caller: 'receptionist', places }), 204)
    const ticket = await take()
    const others = [...callers.headers.keys()].filter((caller) => caller !== 'receptionist')
    const desk = ['closeCounter', 'callNext', 'callTicket', ...ticketActs.map((act) => `${camel(act)}Ticket`)]
    for (const operation of desk) {
      for (const caller of others) {
        const status = await statusOf({ operation, caller, places: { id: ticket.id } })
        assert.equal(status, isReceptionist(caller) ? 409 : refusedAs(caller), `${operation} by ${caller}`)
      }
    }
    const [row] = await query<{ state: string; version: number }>(
      database.db.read,
      'SELECT state, version FROM queue_ticket WHERE id = $1',
      [ticket.id],
    )
    assert.deepEqual(row, { state: 'waiting', version: 1 })
    const next = await press({ operation: 'callNext', caller: 'receptionist' })
    assert.equal(next.statusCode, 200)
    await actsInOrder(next.json<{ ticketId: string }>().ticketId)
    assert.equal(await statusOf({ operation: 'closeCounter', caller: 'receptionist' }), 204)
  })

  async function actsInOrder(id: string): Promise<void> {
    const at = { caller: 'receptionist', places: { id } }
    const status = (operation: string, body?: object) => statusOf({ operation, ...at, ...(body && { body }) })
    assert.equal(await status('recallTicket'), 204)
    assert.equal(await status('noShowTicket'), 204)
    assert.equal(await status('putBackTicket'), 204)
    assert.equal(await status('setPriorityTicket', { priority: 'poor', reason: 'Có giấy' }), 204)
    assert.equal(await status('callTicket'), 200)
    assert.equal(await status('transferTicket', { toLine: 'ho-tich' }), 204)
    assert.equal(await status('callTicket'), 200)
    assert.equal(await status('beginTicket'), 204)
    assert.equal(await status('finishTicket'), 204)
    assert.equal(await status('finishTicket'), 409)
  }

  test('the figures of a centre are for its leaders and those above; to others they are not found', async () => {
    const admitted = ['agency_leader', 'province agency_leader', 'province_leader']
    for (const caller of callers.headers.keys()) {
      const status = await statusOf({ operation: 'getQueueFigures', caller })
      assert.equal(status, admitted.includes(caller) ? 200 : 404, caller)
    }
  })

  test('a centre is arranged by its heads and administrators and those above; others do not find it', async () => {
    const admitted = ['agency_leader', 'province agency_leader', 'administrator', 'province administrator']
    const ask = (caller: string) => press({ operation: 'getQueuePlan', caller })
    for (const caller of callers.headers.keys()) {
      const refused = caller === 'anonymous' ? 401 : 404
      const seen = await ask(caller)
      assert.equal(seen.statusCode, admitted.includes(caller) ? 200 : refused, caller)
      const { plan, version } = (await ask('administrator')).json<{ plan: object; version: number }>()
      const body = { plan, version, note: 'Sắp lại quầy', validFrom: '2099-01-01' }
      const asked = { operation: 'publishQueuePlan', caller }
      // Too far ahead for who may; the others are told nothing.
      assert.equal(await statusOf({ ...asked, body }), admitted.includes(caller) ? 422 : refused, caller)
      const places = { version: '7' }
      const withdrawal = { operation: 'withdrawQueuePlan', caller, places, body: { note: 'Thôi' } }
      assert.equal(await statusOf(withdrawal), admitted.includes(caller) ? 409 : refused, caller)
    }
    const { plan, version } = (await ask('administrator')).json<{ plan: object; version: number }>()
    const body = { plan, version, note: 'Sắp lại quầy' }
    const published = await press({ operation: 'publishQueuePlan', caller: 'administrator', body })
    assert.deepEqual([published.statusCode, published.json<{ inForce: boolean }>().inForce], [200, true])
  })
})

function camel(act: string): string {
  return act.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase())
}
