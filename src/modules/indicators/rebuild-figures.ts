import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import {
  type BinaryRow,
  bigintAt,
  type Columns,
  copyRows,
  integerAt,
  textAt,
  walkRows,
} from '../../platform/binary-copy.ts'
import type { UserId } from '../../platform/ids.ts'
import type { Directory } from '../casework/index.ts'
import { isDeclaredEvent } from './facts/declared-events.ts'
import { isDossierEvent } from './facts/event-types.ts'
import { figureColumns } from './facts/fact-columns.ts'
import { FactKeeper } from './facts/fact-keeper.ts'
import type { Line } from './facts/rollup.ts'
import { FOLLOWER, workIn } from './follow-ledger.ts'

export interface Rebuilt {
  events: number
  dossiers: number
}

/**
 * Makes every fact and count anew from the ledger, in one transaction: who reads while it is folded sees the old ones, who asks while the new
 * ones are written waits. The whole ledger is read once as a stream; what is kept in memory is one fact a dossier. `url` logs in as
 * the application.
 */
export async function rebuildFigures(url: string, directory: Directory): Promise<Rebuilt> {
  const client = new pg.Client({ connectionString: url, application_name: 'motcua rebuild-figures' })
  await client.connect()
  try {
    await client.query('BEGIN')
    const horizon = await lockFollower(client)
    const keeper = new FactKeeper(new Map(), workIn(directory))
    const events = await readLedger(client, horizon, keeper)
    await client.query('SELECT indicators_begin_rebuild()')
    await writeAll(client, keeper, (agencyId) => directory.line(agencyId))
    await client.query('UPDATE ledger_consumer SET position = $2 WHERE name = $1', [FOLLOWER, horizon])
    await client.query('COMMIT')
    return { events, dossiers: keeper.facts.size }
  } finally {
    // Ends what a fault left open as well: a ROLLBACK would wait for a COPY that nobody reads to its end.
    await client.end()
  }
}

/** Nobody follows the ledger meanwhile. Gives the position up to which it is final. */
async function lockFollower(client: pg.Client): Promise<number> {
  await client.query('INSERT INTO ledger_consumer (name, position) VALUES ($1, 0) ON CONFLICT DO NOTHING', [FOLLOWER])
  await client.query('SELECT FROM ledger_consumer WHERE name = $1 FOR UPDATE', [FOLLOWER])
  const { rows } = await client.query<{ position: string }>('SELECT position FROM ledger_horizon')
  return Number(rows[0]?.position ?? 0)
}

/** In the order in which `takeRow` reads them. */
const FIELDS = [
  'position',
  'stream_id::text',
  'version',
  'type',
  '(extract(epoch FROM recorded_at) * 1000)::bigint',
  'actor_id::text',
  'payload',
]

/** Reads the ledger by COPY in the order of positions and folds event by event. */
async function readLedger(client: pg.Client, horizon: number, keeper: FactKeeper): Promise<number> {
  const events = `SELECT ${FIELDS.join(', ')} FROM ledger_event WHERE position <= ${horizon} ORDER BY position`
  const stream = client.query(copyTo(`COPY (${events}) TO STDOUT (FORMAT binary)`))
  let count = 0
  await walkRows(stream, FIELDS.length, (row) => {
    takeRow(row, keeper)
    count += 1
  })
  return count
}

function takeRow(row: BinaryRow, keeper: FactKeeper): void {
  const type = textAt(row, 3) ?? ''
  if (!isDossierEvent(type) && !isDeclaredEvent(type)) return
  keeper.take({
    position: bigintAt(row, 0),
    streamId: textAt(row, 1) ?? '',
    version: integerAt(row, 2),
    type,
    at: bigintAt(row, 4),
    actorId: textAt(row, 5) as UserId | null,
    payload: JSON.parse(textAt(row, 6) ?? ''),
  })
}

async function writeAll(client: pg.Client, keeper: FactKeeper, line: Line): Promise<void> {
  const { facts, rollup, reversals, acts } = keeper
  const { dossier, day, half, total, step, move, evaluation, reversal, act } = figureColumns
  const indexed: Promise<unknown>[] = []
  // The next rows are made ready while the indexes of those before are built.
  const write = async <Row extends object>(table: string, columns: Columns<Row>, rows: Iterable<Row>) => {
    await copyRows(client, `indicators_${table}`, columns, rows)
    indexed.push(client.query('SELECT indicators_index_again($1)', [`indicators_${table}`]))
  }
  await write('act', act, acts)
  await write('dossier', dossier, facts.values())
  await write('day', day, rollup.dayRows(line))
  await write('half', half, rollup.halfRows(line))
  await write('total', total, rollup.totalRows(line))
  await write('step', step, rollup.stepRows(line))
  await write('move', move, rollup.moveRows(line))
  await write('evaluation', evaluation, rollup.evaluationRows(line))
  await write('reversal', reversal, reversals)
  await Promise.all(indexed)
}
