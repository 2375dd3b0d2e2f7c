/** One movement of a bank statement. */
export interface StatementRow {
  /** Number of the line in the file, the heading being 1. */
  line: number
  /** `YYYY-MM-DD`. */
  on: string
  /** Whole đồng; negative: it went out. */
  amount: number
  purpose: string
  reference: string
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258'
export type Layout = 'debit-credit' | 'signed'

export type StatementRead =
  | { ok: true; encoding: Encoding; layout: Layout; rows: StatementRow[] }
  | { ok: false; fault: 'encoding' | 'unreadable' | 'empty' }
  | { ok: false; fault: 'row'; line: number }

/**
 * Reads a bank's CSV: the encodings and layouts banks here export (columns by their headings, separators comma, semicolon or tab). Anything
 * else is refused as a whole, with the line where it stops making sense: half a statement must not be taken for a whole one.
 */
export function readStatement(bytes: Uint8Array): StatementRead {
  const decoded = decode(bytes)
  if (decoded === null) return { ok: false, fault: 'encoding' }
  const lines = parseCsv(decoded.text)
  const start = lines.findIndex((cells) => columnsOf(cells) !== null)
  const columns = columnsOf(lines[start] ?? [])
  if (columns === null) return { ok: false, fault: 'unreadable' }
  const rows: StatementRow[] = []
  for (const [index, cells] of lines.entries()) {
    if (index <= start || isBlank(cells) || isTotal(cells, columns)) continue
    const row = readRow(cells, columns, index + 1)
    if (row === null) return { ok: false, fault: 'row', line: index + 1 }
    rows.push(row)
  }
  if (rows.length === 0) return { ok: false, fault: 'empty' }
  return {
    ok: true,
    encoding: decoded.encoding,
    layout: columns.amount === undefined ? 'debit-credit' : 'signed',
    rows,
  }
}

function decode(bytes: Uint8Array): { text: string; encoding: Encoding } | null {
  const encoding = encodingOf(bytes)
  if (encoding === null) return null
  try {
    // Windows-1258 writes tones apart from their letters.
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes).normalize('NFC')
    return isText(text) ? { text, encoding } : null
  } catch {
    return null
  }
}

function encodingOf(bytes: Uint8Array): Encoding | null {
  const [one, two] = bytes
  if (one === 0xff && two === 0xfe) return 'utf-16le'
  if (one === 0xfe && two === 0xff) return 'utf-16be'
  const head = bytes.subarray(0, 400)
  const zeroes = (parity: number) => head.filter((byte, index) => byte === 0 && index % 2 === parity).length
  if (zeroes(1) > head.length / 4) return 'utf-16le'
  if (zeroes(0) > head.length / 4) return 'utf-16be'
  if (head.includes(0)) return null
  return isUtf8(bytes) ? 'utf-8' : 'windows-1258'
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Control characters are no text: a spreadsheet or an image under another name. */
function isText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for
  return !/[\u0000-\u0008\u000e-\u001f\u0080-\u009f\ufffd]/.test(text)
}

function parseCsv(text: string): string[][] {
  const separator = [';', '\t', ','].reduce((best, one) => (count(text, one) > count(text, best) ? one : best))
  const lines: string[][] = [[]]
  let cell = ''
  let quoted = false
  const endCell = () => {
    lines.at(-1)?.push(cell.trim())
    cell = ''
  }
  for (let index = 0; index < text.length; index++) {
    const letter = text[index] ?? ''
    if (quoted && letter === '"' && text[index + 1] === '"') {
      cell += '"'
      index++
    } else if (letter === '"') quoted = !quoted
    else if (!quoted && letter === separator) endCell()
    else if (!quoted && letter === '\n') {
      endCell()
      lines.push([])
    } else if (letter !== '\r' || quoted) cell += letter
  }
  endCell()
  return lines
}

