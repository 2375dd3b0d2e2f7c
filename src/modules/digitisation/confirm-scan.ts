import { localDate } from '../../platform/civil-date.ts'
import { query, type Transaction } from '../../platform/db.ts'
import { type FileRecord, readFiles } from '../../platform/files/file-records.ts'
import { type FileHash, isUuid, type PersonId } from '../../platform/ids.ts'
import type { SubjectKey } from '../../platform/sealing/keyring.ts'
import type { Actor, OfficerActor } from '../organisation/index.ts'
import { findPersonByIdentity, getPersonKey } from '../vault/index.ts'
import { bearerField, checkConfirmed } from './confirmed-fields.ts'
import type { DigitisationContext } from './context.ts'
import { refusals } from './errors.ts'
import { mayConfirmScan, maySeeScan } from './policy.ts'
import { commitmentIn, numberIndex, openScanText, scanKey, sealScanText } from './scan-seal.ts'
import { findScan, listPageRows, type ScanRow } from './scan-store.ts'
import { fieldsOf } from './scan-views.ts'
import type { PaperKind } from './schemas.ts'

export interface ConfirmRequest {
  actor: Actor
  scanId: string
  /** The kind as the clerk sees it; what was told or found when left out. */
  kind?: PaperKind
  /** Every field by its key; dates YYYY-MM-DD. */
  fields: Readonly<Record<string, string>>
}

export interface Confirmed {
  /** The paper in its person's store; null where no person is known or nothing keeps papers. */
  paperId: string | null
  fileHash: FileHash
}

/**
 * Records what the clerk confirms with the paper before them, once, and hands the paper to its person's store. A scan that was refused or
 * failed can be confirmed too, with what the clerk types: then the file as it came stands for the paper. Refuses `not_read_yet`,
 * `already_confirmed`, `kind_unknown`, `nothing_confirmed`, and faults at their fields.
 */
