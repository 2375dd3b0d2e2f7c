import { type Columns, type ColumnType, columnOf } from '../../../platform/binary-copy.ts'
import { dateOfEpochDay } from '../../../platform/civil-date.ts'
import type { Act } from '../anomalies/act.ts'
import type { DossierFact } from './fact.ts'
import type { Reversal } from './fact-keeper.ts'
import type { DayRow, EvaluationRow, HalfRow, MoveRow, StepRow, TotalRow } from './rollup.ts'

const dossier: Columns<DossierFact> = {
  id: 'uuid',
  version: 'integer',
  code: 'text',
  procedureCode: 'text',
  caseKey: 'text',
  channel: 'text',
  intakeAgencyId: 'uuid',
  agencyId: 'uuid',
  applicantId: 'uuid',
  previousDossierId: 'uuid',
  submittedAt: 'instant',
  acceptedAt: 'instant',
  filedAt: 'instant',
  standing: 'text',
  standingSince: 'instant',
  dueAt: 'instant',
  heldDueAt: 'instant',
  waitedMs: 'bigint',
  supplements: 'integer',
  firstSupplementAt: 'instant',
  lastSupplementAt: 'instant',
  extensions: 'integer',
  lastExtendedAt: 'instant',
  askedAgainAt: 'instant',
  endedAt: 'instant',
  ending: 'text',
  punctuality: 'text',
  returnedAt: 'instant',
  returnedBy: 'text',
  paperKeys: 'jsonb',
  fileKeys: 'jsonb',
  reusedKeys: 'jsonb',
  feeAssessed: 'bigint',
  feeWaived: 'bigint',
  feeReleased: 'bigint',
  feePaid: 'bigint',
  feeRefunded: 'bigint',
  dutyAt: 'instant',
  paidOnlineAt: 'instant',
  step: 'text',
  stepAgencyId: 'uuid',
  stepSince: 'instant',
  stepMinutes: 'double',
  stepAllotted: 'integer',
  stayMinutes: 'integer',
  stayAllotted: 'integer',
  workedBy: 'jsonb',
  handlerId: 'uuid',
  approvedBy: 'uuid',
  opinions: 'jsonb',
  lastOpinionAt: 'instant',
}

const day: Columns<DayRow> = { agencyId: 'uuid', measure: 'smallint', day: 'date', cohort: 'smallint', n: 'bigint' }

const half: Columns<HalfRow> = {
  agencyId: 'uuid',
  measure: 'smallint',
  half: 'smallint',
  procedureCode: 'text',
  cohort: 'smallint',
  n: 'bigint',
}

const total: Columns<TotalRow> = {
  agencyId: 'uuid',
  measure: 'smallint',
  half: 'smallint',
  cohort: 'smallint',
  n: 'bigint',
}

const step: Columns<StepRow> = {
  agencyId: 'uuid',
  half: 'smallint',
  procedureCode: 'text',
  step: 'text',
  timeClass: 'smallint',
  n: 'bigint',
  minutes: 'bigint',
}

const move: Columns<MoveRow> = {
  agencyId: 'uuid',
  half: 'smallint',
  procedureCode: 'text',
  fromPlace: 'text',
  toPlace: 'text',
  kind: 'text',
  n: 'bigint',
}

const evaluation: Columns<EvaluationRow> = {
  agencyId: 'uuid',
  userId: 'uuid',
  half: 'smallint',
  procedureCode: 'text',
  item: 'smallint',
  cases: 'bigint',
  points: 'bigint',
}

const reversal: Columns<Reversal> = {
  dossierId: 'uuid',
  position: 'bigint',
  measure: 'smallint',
  agencyId: 'uuid',
  countedAt: 'instant',
  reversedAt: 'instant',
}

const act: Columns<Act> = {
  position: 'bigint',
  kind: 'text',
  dossierId: 'uuid',
  agencyId: 'uuid',
  userId: 'uuid',
  at: 'instant',
  againstAt: 'instant',
  awaited: 'integer',
  step: 'text',
  minutes: 'integer',
  offHours: 'boolean',
}

/** The columns of each table of the figures, `indicators_…`, by the fields of its rows. */
export const figureColumns = { dossier, day, half, total, step, move, evaluation, reversal, act }

export function namesOf(columns: object): string[] {
  return Object.keys(columns).map(columnOf)
}

const factFields = Object.entries(dossier).map(([field, type]) => [field, columnOf(field), type] as const)

/** The fact out of its row. */
export function factOfRow(row: Readonly<Record<string, unknown>>): DossierFact {
  const entries = factFields.map(([field, column]) => {
    const value = row[column]
    return [field, value instanceof Date ? value.getTime() : value]
  })
  return Object.fromEntries(entries) as unknown as DossierFact
}

/** Rows as JSON objects that `json_populate_recordset` reads. */
export function jsonRows<Row extends object>(columns: Columns<Row>, rows: Iterable<Row>): Record<string, unknown>[] {
  const fields = (Object.entries(columns) as [keyof Row & string, ColumnType][]).map(
    ([field, type]) => [field, columnOf(field), type] as const,
  )
  return Array.from(rows, (row) =>
    Object.fromEntries(fields.map(([field, column, type]) => [column, jsonValue(row[field], type)])),
  )
}

function jsonValue(value: unknown, type: ColumnType): unknown {
  if (type === 'instant' && typeof value === 'number') return new Date(value).toISOString()
  return type === 'date' ? dateOfEpochDay(value as number) : value
}
