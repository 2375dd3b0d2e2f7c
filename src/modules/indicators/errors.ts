import { defineRefusals } from '../../platform/errors.ts'

export const indicatorsRefusals = defineRefusals('indicators', {
  period_not_whole: 'invalid',
  figures_not_found: 'not_found',
  month_not_ended: 'invalid',
})
