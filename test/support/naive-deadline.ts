import type { Clock, ClockStop, TimeLimit } from '../../src/modules/casework/deadlines/deadline-types.ts'
import type { CalendarDefinition, MinuteInterval } from '../../src/modules/organisation/working-calendar.ts'

/**
 * A second opinion on deadlines, written apart from the engine: it walks day by day and minute by minute through a calendar's
 * definition and knows nothing of tables, ordinals or laps. Slow and plain on purpose. Extensions are left out.
 */
export class NaiveOffice {
  readonly #definition: CalendarDefinition
  readonly #intervals = new Map<string, readonly MinuteInterval[]>()

  constructor(definition: CalendarDefinition) {
    this.#definition = definition
  }

  intervals(date: string): readonly MinuteInterval[] {
    const known = this.#intervals.get(date) ?? this.#intervalsOf(date)
    this.#intervals.set(date, known)
    return known
  }

  #intervalsOf(date: string): readonly MinuteInterval[] {
    const row = this.#definition.days.findLast((day) => day.date === date)
    const ordinary = this.#definition.weekly[weekday(date)] ?? []
    if (row === undefined) return ordinary
    if (row.kind === 'off') return []
    if (row.intervals) return row.intervals
    if (row.kind === 'half') return ordinary.slice(0, 1)
    return this.#definition.weekly[row.replaces ? weekday(row.replaces) : 1] ?? []
  }

  isWorkingDay(date: string): boolean {
    const row = this.#definition.days.findLast((day) => day.date === date)
    if (this.intervals(date).length === 0) return false
    return row?.kind === 'working' || weekday(date) <= 5
  }

  isOpen(at: number): boolean {
    const minute = (at - midnight(dateOf(at))) / 60_000
    return this.intervals(dateOf(at)).some(([start, end]) => minute >= start && minute < end)
  }

  nextOpen(at: number): number {
    if (this.isOpen(at)) return at
    for (let date = dateOf(at); ; date = shiftDate(date, 1)) {
      for (const [start] of this.intervals(date)) {
        const opens = midnight(date) + start * 60_000
        if (opens >= at) return opens
      }
    }
  }

  /** Whole minutes open between two instants that lie on whole minutes. */
  minutesBetween(from: number, to: number): number {
    let minutes = 0
    for (let date = dateOf(from); midnight(date) < to; date = shiftDate(date, 1)) {
      for (const [start, end] of this.intervals(date)) {
        const opens = Math.max(from, midnight(date) + start * 60_000)
        const closes = Math.min(to, midnight(date) + end * 60_000)
        if (closes > opens) minutes += (closes - opens) / 60_000
      }
    }
    return minutes
  }

  closing(date: string): number {
    return midnight(date) + (this.intervals(date).at(-1)?.[1] ?? 0) * 60_000
  }

  workingDayFrom(date: string): string {
    let day = date
    while (!this.isWorkingDay(day)) day = shiftDate(day, 1)
    return day
  }

  /** The due instant of a clock on whole minutes; null while a stop is open. */
  due(clock: Clock): number | null {
    let start = this.#beginning(clock.limit, clock.startAt)
    let stops = [...clock.stops].sort((a, b) => a.from - b.from || endOf(a) - endOf(b))
    for (;;) {
      stops = stops.filter((stop) => endOf(stop) > start)
      const taken: ClockStop[] = []
      let due = this.#walk(clock.limit, start, taken)
      let restartAt: number | null = null
      for (const stop of stops) {
        const from = Math.max(stop.from, start)
        if (from >= due) break
        if (clock.mode === 'restart' && stop.reason === 'supplement') {
          if (stop.to === null) return null
          restartAt = this.#beginning(clock.limit, stop.to)
          break
        }
        const supplement = stops.find((other) => clock.mode === 'restart' && other.reason === 'supplement')
        const to = supplement === undefined ? stop.to : Math.min(endOf(stop), Math.max(supplement.from, start))
        if (to === null) return null
        if (to <= from) continue
        taken.push({ ...stop, from, to })
        due = this.#walk(clock.limit, start, taken)
      }
      if (restartAt === null) {
        if (stops.some((stop) => stop.to === null && Math.max(stop.from, start) < due)) return null
        return due
      }
      start = restartAt
    }
  }

  #walk(limit: TimeLimit, start: number, stops: readonly ClockStop[]): number {
    if (limit.unit === 'wh') return this.#walkMinutes(limit.quantity * 60, start, stops)
    const waiting = this.#waitingDays(limit, start, joinTouching(stops))
    if (limit.unit !== 'wd') return this.#notPast(this.#walkCalendarDays(limit, start, waiting), start, stops)
    const due = this.#walkWorkingDays(limit.quantity, start, waiting)
    if (Number.isInteger(limit.quantity)) return this.#notPast(due, start, stops)
    // Only a half day was left when it was answered: at least the rest of that working day.
    const whole = this.#walkWorkingDays(Math.floor(limit.quantity), start, waiting)
    return stops.length === 0 ? due : Math.max(due, this.#notPast(whole, start, stops))
  }

  #notPast(due: number, start: number, stops: readonly ClockStop[]): number {
    const resumed = this.nextOpen(Math.max(start, ...stops.map(endOf)))
    return stops.length > 0 && due <= resumed ? this.closing(this.workingDayFrom(dateOf(resumed))) : due
  }

  #walkMinutes(minutes: number, start: number, stops: readonly ClockStop[]): number {
    let left = minutes
    for (let date = dateOf(start); ; date = shiftDate(date, 1)) {
      for (const [opens, closes] of this.intervals(date)) {
        const day = midnight(date)
        for (let at = day + opens * 60_000; at < day + closes * 60_000; at += 60_000) {
          if (at >= start && !stops.some((stop) => at >= stop.from && at < endOf(stop))) left -= 1
          if (left === 0) return at + 60_000
        }
      }
    }
  }

  /** The dates that a stop takes out: those after the one it was asked on, up to the one on which it was answered. */
  #waitingDays(limit: TimeLimit, start: number, stops: readonly ClockStop[]): Set<string> {
    const days = new Set<string>()
    for (const stop of stops) {
      if (this.minutesBetween(stop.from, endOf(stop)) === 0) continue
      const asked = dateOf(stop.from)
      const isBeforeOpening = limit.unit === 'wd' && this.minutesBetween(midnight(asked), stop.from) === 0
      const first = isBeforeOpening && asked > dateOf(start) ? asked : shiftDate(asked, 1)
      for (let day = first; day <= dateOf(this.nextOpen(endOf(stop))); day = shiftDate(day, 1)) days.add(day)
    }
    return days
  }

  #walkWorkingDays(quantity: number, start: number, waiting: Set<string>): number {
    const began = dateOf(start)
    const isHalf = !Number.isInteger(quantity)
    let left = Math.ceil(quantity)
    left += [...waiting].filter((day) => day > began && this.isWorkingDay(day)).length
    let date = left > 0 ? began : this.workingDayFrom(began)
    while (left > 0) {
      date = shiftDate(date, 1)
      if (this.isWorkingDay(date)) left -= 1
    }
    return isHalf ? this.#half(date) : this.closing(date)
  }

  /** Received after the cut-off of a same-day limit, or on no working day: as if received when the next one opens. */
  #beginning(limit: TimeLimit, receivedAt: number): number {
    const open = this.nextOpen(receivedAt)
    if (limit.quantity !== 0) return open
    const date = dateOf(open)
    const cutoff = limit.sameDayCutoffMinute === undefined ? 900 : limit.sameDayCutoffMinute
    const isInTime = cutoff === null || open <= midnight(date) + cutoff * 60_000
    if (isInTime && this.isWorkingDay(date)) return open
    return this.nextOpen(midnight(this.workingDayFrom(shiftDate(date, 1))))
  }

  #half(date: string): number {
    const half = this.minutesBetween(midnight(date), midnight(date) + 86_400_000) / 2
    return this.#walkMinutes(half, midnight(date), [])
  }

  #walkCalendarDays(limit: TimeLimit, start: number, waiting: Set<string>): number {
    const waited = [...waiting].filter((day) => day > dateOf(start)).length
    const began = shiftDate(dateOf(start), waited)
    const last = limit.unit === 'm' ? monthsLater(began, limit.quantity) : shiftDate(began, limit.quantity)
    return this.closing(this.workingDayFrom(last))
  }
}

/** Stops that overlap or touch are one. Expects them in order of their beginning. */
function joinTouching(stops: readonly ClockStop[]): ClockStop[] {
  const joined: ClockStop[] = []
  for (const stop of stops) {
    const last = joined.at(-1)
    if (last === undefined || stop.from > endOf(last)) joined.push(stop)
    else joined[joined.length - 1] = { ...last, to: Math.max(endOf(last), endOf(stop)) }
  }
  return joined
}

function endOf(stop: ClockStop): number {
  return stop.to ?? Number.MAX_SAFE_INTEGER
}

function midnight(date: string): number {
  return Date.parse(`${date}T00:00:00+07:00`)
}

function dateOf(at: number): string {
  return new Date(at + 25_200_000).toISOString().slice(0, 10)
}

function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function monthsLater(date: string, months: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  for (let last = day; ; last -= 1) {
    const target = new Date(Date.UTC(year, month - 1 + months, last))
    if (target.getUTCMonth() === (((month - 1 + months) % 12) + 12) % 12) return target.toISOString().slice(0, 10)
  }
}

function weekday(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7
}
