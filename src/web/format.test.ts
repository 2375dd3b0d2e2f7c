import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../test/support/properties.ts'
import { makeFormat, parseTypedDate } from './format.ts'
import { translator } from './locales/read-dictionary.ts'

const vi = makeFormat('vi', translator('vi'))
const en = makeFormat('en', translator('en'))
const due = new Date('2026-11-26T17:00:00+07:00')

test('numbers', () => {
  assert.equal(vi.number(12403), '12.403')
  assert.equal(en.number(12403), '12,403')
  assert.equal(vi.number(1234567.5), '1.234.567,5')
  assert.equal(vi.number(1.8), '1,8')
  assert.equal(vi.number(2), '2')
  assert.equal(vi.number(-1200), '\u22121.200')
  assert.equal(vi.number(-0.001), '0')
})

test('a share shows two decimals and a whole of nothing has none', () => {
  assert.equal(vi.percent(12206, 12403), '98,41\u00a0%')
  assert.equal(en.percent(12206, 12403), '98.41%')
  assert.equal(vi.percent(1, 1), '100,00\u00a0%')
  assert.equal(vi.percent(0, 0), '–')
})

test('dates are told in Vietnamese time, with the weekday', () => {
  assert.equal(vi.weekdayTime(due), 'thứ Năm 26/11, 17:00')
  assert.equal(vi.weekdayTime(due, 'with-year'), 'thứ Năm 26/11/2026, 17:00')
  assert.equal(en.weekdayTime(due), 'Thursday 26/11, 17:00')
  assert.equal(vi.dateTime(new Date('2026-12-31T17:30:00Z')), '01/01/2027 00:30')
  assert.equal(vi.weekdayDate('2026-11-22'), 'Chủ nhật 22/11/2026')
  assert.equal(vi.date('2026-03-04'), '04/03/2026')
})

test('money, working spans and file sizes', () => {
  assert.equal(vi.money(75000), '75.000 đồng')
  assert.equal(en.money(75000), 'VND 75,000')
  assert.equal(vi.workingSpan(180), '3 giờ làm việc')
  assert.equal(vi.workingSpan(2880), '6 ngày làm việc')
  assert.equal(en.workingSpan(480), '1 working day')
  assert.equal(en.workingSpan(45), '45 working minutes')
  assert.equal(vi.fileSize(1_363_149), '1,3\u00a0MB')
  assert.equal(vi.fileSize(10), '1\u00a0KB')
})

test('typed dates: several ways of writing, only days that exist', () => {
  for (const text of ['5/11/1984', ' 05-11-1984 ', '05.11.1984', '05111984', '5 / 11 / 1984']) {
    assert.equal(parseTypedDate(text), '1984-11-05', text)
  }
  for (const text of ['31/02/2020', '0/1/2020', '1/13/2020', '1984-11-05', '5/11/84', '', 'mai']) {
    assert.equal(parseTypedDate(text), null, text)
  }
})

test('a date written by us and typed back is the same date', () => {
  const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(days, (day) => {
      const iso = day.toISOString().slice(0, 10)
      assert.equal(parseTypedDate(vi.date(iso)), iso)
    }),
  )
})
