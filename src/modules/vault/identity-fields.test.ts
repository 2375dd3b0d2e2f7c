import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fc } from '../../../test/support/properties.ts'
import { addressWarnings } from './address.ts'
import { maskPhone, readEmail, readPhone } from './contact.ts'
import type { Checked } from './field-check.ts'
import { identityProvinces, maskIdentityNumber, readIdentityNumber } from './identity-number.ts'
import { nameTokens, queryToken } from './name-tokens.ts'
import { readTaxCode } from './tax-code.ts'

const today = '2026-11-22'
const outcome = (checked: Checked<unknown>): unknown => (checked.ok ? checked.value : checked.code)

test('an identity number tells province, sex and year of birth', () => {
  assert.equal(Object.keys(identityProvinces).length, 63)
  assert.deepEqual(outcome(readIdentityNumber('033195001234', today)), {
    number: '033195001234',
    provinceCode: '033',
    provinceName: 'Hưng Yên',
    sex: 'female',
    birthYear: 1995,
  })
  assert.deepEqual(outcome(readIdentityNumber('001226000001', today)), {
    number: '001226000001',
    provinceCode: '001',
    provinceName: 'Hà Nội',
    sex: 'male',
    birthYear: 2026,
  })
})

test('an identity number that cannot be is refused, each for its own reason', () => {
  const codeOf = (typed: string): unknown => outcome(readIdentityNumber(typed, today))
  assert.equal(codeOf(''), 'number_missing')
  assert.equal(codeOf('03319500123'), 'number_length')
  assert.equal(codeOf('1'.repeat(50)), 'number_length')
  assert.equal(codeOf('1'.repeat(100_000)), 'number_length')
  assert.equal(codeOf('03319500123a'), 'number_not_digits')
  assert.ok(readIdentityNumber('０３３１９５００１２３４', today).ok, 'full-width digits are digits')
  assert.equal(codeOf('٠٣٣١٩٥٠٠١٢٣٤'), 'number_not_digits')
  assert.equal(codeOf('003195001234'), 'number_province')
  assert.equal(codeOf('000195001234'), 'number_province')
  assert.equal(codeOf('033227001234'), 'number_not_yet_born')
  assert.equal(codeOf('033495001234'), 'number_not_yet_born')
})

test('any number of a known province and a past year is read, and shown with nine of its digits hidden', () => {
  const parts = fc.record({
    province: fc.constantFrom(...Object.keys(identityProvinces)),
    year: fc.integer({ min: 1900, max: 2026 }),
    female: fc.boolean(),
    rest: fc.integer({ min: 0, max: 999_999 }),
  })
  fc.assert(
    fc.property(parts, ({ province, year, female, rest }) => {
      const century = (year < 2000 ? 0 : 2) + (female ? 1 : 0)
      const number = `${province}${century}${String(year % 100).padStart(2, '0')}${String(rest).padStart(6, '0')}`
      const read = readIdentityNumber(number, today)
      assert.ok(read.ok && read.value.birthYear === year && (read.value.sex === 'female') === female)
      assert.match(maskIdentityNumber(number), /^0xx\*{6}[0-9]{3}$/)
    }),
  )
  assert.equal(maskIdentityNumber('033195001234'), '0xx******234')
  assert.equal(maskIdentityNumber('B1234567'), '********')
})

test('tax codes: published ones pass, one changed digit of the first ten does not', () => {
  const published = ['0100233488', '0314409058', '0100112437', '0312687878']
  for (const code of published) assert.equal(outcome(readTaxCode(code)), code)
  assert.equal(outcome(readTaxCode('0100233488-001')), '0100233488-001')
  assert.equal(outcome(readTaxCode('0100233488001')), '0100233488-001')
  assert.equal(outcome(readTaxCode('033195001234')), '033195001234')
  for (const typed of ['0100233488-000', '0100000000', '01002334', 'abc', '1'.repeat(5000)]) {
    assert.equal(outcome(readTaxCode(typed)), 'tax_code_form', typed.slice(0, 20))
  }
  fc.assert(
    fc.property(fc.constantFrom(...published), fc.nat(9), fc.integer({ min: 1, max: 9 }), (code, at, by) => {
      const changed = code.slice(0, at) + ((Number(code[at]) + by) % 10) + code.slice(at + 1)
      assert.equal(readTaxCode(changed).ok, false)
    }),
  )
})

