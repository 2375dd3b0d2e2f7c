import { query, type Transaction } from '../../platform/db.ts'
import type { DossierId } from '../../platform/ids.ts'
import { consume } from '../../platform/ledger/consume.ts'
import type { StoredEvent } from '../../platform/ledger/event.ts'
import { chainEvents } from '../../platform/ledger/index.ts'
import { getFlowVersion } from '../catalogue/index.ts'
import { readProfileVersions, sealPersonText } from '../vault/index.ts'
import type { CaseworkContext } from './context.ts'
import { type LoadedDossier, loadDossier, writeChanges } from './dossier-store.ts'
import { type DossierEvent, type ReturnCause, returnCauses } from './events.ts'
import { evolve } from './evolve.ts'
import { returnsByItself } from './result.ts'

/** Under this name the follower keeps its place in the ledger. */
const CONSUMER = 'electronic_return'
/** Small, because each dossier is locked until the batch is done. */
const BATCH = 50

/**
 * Follows the ledger and returns the results that are wanted electronically, once they are signed and nothing is due: no officer presses.
 * Its place moves in the transaction that writes the entries, so a crash repeats nothing and leaves nothing out; what was taken back,
 * ended or returned meanwhile is left alone, because the dossier itself is asked under its lock. Gives how many events were handled.
 */
export async function returnElectronically(context: Pick<CaseworkContext, 'db' | 'keys'>): Promise<number> {
  let all = 0
  for (;;) {
    const handled = await consume(context.db, CONSUMER, BATCH, (tx, events) => returnBatch(tx, context, events))
    all += handled
    if (handled < BATCH) return all
  }
}

type Keys = Pick<CaseworkContext, 'keys'>

async function returnBatch(tx: Transaction, context: Keys, events: readonly StoredEvent[]): Promise<void> {
  const causes = events.filter(({ type }) => (returnCauses as readonly string[]).includes(type))
  if (causes.length === 0) return
  const ids = await wantedElectronically(
    tx,
    causes.map(({ streamId }) => streamId),
  )
  for (const id of ids) {
    // Of several the last one is the cause: it settled what was still open.
    const cause = causes.findLast(({ streamId }) => streamId === id)
    if (cause !== undefined) await returnOne(tx, context, cause)
  }
}

/** Always in the same order, so that two who lock several dossiers never wait for each other in a ring. */
async function wantedElectronically(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  const rows = await query<{ id: string }>(
    tx,
    `SELECT id FROM casework_dossier
     WHERE id = ANY ($1::uuid[]) AND legal_state = 'resolved' AND state->>'resultBy' = 'online' ORDER BY id`,
    [[...new Set(ids)]],
  )
  return rows.map(({ id }) => id)
}

async function returnOne(tx: Transaction, context: Keys, cause: StoredEvent): Promise<void> {
  const loaded = await loadDossier(tx, cause.streamId as DossierId)
  if (loaded === undefined || loaded.wrappedKey === null || !returnsByItself(loaded.state)) return
  if (await wasTakenBack(tx, loaded.state.id)) return
  const { state } = loaded
  const { result, applicant } = state
  if (result === null) return
  const name = (await readProfileVersions(tx, context.keys, [applicant.profile.valueId])).get(applicant.profile.valueId)
  const key = context.keys.openKey(applicant.personId, loaded.wrappedKey)
  const now = Math.max(loaded.now.getTime(), state.finishedAt ?? 0)
  const to = sealPersonText(key, name?.fullName ?? '', now)
  const event: DossierEvent = {
    type: 'ResultReturned',
    payload: {
      to: to.ref,
      by: 'online',
      evidence: null,
      handover: null,
      cause: { version: cause.version, type: cause.type as ReturnCause, signedBy: result.signedBy },
    },
  }
  await write(tx, loaded, { event, now, sealed: [to.row] })
}

/** Handed over once and that entry taken back: somebody had a reason, so a person decides what comes next. */
async function wasTakenBack(tx: Transaction, id: DossierId): Promise<boolean> {
  const rows = await query(
    tx,
    `SELECT FROM ledger_event
     WHERE stream_id = $1 AND type = 'Corrected' AND payload::jsonb->>'corrects' = 'ResultReturned'
       AND version > (SELECT max(version) FROM ledger_event WHERE stream_id = $1 AND type = 'Completed') LIMIT 1`,
    [id],
  )
  return rows.length > 0
}

type Written = Pick<Parameters<typeof writeChanges>[1][number], 'sealed'> & { event: DossierEvent; now: number }

/** By the system itself: no account and no mandate stands behind the entry, only its cause. */
async function write(tx: Transaction, loaded: LoadedDossier, { event, now, sealed }: Written): Promise<void> {
  const { definition: flow } = await getFlowVersion(tx, loaded.state.flowVersionId)
  const stamp = { recordedAt: new Date(now), actorId: null, mandateId: null, agencyId: null, commandId: null }
  await writeChanges(tx, [
    {
      before: loaded.state,
      after: evolve(loaded.state, event, now),
      flow,
      events: chainEvents(loaded.head, stamp, [event]),
      at: now,
      lateCounted: loaded.lateCounted,
      sealed,
    },
  ])
}
