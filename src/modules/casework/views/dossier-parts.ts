import type { AgencyId, OfficerId } from '../../../platform/ids.ts'
import {
  belongsToCase,
  componentsToSupply,
  isLookedUp,
  missingComponents,
  papersToHandIn,
} from '../../catalogue/index.ts'
import type { FlowDefinition, ProcedureDocument } from '../../catalogue/schemas.ts'
import type { WorkingCalendar } from '../../organisation/index.ts'
import type { HeldPaper, RegistryAnswer } from '../../vault/papers/index.ts'
import type { ValueRef } from '../../vault/schemas.ts'
import { type DossierState, isWaiting, openSupplement, type RegistryReference } from '../dossier.ts'
import { type HeldComponent, needlessKeys } from '../papers/held-component.ts'
import { workDueOf } from './due-view.ts'
import type {
  AgencyView,
  ComponentView,
  FlowStepView,
  OfficerView,
  OpinionView,
  RegistryView,
  ResultView,
  StepView,
  StoredPaperView,
  SupplementView,
  TextView,
} from './view-types.ts'

/** What the parts of a page are made from: all of it loaded, nothing looked up later. */
export interface PageFacts {
  state: DossierState
  procedure: ProcedureDocument
  flow: FlowDefinition
  now: number
  agency(id: AgencyId): AgencyView
  officer(id: OfficerId): OfficerView
  text(ref: ValueRef): TextView
  calendarOf(id: AgencyId): WorkingCalendar
  /** What the store holds for the components, as far as who looks may use it. */
  held: readonly HeldComponent[]
}

/** Every line of the case's composition, with what came in for it and whether it is still needed. */
export function componentViews({ state, procedure, held: inStore, text }: PageFacts): ComponentView[] {
  const given = new Set([...state.attachments, ...state.papers].map((item) => item.componentKey))
  const references = state.fromRegistries ?? []
  const registered = new Set(references.map((reference) => reference.componentKey))
  const asked = new Set(openSupplement(state)?.componentKeys)
  const askable = componentsToSupply(procedure, state.caseKey)
  const papers = papersToHandIn(askable)
  const needless = needlessKeys(inStore)
  const missing = new Set(
    missingComponents(papers, new Set([...given, ...registered])).flatMap((group) =>
      group.map((component) => component.key),
    ),
  )
  return procedure.components.flatMap((component, index): ComponentView[] => {
    if (!belongsToCase(procedure, component, state.caseKey)) return []
    const { key } = component
    const filledIn = component.kind === 'form' && state.answers !== null
    const held = component.kind === 'data' || component.abolished || isLookedUp(component)
    const status: ComponentView['status'] = asked.has(key)
      ? 'asked'
      : given.has(key) || filledIn
        ? 'given'
        : registered.has(key)
          ? 'registered'
          : missing.has(key)
            ? needless.has(key)
              ? 'in_store'
              : 'missing'
            : held
              ? 'held'
              : 'open'
    return [
      {
        key,
        name: component.name,
        kind: component.kind,
        formNumber: component.formNumber,
        required: component.required,
        condition: component.condition,
        alternativesGroup: component.alternativesGroup,
        originals: component.originals,
        copies: component.copies,
        legalBasis: component.legalBasis,
        status,
        attachments: state.attachments.filter((attachment) => attachment.componentKey === key),
        papers: state.papers.filter((paper) => paper.componentKey === key),
        fromRegistries: references.filter((one) => one.componentKey === key).map((one) => registryView(one, text)),
        inStore: storedPapers(inStore, key).filter(({ paperId }) => !isAttached(state, key, paperId)),
        askedIn: state.supplements.filter((one) => one.componentKeys.includes(key)).map((one) => one.round),
        unsure: procedure.unsure.filter(
          ({ path }) => path === `components/${index}` || path.startsWith(`components/${index}/`),
        ),
      },
    ]
  })
}

