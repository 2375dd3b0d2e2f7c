import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { qrsIn, type ReadPdf, readPdf } from '../../../test/support/pdf.ts'
import { type PaperData, type SampleKind, sampleOf } from './fields.ts'
import { fontCoverage } from './font-coverage.ts'
import { moneyReceiptData } from './index.ts'
import { printable } from './printable.ts'
import { compareLines } from './template.ts'
import { loadTemplateFiles, type ShippedTemplate } from './template-files.ts'
import { openTypesetter, type Typesetter } from './typesetter.ts'

const DATA = join(import.meta.dirname, '../../../data')
const FONT = join(import.meta.dirname, '../../../node_modules/@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf')
const LIMITS = { mostPages: 60, mostMilliseconds: 2500, mostMegabytes: 400, freshMegabytes: 0 }

let typesetter: Typesetter
let templates: ShippedTemplate[]

before(async () => {
  typesetter = openTypesetter({ trial: LIMITS })
  templates = await loadTemplateFiles(DATA)
})
after(() => typesetter.close())

async function print(template: ShippedTemplate, data: PaperData, output: 'pdf' | 'svg' = 'pdf'): Promise<Uint8Array> {
  const answer = await typesetter.print({
    sources: [template.source],
    papers: [{ source: 0, data }],
    title: template.name.vi,
    output,
  })
  assert.ok(answer.ok, `${template.key}: ${JSON.stringify(answer)}`)
  return answer.content
}

/** Every text that stands in the data. The address to rate by is read by phones alone: what people type is the code beside it. */
function textsOf(value: unknown, name = ''): string[] {
  if (typeof value === 'string') return name === 'svg' ? [] : [value]
  if (Array.isArray(value)) return value.flatMap((item) => textsOf(item))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => (key === 'rate' ? [] : textsOf(item, key)))
}

/** The text without the numbers of the pages, which stand before what is on them. */
function bodyOf({ pages }: ReadPdf): string {
  return pages.map(({ text }, index) => (index === 0 ? text : text.replace(/^\s*\d+/, ''))).join('\n')
}

const squeezed = (text: string) =>
  text
    .normalize('NFC')
    .replaceAll(/[\s\u200b\u00ad]+/g, '')
    .toLocaleLowerCase('vi')

for (const kind of ['usual', 'least', 'long'] as const satisfies readonly SampleKind[]) {
  test(`every paper with ${kind} data: its words are read back, its fonts are in it, it is PDF/A-2b`, async () => {
    assert.ok(templates.length >= 13)
    for (const template of templates) {
      const data = sampleOf(template.fields, template.sample, kind)
      const read = await readPdf(await print(template, data))
      const shown = squeezed(bodyOf(read))
      for (const text of textsOf(data)) {
        // A cell that goes on over a page is read in parts.
        for (const part of kind === 'long' ? text.split(/\s+/) : [text]) {
          assert.ok(shown.includes(squeezed(part)), `${template.key}, ${kind}: "${part}" is not in\n${read.text}`)
        }
      }
      assert.match(shown, /cộnghòaxãhộichủnghĩaviệtnam/)
      assert.match(shown, /độclập-tựdo-hạnhphúc/)
      assert.ok(
        read.fonts.length > 0 && read.fonts.every((font) => /Tinos/.test(font.name) && font.embedded),
        template.key,
      )
      assert.match(read.xmp, /pdfaid:part>2<|pdfaid:part="2"/)
      assert.match(read.xmp, /pdfaid:conformance>B<|pdfaid:conformance="B"/)
    }
  })
}

test('forms are A5, the register is A4 on its side', async () => {
  for (const template of templates.filter(({ key }) => key.startsWith('form-'))) {
    const { pages } = await readPdf(await print(template, template.sample))
    const millimetres = pages.map(({ width, height }) => [Math.round(width / 2.83465), Math.round(height / 2.83465)])
    assert.deepEqual(millimetres[0], template.key === 'form-07' ? [297, 210] : [148, 210], template.key)
    assert.equal(pages.length, 1, template.key)
  }
})

test('every QR code, read from the picture of the paper, leads to its address', async () => {
  let read = 0
  for (const template of templates) {
    const { qr, rate } = template.sample as { qr?: { address: string }; rate?: { address: string } }
    if (qr === undefined) continue
    const wanted = [qr.address, ...(rate === undefined ? [] : [rate.address])]
    assert.deepEqual((await qrsIn(await print(template, template.sample, 'svg'))).sort(), wanted.sort(), template.key)
    read += 1
  }
  assert.ok(read >= 9)
})

