import { isUuid } from '../ids.ts'
import { canonicalJson, type JsonObject } from './canonical-json.ts'
import { type HashedFields, hashEvent, ZERO_HASH } from './event.ts'
import { leafHash, rootFromInclusion } from './merkle.ts'

export const PROOF_FORMAT = 'motcua-history-1'

/** One event with everything its hash covers. Hashes are hexadecimal, times ISO 8601 in UTC with milliseconds. */
export interface ProofEvent {
  position: number
  version: number
  type: string
  recordedAt: string
  actor: string | null
  mandate: string | null
  agency: string | null
  command: string | null
  payload: JsonObject
  prevHash: string
  hash: string
  /** For people; not covered by the hash. */
  about?: string
}

/** Shows that the event of this version is leaf `leafIndex` of the checkpoint's tree; `proof` from the leaf upwards. */
export interface ProofInclusion {
  version: number
  leafIndex: number
  proof: string[]
}

/** The history of one stream, to be checked by anyone, without network. Events after the checkpoint have no inclusion yet. */
export interface ProofDocument {
  format: typeof PROOF_FORMAT
  stream: string
  events: ProofEvent[]
  checkpoint: { treeSize: number; root: string; madeAt: string } | null
  inclusion: ProofInclusion[]
}

/** Why a proof document does not hold. Each kind has its text under `ledger.proof.<kind>`. */
export type ProofFault =
  | 'not_a_proof'
  | 'event_changed'
  | 'event_missing'
  | 'link_broken'
  | 'not_included'
  | 'root_differs'

export type ProofVerdict =
  | {
      ok: true
      stream: string
      events: number
      /** How many of them the checkpoint counts: always the first ones. */
      sealed: number
      checkpoint: ProofDocument['checkpoint']
      /** Whether a root known from elsewhere was given and is this one. */
      rootTrusted: boolean
    }
  | { ok: false; fault: ProofFault; version: number | null }

const HEX_32 = /^[0-9a-f]{64}$/

/**
 * Checks a proof document by itself: every hash, the chain from version 1 without a gap, every inclusion. With
 * `trustedRoot` (hexadecimal, from the public page or from another person's document of the same tree size) also that it
 * is the same ledger. Pure; never throws, whatever it is given.
 */
export function verifyProofDocument(document: unknown, trustedRoot?: string): ProofVerdict {
  const read = readDocument(document)
  if (read === undefined) return { ok: false, fault: 'not_a_proof', version: null }
  const { stream, events, checkpoint, inclusion } = read
  const broken = chainFault(stream, events) ?? inclusionFault(read)
  if (broken !== undefined) return { ok: false, ...broken }
  if (trustedRoot !== undefined && checkpoint?.root !== trustedRoot.trim().toLowerCase()) {
    return { ok: false, fault: 'root_differs', version: null }
  }
  const rootTrusted = trustedRoot !== undefined
  return { ok: true, stream, events: events.length, sealed: inclusion.length, checkpoint, rootTrusted }
}

interface Broken {
  fault: ProofFault
  version: number
}

function chainFault(stream: string, events: readonly ProofEvent[]): Broken | undefined {
  let prevHash = ZERO_HASH.toString('hex')
  for (const [index, event] of events.entries()) {
    const version = index + 1
    if (event.version !== version) return { fault: 'event_missing', version }
    if (hashOf(stream, event) !== event.hash) return { fault: 'event_changed', version }
    if (event.prevHash !== prevHash) return { fault: 'link_broken', version }
    prevHash = event.hash
  }
  return undefined
}

/** The hash of an event; undefined when its payload is none that the ledger keeps. */
function hashOf(stream: string, event: ProofEvent): string | undefined {
  let payload: string
  try {
    payload = canonicalJson(event.payload)
  } catch {
    return undefined
  }
  const fields: HashedFields = {
    streamId: stream,
    version: event.version,
    type: event.type,
    recordedAt: event.recordedAt,
    actorId: event.actor,
    mandateId: event.mandate,
    agencyId: event.agency,
    commandId: event.command,
    payload,
    prevHash: Buffer.from(event.prevHash, 'hex'),
  }
  return hashEvent(fields).toString('hex')
}

/** The checkpoint counts the events in order: those with a proof are the first ones, and each proof leads to the root. */
function inclusionFault({ events, checkpoint, inclusion }: ProofDocument): Broken | undefined {
  let lastIndex = -1
  for (const [index, { version, leafIndex, proof }] of inclusion.entries()) {
    const event = events[index]
    const claim = {
      index: leafIndex,
      size: checkpoint?.treeSize ?? 0,
      proof: proof.map((node) => Buffer.from(node, 'hex')),
    }
    const root = event && rootFromInclusion({ ...claim, leaf: leafHash(Buffer.from(event.hash, 'hex')) })
    const fits = event?.version === version && leafIndex > lastIndex && root?.toString('hex') === checkpoint?.root
    if (!fits || root === undefined) return { fault: 'not_included', version: index + 1 }
    lastIndex = leafIndex
  }
  return undefined
}

type Members = Record<string, unknown>

function readDocument(value: unknown): ProofDocument | undefined {
  if (!isObject(value) || value.format !== PROOF_FORMAT || !isUuid(value.stream)) return undefined
  const { events, checkpoint, inclusion } = value
  if (!Array.isArray(events) || events.length === 0 || !events.every(isEvent)) return undefined
  if (checkpoint !== null && !isCheckpoint(checkpoint)) return undefined
  if (!Array.isArray(inclusion) || !inclusion.every(isInclusion)) return undefined
  return value as unknown as ProofDocument
}

function isEvent(value: unknown): boolean {
  if (!isObject(value) || !isObject(value.payload)) return false
  const ids = [value.actor, value.mandate, value.agency, value.command]
  const texts = [value.type, value.recordedAt]
  return (
    isCount(value.version) &&
    ids.every((id) => id === null || isUuid(id)) &&
    texts.every((text) => typeof text === 'string' && !text.includes('\n')) &&
    isHash(value.prevHash) &&
    isHash(value.hash)
  )
}

function isCheckpoint(value: unknown): boolean {
  return isObject(value) && isCount(value.treeSize) && isHash(value.root) && typeof value.madeAt === 'string'
}

function isInclusion(value: unknown): boolean {
  if (!isObject(value) || !Array.isArray(value.proof)) return false
  return isCount(value.version) && Number.isSafeInteger(value.leafIndex) && value.proof.every(isHash)
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 1
}

function isHash(value: unknown): boolean {
  return typeof value === 'string' && HEX_32.test(value)
}
