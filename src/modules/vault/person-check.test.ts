import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Value } from 'typebox/value'
import { fc } from '../../../test/support/properties.ts'
import { checkPerson, type PersonCheckOptions, readBirthDate } from './person-check.ts'
import { type PersonInput, PersonProfile } from './schemas.ts'

const options: PersonCheckOptions = { today: '2026-11-22' }
const hoa: PersonInput = {
  kind: 'citizen',
  fullName: '  Nguyễn  Thị Hoa ',
  identityNumber: '033 190 001 234',
  birthDate: '03/02/1990',
  sex: 'female',
  phone: '0912.345.678',
  email: 'Hoa.Nguyen@Example.VN',
  address: { communeCode: '11953', line: 'Số 5, đường Bãi Sậy' },
}

function faultsOf(more: Partial<PersonInput>, with_: Partial<PersonCheckOptions> = {}): string[] {
  const check = checkPerson({ ...hoa, ...more }, { ...options, ...with_ })
  return check.ok ? [] : check.faults.map((fault) => `${fault.path} ${fault.code}`)
}

function warningsOf(more: Partial<PersonInput>): string[] {
  return checkPerson({ ...hoa, ...more }, options).warnings.map((warning) => warning.code)
}

test('what is right gets its normal form and no remark', () => {
  assert.deepEqual(checkPerson(hoa, options), {
    ok: true,
    warnings: [],
    profile: {
      kind: 'citizen',
      fullName: 'Nguyễn Thị Hoa',
      identityNumber: '033190001234',
      birthDate: '1990-02-03',
      sex: 'female',
      phone: '+84912345678',
      email: 'Hoa.Nguyen@example.vn',
      address: { communeCode: '11953', line: 'Số 5, đường Bãi Sậy' },
    },
  })
})

test('each fault stands at its field, under the given path', () => {
  assert.deepEqual(faultsOf({ fullName: '', identityNumber: '', phone: '123' }, { path: 'applicant' }), [
    'applicant/fullName identity.name_missing',
    'applicant/identityNumber identity.number_missing',
    'applicant/phone identity.phone_form',
  ])
})

test('empty fields are faults only where they are required', () => {
  const bare = { birthDate: '', sex: ' ', phone: '', email: '', address: { communeCode: '', line: '' } }
  assert.deepEqual(faultsOf(bare), [])
  assert.deepEqual(faultsOf(bare, { required: ['birthDate', 'sex', 'phone', 'email', 'address'] }), [
    'birthDate identity.birth_missing',
    'sex identity.sex_missing',
    'phone identity.phone_missing',
    'email identity.email_missing',
    'address/communeCode identity.commune_missing',
    'address/line identity.address_missing',
  ])
  assert.deepEqual(faultsOf({ identityNumber: '' }, { required: [] }), [])
})

test('a number that does not fit birth date or sex is a warning and stops nobody', () => {
  assert.deepEqual(faultsOf({ birthDate: '1991-02-03', sex: 'male' }), [])
  assert.deepEqual(warningsOf({ birthDate: '1991-02-03', sex: 'male' }), [
    'identity.number_year_differs',
    'identity.number_says_female',
  ])
  assert.deepEqual(warningsOf({ identityNumber: '033090001234' }), ['identity.number_says_male'])
  assert.deepEqual(warningsOf({ identityNumber: '150190001234' }), ['identity.number_abroad'])
})

test('birth dates: not in the future, not before 1900, and in the calendar', () => {
  const codeOf = (typed: string): string => {
    const checked = readBirthDate(typed, '2026-11-22')
    return checked.ok ? checked.value : checked.code
  }
  assert.equal(codeOf('22/11/2026'), '2026-11-22')
  assert.equal(codeOf('23/11/2026'), 'birth_in_future')
  assert.equal(codeOf('1/1/1900'), '1900-01-01')
  assert.equal(codeOf('31.12.1899'), 'birth_too_early')
  assert.equal(codeOf('29/02/2023'), 'birth_no_such_day')
  assert.equal(codeOf('29-2-2024'), '2024-02-29')
  assert.equal(codeOf('2024-13-01'), 'birth_no_such_day')
  assert.equal(codeOf('0000-00-00'), 'birth_no_such_day')
  assert.equal(codeOf('hôm qua'), 'birth_form')
  assert.equal(codeOf('90'), 'birth_form')
  assert.equal(codeOf(' '), 'birth_missing')
})

