import { defineRefusals } from '../../platform/errors.ts'

export const refusals = defineRefusals('notices', {
  notice_not_found: 'not_found',
  call_not_found: 'not_found',
  call_done_already: 'conflict',
  note_missing: 'invalid',
  template_not_found: 'not_found',
  template_changed_meanwhile: 'conflict',
  text_missing: 'invalid',
  text_too_long: 'invalid',
  place_unknown: 'invalid',
  place_missing: 'invalid',
  administrators_only: 'not_found',
  channel_unknown: 'invalid',
  quiet_hours_wrong: 'invalid',
  device_not_taken: 'invalid',
  apology_not_found: 'not_found',
  trial_too_often: 'conflict',
  cursor_invalid: 'invalid',
})
