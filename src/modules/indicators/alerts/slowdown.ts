import type { IsoDate } from '../../../platform/civil-date.ts'

/** The working minutes of the visits to a step that ended in a week, by the Monday of the week. */
export interface WeekOfVisits {
  week: IsoDate
  minutes: readonly number[]
}

/** The rule of the alerts; the page shows these numbers. */
export const ALERT_RULE = {
  /** So many times the median before. */
  times: 2,
  /** And at least so many working minutes more: a step of minutes alarms nobody. */
  moreMinutes: 60,
  /** Cases since the change, and in the weeks before it, below which nothing is said. */
  fewestNow: 10,
  fewestBefore: 20,
  weeksBefore: 12,
  /** A change is looked for so many weeks back. */
  weeksNow: 8,
  /** Over when the median of the last weeks with enough cases is below so many times the one before. */
  overTimes: 1.5,
  overWeeks: 2,
} as const

export interface Slowdown {
  /** Monday of the week from which on every week took twice as long. */
  since: IsoDate
  minutesBefore: number
  visitsBefore: number
  minutesNow: number
  visitsNow: number
}

/** The lower middle: a value that occurred. Null without any. */
export function medianOf(minutes: readonly number[]): number | null {
  return [...minutes].sort((a, b) => a - b)[Math.ceil(minutes.length / 2) - 1] ?? null
}

/**
 * The longest run of weeks up to now each of which took twice as long as the twelve before the run. `weeks` are all weeks looked at, in
 * order, those without a visit too; small numbers say nothing. Null when there is none.
 */
export function findSlowdown(weeks: readonly WeekOfVisits[]): Slowdown | null {
  const { weeksNow, weeksBefore, fewestNow, fewestBefore } = ALERT_RULE
  for (let length = Math.min(weeksNow, weeks.length - 1); length > 0; length -= 1) {
    const run = weeks.slice(-length)
    const before = weeks.slice(-length - weeksBefore, -length).flatMap(({ minutes }) => minutes)
    const now = run.flatMap(({ minutes }) => minutes)
    const [was, is] = [medianOf(before), medianOf(now)]
    const [first] = run
    if (was === null || is === null || was === 0 || first === undefined || first.minutes.length === 0) continue
    if (now.length < fewestNow || before.length < fewestBefore) continue
    if (!run.every(({ minutes }) => isSlow(medianOf(minutes) ?? is, was))) continue
    const [visitsBefore, visitsNow] = [before.length, now.length]
    return { since: first.week, minutesBefore: was, visitsBefore, minutesNow: is, visitsNow }
  }
  return null
}

function isSlow(now: number, before: number): boolean {
  return now >= before * ALERT_RULE.times && now - before >= ALERT_RULE.moreMinutes
}

/** What the weeks say of an alert that stands: how it is since then, and whether and why it is over. */
export function judgeAlert(
  { since, minutesBefore }: Pick<Slowdown, 'since' | 'minutesBefore'>,
  weeks: readonly WeekOfVisits[],
): { minutesNow: number | null; visitsNow: number; over: 'faster' | 'no_cases' | null } {
  const now = weeks.filter(({ week }) => week >= since).flatMap(({ minutes }) => minutes)
  const last = weeks.slice(-ALERT_RULE.overWeeks).flatMap(({ minutes }) => minutes)
  const recent = weeks.slice(-ALERT_RULE.weeksNow).flatMap(({ minutes }) => minutes)
  const isFaster = last.length >= ALERT_RULE.fewestNow && (medianOf(last) ?? 0) < minutesBefore * ALERT_RULE.overTimes
  const over = isFaster ? 'faster' : recent.length === 0 ? 'no_cases' : null
  return { minutesNow: medianOf(now), visitsNow: now.length, over }
}
