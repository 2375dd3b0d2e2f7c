export { refusals as vaultPaperRefusals } from '../errors.ts'
export { logAccess } from './access-log.ts'
export { makeCertifiedCopy, type VerifiedCopy, verifyCopy } from './certified-copy.ts'
export { replacePaper, revokePaper } from './end-paper.ts'
export { httpPaperRegistry, type RegistrySettings } from './http-registry.ts'
export { type KeptPaper, keepPaper, type NewPaper } from './keep-paper.ts'
export { logOpening, type OpenedFile, openOwnCopy, openOwnPaper } from './open-paper.ts'
export {
  type Access,
  type AccessPurpose,
  type HeldPaper,
  type PaperDetails,
  type PaperState,
  paperStateOn,
} from './paper.ts'
export { getOwnPaper, listOwnPapers, type OwnPaper, type PaperPage } from './paper-views.ts'
export { noPaperRegistry, type PaperRegistry, type RegistryAnswer, type RegistryPerson } from './ports.ts'
export { admitPapers, findHeldPapers, findPaper } from './reader.ts'
export {
  type AskedAbout,
  askRegistry,
  findRegistryAnswers,
  forgetRegistryAnswers,
  type KnownAnswer,
} from './registry-answers.ts'
export { countOwnReuse, countReuse, type Reuse, type ReuseCount, type ReuseKind, recordReuse } from './reuse.ts'
export { revokeShare, sharePaper } from './share-paper.ts'
export type { StampFacts } from './stamp-page.ts'
