import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '../../../test/support/properties.ts'
import { placeAddress } from './card-address.ts'
import { isCardScan, readCardQr } from './card-qr.ts'

const TODAY = '2026-11-26'
const CARD =
  '033190001234|145678901|Nguyễn Thị Ánh Tuyết|03021990|Nữ|Thôn Ngọc Loan, Tân Quang, Văn Lâm, Hưng Yên|25042021'

/** What a scanner types that takes UTF-8 for Windows letters. */
function misread(text: string): string {
  return new TextDecoder('windows-1252').decode(new TextEncoder().encode(text))
}

function codeOf(text: string): string {
  const read = readCardQr(text, TODAY)
  return read.ok ? 'ok' : read.code
}

describe('the QR of a citizen card', () => {
  test('its fields, each in its normal form', () => {
    assert.deepEqual(readCardQr(`${CARD}\r\n`, TODAY), {
      ok: true,
      value: {
        number: '033190001234',
        oldNumber: '145678901',
        fullName: 'Nguyễn Thị Ánh Tuyết',
        birthDate: '1990-02-03',
        sex: 'female',
        address: 'Thôn Ngọc Loan, Tân Quang, Văn Lâm, Hưng Yên',
        issuedOn: '2021-04-25',
        mended: null,
      },
    })
  })

  test('fields of newer cards behind the seven are not kept', () => {
    const read = readCardQr(`${CARD}|Nguyễn Văn Cha|Trần Thị Mẹ|bí mật`, TODAY)
    assert.ok(read.ok)
    assert.doesNotMatch(JSON.stringify(read), /Cha|Mẹ|bí mật/)
  })

  test('no old number, no issue date', () => {
    const read = readCardQr('033190001234||Lê Văn Hòa|01011990|Nam|Phố Hiến, Hưng Yên|', TODAY)
    assert.ok(read.ok)
    assert.deepEqual([read.value.oldNumber, read.value.issuedOn], [null, null])
  })

  test('decomposed letters, full-width bars, and the two numbers the other way round are put right', () => {
    const read = readCardQr(CARD.normalize('NFD').replaceAll('|', '｜'), TODAY)
    assert.ok(read.ok)
    assert.equal(read.value.fullName, 'Nguyễn Thị Ánh Tuyết')
    const turned = readCardQr(CARD.replace('033190001234|145678901', '145678901|033190001234'), TODAY)
    assert.ok(turned.ok)
    assert.deepEqual([turned.value.number, turned.value.mended], ['033190001234', 'order'])
  })

  test('letters in the wrong code are turned back, lost ones refused', () => {
    const read = readCardQr(misread(CARD), TODAY)
    assert.ok(read.ok)
    assert.deepEqual([read.value.fullName, read.value.mended], ['Nguyễn Thị Ánh Tuyết', 'encoding'])
    assert.equal(codeOf(CARD.replace('ễ', '\ufffd')), 'card_encoding')
    assert.equal(codeOf(CARD.replace('ễ', '?')), 'card_encoding')
  })

  test('what is no whole Vietnamese card is refused by its reason', () => {
    assert.equal(codeOf(CARD.slice(0, 40)), 'card_half')
    assert.equal(codeOf(CARD.slice(30)), 'card_half')
    assert.equal(codeOf('I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO'), 'card_foreign')
    assert.equal(codeOf('@\n\u001e\rANSI 636026080102DL00410288ZA03290015DLDAQD12345678'), 'card_foreign')
    assert.equal(codeOf(CARD.replace('Nữ', '03021990').replace('|03021990|', '|Nữ|')), 'card_order')
    assert.equal(codeOf(CARD.replace('03021990', '31021990')), 'card_birth')
    assert.equal(codeOf(CARD.replace('03021990', '03022099')), 'card_birth_future')
    assert.equal(codeOf(CARD.replace('033190001234', '003190001234')), 'number_province')
  })

  test('any piece of a card, any garbage and any mixture of fields never throws and never half-reads', () => {
    const fields = fc.constantFrom(...CARD.split('|'), '', '||', 'x', '\ufffd', '0'.repeat(50))
    const scans = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.tuple(fc.nat(CARD.length), fc.nat(CARD.length)).map(([from, to]) => CARD.slice(from, to)),
      fc.array(fields, { maxLength: 12 }).map((all) => all.join('|')),
    )
    fc.assert(
      fc.property(scans, (scan) => {
        isCardScan(scan)
        const read = readCardQr(scan, TODAY)
        if (!read.ok) return /^(card|number)_/.test(read.code)
        return /^\d{12}$/.test(read.value.number) && /^\d{4}-\d\d-\d\d$/.test(read.value.birthDate)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the commune in the address of a card', () => {
  const communes = [
    { code: '11953', name: 'Phường Phố Hiến' },
    { code: '12004', name: 'Xã Như Quỳnh' },
    { code: '1', name: 'Xã Tân Hưng' },
    { code: '2', name: 'Phường Tân Hưng' },
  ]
  test('is found by its name without kind of unit and diacritics; what stands before is the line', () => {
    assert.deepEqual(placeAddress('Số 5 Chùa Chuông, P. Pho Hien, Hưng Yên', communes), {
      communeCode: '11953',
      line: 'Số 5 Chùa Chuông',
    })
    assert.equal(placeAddress('Thôn Ngô Xuyên, Như Quỳnh, Văn Lâm, Hưng Yên', communes)?.communeCode, '12004')
  })
  test('is not guessed: unknown, and two of one name', () => {
    assert.equal(placeAddress('Thôn Ngọc Loan, Tân Quang, Văn Lâm, Hưng Yên', communes), null)
    assert.equal(placeAddress('Tân Hưng, Hưng Yên', communes), null)
    assert.equal(placeAddress('', communes), null)
  })
})
