import { defineRefusals } from '../../platform/errors.ts'

export const organisationRefusals = defineRefusals('organisation', {
  agency_not_found: 'not_found',
  officer_not_found: 'not_found',
  mandate_not_found: 'not_found',
  mandate_overlaps: 'conflict',
  mandate_period_reversed: 'invalid',
  mandate_not_yours_to_give: 'forbidden',
  token_unknown: 'unauthenticated',
  token_expiry_past: 'invalid',
})
