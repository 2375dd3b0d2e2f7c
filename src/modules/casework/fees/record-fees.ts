import type { Transaction } from '../../../platform/db.ts'
import type { AgencyId, DossierId, MandateId } from '../../../platform/ids.ts'
import { chainEvents } from '../../../platform/ledger/index.ts'
import { getFlowVersion } from '../../catalogue/index.ts'
import { type Actor, userIdOf } from '../../organisation/index.ts'
import { type DossierChange, type LoadedDossier, loadDossier, writeChanges } from '../dossier-store.ts'
import { refusals } from '../errors.ts'
import { evolve } from '../evolve.ts'
import { assertFeeEntry, type FeeEntry } from './fee-standing.ts'

/** A dossier locked for an entry about its fees, until the caller's transaction ends. */
export type DossierForFees = LoadedDossier

/** Locks the dossier. Refuses `dossier_not_found`. Whether the caller may see it is the caller's to ask. */
export async function openDossierForFees(tx: Transaction, id: DossierId): Promise<DossierForFees> {
  const loaded = await loadDossier(tx, id)
  if (loaded === undefined) throw refusals.dossier_not_found()
  return loaded
}

export interface FeeStamp {
  /** Anonymous where the news came from outside (bank, payment platform). */
  actor: Actor
  mandateId?: MandateId | string | null
  agencyId?: AgencyId | null
}

/**
 * Writes what the cash desk tells into the dossier's history, in the transaction that books the money: the dossier's money axis and the
 * journal cannot part. The clock is not touched. Gives the dossier as it stands then, to go on with.
 */
export async function recordFees(
  tx: Transaction,
  loaded: DossierForFees,
  entry: FeeEntry,
  stamp: FeeStamp,
): Promise<DossierForFees> {
  assertFeeEntry(loaded.state, entry)
  const { definition: flow } = await getFlowVersion(tx, loaded.state.flowVersionId)
  const at = loaded.now.getTime()
  const events = chainEvents(
    loaded.head,
    {
      recordedAt: loaded.now,
      actorId: userIdOf(stamp.actor),
      mandateId: stamp.mandateId ?? null,
      agencyId: stamp.agencyId ?? null,
      commandId: null,
    },
    [entry],
  )
  const after = evolve(loaded.state, entry, at)
  const change: DossierChange = {
    before: loaded.state,
    after,
    flow,
    events,
    at,
    lateCounted: loaded.lateCounted,
    sealed: [],
  }
  await writeChanges(tx, [change])
  const [event] = events
  if (event === undefined) throw new Error('an entry is one event')
  return { ...loaded, state: after, head: { streamId: after.id, version: event.version, hash: event.hash } }
}
