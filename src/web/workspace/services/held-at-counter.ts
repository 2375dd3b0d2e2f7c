import {
  type AnsweredComponent,
  askForComponents,
  findAnsweredComponents,
  findHeldComponents,
  type HeldComponent,
} from '../../../modules/casework/papers/index.ts'
import type { StoredPaperView } from '../../../modules/casework/views/view-types.ts'
import { getCurrentProcedure, type ProcedureDocument } from '../../../modules/catalogue/index.ts'
import type { Mandate, OfficerActor } from '../../../modules/organisation/index.ts'
import { findPersonByIdentity, type PersonKind, readIdentityNumber, readTaxCode } from '../../../modules/vault/index.ts'
import {
  type HeldPaper,
  logAccess,
  type RegistryAnswer,
  type RegistryPerson,
} from '../../../modules/vault/papers/index.ts'
import { localDate } from '../../../platform/civil-date.ts'
import type { PersonId } from '../../../platform/ids.ts'
import type { DeskContext } from './desk-context.ts'

export interface CounterVisit {
  code: string
  caseKey: string | null
  kind: PersonKind
  /** As typed. */
  number: string
  /** As typed; a registry compares it. */
  fullName: string
  /** The counter at which the visitor stands; the officer's first one when empty. */
  mandateId: string
  /** Asked, and written down for the owner: once, when the officer pressed, not at each showing of the same form. */
  log: boolean
}

/** What need not be handed in, by component: from the store, and what national registries answered. */
export interface HeldAtCounter {
  held: Record<string, StoredPaperView[]>
  registered: Record<string, RegistryAnswer>
}

interface Visitor {
  desk: Mandate
  person: RegistryPerson
  /** Null for who was never recorded here. */
  personId: PersonId | null
  procedure: ProcedureDocument
}

/** What the visitor's store, and registries, hold for the components of this procedure, by component; nothing else of it. */
export async function heldAtCounter(
  context: DeskContext,
  actor: OfficerActor,
  visit: CounterVisit,
): Promise<HeldAtCounter> {
  const { db, keys } = context.casework
  const visitor = await visitorOf(context, actor, visit)
  if (visitor === null) return { held: {}, registered: {} }
  const { desk, person, personId, procedure } = visitor
  const { caseKey } = visit
  const about = { profile: person }
  if (visit.log) await askForComponents(context.casework, { actor, agencyId: desk.agencyId, about, procedure, caseKey })
  const use = { actor, personId, procedure, caseKey, now: Date.now() }
  const [held, answered] = await Promise.all([
    findHeldComponents(db.read, keys, use),
    findAnsweredComponents(db.read, keys, { ...use, about }),
  ])
  if (visit.log) await logListed(context, actor, visitor, held)
  return { held: byComponent(held), registered: byAnswer(answered) }
}

async function visitorOf(
  { casework: { db, keys } }: DeskContext,
  actor: OfficerActor,
  visit: CounterVisit,
): Promise<Visitor | null> {
  const { kind, fullName } = visit
  const read = kind === 'citizen' ? readIdentityNumber(visit.number, localDate(Date.now())) : readTaxCode(visit.number)
  const desk = actor.mandates.find((mandate) => mandate.id === visit.mandateId) ?? actor.mandates[0]
  if (!read.ok || desk === undefined) return null
  const number = typeof read.value === 'string' ? read.value : read.value.number
  const personId = await findPersonByIdentity(db.read, keys, { kind, number })
  const { document: procedure } = await getCurrentProcedure(db.read, visit.code, null)
  const person = { kind, fullName, ...(kind === 'citizen' ? { identityNumber: number } : { taxCode: number }) }
  return { desk, person, personId, procedure }
}

async function logListed(
  { casework: { db } }: DeskContext,
  actor: OfficerActor,
  { desk, procedure }: Visitor,
  held: readonly HeldComponent[],
): Promise<void> {
  const shown = held.flatMap((one) => [...one.standing, ...one.earlier])
  if (shown.length === 0) return
  await db.write((tx) =>
    logAccess(
      tx,
      shown.map((paper) => paper.id),
      {
        act: 'listed',
        purpose: 'counter_visit',
        userId: actor.userId,
        officerId: actor.officerId,
        agencyId: desk.agencyId,
        dossierId: null,
        procedureCode: procedure.code,
      },
    ),
  )
}

function byComponent(held: readonly HeldComponent[]): HeldAtCounter['held'] {
  const lines = held.map(({ componentKey, standing, earlier }): [string, StoredPaperView[]] => [
    componentKey,
    [...standing.map((paper) => viewOf(paper, true)), ...earlier.map((paper) => viewOf(paper, false))],
  ])
  return Object.fromEntries(lines)
}

function byAnswer(answered: readonly AnsweredComponent[]): HeldAtCounter['registered'] {
  return Object.fromEntries(answered.map(({ componentKey, answer }) => [componentKey, answer]))
}

function viewOf({ id, details, issuedOn, validTo, fileHash, mediaType, size }: HeldPaper, needless: boolean) {
  return { paperId: id, ...details, issuedOn, validTo, fileHash, mediaType, size, needless }
}
