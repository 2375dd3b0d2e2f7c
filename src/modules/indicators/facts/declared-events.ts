import type { AgencyId, UserId } from '../../../platform/ids.ts'

/**
 * Events that other parts of the product will write, and the measures that wait for them: synchronisation with the national portal,
 * publication, petitions, the citizen's own store, certified copies, procedures done at the one-stop centre, complaints about an officer's
 * attitude. Each names its agency; what is not said is not counted. Until the
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
  made_public_both_ways: 95,
  made_public_one_way: 96,
  at_one_stop: 97,
  decided_at_one_stop: 98,
  attitude_judged: 99,
  attitude_upheld: 100,
} as const satisfies Record<string, number>

export type DeclaredMeasure = keyof typeof declaredMeasures
export const declaredNames = Object.keys(declaredMeasures) as DeclaredMeasure[]

/** Those that tell how procedures stand: each procedure counts once, from its event on, in every later period. */
export const standingDeclared: readonly DeclaredMeasure[] = [
  'citizen_data_procedures',
  'at_one_stop',
  'decided_at_one_stop',
]

/** What every declared event says. */
export interface DeclaredPayload {
  agencyId: AgencyId
  procedureCode?: string
  /** Within the limit of its law. */
  onTime?: boolean
  /** Of a petition: disliked, repeated or late. */
  unsatisfied?: boolean
  /** Of a procedure made public: posted at the office, and published electronically (TT 01/2018/TT-VPCP Art. 12, indicator 6). */
  posted?: boolean
  electronic?: boolean
  /** Of a procedure at the one-stop centre: appraised and approved there, not only received (indicator 5). */
  decided?: boolean
  /** Of a complaint about attitude: found true, the officers it is about, and the points the dossier had got for its time (indicator 7). */
  upheld?: boolean
  userIds?: readonly UserId[]
  timePoints?: 0 | 1 | 2
}

const always = (...names: DeclaredMeasure[]) => names.map((name) => [name, () => true] as const)
const when = (name: DeclaredMeasure, is: (payload: DeclaredPayload) => boolean | undefined) => [name, is] as const

/** The measures each declared event counts in. */
const events = {
  ProcedurePublished: [...always('published'), when('published_on_time', ({ onTime }) => onTime)],
  ProcedureMadePublic: [
    ...always('to_make_public'),
    when('made_public_on_time', ({ onTime }) => onTime),
    when('made_public_both_ways', ({ posted, electronic }) => posted && electronic),
    when('made_public_one_way', ({ posted, electronic }) => posted || electronic),
  ],
  ProcedurePlacedAtOneStop: [...always('at_one_stop'), when('decided_at_one_stop', ({ decided }) => decided)],
  AttitudeComplaintJudged: [...always('attitude_judged'), when('attitude_upheld', ({ upheld }) => upheld)],
  AttitudeJudgementWithdrawn: [...always('attitude_judged'), when('attitude_upheld', ({ upheld }) => upheld)],
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

/** What an event adds to its measures: a judgement that is withdrawn takes back what it added. */
export function weightOfDeclared(type: DeclaredType): 1 | -1 {
  return type === 'AttitudeJudgementWithdrawn' ? -1 : 1
}

/** The measures that become known with the first event that counts in any of them. */
export function knownTogether(name: DeclaredMeasure): DeclaredMeasure[] {
  const lists = Object.values(events).map((list) => list.map(([one]) => one))
  return lists.find((list) => list.includes(name)) ?? [name]
}
