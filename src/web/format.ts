import type { Locale, Translate } from './locales/translate.ts'

const HANOI_OFFSET_MS = 7 * 3_600_000
const NO_BREAK_SPACE = '\u00a0'
/** Minutes in a working day of eight hours, as spans are told to people. */
const WORKING_DAY_MINUTES = 480

/** Numbers, money, dates and spans as people read them. All instants are told in Vietnamese time (+07:00). */
export interface Format {
  /** 12403 -> "12.403"; at most `digits` decimals (2 unless told). */
  number(value: number, digits?: number): string
  /** With exactly so many decimals: (19.6, 2) -> "19,60". */
  points(value: number, digits: number): string
  /** A share with two decimals: (12206, 12403) -> "98,41 %". A whole of nothing has no share: "–". */
  percent(part: number, whole: number): string
  /** Whole đồng. */
  money(dong: number): string
  /** "26/11/2026". Takes an instant or a date 'YYYY-MM-DD'. */
  date(day: Date | string): string
  /** "thứ Năm 26/11/2026"; without the year: "thứ Năm 26/11". */
  weekdayDate(day: Date | string, year?: 'with-year' | 'no-year'): string
  /** "17:00". */
  clock(instant: Date): string
  /** "thứ Năm 26/11, 17:00"; `with-year` adds the year. */
  weekdayTime(instant: Date, year?: 'with-year' | 'no-year'): string
  /** "18/11/2026 09:12", for receipts and lists. */
  dateTime(instant: Date): string
  /** A working span: 180 -> "3 giờ làm việc", 2880 -> "6 ngày làm việc". */
  workingSpan(minutes: number): string
  /** 1_363_149 bytes -> "1,3 MB". */
  fileSize(bytes: number): string
}

interface DayParts {
  year: number
  month: number
  day: number
  /** ISO: Monday 1 to Sunday 7. */
  weekday: number
  minutes: number
}

/** The formats of one language; `t` gives the words (`time.…`). */
export function makeFormat(locale: Locale, t: Translate): Format {
  const number = (value: number, digits = 2) => decimal(value, locale, 0, digits)
  const date = (day: Date | string) => dateOf(partsOf(day))
  const clock = (instant: Date) => clockOf(partsOf(instant))
  const weekdayDate: Format['weekdayDate'] = (day, year = 'with-year') => {
    const parts = partsOf(day)
    const shown = year === 'with-year' ? dateOf(parts) : dateOf(parts).slice(0, 5)
    return t('time.weekday_date', { weekday: t(`time.weekday.${parts.weekday}`), date: shown })
  }
  return {
    number,
    points: (value, digits) => decimal(value, locale, digits, digits),
    percent: (part, whole) =>
      whole === 0 ? '–' : t('time.percent', { number: decimal((part / whole) * 100, locale, 2, 2) }),
    money: (dong) => t('time.money', { amount: number(dong, 0) }),
    date,
    clock,
    weekdayDate,
    weekdayTime: (instant, year = 'no-year') =>
      t('time.day_time', { day: weekdayDate(instant, year), time: clock(instant) }),
    dateTime: (instant) => `${date(instant)} ${clock(instant)}`,
    workingSpan: (minutes) => workingSpan(minutes, { t, number }),
    fileSize: (bytes) => fileSize(bytes, number),
  }
}

/** Reads a date as people type it (5/11/1984, 05-11-1984, 05.11.1984, 05111984). `null` when there is no such day. */
export function parseTypedDate(text: string): string | null {
  const match =
    /^\s*(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4})\s*$/.exec(text) ??
    /^\s*(\d{2})(\d{2})(\d{4})\s*$/.exec(text)
  if (match === null) return null
  const [, day = '', month = '', year = ''] = match
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const instant = new Date(`${iso}T00:00:00Z`)
  return Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== iso ? null : iso
}

function partsOf(day: Date | string): DayParts {
  const shifted = typeof day === 'string' ? new Date(`${day}T00:00:00Z`) : new Date(day.getTime() + HANOI_OFFSET_MS)
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    weekday: shifted.getUTCDay() === 0 ? 7 : shifted.getUTCDay(),
    minutes: shifted.getUTCHours() * 60 + shifted.getUTCMinutes(),
  }
}

function dateOf({ day, month, year }: DayParts): string {
  return `${twoDigits(day)}/${twoDigits(month)}/${year}`
}

function clockOf({ minutes }: DayParts): string {
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

function decimal(value: number, locale: Locale, least: number, most: number): string {
  const [group, point] = locale === 'vi' ? ['.', ','] : [',', '.']
  const [whole = '0', fraction = ''] = Math.abs(value).toFixed(most).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group)
  let kept = fraction
  while (kept.length > least && kept.endsWith('0')) kept = kept.slice(0, -1)
  const sign = value < 0 && /[1-9]/.test(whole + kept) ? '\u2212' : ''
  return `${sign}${grouped}${kept === '' ? '' : point + kept}`
}

function workingSpan(minutes: number, words: { t: Translate; number: Format['number'] }): string {
  const whole = Math.max(0, Math.round(minutes))
  if (whole >= WORKING_DAY_MINUTES) return counted(words, 'time.working_days', Math.floor(whole / WORKING_DAY_MINUTES))
  if (whole >= 60) return counted(words, 'time.working_hours', Math.floor(whole / 60))
  return counted(words, 'time.working_minutes', whole)
}

function counted(words: { t: Translate; number: Format['number'] }, key: string, count: number): string {
  return words.t(count === 1 ? `${key}.one` : `${key}.other`, { count: words.number(count) })
}

function fileSize(bytes: number, number: Format['number']): string {
  if (bytes >= 1_048_576) return `${number(bytes / 1_048_576, 1)}${NO_BREAK_SPACE}MB`
  return `${number(Math.max(1, bytes / 1024), 0)}${NO_BREAK_SPACE}KB`
}

/** As the beginning of a line: the first letter large. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
