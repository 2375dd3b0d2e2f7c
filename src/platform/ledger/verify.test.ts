import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { type Db, openDb, query, type Transaction } from '../db.ts'
import { newId } from '../ids.ts'
import { appendEvents } from './append.ts'
import { findCheckpoint, makeCheckpoint } from './checkpoint.ts'
import { chainEvents, hashEvent, headAfter, newStream, type PendingEvent, type StreamHead } from './event.ts'
import type { Fault, FaultKind } from './fault.ts'
import { type Verification, type VerifyOptions, verifyLedger } from './verify.ts'

const STREAMS = 30
/** Rounds of one event a stream, with a checkpoint after some of them: 2 full tiles, a tail of 58, then 30 not sealed. */
const ROUNDS = 20
const CHECKPOINTS = [1, 7, 12, 18]
const SEALED = CHECKPOINTS.at(-1) ?? 0

let database: TestDatabase
let owner: Db
let heads: StreamHead[]
/** Positions in order; event number n (from 0) is version `floor(n / STREAMS) + 1` of stream `n % STREAMS`. */
let positions: number[]

before(async () => {
  database = await testDatabase()
  owner = openDb({ url: database.ownerUrl, poolSize: 2, applicationName: 'test' })
  heads = Array.from({ length: STREAMS }, () => newStream(newId()))
  positions = []
  for (let round = 1; round <= ROUNDS; round++) {
    await database.db.write(async (tx) => {
      const [row] = await query<{ now: Date }>(tx, 'select platform_now() as now')
      assert.ok(row)
      const stamp = { recordedAt: row.now, actorId: newId(), mandateId: null, agencyId: newId(), commandId: null }
      const chains = heads.map((head) =>
        chainEvents(head, stamp, [{ type: 'step', payload: { round, note: 'Đã nhận' } }]),
      )
      positions.push(...(await appendEvents(tx, chains.flat())))
      heads = heads.map((head, index) => headAfter(head, chains[index] ?? []))
    })
    if (CHECKPOINTS.includes(round)) await makeCheckpoint(database.db)
  }
})
after(async () => {
  await owner.close()
  await database.close()
})

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items
}

class RollBack extends Error {
  readonly result: Verification
  constructor(result: Verification) {
    super('roll back')
    this.result = result
  }
}

/** What the verification says after a superuser, triggers switched off, did something; then all is as before. */
async function verifyAfter(
  tamper: (tx: Transaction) => Promise<unknown>,
  options: VerifyOptions = {},
): Promise<Verification> {
  try {
    return await owner.write(async (tx) => {
      await query(tx, 'set local session_replication_role = replica')
      await tamper(tx)
      throw new RollBack(await verifyLedger(tx, { heads: each(heads), ...options }))
    })
  } catch (error) {
    if (error instanceof RollBack) return error.result
    throw error
  }
}

function at(event: number): number {
  const position = positions[event]
  assert.ok(position)
  return position
}

function firstOf(result: Verification, kind: FaultKind, expected: Partial<Fault>): void {
  const [first] = result.faults
  assert.ok(first, 'nothing was found')
  assert.deepEqual({ ...first, ...expected, kind }, first)
}

function placeOf(event: number): Partial<Fault> {
  return {
    position: at(event),
    streamId: heads[event % STREAMS]?.streamId ?? '',
    version: Math.floor(event / STREAMS) + 1,
  }
}

async function readEvent(tx: Transaction, event: number): Promise<PendingEvent & { position: number }> {
  const rows = await query<PendingEvent & { position: number; recordedAt: unknown }>(
    tx,
    `select position, stream_id as "streamId", version, type, payload, recorded_at as "recordedAt", actor_id as "actorId",
     mandate_id as "mandateId", agency_id as "agencyId", command_id as "commandId", prev_hash as "prevHash", hash
     from ledger_event where position = $1`,
    [at(event)],
  )
  const [row] = rows
  assert.ok(row)
  return { ...row, recordedAt: (row.recordedAt as unknown as Date).toISOString() }
}

const change =
  (sql: string, ...values: unknown[]) =>
  (tx: Transaction) =>
    query(tx, sql, values)

test('an honest ledger fits', async () => {
  const seen: number[] = []
  const result = await verifyAfter(async () => undefined, { onProgress: (events) => seen.push(events) })
  const newest = await findCheckpoint(owner.read, STREAMS * SEALED)
  assert.deepEqual(result, {
    events: STREAMS * ROUNDS,
    streams: STREAMS,
    checkpoints: CHECKPOINTS.length,
    sealed: { treeSize: STREAMS * SEALED, root: newest?.root.toString('hex') },
    faults: [],
  })
  assert.equal(seen.at(-1), STREAMS * ROUNDS)
})

