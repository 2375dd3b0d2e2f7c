export {
  appendEvents,
  EVENT_PARAMETERS,
  eventRows,
  insertEventsSql,
  isRepeatedCommand,
  isVersionConflict,
} from './append.ts'
export { canonicalJson, type JsonObject, type JsonValue } from './canonical-json.ts'
export {
  type Checkpoint,
  consistencyProof,
  findCheckpoint,
  findLatestCheckpoint,
  inclusionProof,
  listCheckpoints,
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
  ZERO_HASH,
} from './event.ts'
export { FAULT_KINDS, type Fault, type FaultKind } from './fault.ts'
export { readHorizon, sealHorizon } from './horizon.ts'
export { proofDocument } from './proof.ts'
export { type ProofDocument, type ProofVerdict, verifyProofDocument } from './proof-document.ts'
export { findCommand, readAfter, readStream } from './read.ts'
export { type Verification, type VerifyOptions, verifyLedger } from './verify.ts'
