/** What a demonstration page says: a title and lines below it. Diacritics are left out (the built-in font has none). */
export interface DemoPage {
  title: string
  lines: readonly string[]
}

const MOST_LINES = 48

/** A small, valid, one-page PDF (A4, Helvetica); the same page always gives the same bytes. */
export function makeDemoPdf(page: DemoPage): Uint8Array {
  const content = contentOf(page)
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let text = '%PDF-1.4\n'
  const offsets: number[] = []
  for (const [index, body] of objects.entries()) {
    offsets.push(text.length)
    text += `${index + 1} 0 obj\n${body}\nendobj\n`
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  const tail = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
  return Buffer.from(`${text}xref\n0 ${size}\n0000000000 65535 f \n${rows}${tail}`, 'latin1')
}

function contentOf({ title, lines }: DemoPage): string {
  const shown = lines.slice(0, MOST_LINES).map((line) => `(${plain(line)}) Tj T*`)
  return [
    'BT',
    '/F1 16 Tf',
    '56 780 Td',
    `(${plain(title)}) Tj`,
    '/F1 11 Tf',
    '15 TL',
    '0 -28 Td',
    ...shown,
    'ET',
  ].join('\n')
}

/** ASCII without diacritics, with the signs escaped that end a PDF string. */
function plain(text: string): string {
  const ascii = text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D')
  return ascii.replace(/[^\x20-\x7e]/gu, '?').replace(/[\\()]/g, '\\$&')
}
