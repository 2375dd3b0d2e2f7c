import { query, type Reader, type Transaction } from '../../platform/db.ts'
import { documentHash } from './document-hash.ts'
import { effectiveLimit } from './limit.ts'
import type { ProcedureDocument } from './schemas.ts'
import type { SearchText } from './search-text.ts'

/** Raised when the way the index is made changes, so that the next start makes it anew. */
const INDEX_FORM = 1

interface CurrentVersion {
  procedure_id: string
  version_id: string
  document: ProcedureDocument
}

/**
 * Makes the search index anew from the versions in force today, unless neither these nor `wordLists` (whatever else `textOf` depends
 * on) have changed since it was made.
 */
export async function refreshSearchIndex(
  tx: Transaction,
  textOf: (document: ProcedureDocument) => SearchText,
  wordLists: unknown,
): Promise<void> {
  const inForce = await query<{ id: string }>(
    tx,
    `SELECT id FROM catalogue_procedure_version
     WHERE state = 'published'
       AND daterange(valid_from, valid_to) @> (platform_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
     ORDER BY id`,
  )
  const ids = inForce.map((row) => row.id)
  const stamp = documentHash({ form: INDEX_FORM, ids, wordLists })
  const made = await query<{ stamp: string }>(tx, 'SELECT stamp FROM catalogue_search_state')
  if (made[0]?.stamp === stamp) return
  const versions = await query<CurrentVersion>(
    tx,
    `SELECT procedure_id, id AS version_id, document FROM catalogue_procedure_version WHERE id = ANY ($1::uuid[])`,
    [ids],
  )
  const texts = versions.map((version) => ({ version, text: textOf(version.document) }))
  await replaceIndex(tx, texts, stamp)
}

async function replaceIndex(
  tx: Transaction,
  texts: readonly { version: CurrentVersion; text: SearchText }[],
  stamp: string,
): Promise<void> {
  const words = texts.flatMap(({ version, text }) =>
    [...text.words].map(([word, weight]) => ({ word, procedure_id: version.procedure_id, weight })),
  )
  const vocabulary = [...new Set(words.map((row) => row.word))].sort()
  await query(tx, 'DELETE FROM catalogue_search_word')
  await query(tx, 'DELETE FROM catalogue_search_entry')
  await query(
    tx,
    `INSERT INTO catalogue_search_entry SELECT * FROM jsonb_populate_recordset(NULL::catalogue_search_entry, $1::jsonb)`,
    [JSON.stringify(texts.map(({ version, text }) => entryRow(version, text)))],
  )
  await query(
    tx,
    `INSERT INTO catalogue_search_word SELECT * FROM jsonb_populate_recordset(NULL::catalogue_search_word, $1::jsonb)`,
    [JSON.stringify(words)],
  )
  await query(
    tx,
    `INSERT INTO catalogue_search_state (stamp, vocabulary) VALUES ($1, $2::text[])
     ON CONFLICT (single) DO UPDATE SET stamp = excluded.stamp, vocabulary = excluded.vocabulary`,
    [stamp, vocabulary],
  )
}

function entryRow({ procedure_id, version_id, document }: CurrentVersion, text: SearchText) {
  const { competentAgency: agency } = document
  const own = agency?.rule === 'department' ? [agency.agencySlug] : []
  return {
    procedure_id,
    version_id,
    code: document.code,
    name_vi: document.name.vi,
    name_en: document.name.en ?? null,
    field_key: document.field.key,
    level: document.level,
    completeness: document.completeness,
    service_level: document.serviceLevel,
    binding_limit: effectiveLimit(document, { channel: 'counter', caseKey: null }).limit,
    agency_slugs: [...new Set([...own, ...document.coordinatingAgencySlugs])],
    life_events: document.lifeEvents,
    popularity: document.popularity,
    name_plain: text.namePlain,
    phrases_plain: text.phrasesPlain,
    code_digits: text.codeDigits,
    older_codes: text.olderCodes,
  }
}

let kept: { stamp: string; vocabulary: readonly string[] } = { stamp: '', vocabulary: [] }

/** Every word of the index, from memory while the index is the same. */
export async function readVocabulary(reader: Reader): Promise<readonly string[]> {
  const rows = await query<{ stamp: string; vocabulary: string[] | null }>(
    reader,
    `SELECT stamp, CASE WHEN stamp <> $1 THEN vocabulary END AS vocabulary FROM catalogue_search_state`,
    [kept.stamp],
  )
  const now = rows[0]
  if (now === undefined) return []
  if (now.vocabulary !== null) kept = { stamp: now.stamp, vocabulary: now.vocabulary }
  return kept.vocabulary
}
