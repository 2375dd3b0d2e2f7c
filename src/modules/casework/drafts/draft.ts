import type { FieldFault } from '../../../platform/errors.ts'
import { missingComponents, papersToHandIn } from '../../catalogue/component.ts'
import type { FlowDefinition, ProcedureComponent, ProcedureDocument } from '../../catalogue/schemas.ts'
import { checkPerson } from '../../vault/person-check.ts'
import type { PersonInput, PersonProfile } from '../../vault/schemas.ts'

/** The parts of an application that are typed; the papers are kept apart. In the order in which they are asked. */
export const draftSections = ['place', 'applicant', 'request'] as const
export type DraftSection = (typeof draftSections)[number]

/** The fields of each section. Everything is kept exactly as typed, faulty or not. */
export const sectionFields = {
  place: ['caseKey', 'communeCode', 'processingCommuneCode'],
  applicant: [
    'kind',
    'fullName',
    'identityNumber',
    'taxCode',
    'birthDate',
    'sex',
    'phone',
    'email',
    'address/communeCode',
    'address/line',
    'confirmed',
  ],
  request: ['content', 'resultBy'],
} as const satisfies Record<DraftSection, readonly string[]>

export const LONGEST_FIELD = 4000
export const LONGEST_CONTENT = 2000
const SHORTEST_CONTENT = 3
/** Files of one draft. */
export const MOST_DRAFT_FILES = 60

export type TypedFields = Readonly<Record<string, string>>

/** What a draft holds, sealed. `savedAt`: the draft's version at which each section was last saved. */
export interface DraftContent {
  sections: Readonly<Partial<Record<DraftSection, TypedFields>>>
  savedAt: Readonly<Partial<Record<DraftSection, number>>>
}

export const EMPTY_DRAFT: DraftContent = { sections: {}, savedAt: {} }

/** What the checks need to know besides what was typed. */
export interface DraftFacts {
  procedure: ProcedureDocument
  flow: FlowDefinition
  /** `YYYY-MM-DD` in Vietnam. */
  today: string
  isCommune(code: string): boolean
}

/** Faults stop; warnings are shown once and may be confirmed. Paths are the names of the fields. */
export interface SectionCheck {
  faults: FieldFault[]
  warnings: FieldFault[]
}

/** Takes from what was sent only the fields of the section, cut at a length nobody types by accident. */
export function readSection(section: DraftSection, sent: TypedFields): TypedFields {
  const kept = sectionFields[section].flatMap((name) => {
    const value = sent[name]
    return value === undefined ? [] : [[name, value.slice(0, LONGEST_FIELD)] as const]
  })
  return Object.fromEntries(kept)
}

export function withSection(
  content: DraftContent,
  section: DraftSection,
  fields: TypedFields,
  version: number,
): DraftContent {
  return {
    sections: { ...content.sections, [section]: fields },
    savedAt: { ...content.savedAt, [section]: version },
  }
}

/** Whether a section was saved elsewhere after the page with that version was opened, and says something else. */
export function changedMeanwhile(
  content: DraftContent,
  section: DraftSection,
  seen: number,
  fields: TypedFields,
): boolean {
  if ((content.savedAt[section] ?? 0) <= seen) return false
  return !isSame(content.sections[section] ?? {}, fields)
}

export function isSame(one: TypedFields, other: TypedFields): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => (one[name] ?? '') === (other[name] ?? ''))
}

/** Whether the applicant must say which commune decides. */
export function needsCommune(procedure: ProcedureDocument): boolean {
  return procedure.competentAgency?.rule === 'commune'
}

/** Whether a commune takes part beside the agency that decides, so that the applicant must say which. */
export function needsProcessingCommune(procedure: ProcedureDocument, flow: FlowDefinition): boolean {
  return !needsCommune(procedure) && flow.steps.some((step) => step.agency === 'processing')
}

export function checkSection(section: DraftSection, fields: TypedFields, facts: DraftFacts): SectionCheck {
  return sectionChecks[section](fields, facts)
}

