import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { DossierUnits } from '../../src/modules/casework/dossier.ts'
import type { FlowDefinition, ProcedureComponent, ProcedureDocument } from '../../src/modules/catalogue/schemas.ts'
import type { CitizenActor, OfficerActor, SystemActor } from '../../src/modules/organisation/actor.ts'
import type { Role } from '../../src/modules/organisation/roles.ts'
import type { ValueRef } from '../../src/modules/vault/schemas.ts'
import { type AgencyId, newId, type OfficerId, type PersonId } from '../../src/platform/ids.ts'

/** Agencies of a dossier whose four units, step, opinion and onlooker are all different. */
export const agencies = {
  intake: newId<AgencyId>(),
  competent: newId<AgencyId>(),
  processing: newId<AgencyId>(),
  return: newId<AgencyId>(),
  tax: newId<AgencyId>(),
  asked: newId<AgencyId>(),
  askedToo: newId<AgencyId>(),
  stranger: newId<AgencyId>(),
  province: newId<AgencyId>(),
} as const
export type Place = keyof typeof agencies

export const units: DossierUnits = {
  intake: agencies.intake,
  competent: agencies.competent,
  processing: agencies.processing,
  return: agencies.return,
}

export const applicantId = newId<PersonId>()

/** A citizen; the applicant of the built dossiers unless another person is named. */
export function citizen(personId: PersonId = applicantId): CitizenActor {
  return { kind: 'citizen', userId: newId(), personId }
}

/** An officer with one mandate for each role and place named. */
export function officer(...posts: (readonly [role: Role, agencyId: AgencyId])[]): OfficerActor {
  return {
    kind: 'officer',
    userId: newId(),
    officerId: newId<OfficerId>(),
    mandates: posts.map(([role, agencyId]) => ({
      id: newId(),
      agencyId,
      agencyCode: 'H33.00',
      role,
      position: 'Chuyên viên',
    })),
  }
}

export function system(agencyId: AgencyId | null, scopes: readonly string[]): SystemActor {
  return { kind: 'system', userId: newId(), agencyId, scopes }
}

/** A reference to a sealed text that nobody will open. */
export function sealedRef(): ValueRef {
  return { personId: applicantId, valueId: newId(), commitment: 'c0'.repeat(32) }
}

/** A flow as it ships, by its code. */
export function shippedFlow(code: string): FlowDefinition {
  const file = new URL(`../../data/flows/${code}.yaml`, import.meta.url)
  return parse(readFileSync(file, 'utf8')) as FlowDefinition
}

function component(key: string, changes: Partial<ProcedureComponent> = {}): ProcedureComponent {
  return {
    key,
    name: { vi: key },
    nationalCode: null,
    formNumber: null,
    kind: 'paper',
    originals: 1,
    copies: 0,
    required: 'always',
    condition: null,
    alternativesGroup: null,
    caseKeys: null,
    replaceableBy: [],
    abolished: false,
    legalBasis: null,
    ...changes,
  }
}

/** A made-up procedure: ten working days, a form, two papers, an abolished one, a note and a look-up of the authority's. */
export function procedure(changes: Partial<ProcedureDocument> = {}): ProcedureDocument {
  return {
    code: '9.000001',
    name: { vi: 'Thủ tục thử' },
    completeness: 'whole',
    field: { key: 'thu', code: null, name: { vi: 'Thử', en: 'Test' } },
    level: 'province',
    authority: 'department',
    executingAgencyRaw: '',
    competentAgency: { rule: 'department', agencySlug: 'so-thu' },
    receivingPlaces: ['province-counter', 'online', 'post'],
    coordinatingAgencySlugs: [],
    subjectTypes: [],
    executionSteps: [],
    channels: [
      { channel: 'online', limit: { quantity: 10, unit: 'wd' }, limitRaw: '10 ngày làm việc' },
      { channel: 'counter', limit: { quantity: 10, unit: 'wd' }, limitRaw: '10 ngày làm việc' },
      { channel: 'post', limit: { quantity: 10, unit: 'wd' }, limitRaw: '10 ngày làm việc' },
    ],
    cases: [],
    effectiveLimit: { use: 'channel', exceptCaseKeys: [], confirmed: true, reason: null },
    fees: [],
    afterSupplement: 'restart',
    mostSupplements: 1,
    components: [
      component('don', { kind: 'form' }),
      component('ban-ve'),
      component('giay-to'),
      component('so-ho-khau', { abolished: true }),
      component('ghi-chu', { kind: 'note' }),
      component('tra-cuu', { kind: 'data' }),
    ],
    results: [],
    legalBases: [],
    serviceLevel: 'full',
    serviceLevelReason: null,
    nonBoundary: true,
    lifeEvents: [],
    keywords: [],
    popularity: 0,
    replacedBy: null,
    replaces: [],
    flows: [{ flow: 'department-with-opinion', caseKeys: null }],
    sources: ['test'],
    unsure: [],
    validFrom: '2025-07-01',
    ...changes,
  }
}