export async function confirmScan(context: DigitisationContext, request: ConfirmRequest): Promise<Confirmed> {
  return context.db.write(async (tx) => {
    const { scan, actor, kind, fields } = await checkedRequest(tx, request)
    const owner = await ownerOf(tx, context, scan, { kind, fields })
    const key = await keyFor(tx, context, scan, owner)
    const file = await paperFile(tx, scan)
    const paperId = owner === null ? null : await keep(tx, context, { scan, actor, kind, fields, owner, file })
    const read = fieldsOf(owner === scan.personId ? scan : await reread(tx, scan.id), key)
    const corrected = Object.keys(fields).filter((name) => fields[name] !== read.find((one) => one.key === name)?.value)
    const sealed = sealScanText(key, scan.id, { of: 'confirmed' }, JSON.stringify(fields))
    await query(
      tx,
      `INSERT INTO digitisation_confirmation (scan_id, confirmed_by, paper_kind, fields, commitment, corrected, file_hash, kept_as)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [scan.id, actor.userId, kind, sealed, commitmentIn(sealed), corrected, file.hash, paperId],
    )
    const number = fields.number
    if (number !== undefined) {
      await query(tx, 'UPDATE digitisation_scan SET found_kind = $2, number_index = $3 WHERE id = $1', [
        scan.id,
        kind,
        numberIndex(context.keys, kind, number),
      ])
    }
    return { paperId, fileHash: file.hash }
  })
}

async function checkedRequest(tx: Transaction, { actor, scanId, ...given }: ConfirmRequest) {
  const scan = isUuid(scanId) ? await findScan(tx, scanId, 'FOR UPDATE') : undefined
  if (scan === undefined || !maySeeScan(actor, scan.agencyId)) throw refusals.scan_not_found()
  if (actor.kind !== 'officer' || !mayConfirmScan(actor, scan.agencyId)) throw refusals.not_yours_to_do()
  if (scan.state === 'queued' || scan.state === 'reading') throw refusals.not_read_yet()
  const [before] = await query(tx, 'SELECT FROM digitisation_confirmation WHERE scan_id = $1', [scan.id])
  if (before !== undefined) throw refusals.already_confirmed()
  const kind = given.kind ?? scan.foundKind ?? scan.toldKind
  if (kind === null) throw refusals.kind_unknown({}, [{ path: 'kind', code: 'digitisation.kind_unknown' }])
  const checked = checkConfirmed(kind, given.fields, localDate(scan.startedAt.getTime()))
  if (!checked.ok) throw refusals.nothing_confirmed({}, checked.faults)
  if (Object.keys(checked.fields).length === 0) throw refusals.nothing_confirmed()
  return { scan, actor, kind, fields: checked.fields }
}

interface Confirming {
  kind: PaperKind
  fields: Readonly<Record<string, string>>
}

/** Whose paper it is: as told when it was scanned, else the recorded person with the number that the clerk has confirmed. */
async function ownerOf(
  tx: Transaction,
  { keys }: DigitisationContext,
  scan: ScanRow,
  { kind, fields }: Confirming,
): Promise<PersonId | null> {
  if (scan.personId !== null) return scan.personId
  const bearer = bearerField[kind]
  const number = bearer === undefined ? undefined : fields[bearer.key]
  if (bearer === undefined || number === undefined) return null
  return findPersonByIdentity(tx, keys, { kind: bearer.kind, number })
}

/** The key for what is confirmed. Where a person has become known only now, all that was read comes under theirs, and the scan's own key goes. */
async function keyFor(
  tx: Transaction,
  context: DigitisationContext,
  scan: ScanRow,
  owner: PersonId | null,
): Promise<SubjectKey> {
  if (owner !== null && scan.personId === null) return adopt(tx, context, scan, owner)
  if (owner !== null) return getPersonKey(tx, context.keys, owner)
  const own = await scanKey(tx, context.keys, scan)
  if (own === null) throw refusals.scan_not_found()
  return own
}

async function adopt(tx: Transaction, { keys }: DigitisationContext, scan: ScanRow, owner: PersonId) {
  const [before, after] = [await scanKey(tx, keys, scan), await getPersonKey(tx, keys, owner)]
  if (before === null) throw refusals.scan_not_found()
  for (const { number, reading } of await listPageRows(tx, scan.id)) {
    if (reading === null) continue
    const place = { of: 'page', number } as const
    const sealed = sealScanText(after, scan.id, place, openScanText(before, scan.id, place, reading))
    await query(tx, 'UPDATE digitisation_page SET reading = $3 WHERE scan_id = $1 AND number = $2', [
      scan.id,
      number,
      sealed,
    ])
  }
  const place = { of: 'fields' } as const
  const fields =
    scan.fields === null ? null : sealScanText(after, scan.id, place, openScanText(before, scan.id, place, scan.fields))
  await query(tx, 'UPDATE digitisation_scan SET person_id = $2, own_key = NULL, fields = $3 WHERE id = $1', [
    scan.id,
    owner,
    fields,
  ])
  return after
}

async function reread(tx: Transaction, scanId: string): Promise<ScanRow> {
  return (await findScan(tx, scanId)) as ScanRow
}

/** The PDF/A; where none was made, the first file as it came. */
async function paperFile(tx: Transaction, scan: ScanRow): Promise<FileRecord> {
  const [row] = await query<{ hash: FileHash }>(
    tx,
    `SELECT coalesce((SELECT file_hash FROM digitisation_output WHERE scan_id = $1),
       (SELECT file_hash FROM digitisation_source WHERE scan_id = $1 ORDER BY position LIMIT 1)) AS hash`,
    [scan.id],
  )
  const hash = row?.hash as FileHash
  return (await readFiles(tx, [hash])).get(hash) as FileRecord
}

interface Keeping extends Confirming {
  scan: ScanRow
  actor: OfficerActor
  owner: PersonId
  file: FileRecord
}

async function keep(tx: Transaction, context: DigitisationContext, keeping: Keeping): Promise<string | null> {
  const { scan, actor, kind, fields, owner, file } = keeping
  if (context.keep === undefined) return null
  return context.keep(tx, {
    personId: owner,
    typeCode: kind,
    number: fields.number ?? null,
    issuer: fields.issuer ?? null,
    issuedOn: fields.issuedOn ?? null,
    validUntil: fields.validUntil ?? null,
    fileHash: file.hash,
    mediaType: file.mediaType,
    size: file.size,
    pages: file.pages,
    source: `scan:${scan.id}`,
    scanId: scan.id,
    agencyId: scan.agencyId,
    dossierId: scan.dossierId,
    componentKey: scan.componentKey,
    confirmedOn: localDate(Date.now()),
    officerId: actor.officerId,
  })
}