const sectionChecks: Record<DraftSection, (fields: TypedFields, facts: DraftFacts) => SectionCheck> = {
  place: (fields, facts) => ({ faults: placeFaults(fields, facts), warnings: [] }),
  applicant: (fields, facts) => {
    const check = checkApplicant(fields, facts)
    return { faults: check.ok ? [] : check.faults, warnings: check.warnings }
  },
  request: (fields) => ({ faults: requestFaults(fields), warnings: [] }),
}

function placeFaults(fields: TypedFields, { procedure, flow, isCommune }: DraftFacts): FieldFault[] {
  const faults: FieldFault[] = []
  const caseKey = fields.caseKey ?? ''
  if (procedure.cases.length > 1 && !procedure.cases.some((one) => one.key === caseKey)) {
    faults.push({ path: 'caseKey', code: 'draft.case_missing' })
  }
  const asked = [
    needsCommune(procedure) ? 'communeCode' : null,
    needsProcessingCommune(procedure, flow) ? 'processingCommuneCode' : null,
  ].filter((name) => name !== null)
  for (const path of asked) {
    const code = fields[path] ?? ''
    if (code === '') faults.push({ path, code: 'identity.commune_missing' })
    else if (!isCommune(code)) faults.push({ path, code: 'identity.commune_unknown' })
  }
  return faults
}

function requestFaults(fields: TypedFields): FieldFault[] {
  const length = (fields.content ?? '').trim().length
  if (length < SHORTEST_CONTENT) return [{ path: 'content', code: 'draft.content_missing' }]
  if (length <= LONGEST_CONTENT) return []
  return [{ path: 'content', code: 'identity.text_too_long', params: { most: LONGEST_CONTENT, found: length } }]
}

/** The applicant as a person: a citizen must be reachable and found again by number, an organisation by its tax code. */
export function checkApplicant(fields: TypedFields, facts: Pick<DraftFacts, 'today' | 'isCommune'>) {
  const kind = fields.kind === 'organisation' ? 'organisation' : 'citizen'
  const required =
    kind === 'citizen'
      ? (['identityNumber', 'birthDate', 'sex', 'phone', 'address'] as const)
      : (['taxCode', 'phone', 'address'] as const)
  return checkPerson(personInput(kind, fields), { today: facts.today, required, isCommune: facts.isCommune })
}

function personInput(kind: PersonInput['kind'], fields: TypedFields): PersonInput {
  const text = (name: string): string => fields[name] ?? ''
  const shared = {
    kind,
    fullName: text('fullName'),
    phone: text('phone'),
    email: text('email'),
    address: { communeCode: text('address/communeCode'), line: text('address/line') },
  }
  if (kind === 'organisation') return { ...shared, taxCode: text('taxCode') }
  return { ...shared, identityNumber: text('identityNumber'), birthDate: text('birthDate'), sex: text('sex') }
}

/** A known person as the fields of the form: what the account already knows need not be typed. */
export function fieldsOfProfile(profile: PersonProfile): TypedFields {
  const [year, month, day] = (profile.birthDate ?? '').split('-')
  return {
    kind: profile.kind,
    fullName: profile.fullName,
    identityNumber: profile.identityNumber ?? '',
    taxCode: profile.taxCode ?? '',
    birthDate: day === undefined ? '' : `${day}/${month}/${year}`,
    sex: profile.sex ?? '',
    phone: (profile.phone ?? '').replace(/^\+84/, '0'),
    email: profile.email ?? '',
    'address/communeCode': profile.address?.communeCode ?? '',
    'address/line': profile.address?.line ?? '',
  }
}

/** The case an application is for; null where the procedure has none to choose. */
export function caseOf(procedure: ProcedureDocument, content: DraftContent): string | null {
  const key = content.sections.place?.caseKey ?? ''
  return procedure.cases.some((one) => one.key === key) ? key : null
}

/**
 * Papers that must still be handed in before an online application can be sent: each entry lists alternatives. Forms are typed on
 * the page; what the authority looks up itself is not asked for (NĐ 224/2026 Art. 18.4).
 */
export function papersStillMissing(
  askable: readonly ProcedureComponent[],
  suppliedKeys: ReadonlySet<string>,
): ProcedureComponent[][] {
  return missingComponents(papersToHandIn(askable), suppliedKeys)
}
