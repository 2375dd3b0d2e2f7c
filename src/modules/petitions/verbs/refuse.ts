import { refusals } from '../errors.ts'
import { type RefusalGround, refusalGrounds } from '../petition.ts'
import { assertText } from '../text-check.ts'
import type { Decide } from '../verb.ts'

/** Not taken, for a ground of NĐ 20/2008 and with a reason that the person reads. */
export const refuse: Decide = (_petition, { ground, text }, { sealed }) => {
  if (!refusalGrounds.includes(ground as RefusalGround)) {
    throw refusals.ground_unknown({}, [{ path: 'ground', code: 'petitions.ground_unknown' }])
  }
  assertText(text, 'text')
  return [{ type: 'PetitionRefused', payload: { ground: ground as RefusalGround, note: sealed } }]
}
