import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { PDFDocument } from '@cantoo/pdf-lib'
import { strToU8, zipSync } from 'fflate'
import { fc } from '../../../test/support/properties.ts'
import { pdfStream, sampleJpeg, sampleOffice, samplePdf, samplePng } from '../../../test/support/sample-files.ts'
import { makeDemoPdf } from './demo-pdf.ts'
import { fileRefusals } from './file-faults.ts'
import { type InspectOptions, inspectBytes } from './inspect-file.ts'

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')

function verdict(bytes: Uint8Array, options: InspectOptions = {}): string {
  const found = inspectBytes(bytes, options)
  return found.ok ? found.extension : found.code
}

test('sound files of each kind are taken, with their pages', () => {
  const pdf = inspectBytes(makeDemoPdf({ title: 'Đơn', lines: ['(một)'] }), { claimedName: 'Đơn.PDF' })
  assert.deepEqual(pdf, { ok: true, mediaType: 'application/pdf', extension: 'pdf', pages: 1 })
  assert.equal(verdict(samplePdf(), { claimedName: 'a.pdf' }), 'pdf')
  assert.equal(verdict(sampleJpeg(), { claimedName: 'Ảnh.JPEG' }), 'jpg')
  assert.equal(verdict(samplePng(), { claimedName: 'a.png' }), 'png')
  assert.equal(verdict(sampleOffice('docx'), { claimedName: 'a.docx' }), 'docx')
  assert.equal(verdict(sampleOffice('xlsx'), { claimedName: 'a.xlsx' }), 'xlsx')
  assert.equal(verdict(samplePdf(), { claimedName: 'without an extension' }), 'pdf')
})

test('pages are counted in the open and in object streams', () => {
  const packed = pdfStream(
    '/Type /ObjStm /N 2 /First 10',
    '6 0 7 30 <</Type/Page /X 1>> <</Type /Page>> <</Type/Pages>>',
    true,
  )
  const found = inspectBytes(samplePdf({ objects: [packed] }))
  assert.ok(found.ok)
  assert.equal(found.pages, 3)
})

test('empty, too large, and what the caller does not take', () => {
  assert.equal(verdict(Buffer.alloc(0)), 'empty')
  assert.equal(verdict(samplePdf(), { mostBytes: 100 }), 'too_large')
  assert.equal(verdict(samplePng(), { allowed: ['pdf'] }), 'type_not_allowed')
})

