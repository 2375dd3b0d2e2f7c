import { type CommandAnswer, type CommandRequest, carryOut, currentState } from '../../../modules/casework/index.ts'
import {
  findOpenPostItem,
  getHandover,
  type HandoverLine,
  type HandoverPage,
  type HandoverRequest,
  listHandovers,
  recordHandover,
} from '../../../modules/casework/post/index.ts'
import type { VerbName } from '../../../modules/casework/verbs/index.ts'
import {
  countTasks,
  dossierLines,
  dossiersOfGroup,
  getDossierPage,
  getOverview,
  habitualProcedures,
  listOverviewDossiers,
  listTasks,
  searchDossiers,
  taskChoices,
  type Viewer,
} from '../../../modules/casework/views/index.ts'
import type {
  DossierLine,
  DossierPage,
  DossierSearchPage,
  OfficerView,
  Overview,
  OverviewListQuery,
  OverviewQuery,
  Page,
  PageRequest,
  RegisterLine,
  TaskChoices,
  TaskCounts,
  TaskFilter,
  TaskPage,
  TaskScope,
} from '../../../modules/casework/views/view-types.ts'
import { findProcedureNames, type ProcedureSearch, searchProcedures } from '../../../modules/catalogue/index.ts'
import type { Limit, OfficialText, ProcedurePage } from '../../../modules/catalogue/schemas.ts'
import { agencyTree, type Mandate, type OfficerActor } from '../../../modules/organisation/index.ts'
import type { PersonKind, PersonProfile } from '../../../modules/vault/schemas.ts'
import { query } from '../../../platform/db.ts'
import type { AgencyId, DossierId } from '../../../platform/ids.ts'
import type { Locale } from '../../locales/translate.ts'
import type { PaperRef } from '../../papers/dossier-papers.ts'
import { listPapers } from '../../papers/list-papers.ts'
import { type RegisterRequest, readRegister, registersOf } from '../../papers/registers.ts'
import { offlineScripts } from '../../server/shared-rules.ts'
import { listAssignable } from './assignable.ts'
import { calculateDue, type DueAnswer, type DueQuestion } from './calculate-due.ts'
import { carryOutMany, type ManyRequest, type OneOutcome } from './carry-out-many.ts'
import type { DeskContext } from './desk-context.ts'
import { type CounterVisit, type HeldAtCounter, heldAtCounter } from './held-at-counter.ts'
import {
  type CounterChannel,
  type CounterProcedure,
  getCounterProcedure,
  listCommunes,
  listCounters,
  lookUpApplicant,
} from './intake.ts'
import { type KeptFile, keepFile } from './keep-file.ts'
import { type DuePreview, previewDue } from './preview-due.ts'
import { type IntakePreview, type PreviewQuestion, previewIntake } from './preview-intake.ts'
import { type IntakeAnswer, type IntakeRequest, receiveDossier } from './receive.ts'

/** A procedure to choose from. */
export interface ProcedureChoice {
  code: string
  name: OfficialText
}

import { listUnclaimed, type UnclaimedLine } from './unclaimed.ts'

