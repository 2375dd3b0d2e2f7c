import { TableCalendar } from './working-calendar-lookup.ts'
import { buildCalendarTable } from './working-calendar-table.ts'
import type { CalendarDefinition, WorkingCalendar } from './working-calendar-types.ts'

export type {
  CalendarDay,
  CalendarDefinition,
  CalendarName,
  DayKind,
  MinuteInterval,
  UnsettledPeriod,
  WorkingCalendar,
} from './working-calendar-types.ts'

/**
 * Compiles a definition into a table, once; share the result. Years are whole, both included. Throws RangeError when an
 * interval is reversed, overlaps or leaves the day, or when the week has no legal working day.
 */
export function compileCalendar(definition: CalendarDefinition, fromYear = 2015, toYear = 2045): WorkingCalendar {
  return new TableCalendar(buildCalendarTable(definition, fromYear, toYear))
}
