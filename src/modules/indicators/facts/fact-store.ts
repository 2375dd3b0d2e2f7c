import type { Columns } from '../../../platform/binary-copy.ts'
import { query, type Transaction } from '../../../platform/db.ts'
import type { DossierFact } from './fact.ts'
import { factOfRow, figureColumns, jsonRows, namesOf } from './fact-columns.ts'
import type { FactKeeper } from './fact-keeper.ts'
import type { Line } from './rollup.ts'

const { dossier, day, half, total, step, move, evaluation, reversal, act } = figureColumns
const factColumns = namesOf(dossier)

const LOAD = `SELECT ${factColumns.join(', ')} FROM indicators_dossier WHERE id = ANY ($1::uuid[])`

/** The facts of these streams, as far as there are any. */
export async function loadFacts(tx: Transaction, ids: readonly string[]): Promise<Map<string, DossierFact>> {
  const rows = await query<Record<string, unknown>>(tx, LOAD, [ids])
  return new Map(rows.map((row) => [row.id as string, factOfRow(row)]))
}

function insertInto(table: string, columns: object): string {
  const names = namesOf(columns).join(', ')
  return `INSERT INTO indicators_${table} AS t (${names})
    SELECT ${names} FROM json_populate_recordset(NULL::indicators_${table}, $1::json)`
}

/** Adds to rows that are there: the last `sums` columns; those before them are the key. */
function addTo(table: string, columns: object, sums = 1): string {
  const names = namesOf(columns)
  const added = names.slice(-sums).map((name) => `${name} = t.${name} + excluded.${name}`)
  return `${insertInto(table, columns)} ON CONFLICT (${names.slice(0, -sums).join(', ')}) DO UPDATE SET ${added.join(', ')}`
}

const SET = factColumns.slice(1).map((column) => `${column} = excluded.${column}`)
const SAVE = `${insertInto('dossier', dossier)} ON CONFLICT (id) DO UPDATE SET ${SET.join(', ')}`
const ADD_DAYS = addTo('day', day)
const ADD_HALVES = addTo('half', half)
const ADD_TOTALS = addTo('total', total)
const ADD_STEPS = addTo('step', step, 2)
const ADD_MOVES = addTo('move', move)
const ADD_EVALUATION = addTo('evaluation', evaluation, 2)
const ADD_REVERSALS = insertInto('reversal', reversal)
const ADD_ACTS = insertInto('act', act)

/** Writes what a keeper folded and booked since the facts were loaded into it. */
export async function saveKept(tx: Transaction, keeper: FactKeeper, line: Line): Promise<void> {
  const { facts, rollup, reversals, acts } = keeper
  const send = <Row extends object>(text: string, columns: Columns<Row>, rows: Iterable<Row>) => {
    const values = jsonRows(columns, rows)
    return values.length === 0 ? undefined : query(tx, text, [JSON.stringify(values)])
  }
  await Promise.all([
    send(SAVE, dossier, facts.values()),
    send(ADD_DAYS, day, rollup.dayRows(line)),
    send(ADD_HALVES, half, rollup.halfRows(line)),
    send(ADD_TOTALS, total, rollup.totalRows(line)),
    send(ADD_STEPS, step, rollup.stepRows(line)),
    send(ADD_MOVES, move, rollup.moveRows(line)),
    send(ADD_EVALUATION, evaluation, rollup.evaluationRows(line)),
    send(ADD_REVERSALS, reversal, reversals),
    send(ADD_ACTS, act, acts),
  ])
}
