import { createHash } from 'node:crypto'
import { carryOut, type DossierState } from '../../../modules/casework/index.ts'
import type { VerbName } from '../../../modules/casework/verbs/index.ts'
import { getFlowVersion } from '../../../modules/catalogue/index.ts'
import type { FlowDefinition, Limit } from '../../../modules/catalogue/schemas.ts'
import { hasMandate, type OfficerActor, type Role } from '../../../modules/organisation/index.ts'
import type { AgencyId, DossierId } from '../../../platform/ids.ts'
import type { DeskContext } from './desk-context.ts'

/** What is handed over on the spot: the signed result and to whom. */
export interface SettleRequest {
  number: string
  fileHash: string
  mediaType: string
  to: string
  /** The number of whom it is handed to: their card lies on the counter. */
  evidence: string
  /** The kept authorisation, when another than the applicant takes it. */
  authorisation?: { fileHash: string; mediaType: string; size: number } | undefined
}

export interface NeededMandate {
  role: Role
  agencyId: AgencyId
}

/**
 * What one must hold to settle a procedure on the spot (NĐ 61/2018 Art. 17.4): the role of every step in its agency. Null where it cannot be:
 * not due the same day, or a flow that does not go straight to the return.
 */
export function neededMandates(
  flow: FlowDefinition,
  limit: Limit | null,
  agencyOf: (step: string) => AgencyId | undefined,
): NeededMandate[] | null {
  if (limit === null || limit.quantity !== 0) return null
  const needed = flow.steps.map(({ key, role, next }) => ({
    role,
    agencyId: agencyOf(key),
    isStraight: next.length <= 1,
  }))
  const known = needed.flatMap(({ role, agencyId, isStraight }) =>
    agencyId === undefined || !isStraight ? [] : [{ role, agencyId }],
  )
  return known.length === needed.length ? known : null
}

/** Whether this officer may settle it: an officer of the agency that decides, or one at its counter who holds its mandates. */
export function maySettleNow(
  flow: FlowDefinition,
  limit: Limit | null,
  { actor, agencyOf }: { actor: OfficerActor; agencyOf: (step: string) => AgencyId | undefined },
): boolean {
  const needed = neededMandates(flow, limit, agencyOf)
  return needed?.every((one) => hasMandate(actor, one)) ?? false
}

/**
 * From acceptance to the result in the visitor's hand: every event of the flow is entered, one after the other, each by its own rule.
 * Pressed again, it goes on where it stood. Refuses as the verbs do; what was done before the refusal stands.
 */
export async function settleNow(
  context: DeskContext,
  actor: OfficerActor,
  dossierId: DossierId,
  settle: SettleRequest & { commandId: string },
): Promise<void> {
  const { number, fileHash, mediaType, to, evidence, authorisation, commandId } = settle
  const result = { number, fileHash, mediaType }
  const press = async (verb: VerbName, input: object, step: string): Promise<DossierState> => {
    const command = { dossierId, verb, input, actor, commandId: derivedId(commandId, `${verb} ${step}`) }
    return (await carryOut(context.casework, command)).state
  }
  const current = await context.casework.db.read
    .selectFrom('casework_dossier')
    .select('state')
    .where('id', '=', dossierId)
    .executeTakeFirstOrThrow()
  let state = current.state as unknown as DossierState
  const { definition: flow } = await getFlowVersion(context.casework.db.read, state.flowVersionId)
  for (let moves = 0; moves < flow.steps.length && state.legal !== 'resolved' && state.legal !== 'returned'; moves++) {
    const step = flow.steps.find((each) => each.key === state.step?.key)
    const next = step?.next[0]?.to ?? ''
    const returns = flow.steps.find((each) => each.key === next)?.kind === 'return'
    if (step?.kind === 'approve' && state.approval === null) {
      state = await press('approve', { outcome: 'granted', ...(returns ? { result } : {}) }, step.key)
    } else if (returns) state = await press('complete', { result }, step?.key ?? '')
    else state = await press('forward', { to: next }, step?.key ?? '')
  }
  if (state.legal !== 'resolved') return
  const handover = {
    to,
    by: 'counter',
    identity: { document: 'identity_card', lastDigits: evidence.replace(/\D/g, '').slice(-4) },
    signedOnPaper: true,
    ...(authorisation === undefined ? {} : { recipient: 'authorised', authorisation }),
  }
  await press('return_result', handover, 'return')
}

/** An id for one command of a press, always the same for the same press (UUID version 8 over a hash). */
function derivedId(commandId: string, what: string): string {
  const hex = createHash('sha256').update(`${commandId} ${what}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
