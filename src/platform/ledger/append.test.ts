import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase, withOwner } from '../../../test/support/database.ts'
import { type Db, openDb, query } from '../db.ts'
import { newId } from '../ids.ts'
import { appendEvents, eventRows, insertEventsSql, isRepeatedCommand, isVersionConflict } from './append.ts'
import { chainEvents, type EventStamp, headAfter, newStream } from './event.ts'
import { findCommand, readStream } from './read.ts'

let database: TestDatabase
let db: Db
before(async () => {
  database = await testDatabase()
  db = database.db
})
after(() => database.close())

async function stampNow(on: Parameters<typeof query>[0], commandId: string | null = null): Promise<EventStamp> {
  const rows = await query<{ now: Date }>(on, 'select platform_now() as now')
  assert.ok(rows[0])
  return { recordedAt: rows[0].now, actorId: null, mandateId: null, agencyId: null, commandId }
}

function append(streamId: string, payload: object, commandId: string | null = null): Promise<number[]> {
  return db.write(async (tx) =>
    appendEvents(tx, chainEvents(newStream(streamId), await stampNow(tx, commandId), [{ type: 'made', payload }])),
  )
}

test('what is appended is read back as it was hashed', async () => {
  const streamId = newId()
  const events = await db.write(async (tx) => {
    const stamp = { ...(await stampNow(tx, newId())), actorId: newId(), mandateId: newId(), agencyId: newId() }
    const batch = chainEvents(newStream(streamId), stamp, [
      { type: 'made', payload: { text: 'Nguyễn "x", {y} \\ \n', list: [1, null, true], '': {} } },
      { type: 'moved', payload: {} },
    ])
    const positions = await appendEvents(tx, batch)
    return batch.map((event, index) => ({ ...event, position: positions[index] }))
  })
  const stored = await readStream(db.read, streamId)
  assert.deepEqual(
    stored.map((event) => ({ ...event, payload: undefined })),
    events.map((event) => ({ ...event, recordedAt: new Date(event.recordedAt), payload: undefined })),
  )
  assert.deepEqual(stored[0]?.payload, { text: 'Nguyễn "x", {y} \\ \n', list: [1, null, true], '': {} })
})

test('a batch over many streams is one statement and keeps its order', async () => {
  const streams = Array.from({ length: 300 }, () => newId())
  const positions = await db.write(async (tx) => {
    const stamp = await stampNow(tx)
    const drafts = [1, 2, 3].map((step) => ({ type: 'step', payload: { step } }))
    return appendEvents(
      tx,
      streams.flatMap((streamId) => chainEvents(newStream(streamId), stamp, drafts)),
    )
  })
  assert.equal(positions.length, 900)
  assert.ok(positions.every((position, index) => index === 0 || position > (positions[index - 1] ?? 0)))
  const last = await readStream(db.read, streams.at(-1) ?? '')
  assert.deepEqual(
    last.map((event) => event.position),
    positions.slice(-3),
  )
  assert.deepEqual(await db.write((tx) => appendEvents(tx, [])), [])
})

test('the insert may stand beside the writes of the caller in one statement', async () => {
  const streamId = newId()
  await db.write(async (tx) => {
    const batch = chainEvents(newStream(streamId), await stampNow(tx), [{ type: 'made', payload: {} }])
    await query(
      tx,
      `with appended as (${insertEventsSql(2)} returning position)
       insert into ledger_consumer (name, position) select $1, max(position) from appended`,
      [streamId, ...eventRows(batch)],
    )
  })
  const [consumer] = await query<{ position: number }>(
    db.read,
    'select position from ledger_consumer where name = $1',
    [streamId],
  )
  assert.equal(consumer?.position, (await readStream(db.read, streamId))[0]?.position)
})

test('of many that append the same version at once, one wins and the others are told', async () => {
  const streamId = newId()
  const results = await Promise.allSettled(Array.from({ length: 8 }, (_, by) => append(streamId, { by })))
  const faults = results.filter((result) => result.status === 'rejected').map((result) => result.reason as unknown)
  assert.equal(faults.length, 7)
  assert.ok(faults.every((fault) => isVersionConflict(fault) && !isRepeatedCommand(fault)))
  assert.equal((await readStream(db.read, streamId)).length, 1)
})

