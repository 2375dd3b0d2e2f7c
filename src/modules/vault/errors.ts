import { defineRefusals } from '../../platform/errors.ts'

export const refusals = defineRefusals('vault', {
  /** Another transaction recorded a person with the same number a moment ago: find that person and try again. */
  person_recorded_meanwhile: 'conflict',
  person_erased: 'conflict',
  person_unknown: 'not_found',
  person_invalid: 'invalid',
  text_too_long: 'invalid',
  /** Also for who may not see it, and for a paper of an erased person. */
  paper_not_found: 'not_found',
  paper_not_valid: 'conflict',
  paper_file_unknown: 'invalid',
  share_not_found: 'not_found',
  copy_not_found: 'not_found',
  copy_of_this_type_impossible: 'conflict',
})
