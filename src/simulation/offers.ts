import type { Directory } from '../modules/casework/index.ts'
import {
  componentsToSupply,
  effectiveLimit,
  type FlowVersion,
  feesFor,
  findCurrentProcedure,
  flowCodesFor,
  getCurrentFlow,
  missingComponents,
  type ProcedureComponent,
  type ProcedureVersion,
} from '../modules/catalogue/index.ts'
import type { Reader } from '../platform/db.ts'
import type { AgencyId } from '../platform/ids.ts'
import type { Staff } from './staff.ts'

/** One case of a procedure that can be played from submission to return: every step has somebody who may do it. */
export interface Offer {
  procedure: ProcedureVersion
  caseKey: string | null
  flow: FlowVersion
  /** Null when the commune decides. */
  competentId: AgencyId | null
  /** The commune takes part although another agency decides. */
  needsCommune: boolean
  audience: 'citizens' | 'both' | 'organisations'
  /** Components always handed in: one of each group. */
  papers: readonly ProcedureComponent[]
  /** All that a supplement may ask for. */
  askable: readonly ProcedureComponent[]
  /** Published amounts in đồng. */
  amounts: readonly number[]
  weight: number
}

/**
 * The cases that can be played now. `codes` are the procedures to look at; one without a legible limit, without whole
 * terms, or with a step for which no agency has an officer is left out.
 */
export async function listOffers(
  reader: Reader,
  codes: readonly string[],
  by: { directory: Directory; staff: Staff; rare: number; onDate: string },
): Promise<Offer[]> {
  const offers: Offer[] = []
  for (const code of [...codes].sort()) {
    const procedure = await findCurrentProcedure(reader, code, by.onDate)
    if (procedure === null || procedure.document.completeness !== 'whole') continue
    const keys = procedure.document.cases.length === 0 ? [null] : procedure.document.cases.map((entry) => entry.key)
    for (const caseKey of keys) {
      const offer = await offerOf(reader, procedure, caseKey, { ...by, cases: keys.length })
      if (offer !== null) offers.push(offer)
    }
  }
  return offers
}

async function offerOf(
  reader: Reader,
  procedure: ProcedureVersion,
  caseKey: string | null,
  by: { directory: Directory; staff: Staff; rare: number; cases: number },
): Promise<Offer | null> {
  const { document } = procedure
  const [flowCode] = flowCodesFor(document, caseKey)
  const rule = document.competentAgency
  if (flowCode === undefined || rule === null || document.serviceLevel === 'information') return null
  if (!document.channels.some((terms) => terms.channel === 'online')) return null
  if ((['online', 'counter', 'post'] as const).some((channel) => !hasLimit(document, caseKey, channel))) return null
  const flow = await getCurrentFlow(reader, flowCode)
  const competent = rule.rule === 'commune' ? undefined : by.directory.bySlug(rule.agencySlug)
  if (rule.rule !== 'commune' && competent === undefined) return null
  const competentId = competent?.id ?? null
  if (!isStaffed(flow, competentId, by)) return null
  const askable = componentsToSupply(document, caseKey)
  const given = new Set<string>()
  for (const group of missingComponents(askable, given)) if (group[0] !== undefined) given.add(group[0].key)
  const types = document.subjectTypes as readonly string[]
  return {
    procedure,
    caseKey,
    flow,
    competentId,
    needsCommune: competentId !== null && flow.definition.steps.some((step) => step.agency === 'processing'),
    audience: !types.includes('ĐT1') ? 'organisations' : types.includes('ĐT2') ? 'both' : 'citizens',
    papers: askable.filter((component) => given.has(component.key)),
    askable,
    amounts: amountsOf(document, caseKey),
    weight: Math.max(by.rare, document.popularity) / by.cases,
  }
}

function hasLimit(
  document: ProcedureVersion['document'],
  caseKey: string | null,
  channel: 'online' | 'counter' | 'post',
): boolean {
  const { limit } = effectiveLimit(document, { caseKey, channel })
  return limit !== null
}

function amountsOf(document: ProcedureVersion['document'], caseKey: string | null): number[] {
  return feesFor(document, { channel: 'online', caseKey })
    .filter((line) => line.status === 'amount' && (line.amount ?? 0) >= 1000)
    .map((line) => line.amount ?? 0)
}

function isStaffed(
  flow: FlowVersion,
  competentId: AgencyId | null,
  { directory, staff }: { directory: Directory; staff: Staff },
): boolean {
  if (competentId !== null && !staff.has(competentId, 'approver')) return false
  return flow.definition.steps.every((step) => {
    if (typeof step.agency !== 'string') {
      const agency = directory.bySlug(step.agency.agencySlug)
      return agency !== undefined && staff.has(agency.id, step.role)
    }
    return step.agency !== 'competent' || competentId === null || staff.has(competentId, step.role)
  })
}
