import { dueAfter, limits } from '../clock.ts'
import type { PetitionEvent } from '../events.ts'
import { assertSeen } from '../text-check.ts'
import type { AboutDossier, Decide } from '../verb.ts'

/** The head approves the draft: whoever wrote reads it from now on. A complaint about conduct is thereby judged (TT 01/2018/TT-VPCP, indicator 7). */
export const approve: Decide = (petition, { seenAnswer }, { calendar, now, dossier }) => {
  assertSeen(petition.answer, seenAnswer)
  const { agencyId, aboutUserIds: userIds, upheld, processDueAt } = petition
  const payload = { onTime: now <= processDueAt, stageDueAt: dueAfter(calendar, now, limits.publish) }
  const judged: PetitionEvent[] =
    upheld === null || (userIds.length === 0 && dossier === null)
      ? []
      : [{ type: 'AttitudeComplaintJudged', payload: { agencyId, upheld, userIds, ...pointsOf(dossier) } }]
  return [{ type: 'PetitionApproved', payload }, ...judged]
}

/** What the figures take from the dossier's agency: the dossier itself is not named. */
function pointsOf(dossier: AboutDossier | null) {
  if (dossier === null) return {}
  const { agencyId, procedureCode, timePoints } = dossier
  return { agencyId, procedureCode, timePoints }
}
