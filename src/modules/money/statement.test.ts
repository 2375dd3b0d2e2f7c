import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readStatement } from './statement-file.ts'
import { matchLine } from './statement-match.ts'

const rows = (text: string | Uint8Array) => {
  const read = readStatement(typeof text === 'string' ? Buffer.from(text) : text)
  assert.ok(read.ok, JSON.stringify(read))
  return read
}
const SIMPLE = 'Ngày giao dịch,Mã giao dịch,Số tiền,Nội dung\n26/11/2026,FT1,75000,Nộp lệ phí hồ sơ\n'

/** Vietnamese in windows-1258: base letters with tones behind them, as that code page writes. */
function windows1258(text: string): Uint8Array {
  const table = new Map(
    Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1258').decode(new Uint8Array([byte])), byte]),
  )
  const bytes: number[] = []
  for (const letter of text.normalize('NFC')) {
    const whole = table.get(letter)
    if (whole !== undefined) bytes.push(whole)
    else {
      const parts = [...letter.normalize('NFD')]
      const tone = parts.find((part) => /[\u0300\u0301\u0303\u0309\u0323]/.test(part)) ?? ''
      const base = parts
        .filter((part) => part !== tone)
        .join('')
        .normalize('NFC')
      bytes.push(table.get(base) ?? 0x3f, table.get(tone) ?? 0x3f)
    }
  }
  return new Uint8Array(bytes)
}

describe('a statement file', () => {
  test('is read in the encodings banks use', () => {
    const utf16 = Buffer.from(SIMPLE, 'utf16le')
    const files: [Uint8Array, string][] = [
      [Buffer.from(SIMPLE), 'utf-8'],
      [Buffer.from(`\ufeff${SIMPLE}`), 'utf-8'],
      [Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), 'utf-16le'],
      [utf16, 'utf-16le'],
      [Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()]), 'utf-16be'],
      [windows1258(SIMPLE), 'windows-1258'],
    ]
    for (const [bytes, encoding] of files) {
      const read = rows(bytes)
      assert.equal(read.encoding, encoding)
      assert.deepEqual(
        read.rows,
        [{ line: 2, on: '2026-11-26', amount: 75_000, purpose: 'Nộp lệ phí hồ sơ', reference: 'FT1' }],
        encoding,
      )
    }
  })

  test('is read in several layouts: debit and credit, one signed amount, English headings, lines before and sums behind', () => {
    const read = rows(
      [
        'NGÂN HÀNG THỬ;;;;',
        'Số dư đầu;1.000.000;;;',
        'Ngày;Số chứng từ;Phát sinh nợ;Phát sinh có;Diễn giải',
        '26-11-2026 08:15:00;A1;;1.500.000;"chuyển ""tiền""; lần 1"',
        '27/11/2026;A2;20.000;;phí',
        'Tổng cộng;;20.000;1.500.000;',
      ].join('\r\n'),
    )
    assert.deepEqual(
      read.rows.map(({ on, amount, purpose }) => [on, amount, purpose]),
      [
        ['2026-11-26', 1_500_000, 'chuyển "tiền"; lần 1'],
        ['2026-11-27', -20_000, 'phí'],
      ],
    )
    const english = rows('Date,Reference,Debit,Credit,Description\n2026-11-26,R1,,"1,500,000.00",fee\n')
    assert.deepEqual([english.layout, english.rows[0]?.amount], ['debit-credit', 1_500_000])
    assert.deepEqual(rows('Date\tAmount\tDetails\n26/11/2026\t-20,000\tout\n').rows[0]?.amount, -20_000)
  })

  test('is refused whole when a part makes no sense', () => {
    const refused: [string | Uint8Array, object][] = [
      [Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), { ok: false, fault: 'encoding' }],
      [Buffer.from('%PDF-1.7\n\u0001\u0002'), { ok: false, fault: 'encoding' }],
      ['Tên,Tuổi\nLan,3\n', { ok: false, fault: 'unreadable' }],
      ['Ngày,Số tiền,Nội dung\n', { ok: false, fault: 'empty' }],
      [`${SIMPLE}31/02/2026,FT2,1,x\n`, { ok: false, fault: 'row', line: 3 }],
      [`${SIMPLE}26/11/2026,FT2,12.5,x\n`, { ok: false, fault: 'row', line: 3 }],
      [`${SIMPLE}26/11/2026,FT2,,x\n`, { ok: false, fault: 'row', line: 3 }],
    ]
    for (const [file, fault] of refused) {
      assert.deepEqual(readStatement(typeof file === 'string' ? Buffer.from(file) : file), fault)
    }
  })
})

describe('matching', () => {
  const due = [
    { dossierId: 'a', code: 'H33.08-261126-0001', amount: 75_000 },
    { dossierId: 'b', code: 'H33.08-261126-0002', amount: 20_000 },
  ]
  const match = (purpose: string, amount = 75_000) =>
    matchLine({ amount, purpose }, due, [{ refundId: 'r', code: 'H33.08-261126-0001', amount: 75_000 }])

  test('by code however the bank writes it, and by amount to the đồng', () => {
    for (const purpose of [
      'HS H33.08-261126-0001',
      'nguyen hoa HSH33082611260001 tks',
      'ck hs h33 08 261126 0001.',
      'HSH33082611260001 20261126 FT9',
    ]) {
      assert.deepEqual(match(purpose), { kind: 'payment', dossierId: 'a' }, purpose)
    }
    assert.deepEqual(match('HS H33.08-261126-0001', 74_999), { kind: 'open', why: 'amount_differs' })
    assert.deepEqual(match('HS H33.08-261126-00012'), { kind: 'open', why: 'no_code' })
    assert.deepEqual(match('HS H33.08-261126-0009'), { kind: 'open', why: 'nothing_due' })
    assert.deepEqual(match('H33.08-261126-0001 va H33.08-261126-0002'), { kind: 'open', why: 'several' })
    assert.deepEqual(match('ung ho'), { kind: 'open', why: 'no_code' })
  })

  test('money that went out is a refund or for a person', () => {
    assert.deepEqual(match('hoan le phi H33.08-261126-0001', -75_000), { kind: 'refund', refundId: 'r' })
    assert.deepEqual(match('hoan le phi H33.08-261126-0001', -70_000), { kind: 'open', why: 'outgoing' })
  })
})
