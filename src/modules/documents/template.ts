/** The papers that can be printed: forms 01 to 07 of TT 03/2025/TT-VPCP, and what one-stop offices hand out without a number. */
export const templateKeys = [
  'form-01',
  'form-02',
  'form-03',
  'form-04',
  'form-05',
  'form-06',
  'form-07',
  'money-receipt',
  'hand-over',
  'result-receipt',
  'postal-record',
  'periodic-report',
] as const
/** One of these, or the template of a procedure's result: `result-1.004873`. */
export type TemplateKey = (typeof templateKeys)[number] | `result-${string}`

export const MOST_SOURCE_CHARACTERS = 60_000
export const MOST_NOTE_CHARACTERS = 500

/** One thing wrong with a template. Line and column count from 1; null where the fault lies elsewhere (the shared layout, the data). */
export interface TemplateFault {
  line: number | null
  column: number | null
  message: string
}

/** Which text of a template: the draft, or a published version by number. */
export type VersionName = 'draft' | number

export interface DiffLine {
  kind: 'same' | 'added' | 'removed'
  /** Line number in the newer text, or in the older for a removed line. */
  line: number
  text: string
}

/** Lines of two texts compared: what was taken away and what was added, in reading order (longest common subsequence). */
export function compareLines(older: string, newer: string): DiffLine[] {
  const [before, after] = [older.split('\n'), newer.split('\n')]
  const lengths = commonLengths(before, after)
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ kind: 'same', line: j + 1, text: after[j] ?? '' })
      i += 1
      j += 1
    } else if (j >= after.length || (i < before.length && (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))) {
      lines.push({ kind: 'removed', line: i + 1, text: before[i] ?? '' })
      i += 1
    } else {
      lines.push({ kind: 'added', line: j + 1, text: after[j] ?? '' })
      j += 1
    }
  }
  return lines
}

/** The length of the longest common subsequence of what follows each pair of places. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0))
  for (let i = before.length - 1; i >= 0; i -= 1) {
    const [row, below] = [lengths[i] as number[], lengths[i + 1] as number[]]
    for (let j = after.length - 1; j >= 0; j -= 1) {
      row[j] = before[i] === after[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  return lengths
}
