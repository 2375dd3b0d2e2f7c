import type { AgencyId } from '../../../platform/ids.ts'
import { dueAfter, limits } from '../clock.ts'
import { refusals } from '../errors.ts'
import { assertText } from '../text-check.ts'
import type { Decide } from '../verb.ts'

/** Passes it to the agency whose matter it is (NĐ 20/2008 Art. 9.1.d); the time to process goes on, the time to sort begins there. */
export const forward: Decide = (petition, { agencyId, text }, { agencies, calendarOf, now, sealed }) => {
  const toAgencyId = agencyId as AgencyId
  if (!agencies.has(toAgencyId)) {
    throw refusals.agency_unknown({}, [{ path: 'agencyId', code: 'petitions.agency_unknown' }])
  }
  if (toAgencyId === petition.agencyId) {
    throw refusals.same_agency({}, [{ path: 'agencyId', code: 'petitions.same_agency' }])
  }
  assertText(text, 'text')
  const stageDueAt = dueAfter(calendarOf(toAgencyId), now, limits.sort)
  const askDueAt = dueAfter(calendarOf(toAgencyId), now, limits.ask)
  return [{ type: 'PetitionForwarded', payload: { toAgencyId, note: sealed, stageDueAt, askDueAt } }]
}
