export {
  appendEvents,
  EVENT_PARAMETERS,
  eventRows,
  insertEventsSql,
  isRepeatedCommand,
} from './append.ts'
export { canonicalJson, type JsonObject, type JsonValue } from './canonical-json.ts'
export {
  type Checkpoint,
  findLatestCheckpoint,
  makeCheckpoint,
} from './checkpoint.ts'
export { consume, type EventHandler } from './consume.ts'
export {
  chainEvents,
  type EventDraft,
  type EventStamp,
  headAfter,
  newStream,
  type PendingEvent,
  type StoredEvent,
  type StreamHead,
} from './event.ts'
export { FAULT_KINDS, type Fault, type FaultKind } from './fault.ts'
export { sealHorizon } from './horizon.ts'

export { proofDocument } from './proof.ts'
export { type ProofDocument, type ProofVerdict, verifyProofDocument } from './proof-document.ts'
export { findCommand, readStream } from './read.ts'
export { type Verification, type VerifyOptions, verifyLedger } from './verify.ts'
