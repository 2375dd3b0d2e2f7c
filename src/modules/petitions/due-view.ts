import { localDate } from '../../platform/civil-date.ts'
import type { DueView } from '../casework/views/view-types.ts'
import type { WorkingCalendar } from '../organisation/index.ts'
import type { PetitionState } from './petition.ts'

const SOON_WORKING_DAYS = 2

/** Where the time of the present step stands, as the one deadline component shows it. */
export function dueViewOf(petition: PetitionState, calendar: WorkingCalendar, now: number): DueView {
  const { state, stageDueAt: dueAt, stageSince } = petition
  const none = { workingMinutes: null, workingDays: null }
  if (state === 'waiting' && dueAt === null) return { dueAt: null, kind: 'wait', ...none, progress: 0.5 }
  if (dueAt === null) return { dueAt: null, kind: 'done', ...none, progress: 1 }
  const workingMinutes = calendar.workingMinutesBetween(now, dueAt)
  const workingDays = calendar.workingDayOrdinal(localDate(dueAt)) - calendar.workingDayOrdinal(localDate(now))
  const whole = calendar.workingMinutesBetween(stageSince, dueAt)
  const progress = whole <= 0 ? 1 : Math.min(1, Math.max(0, 1 - workingMinutes / whole))
  return { dueAt, kind: kindOf({ dueAt, now, workingDays }), workingMinutes, workingDays, progress }
}

function kindOf({ dueAt, now, workingDays }: { dueAt: number; now: number; workingDays: number }): DueView['kind'] {
  if (now > dueAt) return 'late'
  if (localDate(now) === localDate(dueAt)) return 'today'
  return workingDays <= SOON_WORKING_DAYS ? 'soon' : 'ok'
}
