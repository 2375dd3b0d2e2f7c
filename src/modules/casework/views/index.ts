export { getDossierForApplicant } from './applicant-views.ts'
export { getDossierPage } from './dossier-views.ts'
export { workDueOf } from './due-view.ts'
export {
  countUnapologised,
  dossierEvent,
  findApology,
  listBusyDesks,
  listDueDossiers,
  listParties,
  listRunningWork,
  listUnapologised,
  statesByVersion,
  type WorkRow,
} from './follow-views.ts'
export { dossiersOfGroup, habitualProcedures } from './intake-views.ts'
export { dossierLines } from './line-views.ts'
export { listOverviewDossiers } from './overview-list-views.ts'
export { getOverview, OVERVIEW_COUNTS, overviewFrame, overviewValues } from './overview-views.ts'
export { listApologies, listOwnDossiers, trackDossier, verifyResult } from './public-views.ts'
export { listRegister } from './register-view.ts'
export { SEARCH_TOKENS, searchDossiers, searchOffices, searchValues } from './search-views.ts'
export { earlyResultsSince, resultUnclaimedSince, type UnclaimedResult } from './unclaimed-views.ts'
export type { Viewer } from './viewer.ts'
export { countTasks, taskChoices } from './worklist-counts.ts'
export { listTasks, tasksSql, taskValues } from './worklist-views.ts'
