import { query } from '../../../platform/db.ts'
import { type AgencyId, type DossierId, isUuid, type OfficerId, type UserId } from '../../../platform/ids.ts'
import { readStream } from '../../../platform/ledger/index.ts'
import { findCase, getFlowVersion, getProcedureVersion, type ProcedureDocument } from '../../catalogue/index.ts'
import { agencyTree, listOfficersIn, officerNames, officerNamesById } from '../../organisation/index.ts'
import { readProfileVersions, readTexts, type ValueRef } from '../../vault/index.ts'
import type { Directory } from '../context.ts'
import { type DossierState, feesDue, type SynchronisationState } from '../dossier.ts'
import { refusals } from '../errors.ts'
import type { DossierEvent } from '../events.ts'
import { lastVerbEntry } from '../fees/fee-standing.ts'
import type { HeldComponent } from '../papers/held-component.ts'
import { findHeldComponents } from '../papers/use-papers.ts'
import { maySee } from '../policy.ts'
import { definitionOfStep } from '../verb.ts'
import { attachPaper } from '../verbs/attach-paper.ts'
import {
  componentViews,
  flowSteps,
  opinionViews,
  type PageFacts,
  resultView,
  stepView,
  supplementViews,
} from './dossier-parts.ts'
import { explainedDueOf } from './due-view.ts'
import { agencyView } from './line-views.ts'
import { type HistoryEntry, type TimelineEntry, timelineOf } from './timeline.ts'
import { type FormFacts, verbForms, verbViews } from './verb-forms.ts'
import type { DossierPage, TimelineLine } from './view-types.ts'
import type { Viewer } from './viewer.ts'

const ADVISERS = ['department', 'vertical', 'branch']

/** Everything the page of one dossier shows an officer. Refuses `casework.dossier_not_found`, also for what must not be seen. */
export async function getDossierPage(viewer: Viewer, id: DossierId): Promise<DossierPage> {
  return buildPage(viewer, id, 'officer')
}

interface Loaded {
  state: DossierState
  synchronisation: SynchronisationState
  version: number
  directory: Directory
  history: HistoryEntry[]
}

async function load(viewer: Viewer, id: DossierId): Promise<Loaded> {
  if (!isUuid(id)) throw refusals.dossier_not_found()
  const [row] = await query<{ version: number; state: DossierState; synchronisation: SynchronisationState }>(
    viewer.reader,
    'SELECT version, state, synchronisation_state AS synchronisation FROM casework_dossier WHERE id = $1',
    [id],
  )
  const directory = await viewer.context.directory()
  if (row === undefined || !maySee(row.state, viewer.actor, (agencyId) => directory.line(agencyId))) {
    throw refusals.dossier_not_found()
  }
  const events = await readStream(viewer.reader, id)
  const history = events.slice(0, row.version).map((event): HistoryEntry => {
    return {
      version: event.version,
      event: { type: event.type, payload: event.payload } as unknown as DossierEvent,
      at: event.recordedAt.getTime(),
      actorId: event.actorId as UserId | null,
      agencyId: event.agencyId as AgencyId | null,
    }
  })
  return { ...row, directory, history }
}

/** The page for one of two audiences; `applicant` leaves out of the history what officers write to each other. */
export async function buildPage(
  viewer: Viewer,
  id: DossierId,
  audience: 'officer' | 'applicant',
): Promise<DossierPage> {
  const loaded = await load(viewer, id)
  const { state, version, history, directory } = loaded
  const { document: procedure } = await getProcedureVersion(viewer.reader, state.procedureVersionId)
  const { definition: flow } = await getFlowVersion(viewer.reader, state.flowVersionId)
  const entries = timelineOf(history, flow, audience)
  const open = await openTexts(viewer, state, entries)
  const officer = await officerView(viewer, state, entries)
  const facts: PageFacts = {
    state,
    procedure,
    flow,
    now: viewer.now,
    agency: (agencyId) => agencyView(directory, agencyId),
    officer,
    text: (ref) => ({ text: open.get(ref.valueId) ?? null }),
    calendarOf: (agencyId) => directory.calendarOf(agencyId),
    held: await heldFor(viewer, state, procedure),
  }
  const formFacts = await formFactsOf(viewer, loaded, facts)
  const verbs = verbViews(formFacts)
  const calendar = directory.calendarOf(state.units.competent)
  return {
    ...headOf(facts),
    version,
    synchronisation: loaded.synchronisation,
    applicant: await applicantOf(viewer, state),
    authorised: await authorisedOf(viewer, state),
    answers: answersOf(state, open),
    due: explainedDueOf(calendar, state, viewer),
    step: stepView(facts),
    flow: flowSteps(facts),
    components: componentViews(facts),
    supplements: supplementViews(facts),
    opinions: opinionViews(facts),
    approval: state.approval === null ? null : { ...state.approval, by: officer(state.approval.by) },
    result: resultView(facts),
    handover: handoverView(state),
    timeline: await timelineLines(viewer, facts, entries),
    verbs,
    forms: verbForms(formFacts, verbs),
  }
}

