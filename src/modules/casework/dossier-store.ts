import { query, type Transaction } from '../../platform/db.ts'
import type { AgencyId, DossierId } from '../../platform/ids.ts'
import {
  EVENT_PARAMETERS,
  eventRows,
  insertEventsSql,
  type PendingEvent,
  type StreamHead,
} from '../../platform/ledger/index.ts'
import { insertPart, type Part, Statement, unnest } from '../../platform/statement.ts'
import type { FlowDefinition } from '../catalogue/schemas.ts'
import { insertSealedValuesSql, SEALED_VALUE_PARAMETERS, type SealedValueRow, sealedValueRows } from '../vault/index.ts'
import type { DossierState } from './dossier.ts'
import { leavesLate, punctualityOf, type TallyChange, type TaskRow, tallyChanges, tasksOf } from './dossier-rows.ts'

/** A dossier as loaded for a command: locked until the transaction ends. */
export interface LoadedDossier {
  state: DossierState
  head: StreamHead
  lateCounted: boolean
  /** The applicant's wrapped key; null when erased. */
  wrappedKey: Buffer | null
  /** See `identityTailIndex` of dossier-rows; null when no number is known. */
  identityTailIndex: Buffer | null
  /** The database's time after the lock was taken. */
  now: Date
}

interface DossierRow {
  state: DossierState
  version: number
  head_hash: Buffer
  late_counted: boolean
  wrapped_key: Buffer | null
  identity_tail_index: Buffer | null
  now: Date
}

const LOAD = `SELECT d.state, d.version, d.head_hash, d.late_counted, d.identity_tail_index, p.wrapped_key, platform_now() AS now
 FROM casework_dossier d JOIN vault_person p ON p.id = d.applicant_id
 WHERE d.id = $1 FOR UPDATE OF d FOR KEY SHARE OF p`

/** Loads and locks a dossier, and with it the applicant's key, so that nobody erases it meanwhile. */
export async function loadDossier(tx: Transaction, id: DossierId): Promise<LoadedDossier | undefined> {
  const [row] = await query<DossierRow>(tx, LOAD, [id])
  if (row === undefined) return undefined
  return {
    state: row.state,
    head: { streamId: id, version: row.version, hash: row.head_hash },
    lateCounted: row.late_counted,
    wrappedKey: row.wrapped_key,
    identityTailIndex: row.identity_tail_index,
    now: row.now,
  }
}

/** What one dossier's move writes. `before` null: the dossier is new. */
export interface DossierChange {
  before: DossierState | null
  after: DossierState
  flow: FlowDefinition
  events: readonly PendingEvent[]
  /** Epoch milliseconds of the last event. */
  at: number
  lateCounted: boolean
  sealed: readonly SealedValueRow[]
  /** Only for a new dossier. */
  entry?: { identityTailIndex: Buffer | null; searchRows: readonly SearchRow[] }
  apology?: ApologyRow
}

export interface SearchRow {
  agencyId: AgencyId
  token: Buffer
}

export interface ApologyRow {
  id: string
  reason: string
  previousDueAt: number
  newDueAt: number
  noticeInTime: boolean
  /** When it was not the last event that published it. */
  publishedAt?: number
}

/**
 * Writes the moves of one or many dossiers in one statement: events, current states, tasks, counts, sealed texts. Either all of it
 * stands or nothing. The statement holds only the parts that have rows, so that a plain move costs little.
 */
export async function writeChanges(tx: Transaction, changes: readonly DossierChange[]): Promise<void> {
  const statement = new Statement()
  statement.add(insertEventsSql, EVENT_PARAMETERS, eventRows(changes.flatMap((change) => change.events)))
  statement.addRows(DOSSIER_INSERT, changes.filter((change) => change.before === null).map(dossierInsertRow))
  statement.addRows(DOSSIER_UPDATE, changes.filter((change) => change.before !== null).map(dossierUpdateRow))
  const tasks = changes.map(taskChanges)
  statement.addRows(
    TASK_UPSERT,
    tasks.flatMap((change) => change.kept),
  )
  statement.addRows(
    TASK_DELETE,
    tasks.flatMap((change) => change.gone),
  )
  statement.addRows(TALLY_INSERT, changes.flatMap(tallyRows))
  const sealed = changes.flatMap((change) => change.sealed)
  statement.add(insertSealedValuesSql, SEALED_VALUE_PARAMETERS, sealedValueRows(sealed))
  statement.addRows(SEARCH_INSERT, changes.flatMap(searchRows))
  statement.addRows(APOLOGY_INSERT, changes.flatMap(apologyRows))
  await statement.run(tx)
}

