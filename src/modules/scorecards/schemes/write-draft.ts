import { type Db, query, type Reader, type Transaction } from '../../../platform/db.ts'
import { isUuid, newId } from '../../../platform/ids.ts'
import type { Actor, Mandate, OfficerActor } from '../../organisation/index.ts'
import { scorecardRefusals as refusals } from '../errors.ts'
import { type Places, readPlaces } from '../place.ts'
import { schemeMandate } from '../policy.ts'
import { listVersions } from '../scheme-store.ts'
import { identityOf } from '../scorecard-scheme.ts'
import { at, storable as storableText } from '../statement.ts'
import { type DraftEdit, editDraft } from './draft-edits.ts'
import { draftOf } from './draft-source.ts'
import { EMPTY_DRAFT, type SchemeDraft } from './scheme-draft.ts'

/** A draft as it is kept. */
export interface DraftRow {
  id: string
  document: SchemeDraft
  revision: number
  savedBy: string
  savedAt: Date
}

const COLUMNS = 'id, document, revision, saved_by AS "savedBy", saved_at AS "savedAt"'

/** Who writes schemes; for all others there is no such page: `scorecards.not_found`. */
export async function writerOf(
  reader: Reader,
  actor: Actor,
): Promise<{ actor: OfficerActor; mandate: Mandate; places: Places }> {
  const places = await readPlaces(reader)
  const mandate = schemeMandate(actor, places)
  if (actor.kind !== 'officer' || mandate === null) throw refusals.not_found()
  return { actor, mandate, places }
}

export async function listDraftRows(reader: Reader): Promise<DraftRow[]> {
  return query<DraftRow>(reader, `SELECT ${COLUMNS} FROM scorecards_scheme_draft ORDER BY key`)
}

/** Refuses `scorecards.scheme_missing`. */
export async function getDraftRow(reader: Reader, id: string): Promise<DraftRow> {
  const [row] = isUuid(id)
    ? await query<DraftRow>(reader, `SELECT ${COLUMNS} FROM scorecards_scheme_draft WHERE id = $1`, [id])
    : []
  if (row === undefined) throw refusals.scheme_missing()
  return row
}

/** The draft held until the transaction ends. */
export async function holdDraft(tx: Transaction, id: string): Promise<DraftRow | undefined> {
  if (!isUuid(id)) return undefined
  const [row] = await query<DraftRow>(tx, `SELECT ${COLUMNS} FROM scorecards_scheme_draft WHERE id = $1 FOR UPDATE`, [
    id,
  ])
  return row
}

/** The same, if it is still the one that the form showed. */
async function lockDraft(tx: Transaction, { id, seen }: { id: string; seen: number }): Promise<DraftRow> {
  const row = await holdDraft(tx, id)
  if (row === undefined) throw refusals.scheme_missing()
  if (row.revision !== seen) throw refusals.draft_stale()
  return row
}

export interface StartRequest {
  actor: Actor
  /** The scheme whose newest version is gone on from; empty: from nothing. */
  from: string
  /** A key of its own makes another scheme; empty: the next version of `from`. */
  key: string
}

/**
 * Begins a draft and gives its id; the draft of the same scheme where there is one already. Refuses, at the field, a scheme that is not there, a
 * key that is none, and the key of another scheme.
 */
export async function startDraft(db: Db, request: StartRequest): Promise<string> {
  const { actor } = await writerOf(db.read, request.actor)
  const key = request.key.trim() || request.from
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key) || key.length > 60) throw at('ma', 'scheme_key_unfit')
  const [source] = request.from === '' ? [] : await listVersions(db.read, request.from)
  if (request.from !== '' && source === undefined) throw at('tu', 'scheme_unknown')
  if (key !== request.from && (await listVersions(db.read, key)).length > 0) throw at('ma', 'scheme_key_taken', { key })
  const copied = source === undefined ? { ...EMPTY_DRAFT, key } : draftOf(source, key)
  const isNext = source !== undefined && identityOf(source).key === key
  // Another scheme goes on with no codes of the one it was copied from.
  const document: SchemeDraft = isNext ? copied : { ...copied, base: null, baseKeys: [] }
  const id = newId()
  return db.write(async (tx) => {
    await query(
      tx,
      `INSERT INTO scorecards_scheme_draft (id, key, document, revision, saved_by, saved_at)
       VALUES ($1, $2, $3, 1, $4, platform_now()) ON CONFLICT (key) DO NOTHING`,
      [id, key, JSON.stringify(document), actor.userId],
    )
    const [kept] = await query<{ id: string }>(tx, 'SELECT id FROM scorecards_scheme_draft WHERE key = $1', [key])
    return kept?.id ?? id
  })
}

export interface EditRequest {
  actor: Actor
  id: string
  /** The revision the form was drawn on. */
  seen: number
  edit: DraftEdit
}

/** Does one press in the editor, however incomplete the draft then is, and gives the line it was about. */
export async function saveDraft(db: Db, request: EditRequest): Promise<{ node: string | null }> {
  const { actor } = await writerOf(db.read, request.actor)
  return db.write(async (tx) => {
    const row = await lockDraft(tx, request)
    const done = editDraft(row.document, storable(request.edit))
    if ('fault' in done) throw refusals[done.fault]()
    await query(
      tx,
      `UPDATE scorecards_scheme_draft SET document = $2, revision = revision + 1, saved_by = $3, saved_at = platform_now() WHERE id = $1`,
      [row.id, JSON.stringify(done.draft), actor.userId],
    )
    return { node: done.node }
  })
}

/** Throws a draft away: nothing was ever scored by it. */
export async function discardDraft(db: Db, request: { actor: Actor; id: string; seen: number }): Promise<void> {
  await writerOf(db.read, request.actor)
  await db.write(async (tx) => {
    const { id } = await lockDraft(tx, request)
    await query(tx, 'DELETE FROM scorecards_scheme_draft WHERE id = $1', [id])
  })
}

const MOST_TYPED = 20_000

/** Texts without what no text may hold, and no longer than any field is. */
function storable(edit: DraftEdit): DraftEdit {
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return storableText(value.slice(0, MOST_TYPED))
    if (Array.isArray(value)) return value.slice(0, 100).map(clean)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, clean(part)]))
  }
  return clean(edit) as DraftEdit
}
