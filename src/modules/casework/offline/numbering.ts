/** Numbers reserved for a machine, as its kit names them: `prefix` and the number with at least `digits` digits make the text. */
export interface NumberRange {
  /** The day the numbers are for (`YYYY-MM-DD`); 1 January of the year for money receipts. */
  onDate: string
  prefix: string
  digits: number
  first: number
  last: number
  /** Used or void already when the kit was made. */
  taken: readonly number[]
}

export function numberText(range: Pick<NumberRange, 'prefix' | 'digits'>, number: number): string {
  return `${range.prefix}${String(number).padStart(range.digits, '0')}`
}

/** The next number for a day that is not among those given; null when none is left or none was reserved for that day. */
export function nextNumber(
  ranges: readonly NumberRange[],
  onDate: string,
  given: ReadonlySet<string>,
): { text: string; number: number } | null {
  for (const range of ranges) {
    if (range.onDate !== onDate) continue
    const taken = new Set(range.taken)
    for (let number = range.first; number <= range.last; number += 1) {
      const text = numberText(range, number)
      if (!taken.has(number) && !given.has(text)) return { text, number }
    }
  }
  return null
}

/** How many numbers are left for a day. */
export function numbersLeft(ranges: readonly NumberRange[], onDate: string, given: ReadonlySet<string>): number {
  return ranges
    .filter((range) => range.onDate === onDate)
    .map((range) => {
      const taken = new Set(range.taken)
      const all = Array.from({ length: range.last - range.first + 1 }, (_, index) => range.first + index)
      return all.filter((number) => !taken.has(number) && !given.has(numberText(range, number))).length
    })
    .reduce((sum, count) => sum + count, 0)
}

/** A ticket given without network: the machine's own prefix and the count of its day, `NT2-007`. */
export function ticketText(prefix: string, count: number): string {
  return `${prefix}${String(count).padStart(3, '0')}`
}

/** 1 January of a date's year: the day under which receipts are numbered. */
export function yearStart(date: string): string {
  return `${date.slice(0, 4)}-01-01`
}

/** The number at the end of a text made by `numberText` with this prefix; null when it is none. */
export function numberIn(text: string, prefix: string): number | null {
  if (!text.startsWith(prefix)) return null
  const digits = text.slice(prefix.length)
  return /^\d{4,6}$/.test(digits) ? Number(digits) : null
}
