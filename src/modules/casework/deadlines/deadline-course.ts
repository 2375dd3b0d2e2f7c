import type { WorkingCalendar } from '../../organisation/index.ts'
import { beginOf, type Counting, countingOf } from './deadline-counting.ts'
import type { Clock, ClockExtension, ClockStop, StopReason } from './deadline-types.ts'

/** Stops that overlap or touch, as one. `amount` is what it takes out of the count, null while open. */
export interface Wait {
  from: number
  to: number | null
  reasons: readonly StopReason[]
  amount: number | null
}

/** One run of the clock from zero. `expectedDueAt` leaves an open wait out of the count. */
export interface Lap {
  startAt: number
  waits: readonly Wait[]
  dueAt: number | null
  expectedDueAt: number
  /** The supplement that ended this lap and starts the next at its end, null for the last lap. */
  endedBy: Wait | null
}

/** A date fixed by decision, and the waiting after that decision. */
export interface ExtensionCourse {
  extension: ClockExtension
  waits: readonly Wait[]
  dueAt: number | null
  expectedDueAt: number
}

/** How a clock ran: all that the due date, the progress and the explanation are read from. */
export interface ClockCourse {
  startCountedAt: number
  laps: readonly [Lap, ...Lap[]]
  extensions: readonly ExtensionCourse[]
  dueAt: number | null
  expectedDueAt: number
}

interface Stretch {
  from: number
  to: number | null
  reasons: readonly StopReason[]
}

/**
 * Follows a clock from acceptance to its due instant. A stop that begins once the date has passed changes nothing: a dossier
 * that is late stays late. See `computeDue` for the errors.
 */
export function followClock(calendar: WorkingCalendar, clock: Clock): ClockCourse {
  const counting = countingOf(calendar, clock.limit)
  const stops = inOrder(clock.stops)
  const startCountedAt = calendar.nextWorkingMoment(clock.startAt)
  const laps = followLaps({ calendar, counting, stops, clock }, startCountedAt)
  const extensions = clock.extensions.map((extension) => followExtension(calendar, counting, stops, extension))
  const last = laps.at(-1) ?? laps[0]
  const tracks = [last, ...extensions]
  return {
    startCountedAt,
    laps,
    extensions,
    dueAt: tracks.some((track) => track.dueAt === null)
      ? null
      : Math.max(...tracks.map((track) => track.expectedDueAt)),
    expectedDueAt: Math.max(...tracks.map((track) => track.expectedDueAt)),
  }
}

interface LapSetting {
  calendar: WorkingCalendar
  counting: Counting
  stops: readonly ClockStop[]
  clock: Clock
}

function followLaps(setting: LapSetting, startCountedAt: number): [Lap, ...Lap[]] {
  const { calendar, clock } = setting
  const first = followLap(setting, beginOf(calendar, clock.limit, startCountedAt))
  const laps: [Lap, ...Lap[]] = [first]
  for (let lap = first; lap.endedBy?.to != null; ) {
    lap = followLap(setting, beginOf(calendar, clock.limit, calendar.nextWorkingMoment(lap.endedBy.to)))
    laps.push(lap)
  }
  return laps
}

/** In restart mode a lap lasts until its first supplement asked in time; in resume mode there is only one. */
function followLap({ calendar, counting, stops, clock }: LapSetting, startAt: number): Lap {
  const later = stops.filter((stop) => stop.to === null || stop.to > startAt)
  const supplement = clock.mode === 'restart' ? later.find((stop) => stop.reason === 'supplement') : undefined
  if (supplement === undefined) return { startAt, ...countThrough(calendar, counting, startAt, later), endedBy: null }
  const askedAt = Math.max(startAt, supplement.from)
  const before = later.filter((stop) => stop.from < askedAt).map((stop) => ({ ...stop, to: earlier(stop.to, askedAt) }))
  const lap = countThrough(calendar, counting, startAt, before)
  if (askedAt >= lap.expectedDueAt)
    return { startAt, ...countThrough(calendar, counting, startAt, later), endedBy: null }
  const wait: Stretch = { from: askedAt, to: supplement.to, reasons: ['supplement'] }
  const endedBy = {
    ...wait,
    amount: wait.to === null ? null : counting.amountOf({ from: askedAt, to: wait.to }, startAt),
  }
  return { startAt, ...lap, dueAt: wait.to === null ? null : lap.dueAt, endedBy }
}

