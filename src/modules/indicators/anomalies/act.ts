import { MINUTE_MS } from '../../../platform/civil-date.ts'
import type { AgencyId, DossierId } from '../../../platform/ids.ts'
import type { Change } from '../facts/book-fact.ts'
import { dueOf } from '../facts/fact.ts'
import type { StepTime, WorkingMinutes } from '../facts/fold-fact.ts'

/** An entry by an officer that a detector looks at; a row of `indicators_act`. Instants are epoch milliseconds. */
export interface Act {
  position: number
  kind: 'supplement' | 'extended' | 'resolved' | 'returned' | 'step'
  dossierId: DossierId
  /** Whose figures or hours it is: the competent agency; of a step its own; of a return the counter's. */
  agencyId: AgencyId
  userId: string | null
  at: number
  againstAt: number | null
  /** Opinions asked for that had not come when the result was given. */
  awaited: number | null
  step: string | null
  minutes: number | null
  offHours: boolean
}

/** Who entered an event, and at which place in the ledger. */
export interface Entry {
  position: number
  userId: string | null
}

/** The acts that an event is: none for most. One event is at most one act; a step that it leaves is told only when it is nothing else. */
export function actOf(change: Change, left: StepTime | null, entry: Entry, work: WorkingMinutes): Act | null {
  const { before, after, event, at } = change
  const act = (kind: Act['kind'], more: Partial<Act> = {}): Act => ({
    ...entry,
    kind,
    dossierId: after.id,
    agencyId: after.agencyId,
    at,
    againstAt: null,
    awaited: null,
    step: null,
    minutes: null,
    offHours: false,
    ...more,
  })
  const isOff = (agencyId: AgencyId) => work(agencyId, at - MINUTE_MS, at + MINUTE_MS) === 0
  switch (event.type) {
    case 'SupplementRequested':
      return before === null || before.acceptedAt === null ? null : act('supplement', { againstAt: dueOf(before) })
    case 'Extended':
      return act('extended', { againstAt: event.payload.previousDueAt })
    case 'Completed': {
      const opinions = before?.opinions ?? []
      const due = opinions.length === 0 ? null : Math.max(...opinions.map(({ dueAt }) => dueAt))
      const againstAt = due ?? before?.lastOpinionAt ?? null
      const { step = null, minutes = null } = left ?? {}
      return act('resolved', { againstAt, awaited: opinions.length, step, minutes, offHours: isOff(after.agencyId) })
    }
    case 'ResultReturned': {
      const agencyId = after.intakeAgencyId
      return event.payload.by === 'online' ? null : act('returned', { agencyId, offHours: isOff(agencyId) })
    }
    case 'Forwarded':
    case 'SentBack':
      return left === null ? null : act('step', { ...left })
    default:
      return null
  }
}
