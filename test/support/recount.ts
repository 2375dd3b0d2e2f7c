import { type DossierState, isOpen, isWaiting } from '../../src/modules/casework/dossier.ts'
import { punctualityOf } from '../../src/modules/casework/dossier-rows.ts'
import type { DossierEvent } from '../../src/modules/casework/events.ts'
import { evolve } from '../../src/modules/casework/evolve.ts'
import { halfMonthOf } from '../../src/modules/indicators/facts/half-month.ts'
import type { Measure } from '../../src/modules/indicators/facts/measure.ts'
import { localDay } from '../../src/platform/civil-date.ts'
import type { AgencyId } from '../../src/platform/ids.ts'

/** An entry of a dossier, and how the dossier stood before and after it by casework's own rules. */
export interface Moment {
  event: DossierEvent
  at: number
  before: DossierState | null
  after: DossierState
}

export function momentsOf(history: readonly { event: DossierEvent; at: number }[]): Moment[] {
  let before: DossierState | null = null
  return history.map(({ event, at }) => {
    const moment = { event, at, before, after: evolve(before, event, at) }
    before = moment.after
    return moment
  })
}

/** What a dossier adds to a measure of an agency (without those above it). `cohort` is 0 but for cohort measures. */
export interface Told {
  agencyId: AgencyId
  measure: Measure
  cohort: number
  n: number
}

/**
 * Every measure of one dossier as it is to be told at the end of a day, counted from nothing: by looking at its entries up to then and at
 * casework's own state, never at a fact or a booking. Slow, plain, and written apart from what it checks.
 */
export function recount(moments: readonly Moment[], endOfDay: number): Told[] {
  const past = moments.filter(({ at }) => at <= endOfDay)
  const state = past.at(-1)?.after
  if (state === undefined) return []
  return [...happened(past), ...pieces(state), ...money(past, state), ...stands(past, state, endOfDay)].filter(
    ({ n }) => n !== 0,
  )
}

const tell = (agencyId: AgencyId, measure: Measure, n = 1, cohort = 0): Told => ({ agencyId, measure, cohort, n })

/** Things that stay as they happened, for the agency that was competent then. */
function happened(past: readonly Moment[]): Told[] {
  return past.flatMap(({ event, at, after }) => {
    const here = after.units.competent
    switch (event.type) {
      case 'Submitted':
        return [tell(here, 'submitted')]
      case 'Accepted': {
        const late = localDay(after.clock?.startAt ?? at) < localDay(at)
        return [tell(here, `received_${after.channel}`), ...(late ? [tell(here, 'late_arrivals')] : [])]
      }
      case 'SupplementRequested':
        return [tell(here, after.supplements.length > 1 ? 'supplement_again' : 'supplement_first')]
      case 'Extended':
        return [tell(here, event.payload.noticeInTime ? 'extended' : 'extended_late')]
      case 'Corrected':
        return [tell(here, 'corrections')]
      case 'OpinionAsked':
        return [tell(event.payload.agencyId, 'opinions_asked')]
      case 'OpinionAnswered': {
        const opinion = after.opinions.find(({ id }) => id === event.payload.id)
        if (opinion === undefined) return []
        return [tell(opinion.agencyId, at > opinion.dueAt ? 'opinions_late' : 'opinions_on_time')]
      }
      default:
        return []
    }
  })
}

function pieces({ units, acceptedAt, papers, attachments, fromRegistries = [] }: DossierState): Told[] {
  if (acceptedAt === null) return []
  const keys = (list: readonly { componentKey: string }[]) => list.map(({ componentKey }) => componentKey)
  const digital = new Set([...keys(attachments), ...keys(fromRegistries)])
  const reused = new Set([...keys(attachments.filter(({ paperId }) => paperId !== undefined)), ...keys(fromRegistries)])
  return [
    tell(units.competent, 'components', new Set([...keys(papers), ...digital]).size),
    tell(units.competent, 'components_digital', digital.size),
    tell(units.competent, 'components_reused', reused.size),
  ]
}

