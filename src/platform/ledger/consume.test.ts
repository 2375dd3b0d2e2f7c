import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase, withOwner } from '../../../test/support/database.ts'
import { appendTestEvents, testBatch } from '../../../test/support/ledger.ts'
import { type Db, query } from '../db.ts'
import { appendEvents } from './append.ts'
import { consume } from './consume.ts'
import { sealHorizon } from './horizon.ts'

let database: TestDatabase
let db: Db
before(async () => {
  database = await testDatabase()
  db = database.db
  await withOwner(database.ownerUrl, (owner) =>
    owner.query(
      'create table seen (position bigint primary key, by_whom text); grant select, insert on seen to motcua_app',
    ),
  )
})
after(() => database.close())

async function seen(name: string): Promise<number[]> {
  const rows = await query<{ position: number }>(db.read, 'select position from seen where by_whom = $1 order by 1', [
    name,
  ])
  return rows.map((row) => row.position)
}

test('the horizon stops before a transaction in flight, without holding it up', async () => {
  const before = await appendTestEvents(db, 3)
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let wrote: (position: number) => void = () => undefined
  const written = new Promise<number>((resolve) => {
    wrote = resolve
  })
  assert.equal(await sealHorizon(db), before.at(-1))

  const slow = db.write(async (tx) => {
    const [position] = await appendEvents(tx, await testBatch(tx, 1))
    assert.ok(position)
    wrote(position)
    await held
  })
  const inFlight = await written
  const later = await appendTestEvents(db, 2)
  assert.ok((later[0] ?? 0) > inFlight)
  assert.equal(await sealHorizon(db), before.at(-1), 'a later event is committed, an earlier one is not: wait')
  release()
  await slow
  assert.equal(await sealHorizon(db), later.at(-1))
})

test('nothing beyond the horizon is handed out', async () => {
  await consume(db, 'drain', 1000, async () => undefined)
  await appendTestEvents(db, 2)
  assert.equal(await consume(db, 'drain', 1000, async () => undefined), 0)
  await sealHorizon(db)
  assert.equal(await consume(db, 'drain', 1000, async () => undefined), 2)
})

test('each event is handled exactly once, though handlers crash and several work at once', async () => {
  const positions = await appendTestEvents(db, 200)
  await sealHorizon(db)
  let calls = 0
  const work = async (): Promise<void> => {
    for (let idle = 0; idle < 20; ) {
      const handled = await consume(db, 'counter', 7, async (tx, events) => {
        for (const event of events) {
          await query(tx, 'insert into seen values ($1, $2)', [event.position, 'counter'])
        }
        if (++calls % 3 === 0) throw new Error('crash')
      }).catch((error: Error) => {
        assert.equal(error.message, 'crash')
        return 1
      })
      idle = handled === 0 ? idle + 1 : 0
    }
  }
  await Promise.all([work(), work(), work()])
  while (
    (await consume(db, 'counter', 50, async (tx, events) => {
      for (const event of events) await query(tx, 'insert into seen values ($1, $2)', [event.position, 'counter'])
    })) > 0
  );
  const found = await seen('counter')
  assert.deepEqual(found.slice(-200), positions)
  assert.ok(calls > 20)
})

test('under parallel writers no event is skipped', async () => {
  let writing = true
  const reached: number[] = []
  const reader = (async () => {
    for (let rest = 1; writing || rest > 0; ) {
      await sealHorizon(db)
      rest = await consume(db, 'follower', 100, async (_tx, events) => {
        reached.push(...events.map((event) => event.position))
      })
    }
  })()
  const made = await Promise.all(Array.from({ length: 40 }, () => appendTestEvents(db, 2)))
  writing = false
  await reader
  const all = await query<{ position: number }>(db.read, 'select position from ledger_event order by 1')
  assert.deepEqual(
    reached,
    all.map((row) => row.position),
  )
  assert.ok(made.flat().every((position) => reached.includes(position)))
})
