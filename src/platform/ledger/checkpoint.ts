import { type Db, query, type Reader, type Transaction } from '../db.ts'
import { sealHorizon } from './horizon.ts'
import { consistencyRanges, inclusionRanges } from './merkle.ts'
import {
  readLastTile,
  readLeaves,
  readTileRoots,
  TILE_NODES,
  type Tile,
  TileBuilder,
  type TileNode,
  TileReader,
} from './tiles.ts'

/** A tree head over the first `treeSize` events in order of position. */
export interface Checkpoint {
  id: number
  treeSize: number
  root: Buffer
  lastPosition: number
  previousRoot: Buffer | null
  madeAt: Date
}

const CHECKPOINT_COLUMNS = `id, tree_size as "treeSize", root, last_position as "lastPosition",
  previous_root as "previousRoot", made_at as "madeAt"`
const BATCH_EVENTS = 64 * TILE_NODES
/** Only one process builds tiles at a time. */
const BUILD_LOCK = 7_201_103

/** The newest checkpoint; undefined while nothing is sealed yet. */
export async function findLatestCheckpoint(reader: Reader): Promise<Checkpoint | undefined> {
  const rows = await query<Checkpoint>(
    reader,
    `select ${CHECKPOINT_COLUMNS} from ledger_checkpoint order by tree_size desc limit 1`,
  )
  return rows[0]
}

/** The checkpoint of exactly this tree size. */
export async function findCheckpoint(reader: Reader, treeSize: number): Promise<Checkpoint | undefined> {
  const rows = await query<Checkpoint>(
    reader,
    `select ${CHECKPOINT_COLUMNS} from ledger_checkpoint where tree_size = $1`,
    [treeSize],
  )
  return rows[0]
}

/** At most `limit` checkpoints with a tree size below `below`, newest first. */
export function listCheckpoints(reader: Reader, limit: number, below = Number.MAX_SAFE_INTEGER): Promise<Checkpoint[]> {
  return query<Checkpoint>(
    reader,
    `select ${CHECKPOINT_COLUMNS} from ledger_checkpoint where tree_size < $1 order by tree_size desc limit $2`,
    [below, limit],
  )
}

/**
 * Seals the horizon, counts all events up to it into tiles, and writes a checkpoint over them. Works in steps of
 * 16,384 events, one transaction each, so it may be stopped anywhere and goes on from the last tile. Returns the newest
 * checkpoint (the one before, when there is nothing new), or undefined for an empty ledger.
 */
export async function makeCheckpoint(db: Db): Promise<Checkpoint | undefined> {
  const horizon = await sealHorizon(db)
  while (await db.write((tx) => buildStep(tx, horizon)));
  return findLatestCheckpoint(db.read)
}

/** One step; true when more events wait. */
async function buildStep(tx: Transaction, horizon: number): Promise<boolean> {
  await query(tx, 'select pg_advisory_xact_lock($1)', [BUILD_LOCK])
  const { builder, lastPosition } = await loadBuilder(tx)
  const leaves = (await readLeaves(tx, lastPosition, BATCH_EVENTS)).filter((leaf) => leaf.lastPosition <= horizon)
  for (const leaf of leaves) builder.append(leaf)
  await storeTiles(tx, builder.takeClosed())
  const last = leaves.at(-1)
  if (leaves.length === BATCH_EVENTS) return true
  await storeCheckpoint(tx, builder, last?.lastPosition ?? lastPosition)
  return false
}

async function loadBuilder(tx: Transaction): Promise<{ builder: TileBuilder; lastPosition: number }> {
  const counts: number[] = []
  let lastPosition = 0
  for (let level = 0; ; level++) {
    const last = await readLastTile(tx, level)
    if (level === 0) lastPosition = last.lastPosition
    counts.push(last.count)
    if (last.count === 0) break
  }
  const open: TileNode[][] = [[]]
  for (const [level, count] of counts.slice(1).entries()) open.push(await readTileRoots(tx, level, count * TILE_NODES))
  return { builder: new TileBuilder(open, counts), lastPosition }
}

