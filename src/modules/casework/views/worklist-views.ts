import { query } from '../../../platform/db.ts'
import type { AgencyId, DossierId, FlowVersionId, OfficerId, ProcedureVersionId } from '../../../platform/ids.ts'
import type { Channel } from '../../catalogue/schemas.ts'
import { officerNamesById } from '../../organisation/index.ts'
import type { Directory } from '../context.ts'
import type { DossierState, LegalState } from '../dossier.ts'
import { FROM_START, pageOf, readCursor, rowsOf } from './cursor.ts'
import { dueViewOf, workDueOf } from './due-view.ts'
import { agencyView, applicantNames, procedureView, stepName } from './line-views.ts'
import type { PageRequest, TaskFilter, TaskPage, TaskView } from './view-types.ts'
import type { Viewer } from './viewer.ts'
import { ANY_DUE, type Desk, desksOf, dueSpan } from './worklist-desks.ts'

export interface TaskRow {
  dossierId: DossierId
  taskKey: string
  kind: TaskView['kind']
  agencyId: AgencyId
  assigneeId: OfficerId | null
  stepKey: string | null
  /** Infinity when nothing runs. */
  dueAt: Date | number
  waiting: TaskView['waiting']
  enteredAt: Date
  version: number
  code: string | null
  legal: LegalState
  channel: Channel
  submittedAt: Date
  finishedAt: Date | null
  dossierDueAt: Date | null
  competentId: AgencyId
  procedureVersionId: ProcedureVersionId
  flowVersionId: FlowVersionId
  profileId: string
  clock: DossierState['clock']
  step: DossierState['step']
}

const FILTERS = `(t.due_at, t.dossier_id, t.task_key) > ($6::timestamptz, $7::uuid, $8::text)
    AND ($9::text IS NULL OR t.procedure_code = $9) AND ($10::text IS NULL OR t.step_key = $10)
    AND ($11::text IS NULL OR t.waiting = $11)`

const ORDER = 'due_at, dossier_id, task_key'

/** Each desk is read from its place in the index, a page at most; then the desks are merged. No list grows with the archive. */
const OF_DESKS = `SELECT p.* FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
    AS desk (agency_id, role, kind, due_from, due_to)
  CROSS JOIN LATERAL (
    SELECT t.* FROM casework_task t
    WHERE t.agency_id = desk.agency_id AND t.role = desk.role AND t.kind = desk.kind
      AND t.due_at >= desk.due_from AND t.due_at <= desk.due_to AND ${FILTERS}
      AND ($12::boolean IS NULL OR (t.waiting IS NOT NULL) = $12)
      AND ($13::text IS NULL OR CASE $13 WHEN 'none' THEN t.assignee_id IS NULL ELSE t.assignee_id = $13::uuid END)
    ORDER BY t.due_at, t.dossier_id, t.task_key LIMIT $14) p
  ORDER BY ${ORDER} LIMIT $14`

/** One officer's own, as far as the mandate behind each task is still held. */
const OF_OFFICER = `SELECT t.* FROM casework_task t
  WHERE t.assignee_id = $13::uuid AND t.due_at >= ($4::timestamptz[])[1] AND t.due_at <= ($5::timestamptz[])[1] AND ${FILTERS}
    AND ($12::boolean IS NULL OR (t.waiting IS NOT NULL) = $12)
    AND (t.agency_id, t.role, t.kind) IN (SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[]))
  ORDER BY t.due_at, t.dossier_id, t.task_key LIMIT $14`

/** The statement of a page of tasks; `tasksSql` alone is what its plan is tested on. */
export function tasksSql(own: boolean): string {
  return `SELECT t.dossier_id AS "dossierId", t.task_key AS "taskKey", t.kind, t.agency_id AS "agencyId",
      t.assignee_id AS "assigneeId", t.step_key AS "stepKey", t.due_at AS "dueAt", t.waiting, t.entered_at AS "enteredAt",
      d.version, d.code, d.legal_state AS legal, d.channel, d.submitted_at AS "submittedAt", d.finished_at AS "finishedAt",
      d.due_at AS "dossierDueAt", d.competent_agency_id AS "competentId",
      d.procedure_version_id AS "procedureVersionId", d.state ->> 'flowVersionId' AS "flowVersionId",
      d.state #>> '{applicant,profile,valueId}' AS "profileId", d.state -> 'clock' AS clock, d.state -> 'step' AS step
    FROM (${own ? OF_OFFICER : OF_DESKS}) t JOIN casework_dossier d ON d.id = t.dossier_id
    ORDER BY t.due_at, t.dossier_id, t.task_key`
}

