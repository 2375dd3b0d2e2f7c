import { query, type Reader } from '../db.ts'
import { type Fault, fault } from './fault.ts'
import { leafHash, rootOfLeaves } from './merkle.ts'
import { readLeaves, readTiles, TILE_NODES, type Tile, TileBuilder } from './tiles.ts'

/** A tree head that somebody outside kept: printed, published, in a proof. */
export interface TrustedRoot {
  treeSize: number
  root: Buffer
}

interface CheckpointRow {
  treeSize: number
  root: Buffer
  lastPosition: number
  leaves: Buffer
  previousRoot: Buffer | null
}

/** Leaf hashes that were sealed, from leaf `first` on. */
interface SealedLeaves {
  first: number
  hashes: Buffer
  lastPosition: number
  /** Whether the hashes themselves are as they were written. */
  intact: () => boolean
  asFault: () => Fault
}

const CHECKPOINTS = `select tree_size as "treeSize", root, last_position as "lastPosition", leaves,
  previous_root as "previousRoot" from ledger_checkpoint`
const LOOK_AHEAD = 2 * TILE_NODES

/**
 * Compares the events, given in order of position, with every tile and checkpoint. After the first event that is not the
 * one that was sealed at its place the leaves no longer line up, so the comparison ends there.
 */
export class TreeCheck {
  readonly #reader: Reader
  readonly #trusted: Map<number, Buffer>
  readonly #builder = new TileBuilder()
  #size = 0
  #lastPosition = 0
  #tiles = new Map<number, Tile>()
  #checkpoints: CheckpointRow[] = []
  #previous: CheckpointRow | undefined
  #previousFits = true
  readonly #changedTiles = new Set<number>()
  readonly #changedCheckpoints = new Set<number>()
  #sealed: SealedLeaves | undefined
  #checked = 0
  readonly faults: Fault[] = []
  #derailed = false

  constructor(reader: Reader, trusted: readonly TrustedRoot[]) {
    this.#reader = reader
    this.#trusted = new Map(trusted.map(({ treeSize, root }) => [treeSize, root]))
  }

  /** How many checkpoints fitted. */
  get checkpoints(): number {
    return this.#checked
  }

  /** How many events the last checkpoint that fitted counts, and its root. */
  get sealed(): { treeSize: number; root: Buffer } | undefined {
    return this.#previous && { treeSize: this.#previous.treeSize, root: this.#previous.root }
  }

