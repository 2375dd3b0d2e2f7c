import { defineRefusals } from '../../platform/errors.ts'

export const refusals = defineRefusals('feedback', {
  link_not_found: 'not_found',
  score_missing: 'invalid',
  reason_unknown: 'invalid',
  text_too_long: 'invalid',
  closed: 'conflict',
  rating_not_found: 'not_found',
  answer_missing: 'invalid',
  answered_already: 'conflict',
  dossier_not_returned: 'conflict',
  desk_too_late: 'conflict',
  officer_on_duty: 'forbidden',
  slip_not_found: 'invalid',
  wrong_codes: 'conflict',
  nothing_to_rate: 'not_found',
  plan_not_found: 'not_found',
  plan_invalid: 'invalid',
  plan_stale: 'conflict',
})
