import { dueAfter, limits } from '../clock.ts'
import type { PetitionEvent } from '../events.ts'
import { assertSeen } from '../text-check.ts'
import type { Decide } from '../verb.ts'

/** The head approves the draft: whoever wrote reads it from now on. A complaint about conduct is thereby judged (TT 01/2018/TT-VPCP, indicator 7). */
export const approve: Decide = (petition, { seenAnswer }, { calendar, now }) => {
  assertSeen(petition.answer, seenAnswer)
  const { agencyId, aboutUserIds: userIds, upheld, processDueAt } = petition
  const payload = { onTime: now <= processDueAt, stageDueAt: dueAfter(calendar, now, limits.publish) }
  const judged: PetitionEvent[] =
    upheld === null || userIds.length === 0
      ? []
      : [{ type: 'AttitudeComplaintJudged', payload: { agencyId, upheld, userIds } }]
  return [{ type: 'PetitionApproved', payload }, ...judged]
}