  /** The next events in order of position. */
  async check(events: readonly { position: number; hash: Buffer }[]): Promise<void> {
    if (this.#derailed) return
    await this.#load(events.length)
    for (const event of events) {
      const leaf = leafHash(event.hash)
      if (!this.#fits(leaf)) {
        const found = await this.#derailment(event.position)
        if (found !== undefined) {
          this.#fail(found)
          this.#derailed = true
          return
        }
      }
      this.#size++
      this.#builder.append({ hash: leaf, firstPosition: event.position, lastPosition: event.position })
      this.#lastPosition = event.position
      if (this.#size % TILE_NODES === 0) await this.#checkTiles()
      if (this.#checkpoints[0]?.treeSize === this.#size) this.#checkCheckpoint()
      if (this.#trusted.has(this.#size)) this.#checkTrusted()
    }
  }

  /** Call after the last event: finds events that are gone from the end, seals left over, and roots that differ. */
  async finish(): Promise<void> {
    for (const [treeSize, root] of this.#trusted) this.#fail(rootFault(treeSize, root, null))
    if (this.#derailed) return
    const left = (await this.#readCheckpoints('tree_size > $1 order by tree_size limit 1', [this.#size]))[0]
    const [end] = await query<{ position: number | null }>(
      this.#reader,
      `select max(last_position) as position from (
         (select last_position from ledger_checkpoint where tree_size > $1 order by tree_size desc limit 1) union all
         (select last_position from ledger_tile where level = 0 and tile_index >= $2 order by tile_index desc limit 1)) seal`,
      [this.#size, this.#tileRange(0).from],
    )
    const lastSealed = end?.position ?? 0
    if (lastSealed > this.#lastPosition) {
      this.#fail(fault('event_removed', { position: this.#lastPosition + 1, untilPosition: lastSealed }))
    } else if (left !== undefined) {
      this.#fail(checkpointFault(left, String(this.#size), String(left.treeSize)))
    }
  }

  #fail(found: Fault): void {
    this.faults.push(found)
  }

  #tileRange(tiles: number): { from: number; to: number } {
    const from = Math.floor(this.#size / TILE_NODES)
    return { from, to: from + tiles }
  }

  async #load(events: number): Promise<void> {
    const upTo = this.#size + events
    const tiles = await readTiles(this.#reader, 0, this.#tileRange(Math.ceil(events / TILE_NODES) + 1))
    this.#tiles = new Map(tiles.map((tile) => [tile.index, tile]))
    // One checkpoint beyond the end too: it holds the leaves of the last events of this batch.
    this.#checkpoints = await this.#readCheckpoints(
      `tree_size > $1 and tree_size <= coalesce((select min(tree_size) from ledger_checkpoint where tree_size > $2), $2)
       order by tree_size`,
      [this.#size, upTo],
    )
    this.#sealed = undefined
  }

  /** Checkpoints but those already found changed. */
  async #readCheckpoints(condition: string, values: number[]): Promise<CheckpointRow[]> {
    const rows = await query<CheckpointRow>(this.#reader, `${CHECKPOINTS} where ${condition}`, values)
    return rows.filter(({ treeSize }) => !this.#changedCheckpoints.has(treeSize))
  }

  /** Whether the next leaf is the sealed one. True where nothing is sealed yet. */
  #fits(leaf: Buffer): boolean {
    const sealed = this.#sealedHere()
    if (sealed === undefined) return true
    const at = (this.#size - sealed.first) * 32
    return leaf.compare(sealed.hashes, at, at + 32) === 0
  }

  #sealedHere(): SealedLeaves | undefined {
    const known = this.#sealed
    if (known !== undefined && this.#size < known.first + known.hashes.length / 32) return known
    this.#sealed = this.#leavesOfTile() ?? this.#leavesOfCheckpoint()
    return this.#sealed
  }

  #leavesOfTile(): SealedLeaves | undefined {
    const tile = this.#tiles.get(Math.floor(this.#size / TILE_NODES))
    if (tile === undefined) return undefined
    return {
      first: tile.index * TILE_NODES,
      hashes: tile.hashes,
      lastPosition: tile.lastPosition,
      intact: () => rootOfLeaves(tile.hashes).equals(tile.hash),
      asFault: () => tileFault('tile_changed', tile),
    }
  }

  #leavesOfCheckpoint(): SealedLeaves | undefined {
    const [checkpoint] = this.#checkpoints
    if (checkpoint === undefined) return undefined
    const first = checkpoint.treeSize - checkpoint.leaves.length / 32
    if (this.#size < first) return undefined
    return {
      first,
      hashes: checkpoint.leaves,
      lastPosition: checkpoint.lastPosition,
      intact: () => {
        const frontier = this.#builder.frontier()
        for (let index = this.#size; index < checkpoint.treeSize; index++) {
          frontier.append(checkpoint.leaves.subarray((index - first) * 32, (index - first) * 32 + 32))
        }
        return frontier.root().equals(checkpoint.root)
      },
      asFault: () => checkpointFault(checkpoint, null, null),
    }
  }

  /** Tells why the event at `position` is not the sealed one; undefined when it is the seal that was changed. */
  async #derailment(position: number): Promise<Fault | undefined> {
    const sealed = this.#sealed
    if (sealed === undefined) return undefined
    if (!sealed.intact()) {
      this.#fail(sealed.asFault())
      this.#dropSeal()
      return undefined
    }
    const expected = hexes(sealed.hashes.subarray((this.#size - sealed.first) * 32))
    const ahead = await readLeaves(this.#reader, position - 1, LOOK_AHEAD)
    const actual = ahead.map((node) => node.hash.toString('hex'))
    const [wanted, found] = [expected[0] ?? '', actual[0] ?? '']
    const [comesLater, wasLater] = [actual.includes(wanted), expected.includes(found)]
    const gap = { position: this.#lastPosition + 1, untilPosition: position - 1 }
    if (!comesLater && (wasLater || position > sealed.lastPosition) && gap.position <= gap.untilPosition) {
      return fault('event_removed', { ...gap, expected: wanted })
    }
    const kind = !comesLater ? 'event_replaced' : wasLater ? 'event_moved' : 'event_inserted'
    return fault(kind, { position, expected: wanted, found })
  }

  /** A seal that was changed says nothing about events: go on without it. */
  #dropSeal(): void {
    const tile = Math.floor(this.#size / TILE_NODES)
    if (this.#tiles.delete(tile)) this.#changedTiles.add(tile)
    else this.#dropCheckpoint()
    this.#sealed = undefined
  }

  async #checkTiles(): Promise<void> {
    for (const made of this.#builder.takeClosed()) {
      const stored = await this.#storedTile(made)
      if (stored === undefined) {
        if (await this.#mustBeStored(made)) this.#fail(tileFault('tile_missing', made))
      } else if (!sameTile(made, stored)) {
        this.#fail(tileFault('tile_changed', made))
      }
    }
  }

  async #storedTile(made: Tile): Promise<Tile | undefined> {
    if (made.level === 0) return this.#changedTiles.has(made.index) ? made : this.#tiles.get(made.index)
    return (await readTiles(this.#reader, made.level, { from: made.index, to: made.index + 1 }))[0]
  }

  async #mustBeStored(made: Tile): Promise<boolean> {
    const rows = await query<{ sealed: boolean }>(
      this.#reader,
      'select exists (select 1 from ledger_checkpoint where last_position >= $1) as sealed',
      [made.lastPosition],
    )
    return rows[0]?.sealed === true
  }

  #dropCheckpoint(): void {
    const dropped = this.#checkpoints.shift()
    if (dropped !== undefined) this.#changedCheckpoints.add(dropped.treeSize)
    this.#previous = dropped
    this.#previousFits = false
  }

  #checkCheckpoint(): void {
    const checkpoint = this.#checkpoints.shift()
    if (checkpoint === undefined) return
    const found = this.#checkpointFault(checkpoint)
    if (found === undefined) this.#checked++
    else this.#fail(found)
    this.#previous = checkpoint
    this.#previousFits = found === undefined || found.kind === 'checkpoint_removed'
  }

  #checkpointFault(checkpoint: CheckpointRow): Fault | undefined {
    const root = this.#builder.frontier().root()
    if (!root.equals(checkpoint.root)) {
      return checkpointFault(checkpoint, root.toString('hex'), checkpoint.root.toString('hex'))
    }
    const [carried, previous] = [checkpoint.previousRoot ?? NO_ROOT, this.#previous?.root ?? NO_ROOT]
    if (this.#previousFits && !carried.equals(previous)) {
      return {
        ...checkpointFault(checkpoint, previous.toString('hex'), carried.toString('hex')),
        kind: 'checkpoint_removed',
      }
    }
    const fits = checkpoint.lastPosition === this.#lastPosition && this.#tailOf(checkpoint).equals(checkpoint.leaves)
    return fits ? undefined : checkpointFault(checkpoint, null, null)
  }

  /** The leaves that a checkpoint of the present size keeps: those in no full tile that the one before did not count. */
  #tailOf(checkpoint: CheckpointRow): Buffer {
    const tail = this.#builder.open[0] ?? []
    const kept = this.#previousFits
      ? checkpoint.treeSize - (this.#previous?.treeSize ?? 0)
      : checkpoint.leaves.length / 32
    return Buffer.concat(tail.slice(Math.max(0, tail.length - kept)).map((node) => node.hash))
  }

  #checkTrusted(): void {
    const root = this.#builder.frontier().root()
    const trusted = this.#trusted.get(this.#size)
    this.#trusted.delete(this.#size)
    if (trusted !== undefined && !trusted.equals(root)) this.#fail(rootFault(this.#size, trusted, root))
  }
}

const NO_ROOT = Buffer.alloc(0)

function hexes(hashes: Buffer): string[] {
  const hex = hashes.toString('hex')
  return Array.from({ length: hashes.length / 32 }, (_, index) => hex.slice(index * 64, index * 64 + 64))
}

function sameTile(made: Tile, stored: Tile): boolean {
  return (
    made.hash.equals(stored.hash) &&
    made.hashes.equals(stored.hashes) &&
    made.firstPosition === stored.firstPosition &&
    made.lastPosition === stored.lastPosition
  )
}

function tileFault(kind: 'tile_changed' | 'tile_missing', tile: Tile): Fault {
  const { firstPosition, lastPosition } = tile
  return fault(kind, { position: firstPosition, untilPosition: lastPosition, seal: `${tile.level}/${tile.index}` })
}

function checkpointFault(checkpoint: CheckpointRow, expected: string | null, found: string | null): Fault {
  const position = checkpoint.lastPosition
  return fault('checkpoint_changed', { position, seal: String(checkpoint.treeSize), expected, found })
}

function rootFault(treeSize: number, trusted: Buffer, found: Buffer | null): Fault {
  const [expected, actual] = [trusted.toString('hex'), found?.toString('hex') ?? null]
  return fault('root_differs', { seal: String(treeSize), expected, found: actual })
}
