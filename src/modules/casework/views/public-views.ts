import { timingSafeEqual } from 'node:crypto'
import { query } from '../../../platform/db.ts'
import type { AgencyId, DossierId, ProcedureVersionId } from '../../../platform/ids.ts'
import { getFlowVersion } from '../../catalogue/index.ts'
import { type DossierState, openSupplement } from '../dossier.ts'
import { identityTailIndex } from '../dossier-rows.ts'
import { refusals } from '../errors.ts'
import { FROM_END, pageOf, readCursor, rowsOf } from './cursor.ts'
import { flowSteps } from './dossier-parts.ts'
import { dueViewOf } from './due-view.ts'
import { agencyView, procedureView } from './line-views.ts'
import type { ApologyView, OwnDossierLine, Page, PageRequest, TrackedDossier, VerifiedResult } from './view-types.ts'
import type { PublicViewer, Viewer } from './viewer.ts'

/**
 * How a dossier stands, for anybody who has its code and the last four digits of the applicant's number: no name (TT 01/2018 Art.
 * 16.2.d). Refuses `casework.tracking_not_found`, the same for an unknown code as for wrong digits.
 */
export async function trackDossier(
  viewer: PublicViewer,
  asked: { code: string; lastDigits: string },
): Promise<TrackedDossier> {
  const digits = asked.lastDigits.trim()
  const [row] = await query<{ id: DossierId; tail: Buffer | null; state: DossierState }>(
    viewer.reader,
    'SELECT id, identity_tail_index AS tail, state FROM casework_dossier WHERE code = $1',
    [asked.code.replace(/\s/g, '').toUpperCase()],
  )
  if (row === undefined || row.tail === null || !/^\d{4}$/.test(digits)) throw refusals.tracking_not_found()
  const typed = identityTailIndex(viewer.context.keys, row.id, digits)
  if (!timingSafeEqual(typed, row.tail)) throw refusals.tracking_not_found()
  return tracked(viewer, row.state)
}

async function tracked(viewer: PublicViewer, state: DossierState): Promise<TrackedDossier> {
  const directory = await viewer.context.directory()
  const { definition: flow } = await getFlowVersion(viewer.reader, state.flowVersionId)
  const steps = flowSteps({ state, flow, agency: (id) => agencyView(directory, id) })
  const now = steps.find((step) => step.status === 'now')
  return {
    code: state.code ?? '',
    procedure: await procedureView(viewer, state.procedureVersionId),
    agency: agencyView(directory, state.units.competent),
    legal: state.legal,
    acceptedAt: state.acceptedAt ?? state.submittedAt,
    due: dueViewOf(directory.calendarOf(state.units.competent), state, viewer.now),
    step: now === undefined ? null : { name: now.name, agency: now.agency },
    stepsDone: steps.filter((step) => step.status === 'done').length,
    stepsAll: steps.length,
    answerUntil: openSupplement(state)?.until ?? null,
    paymentUntil: state.moneyDue?.until ?? null,
  }
}

/**
 * What stands behind the verification code of a result: who issued what, when, and the hash of the file; nothing personal. Letters that
 * look like digits are read as them. Refuses `casework.result_not_found`, also for a result that was taken back.
 */
export async function verifyResult(viewer: PublicViewer, asked: { verificationCode: string }): Promise<VerifiedResult> {
  const [row] = await query<{ state: DossierState }>(
    viewer.reader,
    'SELECT state FROM casework_dossier WHERE verification_code = $1',
    [normaliseVerificationCode(asked.verificationCode)],
  )
  const result = row?.state.result
  if (row === undefined || result == null) throw refusals.result_not_found()
  const directory = await viewer.context.directory()
  return {
    verificationCode: result.verificationCode,
    procedure: await procedureView(viewer, row.state.procedureVersionId),
    agency: agencyView(directory, row.state.units.competent),
    number: result.number,
    issuedOn: result.issuedOn,
    outcome: result.outcome,
    fileHash: result.fileHash,
    legal: row.state.legal,
  }
}

