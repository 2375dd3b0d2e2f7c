import { query, type Transaction } from '../../../platform/db.ts'
import { type FileRecord, readFiles } from '../../../platform/files/file-records.ts'
import { recordUploads } from '../../../platform/files/file-senders.ts'
import { type AgencyId, type FileHash, isUuid } from '../../../platform/ids.ts'
import type { Actor, OfficerActor } from '../../organisation/index.ts'
import type { DigitisationContext } from '../context.ts'
import { refusals } from '../errors.ts'
import { scanningMandates } from '../policy.ts'
import type { ScannerFile, ScannerInbox } from '../view-types.ts'
import { SCANNER_FILE, type ScannerFileRow } from './scanner-store.ts'

const MOST_SHOWN = 100

/** The agencies at whose counters an officer takes what the scanner gives. */
function agenciesAt(actor: Actor): AgencyId[] {
  return [...new Set(scanningMandates(actor).map(({ agencyId }) => agencyId))]
}

/**
 * What the scanners at the actor's counters have given and nobody has taken yet, page after page as it came; what was refused, with the reason;
 * and what this officer took in the last day without anything coming of it.
 */
export async function readScannerInbox({ db }: Pick<DigitisationContext, 'db'>, actor: Actor): Promise<ScannerInbox> {
  const agencies = agenciesAt(actor)
  if (agencies.length === 0 || actor.kind !== 'officer') return { waiting: [], refused: [], unused: [] }
  const [open, unused] = await Promise.all([
    query<ScannerFileRow>(
      db.read,
      `${SCANNER_FILE} WHERE s.agency_id = any($1::uuid[]) AND i.state IN ('waiting', 'refused')
       ORDER BY s.counter_number, i.arrived_at, i.id LIMIT $2`,
      [agencies, MOST_SHOWN],
    ),
    query<ScannerFileRow>(
      db.read,
      `${SCANNER_FILE} WHERE i.state = 'taken' AND i.changed_by = $1 AND i.changed_at > platform_now() - interval '1 day'
         AND NOT EXISTS (SELECT FROM digitisation_source o WHERE o.file_hash = i.file_hash)
       ORDER BY i.changed_at, i.id LIMIT $2`,
      [actor.userId, MOST_SHOWN],
    ),
  ])
  const ofState = (state: string) => open.filter((row) => row.state === state).map(fileOf)
  return { waiting: ofState('waiting'), refused: ofState('refused'), unused: unused.map(fileOf) }
}

function fileOf({ id, counterNumber, name, hash, size, mediaType, pages, ...row }: ScannerFileRow): ScannerFile {
  const fault = row.reason === null ? null : { code: row.reason, params: row.reasonParams }
  return { id, counterNumber, name, hash, size, mediaType, pages, fault, arrivedAt: row.arrivedAt.getTime() }
}

/** A file that waits as it is served, for those at whose counter it came. Refuses `digitisation.scan_not_found`. */
export async function getScannerFile({ db }: Pick<DigitisationContext, 'db'>, actor: Actor, id: string) {
  const [row] = isUuid(id)
    ? await query<ScannerFileRow>(
        db.read,
        `${SCANNER_FILE} WHERE i.id = $1 AND s.agency_id = any($2::uuid[]) AND i.state = 'waiting'`,
        [id, agenciesAt(actor)],
      )
    : []
  if (row === undefined || row.hash === null) throw refusals.scan_not_found()
  return { hash: row.hash, mediaType: row.mediaType ?? '', size: row.size ?? 0 }
}

/**
 * Gives files from the scanner to this officer, in the order they came, as if they had sent them: all of them, or none. Of two clerks who take
 * the same page one has it. Refuses `not_yours_to_do`, `nothing_chosen`, `scanner_file_gone`.
 */
export async function takeFromScanner(
  { db }: Pick<DigitisationContext, 'db'>,
  actor: Actor,
  ids: readonly string[],
): Promise<ScannerFile[]> {
  const officer = asScanning(actor)
  const wanted = [...new Set(ids.filter(isUuid))]
  if (wanted.length === 0) throw refusals.nothing_chosen()
  return db.write(async (tx) => {
    const taken = await change(tx, officer, { ids: wanted, from: 'waiting', to: 'taken' })
    if (taken.length < wanted.length) throw refusals.scanner_file_gone()
    const rows = await query<ScannerFileRow>(
      tx,
      `${SCANNER_FILE} WHERE i.id = any($1::uuid[]) ORDER BY i.arrived_at, i.id`,
      [wanted],
    )
    const records = await readFiles(
      tx,
      rows.map(({ hash }) => hash as FileHash),
    )
    await recordUploads(tx, [...records.values()] as FileRecord[], officer.userId)
    return rows.map(fileOf)
  })
}