function count(text: string, letter: string): number {
  return text.slice(0, 5000).split(letter).length
}

interface Columns {
  on: number
  purpose: number
  reference: number
  debit?: number
  credit?: number
  amount?: number
}

const headings = {
  on: /^(ngay( giao dich| gd| hieu luc| hach toan)?|(transaction |value |posting )?date)$/,
  reference:
    /^((so|ma) (tham chieu|giao dich|gd|ct|chung tu|but toan)|reference( no| number)?|transaction (no|id)|ref)$/,
  debit: /^((so tien |phat sinh )?(ghi )?no|debit( amount)?|tien ra)$/,
  credit: /^((so tien |phat sinh )?(ghi )?co|credit( amount)?|tien vao)$/,
  amount: /^(so tien( giao dich)?|amount)$/,
  purpose: /^((noi dung|dien giai|mo ta)( chi tiet| giao dich| thanh toan)?|description|details|narrative)$/,
}

/** Where what stands, by the headings; null when the line is no heading of a statement. */
function columnsOf(cells: readonly string[]): Columns | null {
  const names = cells.map(plain)
  const at = (heading: RegExp) => names.findIndex((name) => heading.test(name))
  const [on, purpose, reference] = [at(headings.on), at(headings.purpose), at(headings.reference)]
  if (on < 0 || purpose < 0) return null
  const [debit, credit, amount] = [at(headings.debit), at(headings.credit), at(headings.amount)]
  if (credit >= 0 && debit >= 0) return { on, purpose, reference, debit, credit }
  return amount >= 0 ? { on, purpose, reference, amount } : null
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/\((vnd|dong)\)/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === '')
}

function isTotal(cells: readonly string[], { on }: Columns): boolean {
  return (cells[on] ?? '') === '' || /^(tong|cong|so du|total|balance|opening|closing)/.test(plain(cells[on] ?? ''))
}

function readRow(cells: readonly string[], columns: Columns, line: number): StatementRow | null {
  const on = readDate(cells[columns.on] ?? '')
  const amount = amountOf(cells, columns)
  if (on === null || amount === null || amount === 0) return null
  const purpose = (cells[columns.purpose] ?? '').replace(/\s+/g, ' ').slice(0, 1000)
  return { line, on, amount, purpose, reference: (cells[columns.reference] ?? '').slice(0, 100) }
}

function amountOf(cells: readonly string[], { debit, credit, amount }: Columns): number | null {
  if (amount !== undefined) return readSigned(cells[amount] ?? '')
  const [out, into] = [readSigned(cells[debit ?? -1] || '0'), readSigned(cells[credit ?? -1] || '0')]
  if (out === null || into === null || (out !== 0 && into !== 0)) return null
  return into === 0 ? -Math.abs(out) : Math.abs(into)
}

/** `1.500.000`, `1,500,000.00`, `-20000`, `+20.000 VND`: whole đồng. Null when it is none, or has a part of a đồng. */
function readSigned(text: string): number | null {
  const bare = text.replace(/\s|VND|đ$/giu, '')
  const match = /^([+-]?)(\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+|\d{1,13})(?:[.,]0{1,2})?$/.exec(bare)
  if (match === null) return null
  const size = Number((match[2] ?? '').replace(/[.,]/g, ''))
  return match[1] === '-' ? -size : size
}

/** `26/11/2026 08:15:00`, `26-11-2026`, `2026-11-26`. */
function readDate(text: string): string | null {
  const local = /^(\d{1,2})[/\-.](\d{1,2})[/\-.](\d{4})(?:\s.*)?$/.exec(text)
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T\s].*)?$/.exec(text)
  const [year, month, day] = local === null ? [iso?.[1], iso?.[2], iso?.[3]] : [local[3], local[2], local[1]]
  if (year === undefined || month === undefined || day === undefined) return null
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const instant = new Date(`${date}T00:00:00Z`)
  return Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== date ? null : date
}
