import { countRules, lineKey, type Plan } from '../../../../modules/queue/plan.ts'
import type { PlanView } from '../../../../modules/queue/schemas.ts'
import { priorityGroups } from '../../../../modules/queue/ticket.ts'
import type { FormFault, SentForm } from '../../../ui/index.ts'

export const MOST_ROWS = 60
const MOST_NUMBERS = 400

/** A plan as typed, and in which rows of the form its lines and counters stand: empty rows are passed over. */
export interface TypedPlan {
  plan: Plan
  lineRows: number[]
  counterRows: number[]
}

/** How many rows of each kind the form shows. */
export function rowsIn(
  values: Readonly<Record<string, readonly string[]>>,
  plan: Plan,
): { lines: number; counters: number } {
  const count = (name: string, had: number) => {
    const typed = Number(values[name]?.[0])
    return Number.isInteger(typed) && typed > 0 ? Math.min(MOST_ROWS, typed) : had + 1
  }
  return { lines: count('lineRows', plan.lines.length), counters: count('counterRows', plan.counters.length) }
}

/** Reads the whole form. What is no number comes as one that no rule allows, so that its field says so. */
export function readPlan(form: SentForm, fields: PlanView['fields']): TypedPlan {
  const rows = Array.from({ length: Math.min(MOST_ROWS, Number(form.text('lineRows')) || 0) }, (_, row) => row)
  const lineRows = rows.filter((row) =>
    ['prefix', 'nameVi', 'nameEn'].some((part) => form.text(`lines.${row}.${part}`)),
  )
  const keys = keysOf(form, lineRows)
  const groups = Array.from({ length: Math.min(MOST_ROWS, Number(form.text('counterRows')) || 0) }, (_, row) => row)
  const counterRows = groups.filter((row) => form.text(`counters.${row}.numbers`) !== '')
  const lines = lineRows.map((row, at) => ({
    key: keys[at] ?? '',
    prefix: form.text(`lines.${row}.prefix`).toUpperCase(),
    name: { vi: form.text(`lines.${row}.nameVi`), en: form.text(`lines.${row}.nameEn`) },
    fields: fields.map(({ key }) => key).filter((key) => form.text(`fields.${key}`) === String(row)),
  }))
  const counters = counterRows.map((row) => ({
    numbers: numbersIn(form.text(`counters.${row}.numbers`)),
    lines: form.all(`counters.${row}.lines`).flatMap((word) => keys[lineRows.indexOf(Number(word))] ?? []),
  }))
  return { plan: { rules: rulesOf(form), lines, counters }, lineRows, counterRows }
}

/** A line that was there keeps its word; a new one gets one from its name. */
function keysOf(form: SentForm, lineRows: readonly number[]): string[] {
  const kept = lineRows.map((row) => form.text(`lines.${row}.key`))
  const taken = kept.filter((key) => key !== '')
  return lineRows.map((row, at) => {
    if (kept[at] !== undefined && kept[at] !== '') return kept[at]
    const key = lineKey(form.text(`lines.${row}.nameVi`), taken)
    taken.push(key)
    return key
  })
}

/** `1-4, 7` as 1, 2, 3, 4, 7. */
export function numbersIn(text: string): number[] {
  const numbers = text
    .split(/[,;\s]+/)
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [, from = '', to = from] = /^(\d{1,4})(?:[-–](\d{1,4}))?$/.exec(part) ?? []
      if (from === '' || Number(to) < Number(from)) return [Number.NaN]
      return Array.from({ length: Math.min(MOST_NUMBERS, Number(to) - Number(from) + 1) }, (_, at) => Number(from) + at)
    })
  return numbers.slice(0, MOST_NUMBERS)
}

/** 1, 2, 3, 4, 7 as `1-4, 7`. */
export function numbersText(numbers: readonly number[]): string {
  const spans: [number, number][] = []
  for (const number of [...numbers].sort((one, other) => one - other)) {
    const last = spans.at(-1)
    if (last !== undefined && number === last[1] + 1) last[1] = number
    else spans.push([number, number])
  }
  return spans.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(', ')
}

function rulesOf(form: SentForm): Plan['rules'] {
  const whole = (name: string) => (/^\d{1,6}$/.test(form.text(name)) ? Number(form.text(name)) : Number.NaN)
  const counts = Object.fromEntries(countRules.map((name) => [name, whole(`rules.${name}`)]))
  const groups = priorityGroups.filter((group) => form.text(`rules.groupMinutes.${group}`) !== '')
  return {
    ...(counts as Record<(typeof countRules)[number], number>),
    anyTime: form.text('rules.anyTime') === 'yes',
    groupMinutes: Object.fromEntries(groups.map((group) => [group, whole(`rules.groupMinutes.${group}`)])),
  }
}

/** Faults name the lines and counters of the plan; the form shows them at the rows in which these stand. */
export function atRows(faults: readonly FormFault[], { lineRows, counterRows }: TypedPlan): FormFault[] {
  return faults.map((fault) => {
    const [kind = '', place = '', ...rest] = fault.path.split('.')
    const rows = kind === 'lines' ? lineRows : kind === 'counters' ? counterRows : null
    const row = rows?.[Number(place)] ?? 0
    return rows === null ? fault : { ...fault, path: [kind, row, ...rest].join('.') }
  })
}
