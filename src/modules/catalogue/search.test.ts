import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { loadCatalogueFiles } from './catalogue-files.ts'
import { importCatalogue } from './import-catalogue.ts'
import { listFields, listLifeEvents, searchProcedures } from './procedure-views.ts'
import { readQuery } from './search-text.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
  const files = await loadCatalogueFiles('data')
  await database.db.write((tx) => importCatalogue(tx, files))
})
after(() => database.close())

/** What people type, and the procedure they mean. */
const asked: [string, string][] = [
  ['khai sinh', '1.001193'],
  ['Đăng ký khai sinh', '1.001193'],
  ['dang ky khai sinh', '1.001193'],
  ['khai sihn', '1.001193'],
  ['đăng kí khai sinh cho con', '1.001193'],
  ['gks', '1.001193'],
  ['làm giấy khai sinh', '1.001193'],
  ['đăng ký lại khai sinh', '1.004884'],
  ['trich luc khai sinh', '2.000635'],
  ['bản sao giấy khai sinh', '2.000635'],
  ['kết hôn', '1.000894'],
  ['ket hon nguoi nuoc ngoai', '2.000806'],
  ['giấy độc thân', '1.004873'],
  ['khai tử', '1.000656'],
  ['giay chung tu', '1.000656'],
  ['đổi họ', '1.004859'],
  ['gpxd', '1.013225'],
  ['giay phep xay dung', '1.013225'],
  ['giay phep xay dugn', '1.013225'],
  ['xin phép xây nhà', '1.013225'],
  ['gia hạn giấy phép xây dựng', '1.013227'],
  ['sửa nhà', '1.013229'],
  ['mất sổ đỏ', '1.012786'],
  ['mat so do', '1.012786'],
  ['đổi sổ đỏ', '1.012783'],
  ['sang tên sổ đỏ', '1.013831'],
  ['tach thua', '1.012784'],
  ['thế chấp sổ đỏ', '1.011441'],
  ['nhập khẩu', '1.004222'],
  ['ho khau', '1.004222'],
  ['thuong tru', '1.004222'],
  ['tạm trú', '1.004194'],
  ['tam chu', '1.004194'],
  ['khaisinh', '1.001193'],
  ['giấy khai xinh', '1.001193'],
  ['chứng nhận kết hon', '1.000894'],
  ['lý lich tu phap', '3.000333'],
  ['tách khẩu', '1.010038'],
  ['cccd', '1.014061'],
  ['mất căn cước', '1.014064'],
  ['bhyt', '2.000986'],
  ['bằng lái xe', '3.000347'],
  ['hộ kinh doanh', '1.001612'],
  ['lý lịch tư pháp', '3.000333'],
  ['sao y', '2.000815'],
  ['thủ tục đăng ký tạm trú cần gì', '1.004194'],
  ['1.001193', '1.001193'],
  ['1001193', '1.001193'],
  ['1.001193.000.00.00.H33', '1.001193'],
  ['1.012753.H19', '1.012753'],
  ['1.012752', '1.013823'],
  ['1.115492', '1.012783'],
]
for (const [text, code] of asked) {
  test(`"${text}" finds ${code} first`, async () => {
    const { procedures } = await searchProcedures(database.db.read, { text, limit: 5 })
    assert.equal(procedures[0]?.code, code, procedures.map((hit) => `${hit.code} ${hit.name.vi}`).join('\n'))
  })
}

test('nonsense finds nothing, and neither does an unknown code', async () => {
  for (const text of ['zzzz qqqq', '9.999999', '!!!', 'xyzxyz']) {
    const { procedures } = await searchProcedures(database.db.read, { text: text === '!!!' ? 'wwwww' : text, limit: 5 })
    assert.deepEqual(procedures, [], text)
  }
})

test('hostile text is only text', async () => {
  for (const text of ["'; DROP TABLE catalogue_field; --", '%', '_', '|', '\\', '\u0000x', '😀', 'a'.repeat(5000)]) {
    await searchProcedures(database.db.read, { text, limit: 5 })
  }
})

test('pages follow each other without gap or repetition', async () => {
  for (const search of [{}, { text: 'đăng ký' }, { text: '1.0' }]) {
    const whole = await searchProcedures(database.db.read, { ...search, limit: 100 })
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await searchProcedures(database.db.read, { ...search, after, limit: 7 })
      seen.push(...page.procedures.map((hit) => hit.code))
      after = page.next ?? undefined
    } while (after !== undefined && seen.length < 500)
    assert.equal(new Set(seen).size, seen.length)
    assert.deepEqual(
      seen.slice(0, whole.procedures.length),
      whole.procedures.map((hit) => hit.code),
    )
  }
})

test('filters narrow', async () => {
  const codes = async (search: object) =>
    (await searchProcedures(database.db.read, { limit: 100, ...search })).procedures.map((hit) => hit.code)
  assert.ok((await codes({ lifeEvent: 'xay-nha' })).includes('1.013225'))
  assert.equal((await codes({ lifeEvent: 'xay-nha' }))[0], '1.013225')
  assert.ok((await codes({ field: 'cu-tru' })).every((code) => code !== '1.001193'))
  assert.ok((await codes({ agencySlug: 'thue-tinh' })).includes('1.013831'))
  assert.ok((await codes({ agencySlug: 'so-xay-dung', level: 'province' })).includes('1.013236'))
  assert.ok(!(await codes({ level: 'province' })).includes('1.001193'))
  assert.ok(!(await codes({ wholeOnly: true })).includes('2.000815'))
  assert.deepEqual(await codes({ field: 'none' }), [])
})

test('a page address that was tampered with is refused', async () => {
  await assert.rejects(
    searchProcedures(database.db.read, { after: 'x', limit: 5 }),
    (error: unknown) => error instanceof Refusal && error.code === 'catalogue.cursor_invalid',
  )
})

test('fields and life events come with their counts', async () => {
  const fields = await listFields(database.db.read)
  const total = (await searchProcedures(database.db.read, { limit: 100 })).procedures.length
  assert.equal(total, 100)
  assert.equal(fields[0]?.key, 'ho-tich')
  assert.equal(fields.find((field) => field.key === 'cu-tru')?.procedures, 13)
  const events = await listLifeEvents(database.db.read)
  assert.equal(events[0]?.key, 'co-con-nho')
  assert.ok(events.every((event) => event.procedures > 0))
})

test('queries are read as codes only when they look like one', () => {
  assert.deepEqual(readQuery('1.0011'), { kind: 'code', digits: '10011' })
  assert.deepEqual(readQuery('  '), { kind: 'all' })
  assert.deepEqual(readQuery('CT01'), { kind: 'words', phrase: 'ct01', tokens: ['ct01'] })
  assert.equal(readQuery('2 con').kind, 'words')
})