test('the statement in the decision finds a changed event with PostgreSQL alone', async () => {
  const text = await readFile(new URL('../../../decisions/0002-ledger.md', import.meta.url), 'utf8')
  const statement = /```sql\n([^`]+);\n```/.exec(text)?.[1]
  assert.ok(statement)
  assert.deepEqual(await query(database.db.read, statement), [])
  let found: unknown
  await verifyAfter(async (tx) => {
    await query(tx, 'update ledger_event set mandate_id = gen_random_uuid() where position = $1', [at(17)])
    found = await query(tx, statement)
  })
  assert.deepEqual(found, [{ position: at(17) }])
})

describe('one row changed', () => {
  for (const event of [0, 100, 255, 256, 300, 530, STREAMS * ROUNDS - 1]) {
    for (const [field, sql] of Object.entries({
      payload: `update ledger_event set payload = replace(payload, 'Đã', 'Dã') where position = $1`,
      time: `update ledger_event set recorded_at = recorded_at - interval '1 millisecond' where position = $1`,
      infinity: `update ledger_event set recorded_at = '-infinity' where position = $1`,
      actor: `update ledger_event set actor_id = gen_random_uuid() where position = $1`,
      agency: `update ledger_event set agency_id = null where position = $1`,
      type: `update ledger_event set type = 'stop' where position = $1`,
      hash: `update ledger_event set hash = set_byte(hash, 0, get_byte(hash, 0) # 1) where position = $1`,
      link: `update ledger_event set prev_hash = set_byte(prev_hash, 31, get_byte(prev_hash, 31) # 1) where position = $1`,
    })) {
      test(`${field} of event ${event}`, async () => {
        const result = await verifyAfter(change(sql, at(event)))
        firstOf(result, 'event_changed', placeOf(event))
        assert.ok(!result.faults.some((each) => each.kind === 'event_replaced'))
      })
    }
  }

  test('a space in the payload, which means the same to JSON', async () => {
    const result = await verifyAfter(
      change(`update ledger_event set payload = payload || ' ' where position = $1`, at(3)),
    )
    firstOf(result, 'event_changed', placeOf(3))
    assert.equal(result.faults.length, 1)
  })
})

describe('events removed', () => {
  for (const event of [0, 5, 255, 256, 400, 511, 512, SEALED * STREAMS - 1]) {
    test(`event ${event}`, async () => {
      const result = await verifyAfter(change('delete from ledger_event where position = $1', at(event)))
      const previous = event === 0 ? 1 : at(event - 1) + 1
      firstOf(result, 'event_removed', {
        ...placeOf(event),
        position: previous,
        untilPosition: (positions[event + 1] ?? 0) - 1,
      })
    })
  }

  test('one that is not sealed yet, at the end of its stream', async () => {
    const event = STREAMS * ROUNDS - 1
    const result = await verifyAfter(change('delete from ledger_event where position = $1', at(event)))
    firstOf(result, 'stream_shortened', {
      streamId: heads.at(-1)?.streamId ?? '',
      version: ROUNDS,
      expected: '20',
      found: '19',
    })
  })

  test('a whole stream', async () => {
    const streamId = heads[7]?.streamId ?? ''
    const result = await verifyAfter(change('delete from ledger_event where stream_id = $1', streamId))
    firstOf(result, 'event_removed', { position: at(7), streamId, version: 1 })
    assert.ok(result.faults.some((each) => each.kind === 'stream_removed' && each.streamId === streamId))
  })

  test('all of the end, so that what is left is a whole ledger', async () => {
    const result = await verifyAfter(change('delete from ledger_event where position > $1', at(299)), {
      heads: each([]),
    })
    firstOf(result, 'event_removed', { position: at(299) + 1, untilPosition: at(SEALED * STREAMS - 1) })
  })

  test('everything', async () => {
    const result = await verifyAfter(change('truncate ledger_event'), { heads: each([]) })
    firstOf(result, 'event_removed', { position: 1, untilPosition: at(SEALED * STREAMS - 1) })
  })

  test('a long run, more than two tiles hold', async () => {
    const result = await verifyAfter(
      change('delete from ledger_event where position between $1 and $2', at(20), at(538)),
    )
    firstOf(result, 'event_removed', { position: at(20) })
  })
})

