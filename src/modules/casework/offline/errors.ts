import { defineRefusals } from '../../../platform/errors.ts'

/** Why a kit or a record of a counter without network is not taken. */
export const offlineRefusals = defineRefusals('offline', {
  kit_not_found: 'not_found',
  not_a_receptionist: 'forbidden',
  mandate_ended: 'forbidden',
  agency_closed: 'conflict',
  numbers_exhausted: 'unavailable',
  record_broken: 'invalid',
  record_changed: 'conflict',
  record_missing: 'conflict',
  code_unknown: 'conflict',
  code_other_unit: 'conflict',
  code_other_device: 'conflict',
  code_void: 'conflict',
  code_used: 'conflict',
  code_not_yet: 'conflict',
  ticket_taken: 'conflict',
  ticket_other_device: 'conflict',
  procedure_replaced: 'conflict',
  person_differs: 'conflict',
  person_doubtful: 'conflict',
  file_missing: 'conflict',
})
