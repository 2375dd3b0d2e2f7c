import { localDay } from '../../../platform/civil-date.ts'
import type { AgencyId, DossierId, UserId } from '../../../platform/ids.ts'
import type { DossierEvent } from '../../casework/events.ts'
import { type Act, actOf } from '../anomalies/act.ts'
import { bookAttitude, bookEvaluation, workersOf } from './book-evaluation.ts'
import { type Booking, bookFact } from './book-fact.ts'
import {
  type DeclaredPayload,
  declaredMeasures,
  isDeclaredEvent,
  measuresOfDeclared,
  weightOfDeclared,
} from './declared-events.ts'
import { isDossierEvent } from './event-types.ts'
import type { DossierFact } from './fact.ts'
import { foldFact, type WorkingMinutes } from './fold-fact.ts'
import { measures } from './measure.ts'
import { moveOf } from './move.ts'
import { Rollup } from './rollup.ts'

/** An event as the ledger gives it, as far as facts look. */
export interface FactEvent {
  position: number
  streamId: string
  version: number
  type: string
  payload: unknown
  /** Epoch milliseconds. */
  at: number
  /** The account that wrote it. */
  actorId: UserId | null
}

/** See `indicators_reversal`. */
export interface Reversal {
  dossierId: DossierId
  position: number
  measure: number
  agencyId: AgencyId
  countedAt: number
  reversedAt: number
}

/** An event that cannot be counted: a bug or a changed ledger, to stop at and not to count over. */
export class UncountableEvent extends Error {
  readonly position: number
  readonly type: string

  constructor({ position, type, streamId, version }: FactEvent, why: string, cause?: unknown) {
    super(`event ${version} (${type}) of ${streamId} at ${position} ${why}`, { cause })
    this.position = position
    this.type = type
  }
}

/** Events that do not follow one another. */
export class OutOfOrder extends UncountableEvent {}

/** An event of a dossier of a kind that is not known, or whose payload does not say what its kind says. */
export class UnreadableEvent extends UncountableEvent {}

/**
 * Folds events into facts and books what they change, in memory: the same for a handful of new events and for the whole ledger. An
 * event that was folded in already is passed over; one that comes before its predecessor throws `OutOfOrder`, one that says nothing
 * that is known `UnreadableEvent`.
 */
export class FactKeeper {
  readonly facts: Map<string, DossierFact>
  readonly rollup = new Rollup()
  readonly reversals: Reversal[] = []
  readonly acts: Act[] = []
  readonly #work: WorkingMinutes

  constructor(facts: Map<string, DossierFact>, work: WorkingMinutes) {
    this.facts = facts
    this.#work = work
  }

  take(event: FactEvent): void {
    if (isDeclaredEvent(event.type)) this.#declare(event)
    const before = this.facts.get(event.streamId) ?? null
    if (!isDossierEvent(event.type)) {
      if (before !== null && !isDeclaredEvent(event.type)) throw new UnreadableEvent(event, 'is of no known kind')
      return
    }
    const done = before?.version ?? 0
    if (event.version <= done) return
    if (event.version !== done + 1) throw new OutOfOrder(event, `follows ${done}`)
    try {
      this.#fold(before, event, event.type)
    } catch (cause) {
      throw new UnreadableEvent(event, 'does not say what its kind says', cause)
    }
  }

  #fold(before: DossierFact | null, event: FactEvent, type: DossierEvent['type']): void {
    const told = { type, payload: event.payload } as DossierEvent
    const { fact: folded, left } = foldFact(before, told, event.at, this.#work)
    const workedBy = workersOf(folded, type, event.actorId)
    const fact = workedBy === folded.workedBy ? folded : { ...folded, workedBy }
    this.facts.set(event.streamId, fact)
    const change = { before, after: fact, event: told, at: event.at }
    bookFact(change, (booking) => {
      this.rollup.add(fact.procedureCode, booking)
      if (booking.n < 0 && before !== null && measures[booking.measure].kind === 'flow') {
        this.#reverse(event, before, booking)
      }
    })
    bookEvaluation(change, { userId: event.actorId, left }, (booking) => {
      this.rollup.addEvaluation(fact.procedureCode, booking)
    })
    if (left !== null) this.rollup.addStep(fact.procedureCode, localDay(event.at), left)
    const move = moveOf(change)
    if (move !== null) {
      this.rollup.addMove(fact.procedureCode, localDay(event.at), { agencyId: fact.agencyId, ...move })
    }
    const act = actOf(change, left, { position: event.position, userId: event.actorId }, this.#work)
    if (act !== null) this.acts.push(act)
  }

  /** A declared event counts on its day for the agency it names; one without an agency counts nowhere. */
  #declare(event: FactEvent): void {
    if (!isDeclaredEvent(event.type)) return
    const payload = event.payload as DeclaredPayload
    if (typeof payload.agencyId !== 'string') return
    const { agencyId, procedureCode = '' } = payload
    const weight = weightOfDeclared(event.type)
    for (const name of measuresOfDeclared(event.type, payload)) {
      this.rollup.addNumbered(procedureCode, {
        agencyId,
        day: localDay(event.at),
        number: declaredMeasures[name],
        cohort: 0,
        n: weight,
      })
    }
    if (event.type !== 'AttitudeComplaintJudged' && event.type !== 'AttitudeJudgementWithdrawn') return
    bookAttitude(payload, localDay(event.at), (booking) => {
      const { cases, points } = booking
      this.rollup.addEvaluation(procedureCode, { ...booking, cases: weight * cases, points: weight * points })
    })
  }

  #reverse(event: FactEvent, before: DossierFact, { measure, agencyId }: Booking): void {
    const countedAt = measure.startsWith('returned_') ? before.returnedAt : before.endedAt
    if (countedAt === null) return
    const { number } = measures[measure]
    const { position } = event
    this.reversals.push({ dossierId: before.id, position, measure: number, agencyId, countedAt, reversedAt: event.at })
  }
}
