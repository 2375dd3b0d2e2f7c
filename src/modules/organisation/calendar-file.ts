import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { LineCounter, parseDocument } from 'yaml'
import { epochDayOf } from '../../platform/civil-date.ts'
import type {
  CalendarDay,
  CalendarDefinition,
  CalendarName,
  MinuteInterval,
  UnsettledPeriod,
} from './working-calendar.ts'

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

const nameSchema = Type.Object(
  { vi: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) },
  { additionalProperties: false },
)
const dateSchema = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const intervalSchema = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d-(([01]\\d|2[0-3]):[0-5]\\d|24:00)$' })
const intervalsSchema = Type.Array(intervalSchema, { minItems: 1, maxItems: 6 })

const holidayFileSchema = Type.Object(
  {
    settledYears: Type.Array(Type.Integer({ minimum: 2000, maximum: 2100 })),
    unsettled: Type.Array(
      Type.Object(
        { from: dateSchema, to: dateSchema, why: Type.String({ minLength: 1 }) },
        { additionalProperties: false },
      ),
    ),
    days: Type.Array(
      Type.Object(
        {
          date: dateSchema,
          kind: Type.Enum(['off', 'working', 'half']),
          category: Type.Optional(Type.Enum(['holiday', 'compensation', 'swap', 'closure'])),
          replaces: Type.Optional(dateSchema),
          intervals: Type.Optional(intervalsSchema),
          name: nameSchema,
          source: Type.String({ minLength: 1 }),
          status: Type.Enum(['published', 'expected']),
          unsure: Type.Optional(Type.Boolean()),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)

const officeHoursFileSchema = Type.Object(
  {
    sets: Type.Array(
      Type.Object(
        {
          key: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
          name: nameSchema,
          weekly: Type.Partial(
            Type.Object(Object.fromEntries(weekdays.map((weekday) => [weekday, intervalsSchema])), {
              additionalProperties: false,
            }),
          ),
        },
        { additionalProperties: false },
      ),
      { minItems: 1 },
    ),
  },
  { additionalProperties: false },
)

/** The days of a holiday file, ready for a `CalendarDefinition`. */
export interface HolidayTable {
  days: readonly CalendarDay[]
  settledYears: readonly number[]
  unsettled: readonly UnsettledPeriod[]
}

/** One set of weekly hours that agencies name by its key. */
export interface OfficeHours {
  key: string
  name: CalendarName
  weekly: CalendarDefinition['weekly']
}

/** A calendar file that cannot be used. The message names file, line, row and fault; it is for those who keep the file. */
export class CalendarFileError extends Error {
  override readonly name = 'CalendarFileError'
}

/** Reads a holiday file (`data/calendar/holidays-vn.yaml`). Rows still `expected` make their date provisional. */
export async function readHolidayFile(path: string): Promise<HolidayTable> {
  return parseHolidays(await readFile(path, 'utf8'), path)
}

/** Reads the sets of office hours (`data/calendar/office-hours.yaml`), by key. */
export async function readOfficeHoursFile(path: string): Promise<ReadonlyMap<string, OfficeHours>> {
  return parseOfficeHours(await readFile(path, 'utf8'), path)
}

/** The holiday table in a YAML text. Throws `CalendarFileError`. */
export function parseHolidays(text: string, file: string): HolidayTable {
  const source = parseYaml(text, file, holidayFileSchema)
  const seen = new Map<string, number>()
  const days = source.value.days.map((row, index): CalendarDay => {
    for (const key of ['date', 'replaces'] as const) source.checkDate(row[key], ['days', index, key])
    const earlier = seen.get(row.date)
    if (earlier !== undefined) source.fail(['days', index], `${row.date} already stands in days[${earlier}]`)
    seen.set(row.date, index)
    const { intervals, source: decision, status: _status, unsure: _unsure, ...rest } = row
    return { ...rest, ...(intervals && { intervals: intervals.map(minutesOf) }), decision }
  })
  source.value.unsettled.forEach((period, index) => {
    for (const key of ['from', 'to'] as const) source.checkDate(period[key], ['unsettled', index, key])
  })
  const expected = source.value.days.filter((row) => row.status === 'expected')
  return {
    days,
    settledYears: source.value.settledYears,
    unsettled: [
      ...source.value.unsettled.map(({ from, to }) => ({ from, to })),
      ...expected.map(({ date }) => ({ from: date, to: date })),
    ],
  }
}

/** The sets of office hours in a YAML text. Throws `CalendarFileError`. */
export function parseOfficeHours(text: string, file: string): ReadonlyMap<string, OfficeHours> {
  const source = parseYaml(text, file, officeHoursFileSchema)
  const sets = new Map<string, OfficeHours>()
  source.value.sets.forEach((set, index) => {
    if (sets.has(set.key)) source.fail(['sets', index, 'key'], `${set.key} stands twice`)
    const weekly: Partial<Record<number, readonly MinuteInterval[]>> = {}
    weekdays.forEach((weekday, position) => {
      const intervals = set.weekly[weekday]?.map(minutesOf) ?? []
      if (intervals.some(([start, end], at) => end <= start || start < (intervals[at - 1]?.[1] ?? 0))) {
        source.fail(['sets', index, 'weekly', weekday], 'intervals overlap or are reversed')
      }
      if (intervals.length > 0) weekly[position + 1] = intervals
    })
    sets.set(set.key, { key: set.key, name: set.name, weekly })
  })
  return sets
}

/**
 * The definition of one office's calendar: its weekly hours, the country's days, then its own days, which win. The version
 * is a hash of all of it, so equal tables have equal versions wherever they were compiled.
 */
export function calendarDefinition(
  hours: Pick<OfficeHours, 'weekly'>,
  holidays: HolidayTable,
  agencyDays: readonly CalendarDay[] = [],
): CalendarDefinition {
  const table = {
    weekly: hours.weekly,
    days: [...holidays.days, ...agencyDays],
    settledYears: holidays.settledYears,
    unsettled: holidays.unsettled,
  }
  const version = createHash('sha256').update(JSON.stringify(table)).digest('hex').slice(0, 16)
  return { version, ...table }
}

interface CheckedFile<Content> {
  value: Content
  fail: (path: readonly (string | number)[], fault: string) => never
  checkDate: (date: string | undefined, path: readonly (string | number)[]) => void
}

function parseYaml<Schema extends TSchema>(text: string, file: string, schema: Schema): CheckedFile<Static<Schema>> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const fail = (path: readonly (string | number)[], fault: string): never => {
    throw new CalendarFileError(`${file}:${lineOf(document, lines, path)} ${rowName(path)}: ${fault}`)
  }
  const [syntax] = document.errors
  if (syntax) throw new CalendarFileError(`${file}:${lines.linePos(syntax.pos[0]).line} ${syntax.message}`)
  const content: unknown = document.toJS()
  const [fault] = Value.Errors(schema, content)
  if (fault) {
    const path = fault.instancePath.split('/').slice(1)
    fail(
      path.map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
      fault.message,
    )
  }
  const checkDate = (date: string | undefined, path: readonly (string | number)[]): void => {
    try {
      if (date !== undefined) epochDayOf(date)
    } catch {
      fail(path, `${date} is no date`)
    }
  }
  return { value: content as Static<Schema>, fail, checkDate }
}

function lineOf(
  document: ReturnType<typeof parseDocument>,
  lines: LineCounter,
  path: readonly (string | number)[],
): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true)
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      return lines.linePos(Number(node.range[0])).line
    }
  }
  return 1
}

function rowName(path: readonly (string | number)[]): string {
  return path.map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at > 0 ? '.' : ''}${part}`)).join('')
}

function minutesOf(interval: string): MinuteInterval {
  const [start, end] = interval.split('-').map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)))
  return [start ?? 0, end ?? 0]
}