function money(past: readonly Moment[], { units }: DossierState): Told[] {
  const sums = { assessed: 0, waived: 0, released: 0, paid: 0, refunded: 0 }
  let online = false
  for (const { event } of past) {
    if (event.type === 'FeeAssessed') {
      sums.assessed += event.payload.amount + event.payload.waived
      sums.waived += event.payload.waived
    }
    if (event.type === 'FeeWaived') sums.waived += event.payload.amount
    if (event.type === 'FeeReleased') sums.released += event.payload.amount
    if (event.type === 'FeeRefunded') sums.refunded += event.payload.amount
    if (event.type === 'FeeSettled') {
      sums.paid += event.payload.amount
      online ||= event.payload.method === 'platform'
    }
  }
  const owed = sums.assessed - sums.waived - sums.released - sums.paid
  const names = ['assessed', 'waived', 'released', 'paid', 'refunded'] as const
  return [
    ...names.map((name) => tell(units.competent, `fee_${name}`, sums[name])),
    tell(units.competent, 'fee_dossiers', sums.paid > 0 || owed > 0 ? 1 : 0),
    tell(units.competent, 'fee_dossiers_online', online ? 1 : 0),
  ]
}

function stands(past: readonly Moment[], state: DossierState, endOfDay: number): Told[] {
  const { legal, channel, acceptedAt, units, result } = state
  const here = units.competent
  const received = acceptedAt !== null
  const cohort = received ? halfMonthOf(localDay(acceptedAt)) : 0
  const told: Told[] = []
  const when = (is: boolean, measure: Measure, n = 1) => is && told.push(tell(here, measure, n))
  when(legal === 'submitted' || legal === 'intake_supplement', 'to_receive')
  when(isOpen(legal), 'open')
  when(legal === 'supplement_requested', 'waiting_applicant')
  when(legal === 'payment_requested', 'waiting_payment')
  when(legal === 'suspended', 'suspended')
  when(legal === 'resolved', 'to_return')
  when(isOpen(legal) && !isWaiting(legal) && dueOf(state) === null, 'undated')
  when(isOpen(legal) && isPast(state, endOfDay), 'overdue')
  when(legal === 'refused', 'refused')
  when(!received && (legal === 'withdrawn' || legal === 'stopped'), 'ended_before_receipt')
  if (received && (legal === 'withdrawn' || legal === 'stopped')) {
    told.push(tell(here, legal), tell(here, `${legal}_${channel === 'online' ? 'online' : 'direct'}_of`, 1, cohort))
  }
  if (result !== null) {
    told.push(tell(here, `resolved_${punctualityOf(state) ?? 'undated'}`), tell(here, 'electronic_results'))
    when(result.outcome === 'declined', 'declined')
    when(true, 'resolved_minutes', minutesTaken(state))
  }
  const returned = past.findLast(({ event }) => event.type === 'ResultReturned')
  if (legal === 'returned' && returned?.event.type === 'ResultReturned') {
    told.push(tell(here, `returned_${returned.event.payload.by}`))
  }
  const again = state.supplements.length > 1
  if (received && (again || isPast(state, endOfDay))) told.push(tell(here, 'late', 1, cohort))
  return told
}

function dueOf({ dueBeforeLateNotice, dueAt }: DossierState): number | null {
  return dueBeforeLateNotice ?? dueAt
}

/** Whether its time was used up, without what it waited: by its end, by when its clock was stopped, or by the end of the day. */
function isPast(state: DossierState, endOfDay: number): boolean {
  const due = dueOf(state)
  if (due === null) return false
  const stopped = state.clock?.stops.find(({ to }) => to === null)
  if (stopped !== undefined) return stopped.from > due
  return state.finishedAt === null ? endOfDay >= due : state.finishedAt > due
}

function minutesTaken({ clock, finishedAt }: DossierState): number {
  if (clock === null || finishedAt === null) return 0
  const waited = clock.stops.reduce((sum, { from, to }) => sum + ((to ?? finishedAt) - from), 0)
  return Math.max(0, Math.round((finishedAt - clock.startAt - waited) / 60_000))
}
