import { refusals } from '../errors.ts'
import type { Satisfaction } from '../petition.ts'
import type { Decide } from '../verb.ts'

/** Whether whoever wrote is content with the answer, in three steps; the last word counts. */
export const judge: Decide = (petition, { satisfaction }, { into }) => {
  // Of a merged one the answer is the other's: there is something to judge once that is approved.
  if (petition.state === 'merged' && (into?.approvedAt ?? null) === null) {
    throw refusals.state_changed({ state: petition.state })
  }
  if (satisfaction !== 1 && satisfaction !== 2 && satisfaction !== 3) {
    throw refusals.satisfaction_missing({}, [{ path: 'satisfaction', code: 'petitions.satisfaction_missing' }])
  }
  return [{ type: 'PetitionJudged', payload: { satisfaction: satisfaction as Satisfaction } }]
}
