/** Working days, working hours, calendar days, months. */
export type TimeUnit = 'wd' | 'wh' | 'd' | 'm'

/**
 * A time limit as a procedure states it. Halves are allowed for `wd` (7.5, rule D13); `wh` must give whole minutes; `d` and `m`
 * are whole. A same-day procedure (D12) is 0 `wd`: received at or before `sameDayCutoffMinute` (minutes after midnight, 15:00
 * when left out) it is due that day, later the next working day; null means that there is no cut-off. Other limits ignore it.
 */
export interface TimeLimit {
  quantity: number
  unit: TimeUnit
  sameDayCutoffMinute?: number | null
}

/** What the clock waits for (D11): the applicant's supplement or payment, another body's opinion, a public posting. */
export type StopReason = 'supplement' | 'payment' | 'external' | 'posting'

/** The clock stood still from an instant to another, or still stands (`to` null). Epoch milliseconds. */
export interface ClockStop {
  from: number
  to: number | null
  reason: StopReason
  /** What the stop is about, for whoever shows it. */
  ref?: string
}

/** A decision that moved the date, made at an instant. It never brings a date nearer. */
export interface ClockExtension {
  decidedAt: number
  newDueAt: number
  ref?: string
}

/** After a supplement: count from zero (NĐ 61/2018 art. 19.4) or go on where the clock stood. A setting of the procedure (D10). */
export type SupplementMode = 'restart' | 'resume'

/** Everything a due date depends on besides the calendar. `startAt` is the instant of acceptance as recorded. */
export interface Clock {
  startAt: number
  limit: TimeLimit
  mode: SupplementMode
  stops: readonly ClockStop[]
  extensions: readonly ClockExtension[]
}

/** `startCountedAt` differs from the acceptance when that lay outside office hours. `provisional`: days off may still change. */
export interface DueDate {
  dueAt: number | null
  startCountedAt: number
  provisional: boolean
}

/** A value of a span: plain, a localised name, or another instant by its key. */
export type SpanValue = string | number | { vi: string; en: string }

/**
 * One line of the answer to "why this date?". `from` and `to` are epoch milliseconds, `to` null for a stop still open.
 * `params` by kind (amounts are in `unit`: working days for wd, minutes for wh, calendar days for d and m):
 * start `{unit, quantity, cutoff?}` · start_moved `{}` · count `{unit, amount}` · weekend `{}` · holiday `{name}` ·
 * swap `{unit, amount, name}` · wait `{unit, amount, reasons}` (reasons joined by a space) · restart `{unit, quantity}` ·
 * rolled `{name?}` (`from` the day that cannot be the last, `to` the due instant) · extension `{}` · due `{}`
 */
export interface DeadlineSpan {
  kind:
    | 'start'
    | 'start_moved'
    | 'count'
    | 'weekend'
    | 'holiday'
    | 'swap'
    | 'wait'
    | 'restart'
    | 'rolled'
    | 'extension'
    | 'due'
  from: number
  to: number | null
  params: Readonly<Record<string, SpanValue>>
}
