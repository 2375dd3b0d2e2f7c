import type { PetitionEvent } from './events.ts'
import { barredFrom, type PetitionState } from './petition.ts'

/** The state after an event; `null` before the first. `by` is who wrote it. */
export function evolve(
  state: PetitionState | null,
  event: PetitionEvent,
  { at, by }: { at: number; by: PetitionState['drafterUserId'] },
): PetitionState {
  if (event.type === 'PetitionReceived') return event.payload.state
  if (state === null) throw new Error(`a petition begins with ${event.type}`)
  return { ...state, ...changeBy(state, event, { at, by }) }
}

type Made = Parameters<typeof evolve>[2]

function changeBy(state: PetitionState, event: PetitionEvent, { at, by }: Made): Partial<PetitionState> {
  switch (event.type) {
    case 'PetitionClassified': {
      const { kind, officerUserId, aboutUserIds, stageDueAt } = event.payload
      const barredUserIds = [...new Set([...barredFrom(state), ...aboutUserIds])]
      // A draft stays as text, but somebody has to write it again as theirs.
      const drafterUserId = null
      return {
        kind,
        officerUserId,
        aboutUserIds,
        barredUserIds,
        drafterUserId,
        state: 'processing',
        stageSince: at,
        stageDueAt,
      }
    }
    case 'PetitionForwarded': {
      const { toAgencyId: agencyId, stageDueAt } = event.payload
      return { agencyId, officerUserId: null, state: 'received', stageSince: at, stageDueAt }
    }
    case 'PetitionRefused':
      return { state: 'refused', stageDueAt: null }
    case 'PetitionMerged':
      return {
        state: 'merged',
        mergedInto: event.payload.intoId,
        barredUserIds: [...new Set([...barredFrom(state), ...(event.payload.barredUserIds ?? [])])],
        stageDueAt: null,
        waitingSince: null,
      }
    case 'PetitionBarred':
      return { barredUserIds: [...new Set([...barredFrom(state), ...event.payload.userIds])] }
    case 'PetitionAsked':
      return { state: 'waiting', stageDueAt: null, waitingSince: at }
    case 'PetitionSupplied': {
      const { processDueAt } = event.payload
      return { state: 'processing', waitingSince: null, processDueAt, stageDueAt: processDueAt }
    }
    case 'PetitionAnswered':
      return { state: 'drafted', answer: event.payload.answer, upheld: event.payload.upheld, drafterUserId: by }
    case 'PetitionApproved': {
      const { onTime, stageDueAt } = event.payload
      return { state: 'approved', approvedAt: at, onTime, stageSince: at, stageDueAt, escalation: 0 }
    }
    case 'PetitionPublished':
      return { state: 'published', publishedAt: at, stageDueAt: null }
    case 'PetitionJudged':
      return { satisfaction: event.payload.satisfaction }
    case 'PetitionReopened':
      return reopened(state, event.payload, at)
    case 'PetitionEscalated':
      return { escalation: event.payload.level }
    default:
      return {}
  }
}

function reopened(
  state: PetitionState,
  { by, processDueAt }: { by: 'person' | 'officer'; processDueAt: number },
  at: number,
): Partial<PetitionState> {
  return {
    state: 'processing',
    stageSince: at,
    stageDueAt: processDueAt,
    processDueAt,
    answer: null,
    drafterUserId: null,
    approvedAt: null,
    onTime: null,
    publishedAt: null,
    escalation: 0,
    reopened: state.reopened + 1,
    reopenedByPerson: state.reopenedByPerson || by === 'person',
  }
}
