import { isoWeekday, localDate, localDay, MINUTE_MS, startOfLocalDay } from '../../../platform/civil-date.ts'
import type { Remaining } from './deadline-progress.ts'
import type { DeadlineSpan, SpanValue } from './deadline-types.ts'

export type Locale = 'vi' | 'en'

/** A locale key with its values; a value may be a message itself. */
export interface Message {
  key: string
  params: Readonly<Record<string, string | number | Message>>
}

type Values = Record<string, string | number | Message>

/** Each span as a message of `locales/<locale>/deadline.json`, in the same order. */
export function explain(spans: readonly DeadlineSpan[], locale: Locale): Message[] {
  return spans.map((span) => describe[span.kind](span, locale))
}

/** The explanation as sentences, one for each span. `dictionary` is the content of `deadline.json` in that locale. */
export function renderExplanation(
  spans: readonly DeadlineSpan[],
  locale: Locale,
  dictionary: Readonly<Record<string, string>>,
): string[] {
  return explain(spans, locale).map((message) => renderMessage(message, locale, dictionary))
}

/** One message as a sentence that begins with a capital. A key without a text is shown as itself. */
export function renderMessage(message: Message, locale: Locale, dictionary: Readonly<Record<string, string>>): string {
  const text = substitute(message, dictionary)
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
}

/** "Thứ Năm 26/11/2026, 17:00": an instant with its weekday. */
export function describeInstant(at: number): Message {
  return { key: 'deadline.instant', params: { date: dayMessage(localDay(at)), time: clockTime(at) } }
}

/** What is left: "còn 3 giờ làm việc", "trễ 2 ngày làm việc". Less than one working day is said in hours. */
export function describeRemaining({ kind, workingMinutes, workingDays }: Remaining, locale: Locale): Message {
  const days = Math.abs(workingDays)
  const amount = days > 0 ? amountMessage('wd', days, locale) : amountMessage('wh', Math.abs(workingMinutes), locale)
  return { key: kind === 'late' ? 'deadline.remaining.late' : 'deadline.remaining.left', params: { amount } }
}

const describe: Record<DeadlineSpan['kind'], (span: DeadlineSpan, locale: Locale) => Message> = {
  start({ from, params }, locale) {
    const at = describeInstant(from)
    if (params.quantity === 0) {
      const cutoff = params.cutoff
      if (typeof cutoff !== 'number') return { key: 'deadline.start.same_day_any_time', params: { at } }
      return { key: 'deadline.start.same_day', params: { at, cutoff: minuteTime(cutoff) } }
    }
    return { key: `deadline.start.${params.unit}`, params: { at, limit: limitMessage(params, locale) } }
  },
  start_moved: ({ to }) => ({ key: 'deadline.start_moved', params: { at: describeInstant(to ?? 0) } }),
  count: (span, locale) => ({
    key: 'deadline.count',
    params: { range: rangeOf(span), amount: amountOf(span, locale) },
  }),
  weekend: (span) => ({ key: 'deadline.weekend', params: { range: rangeOf(span) } }),
  holiday: (span, locale) => ({
    key: 'deadline.holiday',
    params: { range: rangeOf(span), name: nameIn(span.params.name, locale) },
  }),
  swap: (span, locale) => ({
    key: 'deadline.swap',
    params: { range: rangeOf(span), name: nameIn(span.params.name, locale), amount: amountOf(span, locale) },
  }),
  wait(span, locale) {
    const reason = reasonsMessage(String(span.params.reasons).split(' '))
    const from = describeInstant(span.from)
    if (span.to === null) return { key: 'deadline.wait_open', params: { from, reason } }
    const params = { from, to: describeInstant(span.to), reason }
    if (span.params.amount === 0) return { key: 'deadline.wait_nothing', params }
    return { key: 'deadline.wait', params: { ...params, amount: amountOf(span, locale) } }
  },
  restart({ from, params }, locale) {
    if (params.quantity === 0) return { key: 'deadline.restart_same_day', params: { at: describeInstant(from) } }
    return { key: 'deadline.restart', params: { at: describeInstant(from), limit: limitMessage(params, locale) } }
  },
  rolled({ from, params }, locale) {
    const day = dayMessage(localDay(from))
    if (params.name === undefined) return { key: 'deadline.rolled', params: { day } }
    return { key: 'deadline.rolled_named', params: { day, name: nameIn(params.name, locale) } }
  },
  extension: ({ from, to }) => ({
    key: 'deadline.extension',
    params: { at: describeInstant(from), to: describeInstant(to ?? from) },
  }),
  due: ({ from }) => ({ key: 'deadline.due', params: { at: describeInstant(from) } }),
}