test('a file that is not what its name says is refused, whatever it is', () => {
  const programs = [
    latin1('MZ\x90\0\x03\0\0\0'),
    latin1('\x7fELF\x02\x01\x01'),
    latin1('<html><script>alert(1)</script></html>'),
    latin1('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    latin1('#!/bin/sh\n'),
    latin1('GIF89a'),
    Buffer.from(zipSync({ 'a.txt': strToU8('x') })),
    Buffer.concat([latin1('<html>'), samplePdf()]),
  ]
  for (const bytes of programs) {
    for (const claimedName of ['Đơn.pdf', 'a.docx', 'a.jpg'])
      assert.equal(verdict(bytes, { claimedName }), 'content_differs')
    assert.equal(verdict(bytes, { claimedName: 'a.exe' }), 'type_not_allowed')
    assert.equal(verdict(bytes), 'type_not_allowed')
  }
  assert.equal(verdict(samplePng(), { claimedName: 'a.pdf' }), 'content_differs')
  assert.equal(verdict(samplePdf(), { claimedName: 'a.pdf.exe' }), 'content_differs')
  assert.equal(verdict(sampleOffice('xlsx'), { claimedName: 'a.docx' }), 'content_differs')
})

test('old, foreign and locked formats have their own sentences', () => {
  const container = latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'.padEnd(512, '\0'))
  assert.equal(verdict(container, { claimedName: 'a.doc' }), 'office_old_format')
  assert.equal(
    verdict(Buffer.concat([container, Buffer.from('EncryptedPackage', 'utf16le')]), { claimedName: 'a.docx' }),
    'office_encrypted',
  )
  assert.equal(verdict(latin1('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), { claimedName: 'IMG_0001.HEIC' }), 'image_heic')
})

test('a PDF with a script is refused wherever the script hides', () => {
  const script = '<< /S /JavaScript /JS (app.alert(1)) >>'
  const objectStream = '/Type /ObjStm /N 1 /First 4'
  const hidden = [
    samplePdf({ catalog: `/OpenAction ${script}` }),
    samplePdf({ objects: ['<< /S /J#61va#53cript /JS 9 0 R >>'] }),
    samplePdf({ catalog: '/Names << /JavaScript 4 0 R >>' }),
    samplePdf({ objects: [pdfStream(objectStream, `4 0 ${script}`)] }),
    samplePdf({ objects: [pdfStream(objectStream, `4 0 ${script}`, true)] }),
    samplePdf({ objects: [pdfStream('/N 1 /First 4', `4 0 ${script}`, true)] }),
    samplePdf({ objects: [pdfStream('/Type /Obj#53tm /#4e 1 /Fi#72st 4', `4 0 ${script}`, true)] }),
    samplePdf({
      objects: [pdfStream('/X (>> endobj stream) /Type % >>\n /ObjStm /N 1 /First 4', `4 0 ${script}`, true)],
    }),
    samplePdf({
      objects: [
        pdfStream(
          '/Length 99999',
          Buffer.concat([latin1('9 0 obj\n'), pdfStream(objectStream, `4 0 ${script}`, true)]),
        ),
      ],
    }),
    samplePdf({ objects: ['<< /XFA 9 0 R >>'] }),
    samplePdf({ objects: ['<< /Subtype /RichMedia >>'] }),
  ]
  for (const [index, bytes] of hidden.entries()) assert.equal(verdict(bytes), 'pdf_script', `case ${index}`)
})

test('PDFs as a library writes them, with object streams and without', async () => {
  const write = async (change: (document: PDFDocument) => unknown): Promise<string[]> => {
    const document = await PDFDocument.create()
    for (let page = 0; page < 3; page++) document.addPage()
    await change(document)
    const saved = [await document.save({ useObjectStreams: true }), await document.save({ useObjectStreams: false })]
    return saved.map((bytes) => {
      const found = inspectBytes(bytes)
      return found.ok ? `${found.pages} pages` : found.code
    })
  }
  const both = (outcome: string): string[] => [outcome, outcome]
  assert.deepEqual(await write(() => undefined), both('3 pages'))
  assert.deepEqual(await write((document) => document.embedPng(samplePng())), both('3 pages'))
  assert.deepEqual(await write((document) => document.addJavaScript('main', 'app.alert(1)')), both('pdf_script'))
  assert.deepEqual(await write((document) => document.attach(Buffer.from('MZ'), 'a.exe')), both('pdf_embedded_files'))
  assert.deepEqual(await write((document) => document.encrypt({ userPassword: 'x' })), both('pdf_encrypted'))
})

test('a PDF that launches programs, carries files or is locked is refused', () => {
  assert.equal(verdict(samplePdf({ catalog: '/OpenAction << /S /Launch /F (cmd.exe) >>' })), 'pdf_launch')
  assert.equal(verdict(samplePdf({ catalog: '/Names << /EmbeddedFiles 4 0 R >>' })), 'pdf_embedded_files')
  assert.equal(verdict(samplePdf({ objects: [pdfStream('/Type /EmbeddedFile', 'MZ', true)] })), 'pdf_embedded_files')
  assert.equal(verdict(samplePdf({ trailer: '/Encrypt 5 0 R' })), 'pdf_encrypted')
  assert.equal(verdict(samplePdf({ trailer: '/#45ncrypt<< /Filter /Standard >>' })), 'pdf_encrypted')
})

test('a PDF that opens on a page, with forms, fonts and signatures, is taken', () => {
  const harmless = samplePdf({
    catalog: '/OpenAction [3 0 R /Fit] /AcroForm << /Fields [] /SigFlags 3 >>',
    objects: [
      '<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00ff> >>',
      '<< /S /URI /URI (https://example.vn) >>',
      pdfStream('/Subtype /Image /Filter [/ASCII85Decode /DCTDecode]', sampleJpeg()),
      '<< /LaunchPad 1 /JavaScripting 2 /EncryptMetadata false >>',
    ],
  })
  assert.equal(verdict(harmless), 'pdf')
})

test('a PDF that cannot be looked into is refused', () => {
  const objectStream = '/Type /ObjStm /N 1 /First 4'
  const unusual = [
    '/Filter [/ASCIIHexDecode /FlateDecode]',
    '/Filter /LZWDecode',
    '/Filter 9 0 R',
    '/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 4 >>',
    '/Filter /FlateDecode /DecodeParms 9 0 R',
    '/Filter /FlateDecode /Filter /LZWDecode',
    '/F (elsewhere)',
  ]
  for (const filter of unusual) {
    assert.equal(verdict(samplePdf({ objects: [pdfStream(`${objectStream} ${filter}`, 'x')] })), 'pdf_unusual', filter)
  }
  const bomb = pdfStream(objectStream, Buffer.alloc(80 * 1024 * 1024), true)
  assert.equal(verdict(samplePdf({ objects: [bomb] })), 'too_complex')
  const broken = latin1(`<< ${objectStream} /Filter /FlateDecode >>\nstream\nnot packed at all\nendstream`)
  assert.equal(verdict(samplePdf({ objects: [broken] })), 'pdf_damaged')
})

test('a PDF cut short anywhere is damaged', () => {
  const whole = samplePdf({ objects: [pdfStream('', Buffer.alloc(5000, 65))] })
  fc.assert(
    fc.property(fc.integer({ min: 12, max: whole.length - 8 }), (length) => {
      assert.equal(verdict(whole.subarray(0, length)), 'pdf_damaged')
    }),
  )
})

test('a PDF made to keep its reader busy is given up, not read for ever', { timeout: 60_000 }, () => {
  const repeated = [
    '1 0 obj (',
    '1 0 obj <<',
    '1 0 obj <',
    '1 0 obj [[[[',
    '1 0 obj << /A (',
    'obj %',
    '<</N 1/First 1>>stream\n',
  ]
  for (const part of repeated) {
    const bytes = samplePdf({ objects: [part.repeat(2_000_000 / part.length)] })
    assert.match(verdict(bytes), /^(?:too_complex|pdf_damaged|pdf)$/, part)
  }
})

test('pictures: cut short, of impossible size, or with a broken check sum', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(sampleJpeg(), samplePng()),
      fc.double({ min: 0, max: 0.99, noNaN: true }),
      (whole, part) => {
        const cut = whole.subarray(0, Math.max(12, Math.floor(whole.length * part)))
        assert.equal(verdict(cut), 'image_damaged')
      },
    ),
  )
  assert.equal(verdict(samplePng({ width: 30_000, height: 30_000 })), 'image_too_big')
  assert.equal(verdict(sampleJpeg({ width: 30_000, height: 30_000 })), 'image_too_big')
  assert.equal(verdict(samplePng({ width: 0, height: 3 })), 'image_damaged')
  const flipped = samplePng()
  flipped[20] = (flipped[20] ?? 0) ^ 1
  assert.equal(verdict(flipped), 'image_damaged')
  assert.equal(verdict(Buffer.concat([sampleJpeg(), latin1('what telephones append')])), 'jpg')
})

test('office documents: macros, controls, objects, remote templates, entities', () => {
  const relations = (type: string): Uint8Array =>
    strToU8(
      `<Relationships><Relationship Type="http://x/relationships/${type}" Target="https://x.example/t" TargetMode="External"/></Relationships>`,
    )
  assert.equal(verdict(sampleOffice('docx', { 'word/vbaProject.bin': strToU8('x') })), 'office_macro')
  assert.equal(verdict(sampleOffice('docx', { 'word/VBAPROJECT.BIN': strToU8('x') })), 'office_macro')
  assert.equal(verdict(sampleOffice('xlsx', { 'xl/macrosheets/sheet1.xml': strToU8('<x/>') })), 'office_macro')
  assert.equal(verdict(sampleOffice('docx', { 'word/activeX/activeX1.xml': strToU8('<x/>') })), 'office_macro')
  const enabled = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
  assert.equal(verdict(sampleOffice('docx', { '[Content_Types].xml': strToU8(enabled) })), 'office_macro')
  assert.equal(verdict(sampleOffice('docx', { 'word/embeddings/oleObject1.bin': strToU8('x') })), 'office_embedded')
  assert.equal(
    verdict(sampleOffice('docx', { 'word/_rels/settings.xml.rels': relations('attachedTemplate') })),
    'office_remote',
  )
  assert.equal(verdict(sampleOffice('docx', { 'word/_rels/document.xml.rels': relations('hyperlink') })), 'docx')
  const entities = strToU8('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
  assert.equal(verdict(sampleOffice('docx', { 'word/styles.xml': entities })), 'office_damaged')
  assert.equal(verdict(sampleOffice('docx', { 'word/styles.txt': entities })), 'office_damaged')
  assert.equal(verdict(sampleOffice('docx', { '../evil.xml': strToU8('<x/>') })), 'office_damaged')
})

test('an archive that unpacks to far more than it weighs is refused before it is unpacked', () => {
  const growing = { 'xl/sheet.xml': new Uint8Array(4 * 1024 * 1024) }
  assert.equal(verdict(sampleOffice('xlsx', growing)), 'office_too_big')
  // Here each part grows less than is allowed, but there are many.
  const part = Buffer.concat([randomBytes(20_000), Buffer.alloc(4 * 1024 * 1024)])
  const few = Object.fromEntries(Array.from({ length: 4 }, (_, index) => [`xl/${index}.bin`, part]))
  assert.equal(verdict(sampleOffice('xlsx', few)), 'xlsx')
  const many = Object.fromEntries(Array.from({ length: 33 }, (_, index) => [`xl/${index}.bin`, part]))
  assert.equal(verdict(sampleOffice('xlsx', many)), 'office_too_big')
})

test('an archive whose directory lies about sizes, or whose entries overlap, is damaged', () => {
  const honest = sampleOffice('docx', { 'word/big.xml': new Uint8Array(500_000).fill(32) })
  const understated = Buffer.from(honest)
  const directory = understated.lastIndexOf(latin1('word/big.xml')) - 46
  assert.equal(understated.readUInt32LE(directory), 0x02014b50)
  understated.writeUInt32LE(10, directory + 24)
  assert.equal(verdict(understated), 'office_damaged')
  const overlapping = Buffer.from(honest)
  overlapping.writeUInt32LE(overlapping.length, directory + 20)
  assert.equal(verdict(overlapping), 'office_damaged')
  const locked = Buffer.from(honest)
  locked.writeUInt16LE(locked.readUInt16LE(directory + 8) | 1, directory + 8)
  assert.equal(verdict(locked), 'office_encrypted')
})

test('whatever the bytes, inspection answers with a verdict', { timeout: 120_000 }, () => {
  const seeds = [
    samplePdf({ objects: [pdfStream('/Type /ObjStm /N 1 /First 4', '4 0 <</Type /Page>>', true)] }),
    Buffer.from(makeDemoPdf({ title: 'x', lines: ['y'] })),
    samplePng(),
    sampleJpeg(),
    sampleOffice('docx'),
    sampleOffice('xlsx'),
  ]
  const heads = [
    '',
    '%PDF-1.7\n',
    '\x89PNG\r\n\x1a\n',
    '\xff\xd8\xff',
    'PK\x03\x04',
    '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
  ].map(latin1)
  const random = fc
    .tuple(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 600 }))
    .map(([head, rest]) => Buffer.concat([head, rest]))
  const change = fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 12 }), fc.nat(12))
  const mutated = fc
    .tuple(fc.constantFrom(...seeds), fc.array(change, { minLength: 1, maxLength: 6 }))
    .map(([seed, changes]) => {
      let bytes: Buffer = Buffer.from(seed)
      for (const [where, put, drop] of changes) {
        const at = where % (bytes.length + 1)
        bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + drop)])
      }
      return bytes
    })
  fc.assert(
    fc.property(fc.oneof(random, mutated), (bytes) => {
      const found = inspectBytes(bytes, { claimedName: 'a.pdf' })
      assert.ok(found.ok ? found.extension === 'pdf' : found.code in fileRefusals)
    }),
    { numRuns: 3000 },
  )
})

test('a script put anywhere between two objects is always found', () => {
  const script = '<</S/JavaScript/JS(x)>>'
  const packed = deflateSync(Buffer.from(`4 0 ${script}`)).toString('latin1')
  const inserts = [
    `9 0 obj${script}endobj `,
    `9 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>stream\n${packed}\nendstream endobj `,
  ]
  const whole = samplePdf({ objects: ['<< /A [1 2 (three)] >>', pdfStream('', 'BT ET')] }).toString('latin1')
  const gaps = [...whole.matchAll(/\d 0 obj/g)].map((match) => match.index)
  for (const gap of gaps) {
    for (const insert of inserts)
      assert.equal(verdict(latin1(whole.slice(0, gap) + insert + whole.slice(gap))), 'pdf_script')
  }
})
