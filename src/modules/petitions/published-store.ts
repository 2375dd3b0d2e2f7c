import { query, type Transaction } from '../../platform/db.ts'
import { normaliseVietnamese } from '../../platform/vietnamese.ts'
import type { PetitionState } from './petition.ts'

export interface PublicTexts {
  title: string
  question: string
  answer: string
}

const MOST_WORDS = 200

/** The words of texts by which one searches: without diacritics, each once, of two letters and more. */
export function wordsOf(text: string): string[] {
  const words = normaliseVietnamese(text)
    .split(' ')
    .filter((word) => word.length >= 2 && word.length <= 40)
  return [...new Set(words)].slice(0, MOST_WORDS)
}

/** Puts a petition before the public. */
export async function insertPublished(tx: Transaction, petition: PetitionState, texts: PublicTexts): Promise<void> {
  const at = new Date(petition.publishedAt ?? 0)
  await query(
    tx,
    `INSERT INTO petitions_published (petition_id, kind, agency_id, title, question, answer, published_at, commune_code)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      petition.petitionId,
      petition.kind,
      petition.agencyId,
      texts.title,
      texts.question,
      texts.answer,
      at,
      petition.communeCode ?? null,
    ],
  )
  await query(tx, `INSERT INTO petitions_word (word, published_at, petition_id) SELECT unnest($1::text[]), $2, $3`, [
    wordsOf(`${texts.title} ${texts.question} ${texts.answer}`),
    at,
    petition.petitionId,
  ])
}

/** Takes a petition that is taken up again from the public list until it is answered anew. */
export async function deletePublished(tx: Transaction, petitionId: string): Promise<void> {
  await query(tx, 'DELETE FROM petitions_word WHERE petition_id = $1', [petitionId])
  await query(tx, 'DELETE FROM petitions_published WHERE petition_id = $1', [petitionId])
}
