import { localDate } from '../../../platform/civil-date.ts'
import { componentsToSupply } from '../../catalogue/index.ts'
import type { Actor } from '../../organisation/index.ts'
import { openOpinions, openSupplement } from '../dossier.ts'
import { correctableEvents, type DossierEventType } from '../events.ts'
import { keysNotToAsk } from '../papers/held-component.ts'
import { availableVerbs } from '../policy.ts'
import { definitionOfStep, stepOf } from '../verb.ts'
import { mayCorrect } from '../verbs/correct.ts'
import { awaitsOpinion } from '../verbs/forward.ts'
import { groundNeeded } from '../verbs/request-supplement.ts'
import { type PageFacts, storedPaperView } from './dossier-parts.ts'
import type { AgencyView, OfficerView, VerbForms, VerbView } from './view-types.ts'

/** What the page needs besides the dossier itself. */
export interface FormFacts extends PageFacts {
  actor: Actor
  /** The last entry made by a verb: what could be corrected. */
  version: number
  last: DossierEventType | null
  /** Officers who hold the current step's role in its agency. */
  assignable: readonly OfficerView[]
  /** Where a dossier of this procedure may be sent on to. */
  places: readonly AgencyView[]
  /** Departments, offices of national agencies and their branches: whose opinion may be asked. */
  advisers: readonly AgencyView[]
  agencyBySlug(slug: string): AgencyView | undefined
}

/** The buttons: exactly what the server would honour now, and what only the state forbids, with the reason. */
export function verbViews(facts: FormFacts): VerbView[] {
  const { state, flow, actor, last, now } = facts
  return availableVerbs(state, flow, actor).flatMap((available): VerbView[] => {
    const { verb } = available
    if (!available.allowed) return [{ verb, allowed: false, code: available.code }]
    if (verb === 'correct' && !(isCorrectable(last) && mayCorrect(available.permission.who, last))) return []
    if (verb === 'attach_paper' && attachable(facts).length === 0) return []
    if (verb === 'forward' && awaitsOpinion(state, now)) return [{ verb, allowed: false, code: 'opinions_open' }]
    if (verb === 'stop' && now < (answerUntil(facts) ?? 0))
      return [{ verb, allowed: false, code: 'supplement_not_expired' }]
    return [{ verb, allowed: true }]
  })
}

/** Everything the forms of the allowed verbs ask from. */
export function verbForms(facts: FormFacts, views: readonly VerbView[]): VerbForms {
  const allowed = new Set(views.filter((view) => view.allowed).map((view) => view.verb))
  return {
    ...(allowed.has('redirect') ? { redirect: redirectForm(facts) } : {}),
    ...(allowed.has('forward') ? { forward: forwardForm(facts) } : {}),
    ...(allowed.has('send_back') ? { sendBack: sendBackForm(facts) } : {}),
    ...(allowed.has('request_supplement') ? { requestSupplement: supplementForm(facts) } : {}),
    ...(allowed.has('attach_paper') ? { attachPaper: { components: attachable(facts) } } : {}),
    ...(allowed.has('supply') ? { supply: supplyForm(facts) } : {}),
    ...(allowed.has('ask_opinion') ? { askOpinion: askForm(facts) } : {}),
    ...(allowed.has('answer_opinion') ? { answerOpinion: answerForm(facts) } : {}),
    ...(allowed.has('assign')
      ? { assign: { officers: [...facts.assignable], current: facts.state.step?.assigneeId ?? null } }
      : {}),
    ...(allowed.has('extend') ? { extend: extendForm(facts) } : {}),
    ...(allowed.has('record_payment') && facts.state.moneyDue !== null ? { recordPayment: facts.state.moneyDue } : {}),
    ...(allowed.has('approve') ? { approve: { resultNeeded: leadsToReturn(facts) } } : {}),
    ...(views.some((view) => view.verb === 'stop') ? { stop: { possibleFrom: answerUntil(facts) } } : {}),
    ...(allowed.has('correct') && isCorrectable(facts.last)
      ? { correct: { version: facts.version, type: facts.last } }
      : {}),
  }
}

type Correctable = (typeof correctableEvents)[number]

function isCorrectable(type: DossierEventType | null): type is Correctable {
  return (correctableEvents as readonly (DossierEventType | null)[]).includes(type)
}

/** Until when the applicant may still answer. */
function answerUntil({ state }: FormFacts): number | null {
  return openSupplement(state)?.until ?? state.moneyDue?.until ?? null
}

function redirectForm({ places, state }: FormFacts): NonNullable<VerbForms['redirect']> {
  const own: readonly string[] = [state.units.intake, state.units.competent]
  return { to: places.filter(({ id }) => !own.includes(id)) }
}

