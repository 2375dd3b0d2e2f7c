import type { DossierId } from '../../../platform/ids.ts'
import { getProcedureVersion } from '../../catalogue/index.ts'
import type { Actor, OfficerActor } from '../../organisation/index.ts'
import { findPaper, type HeldPaper, logOpening, type OpenedFile, vaultPaperRefusals } from '../../vault/papers/index.ts'
import { currentState } from '../carry-out.ts'
import type { CaseworkContext } from '../context.ts'
import { type DossierState, involvedAgencies, isEnded } from '../dossier.ts'
import { refusals } from '../errors.ts'
import { maySee } from '../policy.ts'
import { findHeldComponents } from './use-papers.ts'

/**
 * An officer opens a paper of the store for a dossier: one that is attached to it, or one that its procedure needs while it is open.
 * Nobody browses a person's store. It is written down with the dossier as the reason. Refuses `casework.dossier_not_found`,
 * `vault.paper_not_found`.
 */
export async function openDossierPaper(
  context: CaseworkContext,
  asked: { actor: Actor; dossierId: DossierId; paperId: string },
): Promise<OpenedFile> {
  const { actor, dossierId, paperId } = asked
  const { state } = await currentState(context, dossierId)
  const directory = await context.directory()
  if (actor.kind !== 'officer' || !maySee(state, actor, (id) => directory.line(id))) throw refusals.dossier_not_found()
  const paper = await findForDossier(context, { actor, state }, paperId)
  if (paper === null) throw vaultPaperRefusals.paper_not_found()
  await context.db.write((tx) =>
    logOpening(tx, paper, {
      act: 'opened',
      purpose: paper.personId === state.applicant.personId ? 'dossier' : 'share',
      userId: actor.userId,
      officerId: actor.officerId,
      agencyId: agencyFor(actor, state),
      dossierId,
      procedureCode: state.procedureCode,
    }),
  )
  return paper
}

async function findForDossier(
  { db, keys }: CaseworkContext,
  { actor, state }: { actor: OfficerActor; state: DossierState },
  paperId: string,
): Promise<HeldPaper | null> {
  if (state.attachments.some((attachment) => attachment.paperId === paperId)) return findPaper(db.read, keys, paperId)
  if (isEnded(state.legal) || state.legal === 'resolved') return null
  const { document: procedure } = await getProcedureVersion(db.read, state.procedureVersionId)
  const { personId } = state.applicant
  const use = { actor, personId, procedure, caseKey: state.caseKey, now: Date.now(), dossierId: state.id }
  const held = await findHeldComponents(db.read, keys, use)
  return held.flatMap((one) => [...one.standing, ...one.earlier]).find((paper) => paper.id === paperId) ?? null
}

/** The agency for which the officer looks: one that takes part, where they have one there. */
function agencyFor({ mandates }: OfficerActor, state: DossierState): OfficerActor['mandates'][number]['agencyId'] {
  const involved = involvedAgencies(state)
  const mandate = mandates.find((one) => involved.includes(one.agencyId)) ?? mandates[0]
  if (mandate === undefined) throw refusals.dossier_not_found()
  return mandate.agencyId
}
