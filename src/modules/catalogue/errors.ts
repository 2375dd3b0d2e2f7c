import { defineRefusals } from '../../platform/errors.ts'

export const catalogueRefusals = defineRefusals('catalogue', {
  /** params: code */
  procedure_unknown: 'not_found',
  /** params: code, replacedBy */
  procedure_replaced: 'not_found',
  procedure_version_unknown: 'not_found',
  flow_unknown: 'not_found',
  flow_version_unknown: 'not_found',
  cursor_invalid: 'invalid',
})
