import { query } from '../../../platform/db.ts'
import type { AgencyId, FlowVersionId, OfficerId, ProcedureVersionId } from '../../../platform/ids.ts'
import { type OfficerActor, officerNamesById } from '../../organisation/index.ts'
import type { Directory } from '../context.ts'
import { agencyView, procedureView, stepName } from './line-views.ts'
import {
  type DueBucket,
  dueBuckets,
  MOST_COUNTED,
  type TaskChoices,
  type TaskCounts,
  type TaskFilter,
  type TaskScope,
  taskScopes,
} from './view-types.ts'
import type { Viewer } from './viewer.ts'
import { ANY_DUE, type Desk, type DueSpan, desksOf, dueSpan } from './worklist-desks.ts'
import { deskColumns } from './worklist-views.ts'

interface Pile extends DueSpan {
  name: string
  desk: Desk
}

const SPANS = `unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::boolean[],
  $8::boolean[]) AS q (name, agency_id, role, kind, due_from, due_to, waiting, filtered)`

const FILTERS = `(($9::text IS NULL OR t.procedure_code = $9) AND ($10::text IS NULL OR t.step_key = $10)
  AND ($11::text IS NULL OR t.waiting = $11) AND ($12::uuid IS NULL OR t.agency_id = $12)
  AND ($13::text IS NULL OR CASE $13 WHEN 'none' THEN t.assignee_id IS NULL ELSE t.assignee_id = $13::uuid END))`

/** Counts each pile in its index and stops at a hundred, so that a count costs the same on every archive. */
export const COUNT_DESKS = `SELECT q.name, least(${MOST_COUNTED}, sum(c.n))::int AS count FROM ${SPANS}
  CROSS JOIN LATERAL (SELECT count(*) AS n FROM (
    SELECT FROM casework_task t WHERE t.agency_id = q.agency_id AND t.role = q.role AND t.kind = q.kind
      AND t.due_at >= q.due_from AND t.due_at <= q.due_to
      AND (q.waiting IS NULL OR (t.waiting IS NOT NULL) = q.waiting)
      AND (NOT q.filtered OR ${FILTERS}) LIMIT ${MOST_COUNTED}) counted) c
  GROUP BY q.name`

const COUNT_OWN = `SELECT q.name, c.n::int AS count
  FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::boolean[]) AS q (name, due_from, due_to, waiting)
  CROSS JOIN LATERAL (SELECT count(*) AS n FROM (
    SELECT FROM casework_task t WHERE t.assignee_id = $5 AND t.due_at >= q.due_from AND t.due_at <= q.due_to
      AND (q.waiting IS NULL OR (t.waiting IS NOT NULL) = q.waiting)
      AND (t.agency_id, t.role, t.kind) IN (SELECT * FROM unnest($6::uuid[], $7::text[], $8::text[]))
      AND (q.name = 'mine' OR ${FILTERS}) LIMIT ${MOST_COUNTED}) counted) c`

/**
 * The counts of the rail (every scope, unfiltered) and of the chips (by due date, in the scope shown and under its other filters), each up
 * to 100.
 */
export async function countTasks(viewer: Viewer, filter: TaskFilter): Promise<TaskCounts> {
  const { actor } = viewer
  const counts = new Map<string, number>()
  if (actor.kind === 'officer') {
    const directory = await viewer.context.directory()
    for (const row of await countDesks(viewer, directory, filter)) counts.set(row.name, row.count)
    for (const row of await countOwn(viewer, directory, actor, filter)) counts.set(row.name, row.count)
  }
  const of = (name: string): number => counts.get(name) ?? 0
  return {
    scopes: Object.fromEntries(taskScopes.map((name) => [name, of(name)])) as Record<TaskScope, number>,
    buckets: Object.fromEntries(dueBuckets.map((name) => [name, of(`due.${name}`)])) as Record<DueBucket, number>,
  }
}

/** The piles to count on desks, as the columns of `COUNT_DESKS`. */
export function countValues(viewer: Viewer, directory: Directory, filter: TaskFilter): unknown[] {
  const { scope } = filter
  const rails = taskScopes
    .filter((name) => name !== 'mine')
    .flatMap((name) => desksOf(viewer.actor, name).map((desk): Pile => ({ name, desk, ...ANY_DUE })))
  const shown = scope === 'mine' ? [] : desksOf(viewer.actor, scope)
  const chips = shown.flatMap((desk) =>
    dueBuckets.map((bucket): Pile => {
      return { name: `due.${bucket}`, desk, ...dueSpan(directory.calendarOf(desk.agencyId), bucket, viewer.now) }
    }),
  )
  const piles = [...rails, ...chips]
  return [
    piles.map((pile) => pile.name),
    ...deskColumns(piles.map((pile) => pile.desk)),
    ...spanColumns(piles),
    piles.map((pile) => pile.name.startsWith('due.')),
    ...filterValues(filter),
  ]
}

