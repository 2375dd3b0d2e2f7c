export {
  type Actor,
  anonymous,
  type CitizenActor,
  type Mandate,
  type OfficerActor,
  rolesOf,
  type SystemActor,
  userIdOf,
} from './actor.ts'
export { actorPlugin } from './actor-plugin.ts'
export { type Agency, type AgencyKind, type AgencyTree, isOpenOn, nameOn, oneStopCentreOf } from './agency.ts'
export { type DemoPeople, loadDemoPeople } from './demo-files.ts'
export { type DemoLoginLine, listDemoLoginLines } from './demo-views.ts'
export { agencyTree, forgetDirectory } from './directory.ts'
export { endMandate } from './end-mandate.ts'
export { grantMandate } from './grant-mandate.ts'
export { importOrganisation } from './import-organisation.ts'
export { issueToken, revokeToken } from './issue-token.ts'
export { listOfficerActors, listOfficersIn, type Officer, officerNames, officerNamesById } from './officer-store.ts'
export { loadOrganisationFiles } from './organisation-files.ts'
export * from './policy.ts'
export { findMandatesOfOfficer } from './mandate-reader.ts'
export { calendarOf, findAgencyByCode, findAgencyBySlug, getAgency, getOneStopCentre } from './reader.ts'
export { type ActorResolver, createActorResolver, linkPerson, loadActor } from './resolve-actor.ts'
export { type ActorRole, isRole, type Role, roles, type StepRole, stepRoles } from './roles.ts'
export { type SeededCitizen, seedDemoPeople } from './seed-demo-people.ts'
export { type CalendarName, compileCalendar, type DayKind, type WorkingCalendar } from './working-calendar.ts'
export { findOfficeCalendar } from './working-calendar-offices.ts'
