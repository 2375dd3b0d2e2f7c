import type { PaperItem, ReturnWay } from '../../../modules/casework/dossier.ts'
import { carryOut, submitDossier } from '../../../modules/casework/index.ts'
import { askForComponents } from '../../../modules/casework/papers/index.ts'
import type { StoredPaperView } from '../../../modules/casework/views/view-types.ts'
import { getProcedureVersion } from '../../../modules/catalogue/index.ts'
import { agencyTree, type OfficerActor } from '../../../modules/organisation/index.ts'
import { checkPerson, type PersonInput, type PersonProfile } from '../../../modules/vault/index.ts'
import { localDate } from '../../../platform/civil-date.ts'
import { type FieldFault, Refusal } from '../../../platform/errors.ts'
import type { DossierId, ProcedureVersionId } from '../../../platform/ids.ts'
import type { DeskContext } from './desk-context.ts'
import type { CounterChannel } from './intake.ts'
import type { KeptFile } from './keep-file.ts'
import { type SettleRequest, settleNow } from './settle-now.ts'

/** Whom the applicant authorised, as typed, and the document that says so. */
export interface AuthorisedInput {
  person: PersonInput
  file: KeptFile | null
  onPaper: boolean
}

export interface IntakeRequest {
  versionId: ProcedureVersionId
  caseKey: string | null
  channel: CounterChannel
  mandateId: string
  applicant: PersonInput
  authorised?: AuthorisedInput | undefined
  communeCode?: string | undefined
  processingCommuneCode?: string | undefined
  papers: PaperItem[]
  files: (KeptFile & { componentKey: string })[]
  /** Papers of the applicant's store that were chosen, by reference. */
  stored?: (Pick<StoredPaperView, 'paperId' | 'fileHash' | 'mediaType' | 'size'> & { componentKey: string })[]
  /** How the applicant wants the result; left out: at the counter. */
  resultBy?: ReturnWay | undefined
  /** What the applicant asks for, in their words. */
  request: string
  /** Warnings about the people were shown and confirmed. */
  confirmed: boolean
  /** Accept it at once. */
  accept: boolean
  /** Settle and hand over the result at once too. */
  settle?: SettleRequest | undefined
  groupId?: string | undefined
  postItemId?: string | undefined
  commandId: string
  acceptCommandId: string
}

export type IntakeAnswer =
  | { kind: 'received'; dossierId: DossierId; code: string | null; settled: boolean; refusal: string | null }
  | { kind: 'doubtful'; warnings: readonly FieldFault[] }

/**
 * Enters a visitor's dossier and, when asked, accepts it at once (two commands, each of its own: what was handed in is
 * never lost because it could not be accepted). Refuses with faults by field under `applicant/…` and `authorised/…`.
 */
export async function receiveDossier(
  context: DeskContext,
  actor: OfficerActor,
  request: IntakeRequest,
): Promise<IntakeAnswer> {
  const people = await checkPeople(context, request)
  if (people.warnings.length > 0 && !request.confirmed) return { kind: 'doubtful', warnings: people.warnings }
  await askRegistries(context, actor, request, people.applicant)
  const submitted = await submitDossier(context.casework, {
    actor: atCounter(actor, request.mandateId),
    commandId: request.commandId,
    submission: {
      procedureVersionId: request.versionId,
      caseKey: request.caseKey,
      channel: request.channel,
      applicant: people.applicant,
      authorised: people.authorised,
      communeCode: request.communeCode,
      processingCommuneCode: request.processingCommuneCode,
      groupId: request.groupId,
      postItemId: request.postItemId,
      resultBy: request.resultBy,
      ...(request.request === '' ? {} : { answers: { request: request.request } }),
      attachments: [
        ...request.files.map(({ componentKey, hash, mediaType, size }) => ({
          componentKey,
          fileHash: hash,
          mediaType,
          size,
        })),
        ...(request.stored ?? []),
      ],
      papers: request.papers,
    },
  })
  const { dossierId, state } = submitted
  if (!submitted.repeated && request.files.length > 0) {
    const components = scannedFor(request.files)
    const { personId } = state.applicant
    await context.digitise?.(actor, { dossierId, personId, agencyId: state.units.intake, components })
  }
  if (!request.accept) return { kind: 'received', dossierId, code: state.code, settled: false, refusal: null }
  return acceptReceived(context, actor, dossierId, request)
}

