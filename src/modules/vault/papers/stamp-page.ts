import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { encode } from 'uqr'

/** What stands on a copy, all of it in words as they are to be printed. */
export interface StampFacts {
  heading: string
  /** Names and values, one a line. */
  facts: readonly (readonly [term: string, value: string])[]
  /** What this copy is and what it is not. */
  statement: string
  /** The line on every page of the copied paper. */
  strip: string
  /** The address that the QR code leads to. */
  address: string
  addressLine: string
}

const FONTS = new URL('../../../../node_modules/@expo-google-fonts/tinos/', import.meta.url)

let compiler: NodeCompiler | undefined

function getCompiler(): NodeCompiler {
  compiler ??= NodeCompiler.create({
    fontArgs: [{ fontPaths: ['400Regular', '700Bold'].map((folder) => fileURLToPath(new URL(folder, FONTS))) }],
  })
  return compiler
}

const TEMPLATE = `
#let d = json(bytes(sys.inputs.data))
#set document(title: d.heading)
#set text(font: "Tinos", size: 13pt, lang: "vi")
#set page(paper: "a4", margin: (x: 25mm, y: 22mm))
#set par(justify: false, leading: 0.7em)
#align(center, text(size: 16pt, weight: "bold", d.heading))
#v(6mm)
#grid(columns: (48mm, 1fr), row-gutter: 3.5mm, column-gutter: 4mm,
  ..d.facts.map(f => (text(fill: luma(70), f.at(0)), f.at(1))).flatten())
#v(8mm)
#grid(columns: (38mm, 1fr), column-gutter: 8mm,
  image(bytes(d.qr), format: "svg", width: 38mm),
  align(horizon, [#d.statement #v(3mm) #text(size: 11pt, d.addressLine)]))
#pagebreak()
#set page(width: 190mm, height: 7mm, margin: 1mm)
#set text(size: 9pt)
#align(center + horizon, rect(stroke: 0.5pt + luma(120), fill: white, inset: 1.2mm, d.strip))
`

/** Two pages as one PDF: the leaf that goes before a copy (A4), and the strip (190 × 7 mm) that goes onto each of its pages. */
export function drawStampPages(facts: StampFacts): Uint8Array {
  const data = JSON.stringify({ ...facts, qr: qrPicture(facts.address) })
  return getCompiler().pdf({ mainFileContent: TEMPLATE, inputs: { data } })
}

function qrPicture(address: string): string {
  const { data, size } = encode(address, { border: 2, ecc: 'M' })
  const dark = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${dark}"/></svg>`
}
