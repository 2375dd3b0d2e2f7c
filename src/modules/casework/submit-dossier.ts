import { finishWith, query, type Transaction } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { type DossierId, type FlowVersionId, newId, type PersonId } from '../../platform/ids.ts'
import { chainEvents, findCommand, isRepeatedCommand, newStream } from '../../platform/ledger/index.ts'
import type { SubjectKey } from '../../platform/sealing/keyring.ts'
import { flowCodesFor, getCurrentFlow, getProcedureVersion } from '../catalogue/index.ts'
import type { FlowDefinition, ProcedureDocument } from '../catalogue/schemas.ts'
import { type Actor, type Mandate, userIdOf } from '../organisation/index.ts'
import { type SealedValueRow, sealPersonText } from '../vault/index.ts'
import { currentState } from './carry-out.ts'
import type { AgencyCard, CaseworkContext, Directory } from './context.ts'
import type { Authorisation, DossierState, DossierUnits } from './dossier.ts'
import { identityTailIndex } from './dossier-rows.ts'
import { type DossierChange, writeChanges } from './dossier-store.ts'
import { refusals } from './errors.ts'
import type { DossierEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { findAnsweredComponents } from './papers/ask-registry.ts'
import { mightBeHeld } from './papers/held-component.ts'
import { type AnsweredComponent, answersForMissing, registryReference } from './papers/registry-component.ts'
import { completeFromStore, type UseOfStore, writeUse } from './papers/use-papers.ts'
import { lockPostItem, takePostItem } from './post/handover-store.ts'
import { findPerson, type RecordedPerson, recordPersons } from './record-persons.ts'
import { searchRowsOf } from './search-rows.ts'
import { requireSentFiles } from './sent-files.ts'
import { RECEPTION_WORKING_MINUTES, resolveStepAgencies } from './steps.ts'
import type { Submission } from './submission.ts'
import { checkContents, checkMissing, filesOf, keysGiven } from './submission-check.ts'

export interface SubmitRequest {
  actor: Actor
  submission: Submission
  commandId: string
}

export interface SubmitAnswer {
  dossierId: DossierId
  version: number
  state: DossierState
  repeated: boolean
}

/**
 * A dossier is handed in: online by the applicant, or at a counter or by post through a receptionist, who enters it at once
 * (NĐ 61/2018 Art. 16, 17). It has no code yet: that comes with acceptance. The same `commandId` gives the first receipt again.
 */
export async function submitDossier(context: CaseworkContext, request: SubmitRequest): Promise<SubmitAnswer> {
  const directory = await context.directory()
  for (let tries = 0; ; tries++) {
    try {
      return await context.db.write((tx) => submitIn(tx, context, directory, request))
    } catch (error) {
      if (isRepeatedCommand(error)) return firstReceipt(context, request)
      const raced = error instanceof Refusal && error.code === 'vault.person_recorded_meanwhile'
      if (!raced || tries >= 3) throw error
    }
  }
}

/** The same inside a transaction of the caller's. */
export async function submitIn(
  tx: Transaction,
  context: CaseworkContext,
  directory: Directory,
  request: SubmitRequest,
): Promise<SubmitAnswer> {
  const { submission, actor } = request
  const { document: procedure } = await getProcedureVersion(tx, submission.procedureVersionId)
  const desk = checkSubmitter({ context, directory }, request, procedure)
  checkContents(procedure, submission)
  // Sent together: none of these questions waits for another's answer.
  const people = [submission.applicant, ...(submission.authorised === undefined ? [] : [submission.authorised.profile])]
  const [{ flowVersionId, flow }, now, known, filedAt] = await Promise.all([
    findFlow(tx, procedure, submission.caseKey),
    databaseTime(tx),
    Promise.all(people.map((profile) => findPerson(tx, context, profile))),
    filedByPost(tx, request, procedure),
    requireSentFiles(tx, actor, filesOf(submission)),
  ])
  const use = { actor, personId: known[0] ?? null, procedure, caseKey: submission.caseKey, now }
  const given = { attachments: submission.attachments, keys: keysGiven(submission) }
  const { attachments, used } = await completeFromStore(tx, context.keys, use, given)
  const whole = { ...submission, attachments }
  const answered = await completeFromRegistry(tx, context, { ...use, profile: submission.applicant }, keysGiven(whole))
  checkMissing(procedure, whole, new Set(answered.map(({ componentKey }) => componentKey)))
  const [applicant, authorised] = await recordPersons(tx, context, { actor, people, known, now })
  if (applicant === undefined) throw new Error('a dossier has an applicant')
  if (authorised?.personId === applicant.personId) throw authorisedIsApplicant()
  const prepared = prepareSubmission(
    { context, directory, procedure, flow },
    {
      submission: whole,
      flowVersionId,
      applicant,
      authorised,
      answered,
      filedAt,
      desk,
      now,
      actor,
      commandId: request.commandId,
    },
  )
  if (submission.postItemId !== undefined) await takePostItem(tx, submission.postItemId, prepared.after.id)
  if (used.length > 0) {
    await writeUse(tx, used, { actor, agencyId: desk?.agencyId ?? null, dossier: prepared.after })
  }
  finishWith(tx, writeChanges(tx, [prepared]))
  return { dossierId: prepared.after.id, version: 1, state: prepared.after, repeated: false }
}

export interface PreparedBy {
  submission: Submission
  flowVersionId: FlowVersionId
  applicant: RecordedPerson
  authorised?: RecordedPerson | undefined
  /** What registries answered in the place of papers. */
  answered?: readonly AnsweredComponent[]
  /** The legal time of filing where it is not this transaction's. */
  filedAt?: number | null
  desk: Mandate | null
  now: number
  actor: Actor
  commandId: string | null
}

/** The new dossier as rows to write: pure but for random ids and sealing. Used by `submitDossier` and by the simulator. */
export function prepareSubmission(
  by: {
    context: Pick<CaseworkContext, 'keys'>
    directory: Directory
    procedure: ProcedureDocument
    flow: FlowDefinition
  },
  given: PreparedBy,
): DossierChange {
  const { submission, applicant, now } = given
  const units = unitsOf(by.directory, by.procedure, submission, given.desk)
  const id = newId<DossierId>(now)
  const sealed: SealedValueRow[] = [applicant.profileValue.row]
  if (given.authorised !== undefined) sealed.push(given.authorised.profileValue.row)
  const answers = sealAnswers(applicant.key, submission, now, sealed)
  const references = (given.answered ?? []).map((one) =>
    registryReference(one, 0, sealInto(applicant.key, now, sealed)),
  )
  const calendar = by.directory.calendarOf(units.intake)
  const event: DossierEvent = {
    type: 'Submitted',
    payload: {
      dossierId: id,
      channel: submission.channel,
      procedureVersionId: submission.procedureVersionId,
      procedureCode: by.procedure.code,
      caseKey: submission.caseKey,
      flowVersionId: given.flowVersionId,
      units,
      stepAgencies: resolveStepAgencies(by.flow, units, (slug) => by.directory.bySlug(slug)?.id),
      applicant: { personId: applicant.personId, profile: applicant.profileValue.ref },
      submitterId: submitterOf(given),
      answers,
      attachments: submission.attachments.map((attachment) => ({ ...attachment, round: 0 })),
      papers: submission.papers,
      custody: submission.papers.length === 0 ? 'none' : submission.channel === 'post' ? 'post' : 'counter',
      receptionDueAt: calendar.addWorkingMinutes(given.filedAt ?? now, RECEPTION_WORKING_MINUTES),
      previousDossierId: submission.previousDossierId ?? null,
      ...(submission.groupId === undefined ? {} : { groupId: submission.groupId }),
      ...(references.length === 0 ? {} : { fromRegistries: references }),
      ...(submission.resultBy === undefined ? {} : { resultBy: submission.resultBy }),
      ...(given.filedAt == null ? {} : { filedAt: given.filedAt }),
      ...authorisationOf(given),
    },
  }
  const stamp = {
    recordedAt: new Date(now),
    actorId: userIdOf(given.actor),
    mandateId: given.desk?.id ?? null,
    agencyId: given.desk?.agencyId ?? null,
    commandId: given.commandId,
  }
  const number = applicant.profile.identityNumber ?? applicant.profile.taxCode
  return {
    before: null,
    after: evolve(null, event, now),
    flow: by.flow,
    events: chainEvents(newStream(id), stamp, [event]),
    at: now,
    lateCounted: false,
    sealed,
    entry: {
      identityTailIndex: number === undefined ? null : identityTailIndex(by.context.keys, id, number),
      searchRows: searchRowsOf(by.context.keys, by.directory, units, applicant.profile),
    },
  }
}

/** What a registry answered for what is still missing after the store was looked into. */
async function completeFromRegistry(
  tx: Transaction,
  { keys }: CaseworkContext,
  use: UseOfStore & { profile: Submission['applicant'] },
  given: ReadonlySet<string>,
): Promise<AnsweredComponent[]> {
  const { procedure, caseKey } = use
  if (!mightBeHeld(procedure, caseKey, given)) return []
  const answered = await findAnsweredComponents(tx, keys, { ...use, about: { profile: use.profile } })
  return answersForMissing(procedure, caseKey, { keys: given, answered })
}

function sealInto(key: SubjectKey, now: number, sealed: SealedValueRow[]): (text: string) => SealedValueRef {
  return (text) => {
    const value = sealPersonText(key, text, now)
    sealed.push(value.row)
    return value.ref
  }
}

function submitterOf({ actor, applicant, authorised }: PreparedBy): PersonId | null {
  if (authorised !== undefined) return authorised.personId
  return actor.kind === 'citizen' && actor.personId !== applicant.personId ? actor.personId : null
}

function authorisationOf({ submission, authorised }: PreparedBy): { authorisation?: Authorisation } {
  if (submission.authorised === undefined || authorised === undefined) return {}
  const { file, onPaper } = submission.authorised
  return { authorisation: { personId: authorised.personId, profile: authorised.profileValue.ref, file, onPaper } }
}

function authorisedIsApplicant() {
  return refusals.authorised_is_applicant({}, [{ path: 'authorised/number', code: 'casework.authorised_is_applicant' }])
}

/** When the post handed it over, for a dossier that stands in its record; null for any other. */
async function filedByPost(
  tx: Transaction,
  { actor, submission: { postItemId, channel } }: SubmitRequest,
  procedure: ProcedureDocument,
): Promise<number | null> {
  if (postItemId === undefined) return null
  if (actor.kind !== 'officer' || channel !== 'post') throw refusals.post_item_not_found()
  const desks = actor.mandates.filter((mandate) => mandate.role === 'receptionist')
  const agencyIds = desks.map((mandate) => mandate.agencyId)
  return lockPostItem(tx, { itemId: postItemId, agencyIds, procedureCode: procedure.code })
}

function sealAnswers(
  key: SubjectKey,
  submission: Submission,
  now: number,
  sealed: SealedValueRow[],
): SealedValueRef | null {
  if (submission.answers === undefined || Object.keys(submission.answers).length === 0) return null
  return sealInto(key, now, sealed)(JSON.stringify(submission.answers))
}
type SealedValueRef = ReturnType<typeof sealPersonText>['ref']

/** The receptionist's mandate for a counter or postal dossier; null for an applicant who files online. */
function checkSubmitter(
  { context, directory }: { context: CaseworkContext; directory: Directory },
  request: SubmitRequest,
  procedure: ProcedureDocument,
): Mandate | null {
  const { actor, submission } = request
  if (procedure.completeness !== 'whole' || procedure.serviceLevel === 'information') {
    if (procedure.completeness !== 'whole' || submission.channel === 'online') {
      throw refusals.procedure_not_open({ procedure: procedure.code })
    }
  }
  if (submission.channel === 'online') {
    if (actor.kind !== 'citizen') throw refusals.not_yours_to_do()
    if (context.onlineFiling === 'national') throw refusals.online_filing_elsewhere()
  } else {
    const desk = deskOf(directory, actor)
    if (desk === undefined) throw refusals.not_yours_to_do()
    return desk
  }
  if (!procedure.channels.some((terms) => terms.channel === 'online') && procedure.channels.length > 0) {
    throw refusals.channel_not_offered({}, [{ path: 'channel', code: 'casework.channel_not_offered' }])
  }
  return null
}

/** The counter at which a receptionist sits: of several mandates the one in a one-stop centre. */
function deskOf(directory: Directory, actor: Actor): Mandate | undefined {
  if (actor.kind !== 'officer') return undefined
  const desks = actor.mandates.filter((mandate) => mandate.role === 'receptionist')
  return desks.find((mandate) => directory.get(mandate.agencyId)?.kind === 'one_stop_centre') ?? desks[0]
}

async function findFlow(
  tx: Transaction,
  procedure: ProcedureDocument,
  caseKey: string | null,
): Promise<{ flowVersionId: FlowVersionId; flow: FlowDefinition }> {
  const [code] = flowCodesFor(procedure, caseKey)
  if (code === undefined) throw refusals.procedure_not_open({ procedure: procedure.code })
  const { id, definition } = await getCurrentFlow(tx, code)
  return { flowVersionId: id, flow: definition }
}

/** Competent, intake, processing and return unit are four things; here they are found (NĐ 118/2025: anywhere in the province). */
function unitsOf(
  directory: Directory,
  procedure: ProcedureDocument,
  submission: Submission,
  desk: Mandate | null,
): DossierUnits {
  const competent = competentAgency(directory, procedure, submission.communeCode)
  const centre = directory.oneStopCentreOf(competent.id)
  const intake = desk?.agencyId ?? centre?.id ?? competent.id
  const processing =
    submission.processingCommuneCode === undefined
      ? competent.id
      : competentCommune(directory, submission.processingCommuneCode).id
  return { intake, competent: competent.id, processing, return: intake }
}

function competentAgency(directory: Directory, procedure: ProcedureDocument, communeCode?: string): AgencyCard {
  const rule = procedure.competentAgency
  if (rule === null) throw refusals.competent_unit_unknown({ unit: procedure.code })
  if (rule.rule === 'commune') return competentCommune(directory, communeCode)
  const agency = directory.bySlug(rule.agencySlug)
  if (agency === undefined) throw refusals.competent_unit_unknown({ unit: rule.agencySlug })
  return agency
}

function competentCommune(directory: Directory, communeCode: string | undefined): AgencyCard {
  const commune = communeCode === undefined ? undefined : directory.byUnitCode(communeCode)
  if (commune === undefined) {
    throw refusals.competent_unit_unknown({ unit: communeCode ?? '' }, [
      { path: 'communeCode', code: 'casework.competent_unit_unknown' },
    ])
  }
  return commune
}

async function databaseTime(tx: Transaction): Promise<number> {
  const [row] = await query<{ now: Date }>(tx, 'SELECT platform_now() AS now')
  return (row?.now ?? new Date()).getTime()
}

async function firstReceipt(context: CaseworkContext, request: SubmitRequest): Promise<SubmitAnswer> {
  const done = await findCommand(context.db.read, userIdOf(request.actor), request.commandId)
  if (done === undefined || done === null) throw refusals.dossier_not_found()
  return { ...(await currentState(context, done.streamId as DossierId)), repeated: true }
}
