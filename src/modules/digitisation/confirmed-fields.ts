import { epochDayOf } from '../../platform/civil-date.ts'
import type { FieldFault } from '../../platform/errors.ts'
import { readIdentityNumber } from '../vault/identity-number.ts'
import { readTaxCode } from '../vault/tax-code.ts'
import { fieldShapes } from './fields/extract-fields.ts'
import type { FieldForm, PaperKind } from './schemas.ts'

export const LONGEST_VALUE = 500

/** Checked values by key, empty ones left out; or what is wrong at which field. */
export type CheckedFields = { ok: true; fields: Record<string, string> } | { ok: false; faults: FieldFault[] }

/**
 * Checks what a clerk confirms: dates of the calendar, numbers of the right form. An identity card of nine digits (before 2016) is still on
 * old papers and is taken.
 */
export function checkConfirmed(kind: PaperKind, given: Readonly<Record<string, string>>, today: string): CheckedFields {
  const shapes = new Map(fieldShapes(kind).map((shape) => [shape.key, shape.form]))
  const fields: Record<string, string> = {}
  const faults: FieldFault[] = []
  for (const [key, typed] of Object.entries(given)) {
    const form = shapes.get(key)
    const value = typed.normalize('NFC').replace(/\s+/g, ' ').trim()
    const code = form === undefined ? 'field_unknown' : value === '' ? null : faultOf(form, value, today)
    if (code !== null)
      faults.push({ path: `fields/${key}`, code: `digitisation.${code}`, params: { most: LONGEST_VALUE } })
    else if (value !== '') fields[key] = value
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, fields }
}

function faultOf(form: FieldForm, value: string, today: string): string | null {
  if (value.length > LONGEST_VALUE) return 'field_too_long'
  if (form === 'date') return isDate(value) ? null : 'field_date'
  if (form === 'sex') return value === 'Nam' || value === 'Nữ' ? null : 'field_sex'
  if (form === 'tax_code') return readTaxCode(value).ok ? null : 'field_tax_code'
  if (form !== 'identity') return null
  return /^\d{9}$/.test(value) || readIdentityNumber(value, today).ok ? null : 'field_identity'
}

function isDate(value: string): boolean {
  try {
    epochDayOf(value)
    return value >= '1850-01-01'
  } catch {
    return false
  }
}

/** Whose paper a kind is: the field with the bearer's number. A marriage has two, land may have several: none is picked for them. */
export const bearerField: Readonly<Partial<Record<PaperKind, { key: string; kind: 'citizen' | 'organisation' }>>> = {
  citizen_card: { key: 'number', kind: 'citizen' },
  birth_certificate: { key: 'identityNumber', kind: 'citizen' },
  business_registration: { key: 'number', kind: 'organisation' },
  birth_note: { key: 'motherIdentityNumber', kind: 'citizen' },
}
