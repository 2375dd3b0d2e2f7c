import { encode } from 'uqr'

/** A QR code for a paper: the address it says, and the code as an SVG picture. */
export interface PaperQr {
  address: string
  svg: string
}

/** The QR code of an address, as templates take it. */
export function qrOf(address: string): PaperQr {
  const { data, size } = encode(address, { border: 2, ecc: 'M' })
  const path = data
    .flatMap((row, y) => row.flatMap((dark, x) => (dark && row[x - 1] !== true ? [runAt(row, x, y)] : [])))
    .join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path fill="#000" d="${path}"/></svg>`
  return { address, svg }
}

function runAt(row: readonly boolean[], x: number, y: number): string {
  const end = row.indexOf(false, x)
  return `M${x} ${y}h${(end === -1 ? row.length : end) - x}v1H${x}z`
}
