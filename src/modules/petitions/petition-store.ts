import { query, type Reader, type Transaction } from '../../platform/db.ts'
import type { UserId } from '../../platform/ids.ts'
import { appendEvents, chainEvents, type EventStamp, headAfter, type StreamHead } from '../../platform/ledger/index.ts'
import type { PetitionEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { barredFrom, type PetitionState } from './petition.ts'

export interface LockedPetition {
  head: StreamHead
  petition: PetitionState
}

/** The petition, locked until the transaction ends; of two officers at once the second sees what the first did. */
export async function lockPetition(tx: Transaction, petitionId: string): Promise<LockedPetition | undefined> {
  const [row] = await query<{ version: number; hash: Buffer; document: PetitionState }>(
    tx,
    'SELECT version, head_hash AS hash, document FROM petitions_petition WHERE id = $1 FOR UPDATE',
    [petitionId],
  )
  if (row === undefined) return undefined
  return { head: { streamId: petitionId, version: row.version, hash: row.hash }, petition: row.document }
}

/** Appends the events to the ledger; gives the state and the head after them. Where the row is kept is the caller's next step. */
export async function appendPetitionEvents(
  tx: Transaction,
  { head, petition }: { head: StreamHead; petition: PetitionState | null },
  stamp: EventStamp,
  events: readonly PetitionEvent[],
): Promise<LockedPetition> {
  const chained = chainEvents(head, stamp, events)
  await appendEvents(tx, chained)
  const made = { at: stamp.recordedAt.getTime(), by: stamp.actorId as UserId | null }
  const after = events.reduce<PetitionState | null>((state, event) => evolve(state, event, made), petition)
  if (after === null) throw new Error('no event, no petition')
  return { head: headAfter(head, chained), petition: after }
}

/** Writes where the petition stands now. */
export async function updatePetition(tx: Transaction, { head, petition }: LockedPetition): Promise<void> {
  await query(
    tx,
    `UPDATE petitions_petition SET version = $2, head_hash = $3, document = $4::jsonb, state = $5, kind = $6, agency_id = $7,
       officer_user_id = $8, about_user_ids = $9::uuid[], stage_due_at = $10, process_due_at = $11, approved_at = $12,
       published_at = $13, merged_into = $14, escalation = $15, satisfaction = $16, reopened = $17 WHERE id = $1`,
    [
      petition.petitionId,
      head.version,
      head.hash,
      JSON.stringify(petition),
      petition.state,
      petition.kind,
      petition.agencyId,
      petition.officerUserId,
      barredFrom(petition),
      dateOf(petition.stageDueAt),
      dateOf(petition.processDueAt),
      dateOf(petition.approvedAt),
      dateOf(petition.publishedAt),
      petition.mergedInto,
      petition.escalation,
      petition.satisfaction,
      petition.reopened,
    ],
  )
}

function dateOf(at: number | null): Date | null {
  return at === null ? null : new Date(at)
}

/** Where a petition stands; undefined for none. */
export async function findPetition(
  reader: Pick<Reader, 'executeQuery'>,
  petitionId: string,
): Promise<PetitionState | undefined> {
  const [row] = await query<{ document: PetitionState }>(
    reader,
    'SELECT document FROM petitions_petition WHERE id = $1',
    [petitionId],
  )
  return row?.document
}

/** Those merged into a petition. */
export async function listMerged(
  reader: Pick<Reader, 'executeQuery'>,
  petitionId: string,
): Promise<{ petition: PetitionState }[]> {
  return query(reader, 'SELECT document AS petition FROM petitions_petition WHERE merged_into = $1 ORDER BY id', [
    petitionId,
  ])
}

/** The database's time of this transaction. */
export async function timeOf(tx: Transaction): Promise<Date> {
  const [row] = await query<{ now: Date }>(tx, 'SELECT platform_now() AS now')
  if (row === undefined) throw new Error('the database tells no time')
  return row.now
}

/** The heads of all petitions, for comparing with the ledger. */
export async function* readPetitionHeads(reader: Reader): AsyncGenerator<StreamHead> {
  yield* await query<StreamHead>(reader, 'SELECT id AS "streamId", version, head_hash AS hash FROM petitions_petition')
}