function registryView({ registry, askedAt, answer }: RegistryReference, text: PageFacts['text']): RegistryView {
  const opened = text(answer).text
  const said = opened === null ? null : (JSON.parse(opened) as Omit<RegistryAnswer, 'typeCode' | 'registry'>)
  return {
    registry,
    askedAt,
    number: said?.reference ?? null,
    title: said?.title ?? null,
    issuer: said?.issuer ?? null,
    issuedOn: said?.issuedOn ?? null,
    validTo: said?.validTo ?? null,
    hash: answer.commitment,
  }
}

function isAttached(state: DossierState, key: string, id: string): boolean {
  return state.attachments.some(({ componentKey, paperId }) => componentKey === key && paperId === id)
}

function storedPapers(held: readonly HeldComponent[], key: string): StoredPaperView[] {
  const component = held.find((one) => one.componentKey === key)
  const view = (needless: boolean) => (paper: HeldPaper) => storedPaperView(paper, needless)
  return [...(component?.standing.map(view(true)) ?? []), ...(component?.earlier.map(view(false)) ?? [])]
}

export function storedPaperView(paper: HeldPaper, needless: boolean): StoredPaperView {
  const { id, details, issuedOn, validTo, fileHash, mediaType, size } = paper
  return { paperId: id, ...details, issuedOn, validTo, fileHash, mediaType, size, needless }
}

/** The step at which the dossier stands, with its own time. */
export function stepView({ state, flow, ...facts }: PageFacts): StepView | null {
  const { step } = state
  const definition = flow.steps.find((candidate) => candidate.key === step?.key)
  if (step === null || definition === undefined) return null
  const work = {
    dueAt: step.dueAt,
    enteredAt: step.startedAt,
    allottedMinutes: step.allottedMinutes,
    remainingMinutes: step.remainingMinutes,
    waiting: isWaiting(state.legal),
  }
  return {
    key: step.key,
    name: definition.name,
    kind: definition.kind,
    agency: facts.agency(step.agencyId),
    assignee: step.assigneeId === null ? null : facts.officer(step.assigneeId),
    startedAt: step.startedAt,
    allottedMinutes: step.allottedMinutes,
    due: workDueOf(facts.calendarOf(step.agencyId), work, facts.now),
  }
}

/** All steps of the flow in order: those before the current one are done, and all of them once the dossier was returned. */
export function flowSteps({ state, flow, agency }: Pick<PageFacts, 'state' | 'flow' | 'agency'>): FlowStepView[] {
  const current = flow.steps.findIndex((step) => step.key === state.step?.key)
  const reached = current >= 0 ? current : state.legal === 'returned' ? flow.steps.length : -1
  return flow.steps.map((step, index) => ({
    key: step.key,
    name: step.name,
    agency: agency(state.stepAgencies[step.key] ?? state.units.competent),
    status: index < reached ? 'done' : index === current ? 'now' : 'next',
  }))
}

export function supplementViews({ state, procedure, officer, text }: PageFacts): SupplementView[] {
  const components = new Map(procedure.components.map((component) => [component.key, component]))
  return state.supplements.map((supplement) => ({
    round: supplement.round,
    components: supplement.componentKeys.map((key) => ({
      key,
      name: components.get(key)?.name ?? { vi: key },
      legalBasis: components.get(key)?.legalBasis ?? null,
    })),
    reason: text(supplement.reason),
    legalGround: supplement.legalGround === null ? null : text(supplement.legalGround),
    requestedBy: officer(supplement.requestedBy),
    requestedAt: supplement.requestedAt,
    until: supplement.until,
    suppliedAt: supplement.suppliedAt,
  }))
}

export function opinionViews({ state, agency, officer, text, now }: PageFacts): OpinionView[] {
  return state.opinions.map((opinion) => ({
    id: opinion.id,
    agency: agency(opinion.agencyId),
    question: text(opinion.question),
    askedBy: officer(opinion.askedBy),
    askedAt: opinion.askedAt,
    dueAt: opinion.dueAt,
    answeredAt: opinion.answeredAt,
    answer: opinion.answer === null ? null : text(opinion.answer),
    agrees: opinion.agrees,
    late: (opinion.answeredAt ?? now) > opinion.dueAt,
  }))
}

export function resultView({ state, officer }: PageFacts): ResultView | null {
  return state.result === null ? null : { ...state.result, signedBy: officer(state.result.signedBy) }
}