/** Whatever the page showed before: what a registry answers within the day is not asked for. */
async function askRegistries(
  { casework }: DeskContext,
  actor: OfficerActor,
  { versionId, caseKey, mandateId }: IntakeRequest,
  profile: PersonProfile,
): Promise<void> {
  const { document: procedure } = await getProcedureVersion(casework.db.read, versionId)
  const agencyId = actor.mandates.find(({ id }) => id === mandateId)?.agencyId ?? null
  await askForComponents(casework, { actor, agencyId, about: { profile }, procedure, caseKey })
}

function scannedFor(files: IntakeRequest['files']): { componentKey: string; fileHashes: string[] }[] {
  const keys = [...new Set(files.map(({ componentKey }) => componentKey))]
  return keys.map((componentKey) => ({
    componentKey,
    fileHashes: files.filter((file) => file.componentKey === componentKey).map(({ hash }) => hash),
  }))
}

async function acceptReceived(
  context: DeskContext,
  actor: OfficerActor,
  dossierId: DossierId,
  { acceptCommandId, settle }: IntakeRequest,
): Promise<IntakeAnswer> {
  let code: string | null = null
  try {
    const command = { dossierId, verb: 'accept' as const, input: {}, actor, commandId: acceptCommandId }
    code = (await carryOut(context.casework, command)).state.code
    await context.accepted?.(dossierId)
    if (settle !== undefined) await settleNow(context, actor, dossierId, { ...settle, commandId: acceptCommandId })
    return { kind: 'received', dossierId, code, settled: settle !== undefined, refusal: null }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { kind: 'received', dossierId, code, settled: false, refusal: error.code }
  }
}

interface CheckedPeople {
  applicant: PersonProfile
  authorised?: {
    profile: PersonProfile
    file: { fileHash: string; mediaType: string; size: number } | null
    onPaper: boolean
  }
  warnings: FieldFault[]
}

/** Applicant and authorised person checked together, so that every fault comes back at once. */
async function checkPeople(context: DeskContext, request: IntakeRequest): Promise<CheckedPeople> {
  const tree = await agencyTree(context.casework.db.read)
  const today = localDate(Date.now())
  const isCommune = (code: string) => tree.byUnitCode(code)?.kind === 'commune'
  const applicant = checkPerson(request.applicant, { today, path: 'applicant', isCommune })
  const other = request.authorised
  const authorised = other === undefined ? null : checkPerson(other.person, { today, path: 'authorised', isCommune })
  const faults = [applicant, authorised].flatMap((check) => (check === null || check.ok ? [] : check.faults))
  const noDocument = other !== undefined && other.file === null && !other.onPaper
  if (noDocument) faults.push({ path: 'authorised/document', code: 'casework.authorisation_missing' })
  if (!applicant.ok || faults.length > 0) throw new Refusal('casework.applicant_invalid', 'invalid', {}, faults)
  const warnings = [...applicant.warnings, ...(authorised?.warnings ?? [])]
  if (other === undefined || authorised === null || !authorised.ok) return { applicant: applicant.profile, warnings }
  const file = other.file && { fileHash: other.file.hash, mediaType: other.file.mediaType, size: other.file.size }
  return {
    applicant: applicant.profile,
    authorised: { profile: authorised.profile, file, onPaper: other.onPaper },
    warnings,
  }
}

/** The same officer with the chosen counter's mandate alone of its kind: the dossier is received there. */
function atCounter(actor: OfficerActor, mandateId: string): OfficerActor {
  const chosen = actor.mandates.filter((mandate) => mandate.id === mandateId)
  return { ...actor, mandates: [...chosen, ...actor.mandates.filter((mandate) => mandate.id !== mandateId)] }
}
