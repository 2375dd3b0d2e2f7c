import { finishWith, query, type Transaction } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import {
  type AgencyId,
  type DossierId,
  type FlowVersionId,
  newId,
  type PersonId,
  type ProcedureVersionId,
} from '../../platform/ids.ts'
import { chainEvents, findCommand, isRepeatedCommand, newStream } from '../../platform/ledger/index.ts'
import type { SubjectKey } from '../../platform/sealing/keyring.ts'
import {
  componentsToSupply,
  findCase,
  flowCodesFor,
  getCurrentFlow,
  getProcedureVersion,
  missingComponents,
} from '../catalogue/index.ts'
import type { Channel, FlowDefinition, ProcedureDocument } from '../catalogue/schemas.ts'
import { type Actor, type Mandate, userIdOf } from '../organisation/index.ts'
import {
  findPersonByIdentity,
  getPersonKey,
  identityIndex,
  insertPersons,
  makeSealedPerson,
  nameIndexes,
  type PersonProfile,
  type SealedValueRow,
  sealPersonText,
  sealProfile,
} from '../vault/index.ts'
import { currentState } from './carry-out.ts'
import type { AgencyCard, CaseworkContext, Directory } from './context.ts'
import type { Attachment, DossierState, DossierUnits, PaperItem } from './dossier.ts'
import { identityTailIndex } from './dossier-rows.ts'
import { type DossierChange, type SearchRow, writeChanges } from './dossier-store.ts'
import { refusals } from './errors.ts'
import type { DossierEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { requireSentFiles } from './sent-files.ts'
import { resolveStepAgencies } from './steps.ts'

/** Working hours within which a dossier filed online is to be answered (NĐ 107/2021, from memory: a setting, not a claim). */
const RECEPTION_WORKING_MINUTES = 8 * 60

export interface Submission {
  procedureVersionId: ProcedureVersionId
  caseKey: string | null
  channel: Channel
  /** The applicant as checked (`checkPerson`). */
  applicant: PersonProfile
  /** Official code of the commune that decides, for procedures decided by communes. */
  communeCode?: string | undefined
  /** The commune that takes part where the flow has a step there; the deciding agency when left out. */
  processingCommuneCode?: string | undefined
  answers?: Record<string, string> | undefined
  attachments: Omit<Attachment, 'round'>[]
  papers: PaperItem[]
  previousDossierId?: DossierId | undefined
}

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

async function submitIn(
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
  const [{ flowVersionId, flow }, now, known] = await Promise.all([
    findFlow(tx, procedure, submission.caseKey),
    databaseTime(tx),
    findApplicant(tx, context, submission.applicant),
    requireSentFiles(tx, actor, submission.attachments),
  ])
  const applicant = await recordApplicant(tx, context, { request, known, now })
  const prepared = prepareSubmission(
    { context, directory, procedure, flow },
    { submission, flowVersionId, applicant, desk, now, actor, commandId: request.commandId },
  )
  finishWith(tx, writeChanges(tx, [prepared]))
  return { dossierId: prepared.after.id, version: 1, state: prepared.after, repeated: false }
}

/** An applicant ready to be written into a dossier. */
export interface RecordedApplicant {
  personId: PersonId
  key: SubjectKey
  profile: PersonProfile
  profileValue: ReturnType<typeof sealProfile>
}

export interface PreparedBy {
  submission: Submission
  flowVersionId: FlowVersionId
  applicant: RecordedApplicant
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
  const answers = sealAnswers(applicant.key, submission, now, sealed)
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
      submitterId:
        given.actor.kind === 'citizen' && given.actor.personId !== applicant.personId ? given.actor.personId : null,
      answers,
      attachments: submission.attachments.map((attachment) => ({ ...attachment, round: 0 })),
      papers: submission.papers,
      custody: submission.papers.length === 0 ? 'none' : submission.channel === 'post' ? 'post' : 'counter',
      receptionDueAt: calendar.addWorkingMinutes(now, RECEPTION_WORKING_MINUTES),
      previousDossierId: submission.previousDossierId ?? null,
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

function sealAnswers(
  key: SubjectKey,
  submission: Submission,
  now: number,
  sealed: SealedValueRow[],
): SealedValueRef | null {
  if (submission.answers === undefined || Object.keys(submission.answers).length === 0) return null
  const value = sealPersonText(key, JSON.stringify(submission.answers), now)
  sealed.push(value.row)
  return value.ref
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

function checkContents(procedure: ProcedureDocument, submission: Submission): void {
  if (submission.caseKey !== null && findCase(procedure, submission.caseKey) === undefined) {
    throw refusals.case_unknown({}, [{ path: 'caseKey', code: 'casework.case_unknown' }])
  }
  // Only a desk that has a paper in its hands can say so.
  if (submission.channel === 'online' && submission.papers.length > 0) throw refusals.paper_needs_counter()
  const askable = componentsToSupply(procedure, submission.caseKey)
  const given = new Set([...submission.attachments, ...submission.papers].map((item) => item.componentKey))
  const stray = [...given].find((key) => !askable.some((component) => component.key === key))
  if (stray !== undefined) throw refusals.component_not_in_procedure({ component: stray })
  const papers = askable.filter((component) => component.kind === 'paper' && component.replaceableBy.length === 0)
  const missing = submission.channel === 'online' ? missingComponents(papers, given) : []
  if (missing.length > 0) {
    const faults = missing.map((group) => ({
      path: `components/${group[0]?.key ?? ''}`,
      code: 'casework.component_missing',
    }))
    throw refusals.component_missing({ count: missing.length }, faults)
  }
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

function searchRowsOf(
  keys: CaseworkContext['keys'],
  directory: Directory,
  units: DossierUnits,
  profile: PersonProfile,
): SearchRow[] {
  const offices: AgencyId[] = [
    ...new Set([units.intake, units.competent, units.processing].map((id) => directory.officeOf(id))),
    directory.province().id,
  ]
  const number = profile.kind === 'citizen' ? profile.identityNumber : profile.taxCode
  const tokens = nameIndexes(keys, profile.fullName)
  if (number !== undefined) tokens.push(identityIndex(keys, profile.kind, number))
  return offices.flatMap((agencyId) => tokens.map((token) => ({ agencyId, token })))
}

async function databaseTime(tx: Transaction): Promise<number> {
  const [row] = await query<{ now: Date }>(tx, 'SELECT platform_now() AS now')
  return (row?.now ?? new Date()).getTime()
}

function findApplicant(tx: Transaction, context: CaseworkContext, profile: PersonProfile): Promise<PersonId | null> {
  const number = profile.kind === 'citizen' ? profile.identityNumber : profile.taxCode
  if (number === undefined) return Promise.resolve(null)
  return findPersonByIdentity(tx, context.keys, { kind: profile.kind, number })
}

/** The applicant as a recorded person: the citizen who files for themself, one known by number, or a new one. */
async function recordApplicant(
  tx: Transaction,
  context: CaseworkContext,
  { request, known, now }: { request: SubmitRequest; known: PersonId | null; now: number },
): Promise<RecordedApplicant> {
  const profile = request.submission.applicant
  const { actor } = request
  const stated = actor.kind === 'officer' || (actor.kind === 'citizen' && actor.personId === known)
  const kind = stated ? 'profile' : 'declared_profile'
  if (known !== null) {
    const key = await getPersonKey(tx, context.keys, known)
    return { personId: known, key, profile, profileValue: sealProfile(key, profile, now, kind) }
  }
  const made = makeSealedPerson(context.keys, profile, now, kind)
  await insertPersons(tx, [made.personRow])
  const [row] = made.valueRows
  if (row === undefined) throw new Error('a person is made with a profile')
  return { personId: made.personRow.id, key: made.key, profile, profileValue: { row, ref: made.ref } }
}

async function firstReceipt(context: CaseworkContext, request: SubmitRequest): Promise<SubmitAnswer> {
  const done = await findCommand(context.db.read, userIdOf(request.actor), request.commandId)
  if (done === undefined || done === null) throw refusals.dossier_not_found()
  return { ...(await currentState(context, done.streamId as DossierId)), repeated: true }
}
