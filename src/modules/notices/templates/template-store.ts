import { query, type Reader, type Transaction } from '../../../platform/db.ts'
import type { UserId } from '../../../platform/ids.ts'
import { refusals } from '../errors.ts'
import type { TemplateKey } from '../kinds.ts'
import type { TemplateTexts } from '../view-types.ts'

export interface StoredTemplate {
  key: TemplateKey
  version: number
  texts: TemplateTexts
  sourceHash: string | null
  createdAt: Date
}

const COLUMNS = 'key, version, texts, source_hash AS "sourceHash", created_at AS "createdAt"'
type On = Pick<Reader, 'executeQuery'>

/** The texts in force, one a key. */
export async function listTemplates(on: On): Promise<StoredTemplate[]> {
  return query(on, `SELECT DISTINCT ON (key) ${COLUMNS} FROM notices_template ORDER BY key, version DESC`)
}

/** Versions never change: those that were read stay in memory. */
const kept = new Map<string, TemplateTexts>()
const MOST_KEPT = 2000

/** A version of a text. Refuses `notices.template_not_found`. */
export async function getTemplate(on: On, key: TemplateKey, version: number): Promise<TemplateTexts> {
  const name = `${key} ${version}`
  const known = kept.get(name)
  if (known !== undefined) return known
  const [row] = await query<{ texts: TemplateTexts }>(
    on,
    'SELECT texts FROM notices_template WHERE key = $1 AND version = $2',
    [key, version],
  )
  if (row === undefined) throw refusals.template_not_found()
  return row.texts
}

/** As getTemplate, and keeps it in memory: for what was committed. */
export async function readTemplate(on: On, key: TemplateKey, version: number): Promise<TemplateTexts> {
  const texts = await getTemplate(on, key, version)
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(`${key} ${version}`, texts)
  return texts
}

export interface NewTemplate {
  key: TemplateKey
  version: number
  texts: TemplateTexts
  from: { sourceHash: string } | { authorId: UserId }
}

/** Adds a version. False when that version was added meanwhile. */
export async function insertTemplate(tx: Transaction, { key, version, texts, from }: NewTemplate): Promise<boolean> {
  const rows = await query<{ key: string }>(
    tx,
    `INSERT INTO notices_template (key, version, texts, source_hash, author_id) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING RETURNING key`,
    [
      key,
      version,
      JSON.stringify(texts),
      'sourceHash' in from ? from.sourceHash : null,
      'authorId' in from ? from.authorId : null,
    ],
  )
  return rows.length === 1
}
