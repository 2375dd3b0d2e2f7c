import { accept, type Checked, fault, withoutSeparators } from './field-check.ts'

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3] as const

/**
 * A tax code in normal form: 10 digits with a check digit, those with `-` and 3 digits for a dependent unit, or the 12
 * digits of a personal identification number. Faults: `tax_code_missing`, `tax_code_form`, `tax_code_check_digit`.
 */
export function readTaxCode(typed: string): Checked<string> {
  const digits = withoutSeparators(typed.slice(0, 200))
  if (digits === '') return fault('tax_code_missing')
  if (!/^([0-9]{10}|[0-9]{12}|[0-9]{13})$/.test(digits) || typed.length > 200) return fault('tax_code_form')
  if (digits.length === 12) return accept(digits)
  const [base, unit] = [digits.slice(0, 10), digits.slice(10)]
  if (unit === '000' || /^0+$/.test(base.slice(2, 9))) return fault('tax_code_form')
  if (Number(base[9]) !== checkDigit(base)) return fault('tax_code_check_digit')
  return accept(unit === '' ? base : `${base}-${unit}`)
}

/** 10 less the weighted sum modulo 11; 10 itself fits no digit, so such a number is never issued. */
function checkDigit(base: string): number {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(base[index]), 0)
  return 10 - (sum % 11)
}
