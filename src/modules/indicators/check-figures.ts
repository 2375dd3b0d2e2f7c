import { isDeepStrictEqual } from 'node:util'
import { dateOfEpochDay } from '../../platform/civil-date.ts'
import { query, type Transaction } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { readAfter } from '../../platform/ledger/read.ts'
import type { Directory } from '../casework/index.ts'
import { FactKeeper } from './facts/fact-keeper.ts'
import { loadFacts } from './facts/fact-store.ts'
import { FOLLOWER, factEvent, workIn } from './follow-ledger.ts'

/** What was compared, and the first row that is not what the ledger gives. */
export interface FiguresCheck {
  dossiers: number
  rows: number
  differing: { table: string; key: string; kept: string | null; counted: string | null } | null
}

/**
 * Counts everything again from the ledger, as far as it was followed, and compares every fact and count that is kept: a row that somebody
 * changed behind the ledger is found. Reads one snapshot and writes nothing. It holds a fact a dossier in memory, as making the figures
 * anew does.
 */
export async function checkFigures(snapshot: Transaction, open: () => Promise<Directory>): Promise<FiguresCheck> {
  const until = await followedUntil(snapshot)
  if (until === 0) return { dossiers: 0, rows: 0, differing: null }
  const directory = await open()
  const keeper = await keptFromLedger(snapshot, directory, until)
  let rows = 0
  const dossiers = keeper.facts.size
  const differing = await differingFact(snapshot, keeper)
  if (differing !== null) return { dossiers, rows, differing }
  for (const table of tables) {
    const found = await compare(snapshot, table, rowsByAgency(table.rows(keeper, (id) => directory.line(id))))
    rows += found.rows
    if (found.differing !== null) return { dossiers, rows, differing: found.differing }
  }
  return { dossiers, rows, differing: null }
}

const BATCH = 5000

/** 0 where nothing was counted yet: a database just made, in which there may be no agency either. */
async function followedUntil(snapshot: Transaction): Promise<number> {
  const [follower] = await query<{ position: number }>(
    snapshot,
    'SELECT position FROM ledger_consumer WHERE name = $1',
    [FOLLOWER],
  )
  return follower?.position ?? 0
}

async function keptFromLedger(snapshot: Transaction, directory: Directory, until: number): Promise<FactKeeper> {
  const keeper = new FactKeeper(new Map(), workIn(directory))
  for (let position = 0; position < until; ) {
    const events = await readAfter(snapshot, position, BATCH)
    for (const event of events) if (event.position <= until) keeper.take(factEvent(event))
    const last = events.at(-1)
    if (last === undefined) break
    position = last.position
  }
  return keeper
}

async function differingFact(snapshot: Transaction, { facts }: FactKeeper): Promise<FiguresCheck['differing']> {
  const table = 'indicators_dossier'
  const ids = [...facts.keys()]
  for (let at = 0; at < ids.length; at += BATCH) {
    const some = ids.slice(at, at + BATCH)
    const kept = await loadFacts(snapshot, some)
    for (const id of some) {
      const [row, fact] = [kept.get(id), facts.get(id)]
      if (isDeepStrictEqual(row, fact)) continue
      return { table, key: id, kept: fieldsApart(row, fact), counted: fieldsApart(fact, row) }
    }
  }
  const [more] = await query<{ id: string }>(
    snapshot,
    `SELECT id FROM ${table} WHERE NOT id = ANY ($1::uuid[]) LIMIT 1`,
    [ids],
  )
  return more === undefined ? null : { table, key: more.id, kept: 'id', counted: null }
}

/** The fields in which one fact differs from the other, with their values; null when there is none. */
function fieldsApart(fact: object | undefined, other: object | undefined): string | null {
  if (fact === undefined) return null
  const others = new Map(Object.entries(other ?? {}))
  const apart = Object.entries(fact).filter(([field, value]) => !isDeepStrictEqual(value, others.get(field)))
  return apart.map(([field, value]) => `${field} ${JSON.stringify(value)}`).join(', ')
}

type Values = readonly (string | number)[]

interface Row {
  agencyId: AgencyId
  key: Values
  values: Values
}

type LineOf = (agencyId: AgencyId) => readonly AgencyId[]

interface Table {
  name: string
  /** Beside the agency. As SQL gives them, so that texts can be compared. */
  key: readonly string[]
  values: readonly string[]
  rows: (keeper: FactKeeper, line: LineOf) => Iterable<Row>
}

