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
