import type { Readable } from 'node:stream'
import {
  addScanner,
  type Confirmed,
  type ConfirmRequest,
  confirmScan,
  type DigitisationContext,
  discardFromScanner,
  getScanFile,
  getScannerFile,
  listScans,
  putBackToScanner,
  readScan,
  readScannerInbox,
  readScannerSettings,
  removeScanner,
  type ScanRequest,
  scanningMandates,
  startScan,
  takeFromScanner,
  type WantedFile,
} from '../../../modules/digitisation/index.ts'
import type { PaperKind } from '../../../modules/digitisation/schemas.ts'
import type {
  ScanList,
  ScannerFile,
  ScannerInbox,
  ScannerSettings,
  ScanView,
} from '../../../modules/digitisation/view-types.ts'
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
  /** What the scanners at this officer's counters have given. */
  readInbox(actor: OfficerActor): Promise<ScannerInbox>
  takeFromScanner(actor: OfficerActor, ids: readonly string[]): Promise<ScannerFile[]>
  discardFromScanner(actor: OfficerActor, ids: readonly string[]): Promise<void>
  /** Files that came from a scanner and are not wanted after all, by their hashes. */
  putBack(actor: OfficerActor, hashes: readonly string[]): Promise<void>
  readScannerSettings(actor: OfficerActor): Promise<ScannerSettings>
  addScanner(actor: OfficerActor, scanner: { agencyId: string; counterNumber: number }): Promise<void>
  removeScanner(actor: OfficerActor, id: string): Promise<void>
  openWaiting(actor: OfficerActor, id: string): Promise<OpenedScanFile>
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
    readInbox: (actor) => readScannerInbox(context, actor),
    takeFromScanner: (actor, ids) => takeFromScanner(context, actor, ids),
    discardFromScanner: (actor, ids) => discardFromScanner(context, actor, ids),
    putBack: (actor, hashes) => putBackToScanner(context, actor, hashes),
    readScannerSettings: (actor) => readScannerSettings(context, actor),
    addScanner: (actor, scanner) => addScanner(context, actor, scanner),
    removeScanner: (actor, id) => removeScanner(context, actor, id),
    openWaiting: async (actor, id) => {
      const { hash, mediaType, size } = await getScannerFile(context, actor, id)
      return { content: await context.files.open(hash), mediaType, size }
    },
    findPerson: async (number) =>
      (await findPersonByIdentity(context.db.read, context.keys, { kind: 'citizen', number })) ??
      (await findPersonByIdentity(context.db.read, context.keys, { kind: 'organisation', number })),
  }
}