describe('two events swapped', () => {
  const swapPositions = (left: number, right: number) => async (tx: Transaction) => {
    await query(tx, 'alter table ledger_event alter position drop identity')
    const set = 'update ledger_event set position = $2 where position = $1'
    await query(tx, set, [at(left), -1])
    await query(tx, set, [at(right), at(left)])
    await query(tx, set, [-1, at(right)])
  }

  test('their positions, of two streams', async () => {
    firstOf(await verifyAfter(swapPositions(40, 41)), 'event_moved', { position: at(40) })
  })

  test('their positions, in the part that stands in no full tile', async () => {
    firstOf(await verifyAfter(swapPositions(515, 525)), 'event_moved', { position: at(515) })
  })

  test('their positions, far apart', async () => {
    firstOf(await verifyAfter(swapPositions(10, 533)), 'version_gap', { position: at(10), expected: '1', found: '18' })
  })

  test('their positions, in one stream', async () => {
    firstOf(await verifyAfter(swapPositions(31, 61)), 'version_gap', { position: at(31), expected: '2', found: '3' })
  })

  test('their payloads', async () => {
    const result = await verifyAfter(async (tx) => {
      const [left, right] = [await readEvent(tx, 33), await readEvent(tx, 63)]
      const set = 'update ledger_event set payload = $2 where position = $1'
      await query(tx, set, [left.position, right.payload])
      await query(tx, set, [right.position, left.payload])
    })
    firstOf(result, 'event_changed', placeOf(33))
    assert.deepEqual(
      result.faults.map((each) => each.position),
      [at(33), at(63)],
    )
  })

  test('all but their positions', async () => {
    const result = await verifyAfter(async (tx) => {
      const fields = 'stream_id, version, payload, recorded_at, actor_id, agency_id, prev_hash, hash'
      const into = `update ledger_event set (${fields}) = (select ${fields} from copy where copy.position = $2) where position = $1`
      await query(tx, 'alter table ledger_event drop constraint ledger_event_stream_version')
      await query(tx, 'create temporary table copy on commit drop as select * from ledger_event')
      await query(tx, into, [at(45), at(46)])
      await query(tx, into, [at(46), at(45)])
    })
    firstOf(result, 'event_moved', { position: at(45) })
  })
})

describe('events put in by hand', () => {
  const insert = async (tx: Transaction, position: number | null, head = newStream(newId())): Promise<string> => {
    const stamp = { recordedAt: new Date(), actorId: null, mandateId: null, agencyId: null, commandId: null }
    const [event] = chainEvents(head, stamp, [{ type: 'step', payload: {} }])
    assert.ok(event)
    const [made] = await appendEvents(tx, [event])
    if (position !== null) {
      await query(tx, 'alter table ledger_event alter position drop identity')
      await query(tx, 'update ledger_event set position = position + 1000000 where position >= $1 and position < $2', [
        position,
        made,
      ])
      await query(tx, 'update ledger_event set position = $1 where position = $2', [position, made])
    }
    return head.streamId
  }

  test('a good chain of its own in the middle', async () => {
    firstOf(await verifyAfter((tx) => insert(tx, at(77))), 'event_inserted', { position: at(77) })
  })

  test('a good chain of its own before all others', async () => {
    firstOf(await verifyAfter((tx) => insert(tx, -5)), 'event_inserted', { position: -5 })
  })

  test('a stream that its owner does not know', async () => {
    let made = ''
    const result = await verifyAfter(async (tx) => {
      made = await insert(tx, null)
    })
    firstOf(result, 'stream_unknown', { streamId: made, version: 1, position: null })
  })

  test('one more event of a known stream', async () => {
    const result = await verifyAfter((tx) => insert(tx, null, heads[3]))
    firstOf(result, 'stream_lengthened', { streamId: heads[3]?.streamId ?? '', version: ROUNDS + 1 })
  })
})