test('phones come out as E.164, however they were typed', () => {
  for (const typed of [
    '0912345678',
    '+84912345678',
    '84912345678',
    '0084 912 345 678',
    '0912.345.678',
    '(+84) 0912-345-678',
  ]) {
    assert.equal(outcome(readPhone(typed)), '+84912345678', typed)
  }
  assert.equal(outcome(readPhone('0221 3862 345')), '+842213862345')
  assert.equal(outcome(readPhone('+1 415 555 0100')), '+14155550100')
  assert.equal(outcome(readPhone('0112345678')), 'phone_form')
  assert.equal(outcome(readPhone('113')), 'phone_form')
  assert.equal(outcome(readPhone('+84 113')), 'phone_form')
  assert.equal(outcome(readPhone('1'.repeat(50))), 'phone_form')
  assert.equal(outcome(readPhone('không có')), 'phone_not_digits')
  assert.equal(maskPhone('+84912345678'), '0xx****678')
})

test('e-mail addresses', () => {
  assert.equal(outcome(readEmail(' an.le+x@Mail.Example.VN ')), 'an.le+x@mail.example.vn')
  for (const typed of [
    'an',
    'an@',
    '@example.vn',
    'an@localhost',
    'a b@example.vn',
    'an@example..vn',
    '.an@example.vn',
    `${'a'.repeat(300)}@example.vn`,
    'an@example.vn\nBcc: x@y.vn',
  ]) {
    assert.equal(outcome(readEmail(typed)), 'email_form', typed.slice(0, 30))
  }
})

test('addresses: districts and provinces of before July 2025 are remarked on, streets named alike are not', () => {
  const codesOf = (line: string): string[] => addressWarnings(line).map((warning) => warning.code)
  assert.deepEqual(codesOf('Thôn 3, huyện Văn Giang'), ['address_district'])
  assert.deepEqual(codesOf('12 Lê Lợi, Q. 1'), ['address_district'])
  assert.deepEqual(codesOf('Tổ 2, thị xã Mỹ Hào, tỉnh Hưng Yên'), ['address_district'])
  assert.deepEqual(addressWarnings('Thôn Đông, tỉnh Thái Bình'), [
    { code: 'address_former_province', params: { was: 'Thái Bình', became: 'Hưng Yên' } },
  ])
  assert.deepEqual(codesOf('Thôn Đông tỉnh Thái Bình'), ['address_former_province'])
  assert.deepEqual(codesOf('12 đường Thái Bình'), [])
  assert.deepEqual(codesOf('Quán cà phê Nam, đường Hà Nam Ninh'), [])
  assert.deepEqual(codesOf('5 Trưng Trắc, Bà Rịa - Vũng Tàu'), ['address_former_province'])
  assert.deepEqual(codesOf('Số 5, đường Bãi Sậy, tỉnh Hưng Yên'), [])
})

test('the parts of a name, at most five, none twice', () => {
  assert.deepEqual(nameTokens('Nguyễn Thị Minh Khai'), [
    'nguyen thi minh khai',
    'minh khai',
    'khai',
    'nguyen khai',
    'nguyen minh khai',
  ])
  assert.deepEqual(nameTokens('Đỗ Mười'), ['do muoi', 'muoi'])
  assert.deepEqual(nameTokens('Hoa'), ['hoa'])
  assert.deepEqual(nameTokens(' … '), [])
  assert.equal(queryToken('…'), null)
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const tokens = nameTokens(name)
      assert.ok(tokens.length <= 5 && new Set(tokens).size === tokens.length)
      const whole = queryToken(name)
      assert.equal(whole === null, tokens.length === 0)
      if (whole !== null) assert.ok(tokens.includes(whole))
    }),
  )
})

test('every code of the checks has its sentence in both languages, and none is left over', () => {
  const sources = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const text = sources.map((name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8')).join('\n')
  const used = new Set(
    [...text.matchAll(/'((?:number|tax_code|phone|email|birth|sex|name|text|address|commune)_[a-z_]+)'/g)].map(
      (match) => `identity.${match[1]}`,
    ),
  )
  for (const locale of ['vi', 'en']) {
    const file = `${import.meta.dirname}/../../web/locales/${locale}/identity.json`
    const keys = Object.keys(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)
    assert.deepEqual(keys.toSorted(), [...used].toSorted(), locale)
  }
})
