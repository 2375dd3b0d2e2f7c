import { defineRefusals } from '../../platform/errors.ts'

export const indicatorsRefusals = defineRefusals('indicators', {
  period_not_whole: 'invalid',
  figures_not_found: 'not_found',
  agency_not_then: 'invalid',
  period_not_begun: 'invalid',
})
