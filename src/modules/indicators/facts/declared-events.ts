import type { AgencyId } from '../../../platform/ids.ts'

/**
 * Events that other parts of the product will write, and the measures that wait for them: synchronisation with the national portal,
 * publication, petitions, the citizen's own store, certified copies. Each names its agency; what is not said is not counted. Until the
 * first of an event has come nothing is known of its measures, which is not 0. Numbers are kept by tables and never change.
 */
export const declaredMeasures = {
  published: 80,
  published_on_time: 81,
  to_make_public: 82,
  made_public_on_time: 83,
  dossiers_in_bcqg: 84,
  dossiers_in_dvcqg: 85,
  dossiers_synced: 86,
  results_stored: 87,
  citizen_data_dossiers: 88,
  citizen_data_procedures: 89,
  copies_asked: 90,
  copies_certified: 91,
  petitions: 92,
  petitions_on_time: 93,
  petitions_unsatisfied: 94,
} as const satisfies Record<string, number>

export type DeclaredMeasure = keyof typeof declaredMeasures
export const declaredNames = Object.keys(declaredMeasures) as DeclaredMeasure[]

/** What every declared event says. */
export interface DeclaredPayload {
  agencyId: AgencyId
  procedureCode?: string
  /** Within the limit of its law. */
  onTime?: boolean
  /** Of a petition: disliked, repeated or late. */
  unsatisfied?: boolean
}

const always = (...names: DeclaredMeasure[]) => names.map((name) => [name, () => true] as const)
const when = (name: DeclaredMeasure, is: (payload: DeclaredPayload) => boolean | undefined) => [name, is] as const

/** The measures each declared event counts in. */
const events = {
  ProcedurePublished: [...always('published'), when('published_on_time', ({ onTime }) => onTime)],
  ProcedureMadePublic: [...always('to_make_public'), when('made_public_on_time', ({ onTime }) => onTime)],
  DossierInReportingSystem: always('dossiers_in_bcqg'),
  DossierInNationalPortal: always('dossiers_in_dvcqg'),
  DossierSynchronised: always('dossiers_synced'),
  ResultStoredForCitizen: always('results_stored'),
  CitizenDataUsed: always('citizen_data_dossiers'),
  CitizenDataConnected: always('citizen_data_procedures'),
  CertifiedCopyAsked: always('copies_asked'),
  CertifiedCopyIssued: always('copies_certified'),
  PetitionClosed: [
    ...always('petitions'),
    when('petitions_on_time', ({ onTime }) => onTime),
    when('petitions_unsatisfied', ({ unsatisfied }) => unsatisfied),
  ],
}

export type DeclaredType = keyof typeof events

export function isDeclaredEvent(type: string): type is DeclaredType {
  return Object.hasOwn(events, type)
}

/** The measures an event counts in. */
export function measuresOfDeclared(type: DeclaredType, payload: DeclaredPayload): DeclaredMeasure[] {
  return events[type].flatMap(([name, is]) => (is(payload) === true ? [name] : []))
}

/** The measures that become known with the first event that counts in any of them. */
export function knownTogether(name: DeclaredMeasure): DeclaredMeasure[] {
  const lists = Object.values(events).map((list) => list.map(([one]) => one))
  return lists.find((list) => list.includes(name)) ?? [name]
}