test('names of the many peoples of the country pass, other things do not', () => {
  for (const fullName of [
    "H'Hen Niê",
    'Y Bhăm Êban',
    'Lò Thị Ứng',
    'Đỗ Mười',
    'Nguyễn-Trần Lan',
    'Hòa'.normalize('NFD'),
  ]) {
    assert.deepEqual(faultsOf({ fullName }), [], fullName)
  }
  const wrong = {
    'Nguyễn 2 Hoa': 'identity.name_has_digits',
    'Hoa 🌸': 'identity.text_picture',
    'Hoa\u0007': 'identity.text_unreadable',
    'Hoa\u202egnp': 'identity.text_unreadable',
    'H\u0301\u0301\u0301\u0301oa': 'identity.text_unreadable',
    '<script>': 'identity.name_not_letters',
    '---': 'identity.name_not_letters',
    '\u200b': 'identity.name_missing',
    [`A${'a'.repeat(9_999)}`]: 'identity.text_too_long',
  }
  for (const [fullName, code] of Object.entries(wrong))
    assert.deepEqual(faultsOf({ fullName }), [`fullName ${code}`], fullName.slice(0, 20))
})

test('an organisation has a tax code, may have digits in its name, and no birth date', () => {
  const firm: PersonInput = {
    kind: 'organisation',
    fullName: 'Công ty TNHH 36.55 & Bạn',
    taxCode: '0100233488',
    birthDate: '1/1/1990',
  }
  const check = checkPerson(firm, options)
  assert.ok(check.ok)
  assert.deepEqual(check.profile, { kind: 'organisation', fullName: 'Công ty TNHH 36.55 & Bạn', taxCode: '0100233488' })
  assert.deepEqual(faultsOf({ kind: 'organisation', taxCode: '' }), ['taxCode identity.tax_code_missing'])
})

test('the commune must exist where that is known', () => {
  assert.deepEqual(faultsOf({}, { isCommune: (code) => code === '11953' }), [])
  assert.deepEqual(faultsOf({}, { isCommune: () => false }), ['address/communeCode identity.commune_unknown'])
  assert.deepEqual(faultsOf({ address: { communeCode: '1195', line: 'x' } }), [
    'address/communeCode identity.commune_unknown',
  ])
})

test('whatever is typed gives faults or a profile of the recorded shape, and checking again changes nothing', () => {
  const typed = fc.option(fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme' })), {
    nil: undefined,
  })
  const field = (likely: string) =>
    fc.oneof({ weight: 3, arbitrary: fc.constant(likely) }, { weight: 1, arbitrary: typed })
  const input = fc.record({
    kind: fc.constantFrom('citizen' as const, 'organisation' as const),
    fullName: field('Nguyễn Văn An'),
    identityNumber: field('033090000001'),
    taxCode: field('0100233488'),
    birthDate: field('1990-01-01'),
    sex: field('male'),
    phone: field('+84 24 3825 5555'),
    email: field('an@example.vn'),
    address: fc.record({ communeCode: field('11953'), line: field('Thôn 1') }),
  })
  fc.assert(
    fc.property(input, (raw) => {
      const check = checkPerson(JSON.parse(JSON.stringify(raw)) as PersonInput, options)
      if (!check.ok) {
        assert.ok(check.faults.length > 0)
        return
      }
      assert.deepEqual([...Value.Errors(PersonProfile, check.profile)], [])
      const again = checkPerson(check.profile, { ...options })
      assert.ok(again.ok)
      assert.deepEqual(again.profile, check.profile)
    }),
    { numRuns: 500 },
  )
})
