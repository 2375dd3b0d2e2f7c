import { query, type Reader, type Transaction } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { readStream } from '../../platform/ledger/index.ts'
import { blindIndex } from '../../platform/sealing/blind-index.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'
import { readTexts } from '../vault/index.ts'
import type { ValueRef } from '../vault/schemas.ts'
import type { PetitionContent } from './check-petition.ts'
import type { PetitionsContext } from './context.ts'
import type { PetitionState } from './petition.ts'
import { contentsOf } from './petition-contents.ts'
import { wordsOf } from './published-store.ts'

const TOKEN_BYTES = 8
const AT_ONCE = 200

/** What stands for a word in an agency: keyed, so that neither the words nor their frequency over the province can be read from the table. */
export function wordToken(keys: Keyring, agencyId: AgencyId, word: string): Buffer {
  return blindIndex(keys, 'petition/desk-word', `${agencyId} ${word}`).subarray(0, TOKEN_BYTES)
}

/** Puts the words of a petition where the officers of the agency in charge find it, and nowhere else. */
export async function writeWords(
  tx: Transaction,
  keys: Keyring,
  { petition, content }: { petition: PetitionState; content: PetitionContent },
): Promise<void> {
  await query(tx, 'DELETE FROM petitions_desk_word WHERE petition_id = $1', [petition.petitionId])
  const { subject, text, place, about, dossierCode } = content
  await addWords(tx, keys, petition, [subject, text, place, about, dossierCode].join(' '))
}

/** Adds what whoever wrote said later. */
export async function addWords(tx: Transaction, keys: Keyring, petition: PetitionState, text: string): Promise<void> {
  await query(
    tx,
    `INSERT INTO petitions_desk_word (token, received_at, petition_id) SELECT unnest($1::bytea[]), $2, $3 ON CONFLICT DO NOTHING`,
    [
      wordsOf(text).map((word) => wordToken(keys, petition.agencyId, word)),
      new Date(petition.receivedAt),
      petition.petitionId,
    ],
  )
}

/** Puts everything whoever wrote said where the agency in charge now finds it. */
export async function rewriteWords(tx: Transaction, keys: Keyring, petition: PetitionState): Promise<void> {
  const reader = tx as Reader
  const [content] = await contentsOf(reader, { keys }, [petition])
  if (content !== undefined) await writeWords(tx, keys, { petition, content })
  const ids = (await readStream(reader, petition.petitionId))
    .filter(({ type }) => type === 'PetitionSupplied')
    .map(({ payload }) => (payload as unknown as { note: ValueRef }).note.valueId)
  const texts = await readTexts(reader, keys, ids)
  await addWords(tx, keys, petition, [...texts.values()].join(' '))
}

/** Puts the words of petitions from before there was a search where they belong. Returns how many were done. */
export async function indexWordless({ db, keys }: PetitionsContext): Promise<number> {
  const rows = await query<{ document: PetitionState }>(
    db.read,
    `SELECT document FROM petitions_petition WHERE NOT has_words ORDER BY id LIMIT ${AT_ONCE}`,
  )
  for (const { document: petition } of rows) {
    await db.write(async (tx) => {
      await rewriteWords(tx, keys, petition)
      await query(tx, 'UPDATE petitions_petition SET has_words = true WHERE id = $1', [petition.petitionId])
    })
  }
  return rows.length
}
