import { query, type Reader } from '../db.ts'
import type { StreamHead } from './event.ts'
import { type Fault, fault } from './fault.ts'
import { StreamTable } from './stream-table.ts'
import { checkEvent, type ReadEvent } from './verify-chain.ts'
import { TreeCheck, type TrustedRoot } from './verify-tree.ts'

export interface VerifyOptions {
  /** Called after each batch with the number of events read so far. */
  onProgress?: (events: number) => void
  /** The heads that the owner of the streams keeps beside the ledger: finds events that are gone from the end of a stream. */
  heads?: AsyncIterable<StreamHead>
  /** Tree heads kept outside the database: find a ledger that was rewritten as a whole. */
  trusted?: readonly TrustedRoot[]
}

export interface Verification {
  events: number
  streams: number
  /** Checkpoints that fitted. */
  checkpoints: number
  /** The last of them; null when none. */
  sealed: { treeSize: number; root: string } | null
  /** In order of position, the first first; at most 50. Empty: all fits. */
  faults: Fault[]
}

const BATCH_EVENTS = 8192
const MOST_FAULTS = 50

const READ = `select position, stream_id as "streamId", version, type, payload,
    to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt",
    actor_id as "actorId", mandate_id as "mandateId", agency_id as "agencyId", command_id as "commandId",
    prev_hash as "prevHash", hash
  from ledger_event where position > $1 order by position limit ${BATCH_EVENTS}`

/**
 * Reads the whole ledger once, in order of position, re-hashes every event and compares chains, tiles, checkpoints and heads.
 * Memory: one batch, and about 100 bytes a stream. Give it a reader on one snapshot (a repeatable read transaction) when
 * others may be writing. Never throws for a fault: see `faults`.
 */
export async function verifyLedger(reader: Reader, options: VerifyOptions = {}): Promise<Verification> {
  const streams = new StreamTable()
  const tree = new TreeCheck(reader, options.trusted ?? [])
  const faults: Fault[] = []
  let [events, after] = [0, Number.MIN_SAFE_INTEGER]
  for (;;) {
    const batch = await query<ReadEvent>(reader, READ, [after])
    const last = batch.at(-1)
    if (last === undefined) break
    for (const event of batch) {
      const found = checkEvent(event, streams)
      if (found !== undefined && faults.length < MOST_FAULTS) faults.push(found)
    }
    await tree.check(batch)
    after = last.position
    events += batch.length
    options.onProgress?.(events)
  }
  await tree.finish()
  const wrongHeads = options.heads === undefined ? [] : await checkHeads(options.heads, streams)
  const { checkpoints, sealed } = tree
  return {
    events,
    streams: streams.size,
    checkpoints,
    sealed: sealed === undefined ? null : { treeSize: sealed.treeSize, root: sealed.root.toString('hex') },
    faults: inOrder(faults, tree.faults, wrongHeads),
  }
}

async function checkHeads(heads: AsyncIterable<StreamHead>, streams: StreamTable): Promise<Fault[]> {
  const faults: Fault[] = []
  for await (const head of heads) {
    const last = streams.get(head.streamId)
    const found = headFault(head, last)
    if (last !== undefined) streams.mark(head.streamId)
    if (found !== undefined && faults.length < MOST_FAULTS) faults.push(found)
  }
  for (const { streamId, version } of streams.unmarked()) {
    if (faults.length < MOST_FAULTS) faults.push(fault('stream_unknown', { streamId, version }))
  }
  return faults
}

function headFault(head: StreamHead, last: StreamHead | undefined): Fault | undefined {
  const { streamId, version } = head
  if (last === undefined) return fault('stream_removed', { streamId, version, expected: String(version), found: '0' })
  if (last.version !== version) {
    const kind = last.version < version ? 'stream_shortened' : 'stream_lengthened'
    const first = Math.min(last.version, version) + 1
    return fault(kind, { streamId, version: first, expected: String(version), found: String(last.version) })
  }
  const [expected, found] = [head.hash, last.hash].map((hash) => Buffer.from(hash).toString('hex'))
  if (expected === found) return undefined
  return fault('head_changed', { streamId, version, expected: expected ?? null, found: found ?? null })
}

/** One list by position (what has none comes last), without telling the same row twice. */
function inOrder(chain: Fault[], tree: Fault[], heads: Fault[]): Fault[] {
  const told = new Set(chain.map((each) => each.position))
  const seals = tree.filter((each) => each.kind !== 'event_replaced' || !told.has(each.position))
  const place = (each: Fault): number => each.position ?? Number.MAX_SAFE_INTEGER
  const all = [...chain, ...seals, ...heads].sort((left, right) => place(left) - place(right))
  return nameRemoved(all).slice(0, MOST_FAULTS)
}

/** When one event is gone and one stream has a hole, the hole is that event: name its stream and version. */
function nameRemoved(faults: Fault[]): Fault[] {
  const removed = faults.filter((each) => each.kind === 'event_removed')
  const holes = faults.filter((each) => ['version_gap', 'stream_shortened', 'stream_removed'].includes(each.kind))
  const [gone, hole] = [removed[0], holes[0]]
  if (removed.length !== 1 || holes.length !== 1 || gone === undefined || hole === undefined) return faults
  const version = hole.kind === 'version_gap' ? Number(hole.expected) : hole.version
  const named = { ...gone, streamId: hole.streamId, version: hole.kind === 'stream_removed' ? 1 : version }
  return faults.map((each) => (each === gone ? named : each))
}
