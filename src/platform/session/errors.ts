import { defineRefusals } from '../errors.ts'

export const sessionRefusals = defineRefusals('session', {
  required: 'unauthenticated',
  foreign_origin: 'forbidden',
  demo_unknown: 'not_found',
  password_too_short: 'invalid',
  password_too_long: 'invalid',
  login_name_invalid: 'invalid',
})
