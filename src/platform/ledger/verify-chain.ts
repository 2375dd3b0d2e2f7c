import { type HashedFields, hashEvent, newStream } from './event.ts'
import { type Fault, fault } from './fault.ts'
import type { StreamTable } from './stream-table.ts'

/** An event as the verification reads it: the fields in their hashed form, and the hash that stands beside them. */
export interface ReadEvent extends HashedFields {
  position: number
  hash: Buffer
}

/**
 * What does not fit in one event, given the head of its stream before it; undefined when all fits. Goes on from the row
 * as it stands, so that one fault is told once.
 */
export function checkEvent(event: ReadEvent, streams: StreamTable): Fault | undefined {
  const head = streams.get(event.streamId) ?? newStream(event.streamId)
  const found = faultOf(event, head.version, head.hash)
  streams.set(event)
  return found
}

function faultOf(event: ReadEvent, headVersion: number, headHash: Uint8Array): Fault | undefined {
  const { position, streamId, version } = event
  const place = { position, streamId, version }
  if (version !== headVersion + 1) {
    return fault('version_gap', { ...place, expected: String(headVersion + 1), found: String(version) })
  }
  const hash = hashEvent(event)
  if (!hash.equals(event.hash)) {
    return fault('event_changed', { ...place, expected: event.hash.toString('hex'), found: hash.toString('hex') })
  }
  if (Buffer.compare(event.prevHash, headHash) !== 0) {
    const [expected, found] = [Buffer.from(headHash).toString('hex'), Buffer.from(event.prevHash).toString('hex')]
    return fault('link_broken', { ...place, expected, found })
  }
  return undefined
}
