import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import {
  CHECKPOINTS,
  change,
  firstOf,
  ROUNDS,
  SEALED,
  STREAMS,
  TamperedLedger,
} from '../../../test/support/tampered-ledger.ts'
import { query } from '../db.ts'
import { findCheckpoint } from './checkpoint.ts'

let ledger: TamperedLedger

before(async () => {
  ledger = await TamperedLedger.open()
})
after(() => ledger.close())

test('an honest ledger fits', async () => {
  const seen: number[] = []
  const result = await ledger.verifyAfter(async () => undefined, { onProgress: (events) => seen.push(events) })
  const newest = await findCheckpoint(ledger.owner.read, STREAMS * SEALED)
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
  assert.deepEqual(await query(ledger.database.db.read, statement), [])
  let found: unknown
  await ledger.verifyAfter(async (tx) => {
    await query(tx, 'update ledger_event set mandate_id = gen_random_uuid() where position = $1', [ledger.at(17)])
    found = await query(tx, statement)
  })
  assert.deepEqual(found, [{ position: ledger.at(17) }])
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
        const result = await ledger.verifyAfter(change(sql, ledger.at(event)))
        firstOf(result, 'event_changed', ledger.placeOf(event))
        assert.ok(!result.faults.some((each) => each.kind === 'event_replaced'))
      })
    }
  }

  test('a space in the payload, which means the same to JSON', async () => {
    const result = await ledger.verifyAfter(
      change(`update ledger_event set payload = payload || ' ' where position = $1`, ledger.at(3)),
    )
    firstOf(result, 'event_changed', ledger.placeOf(3))
    assert.equal(result.faults.length, 1)
  })
})

test('of very many faults the first fifty are told', async () => {
  const result = await ledger.verifyAfter(change(`update ledger_event set type = 'other'`))
  assert.equal(result.faults.length, 50)
  firstOf(result, 'event_changed', ledger.placeOf(0))
})
