import assert from 'node:assert/strict'
import { type Db, openDb, query, type Transaction } from '../../src/platform/db.ts'
import { newId } from '../../src/platform/ids.ts'
import { appendEvents } from '../../src/platform/ledger/append.ts'
import { makeCheckpoint } from '../../src/platform/ledger/checkpoint.ts'
import {
  chainEvents,
  headAfter,
  newStream,
  type PendingEvent,
  type StreamHead,
} from '../../src/platform/ledger/event.ts'
import type { Fault, FaultKind } from '../../src/platform/ledger/fault.ts'
import { type Verification, type VerifyOptions, verifyLedger } from '../../src/platform/ledger/verify.ts'
import { type TestDatabase, testDatabase } from './database.ts'

export const STREAMS = 30
/** Rounds of one event a stream, with a checkpoint after some of them: 2 full tiles, a tail of 58, then 30 not sealed. */
export const ROUNDS = 20
export const CHECKPOINTS = [1, 7, 12, 18]
export const SEALED = CHECKPOINTS.at(-1) ?? 0

/** A ledger with checkpoints, for a superuser to tamper with; each time all is put back. Close it in `after`. */
export class TamperedLedger {
  readonly database: TestDatabase
  readonly owner: Db
  heads: StreamHead[] = Array.from({ length: STREAMS }, () => newStream(newId()))
  /** Positions in order; event number n (from 0) is version `floor(n / STREAMS) + 1` of stream `n % STREAMS`. */
  readonly positions: number[] = []

  private constructor(database: TestDatabase) {
    this.database = database
    this.owner = openDb({ url: database.ownerUrl, poolSize: 2, applicationName: 'test' })
  }

  static async open(): Promise<TamperedLedger> {
    const ledger = new TamperedLedger(await testDatabase())
    for (let round = 1; round <= ROUNDS; round++) {
      await ledger.database.db.write((tx) => ledger.#appendRound(tx, round))
      if (CHECKPOINTS.includes(round)) await makeCheckpoint(ledger.database.db)
    }
    return ledger
  }

  async #appendRound(tx: Transaction, round: number): Promise<void> {
    const [row] = await query<{ now: Date }>(tx, 'select platform_now() as now')
    assert.ok(row)
    const stamp = { recordedAt: row.now, actorId: newId(), mandateId: null, agencyId: newId(), commandId: null }
    const chains = this.heads.map((head) =>
      chainEvents(head, stamp, [{ type: 'step', payload: { round, note: 'Đã nhận' } }]),
    )
    this.positions.push(...(await appendEvents(tx, chains.flat())))
    this.heads = this.heads.map((head, index) => headAfter(head, chains[index] ?? []))
  }

  /** What the verification says after a superuser, triggers switched off, did something; then all is as before. */
  async verifyAfter(tamper: (tx: Transaction) => Promise<unknown>, options: VerifyOptions = {}): Promise<Verification> {
    try {
      return await this.owner.write(async (tx) => {
        await query(tx, 'set local session_replication_role = replica')
        await tamper(tx)
        throw new RollBack(await verifyLedger(tx, { heads: each(this.heads), ...options }))
      })
    } catch (error) {
      if (error instanceof RollBack) return error.result
      throw error
    }
  }

  at(event: number): number {
    const position = this.positions[event]
    assert.ok(position)
    return position
  }

  placeOf(event: number): Partial<Fault> {
    return {
      position: this.at(event),
      streamId: this.heads[event % STREAMS]?.streamId ?? '',
      version: Math.floor(event / STREAMS) + 1,
    }
  }

  async readEvent(tx: Transaction, event: number): Promise<PendingEvent & { position: number }> {
    const rows = await query<PendingEvent & { position: number; recordedAt: unknown }>(
      tx,
      `select position, stream_id as "streamId", version, type, payload, recorded_at as "recordedAt", actor_id as "actorId",
       mandate_id as "mandateId", agency_id as "agencyId", command_id as "commandId", prev_hash as "prevHash", hash
       from ledger_event where position = $1`,
      [this.at(event)],
    )
    const [row] = rows
    assert.ok(row)
    return { ...row, recordedAt: (row.recordedAt as unknown as Date).toISOString() }
  }

  async close(): Promise<void> {
    await this.owner.close()
    await this.database.close()
  }
}

class RollBack extends Error {
  readonly result: Verification
  constructor(result: Verification) {
    super('roll back')
    this.result = result
  }
}

export async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items
}

export function firstOf(result: Verification, kind: FaultKind, expected: Partial<Fault>): void {
  const [first] = result.faults
  assert.ok(first, 'nothing was found')
  assert.deepEqual({ ...first, ...expected, kind }, first)
}

export const change =
  (sql: string, ...values: unknown[]) =>
  (tx: Transaction) =>
    query(tx, sql, values)
