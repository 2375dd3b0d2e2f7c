import { query, type Reader } from '../../platform/db.ts'
import { catalogueRefusals } from './errors.ts'
import type { FieldListing, LifeEventListing, ProcedureHit, ProcedurePage } from './schemas.ts'
import { readVocabulary } from './search-store.ts'
import { readQuery, type SearchQuery } from './search-text.ts'
import { meantWords } from './search-vocabulary.ts'

export interface ProcedureSearch {
  /** As typed; empty or absent lists everything. */
  text?: string | undefined
  field?: string | undefined
  lifeEvent?: string | undefined
  agencySlug?: string | undefined
  level?: 'province' | 'commune' | 'mixed' | undefined
  /** Only procedures that can be applied for. */
  wholeOnly?: boolean | undefined
  /** The `next` of the page before. */
  after?: string | undefined
  /** 1…100. */
  limit: number
}

/** On average, how near the words of a query must come to those of a procedure for it to be found. */
const NEAR = 0.55

const SCORE_OF_WORDS = `
  CASE WHEN e.name_plain = $1 THEN 700
       WHEN position('|' || $1 || '|' IN e.phrases_plain) > 0 THEN 600
       WHEN e.name_plain LIKE $1 || ' %' THEN 350
       WHEN position(' ' || $1 || ' ' IN ' ' || e.name_plain || ' ') > 0 THEN 300
       ELSE 0 END
  + (800 * found.words)::int + CASE WHEN $1 LIKE '% %' THEN (400 * similarity($1, e.name_plain))::int ELSE 0 END
  + e.popularity`

const FOUND = `
  SELECT procedure_id, sum(best) / $5 AS words
  FROM (SELECT w.procedure_id, near.token, max(near.nearness * w.weight) AS best
        FROM unnest($2::int[], $3::text[], $4::float8[]) AS near (token, word, nearness)
        JOIN catalogue_search_word w ON w.word = near.word
        GROUP BY w.procedure_id, near.token) AS matched
  GROUP BY procedure_id HAVING sum(best) / $5 >= ${NEAR}`

/**
 * A page of procedures, best first, then by code. Forgives missing diacritics, misspelt words, abbreviations and everyday names
 * (from the synonyms given at import), and codes with or without dots; a retired or local code finds what took its place.
 * Refuses with `cursor_invalid`.
 */
export async function searchProcedures(reader: Reader, search: ProcedureSearch): Promise<ProcedurePage> {
  const { scored, values } = await scoredSql(reader, readQuery(search.text ?? ''))
  const limit = Math.max(1, Math.min(100, Math.trunc(search.limit)))
  const conditions: string[] = []
  const bind = (value: unknown): string => `$${values.push(value)}`
  if (search.field) conditions.push(`field_key = ${bind(search.field)}`)
  if (search.lifeEvent) conditions.push(`life_events @> ARRAY[${bind(search.lifeEvent)}::text]`)
  if (search.agencySlug) conditions.push(`agency_slugs @> ARRAY[${bind(search.agencySlug)}::text]`)
  if (search.level) conditions.push(`level = ${bind(search.level)}`)
  if (search.wholeOnly) conditions.push(`completeness = 'whole'`)
  if (search.after !== undefined) {
    const after = readCursor(search.after)
    const score = bind(after.score)
    conditions.push(`(score < ${score} OR (score = ${score} AND code > ${bind(after.code)}))`)
  }
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
  const rows = await query<HitRow>(
    reader,
    `SELECT version_id, code, name_vi, name_en, field_key, level, completeness, service_level, binding_limit, score
     FROM (${scored}) AS hit ${where} ORDER BY score DESC, code LIMIT ${bind(limit + 1)}`,
    values,
  )
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next = rows.length > limit && last ? `${last.score}~${last.code}` : null
  return { procedures: shown.map(hitOf), next }
}

async function scoredSql(reader: Reader, asked: SearchQuery): Promise<{ scored: string; values: unknown[] }> {
  if (asked.kind === 'all') {
    return { scored: 'SELECT e.*, e.popularity AS score FROM catalogue_search_entry e', values: [] }
  }
  if (asked.kind === 'code') {
    return {
      scored: `SELECT e.*, CASE WHEN e.code_digits LIKE $1 || '%' THEN 2000 ELSE 1000 END AS score
        FROM catalogue_search_entry e
        WHERE e.code_digits LIKE $1 || '%' OR EXISTS (SELECT FROM unnest(e.older_codes) o WHERE o LIKE $1 || '%')`,
      values: [asked.digits],
    }
  }
  const meant = meantWords(asked.phrase, asked.tokens, await readVocabulary(reader))
  const near = meant.tokens.flatMap((words, token) => words.map((word) => ({ token, ...word })))
  return {
    scored: `SELECT e.*, ${SCORE_OF_WORDS} AS score
      FROM (${FOUND}) AS found JOIN catalogue_search_entry e USING (procedure_id)`,
    values: [
      meant.phrase,
      near.map(({ token }) => token),
      near.map(({ word }) => word),
      near.map(({ nearness }) => nearness),
      meant.tokens.length,
    ],
  }
}

interface HitRow {
  version_id: string
  code: string
  name_vi: string
  name_en: string | null
  field_key: string
  level: ProcedureHit['level']
  completeness: ProcedureHit['completeness']
  service_level: ProcedureHit['serviceLevel']
  binding_limit: ProcedureHit['limit']
  score: number
}

function hitOf(row: HitRow): ProcedureHit {
  return {
    versionId: row.version_id,
    code: row.code,
    name: row.name_en === null ? { vi: row.name_vi } : { vi: row.name_vi, en: row.name_en },
    fieldKey: row.field_key,
    level: row.level,
    completeness: row.completeness,
    serviceLevel: row.service_level,
    limit: row.binding_limit,
  }
}

function readCursor(text: string): { score: number; code: string } {
  const parts = /^(\d{1,9})~(\d\.\d{6})$/.exec(text)
  if (parts === null) throw catalogueRefusals.cursor_invalid()
  return { score: Number(parts[1]), code: parts[2] as string }
}

/** Every field with the number of its procedures in force. */
export async function listFields(reader: Reader): Promise<FieldListing[]> {
  const rows = await query<{ key: string; code: string | null; vi: string; en: string; count: number }>(
    reader,
    `SELECT f.key, f.code, f.name_vi AS vi, f.name_en AS en, count(e.procedure_id)::int AS count
     FROM catalogue_field f LEFT JOIN catalogue_search_entry e ON e.field_key = f.key
     GROUP BY f.key ORDER BY f.sort_order, f.key`,
  )
  return rows.map(({ key, code, vi, en, count }) => ({ key, code, name: { vi, en }, procedures: count }))
}

/** Every life event with the number of its procedures in force. */
export async function listLifeEvents(reader: Reader): Promise<LifeEventListing[]> {
  const rows = await query<Omit<LifeEventListing, 'procedures'> & { count: number }>(
    reader,
    `SELECT l.key, l.audience, jsonb_build_object('vi', l.name_vi, 'en', l.name_en) AS name,
       jsonb_build_object('vi', l.summary_vi, 'en', l.summary_en) AS summary, count(e.procedure_id)::int AS count
     FROM catalogue_life_event l LEFT JOIN catalogue_search_entry e ON e.life_events @> ARRAY[l.key]
     GROUP BY l.key ORDER BY l.sort_order, l.key`,
  )
  return rows.map(({ count, ...event }) => ({ ...event, procedures: count }))
}
