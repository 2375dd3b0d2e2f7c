import { hash } from 'node:crypto'
import { query, type Reader, type Transaction } from '../../platform/db.ts'
import type { AgencyId, UserId } from '../../platform/ids.ts'
import {
  appendEvents,
  canonicalJson,
  chainEvents,
  type EventStamp,
  headAfter,
  newStream,
  type StreamHead,
} from '../../platform/ledger/index.ts'
import type { Round, RoundEvent } from './round.ts'
import { evolveSheet, type SheetEvent, type SheetState } from './sheet.ts'
import type { Statement } from './statement.ts'

/** A sheet and where its stream ends. */
export interface SheetRow {
  id: string
  state: SheetState
  head: StreamHead
}

const SHEET = 's.id, s.state, s.version, s.head_hash AS "headHash"'

interface StoredSheet {
  id: string
  state: SheetState
  version: number
  headHash: Buffer
}

function sheetRow({ id, state, version, headHash }: StoredSheet): SheetRow {
  return { id, state, head: { streamId: id, version, hash: headHash } }
}

export async function findSheet(reader: Reader, id: string): Promise<SheetRow | undefined> {
  const [row] = await query<StoredSheet>(reader, `SELECT ${SHEET} FROM scorecards_sheet s WHERE s.id = $1`, [id])
  return row === undefined ? undefined : sheetRow(row)
}

/** The same, held until the transaction ends: one at a time writes on a sheet. */
export async function lockSheet(tx: Transaction, id: string): Promise<SheetRow | undefined> {
  const [row] = await query<StoredSheet>(tx, `SELECT ${SHEET} FROM scorecards_sheet s WHERE s.id = $1 FOR UPDATE`, [id])
  return row === undefined ? undefined : sheetRow(row)
}

/** The sheets of a round, held when asked within a transaction that publishes. */
export async function listSheets(reader: Reader, roundId: string, hold: 'hold' | 'look' = 'look'): Promise<SheetRow[]> {
  const rows = await query<StoredSheet>(
    reader,
    `SELECT ${SHEET} FROM scorecards_sheet s WHERE s.round_id = $1 ORDER BY s.id ${hold === 'hold' ? 'FOR UPDATE' : ''}`,
    [roundId],
  )
  return rows.map(sheetRow)
}

/** Adds events to a sheet's stream and the state they make to its row. `sheet.state` null: its first events. */
export async function writeSheet(
  tx: Transaction,
  sheet: { id: string; state: SheetState | null; head: StreamHead },
  stamp: EventStamp,
  events: readonly SheetEvent[],
): Promise<SheetState | null> {
  const { id, head } = sheet
  if (events.length === 0) return sheet.state
  const done = { by: stamp.actorId as UserId, at: stamp.recordedAt.toISOString() }
  const state = events.reduce<SheetState | null>((before, event) => evolveSheet(before, event, done), sheet.state)
  if (state === null) return null
  const pending = chainEvents(head, stamp, events)
  await appendEvents(tx, pending)
  const after = headAfter(head, pending)
  await query(
    tx,
    `INSERT INTO scorecards_sheet AS s (id, round_id, agency_id, phase, verifiers, state, version, head_hash)
     VALUES ($1, $2, $3, $4, $5::uuid[], $6::jsonb, $7, $8)
     ON CONFLICT (id) DO UPDATE SET phase = EXCLUDED.phase, verifiers = EXCLUDED.verifiers, state = EXCLUDED.state,
       version = EXCLUDED.version, head_hash = EXCLUDED.head_hash`,
    [id, state.roundId, state.agencyId, state.phase, state.verifiers, JSON.stringify(state), after.version, after.hash],
  )
  return state
}

const ROUND = `r.id, r.scheme_key AS "schemeKey", r.scheme_version AS "schemeVersion", r.year, r.self_until AS "selfUntil",
  r.verify_until AS "verifyUntil", r.appeal_until AS "appealUntil", r.opened_by AS "openedBy", r.opened_at AS "openedAt",
  r.published_at AS "publishedAt"`

export async function findRound(reader: Reader, id: string): Promise<Round | undefined> {
  const [row] = await query<Round>(reader, `SELECT ${ROUND} FROM scorecards_round r WHERE r.id = $1`, [id])
  return row
}

/** All rounds, the newest year first. */
export async function listRounds(reader: Reader): Promise<Round[]> {
  return query<Round>(reader, `SELECT ${ROUND} FROM scorecards_round r ORDER BY r.year DESC, r.opened_at DESC, r.id`)
}