/** The values for that statement. */
export function taskValues(viewer: Viewer, directory: Directory, filter: TaskFilter, page: PageRequest): unknown[] {
  const own = filter.scope === 'mine'
  const desks = desksOf(viewer.actor, filter.scope).filter(
    (desk) => filter.agencyId === undefined || desk.agencyId === filter.agencyId,
  )
  const spans = desks.map((desk) =>
    filter.due === undefined ? ANY_DUE : dueSpan(directory.calendarOf(desk.agencyId), filter.due, viewer.now),
  )
  const after = readCursor(page.after, FROM_START)
  return [
    ...deskColumns(desks),
    spans.map((span) => span.from),
    spans.map((span) => span.to),
    after.at,
    after.id,
    after.key,
    filter.procedureCode ?? null,
    filter.stepKey ?? null,
    filter.waiting ?? null,
    spans[0]?.waiting ?? null,
    own && viewer.actor.kind === 'officer' ? viewer.actor.officerId : (filter.assignee ?? null),
    rowsOf(page) + 1,
  ]
}

export function deskColumns(desks: readonly Desk[]): unknown[] {
  return [desks.map((desk) => desk.agencyId), desks.map((desk) => desk.role), desks.map((desk) => desk.kind)]
}

/**
 * A page of the officer's work, nearest due first; empty for who is no officer. Refuses `casework.cursor_invalid`. Cost: one page of each
 * desk of the scope.
 */
export async function listTasks(viewer: Viewer, filter: TaskFilter, page: PageRequest = {}): Promise<TaskPage> {
  if (viewer.actor.kind !== 'officer') return { rows: [], next: null }
  const directory = await viewer.context.directory()
  const values = taskValues(viewer, directory, filter, page)
  const read = await query<TaskRow>(viewer.reader, tasksSql(filter.scope === 'mine'), values)
  const { rows, next } = pageOf(read, rowsOf(page), (row) => ({ at: row.dueAt, id: row.dossierId, key: row.taskKey }))
  const names = await applicantNames(
    viewer,
    rows.map((row) => row.profileId),
  )
  const officers = await officerNamesById(
    viewer.reader,
    rows.flatMap((row) => row.assigneeId ?? []),
  )
  const views: TaskView[] = []
  for (const row of rows) views.push(await taskView(viewer, { directory, names, officers }, row))
  return { rows: views, next }
}

interface Names {
  directory: Directory
  names: ReadonlyMap<string, string | null>
  officers: ReadonlyMap<OfficerId, string>
}

async function taskView(viewer: Viewer, { directory, names, officers }: Names, row: TaskRow): Promise<TaskView> {
  const { stepKey, assigneeId } = row
  return {
    dossierId: row.dossierId,
    taskKey: row.taskKey,
    kind: row.kind,
    code: row.code,
    version: row.version,
    legal: row.legal,
    channel: row.channel,
    procedure: await procedureView(viewer, row.procedureVersionId),
    applicantName: names.get(row.profileId) ?? null,
    step: stepKey === null ? null : { key: stepKey, name: await stepName(viewer, row.flowVersionId, stepKey) },
    agency: agencyView(directory, row.agencyId),
    assignee: assigneeId === null ? null : { id: assigneeId, name: officers.get(assigneeId) ?? '' },
    waiting: row.waiting,
    enteredAt: row.enteredAt.getTime(),
    submittedAt: row.submittedAt.getTime(),
    stepDue: stepDueOf(viewer, directory, row),
    dossierDue: dossierDueOf(viewer, directory, row),
  }
}

function stepDueOf(viewer: Viewer, directory: Directory, row: TaskRow): TaskView['stepDue'] {
  const work = {
    dueAt: typeof row.dueAt === 'number' ? null : row.dueAt.getTime(),
    enteredAt: row.enteredAt.getTime(),
    waiting: row.waiting !== null,
    ...(row.kind === 'step' && row.step !== null
      ? { allottedMinutes: row.step.allottedMinutes, remainingMinutes: row.step.remainingMinutes }
      : {}),
  }
  return workDueOf(directory.calendarOf(row.agencyId), work, viewer.now)
}

function dossierDueOf(viewer: Viewer, directory: Directory, row: TaskRow): TaskView['dossierDue'] {
  const facts = {
    legal: row.legal,
    clock: row.clock,
    dueAt: row.dossierDueAt?.getTime() ?? null,
    finishedAt: row.finishedAt?.getTime() ?? null,
  }
  return dueViewOf(directory.calendarOf(row.competentId), facts, viewer.now)
}