export const DOSSIER_INSERT = insertPart('casework_dossier', [
  ['id', 'uuid'],
  ['version', 'int4'],
  ['head_hash', 'bytea'],
  ['code', 'text'],
  ['legal_state', 'text'],
  ['money_state', 'text'],
  ['custody_state', 'text'],
  ['channel', 'text'],
  ['procedure_version_id', 'uuid'],
  ['procedure_code', 'text'],
  ['applicant_id', 'uuid'],
  ['submitter_id', 'uuid'],
  ['group_id', 'uuid'],
  ['identity_tail_index', 'bytea'],
  ['intake_agency_id', 'uuid'],
  ['competent_agency_id', 'uuid'],
  ['processing_agency_id', 'uuid'],
  ['return_agency_id', 'uuid'],
  ['submitted_at', 'timestamptz'],
  ['accepted_at', 'timestamptz'],
  ['first_due_at', 'timestamptz'],
  ['due_at', 'timestamptz'],
  ['finished_at', 'timestamptz'],
  ['returned_at', 'timestamptz'],
  ['punctuality', 'text'],
  ['verification_code', 'text'],
  ['late_counted', 'bool'],
  ['state', 'jsonb'],
])

const UPDATED = [
  ['id', 'uuid'],
  ['version', 'int4'],
  ['head_hash', 'bytea'],
  ['code', 'text'],
  ['legal_state', 'text'],
  ['money_state', 'text'],
  ['custody_state', 'text'],
  ['accepted_at', 'timestamptz'],
  ['first_due_at', 'timestamptz'],
  ['due_at', 'timestamptz'],
  ['finished_at', 'timestamptz'],
  ['returned_at', 'timestamptz'],
  ['punctuality', 'text'],
  ['verification_code', 'text'],
  ['late_counted', 'bool'],
  ['state', 'jsonb'],
] as const

const DOSSIER_UPDATE: Part = {
  columns: UPDATED.length,
  sql: (first) => {
    const sets = UPDATED.slice(1).map(([name]) => `${name} = n.${name}`)
    const names = UPDATED.map(([name]) => name).join(', ')
    const types = UPDATED.map(([, type]) => type)
    return `UPDATE casework_dossier d SET ${sets.join(', ')}, synchronisation_state = 'pending'
      FROM ${unnest(types, first)} AS n(${names}) WHERE d.id = n.id`
  },
}

export const TASK_UPSERT = insertPart(
  'casework_task',
  [
    ['dossier_id', 'uuid'],
    ['task_key', 'text'],
    ['kind', 'text'],
    ['agency_id', 'uuid'],
    ['role', 'text'],
    ['assignee_id', 'uuid'],
    ['step_key', 'text'],
    ['procedure_code', 'text'],
    ['due_at', 'timestamptz'],
    ['waiting', 'text'],
    ['entered_at', 'timestamptz'],
  ],
  `ON CONFLICT (dossier_id, task_key) DO UPDATE SET kind = excluded.kind, agency_id = excluded.agency_id, role = excluded.role,
    assignee_id = excluded.assignee_id, step_key = excluded.step_key, due_at = excluded.due_at, waiting = excluded.waiting,
    entered_at = excluded.entered_at`,
)

const TASK_DELETE: Part = {
  columns: 2,
  sql: (first) =>
    `DELETE FROM casework_task t USING ${unnest(['uuid', 'text'], first)} AS g(dossier_id, task_key)
     WHERE t.dossier_id = g.dossier_id AND t.task_key = g.task_key`,
}

export const TALLY_INSERT = insertPart('casework_tally_delta', [
  ['agency_id', 'uuid'],
  ['procedure_code', 'text'],
  ['month', 'date'],
  ['measure', 'text'],
  ['delta', 'int4'],
])

