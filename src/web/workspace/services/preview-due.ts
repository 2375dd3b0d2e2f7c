import { computeDue } from '../../../modules/casework/deadlines/deadline.ts'
import type { Clock } from '../../../modules/casework/deadlines/deadline-types.ts'
import type { DossierState } from '../../../modules/casework/dossier.ts'
import type { VerbName } from '../../../modules/casework/verbs/index.ts'
import { effectiveLimit, getProcedureVersion } from '../../../modules/catalogue/index.ts'
import { localDate } from '../../../platform/civil-date.ts'
import { query } from '../../../platform/db.ts'
import type { DeskContext } from './desk-context.ts'

/**
 * What the due date would be if the verb were carried out this minute; null for verbs that do not move it. For `extend`
 * it is the earliest new date that can be given. `lastNoticeAt`: until when an apology counts as given in time.
 */
export interface DuePreview {
  dueAt: number | null
  lastNoticeAt: number | null
}

const NO_CHANGE: DuePreview = { dueAt: null, lastNoticeAt: null }

export async function previewDue(context: DeskContext, state: DossierState, verb: VerbName): Promise<DuePreview> {
  const directory = await context.casework.directory()
  const reader = context.casework.db.read
  const calendar = directory.calendarOf(state.units.competent)
  const [row] = await query<{ now: Date }>(reader, 'SELECT platform_now() AS now')
  const now = (row?.now ?? new Date()).getTime()
  if (verb === 'accept') {
    const { document } = await getProcedureVersion(reader, state.procedureVersionId)
    const { limit } = effectiveLimit(document, { caseKey: state.caseKey, channel: state.channel })
    if (limit === null) return NO_CHANGE
    const startAt = state.channel === 'post' && state.supplements.length === 0 ? state.submittedAt : now
    const clock: Clock = { startAt, limit, mode: document.afterSupplement, stops: [], extensions: [] }
    return { dueAt: computeDue(calendar, clock).dueAt, lastNoticeAt: null }
  }
  if (state.clock === null) return NO_CHANGE
  if (verb === 'supply' || verb === 'resume' || verb === 'record_payment') {
    const stops = state.clock.stops.map((stop) => (stop.to === null ? { ...stop, to: Math.max(now, stop.from) } : stop))
    return { dueAt: computeDue(calendar, { ...state.clock, stops }).dueAt, lastNoticeAt: null }
  }
  if (verb !== 'extend' || state.dueAt === null) return NO_CHANGE
  const from = localDate(Math.max(state.dueAt, now))
  return {
    dueAt: calendar.endOfWorkingDay(calendar.addWorkingDays(from, 1)),
    lastNoticeAt: calendar.endOfWorkingDay(calendar.subtractWorkingDays(localDate(state.dueAt), 1)),
  }
}
