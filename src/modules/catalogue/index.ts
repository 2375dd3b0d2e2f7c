export { type CatalogueFiles, loadCatalogueFiles } from './catalogue-files.ts'
export {
  belongsToCase,
  componentsToSupply,
  componentType,
  flowCodesFor,
  heldTypesOf,
  isLookedUp,
  missingComponents,
  papersToHandIn,
  resultType,
} from './component.ts'

export { feesFor, isFree } from './fee.ts'
export { type FlowFault, findStep } from './flow.ts'
export { type ImportOutcome, importCatalogue } from './import-catalogue.ts'
export { type BindingLimit, effectiveLimit, findCase } from './limit.ts'
export { listFields, listLifeEvents, type ProcedureSearch, searchProcedures } from './procedure-views.ts'
export {
  type FlowVersion,
  findCurrentProcedure,
  findLineage,
  findProcedureNames,
  findStepNames,
  getCurrentFlow,
  getCurrentProcedure,
  getFlowVersion,
  getProcedureVersion,
  type ProcedureVersion,
} from './reader.ts'
export { catalogueRoutes } from './routes.ts'
export type {
  BilingualText,
  Channel,
  FeeLine,
  FlowDefinition,
  FlowStep,
  Limit,
  OfficialText,
  ProcedureCase,
  ProcedureComponent,
  ProcedureDocument,
  ProcedureHit,
  ProcedurePage,
  Unsure,
} from './schemas.ts'
