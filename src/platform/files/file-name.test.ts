import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fc } from '../../../test/support/properties.ts'
import { makeDemoPdf } from './demo-pdf.ts'
import { fileRefusals } from './file-faults.ts'
import { cleanFileName, contentDisposition } from './file-name.ts'
import { claimedExtension, type FileExtension } from './file-types.ts'

test('names keep their words and lose what could harm or mislead', () => {
  const cases: [string, FileExtension, string][] = [
    ['Đơn đề nghị.pdf', 'pdf', 'Đơn đề nghị.pdf'],
    ['Đơn'.normalize('NFD'), 'pdf', 'Đơn.pdf'],
    ['Ảnh chụp.JPEG', 'jpg', 'Ảnh chụp.jpg'],
    ['C:\\fakepath\\a.png', 'png', 'a.png'],
    ['../../etc/passwd', 'pdf', 'passwd.pdf'],
    ['a\u202efdp.exe', 'pdf', 'afdp.exe.pdf'],
    ['a\0b\r\nc\u200b.docx', 'docx', 'abc.docx'],
    ['..', 'pdf', 'file.pdf'],
    ['', 'pdf', 'file.pdf'],
    ['.pdf', 'pdf', 'pdf.pdf'],
    ['a<b>:"c|d?*.xlsx', 'xlsx', 'a_b___c_d__.xlsx'],
  ]
  for (const [sent, extension, shown] of cases) assert.equal(cleanFileName(sent, extension), shown, sent)
})

test('whatever was sent, the name is short, on one line, has its extension, and cleaning it again changes nothing', () => {
  const sent = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 500 }),
    fc.string({ unit: 'grapheme', minLength: 150, maxLength: 400 }),
  )
  fc.assert(
    fc.property(sent, fc.constantFrom<FileExtension>('pdf', 'jpg', 'docx'), (name, extension) => {
      const shown = cleanFileName(name, extension)
      assert.ok(shown.length <= 200 && shown.isWellFormed() && !/[\p{Cc}/\\]/u.test(shown))
      assert.equal(claimedExtension(shown), extension)
      assert.equal(cleanFileName(shown, extension), shown)
      const header = contentDisposition(shown, 'attachment')
      assert.match(header, /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w.~!%#$&+^`|-]+$/)
      assert.equal(decodeURIComponent(header.split("UTF-8''").at(-1) ?? ''), shown)
    }),
    { numRuns: 500 },
  )
})

test('the demonstration PDF has a table that fits and is the same each time', () => {
  const page = { title: 'Đơn (mẫu) \\', lines: Array.from({ length: 60 }, (_, index) => `Dòng ${index}`) }
  const text = Buffer.from(makeDemoPdf(page)).toString('latin1')
  assert.deepEqual(makeDemoPdf(page), makeDemoPdf(page))
  const tableAt = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1])
  assert.ok(text.slice(tableAt).startsWith('xref\n0 6\n'))
  const rows = [...text.slice(tableAt).matchAll(/(\d{10}) 00000 n \n/g)]
  assert.equal(rows.length, 5)
  for (const [index, row] of rows.entries()) assert.ok(text.slice(Number(row[1])).startsWith(`${index + 1} 0 obj\n`))
  const length = Number(/\/Length (\d+)/.exec(text)?.[1])
  assert.equal(text.indexOf('\nendstream'), text.indexOf('stream\n') + 7 + length)
})

test('every fault has its sentence in both languages, and none is left over', () => {
  const codes = Object.keys(fileRefusals).map((code) => `error.files.${code}`)
  for (const locale of ['vi', 'en']) {
    const file = `${import.meta.dirname}/../../web/locales/${locale}/errors-files.json`
    assert.deepEqual(Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object).toSorted(), codes.toSorted())
  }
})
