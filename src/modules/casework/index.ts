export type { CommandAnswer, CommandRequest } from './carry-out.ts'
// For whoever plays many dossiers at once (the simulation).
export { carryOut, currentState, dossierCode } from './carry-out.ts'
export type { CaseworkContext, Directory } from './context.ts'
// Jobs and verification.
export { countLate } from './count-late.ts'
export {
  limitInWorkingMinutes,
  type TimeLimit,
} from './deadlines/deadline.ts'
export { openDirectory } from './directory.ts'
export {
  type DossierState,
  isEnded,
  type LegalState,
  openOpinions,
  openSupplement,
} from './dossier.ts'
export { readSerials, writeCounts, writeHistories, writeSerials } from './dossier-history.ts'
export { punctualityOf, type TallyChange, tallyChanges, tasksOf } from './dossier-rows.ts'
export type { ApologyRow, DossierChange, SearchRow } from './dossier-store.ts'
export type { DossierEvent, FeeMethod } from './events.ts'
export { evolve } from './evolve.ts'
export { assertFeeEntry, type FeeEntry } from './fees/fee-standing.ts'
export { type DossierForFees, openDossierForFees, recordFees } from './fees/record-fees.ts'
export { findDossier } from './find-dossier.ts'
export { foldTally } from './fold-tally.ts'
export { readHeads } from './heads.ts'
export { caseworkJobs } from './jobs.ts'
export { maySee, overviewScope, permissionFor, refusalOfState } from './policy.ts'
export type { RecordedPerson } from './record-persons.ts'
export { checkReplays } from './replay-check.ts'
export { caseworkRoutes } from './routes.ts'
export type { Submission } from './submission.ts'
export { prepareSubmission, submitDossier } from './submit-dossier.ts'
export type { Facts, Verb } from './verb.ts'
export { type VerbName, verbs } from './verbs/index.ts'
