import jsQrModule from 'jsqr'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import sharp from 'sharp'

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

/** What the QR code in a picture of a paper (SVG) says; null when none is found. Codes stand on the left; windows are looked through in turn. */
export async function qrIn(svg: Uint8Array): Promise<string | null> {
  const picture = await sharp(Buffer.from(svg), { density: 130 }).flatten({ background: '#fff' }).png().toBuffer()
  const { width, height } = await sharp(picture).metadata()
  const side = Math.min(height, Math.round(width * 0.6))
  for (let top = 0; top < height; top += Math.round(side / 2)) {
    const window = { left: 0, top, width: side, height: Math.min(side, height - top) }
    const { data, info } = await sharp(picture)
      .extract(window)
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const found = jsQr(new Uint8ClampedArray(data), info.width, info.height)
    if (found !== null) return found.data
  }
  return null
}
