import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QRPay } from 'vietnam-qr-pay'
import { fc } from '../../../test/support/properties.ts'
import { asciiPurpose, LONGEST_PURPOSE, purposeOf, vietQrText } from './vietqr.ts'

test('the published example, character by character', () => {
  assert.equal(
    vietQrText({ bin: '970436', account: '0123456789', amount: 150_000, purpose: 'HS 000.01.H56-250701-0001' }),
    '00020101021238540010A00000072701240006970436011001234567890208QRIBFTTA530370454061500005802VN62290825HS 000.01.H56-250701-00016304EF77',
  )
})

test('an independent reader finds bank, account, amount and purpose again, whatever they are', () => {
  const digits = (length: number) =>
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length })
  const accounts = fc.integer({ min: 6, max: 19 }).chain(digits)
  fc.assert(
    fc.property(
      digits(6),
      accounts,
      fc.integer({ min: 1, max: 999_999_999_999 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      (bin, account, amount, purpose) => {
        const read = new QRPay(vietQrText({ bin, account, amount, purpose: `HS ${purpose}` }))
        assert.ok(read.isValid)
        assert.deepEqual([read.consumer.bankBin, read.consumer.bankNumber, read.amount], [bin, account, String(amount)])
        assert.equal(read.additionalData.purpose, asciiPurpose(`HS ${purpose}`))
      },
    ),
  )
})

test('a changed character is noticed', () => {
  const text = vietQrText({ bin: '970436', account: '0123456789', amount: 75_000, purpose: 'HS H33.08-261126-0001' })
  assert.equal(new QRPay(text.replace('75000', '15000')).isValid, false)
})

test('the purpose is plain ASCII of at most 25 characters and keeps the serial', () => {
  assert.equal(asciiPurpose('Đặng Thị Đào nộp lệ phí hồ sơ số 12'), 'Dang Thi Dao nop le phi h')
  assert.equal(purposeOf('H33.08-261126-0001'), 'HS H33.08-261126-0001')
  const long = purposeOf('H33.103.25.07-261126-0001')
  assert.ok(long.length <= LONGEST_PURPOSE && long.endsWith('-261126-0001'))
})
