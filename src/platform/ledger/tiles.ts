import { query, type Reader } from '../db.ts'
import { type LeafRange, leafHash, MerkleFrontier, perfectSubtrees, rootOfLeaves } from './merkle.ts'

/** Nodes in a tile. Level 0 tiles hold leaf hashes; a level n tile holds the roots of 256 full tiles of level n - 1. */
export const TILE_NODES = 256
const HEIGHT_OF_TILE = 8

/** A node of some level and the positions of the events below it. */
export interface TileNode {
  hash: Buffer
  firstPosition: number
  lastPosition: number
}

/** A full tile, as it is stored. */
export interface Tile extends TileNode {
  level: number
  index: number
  /** 256 hashes of 32 bytes. `hash` is their Merkle root. */
  hashes: Buffer
}

interface TileRow {
  level: number
  tile_index: number
  first_position: number
  last_position: number
  hashes: Buffer
  root: Buffer
}

const TILE_COLUMNS = 'level, tile_index, first_position, last_position, hashes, root'

/** Full tiles of one level with an index from `from` to `to` (exclusive), in order. */
export async function readTiles(reader: Reader, level: number, { from, to }: LeafRange): Promise<Tile[]> {
  const rows = await query<TileRow>(
    reader,
    `select ${TILE_COLUMNS} from ledger_tile
     where level = $1 and tile_index >= $2 and tile_index < $3 order by tile_index`,
    [level, from, to],
  )
  return rows.map((row) => ({
    level: row.level,
    index: row.tile_index,
    hash: row.root,
    hashes: row.hashes,
    firstPosition: row.first_position,
    lastPosition: row.last_position,
  }))
}

/** The last full tile of a level: how many there are and the last position they cover. */
export async function readLastTile(reader: Reader, level: number): Promise<{ count: number; lastPosition: number }> {
  const rows = await query<{ tile_index: number; last_position: number }>(
    reader,
    'select tile_index, last_position from ledger_tile where level = $1 order by tile_index desc limit 1',
    [level],
  )
  const [row] = rows
  return row === undefined
    ? { count: 0, lastPosition: 0 }
    : { count: row.tile_index + 1, lastPosition: row.last_position }
}

/** Roots of full tiles of `level` from index `from` on, at most one tile's worth: the nodes of the level above. */
export async function readTileRoots(reader: Reader, level: number, from: number): Promise<TileNode[]> {
  const rows = await query<{ first_position: number; last_position: number; root: Buffer }>(
    reader,
    `select first_position, last_position, root from ledger_tile
     where level = $1 and tile_index >= $2 order by tile_index limit ${TILE_NODES}`,
    [level, from],
  )
  return rows.map((row) => ({ hash: row.root, firstPosition: row.first_position, lastPosition: row.last_position }))
}

/** Leaves of the events after a position, in order, at most `limit`. */
export async function readLeaves(reader: Reader, after: number, limit: number): Promise<TileNode[]> {
  const rows = await query<{ position: number; hash: Buffer }>(
    reader,
    'select position, hash from ledger_event where position > $1 order by position limit $2',
    [after, limit],
  )
  return rows.map((row) => ({ hash: leafHash(row.hash), firstPosition: row.position, lastPosition: row.position }))
}

/** Gathers nodes level by level and closes a tile whenever 256 stand together. */
export class TileBuilder {
  /** Nodes of each level that stand in no full tile yet. */
  readonly open: TileNode[][]
  readonly #counts: number[]
  readonly #closed: Tile[] = []

  /** `counts[level]` full tiles exist already; `open[level]` are the nodes after them. */
  constructor(open: TileNode[][] = [], counts: number[] = []) {
    this.open = open
    this.#counts = counts
  }

  append(node: TileNode, level = 0): void {
    const nodes = this.#nodesOf(level)
    nodes.push(node)
    if (nodes.length < TILE_NODES) return
    const tile = this.#close(level, nodes)
    this.append(tile, level + 1)
  }

  /** The tiles closed since the last call. */
  takeClosed(): Tile[] {
    return this.#closed.splice(0)
  }

  /** The right edge of the whole tree. */
  frontier(): MerkleFrontier {
    const frontier = new MerkleFrontier()
    for (let level = this.open.length - 1; level >= 0; level--) {
      for (const node of this.#nodesOf(level)) frontier.append(node.hash, level * HEIGHT_OF_TILE)
    }
    return frontier
  }

  #nodesOf(level: number): TileNode[] {
    const known = this.open[level]
    if (known !== undefined) return known
    const fresh: TileNode[] = []
    this.open[level] = fresh
    return fresh
  }

  #close(level: number, nodes: TileNode[]): Tile {
    const hashes = Buffer.concat(nodes.map((node) => node.hash))
    const index = this.#counts[level] ?? 0
    const tile: Tile = {
      level,
      index,
      hashes,
      hash: rootOfLeaves(hashes),
      firstPosition: nodes[0]?.firstPosition ?? 0,
      lastPosition: nodes.at(-1)?.lastPosition ?? 0,
    }
    this.#counts[level] = index + 1
    this.#closed.push(tile)
    nodes.length = 0
    return tile
  }
}

/**
 * Roots of parts of the tree, read from tiles: for proofs. Each root costs a handful of indexed reads however long the
 * ledger is. Keeps what it has read, so use one for each answer.
 */
export class TileReader {
  readonly #reader: Reader
  readonly #tiles = new Map<string, Buffer[]>()

  constructor(reader: Reader) {
    this.#reader = reader
  }

  /** The root over the leaves of a range that a proof asks for. */
  async rootOf(range: LeafRange): Promise<Buffer> {
    const frontier = new MerkleFrontier()
    for (const { height, index } of perfectSubtrees(range)) frontier.append(await this.#subtree(height, index), height)
    return frontier.root()
  }

  async #subtree(height: number, index: number): Promise<Buffer> {
    const level = Math.floor(height / HEIGHT_OF_TILE)
    const nodes = 2 ** (height % HEIGHT_OF_TILE)
    const first = index * nodes
    const tile = await this.#nodes(level, Math.floor(first / TILE_NODES))
    const part = tile.slice(first % TILE_NODES, (first % TILE_NODES) + nodes)
    if (part.length !== nodes) throw new RangeError(`the ledger has no node ${index} of height ${height}`)
    return rootOfLeaves(Buffer.concat(part))
  }

  async #nodes(level: number, index: number): Promise<Buffer[]> {
    const key = `${level}/${index}`
    const known = this.#tiles.get(key)
    if (known !== undefined) return known
    const nodes = await this.#read(level, index)
    this.#tiles.set(key, nodes)
    return nodes
  }

  async #read(level: number, index: number): Promise<Buffer[]> {
    const [tile] = await readTiles(this.#reader, level, { from: index, to: index + 1 })
    if (tile !== undefined) {
      return Array.from({ length: TILE_NODES }, (_, node) => tile.hashes.subarray(node * 32, node * 32 + 32))
    }
    if (level > 0) return (await readTileRoots(this.#reader, level - 1, index * TILE_NODES)).map((node) => node.hash)
    const { lastPosition } = await readLastTile(this.#reader, 0)
    return (await readLeaves(this.#reader, lastPosition, TILE_NODES)).map((node) => node.hash)
  }
}
