import { startOfTimeClass } from '../facts/time-class.ts'

/** Visits to a step by class of working time. */
export interface StepTimes {
  visits: number
  /** Working minutes, summed over the visits. */
  minutes: number
  classes: ReadonlyMap<number, number>
}

export function sumTimes(rows: readonly { timeClass: number; n: number; minutes: number }[]): StepTimes {
  const classes = new Map<number, number>()
  let [visits, minutes] = [0, 0]
  for (const row of rows) {
    classes.set(row.timeClass, (classes.get(row.timeClass) ?? 0) + row.n)
    visits += row.n
    minutes += row.minutes
  }
  return { visits, minutes, classes }
}

/**
 * The working minutes below which a share of the visits lie, read from the classes and straight within one; within a fifth of the true
 * value. Null without a visit.
 */
export function quantile({ visits, classes }: StepTimes, share: number): number | null {
  if (visits === 0) return null
  const wanted = share * visits
  let seen = 0
  for (const [timeClass, n] of [...classes].sort(([a], [b]) => a - b)) {
    if (seen + n >= wanted) {
      const [from, to] = [startOfTimeClass(timeClass), startOfTimeClass(timeClass + 1)]
      return Math.round(from + ((to - from) * (wanted - seen)) / n)
    }
    seen += n
  }
  return null
}
