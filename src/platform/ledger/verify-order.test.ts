import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  change,
  each,
  firstOf,
  ROUNDS,
  SEALED,
  STREAMS,
  TamperedLedger,
} from '../../../test/support/tampered-ledger.ts'
import { query, type Transaction } from '../db.ts'
import { newId } from '../ids.ts'
import { appendEvents } from './append.ts'
import { chainEvents, newStream } from './event.ts'

let ledger: TamperedLedger

before(async () => {
  ledger = await TamperedLedger.open()
})
after(() => ledger.close())

describe('events removed', () => {
  for (const event of [0, 5, 255, 256, 400, 511, 512, SEALED * STREAMS - 1]) {
    test(`event ${event}`, async () => {
      const result = await ledger.verifyAfter(change('delete from ledger_event where position = $1', ledger.at(event)))
      const previous = event === 0 ? 1 : ledger.at(event - 1) + 1
      firstOf(result, 'event_removed', {
        ...ledger.placeOf(event),
        position: previous,
        untilPosition: (ledger.positions[event + 1] ?? 0) - 1,
      })
    })
  }

  test('one that is not sealed yet, at the end of its stream', async () => {
    const event = STREAMS * ROUNDS - 1
    const result = await ledger.verifyAfter(change('delete from ledger_event where position = $1', ledger.at(event)))
    firstOf(result, 'stream_shortened', {
      streamId: ledger.heads.at(-1)?.streamId ?? '',
      version: ROUNDS,
      expected: '20',
      found: '19',
    })
  })

  test('a whole stream', async () => {
    const streamId = ledger.heads[7]?.streamId ?? ''
    const result = await ledger.verifyAfter(change('delete from ledger_event where stream_id = $1', streamId))
    firstOf(result, 'event_removed', { position: ledger.at(7), streamId, version: 1 })
    assert.ok(result.faults.some((each) => each.kind === 'stream_removed' && each.streamId === streamId))
  })

  test('all of the end, so that what is left is a whole ledger', async () => {
    const result = await ledger.verifyAfter(change('delete from ledger_event where position > $1', ledger.at(299)), {
      heads: each([]),
    })
    firstOf(result, 'event_removed', { position: ledger.at(299) + 1, untilPosition: ledger.at(SEALED * STREAMS - 1) })
  })

  test('everything', async () => {
    const result = await ledger.verifyAfter(change('truncate ledger_event'), { heads: each([]) })
    firstOf(result, 'event_removed', { position: 1, untilPosition: ledger.at(SEALED * STREAMS - 1) })
  })

  test('a long run, more than two tiles hold', async () => {
    const result = await ledger.verifyAfter(
      change('delete from ledger_event where position between $1 and $2', ledger.at(20), ledger.at(538)),
    )
    firstOf(result, 'event_removed', { position: ledger.at(20) })
  })
})

describe('two events swapped', () => {
  const swapPositions = (left: number, right: number) => async (tx: Transaction) => {
    await query(tx, 'alter table ledger_event alter position drop identity')
    const set = 'update ledger_event set position = $2 where position = $1'
    await query(tx, set, [ledger.at(left), -1])
    await query(tx, set, [ledger.at(right), ledger.at(left)])
    await query(tx, set, [-1, ledger.at(right)])
  }

  test('their positions, of two streams', async () => {
    firstOf(await ledger.verifyAfter(swapPositions(40, 41)), 'event_moved', { position: ledger.at(40) })
  })

  test('their positions, in the part that stands in no full tile', async () => {
    firstOf(await ledger.verifyAfter(swapPositions(515, 525)), 'event_moved', { position: ledger.at(515) })
  })

  test('their positions, far apart', async () => {
    firstOf(await ledger.verifyAfter(swapPositions(10, 533)), 'version_gap', {
      position: ledger.at(10),
      expected: '1',
      found: '18',
    })
  })

  test('their positions, in one stream', async () => {
    firstOf(await ledger.verifyAfter(swapPositions(31, 61)), 'version_gap', {
      position: ledger.at(31),
      expected: '2',
      found: '3',
    })
  })

  test('their payloads', async () => {
    const result = await ledger.verifyAfter(async (tx) => {
      const [left, right] = [await ledger.readEvent(tx, 33), await ledger.readEvent(tx, 63)]
      const set = 'update ledger_event set payload = $2 where position = $1'
      await query(tx, set, [left.position, right.payload])
      await query(tx, set, [right.position, left.payload])
    })
    firstOf(result, 'event_changed', ledger.placeOf(33))
    assert.deepEqual(
      result.faults.map((each) => each.position),
      [ledger.at(33), ledger.at(63)],
    )
  })

  test('all but their positions', async () => {
    const result = await ledger.verifyAfter(async (tx) => {
      const fields = 'stream_id, version, payload, recorded_at, actor_id, agency_id, prev_hash, hash'
      const into = `update ledger_event set (${fields}) = (select ${fields} from copy where copy.position = $2) where position = $1`
      await query(tx, 'alter table ledger_event drop constraint ledger_event_stream_version')
      await query(tx, 'create temporary table copy on commit drop as select * from ledger_event')
      await query(tx, into, [ledger.at(45), ledger.at(46)])
      await query(tx, into, [ledger.at(46), ledger.at(45)])
    })
    firstOf(result, 'event_moved', { position: ledger.at(45) })
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
    firstOf(await ledger.verifyAfter((tx) => insert(tx, ledger.at(77))), 'event_inserted', { position: ledger.at(77) })
  })

  test('a good chain of its own before all others', async () => {
    firstOf(await ledger.verifyAfter((tx) => insert(tx, -5)), 'event_inserted', { position: -5 })
  })

  test('a stream that its owner does not know', async () => {
    let made = ''
    const result = await ledger.verifyAfter(async (tx) => {
      made = await insert(tx, null)
    })
    firstOf(result, 'stream_unknown', { streamId: made, version: 1, position: null })
  })

  test('one more event of a known stream', async () => {
    const result = await ledger.verifyAfter((tx) => insert(tx, null, ledger.heads[3]))
    firstOf(result, 'stream_lengthened', { streamId: ledger.heads[3]?.streamId ?? '', version: ROUNDS + 1 })
  })
})