/** The store as far as who looks may use it, while the dossier can still use it. */
function heldFor(viewer: Viewer, state: DossierState, procedure: ProcedureDocument): Promise<HeldComponent[]> {
  if (!(attachPaper.allowedIn as readonly string[]).includes(state.legal)) return Promise.resolve([])
  const { personId } = state.applicant
  const use = { actor: viewer.actor, personId, procedure, caseKey: state.caseKey, now: viewer.now, dossierId: state.id }
  return findHeldComponents(viewer.reader, viewer.context.keys, use)
}

function handoverView({ handover }: DossierState): DossierPage['handover'] {
  if (handover == null) return null
  const { identity: _identity, slipNumber: _slip, ...shown } = handover
  return shown
}

type Head = Omit<
  DossierPage,
  | 'version'
  | 'synchronisation'
  | 'applicant'
  | 'authorised'
  | 'answers'
  | 'due'
  | 'step'
  | 'flow'
  | 'components'
  | 'supplements'
  | 'opinions'
  | 'approval'
  | 'result'
  | 'handover'
  | 'timeline'
  | 'verbs'
  | 'forms'
>

function headOf({ state, procedure, agency, text }: PageFacts): Head {
  const kase = findCase(procedure, state.caseKey)
  const { effectiveLimit } = procedure
  return {
    dossierId: state.id,
    code: state.code,
    legal: state.legal,
    money: state.money,
    moneyDue: state.moneyDue,
    feesDue: feesDue(state),
    custody: state.custody,
    resultBy: state.resultBy ?? null,
    channel: state.channel,
    procedure: {
      versionId: state.procedureVersionId,
      code: procedure.code,
      name: procedure.name,
      unsure: procedure.unsure,
      limitConfirmed: effectiveLimit.confirmed,
      limitReason: effectiveLimit.reason,
    },
    case: kase === undefined ? null : { key: kase.key, name: kase.name },
    units: {
      intake: agency(state.units.intake),
      competent: agency(state.units.competent),
      processing: agency(state.units.processing),
      return: agency(state.units.return),
    },
    byRepresentative: state.submitterId !== null,
    groupId: state.groupId ?? null,
    submittedAt: state.submittedAt,
    receptionDueAt: state.receptionDueAt,
    acceptedAt: state.acceptedAt,
    finishedAt: state.finishedAt,
    returnedAt: state.returnedAt,
    endedReason: state.endedReason === null ? null : text(state.endedReason),
    previousDossierId: state.previousDossierId,
  }
}

async function applicantOf(viewer: Viewer, { applicant }: DossierState): Promise<DossierPage['applicant']> {
  const { valueId } = applicant.profile
  return (await readProfileVersions(viewer.reader, viewer.context.keys, [valueId])).get(valueId) ?? null
}

async function authorisedOf(viewer: Viewer, { authorisation }: DossierState): Promise<DossierPage['authorised']> {
  if (authorisation == null) return null
  const { valueId } = authorisation.profile
  const profiles = await readProfileVersions(viewer.reader, viewer.context.keys, [valueId])
  return { person: profiles.get(valueId) ?? null, file: authorisation.file, onPaper: authorisation.onPaper }
}

