import type { AgencyId, UserId } from '../../platform/ids.ts'
import type { ValueRef } from '../vault/schemas.ts'
import type {
  JudgedAttitude,
  LookReason,
  PetitionKind,
  PetitionState,
  RefusalGround,
  Satisfaction,
} from './petition.ts'

/** What happens to a petition. Texts are references to sealed values; instants are epoch milliseconds. */
export type PetitionEvent =
  | { type: 'PetitionReceived'; payload: { state: PetitionState } }
  | {
      type: 'PetitionClassified'
      payload: {
        kind: PetitionKind
        officerUserId: UserId
        aboutUserIds: readonly UserId[]
        stageDueAt: number
        /** The dossier it is about, sealed; null where none was confirmed. */
        dossier?: ValueRef | null
      }
    }
  | {
      type: 'PetitionForwarded'
      payload: { toAgencyId: AgencyId; note: ValueRef; stageDueAt: number; askDueAt?: number }
    }
  | { type: 'PetitionRefused'; payload: { ground: RefusalGround; note: ValueRef } }
  | { type: 'PetitionMerged'; payload: { intoId: string; barredUserIds?: readonly UserId[] } }
  /** Of one merged into another: whom that one complains of. */
  | { type: 'PetitionBarred'; payload: { userIds: readonly UserId[] } }
  | { type: 'PetitionAsked'; payload: { note: ValueRef; answerUntil?: number; stopsClock?: boolean } }
  | { type: 'PetitionSupplied'; payload: { note: ValueRef; processDueAt: number } }
  | { type: 'PetitionLapsed'; payload: { note: ValueRef } }
  | { type: 'PetitionAnswered'; payload: { answer: ValueRef; upheld: boolean | null } }
  | { type: 'PetitionApproved'; payload: { onTime: boolean; stageDueAt: number } }
  | { type: 'PetitionPublished'; payload: { sha256: string } }
  | { type: 'PetitionJudged'; payload: { satisfaction: Satisfaction } }
  | {
      type: 'PetitionReopened'
      payload: { by: 'person' | 'officer'; note: ValueRef; processDueAt: number; askDueAt?: number }
    }
  | { type: 'PetitionEscalated'; payload: { level: 1 | 2; agencyId: AgencyId } }
  | { type: 'PetitionIdentityOpened'; payload: { reason: LookReason } }
  /** Declared by the figures (circular 01/2018 number 7): a complaint about conduct was judged; the judgement is taken back when it is taken up again. */
  | { type: 'AttitudeComplaintJudged' | 'AttitudeJudgementWithdrawn'; payload: JudgedAttitude }
