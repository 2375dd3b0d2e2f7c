import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId, DossierId, OfficerId, PersonId } from '../../../platform/ids.ts'
import type { StoredEvent } from '../../../platform/ledger/index.ts'
import { readStream } from '../../../platform/ledger/index.ts'
import { type DossierState, openStates } from '../dossier.ts'
import type { DossierEvent } from '../events.ts'
import { evolve } from '../evolve.ts'

type On = Reader

/** Who has a part in a dossier as a citizen. */
export interface DossierParties {
  id: DossierId
  applicantId: PersonId
  submitterId: PersonId | null
}

/** The citizens of dossiers; what is no dossier is absent. For followers of the ledger. */
export async function listParties(on: On, ids: readonly string[]): Promise<Map<string, DossierParties>> {
  const rows = await query<DossierParties>(
    on,
    `SELECT id, applicant_id AS "applicantId", submitter_id AS "submitterId" FROM casework_dossier WHERE id = ANY($1::uuid[])`,
    [[...new Set(ids)]],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** A dossier's states after each of its events, by version: what it was when something happened, not what it is by now. */
export async function statesByVersion(on: On, id: DossierId): Promise<Map<number, DossierState>> {
  const states = new Map<number, DossierState>()
  let state: DossierState | null = null
  for (const stored of await readStream(on, id)) {
    state = evolve(state, dossierEvent(stored), stored.recordedAt.getTime())
    states.set(stored.version, state)
  }
  return states
}

/** A stored event of a dossier's stream as what it is. */
export function dossierEvent(stored: Pick<StoredEvent, 'type' | 'payload'>): DossierEvent {
  return { type: stored.type, payload: stored.payload } as unknown as DossierEvent
}

/** A piece of work with a due instant that may call for a reminder. */
export interface WorkRow {
  dossierId: DossierId
  taskKey: string
  kind: 'reception' | 'step' | 'opinion'
  agencyId: AgencyId
  role: 'receptionist' | 'handler' | 'reviewer' | 'approver'
  assigneeId: OfficerId | null
  stepKey: string | null
  enteredAt: Date
  dueAt: Date
}

/** Work on desks of which more than half the time is used and that is not late since before `notBefore`. Only what is open is looked at. */
export function listRunningWork(on: On, now: Date, notBefore: Date): Promise<WorkRow[]> {
  return query(
    on,
    `SELECT dossier_id AS "dossierId", task_key AS "taskKey", kind, agency_id AS "agencyId", role, assignee_id AS "assigneeId",
       step_key AS "stepKey", entered_at AS "enteredAt", due_at AS "dueAt"
     FROM casework_task
     WHERE kind <> 'return' AND waiting IS NULL AND due_at > $2 AND due_at < 'infinity'
       AND entered_at + (due_at - entered_at) * 0.5 <= $1::timestamptz`,
    [now, notBefore],
  )
}

/** The desks on which something is due by an instant: whose work, or which role's of which agency where it is nobody's yet. */
export function listBusyDesks(
  on: On,
  until: Date,
): Promise<{ agencyId: AgencyId; role: WorkRow['role']; assigneeId: OfficerId | null }[]> {
  return query(
    on,
    `SELECT DISTINCT agency_id AS "agencyId", role, assignee_id AS "assigneeId" FROM casework_task
     WHERE waiting IS NULL AND due_at <= $1`,
    [until],
  )
}

/** Open dossiers whose clock runs and that are due between two instants. */
export async function listDueDossiers(on: On, from: Date, to: Date): Promise<DossierState[]> {
  const rows = await query<{ state: DossierState }>(
    on,
    `SELECT state FROM casework_dossier
     WHERE legal_state = ANY($1) AND due_at > $2 AND due_at <= $3 ORDER BY due_at, id`,
    [openStates, from, to],
  )
  return rows.map((row) => row.state)
}

/** Open dossiers past their date for which nobody apologised, most late first; of some agencies or of all (null). */
export async function listUnapologised(
  on: On,
  { agencyIds, now, limit }: { agencyIds: readonly AgencyId[] | null; now: Date; limit: number },
): Promise<DossierState[]> {
  const rows = await query<{ state: DossierState }>(
    on,
    `SELECT d.state FROM casework_dossier d
     WHERE d.legal_state = ANY($1) AND d.due_at < $4 AND ($2::uuid[] IS NULL OR d.competent_agency_id = ANY($2))
       AND NOT EXISTS (SELECT FROM casework_apology a WHERE a.dossier_id = d.id)
     ORDER BY d.due_at, d.id LIMIT $3`,
    [openStates, agencyIds, limit, now],
  )
  return rows.map((row) => row.state)
}

/** How many of those there are, by competent agency, most first. */
export function countUnapologised(on: On, now: Date): Promise<{ agencyId: AgencyId; count: number }[]> {
  return query(
    on,
    `SELECT d.competent_agency_id AS "agencyId", count(*)::int AS count FROM casework_dossier d
     WHERE d.legal_state = ANY($1) AND d.due_at < $2
       AND NOT EXISTS (SELECT FROM casework_apology a WHERE a.dossier_id = d.id)
     GROUP BY 1 ORDER BY 2 DESC, 1`,
    [openStates, now],
  )
}

export interface ApologyRecord {
  reason: string
  previousDueAt: Date
  newDueAt: Date
  inTime: boolean
  publishedAt: Date
}

/** The apology of a dossier; undefined when there is none. */
export async function findApology(on: On, dossierId: DossierId): Promise<ApologyRecord | undefined> {
  const [row] = await query<ApologyRecord>(
    on,
    `SELECT reason, previous_due_at AS "previousDueAt", new_due_at AS "newDueAt", notice_in_time AS "inTime",
       published_at AS "publishedAt"
     FROM casework_apology WHERE dossier_id = $1`,
    [dossierId],
  )
  return row
}
