import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { specimen } from '../../../../test/support/specimens/draw-paper.ts'
import { type PageReading, packReading, textOf, unpackReading } from '../reading/page-reading.ts'
import { readPage } from '../reading/read-page.ts'
import { openRecogniser, type Recogniser } from '../reading/recogniser.ts'
import { paperKinds } from '../schemas.ts'
import { detectKind, extractFields, fieldShapes } from './extract-fields.ts'
import { mendName } from './names.ts'
import { compact, distance, findNear } from './near-text.ts'
import { searchWords } from './search-words.ts'
import { readAddress, readAmount, readDate, readIdentity, readName, readSex, readTax } from './value-forms.ts'

const TODAY = '2026-11-26'
let recogniser: Recogniser

before(async () => {
  recogniser = await openRecogniser(2)
})
after(() => recogniser.close())

for (const kind of paperKinds) {
  test(`a scanned ${kind}: its kind, and nearly all of its fields`, async () => {
    const paper = await specimen(kind, 'scanned', 61)
    const { reading, refusal } = await readPage({ bytes: paper.image }, recogniser)
    assert.equal(refusal, null)
    assert.equal(detectKind(reading), kind)
    assert.deepEqual(unpackReading(packReading(reading)), reading)
    const found = extractFields(kind, [reading], TODAY)
    const plain = (value: string | undefined) => value?.toLocaleLowerCase('vi')
    const wrong = Object.entries(paper.truth).filter(
      ([key, value]) => plain(found.find((field) => field.key === key)?.value) !== plain(value),
    )
    assert.ok(wrong.length <= 1, JSON.stringify({ wrong, found: found.map(({ key, value }) => [key, value]) }))
    for (const { box, page, key } of found) {
      assert.ok(box.left < box.right && box.top < box.bottom && box.right <= 1 && box.bottom <= 1, key)
      assert.equal(page, 1)
    }
    const keys = fieldShapes(kind).map((shape) => shape.key)
    assert.ok(Object.keys(paper.truth).every((key) => keys.includes(key)))
  })
}

/** A page of lines as a recogniser without faults would give it. */
function pageOf(lines: readonly string[]): PageReading {
  const words = lines.flatMap((line, position) => {
    let left = 100
    return line.split(' ').map((text) => {
      const box = { left, top: 100 + position * 40, right: left + text.length * 12, bottom: 124 + position * 40 }
      left = box.right + 12
      return { text, confidence: 90, box, line: position }
    })
  })
  return { width: 1654, height: 2339, words }
}

test('marks and letters that were misread do not hide labels; what contradicts itself is trusted less', () => {
  const lines = [
    'GIAY KHAl SlNH',
    'Số: 12⁄2024',
    'Ho, chư đêm, tèn: NGUYÊN VĂN AN',
    'Ngay, tháng, nam sinh: 05/03/2o24 ghi bằng chữ: ngày năm tháng ba',
    'Gioi tinh: Nam Dân tộc: Kinh',
    'Số định danh cá nhân: 033224001234',
    'Họ, chữ đệm, tên người mẹ: LÊ THỊ BA',
    'Họ, chữ đệm, tên người cha: NGUYỄN VĂN BỐN',
  ]
  const page = pageOf(lines)
  assert.equal(detectKind(page), 'birth_certificate')
  const value = (key: string, from = page) =>
    extractFields('birth_certificate', [from], TODAY).find((one) => one.key === key)
  assert.equal(value('fullName')?.value, 'Nguyễn Văn An')
  assert.equal(value('birthDate')?.value, '2024-03-05')
  assert.equal(value('motherName')?.value, 'Lê Thị Ba')
  assert.equal(value('fatherName')?.value, 'Nguyễn Văn Bốn')
  assert.equal(value('number')?.value, '12/2024')
  const contradicted = pageOf(lines.map((line) => line.replace('033224', '033399')))
  assert.ok((value('identityNumber', contradicted)?.confidence ?? 1) < (value('identityNumber')?.confidence ?? 0))
  assert.equal(detectKind(pageOf(['Đơn xin nghỉ phép', 'Kính gửi: ông trưởng phòng'])), null)
})

test('values in their forms', () => {
  assert.equal(readDate('ngày 05 thúng 3 năm 2024', TODAY)?.value, '2024-03-05')
  assert.equal(readDate('l2/O5/1990', TODAY)?.value, '1990-05-12')
  assert.equal(readDate('31/02/1990', TODAY), null)
  assert.equal(readIdentity('số 0330 8400 1234', TODAY)?.value, '033084001234')
  assert.equal(readIdentity('chưa có', TODAY), null)
  assert.equal(readTax('0100109106')?.value, '0100109106')
  assert.equal(readSex('Nu')?.value, 'Nữ')
  assert.equal(readSex('Nam Dân')?.value, 'Nam')
  assert.equal(readName('NGUYÊN THI HOA, sinh năm 1980')?.value, 'Nguyễn Thị Hoa')
  assert.equal(readAddress('xa Như Quỳnh, tính Hưng Yên;')?.value, 'xã Như Quỳnh, tỉnh Hưng Yên')
  assert.equal(readAmount('1.500.000.000 đồng')?.value, '1500000000')
  assert.equal(readAmount('135,6 m²')?.value, '135,6')
})

test('names: a surname is mended by its letters, a given name is left as it was read', () => {
  assert.deepEqual(mendName(['BÚI', 'VAN', 'NGUYÊN']).words, ['Bùi', 'Văn', 'Nguyên'])
  assert.deepEqual(mendName(['VÕ', 'THỊ', 'SÁU']).words, ['Võ', 'Thị', 'Sáu'])
  assert.equal(mendName(['Xyz', 'An']).isKnown, false)
})

test('near texts', () => {
  assert.equal(compact('Số: 12/Đ-ă'), 'so12da')
  assert.equal(distance('khai', 'khal'), 1)
  assert.deepEqual(findNear('xxhovatenyy', 'hovaten', 1)[0], { start: 2, end: 9, errors: 0 })
  assert.equal(findNear('khong co', 'giaykhaisinh', 2).length, 0)
})

test('search words: no marks, each once, none of the printed forms', () => {
  assert.deepEqual(searchWords('Họ và tên: Trần Đại TOẢN, số 12/2024 Toản'), ['tran', 'toan', '12', '2024'])
  assert.equal(textOf(pageOf(['một hai', 'ba'])), 'một hai\nba')
})
