import type { FieldFault } from '../../platform/errors.ts'
import { addressWarnings } from './address.ts'
import { readEmail, readPhone } from './contact.ts'
import { accept, type Checked, checkLine, fault } from './field-check.ts'
import { type IdentityNumber, readIdentityNumber } from './identity-number.ts'
import type { PersonAddress, PersonInput, PersonProfile, Sex } from './schemas.ts'
import { readTaxCode } from './tax-code.ts'

const EARLIEST_BIRTH = '1900-01-01'
const LONGEST_CITIZEN_NAME = 100
const LONGEST_ORGANISATION_NAME = 250
const LONGEST_ADDRESS_LINE = 250
const CITIZEN_NAME = /^\p{L}[\p{L}\p{M}'’.\- ]*$/u

export type RequiredField = 'identityNumber' | 'taxCode' | 'birthDate' | 'sex' | 'phone' | 'email' | 'address'

export interface PersonCheckOptions {
  /** Today in Việt Nam, `YYYY-MM-DD`. */
  today: string
  /** Put before each path: `applicant` gives `applicant/fullName`. */
  path?: string
  /** Fields that may not be left empty, besides the name. A citizen's number, an organisation's tax code when not given. */
  required?: readonly RequiredField[]
  /** Whether a commune's code exists; without it only the form (five digits) is checked. */
  isCommune?: (code: string) => boolean
}

/** Faults stop the form, warnings are shown beside their fields and stop nobody. Codes are locale keys. */
export type PersonCheck =
  | { ok: true; profile: PersonProfile; warnings: FieldFault[] }
  | { ok: false; faults: FieldFault[]; warnings: FieldFault[] }

/**
 * Checks what was typed about a person and gives it its normal form. Whether the number fits the birth date and sex is a
 * warning, never a fault.
 */
export function checkPerson(input: PersonInput, options: PersonCheckOptions): PersonCheck {
  const notes = new FieldNotes(options.path ?? '')
  const required = options.required ?? [input.kind === 'citizen' ? 'identityNumber' : 'taxCode']
  const read = <Value>(field: RequiredField, typed: string | undefined, reader: (typed: string) => Checked<Value>) =>
    isBlank(typed) && !required.includes(field) ? undefined : notes.take(field, reader(typed ?? ''))

  const fullName = notes.take('fullName', readName(input))
  const citizen = input.kind === 'citizen'
  const identity = citizen
    ? read('identityNumber', input.identityNumber, (typed) => readIdentityNumber(typed, options.today))
    : undefined
  const profile = {
    kind: input.kind,
    fullName: fullName ?? '',
    identityNumber: identity?.number,
    taxCode: read('taxCode', input.taxCode, readTaxCode),
    birthDate: citizen ? read('birthDate', input.birthDate, (typed) => readBirthDate(typed, options.today)) : undefined,
    sex: citizen ? read('sex', input.sex, readSex) : undefined,
    phone: read('phone', input.phone, readPhone),
    email: read('email', input.email, readEmail),
    address: readAddress(input, required.includes('address'), { notes, options }),
  }
  if (identity !== undefined) warnAboutNumber(notes, identity, profile)
  const { faults, warnings } = notes
  return faults.length > 0
    ? { ok: false, faults, warnings }
    : { ok: true, profile: withoutUndefined(profile), warnings }
}

class FieldNotes {
  readonly faults: FieldFault[] = []
  readonly warnings: FieldFault[] = []
  readonly #prefix: string

  constructor(path: string) {
    this.#prefix = path === '' ? '' : `${path}/`
  }

  take<Value>(field: string, checked: Checked<Value>): Value | undefined {
    if (checked.ok) return checked.value
    this.faults.push(this.#note(field, checked))
    return undefined
  }

  warn(field: string, warning: { code: string; params?: Record<string, string | number> }): void {
    this.warnings.push(this.#note(field, warning))
  }

  #note(field: string, { code, params }: { code: string; params?: Record<string, string | number> }): FieldFault {
    const note = { path: `${this.#prefix}${field}`, code: `identity.${code}` }
    return params === undefined ? note : { ...note, params }
  }
}

function readName(input: PersonInput): Checked<string> {
  const citizen = input.kind === 'citizen'
  const line = checkLine(input.fullName ?? '', citizen ? LONGEST_CITIZEN_NAME : LONGEST_ORGANISATION_NAME)
  if (!line.ok) return line.code === 'text_missing' ? fault('name_missing') : line
  if (citizen && /\p{N}/u.test(line.value)) return fault('name_has_digits')
  if (citizen && !CITIZEN_NAME.test(line.value)) return fault('name_not_letters')
  if (!/\p{L}/u.test(line.value)) return fault('name_not_letters')
  return line
}

/**
 * A birth date as `YYYY-MM-DD`, from that or from `DD/MM/YYYY` (also with dots or hyphens). Faults: `birth_missing`,
 * `birth_form`, `birth_no_such_day`, `birth_in_future`, `birth_too_early {earliest}`.
 */
export function readBirthDate(typed: string, today: string): Checked<string> {
  const text = typed.trim()
  if (text === '') return fault('birth_missing')
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  const spoken = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text)
  const [year, month, day] = iso !== null ? iso.slice(1) : spoken !== null ? spoken.slice(1).reverse() : []
  if (year === undefined || month === undefined || day === undefined) return fault('birth_form')
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const instant = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== date) return fault('birth_no_such_day')
  if (date > today) return fault('birth_in_future')
  if (date < EARLIEST_BIRTH) return fault('birth_too_early', { earliest: 1900 })
  return accept(date)
}