export const SEARCH_INSERT = insertPart(
  'casework_search',
  [
    ['agency_id', 'uuid'],
    ['token', 'bytea'],
    ['submitted_at', 'timestamptz'],
    ['dossier_id', 'uuid'],
  ],
  'ON CONFLICT DO NOTHING',
)

export const APOLOGY_INSERT = insertPart('casework_apology', [
  ['id', 'uuid'],
  ['dossier_id', 'uuid'],
  ['dossier_code', 'text'],
  ['procedure_code', 'text'],
  ['agency_id', 'uuid'],
  ['reason', 'text'],
  ['previous_due_at', 'timestamptz'],
  ['new_due_at', 'timestamptz'],
  ['notice_in_time', 'bool'],
  ['published_at', 'timestamptz'],
])

function instant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

function headOf(change: DossierChange): PendingEvent {
  const last = change.events.at(-1)
  if (last === undefined) throw new Error('a change has at least one event')
  return last
}

function stillLate({ lateCounted, after, at }: DossierChange): boolean {
  return lateCounted && !leavesLate(after, at)
}

export function dossierInsertRow(change: DossierChange): unknown[] {
  const { after } = change
  const head = headOf(change)
  return [
    after.id,
    head.version,
    head.hash,
    after.code,
    after.legal,
    after.money,
    after.custody,
    after.channel,
    after.procedureVersionId,
    after.procedureCode,
    after.applicant.personId,
    after.submitterId,
    after.groupId ?? null,
    change.entry?.identityTailIndex ?? null,
    after.units.intake,
    after.units.competent,
    after.units.processing,
    after.units.return,
    instant(after.submittedAt),
    ...dateColumns(change),
  ]
}

function dossierUpdateRow(change: DossierChange): unknown[] {
  const { after } = change
  const head = headOf(change)
  return [
    after.id,
    head.version,
    head.hash,
    after.code,
    after.legal,
    after.money,
    after.custody,
    ...dateColumns(change),
  ]
}

function dateColumns(change: DossierChange): unknown[] {
  const { after } = change
  return [
    instant(after.acceptedAt),
    instant(after.firstDueAt),
    instant(after.dueAt),
    instant(after.finishedAt),
    instant(after.returnedAt),
    punctualityOf(after),
    after.result?.verificationCode ?? null,
    stillLate(change),
    JSON.stringify(after),
  ]
}

export function taskChanges({ before, after, flow }: DossierChange): { kept: unknown[][]; gone: unknown[][] } {
  const now = tasksOf(after, flow)
  const then = before === null ? [] : tasksOf(before, flow)
  const unchanged = new Set(then.map((task) => JSON.stringify(task)))
  const keys = new Set(now.map((task) => task.taskKey))
  return {
    kept: now.filter((task) => !unchanged.has(JSON.stringify(task))).map((task) => taskRow(after, task)),
    gone: then.filter((task) => !keys.has(task.taskKey)).map((task) => [after.id, task.taskKey]),
  }
}

function taskRow(after: DossierState, task: TaskRow): unknown[] {
  return [
    after.id,
    task.taskKey,
    task.kind,
    task.agencyId,
    task.role,
    task.assigneeId,
    task.stepKey,
    after.procedureCode,
    instant(task.dueAt) ?? 'infinity',
    task.waiting,
    instant(task.enteredAt),
  ]
}

function tallyRows(change: DossierChange): unknown[][] {
  const rows: TallyChange[] = tallyChanges(change, change.at, change.lateCounted)
  return rows.map((row) => [row.agencyId, row.procedureCode, row.month, row.measure, row.delta])
}

export function searchRows(change: DossierChange): unknown[][] {
  const { after, entry } = change
  return (entry?.searchRows ?? []).map((row) => [row.agencyId, row.token, instant(after.submittedAt), after.id])
}

export function apologyRows({ after, apology, at }: DossierChange): unknown[][] {
  if (apology === undefined) return []
  const { id, reason, previousDueAt, newDueAt, noticeInTime, publishedAt = at } = apology
  return [
    [
      id,
      after.id,
      after.code,
      after.procedureCode,
      after.units.competent,
      reason,
      instant(previousDueAt),
      instant(newDueAt),
      noticeInTime,
      instant(publishedAt),
    ],
  ]
}
