import { dateOfEpochDay } from '../../../platform/civil-date.ts'
import { query, type Transaction } from '../../../platform/db.ts'
import { actColumns, rowOfAct } from '../anomalies/act-columns.ts'
import type { DossierFact } from './fact.ts'
import { factColumns, factOfRow, rowOfFact } from './fact-columns.ts'
import type { FactKeeper } from './fact-keeper.ts'
import type { Line } from './rollup.ts'

const LOAD = `SELECT ${factColumns.join(', ')} FROM indicators_dossier WHERE id = ANY ($1::uuid[])`

/** The facts of these streams, as far as there are any. */
export async function loadFacts(tx: Transaction, ids: readonly string[]): Promise<Map<string, DossierFact>> {
  const rows = await query<Record<string, unknown>>(tx, LOAD, [ids])
  return new Map(rows.map((row) => [row.id as string, factOfRow(row)]))
}

const SET = factColumns.slice(1).map((column) => `${column} = excluded.${column}`)
const SAVE = `INSERT INTO indicators_dossier (${factColumns.join(', ')})
  SELECT ${factColumns.join(', ')} FROM json_populate_recordset(NULL::indicators_dossier, $1::json)
  ON CONFLICT (id) DO UPDATE SET ${SET.join(', ')}`

function addTo(table: string, key: readonly string[], sums: readonly string[]): string {
  const columns = [...key, ...sums].join(', ')
  return `INSERT INTO ${table} AS t (${columns})
    SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1::json)
    ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${sums.map((sum) => `${sum} = t.${sum} + excluded.${sum}`).join(', ')}`
}

const ADD_DAYS = addTo('indicators_day', ['agency_id', 'measure', 'day', 'cohort'], ['n'])
const ADD_HALVES = addTo('indicators_half', ['agency_id', 'measure', 'half', 'procedure_code', 'cohort'], ['n'])
const ADD_TOTALS = addTo('indicators_total', ['agency_id', 'measure', 'half', 'cohort'], ['n'])
const ADD_STEPS = addTo(
  'indicators_step',
  ['agency_id', 'half', 'procedure_code', 'step', 'time_class'],
  ['n', 'minutes'],
)

const ADD_MOVES = addTo(
  'indicators_move',
  ['agency_id', 'half', 'procedure_code', 'from_place', 'to_place', 'kind'],
  ['n'],
)

const ADD_EVALUATION = addTo(
  'indicators_evaluation',
  ['agency_id', 'user_id', 'half', 'procedure_code', 'item'],
  ['cases', 'points'],
)

const ADD_REVERSALS = `INSERT INTO indicators_reversal
  SELECT * FROM json_populate_recordset(NULL::indicators_reversal, $1::json)`

const ADD_ACTS = `INSERT INTO indicators_act (${actColumns.join(', ')})
  SELECT ${actColumns.join(', ')} FROM json_populate_recordset(NULL::indicators_act, $1::json)`

/** Writes what a keeper folded and booked since the facts were loaded into it. */
export async function saveKept(tx: Transaction, keeper: FactKeeper, line: Line): Promise<void> {
  const send = (text: string, rows: readonly object[]) =>
    rows.length === 0 ? undefined : query(tx, text, [JSON.stringify(rows)])
  await Promise.all([
    send(SAVE, [...keeper.facts.values()].map(rowOfFact)),
    send(
      ADD_DAYS,
      [...keeper.rollup.dayRows(line)].map((row) => ({
        agency_id: row.agencyId,
        measure: row.measure,
        day: dateOfEpochDay(row.day),
        cohort: row.cohort,
        n: row.n,
      })),
    ),
    send(
      ADD_HALVES,
      [...keeper.rollup.halfRows(line)].map(({ agencyId, procedureCode, ...row }) => ({
        ...row,
        agency_id: agencyId,
        procedure_code: procedureCode,
      })),
    ),
    send(
      ADD_TOTALS,
      [...keeper.rollup.totalRows(line)].map(({ agencyId, ...row }) => ({ ...row, agency_id: agencyId })),
    ),
    send(
      ADD_STEPS,
      [...keeper.rollup.stepRows(line)].map(({ agencyId, procedureCode, timeClass, ...row }) => ({
        ...row,
        agency_id: agencyId,
        procedure_code: procedureCode,
        time_class: timeClass,
      })),
    ),
    send(
      ADD_MOVES,
      [...keeper.rollup.moveRows(line)].map(({ agencyId, procedureCode, from, to, ...row }) => ({
        ...row,
        agency_id: agencyId,
        procedure_code: procedureCode,
        from_place: from,
        to_place: to,
      })),
    ),
    send(
      ADD_EVALUATION,
      [...keeper.rollup.evaluationRows(line)].map(({ agencyId, userId, procedureCode, ...row }) => ({
        ...row,
        agency_id: agencyId,
        user_id: userId,
        procedure_code: procedureCode,
      })),
    ),
    send(
      ADD_REVERSALS,
      keeper.reversals.map((one) => ({
        dossier_id: one.dossierId,
        position: one.position,
        measure: one.measure,
        agency_id: one.agencyId,
        counted_at: new Date(one.countedAt).toISOString(),
        reversed_at: new Date(one.reversedAt).toISOString(),
      })),
    ),
    send(ADD_ACTS, keeper.acts.map(rowOfAct)),
  ])
}
