/**
 * What can be wrong with a ledger. Each kind has its text under `fault.<kind>` in the locale namespace `ledger`.
 *
 * Rows of events: `event_changed` (its content does not give its hash), `version_gap` (an event of its stream is missing before it or out of
 * order), `link_broken` (it does not carry the hash of the event before), `event_removed`, `event_inserted`,
 * `event_moved`, `event_replaced` (found by the Merkle leaves). Heads of streams, as their owner keeps them:
 * `stream_removed`, `stream_shortened`, `stream_lengthened`, `head_changed`, `stream_unknown`. The seals: `tile_changed`,
 * `tile_missing`, `checkpoint_changed`, `checkpoint_removed`, `root_differs` (from a root that was published).
 */
export const FAULT_KINDS = [
  'event_changed',
  'version_gap',
  'link_broken',
  'event_removed',
  'event_inserted',
  'event_moved',
  'event_replaced',
  'stream_removed',
  'stream_shortened',
  'stream_lengthened',
  'head_changed',
  'stream_unknown',
  'tile_changed',
  'tile_missing',
  'checkpoint_changed',
  'checkpoint_removed',
  'root_differs',
] as const

export type FaultKind = (typeof FAULT_KINDS)[number]

/** One place that does not fit. What does not apply is null. */
export interface Fault {
  kind: FaultKind
  /** The row; of a row that is gone, the first position where it can have stood. */
  position: number | null
  /** The last position where a row that is gone can have stood; else the same as `position`. */
  untilPosition: number | null
  streamId: string | null
  version: number | null
  /** For a tile: `level/index`; for a checkpoint: its tree size. */
  seal: string | null
  expected: string | null
  found: string | null
}

export function fault(kind: FaultKind, known: Partial<Omit<Fault, 'kind'>>): Fault {
  const nothing = { position: null, streamId: null, version: null, seal: null, expected: null, found: null }
  const whole = { ...nothing, ...known }
  return { kind, untilPosition: whole.position, ...whole }
}
