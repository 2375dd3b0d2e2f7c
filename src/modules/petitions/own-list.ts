import { query, type Transaction } from '../../platform/db.ts'
import type { PersonId } from '../../platform/ids.ts'
import { openSealed, sealText } from '../../platform/sealing/seal.ts'
import type { CitizenActor } from '../organisation/index.ts'
import { getPersonKey, loadPersonKeys } from '../vault/index.ts'
import type { PetitionsContext } from './context.ts'
import { followCode } from './follow-code.ts'
import { petitionOf } from './follow-petition.ts'
import { listFollowed } from './followed-views.ts'
import type { OwnPetition } from './view-types.ts'

/** The newest stand first; older ones than these fall off the list and are followed by their code alone. */
const MOST_KEPT = 200
/** Lists are filled up to so many, so that their length does not tell how many petitions a person wrote. */
const STEP = 20
const PLACE = { valueId: 'own', kind: 'petitions' } as const

interface StoredList {
  sealed: Buffer
  commitment: Buffer
}

/** Puts a petition on the person's own list; once, however often it is asked. */
export function keepInOwnList(context: PetitionsContext, actor: CitizenActor, petitionId: string): Promise<void> {
  return changeList(context, actor, (ids) => [petitionId, ...ids.filter((id) => id !== petitionId)].slice(0, MOST_KEPT))
}

/** Puts a petition on the list by its code; nothing for one without a name. Refuses `petitions.code_not_found`. */
export async function keepByCode(context: PetitionsContext, actor: CitizenActor, code: string): Promise<void> {
  const { petitionId, isAnonymous } = await petitionOf(context, code)
  if (!isAnonymous) await keepInOwnList(context, actor, petitionId)
}

/** Takes a petition off the list; it goes on and is followed by its code. */
export function dropFromOwnList(context: PetitionsContext, actor: CitizenActor, petitionId: string): Promise<void> {
  return changeList(context, actor, (ids) => ids.filter((id) => id !== petitionId))
}

/** The person's own petitions as the follow page tells them, newest first. Nobody else's login opens the list. */
export async function listOwnPetitions(context: PetitionsContext, actor: CitizenActor): Promise<OwnPetition[]> {
  const rows = await listFollowed(context, await ownIds(context, actor))
  return rows.map((one) => ({ ...one, followCode: followCode(context.keys, one.petitionId) }))
}

/** Whether the petition of a code may still be put on the person's list. */
export async function mayKeep(context: PetitionsContext, actor: CitizenActor, code: string): Promise<boolean> {
  const { petitionId, isAnonymous } = await petitionOf(context, code)
  return !isAnonymous && !(await ownIds(context, actor)).includes(petitionId)
}

async function ownIds({ db, keys }: PetitionsContext, { personId }: CitizenActor): Promise<string[]> {
  const [row] = await query<StoredList>(db.read, READ, [personId])
  const key = (await loadPersonKeys(db.read, keys, [personId])).get(personId)
  return row === undefined || key == null ? [] : idsIn(openSealed(key, PLACE, row).text)
}

const READ = 'SELECT sealed, commitment FROM petitions_own_list WHERE person_id = $1'

async function changeList(
  { db, keys }: PetitionsContext,
  { personId }: CitizenActor,
  change: (ids: string[]) => string[],
): Promise<void> {
  await db.write(async (tx) => {
    // Held until the end: two changes of one list come one after the other, and the person is not erased between.
    await query(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [`petitions/own/${personId}`])
    const key = await getPersonKey(tx, keys, personId)
    const [row] = await query<StoredList>(tx, READ, [personId])
    const before = row === undefined ? [] : idsIn(openSealed(key, PLACE, row).text)
    await writeList(tx, personId, sealText(key, PLACE, filled(change(before))))
  })
}

async function writeList(tx: Transaction, personId: PersonId, { sealed, commitment }: StoredList): Promise<void> {
  await query(
    tx,
    `INSERT INTO petitions_own_list (person_id, sealed, commitment) VALUES ($1, $2, $3)
     ON CONFLICT (person_id) DO UPDATE SET sealed = excluded.sealed, commitment = excluded.commitment`,
    [personId, sealed, commitment],
  )
}

const ID_LENGTH = 36

function filled(ids: readonly string[]): string {
  const places = Math.max(1, Math.ceil(ids.length / STEP)) * STEP
  return ids.join('').padEnd(places * ID_LENGTH, ' ')
}

function idsIn(text: string): string[] {
  return text.trimEnd().match(/.{36}/gu) ?? []
}

/**
 * Writes all lists anew in one transaction, once a night, and drops those of erased persons: afterwards the database's own numbers of
 * transactions no longer tell which list changed when.
 */
export async function mixOwnLists({ db }: Pick<PetitionsContext, 'db'>): Promise<void> {
  await db.write(async (tx) => {
    await query(
      tx,
      `DELETE FROM petitions_own_list o USING vault_person p WHERE p.id = o.person_id AND p.erased_at IS NOT NULL`,
    )
    await query(tx, 'UPDATE petitions_own_list SET sealed = sealed')
  })
}