describe('a history written anew, with every hash right', () => {
  /** Changes the payload of an event and mends all hashes of its chain after it. */
  async function rewrite(tx: Transaction, event: number, rehash = true): Promise<Buffer> {
    let prevHash: Buffer | undefined
    for (let number = event; number < STREAMS * ROUNDS; number += STREAMS) {
      const old = await readEvent(tx, number)
      const fresh = {
        ...old,
        payload: number === event ? '{"round":99}' : old.payload,
        prevHash: prevHash ?? old.prevHash,
      }
      prevHash = hashEvent(fresh)
      await query(tx, 'update ledger_event set payload = $2, prev_hash = $3, hash = $4 where position = $1', [
        old.position,
        fresh.payload,
        fresh.prevHash,
        prevHash,
      ])
      if (!rehash) break
    }
    assert.ok(prevHash)
    return prevHash
  }

  test('is found at its first event by the leaves', async () => {
    firstOf(await verifyAfter((tx) => rewrite(tx, 90)), 'event_replaced', { position: at(90) })
  })

  test('is found at the next event by the chain, when that was left', async () => {
    const result = await verifyAfter((tx) => rewrite(tx, STREAMS * SEALED + 2, false))
    firstOf(result, 'link_broken', placeOf(STREAMS * (SEALED + 1) + 2))
  })

  test('is found by the head of its stream while not sealed', async () => {
    const result = await verifyAfter((tx) => rewrite(tx, STREAMS * (SEALED + 1) + 2))
    firstOf(result, 'head_changed', { streamId: heads[2]?.streamId ?? '', version: ROUNDS })
  })

  test('is found by a root kept outside when the seals were made anew too', async () => {
    const kept = await findCheckpoint(owner.read, STREAMS * SEALED)
    assert.ok(kept)
    const anew = async (tx: Transaction): Promise<void> => {
      const hash = await rewrite(tx, 90)
      await query(tx, 'truncate ledger_tile, ledger_checkpoint')
      const nested: Db = { read: tx, write: (work) => work(tx), close: async () => undefined }
      await makeCheckpoint(nested)
      forged[0] = { streamId: heads[0]?.streamId ?? '', version: ROUNDS, hash }
    }
    const forged = [...heads]
    const quiet = await verifyAfter(anew, { heads: each(forged) })
    assert.deepEqual(quiet.faults, [], 'from inside nothing can be seen')
    const result = await verifyAfter(anew, { heads: each(forged), trusted: [kept] })
    firstOf(result, 'root_differs', { seal: String(kept.treeSize), expected: kept.root.toString('hex') })
  })
})

describe('seals changed', () => {
  const flip = (column: string, byte: number) =>
    `${column} = set_byte(${column}, ${byte}, get_byte(${column}, ${byte}) # 1)`
  const cases: Record<string, [sql: string, kind: FaultKind, seal: string]> = {
    'a hash in a tile': [`update ledger_tile set ${flip('hashes', 5000)} where tile_index = 1`, 'tile_changed', '0/1'],
    'the root of a tile': [`update ledger_tile set ${flip('root', 3)} where tile_index = 0`, 'tile_changed', '0/0'],
    'the span of a tile': [
      'update ledger_tile set last_position = last_position + 1 where tile_index = 1',
      'tile_changed',
      '0/1',
    ],
    'a tile that is gone': ['delete from ledger_tile where tile_index = 0', 'tile_missing', '0/0'],
    'the last tile gone': ['delete from ledger_tile where tile_index = 1', 'tile_missing', '0/1'],
    'the root of a checkpoint': [
      `update ledger_checkpoint set ${flip('root', 0)} where tree_size = 210`,
      'checkpoint_changed',
      '210',
    ],
    'the root of the last': [
      `update ledger_checkpoint set ${flip('root', 0)} where tree_size = 540`,
      'checkpoint_changed',
      '540',
    ],
    'the leaves of an old checkpoint': [
      `update ledger_checkpoint set ${flip('leaves', 9)} where tree_size = 210`,
      'checkpoint_changed',
      '210',
    ],
    'the leaves of the last': [
      `update ledger_checkpoint set ${flip('leaves', 9)} where tree_size = 540`,
      'checkpoint_changed',
      '540',
    ],
    'fewer leaves': [`update ledger_checkpoint set leaves = '' where tree_size = 540`, 'checkpoint_changed', '540'],
    'a smaller size': [
      'update ledger_checkpoint set tree_size = 539 where tree_size = 540',
      'checkpoint_changed',
      '539',
    ],
    'a greater size': [
      'update ledger_checkpoint set tree_size = 541 where tree_size = 540',
      'checkpoint_changed',
      '541',
    ],
    'a size beyond the end': [
      'update ledger_checkpoint set tree_size = 5000 where tree_size = 540',
      'checkpoint_changed',
      '5000',
    ],
    'a last position': [
      'update ledger_checkpoint set last_position = last_position + 1 where tree_size = 210',
      'checkpoint_changed',
      '210',
    ],
    'a checkpoint that is gone': ['delete from ledger_checkpoint where tree_size = 210', 'checkpoint_removed', '360'],
    'the first checkpoint gone': ['delete from ledger_checkpoint where tree_size = 30', 'checkpoint_removed', '210'],
  }
  for (const [name, [sql, kind, seal]] of Object.entries(cases)) {
    test(name, async () => {
      const result = await verifyAfter(change(sql))
      firstOf(result, kind, { seal })
      assert.equal(result.faults.length, 1, JSON.stringify(result.faults))
    })
  }
})

test('of very many faults the first fifty are told', async () => {
  const result = await verifyAfter(change(`update ledger_event set type = 'other'`))
  assert.equal(result.faults.length, 50)
  firstOf(result, 'event_changed', placeOf(0))
})