function forwardForm({ state, flow, agency }: FormFacts): NonNullable<VerbForms['forward']> {
  const moves = definitionOfStep(state, flow)?.next ?? []
  const to = moves.flatMap((move) => {
    const step = stepOf(flow, move.to)
    if (step.kind === 'return') return []
    const agencyId = state.stepAgencies[step.key] ?? state.units.competent
    return [{ key: step.key, name: step.name, move: move.name ?? null, agency: agency(agencyId) }]
  })
  return { to }
}

function sendBackForm({ state, flow, agency }: FormFacts): NonNullable<VerbForms['sendBack']> {
  const to = (definitionOfStep(state, flow)?.back ?? []).map((key) => ({
    key,
    name: stepOf(flow, key).name,
    agency: agency(state.stepAgencies[key] ?? state.units.competent),
  }))
  return { to }
}

/** Held papers that the dossier could use and does not yet, by component. */
function attachable({ state, procedure, held }: FormFacts): NonNullable<VerbForms['attachPaper']>['components'] {
  return held.flatMap(({ componentKey, standing, earlier }) => {
    const isUsed = (id: string) =>
      state.attachments.some((one) => one.componentKey === componentKey && one.paperId === id)
    const papers = [
      ...standing.map((paper) => storedPaperView(paper, true)),
      ...earlier.map((paper) => storedPaperView(paper, false)),
    ].filter(({ paperId }) => !isUsed(paperId))
    const component = procedure.components.find((one) => one.key === componentKey)
    return papers.length === 0 || component === undefined ? [] : [{ key: componentKey, name: component.name, papers }]
  })
}

function supplementForm({
  state,
  procedure,
  now,
  calendarOf,
  held,
}: FormFacts): NonNullable<VerbForms['requestSupplement']> {
  const given = new Set([...state.attachments, ...state.papers].map((item) => item.componentKey))
  const notToAsk = keysNotToAsk(held, state.attachments)
  return {
    components: componentsToSupply(procedure, state.caseKey).map(({ key, name, formNumber, legalBasis }) => ({
      key,
      name,
      formNumber,
      legalBasis,
      given: given.has(key),
      held: notToAsk.has(key),
    })),
    groundNeeded: groundNeeded(state, { now, procedure, calendarOf }),
  }
}

function supplyForm({ state, procedure }: FormFacts): NonNullable<VerbForms['supply']> {
  const keys = openSupplement(state)?.componentKeys ?? []
  return {
    components: keys.map((key) => ({
      key,
      name: procedure.components.find((component) => component.key === key)?.name ?? { vi: key },
    })),
  }
}

const OPINION_WORKING_DAYS = 3

function askForm(facts: FormFacts): NonNullable<VerbForms['askOpinion']> {
  const { state, flow } = facts
  const definition = definitionOfStep(state, flow)
  const taken = new Set<string>([...openOpinions(state).map((opinion) => opinion.agencyId), state.step?.agencyId ?? ''])
  const suggested = (definition?.opinionAgencies ?? []).flatMap((slug) => facts.agencyBySlug(slug) ?? [])
  return {
    suggested: suggested.filter(({ id }) => !taken.has(id)),
    agencies: facts.advisers.filter(({ id }) => !taken.has(id)),
    workingDays: Math.ceil(definition?.opinionWorkingDays ?? OPINION_WORKING_DAYS),
  }
}

function answerForm({ state, actor, text }: FormFacts): NonNullable<VerbForms['answerOpinion']> {
  const own = new Set(actor.kind === 'officer' ? actor.mandates.map((mandate) => mandate.agencyId) : [])
  return {
    opinions: openOpinions(state)
      .filter((opinion) => own.has(opinion.agencyId))
      .map(({ id, question, dueAt }) => ({ id, question: text(question), dueAt })),
  }
}

/** The first day a new date may fall on, and whether the notice would come in time (NĐ 61/2018 Art. 19.9). */
function extendForm({ state, now, calendarOf }: FormFacts): NonNullable<VerbForms['extend']> {
  const calendar = calendarOf(state.units.competent)
  const dueAt = state.dueAt ?? now
  const lastNotice = calendar.endOfWorkingDay(calendar.subtractWorkingDays(localDate(dueAt), 1))
  return { minimumDate: calendar.addWorkingDays(localDate(Math.max(dueAt, now)), 1), inTime: now <= lastNotice }
}

function leadsToReturn({ state, flow }: FormFacts): boolean {
  return definitionOfStep(state, flow)?.next.some((move) => stepOf(flow, move.to).kind === 'return') === true
}
