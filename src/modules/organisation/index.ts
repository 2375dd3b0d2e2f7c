export { officerEmails, personsWithAccount } from './account-reader.ts'
export {
  type Actor,
  anonymous,
  type CitizenActor,
  type Mandate,
  type OfficerActor,
  type SystemActor,
  userIdOf,
} from './actor.ts'
export { actorPlugin } from './actor-plugin.ts'
export { type Agency, type AgencyKind, type AgencyTree, oneStopCentreOf } from './agency.ts'
export { type DemoPeople, loadDemoPeople } from './demo-files.ts'
export { type DemoLoginLine, listDemoLoginLines } from './demo-views.ts'
export { agencyTree, findCalendarDefinition } from './directory.ts'

export { importOrganisation } from './import-organisation.ts'
export { issueToken } from './issue-token.ts'
export { findMandatesOfOfficer } from './mandate-reader.ts'
export { listOfficerActors, listOfficersIn, type Officer, officerNames, officerNamesById } from './officer-store.ts'
export { loadOrganisationFiles } from './organisation-files.ts'
export * from './policy.ts'
export { calendarOf } from './reader.ts'
export { type ActorResolver, createActorResolver, linkPerson, loadActor } from './resolve-actor.ts'
export { type ActorRole, type Role, type StepRole, stepRoles } from './roles.ts'
export { type SeededCitizen, seedDemoPeople } from './seed-demo-people.ts'
export type { CalendarDefinition, CalendarName, DayKind, WorkingCalendar } from './working-calendar.ts'
export { findOfficeCalendar } from './working-calendar-offices.ts'
