import { query, type Reader } from '../../platform/db.ts'
import type { UserId } from '../../platform/ids.ts'
import { officerNames } from '../organisation/index.ts'
import { documentsRefusals } from './errors.ts'
import type { FieldSchema, PaperData } from './fields.ts'
import type { VersionName } from './template.ts'

export interface TemplateLine {
  key: string
  name: { vi: string; en: string }
  unsure: boolean
  procedureCodes: string[]
  /** In force today. */
  version: number
  validFrom: string
  origin: 'shipped' | 'edited'
  hasDraft: boolean
}

export interface VersionLine {
  version: number
  validFrom: string
  sourceNote: string
  origin: 'shipped' | 'edited'
  /** Null for what came with the program. */
  publishedBy: string | null
  publishedAt: number
  inForce: boolean
}

export interface TemplatePage {
  key: string
  name: { vi: string; en: string }
  unsure: boolean
  procedureCodes: string[]
  fields: FieldSchema
  /** The text being written; revision 0 where there is none: then it is the newest published one. */
  draft: { revision: number; source: string; savedBy: string | null; savedAt: number | null }
  /** Newest first. */
  versions: VersionLine[]
}

const TODAY = `(platform_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`

/** All templates, by key. */
export async function listTemplates(reader: Reader): Promise<TemplateLine[]> {
  return query<TemplateLine>(
    reader,
    `SELECT t.key, jsonb_build_object('vi', t.name_vi, 'en', t.name_en) AS name, t.unsure,
       t.procedure_codes AS "procedureCodes", v.version, v.valid_from AS "validFrom", v.origin,
       EXISTS (SELECT FROM documents_template_draft d WHERE d.template_key = t.key) AS "hasDraft"
     FROM documents_template t CROSS JOIN LATERAL (
       SELECT version, valid_from, origin FROM documents_template_version
       WHERE template_key = t.key AND valid_from <= ${TODAY} ORDER BY version DESC LIMIT 1) v
     ORDER BY t.key`,
  )
}

interface TemplateRow {
  name: { vi: string; en: string }
  unsure: boolean
  procedureCodes: string[]
  fields: FieldSchema
  sample: PaperData
}

interface VersionRow extends Omit<VersionLine, 'publishedBy' | 'publishedAt' | 'inForce'> {
  publishedBy: UserId | null
  publishedAt: Date
  hasBegun: boolean
}

/** One template with its draft and its history. Refuses `documents.template_unknown`. */
export async function getTemplatePage(reader: Reader, key: string): Promise<TemplatePage> {
  const template = await getTemplate(reader, key)
  const rows = await query<VersionRow>(
    reader,
    `SELECT version, valid_from AS "validFrom", source_note AS "sourceNote", origin, published_by AS "publishedBy",
       published_at AS "publishedAt", valid_from <= ${TODAY} AS "hasBegun"
     FROM documents_template_version WHERE template_key = $1 ORDER BY version DESC`,
    [key],
  )
  const [draft] = await query<{ revision: number; source: string; savedBy: UserId; savedAt: Date }>(
    reader,
    `SELECT revision, source, saved_by AS "savedBy", saved_at AS "savedAt"
     FROM documents_template_draft WHERE template_key = $1`,
    [key],
  )
  const ids = [...rows.map((row) => row.publishedBy), draft?.savedBy ?? null].filter((id) => id !== null)
  const names = await officerNames(reader, [...new Set(ids)])
  const inForce = rows.find((row) => row.hasBegun)?.version
  const { sample: _sample, ...shown } = template
  return {
    key,
    ...shown,
    draft: {
      revision: draft?.revision ?? 0,
      source: draft?.source ?? (await getSource(reader, key, rows[0]?.version ?? 1)),
      savedBy: draft === undefined ? null : (names.get(draft.savedBy) ?? null),
      savedAt: draft?.savedAt.getTime() ?? null,
    },
    versions: rows.map(({ hasBegun: _hasBegun, publishedBy, publishedAt, ...line }) => ({
      ...line,
      publishedBy: publishedBy === null ? null : (names.get(publishedBy) ?? null),
      publishedAt: publishedAt.getTime(),
      inForce: line.version === inForce,
    })),
  }
}

/** Name, fields and sample of a template. Refuses `documents.template_unknown`. */
export async function getTemplate(reader: Reader, key: string): Promise<TemplateRow> {
  const [row] = await query<TemplateRow>(
    reader,
    `SELECT jsonb_build_object('vi', name_vi, 'en', name_en) AS name, unsure, procedure_codes AS "procedureCodes", fields, sample
     FROM documents_template WHERE key = $1`,
    [key],
  )
  if (row === undefined) throw documentsRefusals.template_unknown()
  return row
}

/** The text of the draft or of a version. Refuses `documents.version_unknown`. */
export async function getSource(reader: Reader, key: string, version: VersionName): Promise<string> {
  const [row] =
    version === 'draft'
      ? await query<{ source: string }>(reader, 'SELECT source FROM documents_template_draft WHERE template_key = $1', [
          key,
        ])
      : await query<{ source: string }>(
          reader,
          'SELECT source FROM documents_template_version WHERE template_key = $1 AND version = $2',
          [key, version],
        )
  if (row === undefined) throw documentsRefusals.version_unknown()
  return row.source
}