/** False: there is a round of this scorecard on this year already. */
export async function insertRound(
  tx: Transaction,
  round: Omit<Round, 'publishedAt' | 'openedAt'>,
  stamp: EventStamp,
  sheets: string[],
): Promise<boolean> {
  const { id, schemeKey, schemeVersion, year, selfUntil, verifyUntil, appealUntil, openedBy } = round
  const opened: RoundEvent = {
    type: 'RoundOpened',
    payload: { scheme: schemeKey, schemeVersion, year, selfUntil, verifyUntil, appealUntil, sheets },
  }
  const events = chainEvents(newStream(id), stamp, [opened])
  const head = headAfter(newStream(id), events)
  const rows = await query(
    tx,
    `INSERT INTO scorecards_round (id, scheme_key, scheme_version, year, self_until, verify_until, appeal_until, opened_by,
       opened_at, version, head_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (scheme_key, year) DO NOTHING RETURNING id`,
    [
      id,
      schemeKey,
      schemeVersion,
      year,
      selfUntil,
      verifyUntil,
      appealUntil,
      openedBy,
      stamp.recordedAt,
      head.version,
      head.hash,
    ],
  )
  if (rows.length === 0) return false
  await appendEvents(tx, events)
  return true
}

/** Says in the round's stream that it was published, and keeps what was. */
export async function writePublished(
  tx: Transaction,
  roundId: string,
  stamp: EventStamp,
  published: { snapshot: string; hash: string; position: string },
): Promise<void> {
  const [row] = await query<{ version: number; headHash: Buffer }>(
    tx,
    'SELECT version, head_hash AS "headHash" FROM scorecards_round WHERE id = $1',
    [roundId],
  )
  if (row === undefined) return
  const head = { streamId: roundId, version: row.version, hash: row.headHash }
  const told: RoundEvent = { type: 'RoundPublished', payload: { sha256: published.hash } }
  const events = chainEvents(head, stamp, [told])
  await appendEvents(tx, events)
  const after = headAfter(head, events)
  await query(tx, 'UPDATE scorecards_round SET published_at = $2, version = $3, head_hash = $4 WHERE id = $1', [
    roundId,
    stamp.recordedAt,
    after.version,
    after.hash,
  ])
  await query(
    tx,
    `INSERT INTO scorecards_published (round_id, snapshot, hash, published_by, position, published_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [roundId, published.snapshot, published.hash, stamp.actorId, published.position, stamp.recordedAt],
  )
}

export interface PublishedRow {
  snapshot: string
  hash: string
  publishedBy: UserId
  position: string
  publishedAt: Date
}

export async function findPublished(reader: Reader, roundId: string): Promise<PublishedRow | undefined> {
  const [row] = await query<PublishedRow>(
    reader,
    `SELECT snapshot, hash, published_by AS "publishedBy", position, published_at AS "publishedAt"
     FROM scorecards_published WHERE round_id = $1`,
    [roundId],
  )
  return row
}

/** Keeps words and evidence and gives their hash. */
export async function keepStatement(tx: Transaction, sheetId: string, statement: Statement): Promise<string> {
  const body = canonicalJson(statement)
  const sum = hash('sha256', body, 'hex')
  await query(
    tx,
    'INSERT INTO scorecards_statement (sheet_id, hash, body) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [sheetId, sum, body],
  )
  return sum
}

/** The words and evidence of a sheet, by hash. */
export async function readStatements(reader: Reader, sheetId: string): Promise<Map<string, Statement>> {
  const rows = await query<{ hash: string; body: string }>(
    reader,
    'SELECT hash, body FROM scorecards_statement WHERE sheet_id = $1',
    [sheetId],
  )
  return new Map(rows.map((row) => [row.hash, JSON.parse(row.body) as Statement]))
}

/** The head of every stream of rounds, sheets, published schemes and external indices as its row keeps it. */
export async function* readScorecardHeads(reader: Reader): AsyncGenerator<StreamHead> {
  yield* await query<StreamHead>(
    reader,
    `SELECT id AS "streamId", version, head_hash AS hash FROM scorecards_round
     UNION ALL SELECT id, version, head_hash FROM scorecards_sheet
     UNION ALL SELECT id, stream_version, head_hash FROM scorecards_scheme_publication
     UNION ALL SELECT id, version, head_hash FROM scorecards_external ORDER BY 1`,
  )
}

/** The rounds in which an agency has a sheet, by round. */
export async function sheetsOfAgencies(reader: Reader, agencyIds: readonly AgencyId[]): Promise<SheetRow[]> {
  const rows = await query<StoredSheet>(
    reader,
    `SELECT ${SHEET} FROM scorecards_sheet s WHERE s.agency_id = ANY ($1::uuid[]) ORDER BY s.id`,
    [agencyIds],
  )
  return rows.map(sheetRow)
}

/** The sheets that were given to somebody to verify. */
export async function sheetsToVerify(reader: Reader, userId: UserId): Promise<SheetRow[]> {
  const rows = await query<StoredSheet>(
    reader,
    `SELECT ${SHEET} FROM scorecards_sheet s WHERE $1 = ANY (s.verifiers) ORDER BY s.id`,
    [userId],
  )
  return rows.map(sheetRow)
}
