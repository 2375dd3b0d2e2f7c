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
import { type Db, query, type Transaction } from '../db.ts'
import { findCheckpoint, makeCheckpoint } from './checkpoint.ts'
import { hashEvent } from './event.ts'
import type { FaultKind } from './fault.ts'

let ledger: TamperedLedger

before(async () => {
  ledger = await TamperedLedger.open()
})
after(() => ledger.close())

describe('a history written anew, with every hash right', () => {
  /** Changes the payload of an event and mends all hashes of its chain after it. */
  async function rewrite(tx: Transaction, event: number, rehash = true): Promise<Buffer> {
    let prevHash: Buffer | undefined
    for (let number = event; number < STREAMS * ROUNDS; number += STREAMS) {
      const old = await ledger.readEvent(tx, number)
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
    firstOf(await ledger.verifyAfter((tx) => rewrite(tx, 90)), 'event_replaced', { position: ledger.at(90) })
  })

  test('is found at the next event by the chain, when that was left', async () => {
    const result = await ledger.verifyAfter((tx) => rewrite(tx, STREAMS * SEALED + 2, false))
    firstOf(result, 'link_broken', ledger.placeOf(STREAMS * (SEALED + 1) + 2))
  })

  test('is found by the head of its stream while not sealed', async () => {
    const result = await ledger.verifyAfter((tx) => rewrite(tx, STREAMS * (SEALED + 1) + 2))
    firstOf(result, 'head_changed', { streamId: ledger.heads[2]?.streamId ?? '', version: ROUNDS })
  })

  test('is found by a root kept outside when the seals were made anew too', async () => {
    const kept = await findCheckpoint(ledger.owner.read, STREAMS * SEALED)
    assert.ok(kept)
    const anew = async (tx: Transaction): Promise<void> => {
      const hash = await rewrite(tx, 90)
      await query(tx, 'truncate ledger_tile, ledger_checkpoint')
      const nested: Db = { read: tx, write: (work) => work(tx), close: async () => undefined }
      await makeCheckpoint(nested)
      forged[0] = { streamId: ledger.heads[0]?.streamId ?? '', version: ROUNDS, hash }
    }
    const forged = [...ledger.heads]
    const quiet = await ledger.verifyAfter(anew, { heads: each(forged) })
    assert.deepEqual(quiet.faults, [], 'from inside nothing can be seen')
    const result = await ledger.verifyAfter(anew, { heads: each(forged), trusted: [kept] })
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
      const result = await ledger.verifyAfter(change(sql))
      firstOf(result, kind, { seal })
      assert.equal(result.faults.length, 1, JSON.stringify(result.faults))
    })
  }
})
