import type { Cell } from 'write-excel-file/node'

const HEAD = { fontWeight: 'bold', wrap: true, borderStyle: 'thin', alignVertical: 'center' } as const
const BODY = { borderStyle: 'thin', alignVertical: 'top' } as const

export const wide = (width: number) => ({ width })

export function headCell(value: string): Cell {
  return { value, ...HEAD }
}

/** Text, also where it looks like a formula. */
export function wordCell(value: string): Cell {
  return { value, type: String, wrap: true, ...BODY }
}

/** A number; null stays empty. */
export function numberCell(value: number | null, format: string): Cell {
  return value === null ? wordCell('') : { value, type: Number, format, ...BODY }
}
