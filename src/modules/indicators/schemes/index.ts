/** What rounds of self-scoring build on: the same trees, checked the same way, and the measures their rules name. */
export { reportingPeriod } from '../reporting-period.ts'
export { leafScore } from './evaluate-scheme.ts'
export { readAgencyValues } from './read-values.ts'
export { schemeMeasures } from './scheme-measures.ts'
export { readScheme, SchemeFileError } from './scheme-store.ts'
