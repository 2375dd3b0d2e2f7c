import { hash } from 'node:crypto'
import { canonicalJson, type JsonObject } from './canonical-json.ts'

/** The end of a stream: its last version (0 when it has none yet) and the hash of that event. */
export interface StreamHead {
  streamId: string
  version: number
  /** 32 bytes; all zero for version 0. */
  hash: Uint8Array
}

/** What happened, before it has a place in its stream. The payload holds references and commitments, never personal values. */
export interface EventDraft {
  type: string
  payload: object
}

/** Who wrote, when, under which mandate, by which command: the same for all events of one command. */
export interface EventStamp {
  /** The time of the database in this transaction (`platform_now()`), milliseconds. */
  recordedAt: Date
  actorId: string | null
  mandateId: string | null
  agencyId: string | null
  /** Client-made id; only the first event of the command keeps it. */
  commandId: string | null
}

/** The fields that the hash covers, in the form in which they are hashed. */
export interface HashedFields {
  streamId: string
  version: number
  type: string
  /** ISO 8601 in UTC with milliseconds and `Z`. */
  recordedAt: string
  actorId: string | null
  mandateId: string | null
  agencyId: string | null
  commandId: string | null
  /** Canonical JSON text. */
  payload: string
  prevHash: Uint8Array
}

/** An event with its place and hash, ready to append. */
export interface PendingEvent extends HashedFields {
  hash: Buffer
}

/** An event as it stands in the ledger. */
export interface StoredEvent {
  position: number
  streamId: string
  version: number
  type: string
  payload: JsonObject
  recordedAt: Date
  actorId: string | null
  mandateId: string | null
  agencyId: string | null
  commandId: string | null
  prevHash: Buffer
  hash: Buffer
}

export const ZERO_HASH: Buffer = Buffer.alloc(32)
const EVENT_TYPE = /^[A-Za-z][A-Za-z0-9_.-]{0,79}$/

/** The head of a stream that has no event yet. */
export function newStream(streamId: string): StreamHead {
  return { streamId, version: 0, hash: ZERO_HASH }
}

/**
 * SHA-256 over the lines `motcua-event-v1`, stream, version, type, time, actor, mandate, agency, command, SHA-256 of
 * the payload (hex), previous hash (hex); joined by LF, absent ids as empty lines. The recipe is in decisions/0002-ledger.md.
 */
export function hashEvent(event: HashedFields): Buffer {
  const prevHash = Buffer.from(event.prevHash.buffer, event.prevHash.byteOffset, event.prevHash.byteLength)
  const lines = `motcua-event-v1\n${event.streamId}\n${event.version}\n${event.type}\n${event.recordedAt}\n${
    event.actorId ?? ''
  }\n${event.mandateId ?? ''}\n${event.agencyId ?? ''}\n${event.commandId ?? ''}\n${hash(
    'sha256',
    event.payload,
    'hex',
  )}\n${prevHash.toString('hex')}`
  return hash('sha256', lines, 'buffer')
}

/** Gives drafts their places after `head` and their hashes. Pure; throws a TypeError for a payload or type that cannot be kept. */
export function chainEvents(head: StreamHead, stamp: EventStamp, drafts: readonly EventDraft[]): PendingEvent[] {
  const recordedAt = stamp.recordedAt.toISOString()
  let prevHash = head.hash
  return drafts.map((draft, index) => {
    if (!EVENT_TYPE.test(draft.type)) throw new TypeError(`not an event type: ${draft.type}`)
    const fields: HashedFields = {
      streamId: head.streamId,
      version: head.version + index + 1,
      type: draft.type,
      recordedAt,
      actorId: stamp.actorId,
      mandateId: stamp.mandateId,
      agencyId: stamp.agencyId,
      commandId: index === 0 ? stamp.commandId : null,
      payload: canonicalJson(draft.payload),
      prevHash,
    }
    const event: PendingEvent = { ...fields, hash: hashEvent(fields) }
    prevHash = event.hash
    return event
  })
}

/** The head of the stream once `events` (chained from `head`) are appended. */
export function headAfter(head: StreamHead, events: readonly PendingEvent[]): StreamHead {
  const last = events.at(-1)
  return last === undefined ? head : { streamId: head.streamId, version: last.version, hash: last.hash }
}
