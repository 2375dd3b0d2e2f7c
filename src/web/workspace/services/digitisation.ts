import type { Readable } from 'node:stream'
import {
  type Confirmed,
  type ConfirmRequest,
  confirmScan,
  type DigitisationContext,
  getScanFile,
  listScans,
  readScan,
  type ScanRequest,
  scanningMandates,
  startScan,
  type WantedFile,
} from '../../../modules/digitisation/index.ts'
import type { PaperKind } from '../../../modules/digitisation/schemas.ts'
import type { ScanList, ScanView } from '../../../modules/digitisation/view-types.ts'
import type { OfficerActor } from '../../../modules/organisation/index.ts'
import { findPersonByIdentity } from '../../../modules/vault/index.ts'
import type { PersonId } from '../../../platform/ids.ts'

export interface OpenedScanFile {
  content: Readable
  mediaType: string
  size: number
}

/** What the pages of digitisation may ask; every question is asked as an officer and answered by policy. */
export interface DigitisationServices {
  mayScan(actor: OfficerActor): boolean
  listScans(actor: OfficerActor, wanted: { text: string; before: string | null }): Promise<ScanList>
  readScan(actor: OfficerActor, scanId: string, asKind?: PaperKind): Promise<ScanView>
  openFile(actor: OfficerActor, scanId: string, wanted: WantedFile): Promise<OpenedScanFile>
  startScan(actor: OfficerActor, request: Omit<ScanRequest, 'actor'>): Promise<{ scanId: string }>
  confirmScan(actor: OfficerActor, request: Omit<ConfirmRequest, 'actor'>): Promise<Confirmed>
  /** Whose number this is, if they are recorded. */
  findPerson(number: string): Promise<PersonId | null>
}

export function makeDigitisationServices(context: DigitisationContext): DigitisationServices {
  return {
    mayScan: (actor) => scanningMandates(actor).length > 0,
    listScans: (actor, wanted) => listScans(context, { actor, ...wanted }),
    readScan: (actor, scanId, asKind) =>
      readScan(context, { actor, scanId, ...(asKind === undefined ? {} : { asKind }) }),
    openFile: async (actor, scanId, wanted) => {
      const { hash, mediaType, size } = await getScanFile(context, { actor, scanId, wanted })
      return { content: await context.files.open(hash), mediaType, size }
    },
    startScan: (actor, request) => startScan(context, { actor, ...request }),
    confirmScan: (actor, request) => confirmScan(context, { actor, ...request }),
    findPerson: async (number) =>
      (await findPersonByIdentity(context.db.read, context.keys, { kind: 'citizen', number })) ??
      (await findPersonByIdentity(context.db.read, context.keys, { kind: 'organisation', number })),
  }
}
