import type { Clock, ClockStop, StopReason } from '../../../modules/casework/deadlines/deadline-types.ts'
import { parseTypedDate } from '../../format.ts'
import type { FormFault } from '../../ui/index.ts'

export const UNITS = ['wd', 'wh', 'd', 'm'] as const
export const REASONS = ['supplement', 'payment', 'external', 'posting'] as const satisfies readonly StopReason[]
/** Rows for waits on the page. */
export const WAITS = [1, 2, 3] as const

export type Question = { kind: 'none' } | { kind: 'faulty'; faults: FormFault[] } | { kind: 'asked'; clock: Clock }

/** Reads what was typed into the calculator. Dates are day/month/year, times hours:minutes, both of Viet Nam. */
export function readQuestion(typed: URLSearchParams): Question {
  if (!typed.has('bat-dau')) return { kind: 'none' }
  const faults: FormFault[] = []
  const startAt = readInstant(typed, { date: 'bat-dau', time: 'gio' }, faults)
  const quantity = Number((typed.get('so') ?? '').trim().replace(',', '.'))
  if (!(quantity >= 0 && quantity <= 1000) || typed.get('so')?.trim() === '') {
    faults.push({ path: 'so', key: 'workspace.due.e_quantity' })
  }
  const unit = UNITS.find((one) => one === typed.get('don-vi'))
  if (unit === undefined) faults.push({ path: 'don-vi', key: 'workspace.due.e_unit' })
  const stops = WAITS.flatMap((row) => readWait(typed, row, faults))
  if (faults.length > 0 || startAt === null || unit === undefined) return { kind: 'faulty', faults }
  const mode = typed.get('che-do') === 'restart' ? 'restart' : 'resume'
  return { kind: 'asked', clock: { startAt, limit: { quantity, unit }, mode, stops, extensions: [] } }
}

function readWait(typed: URLSearchParams, row: number, faults: FormFault[]): ClockStop[] {
  const names = {
    from: `cho-tu-${row}`,
    fromTime: `cho-tu-gio-${row}`,
    to: `cho-den-${row}`,
    toTime: `cho-den-gio-${row}`,
  }
  if ((typed.get(names.from) ?? '').trim() === '' && (typed.get(names.to) ?? '').trim() === '') return []
  const from = readInstant(typed, { date: names.from, time: names.fromTime }, faults)
  const to = readInstant(typed, { date: names.to, time: names.toTime }, faults)
  if (from === null || to === null) return []
  if (to < from) faults.push({ path: names.to, key: 'workspace.due.e_wait_order' })
  const reason = REASONS.find((one) => one === typed.get(`cho-vi-${row}`)) ?? 'supplement'
  return [{ from, to, reason }]
}

function readInstant(
  typed: URLSearchParams,
  names: { date: string; time: string },
  faults: FormFault[],
): number | null {
  const date = parseTypedDate(typed.get(names.date) ?? '')
  const time = readClock(typed.get(names.time) ?? '')
  if (date === null) faults.push({ path: names.date, key: 'workspace.e_date' })
  if (time === null) faults.push({ path: names.time, key: 'workspace.e_time' })
  return date === null || time === null ? null : Date.parse(`${date}T${time}:00+07:00`)
}

/** "9:12", "9h12", "0912" -> "09:12"; null for anything that is no time of day. */
function readClock(text: string): string | null {
  const [, hour = '', minute = '0'] = /^\s*(\d{1,2})(?:\s*[:hg.]\s*(\d{2})?|(\d{2}))?\s*$/i.exec(text) ?? []
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) return null
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
}
