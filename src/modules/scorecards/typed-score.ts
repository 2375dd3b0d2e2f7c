import { leafScore } from '../indicators/schemes/evaluate-scheme.ts'
import { compare, fractionOf } from '../indicators/schemes/fraction.ts'
import type { SheetLine } from './sheet-line.ts'
import { at } from './statement.ts'

/** What was typed for a line: points, or the parts of a checklist or a deduction by their keys. */
export interface TypedScore {
  points: string
  items: Readonly<Record<string, string>>
}

const MOST_COUNT = 1000

/**
 * Points as typed ("4,5" or "4.5"), within 0 and the maximum and as fine as the scheme; ticks and counts of a checklist or deduction give theirs
 * by the scheme's own rule when `byParts`. Refuses, at the field, everything else.
 */
export function readScore(
  line: SheetLine,
  typed: TypedScore,
  { decimals, byParts }: { decimals: number; byParts: boolean },
): { points: number; items: Record<string, number> | null } {
  const items = byParts ? readItems(line, typed.items) : null
  if (items !== null && line.leaf !== null) {
    const enteredFor = (_key: string, item: string | null) =>
      item === null ? null : { value: items[item] ?? 0, source: line.key, enteredBy: line.key, verifiedBy: null }
    const { points } = leafScore(line.leaf, { valueFor: () => null, yearBefore: null, enteredFor }, decimals)
    return { points: points ?? 0, items }
  }
  const text = typed.points.trim()
  if (text === '') throw at('diem', 'points_missing')
  if (!/^\d{1,4}(?:[.,]\d{1,4})?$/.test(text)) throw at('diem', 'points_unreadable', { decimals })
  const [, part = ''] = text.split(/[.,]/)
  if (part.length > decimals) throw at('diem', 'points_unreadable', { decimals })
  const points = Number(text.replace(',', '.'))
  if (compare(fractionOf(points), fractionOf(line.max)) > 0) throw at('diem', 'points_above', { max: line.max })
  return { points, items: null }
}

/** Null where the line is no list of parts. */
function readItems({ leaf }: SheetLine, typed: TypedScore['items']): Record<string, number> | null {
  const method = leaf?.method
  if (method?.kind === 'checklist') {
    return Object.fromEntries(method.items.map(({ key }) => [key, typed[key] === '1' ? 1 : 0]))
  }
  if (method?.kind !== 'deduction') return null
  return Object.fromEntries(
    method.less.map(({ key }) => {
      const text = (typed[key] ?? '').trim()
      const often = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
      if (!(often <= MOST_COUNT)) throw at(`muc/${key}`, 'count_unreadable', { most: MOST_COUNT })
      return [key, often]
    }),
  )
}