test('what people type is text on the paper, never part of the template', async () => {
  const form = templates.find(({ key }) => key === 'form-01') as ShippedTemplate
  const hostile = [
    '#panic("vỡ")',
    ']] >> ]]> #{while true {}} $x$ *đậm* _nghiêng_ `mã` \\ @x <y>',
    '#import "@preview/x:1.0.0"',
    '"); #read("/etc/passwd")',
    '{{7*7}} %s <%= env %>',
  ]
  for (const name of hostile) {
    const { text } = await readPdf(await print(form, { ...form.sample, submitter: name, request: name }))
    assert.ok(squeezed(text).includes(squeezed(name)), `${name} is not in\n${text}`)
  }
  const long = 'Đ'.repeat(5000)
  const read = await readPdf(await print(form, { ...form.sample, submitter: long }))
  assert.ok(squeezed(bodyOf(read)).includes('đ'.repeat(5000)))
  assert.ok(read.pages.length > 1)
  assert.ok(
    read.pages.every((page) => page.rightmost <= page.width),
    'nothing runs off the paper',
  )
})

test('what the font cannot draw becomes a question mark, in names as in reasons', async () => {
  const form = templates.find(({ key }) => key === 'form-03') as ShippedTemplate
  const data = { ...form.sample, applicant: 'Trần 漢字 😀 Thị\u0000 Ánh\u202e', reason: 'Dòng một\nDòng hai\tcuối' }
  const { text } = await readPdf(await print(form, data))
  assert.ok(squeezed(text).includes(squeezed('Trần ?? ? Thị? Ánh')), text)
  const covers = fontCoverage(FONT)
  for (const letter of 'ăâđêôơưĂÂĐÊÔƠƯáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ–“”…') {
    assert.ok(covers(letter.codePointAt(0) ?? 0), letter)
  }
  assert.equal(printable('e\u0302\u0301', covers), 'ế')
})

test('many papers of two templates in one PDF, in order, the fonts once', async () => {
  const [one, six] = ['form-01', 'form-06'].map((key) => templates.find((each) => each.key === key) as ShippedTemplate)
  assert.ok(one && six)
  const answer = await typesetter.print({
    sources: [one.source, six.source],
    papers: [0, 1, 0].map((source) => ({ source, data: source === 0 ? one.sample : six.sample })),
    title: 'Nhiều giấy',
    output: 'pdf',
  })
  assert.ok(answer.ok)
  const { pages, fonts } = await readPdf(answer.content)
  assert.equal(pages.length, 3)
  assert.match(squeezed(pages[1]?.text ?? ''), /phiếukiểmsoát/)
  assert.equal(new Set(fonts.map((font) => font.name)).size, fonts.length)
})

async function attempt(source: string) {
  const begun = performance.now()
  const answer = await typesetter.trial({
    sources: [source],
    papers: [{ source: 0, data: {} }],
    title: 'Thử',
    output: 'pdf',
  })
  return { answer, took: performance.now() - begun }
}

const SLOW = '#let paper(d) = { for i in range(20000) { for j in range(20000) { let x = j } } }'

test('a template that does not compile says where: line and column', async () => {
  const { answer } = await attempt('#let paper(d) = [\n  Xin chào\n  #(1 + "a")\n]\n')
  assert.ok(!answer.ok)
  assert.deepEqual([answer.faults[0]?.line, answer.faults[0]?.column], [3, 5])
  const missing = await attempt('#let other(d) = []\n')
  assert.ok(!missing.answer.ok && missing.answer.reason === 'faulty')
  const field = await attempt('#let paper(d) = [#d.nothing]\n')
  assert.ok(!field.answer.ok && /nothing/.test(field.answer.faults[0]?.message ?? ''))
  const glyph = await attempt('#import "/layout.typ": *\n#let paper(d) = a5[漢]\n')
  assert.ok(!glyph.answer.ok && glyph.answer.faults.length === 1)
})

