import { localDay } from '../../../platform/civil-date.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import type { DossierEvent } from '../../casework/events.ts'
import { type DossierFact, dueOf, lateFrom, overdueFrom } from './fact.ts'
import { resolvedMinutes } from './fold-fact.ts'
import { halfMonthOf } from './half-month.ts'
import type { Measure, StockMeasure } from './measure.ts'

/** A change of a measure of an agency on a day. `cohort`: the half month of receipt for cohort measures; else 0. */
export interface Booking {
  agencyId: AgencyId
  day: number
  measure: Measure
  cohort: number
  n: number
}

export type Book = (booking: Booking) => void

/** An event and the fact before and after it. */
export interface Change {
  before: DossierFact | null
  after: DossierFact
  event: DossierEvent
  /** When the event was entered, in epoch milliseconds. */
  at: number
}

/**
 * What an event adds to the counts: always on the day it was entered, so that a day once past keeps its figures and a counter-entry is
 * seen where it was made. Only what time alone will bring is entered ahead: a dossier that runs is overdue from its date on, and taken
 * back when it ends, waits or gets another date before.
 */
export function bookFact(change: Change, book: Book): void {
  bookStocks(change, book)
  bookAhead(change, book)
  bookEnd(change, book)
  bookEvent(change, book)
}

/** The stocks a fact stands in. */
export function stocksOf(fact: DossierFact): StockMeasure[] {
  switch (fact.standing) {
    case 'to_receive':
    case 'to_receive_waiting':
      return ['to_receive']
    case 'to_return':
      return ['to_return']
    case 'ended':
      return []
    case 'running':
      return dueOf(fact) === null ? ['open', 'undated'] : ['open']
    default:
      return ['open', fact.standing]
  }
}

function bookStocks({ before, after, at }: Change, book: Book): void {
  const day = localDay(at)
  const [was, is] = [before === null ? [] : stocksOf(before), stocksOf(after)]
  const moved = before !== null && before.agencyId !== after.agencyId
  const put = ({ agencyId }: DossierFact, measure: StockMeasure, n: number) =>
    book({ agencyId, day, measure, cohort: 0, n })
  if (before !== null) for (const measure of was) if (moved || !is.includes(measure)) put(before, measure, -1)
  for (const measure of is) if (moved || !was.includes(measure)) put(after, measure, 1)
}

function bookAhead({ before, after, at }: Change, book: Book): void {
  for (const [measure, startOf] of [['overdue', overdueFrom] as const, ['late', lateFrom] as const]) {
    const plan = (fact: DossierFact, n: number) => {
      const from = startOf(fact)
      if (from === null) return
      const cohort = measure === 'late' ? cohortOf(fact) : 0
      book({ agencyId: fact.agencyId, day: localDay(Math.max(at, from)), measure, cohort, n })
    }
    if ((before === null ? null : startOf(before)) === startOf(after)) continue
    if (before !== null) plan(before, -1)
    plan(after, 1)
  }
}

/** The half month in which it was received. */
export function cohortOf(fact: DossierFact): number {
  return fact.acceptedAt === null ? 0 : halfMonthOf(localDay(fact.acceptedAt))
}

/** What a dossier counts as at its end; taken back by the same measures when a counter-entry undoes the end. */
function bookEnd({ before, after, at }: Change, book: Book): void {
  if (before === null) return
  const day = localDay(at)
  if (after.endedAt !== null && before.endedAt === null) bookEnding(after, day, 1, book)
  if (after.endedAt === null && before.endedAt !== null) bookEnding(before, day, -1, book)
  if (after.returnedAt !== null && before.returnedAt === null) bookReturn(after, day, 1, book)
  if (after.returnedAt === null && before.returnedAt !== null) bookReturn(before, day, -1, book)
}

function bookEnding(fact: DossierFact, day: number, n: number, book: Book): void {
  const { agencyId, ending } = fact
  const add = (measure: Measure, times = n, cohort = 0) => book({ agencyId, day, measure, cohort, n: times })
  switch (ending) {
    case 'granted':
    case 'declined':
      add(`resolved_${fact.punctuality ?? 'undated'}`)
      add('electronic_results')
      add('resolved_minutes', n * (resolvedMinutes(fact) ?? 0))
      if (ending === 'declined') add('declined')
      return
    case 'withdrawn':
    case 'stopped':
      add(ending)
      add(`${ending}_${fact.channel === 'online' ? 'online' : 'direct'}_of`, n, cohortOf(fact))
      return
    case null:
      return
    default:
      add(ending)
  }
}

function bookReturn({ agencyId, returnedBy }: DossierFact, day: number, n: number, book: Book): void {
  if (returnedBy !== null) book({ agencyId, day, measure: `returned_${returnedBy}`, cohort: 0, n })
}

type Flow = (measure: Measure, n?: number) => void

function bookEvent({ before, after, event, at }: Change, book: Book): void {
  const day = localDay(at)
  const { agencyId } = after
  const flow: Flow = (measure, n = 1) => n !== 0 && book({ agencyId, day, measure, cohort: 0, n })
  switch (event.type) {
    case 'Submitted':
      flow('submitted')
      return
    case 'Accepted':
      flow(`received_${after.channel}`)
      if (localDay(after.filedAt) < day) flow('late_arrivals')
      bookPieces(null, after, flow)
      return
    case 'Supplied':
    case 'PaperAttached':
      if (after.acceptedAt !== null) bookPieces(before, after, flow)
      return
    case 'SupplementRequested':
      flow(after.supplements === 1 ? 'supplement_first' : 'supplement_again')
      return
    case 'Extended':
      flow(event.payload.noticeInTime ? 'extended' : 'extended_late')
      return
    case 'OpinionAsked':
      book({ agencyId: event.payload.agencyId, day, measure: 'opinions_asked', cohort: 0, n: 1 })
      return
    case 'OpinionAnswered':
      bookOpinion(before, event.payload.id, at, book)
      return
    case 'Corrected':
      flow('corrections')
      return
    default:
      bookMoney(before, after, flow)
  }
}

/** Components count from receipt on: those handed in in any form, of them those with a file, of them those nobody had to hand in. */
function bookPieces(before: DossierFact | null, after: DossierFact, flow: Flow): void {
  const all = (fact: DossierFact | null) => (fact === null ? 0 : new Set([...fact.paperKeys, ...fact.fileKeys]).size)
  flow('components', all(after) - all(before))
  flow('components_digital', after.fileKeys.length - (before?.fileKeys.length ?? 0))
  flow('components_reused', after.reusedKeys.length - (before?.reusedKeys.length ?? 0))
}

function bookOpinion(before: DossierFact | null, id: string, at: number, book: Book): void {
  const asked = before?.opinions.find((opinion) => opinion.id === id)
  if (asked === undefined) return
  const measure = at > asked.dueAt ? 'opinions_late' : 'opinions_on_time'
  book({ agencyId: asked.agencyId, day: localDay(at), measure, cohort: 0, n: 1 })
}

function bookMoney(before: DossierFact | null, after: DossierFact, flow: Flow): void {
  if (before === null) return
  flow('fee_dossiers', Number(after.dutyAt !== null) - Number(before.dutyAt !== null))
  flow('fee_dossiers_online', Number(after.paidOnlineAt !== null) - Number(before.paidOnlineAt !== null))
  flow('fee_assessed', after.feeAssessed - before.feeAssessed)
  flow('fee_waived', after.feeWaived - before.feeWaived)
  flow('fee_released', after.feeReleased - before.feeReleased)
  flow('fee_paid', after.feePaid - before.feePaid)
  flow('fee_refunded', after.feeRefunded - before.feeRefunded)
}