/** The one form of a code typed by hand: upper case, groups of four, `O` as 0, `I` and `L` as 1 (Crockford's base 32). */
export function normaliseVerificationCode(typed: string): string {
  const letters = typed
    .slice(0, 60)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

const OWN = `SELECT id, at, state FROM (
    (SELECT id, submitted_at AS at, state FROM casework_dossier
      WHERE applicant_id = $1 AND (submitted_at, id) < ($2::timestamptz, $3::uuid)
      ORDER BY submitted_at DESC, id DESC LIMIT $4)
    UNION ALL
    (SELECT id, submitted_at AS at, state FROM casework_dossier
      WHERE submitter_id = $1 AND applicant_id <> $1 AND (submitted_at, id) < ($2::timestamptz, $3::uuid)
      ORDER BY submitted_at DESC, id DESC LIMIT $4)
  ) own ORDER BY at DESC, id DESC LIMIT $4`

/** The dossiers of a citizen, own and handed in for others, newest first; none for anybody else. */
export async function listOwnDossiers(viewer: Viewer, page: PageRequest = {}): Promise<Page<OwnDossierLine>> {
  if (viewer.actor.kind !== 'citizen') return { rows: [], next: null }
  const after = readCursor(page.after, FROM_END)
  const read = await query<{ id: DossierId; at: Date; state: DossierState }>(viewer.reader, OWN, [
    viewer.actor.personId,
    after.at,
    after.id,
    rowsOf(page) + 1,
  ])
  const { rows, next } = pageOf(read, rowsOf(page), (row) => row)
  const directory = await viewer.context.directory()
  const lines: OwnDossierLine[] = []
  for (const { id, state } of rows) {
    lines.push({
      dossierId: id,
      code: state.code,
      legal: state.legal,
      procedure: await procedureView(viewer, state.procedureVersionId),
      competent: agencyView(directory, state.units.competent),
      submittedAt: state.submittedAt,
      due: dueViewOf(directory.calendarOf(state.units.competent), state, viewer.now),
      answerUntil: openSupplement(state)?.until ?? null,
      moneyDue: state.moneyDue,
    })
  }
  return { rows: lines, next }
}

interface ApologyRow {
  id: string
  dossierCode: string
  procedureVersionId: ProcedureVersionId
  agencyId: AgencyId
  reason: string
  previousDueAt: Date
  newDueAt: Date
  publishedAt: Date
}

const APOLOGIES = `SELECT a.id, a.dossier_code AS "dossierCode", d.procedure_version_id AS "procedureVersionId",
    a.agency_id AS "agencyId", a.reason, a.previous_due_at AS "previousDueAt", a.new_due_at AS "newDueAt",
    a.published_at AS "publishedAt"
  FROM (SELECT * FROM casework_apology WHERE (published_at, id) < ($1::timestamptz, $2::uuid)
    ORDER BY published_at DESC, id DESC LIMIT $3) a
  JOIN casework_dossier d ON d.id = a.dossier_id ORDER BY a.published_at DESC, a.id DESC`

/** Published apologies for lateness, newest first (NĐ 61/2018 Art. 19.9). */
export async function listApologies(viewer: PublicViewer, page: PageRequest = {}): Promise<Page<ApologyView>> {
  const after = readCursor(page.after, FROM_END)
  const read = await query<ApologyRow>(viewer.reader, APOLOGIES, [after.at, after.id, rowsOf(page) + 1])
  const { rows, next } = pageOf(read, rowsOf(page), (row) => ({ at: row.publishedAt, id: row.id }))
  const directory = await viewer.context.directory()
  const views: ApologyView[] = []
  for (const { procedureVersionId, agencyId, previousDueAt, newDueAt, publishedAt, ...row } of rows) {
    const { code, name } = await procedureView(viewer, procedureVersionId)
    views.push({
      ...row,
      procedure: { code, name },
      agency: agencyView(directory, agencyId),
      previousDueAt: previousDueAt.getTime(),
      newDueAt: newDueAt.getTime(),
      publishedAt: publishedAt.getTime(),
    })
  }
  return { rows: views, next }
}
