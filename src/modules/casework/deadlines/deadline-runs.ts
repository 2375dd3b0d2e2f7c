import { dateOfEpochDay, epochDayOf, localDay, startOfLocalDay } from '../../../platform/civil-date.ts'
import type { WorkingCalendar } from '../../organisation/index.ts'
import { type ClosedWait, lastNominalDate, lastUsedDay } from './deadline-counting.ts'
import type { Wait } from './deadline-course.ts'
import type { DeadlineSpan, TimeLimit } from './deadline-types.ts'

/** What is counted: from an open moment to the due instant, with waits between. `isCut`: the last wait ends the counting. */
export interface CountedCourse {
  startAt: number
  waits: readonly Wait[]
  dueAt: number
  isCut: boolean
}

/** Working days: whole days after the first, waiting days left out (a wait takes the days after the one it began on). */
export function dayRunsOf(calendar: WorkingCalendar, limit: TimeLimit, course: CountedCourse): DeadlineSpan[] {
  const runs = new Runs()
  let left = limit.quantity
  const pieces = piecesOf(course, lastUsedDayFrom(calendar, course.startAt), (at) =>
    localDay(calendar.nextWorkingMoment(at)),
  )
  for (const [after, until] of pieces) {
    runs.cut()
    for (let day = after + 1; day <= until; day += 1) {
      const kind = calendar.dayKind(dateOfEpochDay(day))
      if (!calendar.isWorkingDay(dateOfEpochDay(day))) runs.addRest(day, kind)
      else if (left > 0) {
        const amount = Math.min(1, left)
        left -= amount
        runs.addCounted(day, kind, { unit: 'wd', amount })
      }
    }
  }
  return runs.spans
}

/** Working hours: each stretch between waits, day by day, with the hours the office is open. */
export function hourRunsOf(calendar: WorkingCalendar, _limit: TimeLimit, course: CountedCourse): DeadlineSpan[] {
  const runs = new Runs()
  for (const piece of piecesOfTime(course)) {
    runs.cut()
    for (let day = localDay(piece.from); day <= localDay(piece.to); day += 1) {
      const kind = calendar.dayKind(dateOfEpochDay(day))
      const from = Math.max(piece.from, startOfLocalDay(day))
      const minutes = calendar.workingMinutesBetween(from, Math.min(piece.to, startOfLocalDay(day + 1)))
      if (minutes > 0) {
        const opensAt = calendar.nextWorkingMoment(from)
        const closesAt = calendar.addWorkingMinutes(opensAt, minutes)
        runs.addCounted(day, kind, { unit: 'wh', amount: minutes }, { from: opensAt, to: closesAt })
      } else if (calendar.workingMinutesOn(dateOfEpochDay(day)) === 0) runs.addRest(day, kind)
    }
  }
  return runs.spans
}

/** Days and months: every day counts, so only the waits break the run. */
export function monthRunsOf(calendar: WorkingCalendar, limit: TimeLimit, course: CountedCourse): DeadlineSpan[] {
  const waited = course.waits.reduce((sum, wait) => sum + (wait.amount ?? 0), 0)
  let left = epochDayOf(lastNominalDate(limit, course.startAt, waited)) - localDay(course.startAt) - waited
  const isWhole = limit.unit === 'm' && course.waits.length === 0
  const pieces = piecesOf(course, localDay, (at) => localDay(calendar.nextWorkingMoment(at)))
  return pieces.flatMap(([after, until]): DeadlineSpan[] => {
    const amount = Math.min(left, until - after)
    if (amount <= 0) return []
    left -= amount
    const params = isWhole ? { unit: 'm', amount: limit.quantity } : { unit: 'd', amount }
    return [{ kind: 'count', from: startOfLocalDay(after + 1), to: startOfLocalDay(after + amount + 1), params }]
  })
}

/** The day a wait begun at an instant was asked on, never before the day the count began. */
function lastUsedDayFrom(calendar: WorkingCalendar, startAt: number): (at: number) => number {
  return (at) => Math.max(localDay(startAt), lastUsedDay(calendar, at))
}

/** Pairs (a day not counted, the last day counted after it), one for each stretch between waits. */
function piecesOf(
  course: CountedCourse,
  askedOn: (at: number) => number,
  resumedOn: (at: number) => number,
): [after: number, until: number][] {
  const pieces: [number, number][] = []
  let after = localDay(course.startAt)
  for (const wait of course.waits) {
    pieces.push([after, askedOn(wait.from)])
    if (wait.to === null) return pieces
    after = Math.max(after, wait.amount === 0 ? askedOn(wait.from) : resumedOn(wait.to))
  }
  if (!course.isCut) pieces.push([after, localDay(course.dueAt)])
  return pieces
}

function piecesOfTime(course: CountedCourse): ClosedWait[] {
  const pieces: ClosedWait[] = []
  let from = course.startAt
  for (const wait of course.waits) {
    pieces.push({ from, to: wait.from })
    if (wait.to === null) return pieces
    from = wait.to
  }
  if (!course.isCut) pieces.push({ from, to: course.dueAt })
  return pieces
}

type Kind = ReturnType<WorkingCalendar['dayKind']>

/** Gathers days into spans: neighbours alike become one. */
class Runs {
  readonly spans: DeadlineSpan[] = []
  #alike = ''
  #nextDay = Number.NaN

  /** Begins a new span with the next day, whatever it is. */
  cut(): void {
    this.#alike = ''
  }

  addRest(day: number, kind: Kind): void {
    if ('name' in kind) this.#add(day, `holiday ${kind.name.vi}`, { kind: 'holiday', params: { name: kind.name } })
    else this.#add(day, 'weekend', { kind: 'weekend', params: {} })
  }

  addCounted(day: number, kind: Kind, counted: { unit: string; amount: number }, bounds?: ClosedWait): void {
    if (kind.kind === 'swap') {
      this.#add(day, `swap ${day}`, { kind: 'swap', params: { ...counted, name: kind.name } }, bounds)
    } else this.#add(day, 'count', { kind: 'count', params: counted }, bounds)
  }

  #add(day: number, alike: string, span: Pick<DeadlineSpan, 'kind' | 'params'>, bounds?: ClosedWait): void {
    const { from, to } = bounds ?? { from: startOfLocalDay(day), to: startOfLocalDay(day + 1) }
    const last = this.spans.at(-1)
    if (last !== undefined && alike === this.#alike && day === this.#nextDay) {
      const amount = Number(last.params.amount ?? 0) + Number(span.params.amount ?? 0)
      const params = 'amount' in span.params ? { ...last.params, amount } : last.params
      this.spans[this.spans.length - 1] = { ...last, to, params }
    } else this.spans.push({ ...span, from, to })
    this.#alike = alike
    this.#nextDay = day + 1
  }
}
