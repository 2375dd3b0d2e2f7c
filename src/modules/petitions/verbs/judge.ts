import { refusals } from '../errors.ts'
import type { Satisfaction } from '../petition.ts'
import type { Decide } from '../verb.ts'

/** Whether whoever wrote is content with the answer, in three steps; the last word counts. */
export const judge: Decide = (_petition, { satisfaction }) => {
  if (satisfaction !== 1 && satisfaction !== 2 && satisfaction !== 3) {
    throw refusals.satisfaction_missing({}, [{ path: 'satisfaction', code: 'petitions.satisfaction_missing' }])
  }
  return [{ type: 'PetitionJudged', payload: { satisfaction: satisfaction as Satisfaction } }]
}
