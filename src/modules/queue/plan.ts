import type { FieldFault } from '../../platform/errors.ts'
import { type PriorityGroup, priorityGroups } from './ticket.ts'

/** The rules of one centre's queue. Minutes and counts are whole numbers. */
export interface PlanRules {
  slotMinutes: number
  slotPlaces: number
  bookingDays: number
  bookingsEach: number
  lateMinutes: number
  missedLimit: number
  missedDays: number
  priorityMinutes: number
  bookingMinutes: number
  goalMinutes: number
  anyTime: boolean
  /** Of single groups, where it is another than `priorityMinutes`. */
  groupMinutes: Partial<Record<PriorityGroup, number>>
}

export interface PlanLine {
  key: string
  prefix: string
  name: { vi: string; en: string }
  fields: string[]
}

/** Counters that serve the same lines. */
export interface PlanCounters {
  numbers: number[]
  lines: string[]
}

/** How a centre arranges its queue: which fields wait together, which counters serve them, by which rules. */
export interface Plan {
  rules: PlanRules
  lines: PlanLine[]
  counters: PlanCounters[]
}

export type CountRule = Exclude<keyof PlanRules, 'anyTime' | 'groupMinutes'>

/**
 * What each rule may be, both ends included. The head start of a priority group is never nothing: these persons must be served before others
 * (NĐ 63/2010/NĐ-CP Art. 18.8).
 */
export const ruleBounds = {
  slotMinutes: [5, 240],
  slotPlaces: [1, 200],
  bookingDays: [1, 60],
  bookingsEach: [1, 20],
  lateMinutes: [0, 120],
  missedLimit: [1, 20],
  missedDays: [1, 365],
  priorityMinutes: [1, 240],
  bookingMinutes: [0, 240],
  goalMinutes: [1, 240],
} as const satisfies Record<CountRule, readonly [number, number]>

export const countRules = Object.keys(ruleBounds) as CountRule[]
const MOST_LINES = 26
const MOST_COUNTERS = 200
const MOST_NAME = 120

/**
 * All that is wrong with a plan, each fault at its place (`lines.0.prefix`, `fields.dat-dai`, `counters.2.numbers`, `rules.slotMinutes`). `fields`: those
 * of the catalogue, each of which must wait somewhere.
 */
export function planFaults(plan: Plan, fields: readonly string[]): FieldFault[] {
  return [...lineFaults(plan), ...fieldFaults(plan, fields), ...counterFaults(plan), ...ruleFaults(plan.rules)]
}

function fault(path: string, code: string, params?: Record<string, string | number>): FieldFault {
  return { path, code: `queue.${code}`, ...(params === undefined ? {} : { params }) }
}

function lineFaults({ lines, counters }: Plan): FieldFault[] {
  if (lines.length === 0) return [fault('lines.0.nameVi', 'plan_no_line')]
  if (lines.length > MOST_LINES) return [fault(`lines.${MOST_LINES}.nameVi`, 'plan_many_lines', { most: MOST_LINES })]
  const served = new Set(counters.flatMap((one) => one.lines))
  return lines.flatMap((line, at) => {
    const path = `lines.${at}`
    const before = lines.slice(0, at)
    const found: FieldFault[] = []
    if (!/^[A-Z]{1,2}$/.test(line.prefix)) found.push(fault(`${path}.prefix`, 'plan_prefix'))
    else if (before.some(({ prefix }) => prefix === line.prefix)) {
      found.push(fault(`${path}.prefix`, 'plan_prefix_twice', { prefix: line.prefix }))
    }
    // Tickets given without network begin so.
    if (line.prefix === 'NT') found.push(fault(`${path}.prefix`, 'plan_prefix_reserved'))
    if (!isName(line.name.vi)) found.push(fault(`${path}.nameVi`, 'plan_name', { most: MOST_NAME }))
    if (!isName(line.name.en)) found.push(fault(`${path}.nameEn`, 'plan_name', { most: MOST_NAME }))
    if (!/^[a-z][a-z0-9-]{0,39}$/.test(line.key) || before.some(({ key }) => key === line.key)) {
      found.push(fault(`${path}.nameVi`, 'plan_name_twice'))
    }
    if (line.fields.length === 0) found.push(fault(`${path}.nameVi`, 'plan_line_empty', { line: line.name.vi }))
    if (!served.has(line.key)) found.push(fault(`${path}.nameVi`, 'plan_line_unserved', { line: line.name.vi }))
    return found
  })
}

