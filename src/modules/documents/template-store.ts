import { query, type Reader, type Transaction } from '../../platform/db.ts'
import type { UserId } from '../../platform/ids.ts'
import type { FieldSchema, PaperData } from './fields.ts'
import type { ShippedTemplate } from './template-files.ts'

const TEMPLATES_LOCK = 7_201_107

/** The text of a template in force, with what it needs. */
export interface TemplateText {
  key: string
  nameVi: string
  fields: FieldSchema
  sample: PaperData
  version: number
  source: string
}

const IN_FORCE = `valid_from <= (platform_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`

/** The texts in force today of these templates. */
export async function findTexts(
  reader: Pick<Reader, 'executeQuery'>,
  keys: readonly string[],
): Promise<Map<string, TemplateText>> {
  const rows = await query<TemplateText>(
    reader,
    `SELECT t.key, t.name_vi AS "nameVi", t.fields, t.sample, v.version, v.source
     FROM documents_template t CROSS JOIN LATERAL (
       SELECT version, source FROM documents_template_version
       WHERE template_key = t.key AND ${IN_FORCE} ORDER BY version DESC LIMIT 1) v
     WHERE t.key = ANY($1::text[])`,
    [keys],
  )
  return new Map(rows.map((row) => [row.key, row]))
}

/** Makes imports and publications wait for each other until the transaction ends. */
export async function lockTemplates(tx: Transaction): Promise<void> {
  await query(tx, 'SELECT pg_advisory_xact_lock($1)', [TEMPLATES_LOCK])
}

export async function saveTemplates(tx: Transaction, shipped: readonly ShippedTemplate[]): Promise<void> {
  await query(
    tx,
    `INSERT INTO documents_template (key, name_vi, name_en, unsure, procedure_codes, fields, sample)
     SELECT r.key, r.name ->> 'vi', r.name ->> 'en', r.unsure, r."procedureCodes", r.fields, r.sample
     FROM jsonb_to_recordset($1::jsonb)
       AS r (key text, name jsonb, unsure boolean, "procedureCodes" text[], fields jsonb, sample jsonb)
     ON CONFLICT (key) DO UPDATE SET name_vi = excluded.name_vi, name_en = excluded.name_en, unsure = excluded.unsure,
       procedure_codes = excluded.procedure_codes, fields = excluded.fields, sample = excluded.sample`,
    [JSON.stringify(shipped)],
  )
}

export interface LatestText {
  key: string
  version: number
  hash: string
  origin: 'shipped' | 'edited'
}

export async function findLatest(tx: Transaction): Promise<Map<string, LatestText>> {
  const rows = await query<LatestText>(
    tx,
    `SELECT DISTINCT ON (template_key) template_key AS key, version, source_hash AS hash, origin
     FROM documents_template_version ORDER BY template_key, version DESC`,
  )
  return new Map(rows.map((row) => [row.key, row]))
}

export interface NewVersion {
  key: string
  version: number
  /** Null: today. */
  validFrom: string | null
  source: string
  sourceHash: string
  sourceNote: string
  origin: 'shipped' | 'edited'
  publishedBy: UserId | null
}

export async function insertVersions(tx: Transaction, versions: readonly NewVersion[]): Promise<void> {
  if (versions.length === 0) return
  await query(
    tx,
    `INSERT INTO documents_template_version
       (template_key, version, valid_from, source, source_hash, source_note, origin, published_by)
     SELECT r.key, r.version, coalesce(r."validFrom", (platform_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date), r.source,
       r."sourceHash", r."sourceNote", r.origin, r."publishedBy"
     FROM jsonb_to_recordset($1::jsonb) AS r (key text, version int, "validFrom" date, source text, "sourceHash" text,
       "sourceNote" text, origin text, "publishedBy" uuid)`,
    [JSON.stringify(versions)],
  )
}

export interface DraftRow {
  revision: number
  source: string
}

export async function findDraft(reader: Pick<Reader, 'executeQuery'>, key: string): Promise<DraftRow | undefined> {
  const [row] = await query<DraftRow>(
    reader,
    'SELECT revision, source FROM documents_template_draft WHERE template_key = $1',
    [key],
  )
  return row
}

/** Keeps a draft over the revision it was written on (0: none); false when another one was saved meanwhile. */
export async function keepDraft(
  tx: Transaction,
  { key, source, revision, userId }: { key: string; source: string; revision: number; userId: UserId },
): Promise<boolean> {
  const rows = await query(
    tx,
    `INSERT INTO documents_template_draft (template_key, revision, source, saved_by)
     SELECT $1, 1, $2, $3 WHERE $4::int = 0 OR EXISTS (SELECT FROM documents_template_draft WHERE template_key = $1)
     ON CONFLICT (template_key) DO UPDATE SET revision = documents_template_draft.revision + 1, source = excluded.source,
       saved_by = excluded.saved_by, saved_at = platform_now()
     WHERE documents_template_draft.revision = $4
     RETURNING revision`,
    [key, source, userId, revision],
  )
  return rows.length > 0
}

/** Takes the draft of that revision away; false when it is not there any more. */
export async function removeDraft(tx: Transaction, key: string, revision: number): Promise<boolean> {
  const rows = await query(
    tx,
    'DELETE FROM documents_template_draft WHERE template_key = $1 AND revision = $2 RETURNING template_key',
    [key, revision],
  )
  return rows.length > 0
}