test('many append to streams of their own at once and every chain is whole', async () => {
  const streams = Array.from({ length: 12 }, () => newId())
  await Promise.all(
    streams.map(async (streamId) => {
      let head = newStream(streamId)
      for (let round = 0; round < 5; round++) {
        await db.write(async (tx) => {
          const batch = chainEvents(head, await stampNow(tx), [
            { type: 'a', payload: { round } },
            { type: 'b', payload: {} },
          ])
          await appendEvents(tx, batch)
          head = headAfter(head, batch)
        })
      }
    }),
  )
  for (const streamId of streams) {
    const events = await readStream(db.read, streamId)
    assert.deepEqual(
      events.map((event) => event.version),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    )
    assert.deepEqual(
      events.slice(1).map((event) => event.prevHash),
      events.slice(0, -1).map((event) => event.hash),
    )
  }
})

test('a command is carried out once for each actor, also for a visitor without an account', async () => {
  const commandId = newId()
  const [first, second] = [newId(), newId()]
  await append(first, {}, commandId)
  await assert.rejects(append(second, {}, commandId), (error) => isRepeatedCommand(error))
  assert.equal((await findCommand(db.read, null, commandId))?.streamId, first)
  assert.equal(await findCommand(db.read, newId(), commandId), undefined)
})

test('the application cannot change, delete, number or back-date an event', async () => {
  const streamId = newId()
  await append(streamId, {})
  const denied = /permission denied/
  await assert.rejects(query(db.read, "update ledger_event set type = 'x'"), denied)
  await assert.rejects(query(db.read, 'delete from ledger_event'), denied)
  await assert.rejects(query(db.read, 'truncate ledger_event'), denied)
  await assert.rejects(query(db.read, 'update ledger_checkpoint set tree_size = 1'), denied)
  await assert.rejects(query(db.read, 'delete from ledger_tile'), denied)
  await assert.rejects(query(db.read, "select setval('ledger_event_position_seq', 1)"), denied)
  await assert.rejects(query(db.read, 'alter table ledger_event disable trigger all'), /must be owner/)
  await assert.rejects(
    query(db.read, 'insert into ledger_event (position, stream_id) overriding system value values (1, $1)', [streamId]),
    denied,
  )
  for (const shift of [-1000, 60_000]) {
    await assert.rejects(
      db.write(async (tx) => {
        const stamp = await stampNow(tx)
        const moved = { ...stamp, recordedAt: new Date(stamp.recordedAt.getTime() + shift) }
        return appendEvents(tx, chainEvents(newStream(newId()), moved, [{ type: 'made', payload: {} }]))
      }),
      { code: 'MC001' },
    )
  }
})

test('setting the clock changes nothing for the application, and does for the simulator', async () => {
  const past = '2024-02-29T01:02:03.004Z'
  const appendUnder = (on: Db): Promise<Date> =>
    on.write(async (tx) => {
      await query(tx, `set local motcua.simulated_now = '${past}'`)
      const stamp = await stampNow(tx)
      await appendEvents(tx, chainEvents(newStream(newId()), stamp, [{ type: 'made', payload: {} }]))
      return stamp.recordedAt
    })
  assert.ok((await appendUnder(db)).getTime() > Date.parse(past) + 1e9)
  const simulator = openDb({ url: database.simulatorUrl, poolSize: 1, applicationName: 'test' })
  try {
    assert.equal((await appendUnder(simulator)).toISOString(), past)
  } finally {
    await simulator.close()
  }
})

test('even the owner is refused while the triggers stand', async () => {
  await append(newId(), {})
  await withOwner(database.ownerUrl, async (owner) => {
    for (const statement of [
      "update ledger_event set type = 'x'",
      'delete from ledger_event',
      'truncate ledger_event',
      'delete from ledger_checkpoint',
      'update ledger_tile set root = root',
    ]) {
      await assert.rejects(owner.query(statement), { code: 'MC002' })
    }
  })
})
