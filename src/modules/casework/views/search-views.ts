import { query } from '../../../platform/db.ts'
import type { AgencyId, DossierId } from '../../../platform/ids.ts'
import { findDossiersByText } from '../../digitisation/index.ts'
import { identityIndex, nameQueryIndex } from '../../vault/index.ts'
import type { Directory } from '../context.ts'
import { type Cursor, FROM_END, pageOf, readCursor, rowsOf } from './cursor.ts'
import { dossierLines } from './line-views.ts'
import type { DossierSearchPage, PageRequest, SearchKind } from './view-types.ts'
import type { Viewer } from './viewer.ts'

const CODE = /^[A-Y]\d{2}[A-Z0-9.]*-?[\d-]*$/
const LONGEST_TEXT = 100

/** Newest first, from each office's place in the index. */
export const SEARCH_TOKENS = `SELECT DISTINCT found.submitted_at AS at, found.dossier_id AS id
  FROM unnest($1::uuid[]) AS office (id) CROSS JOIN unnest($2::bytea[]) AS wanted (token)
  CROSS JOIN LATERAL (
    SELECT s.submitted_at, s.dossier_id FROM casework_search s
    WHERE s.agency_id = office.id AND s.token = wanted.token AND (s.submitted_at, s.dossier_id) < ($3::timestamptz, $4::uuid)
    ORDER BY s.submitted_at DESC, s.dossier_id DESC LIMIT $5) found
  ORDER BY found.submitted_at DESC, found.dossier_id DESC LIMIT $5`

/** Codes in order: those of one unit and day stand together. */
export const SEARCH_CODES = `SELECT id, code FROM casework_dossier
  WHERE code ~>=~ $1 AND code ~<~ $2 AND code ~<~ $3 ORDER BY code USING ~>~ LIMIT $4`

/** What a typed text is taken for: the beginning of a dossier code, an identity number or tax code, or a name. */
export function searchKind(text: string): SearchKind {
  const typed = text.trim()
  if (typed === '' || typed.length > LONGEST_TEXT) return 'nothing'
  const compact = typed.replace(/\s/g, '')
  if (compact.includes('-') || /\d/.test(compact)) {
    if (CODE.test(compact.toUpperCase())) return 'code'
    if (/^(\d{10}|\d{10}-?\d{3}|\d{12})$/.test(compact)) return 'number'
  }
  return 'name'
}

/**
 * Dossiers by code (whole or its beginning), identity number or tax code, or name without diacritics, newest first. Only in the offices of
 * the officer's mandates (a province's leader: the whole province), and only what `maySee` admits: a page may hold fewer rows than asked.
 * Refuses `casework.cursor_invalid`.
 */
export async function searchDossiers(viewer: Viewer, text: string, page: PageRequest = {}): Promise<DossierSearchPage> {
  const kind = searchKind(text)
  if (viewer.actor.kind !== 'officer' || kind === 'nothing') return { kind, rows: [], next: null }
  if (kind === 'code') return { kind, ...(await searchCodes(viewer, text.replace(/\s/g, '').toUpperCase(), page)) }
  const directory = await viewer.context.directory()
  const tokens = tokensOf(viewer, kind, text)
  const values = searchValues(searchOffices(viewer, directory), tokens, readCursor(page.after, FROM_END), rowsOf(page))
  const read = await query<{ at: Date; id: DossierId }>(viewer.reader, SEARCH_TOKENS, values)
  const { rows, next } = pageOf(read, rowsOf(page), (row) => row)
  const lines = await dossierLines(
    viewer,
    rows.map((row) => row.id),
  )
  if (lines.length > 0 || kind !== 'name' || page.after !== undefined) return { kind, rows: lines, next }
  // Nobody has that name: perhaps the words stand on a paper that was digitised.
  const ids = await findDossiersByText(viewer.reader, viewer.context.keys, text, rowsOf(page))
  return { kind, rows: await dossierLines(viewer, ids), next: null }
}

export function searchValues(
  offices: readonly AgencyId[],
  tokens: readonly Buffer[],
  after: Cursor,
  rows: number,
): unknown[] {
  return [offices, tokens, after.at, after.id, rows + 1]
}

function tokensOf(viewer: Viewer, kind: SearchKind, text: string): Buffer[] {
  const { keys } = viewer.context
  if (kind === 'name') return [nameQueryIndex(keys, text)].filter((token) => token !== null)
  const digits = text.replace(/[\s-]/g, '')
  const number = digits.length === 13 ? `${digits.slice(0, 10)}-${digits.slice(10)}` : digits
  return [identityIndex(keys, 'citizen', number), identityIndex(keys, 'organisation', number)]
}

/** The offices an officer may search in; the province holds a row of every dossier. An administrator of the system has none. */
export function searchOffices(viewer: Viewer, directory: Directory): AgencyId[] {
  if (viewer.actor.kind !== 'officer') return []
  const mandates = viewer.actor.mandates.filter((mandate) => mandate.role !== 'administrator')
  const province = directory.province().id
  if (mandates.some((mandate) => mandate.role === 'province_leader' || mandate.agencyId === province)) return [province]
  return [...new Set(mandates.map((mandate) => directory.officeOf(mandate.agencyId)))]
}

const LAST_CODE = '\u{10ffff}'

async function searchCodes(
  viewer: Viewer,
  prefix: string,
  page: PageRequest,
): Promise<Omit<DossierSearchPage, 'kind'>> {
  const rows = rowsOf(page)
  const before = page.after === undefined ? LAST_CODE : Buffer.from(page.after, 'base64url').toString('utf8')
  const values = [prefix, `${prefix}${LAST_CODE}`, before.replaceAll('\0', ''), rows + 1]
  const read = await query<{ id: DossierId; code: string }>(viewer.reader, SEARCH_CODES, values)
  const shown = read.slice(0, rows)
  const last = shown.at(-1)
  const next = read.length > rows && last !== undefined ? Buffer.from(last.code).toString('base64url') : null
  return {
    rows: await dossierLines(
      viewer,
      shown.map((row) => row.id),
    ),
    next,
  }
}
