import { accept, type Checked, fault, withoutSeparators } from './field-check.ts'

const MOBILE = /^0[35789][0-9]{8}$/
const LANDLINE = /^02[0-9]{9}$/
const ABROAD = /^\+[1-9][0-9]{7,14}$/

/**
 * A telephone number as E.164: a Vietnamese mobile (10 digits) or landline (11 digits), with 0 or +84 in front, or an
 * international number with its +. Faults: `phone_missing`, `phone_not_digits`, `phone_form`.
 */
export function readPhone(typed: string): Checked<string> {
  const compact = withoutSeparators(typed.slice(0, 100)).replace(/[()]/g, '').replace(/^00/, '+')
  if (compact === '') return fault('phone_missing')
  if (!/^\+?[0-9]+$/.test(compact)) return fault('phone_not_digits')
  const national = compact.replace(/^(\+84|84(?=[0-9]{9,10}$))0?/, '0')
  if (MOBILE.test(national) || LANDLINE.test(national)) return accept(`+84${national.slice(1)}`)
  if (ABROAD.test(compact) && !compact.startsWith('+84')) return accept(compact)
  return fault('phone_form')
}

const EMAIL =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/

/** An e-mail address with its domain in lower case, at most 254 characters. Faults: `email_missing`, `email_form`. */
export function readEmail(typed: string): Checked<string> {
  const text = typed.trim()
  if (text === '') return fault('email_missing')
  if (text.length > 254 || !EMAIL.test(text) || text.includes('..') || /^\.|\.@/.test(text)) return fault('email_form')
  const at = text.lastIndexOf('@')
  return accept(text.slice(0, at) + text.slice(at).toLowerCase())
}

/** A phone number in lists: `+84912345678` as `0xx*****678`. */
export function maskPhone(phone: string): string {
  const national = phone.replace(/^\+84/, '0')
  return national.length < 7
    ? '*'.repeat(national.length)
    : `0xx${'*'.repeat(national.length - 6)}${national.slice(-3)}`
}
