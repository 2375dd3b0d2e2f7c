import type { DossierId } from '../../../platform/ids.ts'
import { newId } from '../../../platform/ids.ts'
import { getProcedureVersion, heldTypesOf } from '../../catalogue/index.ts'
import type { ProcedureComponent } from '../../catalogue/schemas.ts'
import type { Actor } from '../../organisation/index.ts'
import type { HeldPaper } from '../../vault/papers/index.ts'
import { carryOut, currentState } from '../carry-out.ts'
import type { CaseworkContext } from '../context.ts'
import { type DossierState, openSupplement } from '../dossier.ts'
import { refusals } from '../errors.ts'
import { askForComponents, findAnsweredComponents, mayAskRegistry } from '../papers/ask-registry.ts'
import { attachmentOf, type HeldComponent } from '../papers/held-component.ts'
import { type AnsweredComponent, keysAnswered } from '../papers/registry-component.ts'
import { findHeldComponents } from '../papers/use-papers.ts'
import { maySee } from '../policy.ts'
import { requireOffered, writeChoice } from './choose-draft-paper.ts'
import { citizenOf, deleteDraft, findSupplyRow, insertDraft, lockOwnDraft, readChoices } from './draft-store.ts'
import { chosenOf, type OwnDraft, readOwnDraft } from './draft-views.ts'

/** The open supplement request of one's own dossier, with the files gathered for it so far. */
export interface SupplyView {
  state: DossierState
  componentKeys: readonly string[]
  until: number
  /** Null while no file was sent. */
  draft: OwnDraft | null
  /** What one's own store, or a share with this dossier, holds for what is asked. */
  held: HeldComponent[]
  /** Held papers chosen for it, by component. */
  chosen: ReadonlyMap<string, HeldPaper>
  /** Keys of what is asked for which a registry answered within a day. */
  answered: AnsweredComponent[]
  /** Whether something of it might be in a registry that may be asked about the applicant. */
  mayAsk: boolean
}

/** What is asked and what has been gathered. Refuses `dossier_not_found` and `no_supplement_open`. */
export async function readSupply(context: CaseworkContext, actor: Actor, dossierId: DossierId): Promise<SupplyView> {
  const { userId } = citizenOf(actor)
  const state = await ownState(context, actor, dossierId)
  const open = openSupplement(state)
  if (open === undefined) throw refusals.no_supplement_open()
  const row = await findSupplyRow(context.db.read, { dossierId, round: open.round, userId })
  const draft = row === null ? null : await readOwnDraft(context, actor, row.id)
  const { componentKeys, until } = open
  const use = await storeUse(context, actor, state)
  const [held, answered, choices] = await Promise.all([
    findHeldComponents(context.db.read, context.keys, use),
    findAnsweredComponents(context.db.read, context.keys, { ...use, about: { personId: state.applicant.personId } }),
    draft === null ? new Map<string, string>() : readChoices(context.db.read, draft.id),
  ])
  const wanted = <One extends { componentKey: string }>(all: One[]) =>
    all.filter(({ componentKey }) => componentKeys.includes(componentKey))
  const unused = keysAnswered(answered, state)
  return {
    state,
    componentKeys,
    until,
    draft,
    held: wanted(held),
    chosen: chosenOf(wanted(held), choices),
    answered: wanted(answered).filter(({ componentKey }) => unused.includes(componentKey)),
    mayAsk:
      mayAskRegistry(actor, use.personId) && use.procedure.components.some((one) => mightAnswer(one, componentKeys)),
  }
}

function mightAnswer(component: ProcedureComponent, asked: readonly string[]): boolean {
  return asked.includes(component.key) && heldTypesOf(component).length > 0
}

async function storeUse(context: CaseworkContext, actor: Actor, state: DossierState) {
  const { document: procedure } = await getProcedureVersion(context.db.read, state.procedureVersionId)
  const { personId } = state.applicant
  return { actor, personId, procedure, caseKey: state.caseKey, now: Date.now(), dossierId: state.id }
}

/** Has the registry asked for one's own dossier; for somebody else's nothing is asked. */
export async function askRegistryForSupply(
  context: CaseworkContext,
  request: { actor: Actor; dossierId: DossierId },
): Promise<void> {
  const { actor, dossierId } = request
  const { state } = await readSupply(context, actor, dossierId)
  const { procedure, caseKey, personId } = await storeUse(context, actor, state)
  if (!mayAskRegistry(actor, personId)) return
  await askForComponents(context, { actor, agencyId: null, about: { personId }, procedure, caseKey })
}

/** Lets a held paper stand for what is asked; null takes the choice back. Refuses `casework.paper_not_held`, at the component. */
export async function chooseSupplyPaper(
  context: CaseworkContext,
  request: { actor: Actor; dossierId: DossierId; componentKey: string; paperId: string | null },
): Promise<void> {
  const { actor, dossierId, componentKey, paperId } = request
  const { held } = await readSupply(context, actor, dossierId)
  requireOffered(held, { componentKey, paperId })
  const { draftId } = await beginSupply(context, { actor, dossierId })
  await context.db.write(async (tx) => {
    await lockOwnDraft(tx, actor, draftId)
    await writeChoice(tx, { draftId, componentKey, paperId })
  })
}

/** The draft that gathers files for the open request; begun now when there is none. */
export async function beginSupply(
  context: CaseworkContext,
  request: { actor: Actor; dossierId: DossierId },
): Promise<{ draftId: string; componentKeys: readonly string[] }> {
  const { userId, personId } = citizenOf(request.actor)
  const state = await ownState(context, request.actor, request.dossierId)
  const open = openSupplement(state)
  if (open === undefined) throw refusals.no_supplement_open()
  const of = { dossierId: request.dossierId, round: open.round, userId }
  return context.db.write(async (tx) => {
    const { procedureVersionId, procedureCode } = state
    const supplies = { dossierId: of.dossierId, round: of.round }
    await insertDraft(tx, { id: newId(), userId, personId, procedureVersionId, procedureCode, supplies })
    const row = await findSupplyRow(tx, of)
    if (row === null) throw refusals.draft_not_found()
    return { draftId: row.id, componentKeys: open.componentKeys }
  })
}

/** Hands in what was gathered (`supply`). The draft's id is the command's: a second press changes nothing. */
export async function sendSupply(
  context: CaseworkContext,
  request: { actor: Actor; dossierId: DossierId },
): Promise<void> {
  const { actor, dossierId } = request
  const { draft, chosen } = await readSupply(context, actor, dossierId)
  const files = draft?.files ?? []
  const papers = [...chosen].map(([componentKey, paper]) => attachmentOf(componentKey, paper))
  await carryOut(context, {
    dossierId,
    verb: 'supply',
    actor,
    input: {
      attachments: [
        ...files.map(({ componentKey, hash, mediaType, size }) => ({
          componentKey,
          fileHash: hash,
          mediaType,
          size,
        })),
        ...papers,
      ],
      papers: [],
    },
    commandId: draft?.id,
  })
  if (draft !== null) await context.db.write((tx) => deleteDraft(tx, draft.id))
}

async function ownState(context: CaseworkContext, actor: Actor, dossierId: DossierId): Promise<DossierState> {
  const { state } = await currentState(context, dossierId)
  const directory = await context.directory()
  if (!maySee(state, actor, (id) => directory.line(id))) throw refusals.dossier_not_found()
  return state
}
