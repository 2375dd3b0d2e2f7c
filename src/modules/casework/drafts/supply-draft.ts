import type { DossierId } from '../../../platform/ids.ts'
import { newId } from '../../../platform/ids.ts'
import type { Actor } from '../../organisation/index.ts'
import { carryOut, currentState } from '../carry-out.ts'
import type { CaseworkContext } from '../context.ts'
import { type DossierState, openSupplement } from '../dossier.ts'
import { refusals } from '../errors.ts'
import { maySee } from '../policy.ts'
import { citizenOf, deleteDraft, findSupplyRow, insertDraft } from './draft-store.ts'
import { type OwnDraft, readOwnDraft } from './draft-views.ts'

/** The open supplement request of one's own dossier, with the files gathered for it so far. */
export interface SupplyView {
  state: DossierState
  componentKeys: readonly string[]
  until: number
  /** Null while no file was sent. */
  draft: OwnDraft | null
}

/** What is asked and what has been gathered. Refuses `dossier_not_found` and `no_supplement_open`. */
export async function readSupply(context: CaseworkContext, actor: Actor, dossierId: DossierId): Promise<SupplyView> {
  const { userId } = citizenOf(actor)
  const state = await ownState(context, actor, dossierId)
  const open = openSupplement(state)
  if (open === undefined) throw refusals.no_supplement_open()
  const row = await findSupplyRow(context.db.read, { dossierId, round: open.round, userId })
  const draft = row === null ? null : await readOwnDraft(context, actor, row.id)
  return { state, componentKeys: open.componentKeys, until: open.until, draft }
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
  const { draft } = await readSupply(context, actor, dossierId)
  const files = draft?.files ?? []
  await carryOut(context, {
    dossierId,
    verb: 'supply',
    actor,
    input: {
      attachments: files.map(({ componentKey, hash, mediaType, size }) => ({
        componentKey,
        fileHash: hash,
        mediaType,
        size,
      })),
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
