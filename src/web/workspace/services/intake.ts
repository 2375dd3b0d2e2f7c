import {
  componentsToSupply,
  effectiveLimit,
  feesFor,
  findCase,
  flowCodesFor,
  getCurrentFlow,
  getCurrentProcedure,
} from '../../../modules/catalogue/index.ts'
import type {
  FeeLine,
  Limit,
  ProcedureComponent,
  ProcedureDocument,
  Unsure,
} from '../../../modules/catalogue/schemas.ts'
import { agencyTree, type Mandate, type OfficerActor } from '../../../modules/organisation/index.ts'
import {
  findPersonByIdentity,
  type PersonKind,
  type PersonProfile,
  readIdentityNumber,
  readProfiles,
  readTaxCode,
} from '../../../modules/vault/index.ts'
import { localDate } from '../../../platform/civil-date.ts'
import type { ProcedureVersionId } from '../../../platform/ids.ts'
import type { DeskContext } from './desk-context.ts'

export type CounterChannel = 'counter' | 'post'

/** A procedure as the counter needs it, for one case of it. */
export interface CounterProcedure {
  versionId: ProcedureVersionId
  code: string
  name: ProcedureDocument['name']
  open: boolean
  cases: { key: string; name: string; condition: string | null }[]
  caseKey: string | null
  components: ProcedureComponent[]
  /** Guidance of the source that is not asked for. */
  notes: string[]
  fees: FeeLine[]
  limit: Limit | null
  limitConfirmed: boolean
  unsure: Unsure[]
  /** The commune decides, so it must be named. */
  needsCommune: boolean
  /** Another agency decides but a commune takes part (land). */
  needsProcessingCommune: boolean
}

/** The procedure in force with this code and the components of one case (the first when none is named). */
export async function getCounterProcedure(
  context: DeskContext,
  wanted: { code: string; caseKey: string | null; channel: CounterChannel },
): Promise<CounterProcedure> {
  const reader = context.casework.db.read
  const { id, document } = await getCurrentProcedure(reader, wanted.code, null)
  const caseKey = findCase(document, wanted.caseKey)?.key ?? null
  const chosen = { caseKey, channel: wanted.channel }
  const { limit, confirmed } = effectiveLimit(document, chosen)
  const byCommune = document.competentAgency?.rule === 'commune'
  return {
    versionId: id,
    code: document.code,
    name: document.name,
    open: document.completeness === 'whole' && limit !== null && document.competentAgency !== null,
    cases: document.cases.map(({ key, name, condition }) => ({ key, name: name.vi, condition })),
    caseKey,
    components: componentsToSupply(document, caseKey),
    notes: document.components.filter(({ kind }) => kind === 'note').map(({ name }) => name.vi),
    fees: feesFor(document, chosen),
    limit,
    limitConfirmed: confirmed,
    unsure: document.unsure,
    needsCommune: byCommune,
    needsProcessingCommune: !byCommune && (await hasCommuneStep(context, document, caseKey)),
  }
}

async function hasCommuneStep(
  context: DeskContext,
  document: ProcedureDocument,
  caseKey: string | null,
): Promise<boolean> {
  const [flow] = flowCodesFor(document, caseKey)
  if (flow === undefined) return false
  const { definition } = await getCurrentFlow(context.casework.db.read, flow)
  return definition.steps.some((step) => step.agency === 'processing')
}

/** The communes of the province in the order of their names, each by its official code. */
export async function listCommunes(context: DeskContext): Promise<{ code: string; name: string }[]> {
  const tree = await agencyTree(context.casework.db.read)
  const communes = tree.all.filter((agency) => agency.kind === 'commune' && agency.unitCode !== null)
  return communes
    .map((agency) => ({ code: agency.unitCode ?? '', name: agency.shortName }))
    .sort((one, other) => one.name.localeCompare(other.name, 'vi'))
}

/** The counters at which the officer may receive, and the commune each stands in (null at the province's). */
export async function listCounters(
  context: DeskContext,
  actor: OfficerActor,
): Promise<{ mandateId: string; name: string; communeCode: string | null }[]> {
  const tree = await agencyTree(context.casework.db.read)
  const isCentre = (mandate: Mandate) => tree.byId(mandate.agencyId)?.kind === 'one_stop_centre'
  const mandates = actor.mandates.filter((mandate) => mandate.role === 'receptionist')
  const ordered = [...mandates].sort((one, other) => Number(isCentre(other)) - Number(isCentre(one)))
  return ordered.map((mandate) => ({
    mandateId: mandate.id,
    name: tree.byId(mandate.agencyId)?.name ?? mandate.agencyCode,
    communeCode: tree.lineOf(mandate.agencyId).find((agency) => agency.kind === 'commune')?.unitCode ?? null,
  }))
}

/** The person on record with this number, or null; null as well for a number that cannot be. */
export async function lookUpApplicant(
  context: DeskContext,
  { kind, number }: { kind: PersonKind; number: string },
): Promise<PersonProfile | null> {
  const { db, keys } = context.casework
  const read = kind === 'citizen' ? readIdentityNumber(number, localDate(Date.now())) : readTaxCode(number)
  if (!read.ok) return null
  const normal = typeof read.value === 'string' ? read.value : read.value.number
  const personId = await findPersonByIdentity(db.read, keys, { kind, number: normal })
  if (personId === null) return null
  return (await readProfiles(db.read, keys, [personId])).get(personId) ?? null
}
