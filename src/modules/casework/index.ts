export { carryOut, currentState } from './carry-out.ts'
export type { CaseworkContext, Directory } from './context.ts'
export {
  computeDue,
  computeExpectedDue,
  limitInWorkingMinutes,
  type TimeLimit,
} from './deadline.ts'
export { openDirectory } from './directory.ts'
export { type DossierState, isOpen, type LegalState, nationalStatusCode } from './dossier.ts'
export { refusals as caseworkRefusals } from './errors.ts'
export { availableVerbs, maySee, overviewScope } from './policy.ts'
export { caseworkRoutes } from './routes.ts'
export { type Submission, submitDossier } from './submit-dossier.ts'
export { type VerbName, verbNames, verbs } from './verbs/index.ts'
// For whoever plays many dossiers at once (the simulation).
export { dossierCode } from './carry-out.ts'
export { isEnded, openOpinions, openSupplement } from './dossier.ts'
export { readSerials, writeCounts, writeHistories, writeSerials } from './dossier-history.ts'
export { punctualityOf, type TallyChange, tallyChanges } from './dossier-rows.ts'
export type { ApologyRow, DossierChange, SearchRow } from './dossier-store.ts'
export type { DossierEvent } from './events.ts'
export { evolve } from './evolve.ts'
export { permissionFor, refusalOfState } from './policy.ts'
export { prepareSubmission, type RecordedApplicant } from './submit-dossier.ts'
export type { Facts, Verb } from './verb.ts'
// Jobs and verification.
export { countLate } from './count-late.ts'
export { foldTally } from './fold-tally.ts'
export { readHeads } from './heads.ts'
export { caseworkJobs } from './jobs.ts'
