import type { Reader } from '../db.ts'
import { type Checkpoint, findLatestCheckpoint, inclusionProof } from './checkpoint.ts'
import type { StoredEvent } from './event.ts'
import { PROOF_FORMAT, type ProofDocument, type ProofEvent, type ProofInclusion } from './proof-document.ts'
import { readStream } from './read.ts'
import { TileReader } from './tiles.ts'

/**
 * The whole history of a stream with its inclusion in the newest checkpoint, as a document that `verifyProofDocument` checks offline.
 * `describe` may give each event a sentence for people (not covered by the hash). A stream without events gives undefined.
 */
export async function proofDocument(
  reader: Reader,
  streamId: string,
  describe: (event: StoredEvent) => string | undefined = () => undefined,
): Promise<ProofDocument | undefined> {
  const checkpoint = await findLatestCheckpoint(reader)
  const events = await readStream(reader, streamId)
  if (events.length === 0) return undefined
  const tiles = new TileReader(reader)
  const inclusion: ProofInclusion[] = []
  for (const { position, version } of events) {
    if (checkpoint === undefined || position > checkpoint.lastPosition) break
    const { leafIndex, proof } = await inclusionProof(reader, position, checkpoint, tiles)
    inclusion.push({ version, leafIndex, proof: proof.map((node) => node.toString('hex')) })
  }
  return {
    format: PROOF_FORMAT,
    stream: streamId,
    events: events.map((event) => proofEvent(event, describe(event))),
    checkpoint: checkpoint === undefined ? null : proofCheckpoint(checkpoint),
    inclusion,
  }
}

function proofCheckpoint({ treeSize, root, madeAt }: Checkpoint): NonNullable<ProofDocument['checkpoint']> {
  return { treeSize, root: root.toString('hex'), madeAt: madeAt.toISOString() }
}

function proofEvent(event: StoredEvent, about: string | undefined): ProofEvent {
  return {
    position: event.position,
    version: event.version,
    type: event.type,
    recordedAt: event.recordedAt.toISOString(),
    actor: event.actorId,
    mandate: event.mandateId,
    agency: event.agencyId,
    command: event.commandId,
    payload: event.payload,
    prevHash: event.prevHash.toString('hex'),
    hash: event.hash.toString('hex'),
    ...(about === undefined ? {} : { about }),
  }
}
