import { rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler'
import type { ComposeRequest } from './reader-messages.ts'

/** Named in the record of what was made; a new number when the way it is made changes. */
export const PDF_MADE_WITH = 'motcua-scan/1 typst pdf/a-2b'

const FONTS = dirname(fileURLToPath(import.meta.resolve('@expo-google-fonts/tinos')))
const DPI = 200

// A page is its picture with each word in clear ink over where it stands, stretched to its box: what is marked and copied is what is seen.
const TEMPLATE = `
#let scan = json("pages.json")
#set document(title: "Bản số hóa", date: datetime(year: scan.year, month: scan.month, day: scan.day))
#set text(font: "Tinos", lang: "vi", fill: rgb(0, 0, 0, 0), top-edge: "ascender", bottom-edge: "descender")
#let word(text-of, x, y, w, h) = place(top + left, dx: x, dy: y, context {
  let drawn = text(size: h, text-of)
  let wide = measure(drawn).width
  box(width: w, height: h, scale(x: if wide > 0pt { w / wide * 100% } else { 100% }, origin: top + left, drawn))
})
#for (at, one) in scan.pages.enumerate() {
  let unit = 72pt / ${DPI}
  page(width: one.width * unit, height: one.height * unit, margin: 0pt, {
    place(top + left, image(str(at) + ".jpg", width: 100%, height: 100%))
    for (text-of, x, y, w, h) in one.words { word(text-of + " ", x * unit, y * unit, w * unit, h * unit) }
  })
}
`

/**
 * Writes the pages of a folder (`0.jpg`, …) with their words as one PDF/A-2b beside them; gives its path. The pictures are not drawn anew: their
 * bytes stand in the file as they are.
 */
export async function writeSearchablePdf({ folder, readings, scannedOn }: ComposeRequest): Promise<string> {
  const pages = readings.map(({ width, height, words }) => ({
    width,
    height,
    words: words.map(({ text, box }) => [
      text,
      box.left,
      box.top,
      Math.max(1, box.right - box.left),
      Math.max(1, box.bottom - box.top),
    ]),
  }))
  const [year, month, day] = scannedOn.split('-').map(Number)
  await writeFile(join(folder, 'pages.json'), JSON.stringify({ year, month, day, pages }), { mode: 0o600 })
  const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontPaths: [FONTS] }] })
  const pdf = compiler.pdf({ mainFileContent: TEMPLATE }, { pdfStandard: PdfStandard.A_2b })
  compiler.evictCache(0)
  const path = join(folder, 'scan.pdf')
  await rm(path, { force: true })
  await writeFile(path, pdf, { mode: 0o600 })
  return path
}