/** A clerk puts away what waits or was refused: it was no paper of anybody. Those that are gone already are passed over. */
export async function discardFromScanner(
  { db }: Pick<DigitisationContext, 'db'>,
  actor: Actor,
  ids: readonly string[],
): Promise<void> {
  const officer = asScanning(actor)
  const wanted = ids.filter(isUuid)
  await db.write(async (tx) => {
    const discarded = [
      ...(await change(tx, officer, { ids: wanted, from: 'waiting', to: 'discarded' })),
      ...(await change(tx, officer, { ids: wanted, from: 'refused', to: 'discarded' })),
    ]
    await leaveOver(tx, discarded)
  })
}

/** Puts back what this officer took and did not use, found by its content; passed over where the same already waits there. */
export async function putBackToScanner(
  { db }: Pick<DigitisationContext, 'db'>,
  actor: Actor,
  hashes: readonly string[],
): Promise<void> {
  const officer = asScanning(actor)
  await db.write((tx) =>
    query(
      tx,
      `UPDATE digitisation_scanner_file i SET state = 'waiting', changed_by = NULL, changed_at = platform_now()
       WHERE state = 'taken' AND changed_by = $1 AND file_hash = any($2::text[]) AND changed_at > platform_now() - interval '1 day'
         AND NOT EXISTS (SELECT FROM digitisation_source o WHERE o.file_hash = i.file_hash)
         AND NOT EXISTS (SELECT FROM digitisation_scanner_file other
           WHERE other.scanner_id = i.scanner_id AND other.file_hash = i.file_hash AND other.id <> i.id
             AND (other.state = 'waiting' OR (other.state = 'taken' AND other.id < i.id)))`,
      [officer.userId, hashes],
    ),
  )
}

function asScanning(actor: Actor): OfficerActor {
  if (actor.kind !== 'officer' || scanningMandates(actor).length === 0) throw refusals.not_yours_to_do()
  return actor
}

interface Change {
  ids: readonly string[]
  from: 'waiting' | 'refused'
  to: 'taken' | 'discarded'
}

async function change(tx: Transaction, officer: OfficerActor, { ids, from, to }: Change): Promise<(FileHash | null)[]> {
  const rows = await query<{ hash: FileHash | null }>(
    tx,
    `UPDATE digitisation_scanner_file i SET state = $4, changed_by = $3, changed_at = platform_now()
     FROM digitisation_scanner s
     WHERE s.id = i.scanner_id AND i.id = any($1::uuid[]) AND i.state = $5 AND s.agency_id = any($2::uuid[])
     RETURNING i.file_hash AS hash`,
    [ids, agenciesAt(officer), officer.userId, to, from],
  )
  return rows.map((row) => row.hash)
}

/** Contents that wait to be removed from the store (`clean-up.ts`). */
async function leaveOver(tx: Transaction, hashes: readonly (FileHash | null)[]): Promise<void> {
  await query(
    tx,
    `INSERT INTO digitisation_leftover (file_hash) SELECT DISTINCT unnest($1::text[]) ON CONFLICT DO NOTHING`,
    [hashes.filter((hash) => hash !== null)],
  )
}

/** Pages that nobody wanted for a month: somebody's paper must not lie about for ever. Returns how many. */
export async function discardUnwanted({ db }: Pick<DigitisationContext, 'db'>, after = '30 days'): Promise<number> {
  return db.write(async (tx) => {
    const rows = await query<{ hash: FileHash | null }>(
      tx,
      `UPDATE digitisation_scanner_file SET state = 'discarded', changed_at = platform_now()
       WHERE id IN (SELECT id FROM digitisation_scanner_file
         WHERE state IN ('waiting', 'refused') AND changed_at < platform_now() - $1::interval
         ORDER BY changed_at LIMIT 500 FOR UPDATE SKIP LOCKED)
       RETURNING file_hash AS hash`,
      [after],
    )
    await leaveOver(
      tx,
      rows.map((row) => row.hash),
    )
    return rows.length
  })
}