/** What the officers' pages may ask. Every question about dossiers is asked as an officer and answered by policy. */
export interface WorkspaceServices {
  listTasks(actor: OfficerActor, filter: TaskFilter, page: PageRequest): Promise<TaskPage>
  countTasks(actor: OfficerActor, filter: TaskFilter): Promise<TaskCounts>
  listTaskChoices(actor: OfficerActor, scope: TaskScope): Promise<TaskChoices>
  searchDossiers(actor: OfficerActor, text: string, page: PageRequest): Promise<DossierSearchPage>
  getDossierPage(actor: OfficerActor, id: DossierId, locale: Locale): Promise<DossierPage>
  listDossierLines(actor: OfficerActor, ids: readonly DossierId[]): Promise<DossierLine[]>
  listAssignable(actor: OfficerActor, ids: readonly DossierId[]): Promise<OfficerView[]>
  getOverview(actor: OfficerActor, asked: OverviewQuery): Promise<Overview>
  listOverviewDossiers(actor: OfficerActor, asked: OverviewListQuery, page: PageRequest): Promise<Page<DossierLine>>
  carryOut(actor: OfficerActor, request: Omit<CommandRequest, 'actor'>): Promise<CommandAnswer>
  carryOutMany(actor: OfficerActor, request: ManyRequest): Promise<OneOutcome[]>
  /** For a dossier that the page has just shown. */
  previewDue(id: DossierId, verb: VerbName): Promise<DuePreview>
  /** The limit that a shown, accepted dossier is held to. */
  limitOf(id: DossierId): Promise<{ limit: Limit | null }>
  /** The papers to print that exist for a dossier that was just read. */
  listPapers(actor: OfficerActor, dossier: DossierPage): Promise<PaperRef[]>
  /** Counters whose register the officer may open, by name. */
  listRegisters(actor: OfficerActor): Promise<{ id: AgencyId; name: string }[]>
  readRegister(actor: OfficerActor, request: RegisterRequest): Promise<RegisterLine[]>
  keepFile(actor: OfficerActor, file: File): Promise<KeptFile>
  describeMandates(actor: OfficerActor): Promise<(Mandate & { agencyName: string })[]>
  describeAgency(id: AgencyId): Promise<{ name: string; address: string | null; phone: string | null }>
  /** Offices with a calendar, by name. */
  listOffices(): Promise<{ id: AgencyId; code: string; name: string }[]>
  calculateDue(question: DueQuestion): Promise<DueAnswer>
  searchProcedures(search: ProcedureSearch): Promise<ProcedurePage>
  getCounterProcedure(wanted: {
    code: string
    caseKey: string | null
    channel: CounterChannel
  }): Promise<CounterProcedure>
  listCommunes(): Promise<{ code: string; name: string }[]>
  listCounters(actor: OfficerActor): Promise<{ mandateId: string; name: string; communeCode: string | null }[]>
  lookUpApplicant(wanted: { kind: PersonKind; number: string }): Promise<PersonProfile | null>
  /** What the officer's counters receive most. */
  listHabitualProcedures(actor: OfficerActor, most: number): Promise<ProcedureChoice[]>
  previewIntake(actor: OfficerActor, question: PreviewQuestion): Promise<IntakePreview>
  receiveDossier(actor: OfficerActor, request: IntakeRequest): Promise<IntakeAnswer>
  listGroup(actor: OfficerActor, groupId: string): Promise<DossierLine[]>
  recordHandover(request: HandoverRequest): Promise<{ id: string }>
  listHandovers(actor: OfficerActor): Promise<HandoverLine[]>
  getHandover(actor: OfficerActor, id: string): Promise<HandoverPage>
  findOpenPostItem(actor: OfficerActor, id: string): ReturnType<typeof findOpenPostItem>
  /** Results that nobody has fetched at the officer's counters. */
  listUnclaimed(
    actor: OfficerActor,
    after: string | undefined,
  ): Promise<{ lines: UnclaimedLine[]; next: string | null }>
  /** What a visitor's store holds for one procedure, by component. */
  heldAtCounter(actor: OfficerActor, visit: CounterVisit): Promise<HeldAtCounter>
  /** Addresses of all scripts that the page without network runs. */
  offlineScripts(): readonly string[]
}

