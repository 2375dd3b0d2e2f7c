import { query, type Transaction } from '../../platform/db.ts'
import type { AgencyId, PersonId } from '../../platform/ids.ts'
import { blindIndex } from '../../platform/sealing/blind-index.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'
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

/** Puts the words of petitions from before there was a search where they belong. Returns how many were done. */
export async function indexWordless(context: PetitionsContext): Promise<number> {
  const rows = await query<{ document: PetitionState; personId: PersonId }>(
    context.db.read,
    `SELECT document, person_id AS "personId" FROM petitions_petition WHERE NOT has_words ORDER BY id LIMIT ${AT_ONCE}`,
  )
  const contents = await contentsOf(
    context.db.read,
    context,
    rows.map(({ document }) => document),
  )
  for (const [place, { document: petition }] of rows.entries()) {
    const content = contents[place]
    if (content === undefined) continue
    await context.db.write(async (tx) => {
      await writeWords(tx, context.keys, { petition, content })
      await query(tx, 'UPDATE petitions_petition SET has_words = true WHERE id = $1', [petition.petitionId])
    })
  }
  return rows.length
}
