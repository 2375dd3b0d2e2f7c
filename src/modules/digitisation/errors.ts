import { defineRefusals } from '../../platform/errors.ts'

export const refusals = defineRefusals('digitisation', {
  scan_not_found: 'not_found',
  not_yours_to_do: 'forbidden',
  no_file: 'invalid',
  file_unknown: 'invalid',
  file_not_scan: 'invalid',
  too_many_pages: 'invalid',
  too_many_files: 'invalid',
  not_read_yet: 'conflict',
  already_confirmed: 'conflict',
  field_date: 'invalid',
  field_identity: 'invalid',
  field_tax_code: 'invalid',
  field_sex: 'invalid',
  field_too_long: 'invalid',
  field_unknown: 'invalid',
  kind_unknown: 'invalid',
  nothing_confirmed: 'invalid',
  person_unknown: 'invalid',
})
