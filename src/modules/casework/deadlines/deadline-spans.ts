import { epochDayOf, startOfLocalDay } from '../../../platform/civil-date.ts'
import type { WorkingCalendar } from '../../organisation/index.ts'
import { cutoffOf, lastNominalDate } from './deadline-counting.ts'
import { type ClockCourse, followClock, type Lap, type Wait } from './deadline-course.ts'
import { dayRunsOf, hourRunsOf, monthRunsOf } from './deadline-runs.ts'
import type { Clock, DeadlineSpan, SpanValue } from './deadline-types.ts'

/**
 * The answer to "why this date?": spans in order of time, days alike as one, the due instant last (none while a stop is open).
 * After the last start or restart, the amounts of `count` and `swap` spans sum to the limit. Takes time in proportion to
 * the span: make it when somebody asks. Same errors as `computeDue`.
 */
export function explainDue(calendar: WorkingCalendar, clock: Clock): DeadlineSpan[] {
  const course = followClock(calendar, clock)
  const spans = [
    ...startSpans(clock, course),
    ...course.laps.flatMap((lap, index) => lapSpans(calendar, clock, lap, index > 0)),
    ...extensionSpans(clock, course),
  ]
  const inTime = spans.map((span, at) => ({ span, at })).sort((a, b) => a.span.from - b.span.from || a.at - b.at)
  const due = course.dueAt === null ? [] : [{ kind: 'due' as const, from: course.dueAt, to: course.dueAt, params: {} }]
  return [...inTime.map(({ span }) => span), ...due]
}

function startSpans(clock: Clock, course: ClockCourse): DeadlineSpan[] {
  const { startAt } = clock
  const { startCountedAt } = course
  const start: DeadlineSpan = { kind: 'start', from: startAt, to: startAt, params: limitParams(clock) }
  if (startCountedAt === startAt) return [start]
  return [start, { kind: 'start_moved', from: startAt, to: startCountedAt, params: {} }]
}

function lapSpans(calendar: WorkingCalendar, clock: Clock, lap: Lap, isRestart: boolean): DeadlineSpan[] {
  const { limit } = clock
  const waits = lap.endedBy === null ? lap.waits : [...lap.waits, lap.endedBy]
  const course = {
    startAt: lap.startAt,
    waits,
    dueAt: lap.expectedDueAt,
    isCut: lap.endedBy !== null || lap.dueAt === null,
  }
  const restart: DeadlineSpan = { kind: 'restart', from: lap.startAt, to: lap.startAt, params: limitParams(clock) }
  const runs = limit.unit === 'wd' ? dayRunsOf : limit.unit === 'wh' ? hourRunsOf : monthRunsOf
  return [
    ...(isRestart ? [restart] : []),
    ...waits.map((wait) => waitSpan(clock, wait)),
    ...runs(calendar, limit, course),
    ...rolledSpans(calendar, lap, clock, course.isCut),
  ]
}

/** D4: the last day of a limit in days or months is a rest day. */
function rolledSpans(calendar: WorkingCalendar, lap: Lap, { limit }: Clock, isCut: boolean): DeadlineSpan[] {
  if (isCut || limit.unit === 'wd' || limit.unit === 'wh') return []
  const waited = lap.waits.reduce((sum, wait) => sum + (wait.amount ?? 0), 0)
  const date = lastNominalDate(limit, lap.startAt, waited)
  const kind = calendar.dayKind(date)
  if (calendar.isWorkingDay(date)) return []
  const params: Record<string, SpanValue> = 'name' in kind ? { name: kind.name } : {}
  return [{ kind: 'rolled', from: startOfLocalDay(epochDayOf(date)), to: lap.expectedDueAt, params }]
}

function extensionSpans(clock: Clock, course: ClockCourse): DeadlineSpan[] {
  const countedUntil = Math.max(...course.laps.map((lap) => lap.expectedDueAt))
  const shown = new Set<number>()
  return course.extensions.flatMap(({ extension, waits }) => {
    const later = waits.filter((wait) => wait.from >= countedUntil && !shown.has(wait.from))
    for (const wait of later) shown.add(wait.from)
    const span: DeadlineSpan = { kind: 'extension', from: extension.decidedAt, to: extension.newDueAt, params: {} }
    return [span, ...later.map((wait) => waitSpan(clock, wait))]
  })
}

function waitSpan({ limit }: Clock, wait: Wait): DeadlineSpan {
  const params: Record<string, SpanValue> = { unit: limit.unit, reasons: wait.reasons.join(' ') }
  if (wait.amount !== null) params.amount = wait.amount
  return { kind: 'wait', from: wait.from, to: wait.to, params }
}

function limitParams({ limit }: Clock): Record<string, SpanValue> {
  const isSameDay = limit.unit === 'wd' && limit.quantity === 0
  const cutoff = cutoffOf(limit)
  const shown = isSameDay && cutoff !== null ? { cutoff } : {}
  return { unit: limit.unit, quantity: limit.quantity, ...shown }
}
