import { PDFiumLibrary } from '@hyzyla/pdfium'
import type { PageSource } from '../image/normalise-page.ts'

/** The pages of an opened PDF as pictures. */
export interface PdfPages {
  count: number
  /** Page from 1, at 200 dpi, at most 3,600 pixels a side. */
  draw(page: number): Promise<PageSource>
  close(): void
}

const SCALE = 200 / 72
const MOST_SIDE = 3600
let library: Promise<PDFiumLibrary> | null = null

/** Opens a PDF. Throws when it is damaged or wants a password. */
export async function openPdfPages(bytes: Uint8Array): Promise<PdfPages> {
  library ??= PDFiumLibrary.init()
  const document = await (await library).loadDocument(bytes)
  return {
    count: document.getPageCount(),
    async draw(number) {
      const page = document.getPage(number - 1)
      const { originalWidth, originalHeight } = page.getOriginalSize()
      const scale = Math.min(SCALE, MOST_SIDE / Math.max(1, originalWidth, originalHeight))
      const { data, ...size } = await page.render({ scale, render: 'bitmap' })
      return { rgba: data, width: size.width, height: size.height }
    },
    close: () => document.destroy(),
  }
}