function readSex(typed: string): Checked<Sex> {
  if (isBlank(typed)) return fault('sex_missing')
  return typed === 'male' || typed === 'female' ? accept(typed) : fault('sex_unknown')
}

function readAddress(
  input: PersonInput,
  required: boolean,
  { notes, options }: { notes: FieldNotes; options: PersonCheckOptions },
): PersonAddress | undefined {
  const typed = input.address ?? {}
  if (!required && isBlank(typed.communeCode) && isBlank(typed.line)) return undefined
  const communeCode = notes.take('address/communeCode', readCommune(typed.communeCode ?? '', options.isCommune))
  const checked = checkLine(typed.line ?? '', LONGEST_ADDRESS_LINE)
  const missing = !checked.ok && checked.code === 'text_missing'
  const line = notes.take('address/line', missing ? fault('address_missing') : checked)
  if (line === undefined) return undefined
  for (const warning of addressWarnings(line)) notes.warn('address/line', warning)
  return communeCode === undefined ? undefined : { communeCode, line }
}

function readCommune(typed: string, isCommune: ((code: string) => boolean) | undefined): Checked<string> {
  const code = typed.trim()
  if (code === '') return fault('commune_missing')
  return /^[0-9]{5}$/.test(code) && (isCommune?.(code) ?? true) ? accept(code) : fault('commune_unknown')
}

function warnAboutNumber(
  notes: FieldNotes,
  identity: IdentityNumber,
  { birthDate, sex }: { birthDate: string | undefined; sex: Sex | undefined },
): void {
  if (identity.provinceName === null)
    notes.warn('identityNumber', { code: 'number_abroad', params: { code: identity.provinceCode } })
  if (birthDate !== undefined && Number(birthDate.slice(0, 4)) !== identity.birthYear) {
    notes.warn('identityNumber', { code: 'number_year_differs', params: { year: identity.birthYear } })
  }
  if (sex !== undefined && sex !== identity.sex) {
    notes.warn('identityNumber', { code: identity.sex === 'male' ? 'number_says_male' : 'number_says_female' })
  }
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === ''
}

type WithoutUndefined<Fields> = { [Key in keyof Fields]: Exclude<Fields[Key], undefined> }

function withoutUndefined<Fields extends object>(fields: Fields): WithoutUndefined<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as WithoutUndefined<Fields>
}