/** Builds the services of the officers' pages from casework and the file store. */
export function makeWorkspaceServices(context: DeskContext): WorkspaceServices {
  const { db } = context.casework
  const viewer = async (actor: OfficerActor, locale: Locale = 'vi'): Promise<Viewer> => {
    const [row] = await query<{ now: Date }>(db.read, 'SELECT platform_now() AS now')
    return { reader: db.read, context: context.casework, actor, locale, now: (row?.now ?? new Date()).getTime() }
  }
  const stateOf = async (id: DossierId) => (await currentState(context.casework, id)).state
  return {
    listTasks: async (actor, filter, page) => listTasks(await viewer(actor), filter, page),
    countTasks: async (actor, filter) => countTasks(await viewer(actor), filter),
    listTaskChoices: async (actor, scope) => taskChoices(await viewer(actor), scope),
    searchDossiers: async (actor, text, page) => searchDossiers(await viewer(actor), text, page),
    getDossierPage: async (actor, id, locale) => getDossierPage(await viewer(actor, locale), id),
    listDossierLines: async (actor, ids) => dossierLines(await viewer(actor), ids),
    listAssignable: async (actor, ids) => listAssignable(await viewer(actor), ids),
    getOverview: async (actor, asked) => getOverview(await viewer(actor), asked),
    listOverviewDossiers: async (actor, asked, page) => listOverviewDossiers(await viewer(actor), asked, page),
    async carryOut(actor, request) {
      const answer = await carryOut(context.casework, { ...request, actor })
      if (request.verb === 'accept') await context.accepted?.(request.dossierId)
      return answer
    },
    carryOutMany: (actor, request) => carryOutMany(context, actor, request),
    previewDue: async (id, verb) => previewDue(context, await stateOf(id), verb),
    limitOf: async (id) => ({ limit: (await stateOf(id)).clock?.limit ?? null }),
    listPapers: (actor, dossier) => listPapers(db.read, actor, dossier),
    listRegisters: async (actor) => (await registersOf(db.read, actor)).map(({ id, name }) => ({ id, name })),
    readRegister: async (actor, request) => (await readRegister(await viewer(actor), request)).lines,
    keepFile: (actor, file) => keepFile(context, actor, file),
    describeMandates: (actor) => describeMandates(context, actor),
    describeAgency: (id) => describeAgency(context, id),
    listOffices: () => listOffices(context),
    calculateDue: (question) => calculateDue(context, question),
    searchProcedures: (search) => searchProcedures(db.read, search),
    getCounterProcedure: (wanted) => getCounterProcedure(context, wanted),
    listCommunes: () => listCommunes(context),
    listCounters: (actor) => listCounters(context, actor),
    lookUpApplicant: (wanted) => lookUpApplicant(context, wanted),
    listHabitualProcedures: (actor, most) => listHabitualProcedures(context, actor, most),
    previewIntake: (actor, question) => previewIntake(context, actor, question),
    receiveDossier: (actor, request) => receiveDossier(context, actor, request),
    listGroup: async (actor, groupId) => dossiersOfGroup(await viewer(actor), groupId),
    recordHandover: (request) => recordHandover(context.casework, request),
    listHandovers: (actor) => listHandovers(db.read, actor),
    getHandover: (actor, id) => getHandover(db.read, actor, id),
    findOpenPostItem: (actor, id) => findOpenPostItem(db.read, actor, id),
    listUnclaimed: async (actor, after) => listUnclaimed(await viewer(actor), actor, after),
    heldAtCounter: (actor, visit) => heldAtCounter(context, actor, visit),
    offlineScripts,
  }
}

async function listHabitualProcedures(
  context: DeskContext,
  actor: OfficerActor,
  most: number,
): Promise<ProcedureChoice[]> {
  const reader = context.casework.db.read
  const desks = actor.mandates.filter((mandate) => mandate.role === 'receptionist')
  const agencies = desks.map((mandate) => mandate.agencyId)
  const codes = await habitualProcedures(reader, agencies, most)
  const names = await findProcedureNames(reader, codes)
  return codes.flatMap((code) => {
    const name = names.get(code)
    return name === undefined ? [] : [{ code, name }]
  })
}

async function describeMandates(context: DeskContext, actor: OfficerActor) {
  const tree = await agencyTree(context.casework.db.read)
  return actor.mandates.map((mandate) => ({
    ...mandate,
    agencyName: tree.byId(mandate.agencyId)?.name ?? mandate.agencyCode,
  }))
}

async function describeAgency(context: DeskContext, id: AgencyId) {
  const agency = (await agencyTree(context.casework.db.read)).byId(id)
  return { name: agency?.name ?? '', address: agency?.address ?? null, phone: agency?.phone ?? null }
}

async function listOffices(context: DeskContext) {
  const tree = await agencyTree(context.casework.db.read)
  return tree.all
    .filter((agency) => agency.validTo === null)
    .map(({ id, code, name }) => ({ id, code, name }))
    .sort((one, other) => one.name.localeCompare(other.name, 'vi'))
}
