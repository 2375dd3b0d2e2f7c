import jsQrModule from 'jsqr'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import sharp from 'sharp'
import { openPdfPages } from '../../src/modules/digitisation/reading/pdf-pages.ts'

export interface ReadPage {
  text: string
  /** Points. */
  width: number
  height: number
  /** Where the text furthest to the right ends. */
  rightmost: number
}

export interface ReadPdf {
  text: string
  pages: ReadPage[]
  fonts: { name: string; embedded: boolean }[]
  xmp: string
}

/** A PDF as a reader that is not ours sees it. */
export async function readPdf(content: Uint8Array): Promise<ReadPdf> {
  const raw = Buffer.from(content).toString('latin1')
  const task = getDocument({ data: new Uint8Array(content), verbosity: 0 })
  const document = await task.promise
  const pages: ReadPage[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    const parts = items.flatMap((item) => ('str' in item ? [item] : []))
    const { width, height } = page.getViewport({ scale: 1 })
    const rightmost = Math.max(0, ...parts.map((part) => (part.transform[4] as number) + part.width))
    pages.push({ text: parts.map((part) => part.str + (part.hasEOL ? '\n' : '')).join(''), width, height, rightmost })
  }
  await task.destroy()
  const names = [...raw.matchAll(/\/BaseFont\s*\/(?:[A-Z]{6}\+)?([\w-]+)/g)].map((match) => match[1] ?? '')
  const files = [...raw.matchAll(/\/FontFile[23]?\s/g)].length
  const distinct = [...new Set(names)]
  const xmp = /<x:xmpmeta[\s\S]*?<\/x:xmpmeta>|<rdf:RDF[\s\S]*?<\/rdf:RDF>/.exec(raw)?.[0] ?? ''
  return {
    text: pages.map((page) => page.text).join('\n'),
    pages,
    fonts: distinct.map((name) => ({ name, embedded: files >= distinct.length })),
    xmp,
  }
}

const jsQr = jsQrModule as unknown as typeof jsQrModule.default

/** What the QR codes in a picture of a paper (SVG) say, each once, in no order. */
export async function qrsIn(svg: Uint8Array): Promise<string[]> {
  return qrsOf(await sharp(Buffer.from(svg), { density: 130 }).flatten({ background: '#fff' }).png().toBuffer())
}

/** What the QR codes on the pages of a PDF say, as a phone held over the print would read them. */
export async function qrsInPdf(content: Uint8Array): Promise<string[]> {
  const pages = await openPdfPages(content)
  const found: string[] = []
  for (let number = 1; number <= pages.count; number += 1) {
    const { rgba, width, height } = (await pages.draw(number)) as { rgba: Uint8Array; width: number; height: number }
    const raw = { width, height, channels: 4 } as const
    found.push(
      ...(await qrsOf(await sharp(Buffer.from(rgba), { raw }).flatten({ background: '#fff' }).png().toBuffer())),
    )
  }
  pages.close()
  return found
}

/** Looks through windows in turn; a code that was read is painted over, so that the one beside it is found too. */
async function qrsOf(picture: Buffer): Promise<string[]> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const found = new Set<string>()
  const side = Math.min(info.height, Math.round(info.width * 0.6))
  const step = Math.round(side / 3)
  for (let top = 0; top < info.height; top += step) {
    for (const left of [0, Math.round(info.width * 0.2), info.width - side]) {
      const height = Math.min(side, info.height - top)
      for (let times = 0; times < 3; times += 1) {
        const window = cut(data, info.width, { left, top, width: side, height })
        const code = jsQr(window, side, height)
        if (code === null || code.data === '') break
        found.add(code.data)
        const corners = [code.location.topLeftCorner, code.location.bottomRightCorner] as const
        paintOver(data, info.width, corners.map(({ x, y }) => ({ x: x + left, y: y + top })) as [Point, Point])
      }
    }
  }
  return [...found]
}

interface Point {
  x: number
  y: number
}

function cut(data: Buffer, width: number, window: { left: number; top: number; width: number; height: number }) {
  const rows = Array.from({ length: window.height }, (_, row) => {
    const begin = ((window.top + row) * width + window.left) * 4
    return data.subarray(begin, begin + window.width * 4)
  })
  return new Uint8ClampedArray(Buffer.concat(rows))
}

function paintOver(data: Buffer, width: number, [from, to]: [Point, Point]): void {
  for (let y = Math.floor(from.y); y <= Math.ceil(to.y); y += 1) {
    data.fill(255, (y * width + Math.floor(from.x)) * 4, (y * width + Math.ceil(to.x) + 1) * 4)
  }
}
