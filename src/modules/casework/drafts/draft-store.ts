import { query, type Reader, type Transaction } from '../../../platform/db.ts'
import { type DossierId, isUuid, type PersonId, type ProcedureVersionId, type UserId } from '../../../platform/ids.ts'
import type { Actor, CitizenActor } from '../../organisation/index.ts'
import { refusals } from '../errors.ts'

export interface DraftRow {
  id: string
  userId: UserId
  personId: PersonId
  procedureVersionId: ProcedureVersionId
  procedureCode: string
  version: number
  sealed: Buffer | null
  changedAt: Date
  /** The dossier that came of it. */
  dossierId: DossierId | null
  suppliesDossierId: DossierId | null
}

export interface DraftFileRow {
  id: string
  componentKey: string
  fileHash: string
  mediaType: string
  size: number
  sealedName: Buffer
}

const DRAFT = `SELECT id, user_id AS "userId", person_id AS "personId", procedure_version_id AS "procedureVersionId",
  procedure_code AS "procedureCode", version, sealed, changed_at AS "changedAt", dossier_id AS "dossierId",
  supplies_dossier_id AS "suppliesDossierId" FROM casework_draft`

/** Only a citizen writes applications. */
export function citizenOf(actor: Actor): CitizenActor {
  if (actor.kind !== 'citizen') throw refusals.not_yours_to_do()
  return actor
}

/** One's own draft. Somebody else's is not found. */
export async function getOwnDraft(reader: Reader, actor: Actor, id: string): Promise<DraftRow> {
  if (!isUuid(id)) throw refusals.draft_not_found()
  const [row] = await query<DraftRow>(reader, `${DRAFT} WHERE id = $1`, [id])
  if (row === undefined || actor.kind !== 'citizen' || row.userId !== actor.userId) throw refusals.draft_not_found()
  return row
}

/** One's own draft, locked until the transaction ends; once it was sent it is no draft any more. */
export async function lockOwnDraft(tx: Transaction, actor: Actor, id: string): Promise<DraftRow> {
  if (!isUuid(id)) throw refusals.draft_not_found()
  const [row] = await query<DraftRow>(tx, `${DRAFT} WHERE id = $1 FOR UPDATE`, [id])
  const own = row !== undefined && actor.kind === 'citizen' && row.userId === actor.userId
  if (!own || row.dossierId !== null) throw refusals.draft_not_found()
  return row
}

/** Drafts of applications that were not sent, the one touched last first. */
export function listDraftRows(reader: Reader, userId: UserId): Promise<DraftRow[]> {
  return query<DraftRow>(
    reader,
    `${DRAFT} WHERE user_id = $1 AND dossier_id IS NULL AND supplies_dossier_id IS NULL
     ORDER BY changed_at DESC LIMIT 100`,
    [userId],
  )
}

/** The draft that gathers one's answer to a supplement request, when one was begun. */
export async function findSupplyRow(
  reader: Reader,
  of: { dossierId: DossierId; round: number; userId: UserId },
): Promise<DraftRow | null> {
  const [row] = await query<DraftRow>(
    reader,
    `${DRAFT} WHERE supplies_dossier_id = $1 AND supplies_round = $2 AND user_id = $3 AND dossier_id IS NULL`,
    [of.dossierId, of.round, of.userId],
  )
  return row ?? null
}

export interface NewDraft {
  id: string
  userId: UserId
  personId: PersonId
  procedureVersionId: ProcedureVersionId
  procedureCode: string
  supplies?: { dossierId: DossierId; round: number }
}

/** Writes an empty draft; for a supplement that was begun before, nothing. */
export async function insertDraft(tx: Transaction, draft: NewDraft): Promise<void> {
  await query(
    tx,
    `INSERT INTO casework_draft
       (id, user_id, person_id, procedure_version_id, procedure_code, version, supplies_dossier_id, supplies_round)
     VALUES ($1, $2, $3, $4, $5, 1, $6, $7)
     ON CONFLICT (supplies_dossier_id, supplies_round, user_id)
       WHERE supplies_dossier_id IS NOT NULL AND dossier_id IS NULL DO NOTHING`,
    [
      draft.id,
      draft.userId,
      draft.personId,
      draft.procedureVersionId,
      draft.procedureCode,
      draft.supplies?.dossierId ?? null,
      draft.supplies?.round ?? null,
    ],
  )
}

/** Writes a draft's content as its next version. */
export async function updateDraft(
  tx: Transaction,
  id: string,
  next: { version: number; sealed: Buffer },
): Promise<void> {
  await query(tx, 'UPDATE casework_draft SET version = $2, sealed = $3, changed_at = platform_now() WHERE id = $1', [
    id,
    next.version,
    next.sealed,
  ])
}

export async function deleteDraft(tx: Transaction, id: string): Promise<void> {
  await query(tx, 'DELETE FROM casework_draft WHERE id = $1', [id])
}

/** The draft became this dossier: its typed content goes, for the dossier holds it now. */
export async function markSent(tx: Transaction, id: string, dossierId: DossierId): Promise<void> {
  await query(tx, 'UPDATE casework_draft SET dossier_id = $2, sealed = NULL WHERE id = $1', [id, dossierId])
}

export function listDraftFileRows(reader: Reader, draftId: string): Promise<DraftFileRow[]> {
  return query<DraftFileRow>(
    reader,
    `SELECT id, component_key AS "componentKey", file_hash AS "fileHash", media_type AS "mediaType", size,
       sealed_name AS "sealedName"
     FROM casework_draft_file WHERE draft_id = $1 ORDER BY added_at, id`,
    [draftId],
  )
}

export async function insertDraftFile(tx: Transaction, draftId: string, file: DraftFileRow): Promise<void> {
  await query(
    tx,
    `INSERT INTO casework_draft_file (draft_id, id, component_key, file_hash, media_type, size, sealed_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [draftId, file.id, file.componentKey, file.fileHash, file.mediaType, file.size, file.sealedName],
  )
  await touchDraft(tx, draftId)
}

/** Takes a file out of a draft; false when it was not there. The content stays until nothing refers to it. */
export async function deleteDraftFile(tx: Transaction, draftId: string, fileId: string): Promise<boolean> {
  if (!isUuid(fileId)) return false
  const gone = await query<{ id: string }>(
    tx,
    'DELETE FROM casework_draft_file WHERE draft_id = $1 AND id = $2 RETURNING id',
    [draftId, fileId],
  )
  if (gone.length > 0) await touchDraft(tx, draftId)
  return gone.length > 0
}

async function touchDraft(tx: Transaction, draftId: string): Promise<void> {
  await query(tx, 'UPDATE casework_draft SET changed_at = platform_now() WHERE id = $1', [draftId])
}

/** What was chosen, by component. */
export async function readChoices(
  reader: Pick<Reader, 'executeQuery'>,
  draftId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await query<{ componentKey: string; paperId: string }>(
    reader,
    'SELECT component_key AS "componentKey", paper_id AS "paperId" FROM casework_draft_paper WHERE draft_id = $1',
    [draftId],
  )
  return new Map(rows.map((row) => [row.componentKey, row.paperId]))
}
