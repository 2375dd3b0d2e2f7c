import { encode } from 'uqr'

export interface QrCodeProps {
  /** What the code says: the full address of a page. */
  value: string
  /** What a screen reader says instead. */
  label: string
  /** The line below, such as the address in letters. */
  caption?: string
}

/** A QR code as one SVG path: sharp on paper, no picture to fetch. */
export function QrCode({ value, label, caption }: QrCodeProps) {
  const { data, size } = encode(value, { border: 2, ecc: 'M' })
  return (
    <figure className="qr">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
        <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
        <path fill="#000" d={darkPath(data)} />
      </svg>
      {caption !== undefined && <figcaption>{caption}</figcaption>}
    </figure>
  )
}

function darkPath(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) =>
      row.map((dark, x) => (dark && row[x - 1] !== true ? `M${x} ${y}h${runLength(row, x)}v1H${x}z` : '')),
    )
    .join('')
}

function runLength(row: readonly boolean[], from: number): number {
  const end = row.indexOf(false, from)
  return (end === -1 ? row.length : end) - from
}
