import { findHeldComponents } from '../../../modules/casework/papers/index.ts'
import type { StoredPaperView } from '../../../modules/casework/views/view-types.ts'
import { componentsToSupply, getCurrentProcedure, type ProcedureDocument } from '../../../modules/catalogue/index.ts'
import type { OfficerActor } from '../../../modules/organisation/index.ts'
import {
  findPersonByIdentity,
  type PersonKind,
  readIdentityNumber,
  readProfiles,
  readTaxCode,
} from '../../../modules/vault/index.ts'
import { type HeldPaper, logAccess, noPaperRegistry, type RegistryAnswer } from '../../../modules/vault/papers/index.ts'
import { localDate } from '../../../platform/civil-date.ts'
import type { PersonId } from '../../../platform/ids.ts'
import type { DeskContext } from './desk-context.ts'

export interface CounterVisit {
  code: string
  caseKey: string | null
  kind: PersonKind
  /** As typed. */
  number: string
  /** The counter at which the visitor stands; the officer's first one when empty. */
  mandateId: string
  /** Written down for the owner: once, when the officer asked, not at each showing of the same form. */
  log: boolean
}

/** What need not be handed in: by component from the store, and what a national registry answered. */
export interface HeldAtCounter {
  held: Record<string, StoredPaperView[]>
  national: RegistryAnswer[]
}

/** What the visitor's store holds for the components of this procedure, by component; nothing else of it. */
export async function heldAtCounter(
  context: DeskContext,
  actor: OfficerActor,
  visit: CounterVisit,
): Promise<HeldAtCounter> {
  const { db, keys } = context.casework
  const now = Date.now()
  const read = visit.kind === 'citizen' ? readIdentityNumber(visit.number, localDate(now)) : readTaxCode(visit.number)
  const desk = actor.mandates.find((mandate) => mandate.id === visit.mandateId) ?? actor.mandates[0]
  if (!read.ok || desk === undefined) return NOTHING
  const number = typeof read.value === 'string' ? read.value : read.value.number
  const personId = await findPersonByIdentity(db.read, keys, { kind: visit.kind, number })
  if (personId === null) return NOTHING
  const { document: procedure } = await getCurrentProcedure(db.read, visit.code, null)
  const held = await findHeldComponents(db.read, keys, { actor, personId, procedure, caseKey: visit.caseKey, now })
  const shown = held.flatMap((one) => [...one.standing, ...one.earlier])
  if (visit.log && shown.length > 0) {
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
  const byComponent = held.map(({ componentKey, standing, earlier }): [string, StoredPaperView[]] => [
    componentKey,
    [...standing.map((paper) => viewOf(paper, true)), ...earlier.map((paper) => viewOf(paper, false))],
  ])
  return { held: Object.fromEntries(byComponent), national: await askRegistry(context, { personId, procedure }, visit) }
}

const NOTHING: HeldAtCounter = { held: {}, national: [] }

/** Asked once, when the officer presses; a registry that is silent costs the visitor nothing but bringing the paper. */
async function askRegistry(
  { casework, registry = noPaperRegistry }: DeskContext,
  { personId, procedure }: { personId: PersonId; procedure: ProcedureDocument },
  visit: CounterVisit,
): Promise<RegistryAnswer[]> {
  if (!visit.log) return []
  const person = (await readProfiles(casework.db.read, casework.keys, [personId])).get(personId)
  if (person == null) return []
  const typeCodes = componentsToSupply(procedure, visit.caseKey).flatMap(({ nationalCode, replaceableBy }) =>
    nationalCode === null ? replaceableBy : [nationalCode, ...replaceableBy],
  )
  const answer = await registry.find({ person, typeCodes, purpose: procedure.code })
  return answer.status === 'answered' ? answer.papers : []
}

function viewOf({ id, details, issuedOn, validTo, fileHash, mediaType, size }: HeldPaper, needless: boolean) {
  return { paperId: id, ...details, issuedOn, validTo, fileHash, mediaType, size, needless }
}