function countThrough(
  calendar: WorkingCalendar,
  counting: Counting,
  startAt: number,
  stops: readonly ClockStop[],
): Pick<Lap, 'waits' | 'dueAt' | 'expectedDueAt'> {
  const due = (waited: number, resumedAt: number | null): number => counting.dueAfter(startAt, waited, resumedAt)
  return takeWaits({ calendar, counting, startAt, dueAfter: due }, mergeStops(stops, startAt))
}

function followExtension(
  calendar: WorkingCalendar,
  counting: Counting,
  stops: readonly ClockStop[],
  extension: ClockExtension,
): ExtensionCourse {
  const { decidedAt, newDueAt } = extension
  const dueAfter = (waited: number): number => counting.shift(newDueAt, waited)
  const track = { calendar, counting, startAt: decidedAt, dueAfter }
  return { extension, ...takeWaits(track, mergeStops(stops, decidedAt)) }
}

interface Track {
  calendar: WorkingCalendar
  counting: Counting
  startAt: number
  dueAfter: (waited: number, resumedAt: number | null) => number
}

/** Takes the waits in order as long as each begins before the date that the earlier ones give. */
function takeWaits(track: Track, stretches: readonly Stretch[]): Pick<Lap, 'waits' | 'dueAt' | 'expectedDueAt'> {
  const waits: Wait[] = []
  let waited = 0
  let runningSince = track.startAt
  let dueAt = track.dueAfter(0, null)
  for (const stretch of stretches) {
    if (stretch.from >= dueAt) break
    if (stretch.to === null) {
      return { waits: [...waits, { ...stretch, amount: null }], dueAt: null, expectedDueAt: dueAt }
    }
    const amount = track.counting.amountOf({ from: stretch.from, to: stretch.to }, runningSince)
    waits.push({ ...stretch, amount })
    waited += amount
    if (amount > 0) runningSince = track.calendar.nextWorkingMoment(stretch.to)
    dueAt = track.dueAfter(waited, stretch.to)
  }
  return { waits, dueAt, expectedDueAt: dueAt }
}

/** Stops after `startAt` in order, cut at it, those that overlap or touch as one. */
function mergeStops(stops: readonly ClockStop[], startAt: number): Stretch[] {
  const merged: Stretch[] = []
  for (const stop of stops) {
    if (stop.to !== null && stop.to <= startAt) continue
    const from = Math.max(stop.from, startAt)
    const last = merged.at(-1)
    if (last === undefined || (last.to !== null && from > last.to)) {
      merged.push({ from, to: stop.to, reasons: [stop.reason] })
      continue
    }
    const to = last.to === null || stop.to === null ? null : Math.max(last.to, stop.to)
    merged[merged.length - 1] = { from: last.from, to, reasons: [...new Set([...last.reasons, stop.reason])] }
  }
  return merged
}

function inOrder(stops: readonly ClockStop[]): ClockStop[] {
  for (const stop of stops) {
    if (stop.to !== null && stop.to < stop.from) throw new RangeError(`a stop ends before it begins: ${stop.from}`)
  }
  const end = (stop: ClockStop): number => stop.to ?? Number.MAX_SAFE_INTEGER
  return [...stops].sort((a, b) => a.from - b.from || end(a) - end(b) || a.reason.localeCompare(b.reason))
}

function earlier(at: number | null, limit: number): number {
  return at === null ? limit : Math.min(at, limit)
}
