import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { dateOfEpochDay } from '../../platform/civil-date.ts'
import type { UserId } from '../../platform/ids.ts'
import type { Directory } from '../casework/index.ts'
import { actColumns, lineOfAct } from './anomalies/act-columns.ts'
import { isDeclaredEvent } from './facts/declared-events.ts'
import { isDossierEvent } from './facts/event-types.ts'
import { escapeCopy, factColumns, lineOfFact } from './facts/fact-columns.ts'
import { FactKeeper } from './facts/fact-keeper.ts'
import type { Line } from './facts/rollup.ts'
import { FOLLOWER, workIn } from './follow-ledger.ts'

export interface Rebuilt {
  events: number
  dossiers: number
}

/**
 * Makes every fact and count anew from the ledger, in one transaction: who reads meanwhile sees the old ones. The whole ledger is read
 * once as a stream; what is kept in memory is one fact a dossier. `url` logs in as the application.
 */
export async function rebuildFigures(url: string, directory: Directory): Promise<Rebuilt> {
  const client = new pg.Client({ connectionString: url, application_name: 'motcua rebuild-figures' })
  await client.connect()
  try {
    await client.query('BEGIN')
    const horizon = await lockFollower(client)
    const keeper = new FactKeeper(new Map(), workIn(directory))
    const events = await readLedger(client, horizon, keeper)
    await client.query(
      'TRUNCATE indicators_dossier, indicators_day, indicators_half, indicators_total, indicators_step, indicators_move, indicators_evaluation, indicators_reversal, indicators_act',
    )
    await writeAll(client, keeper, (agencyId) => directory.line(agencyId))
    await client.query('UPDATE ledger_consumer SET position = $2 WHERE name = $1', [FOLLOWER, horizon])
    await client.query('COMMIT')
    return { events, dossiers: keeper.facts.size }
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  } finally {
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

const LINE_FEED = 10

/** Reads the ledger by COPY in the order of positions and folds line by line. */
async function readLedger(client: pg.Client, horizon: number, keeper: FactKeeper): Promise<number> {
  const stream = client.query(
    copyTo(`COPY (SELECT position, stream_id, version, type, (extract(epoch FROM recorded_at) * 1000)::bigint, actor_id, payload
      FROM ledger_event WHERE position <= ${horizon} ORDER BY position) TO STDOUT`),
  )
  let events = 0
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of stream) {
    const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let begin = 0
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, begin)) {
      takeLine(bytes.toString('utf8', begin, end), keeper)
      events += 1
      begin = end + 1
    }
    rest = bytes.subarray(begin)
  }
  return events
}

function takeLine(line: string, keeper: FactKeeper): void {
  const [a, b, c, d, e, f] = tabs(line)
  const type = line.slice(c + 1, d)
  if (!isDossierEvent(type) && !isDeclaredEvent(type)) return
  const actor = line.slice(e + 1, f)
  keeper.take({
    position: Number(line.slice(0, a)),
    streamId: line.slice(a + 1, b),
    version: Number(line.slice(b + 1, c)),
    type,
    at: Number(line.slice(d + 1, e)),
    actorId: actor === NO_VALUE ? null : (actor as UserId),
    payload: JSON.parse(unescapeCopy(line.slice(f + 1))),
  })
}

/** How COPY writes NULL. */
const NO_VALUE = '\\N'

/** Where the first six tabs of a line stand; the payload behind them holds none, COPY writes it as `\\t`. */
function tabs(line: string): [number, number, number, number, number, number] {
  const a = line.indexOf('\t')
  const b = line.indexOf('\t', a + 1)
  const c = line.indexOf('\t', b + 1)
  const d = line.indexOf('\t', c + 1)
  const e = line.indexOf('\t', d + 1)
  return [a, b, c, d, e, line.indexOf('\t', e + 1)]
}

/** Only backslashes are written otherwise in canonical JSON: it holds no control character. */
function unescapeCopy(text: string): string {
  return text.includes('\\') ? text.replaceAll('\\\\', '\\') : text
}

/** A few thousand days, written out once each. */
class Dates {
  readonly #known = new Map<number, string>()

  of(day: number): string {
    const known = this.#known.get(day) ?? dateOfEpochDay(day)
    this.#known.set(day, known)
    return known
  }
}

async function writeAll(client: pg.Client, keeper: FactKeeper, line: Line): Promise<void> {
  const { rollup } = keeper
  const dates = new Dates()
  await copy(client, `indicators_dossier (${factColumns.join(', ')})`, keeper.facts.values(), lineOfFact)
  await copy(client, 'indicators_day (agency_id, measure, day, cohort, n)', rollup.dayRows(line), (row) =>
    [row.agencyId, row.measure, dates.of(row.day), row.cohort, row.n].join('\t'),
  )
  await copy(
    client,
    'indicators_half (agency_id, measure, half, procedure_code, cohort, n)',
    rollup.halfRows(line),
    (row) => [row.agencyId, row.measure, row.half, escapeCopy(row.procedureCode), row.cohort, row.n].join('\t'),
  )
  await copy(client, 'indicators_total (agency_id, measure, half, cohort, n)', rollup.totalRows(line), (row) =>
    [row.agencyId, row.measure, row.half, row.cohort, row.n].join('\t'),
  )
  await copy(
    client,
    'indicators_step (agency_id, half, procedure_code, step, time_class, n, minutes)',
    rollup.stepRows(line),
    (row) =>
      [
        row.agencyId,
        row.half,
        escapeCopy(row.procedureCode),
        escapeCopy(row.step),
        row.timeClass,
        row.n,
        row.minutes,
      ].join('\t'),
  )
  await copy(
    client,
    'indicators_move (agency_id, half, procedure_code, from_place, to_place, kind, n)',
    rollup.moveRows(line),
    (row) => [row.agencyId, row.half, escapeCopy(row.procedureCode), row.from, row.to, row.kind, row.n].join('\t'),
  )
  await copy(
    client,
    'indicators_evaluation (agency_id, user_id, half, procedure_code, item, cases, points)',
    rollup.evaluationRows(line),
    (row) =>
      [row.agencyId, row.userId, row.half, escapeCopy(row.procedureCode), row.item, row.cases, row.points].join('\t'),
  )
  await copy(
    client,
    'indicators_reversal (dossier_id, position, measure, agency_id, counted_at, reversed_at)',
    keeper.reversals,
    (one) =>
      [
        one.dossierId,
        one.position,
        one.measure,
        one.agencyId,
        new Date(one.countedAt).toISOString(),
        new Date(one.reversedAt).toISOString(),
      ].join('\t'),
  )
  await copy(client, `indicators_act (${actColumns.join(', ')})`, keeper.acts, lineOfAct)
}

const CHUNK = 2000

async function copy<Row>(
  client: pg.Client,
  into: string,
  rows: Iterable<Row>,
  lineOf: (row: Row) => string,
): Promise<void> {
  await pipeline(Readable.from(chunksOf(rows, lineOf)), client.query(copyFrom(`COPY ${into} FROM STDIN`)))
}

function* chunksOf<Row>(rows: Iterable<Row>, lineOf: (row: Row) => string): Generator<string> {
  let lines: string[] = []
  for (const row of rows) {
    lines.push(`${lineOf(row)}\n`)
    if (lines.length < CHUNK) continue
    yield lines.join('')
    lines = []
  }
  if (lines.length > 0) yield lines.join('')
}