test('a hostile template is stopped in time, and the next one is served', async () => {
  const refused: [why: string, source: string, ...reasons: string[]][] = [
    ['loops', SLOW, 'too_slow'],
    ['makes a huge list', '#let paper(d) = { for i in range(100000000) { let x = i } }', 'died', 'too_slow'],
    ['calls itself for ever', '#let f(n) = f(n + 1)\n#let paper(d) = [#f(1)]', 'faulty', 'died'],
    [
      'eats memory',
      '#let paper(d) = { let s = "xxxxxxxxxxxxxxxx"; for i in range(40) { s = s + s }; s }',
      'died',
      'too_slow',
    ],
    ['has endless pages', '#let paper(d) = { for i in range(500) { [x]; pagebreak() } }', 'too_long'],
    ['reads a file', '#let paper(d) = raw(read("/etc/passwd"))', 'faulty'],
    ['climbs out', '#let paper(d) = raw(read("../../package.json"))', 'faulty'],
    ['reads a procedure', '#let paper(d) = raw(read("/../procedures/ho-tich.yaml"))', 'faulty'],
    ['breaks in two', '#let paper(d) = panic("vỡ")', 'faulty'],
  ]
  for (const [why, source, ...reasons] of refused) {
    const { answer, took } = await attempt(source)
    assert.ok(!answer.ok, why)
    assert.ok(reasons.includes(answer.reason), `${why}: ${answer.reason}`)
    assert.ok(took < 6000, `${why}: ${took} ms`)
    for (const fault of answer.faults) assert.doesNotMatch(fault.message, /root:|\/tmp|node_modules|\/home/, why)
  }
  const { answer } = await attempt('#import "/layout.typ": *\n#let paper(d) = a5[Xin chào]\n')
  assert.ok(answer.ok)
})

test('a template that eats memory is ended at its limit, not at its deadline', async () => {
  const patient = openTypesetter({ trial: { ...LIMITS, mostMilliseconds: 60_000, mostMegabytes: 250 } })
  const source = '#let paper(d) = { for i in range(100000000) { let x = i } }'
  const answer = await patient.trial({
    sources: [source],
    papers: [{ source: 0, data: {} }],
    title: 'Thử',
    output: 'pdf',
  })
  await patient.close()
  assert.ok(!answer.ok && answer.reason === 'died')
})

test('a template reaches no network, whatever door the server itself uses', async () => {
  let knocks = 0
  const door: Server = createServer((socket) => {
    knocks += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  const address = door.address() as { port: number }
  const before = process.env.HTTPS_PROXY
  process.env.HTTPS_PROXY = `http://127.0.0.1:${address.port}`
  try {
    const { answer, took } = await attempt('#import "@preview/cetz:0.3.4": canvas\n#let paper(d) = []\n')
    assert.ok(!answer.ok && answer.reason === 'faulty')
    assert.ok(took < 4000, `${took} ms`)
    assert.equal(knocks, 0)
  } finally {
    if (before === undefined) delete process.env.HTTPS_PROXY
    else process.env.HTTPS_PROXY = before
    door.close()
  }
})

test('a print is not disturbed by a template being tried', async () => {
  const form = templates.find(({ key }) => key === 'form-01') as ShippedTemplate
  const slow = attempt(SLOW)
  const begun = performance.now()
  await print(form, form.sample)
  assert.ok(performance.now() - begun < 2400)
  assert.equal((await slow).answer.ok, false)
})

test('a receipt for money adds up and says it in words', async () => {
  const template = templates.find(({ key }) => key === 'money-receipt') as ShippedTemplate
  const data = moneyReceiptData({
    letter: { superior: null, agency: 'Sở Xây dựng', dateLine: 'Hưng Yên, ngày 05 tháng 01 năm 2027' },
    formNumber: '01BLP',
    symbol: 'PH-27E',
    number: '0000001',
    copyName: null,
    payer: { name: 'Lê Văn Hòa', address: null, number: null },
    dossierCode: null,
    request: 'Cấp giấy phép xây dựng',
    lines: [
      { name: 'Lệ phí cấp phép', kind: 'fee', amount: 75_000 },
      { name: 'Phí thẩm định', kind: 'charge', amount: 30_000 },
    ],
    method: 'Tiền mặt',
    paidAt: '05/01/2027 08:00',
    note: null,
    officer: null,
    address: 'https://motcua.example/tra-cuu/H33-1',
    unitPhone: null,
  })
  const { text } = await readPdf(await print(template, data))
  for (const part of ['75.000', '30.000', '105.000', 'Một trăm linh năm nghìn đồng']) {
    assert.ok(squeezed(text).includes(squeezed(part)), part)
  }
})

test('two texts are compared line by line', () => {
  const kinds = (older: string, newer: string) => compareLines(older, newer).map(({ kind, text }) => `${kind} ${text}`)
  assert.deepEqual(kinds('a\nb\nc', 'a\nx\nc\nd'), ['same a', 'removed b', 'added x', 'same c', 'added d'])
  assert.deepEqual(kinds('a', 'a'), ['same a'])
})
