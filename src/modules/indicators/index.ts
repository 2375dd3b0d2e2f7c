export { checkFigures, type FiguresCheck } from './check-figures.ts'
export type { IndicatorsContext } from './context.ts'
export { findCentreView } from './dashboard/centre-views.ts'
export { getDashboard } from './dashboard/dashboard-views.ts'
export { findOfficePace, type OfficePace } from './dashboard/office-pace.ts'
export { getOwnWork, type OwnWorkQuestion } from './dashboard/own-views.ts'
export { indicatorsRefusals } from './errors.ts'
export { UncountableEvent } from './facts/fact-keeper.ts'
export {
  type BehindQuestion,
  type ColumnQuestion,
  getBehind,
  getBehindColumn,
  getSolving,
  type SolvingQuestion,
} from './figure-views.ts'
export { followLedger } from './follow-ledger.ts'
export { indicatorsJobs } from './jobs.ts'
export { rebuildFigures } from './rebuild-figures.ts'
export { importSchemes } from './schemes/scheme-store.ts'
export { getAgencyScore, getOwnScore, listSchemeHeads, type ScoreQuestion } from './schemes/score-views.ts'
