import type { Db, Transaction } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import type { EventStamp } from '../../../platform/ledger/index.ts'
import type { Actor } from '../../organisation/index.ts'
import { clockIn, readPlaces } from '../place.ts'
import { organiserMandate } from '../policy.ts'
import { decimalText } from '../sheet.ts'
import { externalRefusals as refusals } from './errors.ts'
import { findExternalIndex } from './external-index.ts'
import { keepSource, lockExternalYear, sourceHash, writeExternal } from './external-store.ts'
import { confirmedOf, type EntryKind, type ExternalEvent, pendingOf } from './external-year.ts'
import { readFigure, readSource, type TypedFigure } from './typed-figure.ts'

export interface EnterExternalRequest {
  actor: Actor
  index: string
  typed: TypedFigure
  /** How many events the year had when the form was drawn. */
  seen: number
}

/**
 * Enters a figure or a goal of a year with its source. It counts once a second person confirmed it. After that, another entry is a correction
 * beside it and says why (decision 0033). For whoever organises; refuses `external.not_found` to all others.
 */
export async function enterExternal(db: Db, { actor, index: key, typed, seen }: EnterExternalRequest): Promise<void> {
  const index = findExternalIndex(key)
  const who = await whoWrites(db, actor)
  if (index === undefined) throw refusals.not_found()
  await db.write(async (tx) => {
    const stamp = await stampNow(tx, who)
    const { year, figure } = readFigure(index, typed, stamp.thisYear)
    const row = await lockExternalYear(tx, { index: key, year })
    const corrects = row !== undefined && confirmedOf(row.state, typed.kind) !== null
    const source = readSource(typed, { corrects })
    // A year nobody had opened yet: the form could not know what is there.
    if ((row?.state.seen ?? 0) !== seen) throw refusals.stale()
    const id = row?.id ?? newId(stamp.recordedAt.getTime())
    const told = (value: number | null) => (value === null ? null : decimalText(value))
    const parts = Object.entries(figure.parts).map(([part, value]) => [part, decimalText(value)] as const)
    const event: ExternalEvent = {
      type: 'ExternalFigureEntered',
      payload: {
        index: key,
        year,
        kind: figure.kind,
        value: told(figure.value),
        max: told(figure.max),
        rank: figure.rank,
        ranked: figure.ranked,
        parts: Object.fromEntries(parts),
        source: sourceHash(source),
      },
    }
    if (!(await writeExternal(tx, { id, row }, stamp, event))) throw refusals.stale()
    await keepSource(tx, id, source)
  })
}

/** Confirms what another entered. Refuses one's own entry, and one that was entered over meanwhile. */
export async function confirmExternal(
  db: Db,
  { actor, index, year, kind, seen }: { actor: Actor; index: string; year: number; kind: EntryKind; seen: number },
): Promise<void> {
  const who = await whoWrites(db, actor)
  await db.write(async (tx) => {
    const stamp = await stampNow(tx, who)
    const row = await lockExternalYear(tx, { index, year })
    if (row === undefined) throw refusals.not_found()
    const pending = pendingOf(row.state, kind)
    if (pending === null) throw refusals.nothing_to_confirm()
    if (row.state.seen !== seen) throw refusals.stale()
    if (pending.entry.by === stamp.actorId) throw refusals.own_entry()
    await writeExternal(tx, { id: row.id, row }, stamp, {
      type: 'ExternalFigureConfirmed',
      payload: { entry: pending.place },
    })
  })
}

type Writer = Pick<EventStamp, 'actorId' | 'mandateId' | 'agencyId'>

async function whoWrites(db: Db, actor: Actor): Promise<Writer> {
  const mandate = organiserMandate(actor, await readPlaces(db.read))
  if (actor.kind !== 'officer' || mandate === null) throw refusals.not_found()
  return { actorId: actor.userId, mandateId: mandate.id, agencyId: mandate.agencyId }
}

async function stampNow(tx: Transaction, who: Writer): Promise<EventStamp & { thisYear: number }> {
  const { now, today } = await clockIn(tx)
  return { ...who, recordedAt: now, commandId: null, thisYear: Number(today.slice(0, 4)) }
}