const tables: readonly Table[] = [
  {
    name: 'indicators_day',
    key: ['measure', "to_char(day, 'YYYY-MM-DD')", 'cohort'],
    values: ['n'],
    *rows({ rollup }, line) {
      for (const { agencyId, measure, day, cohort, n } of rollup.dayRows(line))
        yield { agencyId, key: [measure, dateOfEpochDay(day), cohort], values: [n] }
    },
  },
  {
    name: 'indicators_half',
    key: ['measure', 'half', 'procedure_code', 'cohort'],
    values: ['n'],
    *rows({ rollup }, line) {
      for (const { agencyId, measure, half, procedureCode, cohort, n } of rollup.halfRows(line))
        yield { agencyId, key: [measure, half, procedureCode, cohort], values: [n] }
    },
  },
  {
    name: 'indicators_total',
    key: ['measure', 'half', 'cohort'],
    values: ['n'],
    *rows({ rollup }, line) {
      for (const { agencyId, measure, half, cohort, n } of rollup.totalRows(line))
        yield { agencyId, key: [measure, half, cohort], values: [n] }
    },
  },
  {
    name: 'indicators_step',
    key: ['half', 'procedure_code', 'step', 'time_class'],
    values: ['n', 'minutes'],
    *rows({ rollup }, line) {
      for (const { agencyId, half, procedureCode, step, timeClass, n, minutes } of rollup.stepRows(line))
        yield { agencyId, key: [half, procedureCode, step, timeClass], values: [n, minutes] }
    },
  },
  {
    name: 'indicators_move',
    key: ['half', 'procedure_code', 'from_place', 'to_place', 'kind'],
    values: ['n'],
    *rows({ rollup }, line) {
      for (const { agencyId, half, procedureCode, fromPlace, toPlace, kind, n } of rollup.moveRows(line))
        yield { agencyId, key: [half, procedureCode, fromPlace, toPlace, kind], values: [n] }
    },
  },
  {
    name: 'indicators_evaluation',
    key: ['user_id', 'half', 'procedure_code', 'item'],
    values: ['cases', 'points'],
    *rows({ rollup }, line) {
      for (const { agencyId, userId, half, procedureCode, item, cases, points } of rollup.evaluationRows(line))
        yield { agencyId, key: [userId, half, procedureCode, item], values: [cases, points] }
    },
  },
  {
    name: 'indicators_reversal',
    key: ['dossier_id', 'position', 'measure'],
    values: ['(extract(epoch FROM counted_at) * 1000)::bigint', '(extract(epoch FROM reversed_at) * 1000)::bigint'],
    *rows({ reversals }) {
      for (const { agencyId, dossierId, position, measure, countedAt, reversedAt } of reversals)
        yield { agencyId, key: [dossierId, position, measure], values: [countedAt, reversedAt] }
    },
  },
]

type RowsByAgency = Map<AgencyId, Map<string, string>>

function rowsByAgency(rows: Iterable<Row>): RowsByAgency {
  const all: RowsByAgency = new Map()
  for (const { agencyId, key, values } of rows) {
    const own = all.get(agencyId) ?? new Map<string, string>()
    all.set(agencyId, own.set(key.join(' '), values.join(' ')))
  }
  return all
}

/** One agency after the other, so that no more than its rows are read at once. */
async function compare(
  snapshot: Transaction,
  { name, key, values }: Table,
  counted: RowsByAgency,
): Promise<Pick<FiguresCheck, 'rows' | 'differing'>> {
  const agencies = await query<{ id: AgencyId }>(snapshot, `SELECT DISTINCT agency_id AS id FROM ${name}`)
  let rows = 0
  for (const id of new Set([...agencies.map((agency) => agency.id), ...counted.keys()])) {
    const kept = await query<{ key: string; value: string }>(
      snapshot,
      `SELECT concat_ws(' ', ${key.join(', ')}) AS key, concat_ws(' ', ${values.join(', ')}) AS value
       FROM ${name} WHERE agency_id = $1`,
      [id],
    )
    rows += kept.length
    const own = counted.get(id) ?? new Map<string, string>()
    const differing = firstApart(new Map(kept.map((row) => [row.key, row.value])), own)
    if (differing !== null) return { rows, differing: { table: name, ...differing, key: `${id} ${differing.key}` } }
  }
  return { rows, differing: null }
}

type Apart = Pick<NonNullable<FiguresCheck['differing']>, 'key' | 'kept' | 'counted'>

function firstApart(kept: ReadonlyMap<string, string>, counted: ReadonlyMap<string, string>): Apart | null {
  for (const [key, value] of counted)
    if (kept.get(key) !== value) return { key, kept: kept.get(key) ?? null, counted: value }
  for (const [key, value] of kept) if (!counted.has(key)) return { key, kept: value, counted: null }
  return null
}
