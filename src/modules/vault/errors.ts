import { defineRefusals } from '../../platform/errors.ts'

export const refusals = defineRefusals('vault', {
  /** Another transaction recorded a person with the same number a moment ago: find that person and try again. */
  person_recorded_meanwhile: 'conflict',
  person_erased: 'conflict',
  person_unknown: 'not_found',
  person_invalid: 'invalid',
  text_too_long: 'invalid',
})
