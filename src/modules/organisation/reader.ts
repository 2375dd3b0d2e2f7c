import type { Reader } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { type Agency, oneStopCentreOf } from './agency.ts'
import { agencyTree, findCalendar } from './directory.ts'
import { organisationRefusals } from './errors.ts'
import type { WorkingCalendar } from './working-calendar.ts'

/** The agency with this id. Refuses `organisation.agency_not_found`. */
export async function getAgency(reader: Reader, id: AgencyId): Promise<Agency> {
  const agency = (await agencyTree(reader)).byId(id)
  if (agency === undefined) throw organisationRefusals.agency_not_found()
  return agency
}

export async function findAgencyByCode(reader: Reader, code: string): Promise<Agency | undefined> {
  return (await agencyTree(reader)).byCode(code)
}

export async function findAgencyBySlug(reader: Reader, slug: string): Promise<Agency | undefined> {
  return (await agencyTree(reader)).bySlug(slug)
}

/** The counter of an agency (see `oneStopCentreOf` of the tree). Refuses `organisation.agency_not_found`. */
export async function getOneStopCentre(reader: Reader, agencyId: AgencyId): Promise<Agency> {
  const centre = oneStopCentreOf(await agencyTree(reader), agencyId)
  if (centre === undefined) throw organisationRefusals.agency_not_found()
  return centre
}

/** The working calendar of an agency, its own days included. Refuses `organisation.agency_not_found`. */
export async function calendarOf(reader: Reader, agencyId: AgencyId): Promise<WorkingCalendar> {
  const calendar = await findCalendar(reader, agencyId)
  if (calendar === null) throw organisationRefusals.agency_not_found()
  return calendar
}