function isName(text: string): boolean {
  return text.trim().length > 0 && text.length <= MOST_NAME
}

function fieldFaults({ lines }: Plan, fields: readonly string[]): FieldFault[] {
  const placed = lines.flatMap((line) => line.fields)
  const twice = placed.filter((key, at) => placed.indexOf(key) !== at)
  const unknown = placed.filter((key) => !fields.includes(key))
  return [
    ...fields.filter((key) => !placed.includes(key)).map((key) => fault(`fields.${key}`, 'plan_field_missing')),
    ...twice.map((key) => fault(`fields.${key}`, 'plan_field_twice')),
    ...unknown.map((key) => fault(`fields.${key}`, 'plan_field_unknown', { field: key })),
  ]
}

function counterFaults({ lines, counters }: Plan): FieldFault[] {
  const numbers = counters.flatMap((one) => one.numbers)
  if (numbers.length === 0) return [fault('counters.0.numbers', 'plan_no_counter')]
  if (numbers.length > MOST_COUNTERS) {
    return [fault('counters.0.numbers', 'plan_many_counters', { most: MOST_COUNTERS })]
  }
  const known = new Set(lines.map(({ key }) => key))
  return counters.flatMap((group, at) => {
    const before = counters.slice(0, at).flatMap((one) => one.numbers)
    const found: FieldFault[] = []
    const isBad = group.numbers.some((number) => !Number.isInteger(number) || number < 1 || number > 999)
    if (group.numbers.length === 0 || isBad) found.push(fault(`counters.${at}.numbers`, 'plan_counter_numbers'))
    const twice = group.numbers.find(
      (number, place) => before.includes(number) || group.numbers.indexOf(number) !== place,
    )
    if (twice !== undefined) found.push(fault(`counters.${at}.numbers`, 'plan_counter_twice', { counter: twice }))
    if (group.lines.length === 0 || group.lines.some((key) => !known.has(key))) {
      found.push(fault(`counters.${at}.lines`, 'plan_counter_lines'))
    }
    return found
  })
}

function ruleFaults(rules: PlanRules): FieldFault[] {
  const wrong = (value: number, [least, most]: readonly [number, number]) =>
    !Number.isInteger(value) || value < least || value > most
  const bounds = ruleBounds.priorityMinutes
  return [
    ...countRules
      .filter((name) => wrong(rules[name], ruleBounds[name]))
      .map((name) => outside(`rules.${name}`, ruleBounds[name])),
    ...priorityGroups
      .filter((group) => rules.groupMinutes[group] !== undefined && wrong(rules.groupMinutes[group], bounds))
      .map((group) => outside(`rules.groupMinutes.${group}`, bounds)),
  ]
}

function outside(path: string, [least, most]: readonly [number, number]): FieldFault {
  return fault(path, 'plan_outside', { least, most })
}

/** A line's address word from its Vietnamese name; `taken` words get a number behind them. */
export function lineKey(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
  const word = plain.slice(0, 34).replace(/-+$/, '') || 'hang'
  if (!taken.includes(word)) return word
  const next = Array.from({ length: taken.length + 1 }, (_, at) => `${word}-${at + 2}`)
  return next.find((one) => !taken.includes(one)) ?? word
}

/** Counters as they are written down: those that serve the same lines together, by their first number. */
export function groupCounters(counters: readonly { number: number; lineKeys: readonly string[] }[]): PlanCounters[] {
  const groups = new Map<string, PlanCounters>()
  for (const { number, lineKeys } of counters) {
    const word = [...lineKeys].sort().join(' ')
    const group = groups.get(word) ?? { numbers: [], lines: [...lineKeys] }
    group.numbers.push(number)
    groups.set(word, group)
  }
  return [...groups.values()]
}
