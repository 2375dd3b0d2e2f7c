import { type FieldFault, Refusal } from '../../../platform/errors.ts'
import type { DossierId } from '../../../platform/ids.ts'
import type { Actor } from '../../organisation/index.ts'
import type { CaseworkContext } from '../context.ts'
import { returnWays } from '../dossier.ts'
import { refusals } from '../errors.ts'
import { attachmentOf } from '../papers/held-component.ts'
import type { Submission } from '../submission.ts'
import { submitDossier } from '../submit-dossier.ts'
import { checkApplicant, type DraftFacts, needsCommune, needsProcessingCommune } from './draft.ts'
import { getOwnDraft, markSent } from './draft-store.ts'
import { askRegistryForDraft, draftFactsOf, type OwnDraft, readinessOf, readOwnDraft } from './draft-views.ts'

export interface SubmitDraftRequest {
  actor: Actor
  draftId: string
  /** The applicant answers for what is declared; never ticked beforehand. */
  declared: boolean
}

/**
 * Sends an application. The draft's own id is the command's id, so that however often, from however many windows, and even
 * after a crash between the two writes, one draft becomes one dossier and every press gets the first receipt. Refuses
 * `applicant_invalid` with everything that is faulty or missing, each at its place, and `declaration_missing`.
 */
export async function submitDraft(
  context: CaseworkContext,
  request: SubmitDraftRequest,
): Promise<{ dossierId: DossierId; repeated: boolean }> {
  const { actor, draftId } = request
  const sent = (await getOwnDraft(context.db.read, actor, draftId)).dossierId
  if (sent !== null) return { dossierId: sent, repeated: true }
  try {
    return await sendDraft(context, request)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    // Another press may have sent it between the look and the reading.
    const meanwhile = (await getOwnDraft(context.db.read, actor, draftId)).dossierId
    if (meanwhile === null) throw error
    return { dossierId: meanwhile, repeated: true }
  }
}

async function sendDraft(
  context: CaseworkContext,
  { actor, draftId, declared }: SubmitDraftRequest,
): Promise<{ dossierId: DossierId; repeated: boolean }> {
  await askRegistryForDraft(context, actor, draftId)
  const draft = await readOwnDraft(context, actor, draftId)
  if (draft.suppliesDossierId !== null) throw refusals.draft_not_found()
  const facts = await draftFactsOf(context, draft)
  const faults = readinessOf(draft, facts).faults.map(({ section, fault }) => ({
    ...fault,
    path: pathOf(section, fault),
  }))
  if (!declared) faults.push({ path: 'declared', code: 'draft.declaration_missing' })
  if (faults.length > 0) throw refusals.applicant_invalid({}, faults)
  const { dossierId, repeated } = await submitDossier(context, {
    actor,
    submission: submissionOf(draft, facts),
    commandId: draftId,
  })
  await context.db.write((tx) => markSent(tx, draftId, dossierId))
  return { dossierId, repeated }
}

function pathOf(section: string, fault: FieldFault): string {
  return section === 'papers' ? fault.path : `${section}/${fault.path}`
}

function submissionOf(draft: OwnDraft, facts: DraftFacts): Submission {
  const { place = {}, applicant = {}, request = {} } = draft.content.sections
  const check = checkApplicant(applicant, facts)
  if (!check.ok) throw refusals.applicant_invalid({}, check.faults)
  const { document } = draft.procedure
  const askable = new Set(draft.askable.map((component) => component.key))
  return {
    procedureVersionId: draft.procedure.id,
    caseKey: draft.caseKey,
    channel: 'online',
    applicant: check.profile,
    communeCode: needsCommune(document) ? place.communeCode : undefined,
    processingCommuneCode: needsProcessingCommune(document, draft.flow) ? place.processingCommuneCode : undefined,
    answers: { content: (request.content ?? '').trim() },
    resultBy: returnWays.find((way) => way === request.resultBy),
    // A file of a case that was changed afterwards stays in the draft and is not sent.
    attachments: [
      ...draft.files
        .filter((file) => askable.has(file.componentKey))
        .map(({ componentKey, hash, mediaType, size }) => ({ componentKey, fileHash: hash, mediaType, size })),
      ...[...draft.chosen].map(([componentKey, paper]) => attachmentOf(componentKey, paper)),
    ],
    papers: [],
  }
}