function substitute({ key, params }: Message, dictionary: Readonly<Record<string, string>>): string {
  return (dictionary[key] ?? key).replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = params[name]
    return typeof value === 'object' ? substitute(value, dictionary) : String(value ?? placeholder)
  })
}

function limitMessage(params: DeadlineSpan['params'], locale: Locale): Message {
  const quantity = Number(params.quantity)
  const unit = String(params.unit)
  return amountMessage(unit, unit === 'wh' ? Math.round(quantity * 60) : quantity, locale)
}

function amountOf({ params }: DeadlineSpan, locale: Locale): Message {
  const unit = String(params.unit)
  return amountMessage(unit === 'm' && params.reasons !== undefined ? 'd' : unit, Number(params.amount), locale)
}

/** Amounts in working days, working minutes (said in hours), calendar days or months. */
function amountMessage(unit: string, amount: number, locale: Locale): Message {
  if (unit !== 'wh') return plural(`deadline.amount.${unit}`, amount, locale)
  const minutes = Math.floor(amount)
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (rest === 0 && hours > 0) return plural('deadline.amount.hours', hours, locale)
  if (hours === 0) return plural('deadline.amount.minutes', rest, locale)
  return { key: 'deadline.amount.hours_minutes', params: { hours, minutes: rest } }
}

function plural(key: string, amount: number, locale: Locale): Message {
  const count = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(amount)
  return { key: `${key}.${amount === 1 ? 'one' : 'other'}`, params: { count } }
}

function reasonsMessage([first = '', ...rest]: readonly string[]): Message {
  const reason = { key: `deadline.reason.${first}`, params: {} }
  return rest.length === 0
    ? reason
    : { key: 'deadline.reason.and', params: { first: reason, rest: reasonsMessage(rest) } }
}

/** Whole days as days ("Thursday to Friday"), parts of days as instants. `to` is exclusive. */
function rangeOf({ from, to }: DeadlineSpan): Message {
  const end = to ?? from
  const isWholeDays = from === startOfLocalDay(localDay(from)) && end === startOfLocalDay(localDay(end))
  if (!isWholeDays) {
    const last: Message | string = localDay(from) === localDay(end) ? clockTime(end) : describeInstant(end)
    return { key: 'deadline.range', params: { from: describeInstant(from), to: last } }
  }
  const [first, last] = [localDay(from), localDay(end) - 1]
  if (first === last) return dayMessage(first)
  const key = last === first + 1 ? 'deadline.range_pair' : 'deadline.range'
  return { key, params: { from: dayMessage(first), to: dayMessage(last) } }
}

function dayMessage(day: number): Message {
  const [year = '', month = '', date = ''] = localDate(startOfLocalDay(day)).split('-')
  const params: Values = {
    weekday: { key: `deadline.weekday.${isoWeekday(day)}`, params: {} },
    date,
    month,
    year,
    dayOfMonth: Number(date),
    monthName: { key: `deadline.month.${Number(month)}`, params: {} },
  }
  return { key: 'deadline.day', params }
}

function nameIn(name: SpanValue | undefined, locale: Locale): string {
  return typeof name === 'object' ? name[locale] : String(name ?? '')
}

function clockTime(at: number): string {
  return minuteTime(Math.floor((at - startOfLocalDay(localDay(at))) / MINUTE_MS))
}

function minuteTime(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
