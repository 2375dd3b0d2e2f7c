import type { Transaction } from '../../platform/db.ts'
import type { UserId } from '../../platform/ids.ts'
import { consume } from '../../platform/ledger/consume.ts'
import type { StoredEvent } from '../../platform/ledger/index.ts'
import { notifyLive } from '../../platform/live/index.ts'
import type { Directory } from '../casework/index.ts'
import { centreTopic } from '../queue/index.ts'
import type { IndicatorsContext } from './context.ts'
import { type FactEvent, FactKeeper } from './facts/fact-keeper.ts'
import { loadFacts, saveKept } from './facts/fact-store.ts'
import type { WorkingMinutes } from './facts/fold-fact.ts'

export const FOLLOWER = 'indicators'
const BATCH = 2000

/** Folds what was added to the ledger since the last time into facts and counts, each event exactly once. Gives how many were read. */
export async function followLedger({ casework }: IndicatorsContext): Promise<number> {
  const directory = await casework.directory()
  let read = 0
  for (;;) {
    const handled = await consume(casework.db, FOLLOWER, BATCH, async (tx, events) => {
      const ids = new Set(events.map((event) => event.streamId))
      const keeper = new FactKeeper(await loadFacts(tx, [...ids]), workIn(directory))
      for (const event of events) keeper.take(factEvent(event))
      await saveKept(tx, keeper, (agencyId) => directory.line(agencyId))
      await tellHalls(tx, keeper)
    })
    read += handled
    if (handled < BATCH) return read
  }
}

/** The screens in the halls of the centres whose dossiers these are draw their figures anew. */
async function tellHalls(tx: Transaction, { facts }: FactKeeper): Promise<void> {
  const centres = new Set([...facts.values()].map(({ intakeAgencyId }) => intakeAgencyId))
  for (const id of centres) await notifyLive(tx, centreTopic(id))
}

/** Working minutes by the calendar of each agency. */
export function workIn(directory: Directory): WorkingMinutes {
  return (agencyId, from, to) => (to <= from ? 0 : directory.calendarOf(agencyId).workingMinutesBetween(from, to))
}

/** An event as facts look at it. */
export function factEvent(event: StoredEvent): FactEvent {
  const { position, streamId, version, type, payload, recordedAt } = event
  return {
    position,
    streamId,
    version,
    type,
    payload,
    at: recordedAt.getTime(),
    actorId: event.actorId as UserId | null,
  }
}