async function storeTiles(tx: Transaction, tiles: readonly Tile[]): Promise<void> {
  if (tiles.length === 0) return
  await query(
    tx,
    `insert into ledger_tile (level, tile_index, first_position, last_position, hashes, root)
     select * from unnest($1::int2[], $2::int4[], $3::int8[], $4::int8[], $5::bytea[], $6::bytea[])`,
    [
      tiles.map((tile) => tile.level),
      tiles.map((tile) => tile.index),
      tiles.map((tile) => tile.firstPosition),
      tiles.map((tile) => tile.lastPosition),
      tiles.map((tile) => tile.hashes),
      tiles.map((tile) => tile.hash),
    ],
  )
}

async function storeCheckpoint(tx: Transaction, builder: TileBuilder, lastPosition: number): Promise<void> {
  const frontier = builder.frontier()
  const previous = await findLatestCheckpoint(tx)
  // Another process, with a newer horizon, may have gone further meanwhile.
  if (frontier.size <= (previous?.treeSize ?? 0)) return
  const tail = builder.open[0] ?? []
  const inTiles = frontier.size - tail.length
  const fresh = tail.slice(Math.max(0, (previous?.treeSize ?? 0) - inTiles))
  await query(
    tx,
    `insert into ledger_checkpoint (tree_size, root, last_position, leaves, previous_root) values ($1, $2, $3, $4, $5)`,
    [
      frontier.size,
      frontier.root(),
      lastPosition,
      Buffer.concat(fresh.map((node) => node.hash)),
      previous?.root ?? null,
    ],
  )
}

/** Where an event stands in a tree, and the proof that it does. */
export interface InclusionProof {
  leafIndex: number
  treeSize: number
  /** From the leaf upwards. */
  proof: Buffer[]
}

/** Proves that the event at `position` is counted by a checkpoint. Throws a RangeError when it is not. Cost: O(log n) reads. */
export async function inclusionProof(
  reader: Reader,
  position: number,
  checkpoint: Pick<Checkpoint, 'treeSize' | 'lastPosition'>,
  tiles: TileReader = new TileReader(reader),
): Promise<InclusionProof> {
  if (position > checkpoint.lastPosition) throw new RangeError(`position ${position} came after the checkpoint`)
  const leafIndex = await leafIndexOf(reader, position)
  const proof: Buffer[] = []
  for (const range of inclusionRanges(leafIndex, checkpoint.treeSize)) proof.push(await tiles.rootOf(range))
  return { leafIndex, treeSize: checkpoint.treeSize, proof }
}

/** Proves that the tree of an older checkpoint is the beginning of that of a newer one. */
export async function consistencyProof(reader: Reader, older: number, newer: number): Promise<Buffer[]> {
  const tiles = new TileReader(reader)
  const proof: Buffer[] = []
  for (const range of consistencyRanges(older, newer)) proof.push(await tiles.rootOf(range))
  return proof
}

/** The index among all events, counted from 0: whole tiles before it, then at most 255 events. */
async function leafIndexOf(reader: Reader, position: number): Promise<number> {
  const rows = await query<{ tile_index: number; last_position: number }>(
    reader,
    'select tile_index, last_position from ledger_tile where level = 0 and last_position < $1 order by last_position desc limit 1',
    [position],
  )
  const before = rows[0]
  const [count] = await query<{ events: number; found: boolean }>(
    reader,
    `select count(*) as events, coalesce(bool_or(position = $2), false) as found
     from ledger_event where position > $1 and position <= $2`,
    [before?.last_position ?? 0, position],
  )
  if (count === undefined || !count.found) throw new RangeError(`the ledger has no event at position ${position}`)
  return ((before?.tile_index ?? -1) + 1) * TILE_NODES + count.events - 1
}