function filterValues(filter: TaskFilter): unknown[] {
  const { procedureCode, stepKey, waiting, agencyId, assignee } = filter
  return [procedureCode ?? null, stepKey ?? null, waiting ?? null, agencyId ?? null, assignee ?? null]
}

function spanColumns(spans: readonly DueSpan[]): unknown[] {
  return [spans.map((span) => span.from), spans.map((span) => span.to), spans.map((span) => span.waiting)]
}

function countDesks(
  viewer: Viewer,
  directory: Directory,
  filter: TaskFilter,
): Promise<{ name: string; count: number }[]> {
  return query(viewer.reader, COUNT_DESKS, countValues(viewer, directory, filter))
}

async function countOwn(
  viewer: Viewer,
  directory: Directory,
  actor: OfficerActor,
  filter: TaskFilter,
): Promise<{ name: string; count: number }[]> {
  const desks = desksOf(actor, 'mine')
  const [first] = desks
  if (first === undefined) return []
  const calendar = directory.calendarOf(first.agencyId)
  const chips =
    filter.scope === 'mine'
      ? dueBuckets.map((bucket) => ({ name: `due.${bucket}`, ...dueSpan(calendar, bucket, viewer.now) }))
      : []
  const spans = [{ name: 'mine', ...ANY_DUE }, ...chips]
  const values = [
    spans.map((span) => span.name),
    ...spanColumns(spans),
    actor.officerId,
    ...deskColumns(desks),
    ...filterValues({ ...filter, assignee: undefined }),
  ]
  return query(viewer.reader, COUNT_OWN, values)
}

interface ChoiceRow {
  procedureVersionId: ProcedureVersionId
  flowVersionId: FlowVersionId
  stepKey: string | null
  agencyId: AgencyId
  assigneeId: OfficerId | null
}

const CHOICES = `SELECT DISTINCT d.procedure_version_id AS "procedureVersionId", d.state ->> 'flowVersionId' AS "flowVersionId",
    t.step_key AS "stepKey", t.agency_id AS "agencyId", t.assignee_id AS "assigneeId"
  FROM unnest($1::uuid[], $2::text[], $3::text[]) AS desk (agency_id, role, kind)
  CROSS JOIN LATERAL (
    SELECT * FROM casework_task t WHERE t.agency_id = desk.agency_id AND t.role = desk.role AND t.kind = desk.kind
    ORDER BY t.due_at, t.dossier_id, t.task_key LIMIT 200) t
  JOIN casework_dossier d ON d.id = t.dossier_id`

/** What the filters of a scope offer: what lies on its desks now, the 200 nearest tasks of each looked at. */
export async function taskChoices(viewer: Viewer, scope: TaskScope): Promise<TaskChoices> {
  const directory = await viewer.context.directory()
  const rows = await query<ChoiceRow>(viewer.reader, CHOICES, deskColumns(desksOf(viewer.actor, scope)))
  const procedures = new Map<string, TaskChoices['procedures'][number]>()
  const steps = new Map<string, TaskChoices['steps'][number]>()
  for (const row of rows) {
    const { code, name } = await procedureView(viewer, row.procedureVersionId)
    procedures.set(code, { code, name })
    const key = row.stepKey
    if (key !== null) steps.set(key, { key, name: await stepName(viewer, row.flowVersionId, key) })
  }
  const officers = await officerNamesById(
    viewer.reader,
    rows.flatMap((row) => row.assigneeId ?? []),
  )
  const byName = (left: { name: string }, right: { name: string }): number => left.name.localeCompare(right.name, 'vi')
  return {
    procedures: [...procedures.values()].sort((left, right) => left.name.vi.localeCompare(right.name.vi, 'vi')),
    steps: [...steps.values()],
    agencies: [...new Set(rows.map((row) => row.agencyId))].map((id) => agencyView(directory, id)).sort(byName),
    assignees: [...officers].map(([id, name]) => ({ id, name })).sort(byName),
  }
}
