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
      const { kind, officerUserId, aboutUserIds, stageDueAt, dossier = null } = event.payload
      const barredUserIds = [...new Set([...barredFrom(state), ...aboutUserIds])]
      // A draft stays as text, but somebody has to write it again as theirs.
      const drafterUserId = null
      return {
        kind,
        officerUserId,
        aboutUserIds,
        barredUserIds,
        drafterUserId,
        dossier,
        state: 'processing',
        stageSince: at,
        stageDueAt,
      }
    }
    case 'PetitionForwarded': {
      const { toAgencyId: agencyId, stageDueAt, askDueAt } = event.payload
      const asking = askDueAt === undefined ? {} : { askDueAt }
      return { agencyId, officerUserId: null, dossier: null, state: 'received', stageSince: at, stageDueAt, ...asking }
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
    case 'PetitionAsked': {
      const { answerUntil = null, stopsClock = true } = event.payload
      const clock = stopsClock ? { stageDueAt: null, waitingSince: at } : { stageDueAt: state.processDueAt }
      return { state: 'waiting', answerUntil, ...clock }
    }
    case 'PetitionLapsed':
      return { state: 'lapsed', stageDueAt: null, waitingSince: null }
    case 'PetitionSupplied': {
      const { processDueAt } = event.payload
      return { state: 'processing', waitingSince: null, answerUntil: null, processDueAt, stageDueAt: processDueAt }
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
    case 'AttitudeComplaintJudged':
      return { judged: event.payload }
    case 'AttitudeJudgementWithdrawn':
      return { judged: null }
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
  { by, processDueAt, askDueAt }: { by: 'person' | 'officer'; processDueAt: number; askDueAt?: number },
  at: number,
): Partial<PetitionState> {
  return {
    state: 'processing',
    stageSince: at,
    stageDueAt: processDueAt,
    processDueAt,
    ...(askDueAt === undefined ? {} : { askDueAt }),
    answerUntil: null,
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