function answersOf(state: DossierState, open: ReadonlyMap<string, string | null>): Record<string, string> | null {
  const text = state.answers === null ? null : (open.get(state.answers.valueId) ?? null)
  return text === null ? null : (JSON.parse(text) as Record<string, string>)
}

/** All sealed texts of the page, opened in one query. */
async function openTexts(
  viewer: Viewer,
  state: DossierState,
  entries: readonly TimelineEntry[],
): Promise<ReadonlyMap<string, string | null>> {
  const refs: (ValueRef | null)[] = [
    state.answers,
    state.endedReason,
    ...(state.fromRegistries ?? []).map(({ answer }) => answer),
    ...state.supplements.flatMap(({ reason, legalGround }) => [reason, legalGround]),
    ...state.opinions.flatMap(({ question, answer }) => [question, answer]),
    ...entries.flatMap((entry) => entry.textRefs.map(({ ref }) => ref)),
  ]
  const ids = refs.flatMap((ref) => (ref === null ? [] : [ref.valueId]))
  return ids.length === 0 ? new Map() : readTexts(viewer.reader, viewer.context.keys, ids)
}

async function officerView(
  viewer: Viewer,
  state: DossierState,
  entries: readonly TimelineEntry[],
): Promise<PageFacts['officer']> {
  const ids: (OfficerId | null | undefined)[] = [
    state.step?.assigneeId,
    state.approval?.by,
    state.result?.signedBy,
    ...state.supplements.map((supplement) => supplement.requestedBy),
    ...state.opinions.map((opinion) => opinion.askedBy),
    ...entries.flatMap((entry) => entry.officers.map((officer) => officer.id)),
  ]
  const names = await officerNamesById(
    viewer.reader,
    ids.filter((id) => id != null),
  )
  return (id) => ({ id, name: names.get(id) ?? '' })
}

async function formFactsOf(
  viewer: Viewer,
  { state, history, directory }: Loaded,
  facts: PageFacts,
): Promise<FormFacts> {
  const definition = definitionOfStep(state, facts.flow)
  const byCommune = facts.procedure.competentAgency?.rule === 'commune'
  const isOfficer = viewer.actor.kind === 'officer'
  const tree = isOfficer ? (await agencyTree(viewer.reader)).all : []
  const officers =
    isOfficer && state.step !== null && definition !== null
      ? await listOfficersIn(viewer.reader, state.step.agencyId, [definition.role])
      : []
  return {
    ...facts,
    actor: viewer.actor,
    version: lastVerbEntry(history) + 1,
    last: history[lastVerbEntry(history)]?.event.type ?? null,
    assignable: officers.map(({ id, displayName }) => ({ id, name: displayName })),
    places: tree
      .filter((agency) => agency.kind === (byCommune ? 'commune' : 'one_stop_centre') && agency.validTo === null)
      .map(({ id, name }) => ({ id, name })),
    advisers: tree
      .filter((agency) => ADVISERS.includes(agency.kind) && agency.validTo === null)
      .map(({ id, name }) => ({ id, name })),
    agencyBySlug: (slug) => {
      const agency = directory.bySlug(slug)
      return agency && { id: agency.id, name: agency.name }
    },
  }
}

async function timelineLines(
  viewer: Viewer,
  facts: PageFacts,
  entries: readonly TimelineEntry[],
): Promise<TimelineLine[]> {
  const actors = await officerNames(viewer.reader, [...new Set(entries.flatMap((entry) => entry.actorId ?? []))])
  return entries.map((entry) => {
    const { officers, agencies, textRefs, actorId, agencyId, ...line } = entry
    const names = officers.map(({ name, id }) => [name, facts.officer(id).name] as const)
    const places = agencies.map(({ name, id }) => [name, facts.agency(id).name] as const)
    return {
      ...line,
      params: { ...line.params, ...Object.fromEntries([...names, ...places]) },
      actor: actorId === null ? null : (actors.get(actorId) ?? null),
      byApplicant: agencyId === null && actorId !== null && !actors.has(actorId),
      agency: agencyId === null ? null : facts.agency(agencyId),
      texts: textRefs.map(({ part, ref }) => ({ part, ...facts.text(ref) })),
    }
  })
}
