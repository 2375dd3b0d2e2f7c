import { openOpinions, type VerbName } from '../modules/casework/index.ts'
import type { FlowStep } from '../modules/catalogue/index.ts'
import { localDate } from '../platform/civil-date.ts'
import type { AgencyId } from '../platform/ids.ts'
import type { Agent, Plan, World } from './agent.ts'
import { supplementInput } from './reception.ts'
import type { NamedOfficer } from './staff.ts'
import { amounts, asked, isLongest, isTax, leadsToReturn, stepOf, stepOfficer } from './step.ts'
import { stepInput } from './step-input.ts'
import { planned } from './waiting.ts'

/** What happens next to an accepted dossier: the things meant for this step one after another, then the move to the next. */
export function processingPlan(agent: Agent, world: World): Plan {
  const { state } = agent
  const step = state.step
  if (step === null) return null
  const definition = stepOf(agent, step.key)
  const mistake = mistakePlan(agent, world)
  if (mistake !== null) return mistake
  const visit = `${step.key} ${step.startedAt}`
  if (agent.visit !== visit) {
    agent.visit = visit
    agent.agenda = agendaOf(agent, world, definition)
  }
  if (openOpinions(state).length > 0) return opinionPlan(agent, world)
  if (agent.agenda.length === 0 && isAtDesk(agent, definition)) return null
  const verb = agent.agenda.shift() ?? lastVerb(agent, definition)
  const isLast = agent.agenda.length === 0 && LEAVING.has(verb)
  const at = momentOf(agent, world, definition, isLast)
  if (verb === 'extend') return extendPlan(agent, world)
  const input = inputOf(agent, world, verb, { definition, at })
  return input === null ? processingPlan(agent, world) : planned(at, verb, input.input, input.actor)
}

const LEAVING: ReadonlySet<VerbName> = new Set(['forward', 'send_back', 'approve', 'complete', 'withdraw', 'stop'])

/** How a step ends when nothing special happens. */
function lastVerb(agent: Agent, definition: FlowStep): VerbName {
  if (definition.kind === 'approve' && agent.state.approval === null) return 'approve'
  return leadsToReturn(agent, definition) ? 'complete' : 'forward'
}

/** What is done at this step, in order; drawn when the dossier comes to it. */
function agendaOf(agent: Agent, world: World, definition: FlowStep): VerbName[] {
  const { random, state, goal } = agent
  const { shares } = world.demand
  const agencyId = state.step?.agencyId as AgencyId
  if (goal !== null) return goalAgenda(agent, definition)
  if (definition.kind === 'review' || definition.kind === 'approve') {
    return !agent.sentBack && definition.back.length > 0 && random.chance(shares.sentBack) ? ['send_back'] : []
  }
  if (definition.kind !== 'process') return []
  const agenda: VerbName[] = []
  if (world.staff.has(agencyId, 'reviewer') && random.chance(shares.assigned)) agenda.push('assign')
  if (definition.mayRequestSupplement && state.supplements.length === 0 && agent.offer.askable.length > 0) {
    if (agent.offer.procedure.document.mostSupplements > 0 && random.chance(shares.supplement))
      agenda.push('request_supplement')
  }
  if (definition.mayAskOpinion && asked(agent, world, definition).length > 0 && random.chance(shares.opinion)) {
    agenda.push('ask_opinion')
  }
  if (definition.maySuspend && random.chance(shares.suspended)) agenda.push('suspend')
  if (!wasAskedToPay(state) && amounts(agent, definition).length > 0 && random.chance(shares.payment)) {
    // What the fee desk collects is not asked for a second time; what the tax office assesses is another matter.
    if (agent.fees === null || isTax(definition)) agenda.push('request_payment')
  }
  if (agent.late && agent.extends && state.clock?.extensions.length === 0 && isLongest(agent, definition))
    agenda.push('extend')
  if (random.chance(shares.withdrawn)) agenda.push('withdraw')
  else if (random.chance(shares.stopped) && state.legal === 'in_process') agenda.push('stop')
  return agenda
}

function wasAskedToPay({ money, moneyDue, fees }: Agent['state']): boolean {
  return moneyDue !== null || (fees === undefined ? money !== 'none' : fees.otherPaid)
}

function isAtDesk({ goal, state }: Agent, definition: FlowStep): boolean {
  return goal?.at != null && state.step?.agencyId === goal.at.agencyId && definition.role === goal.at.role
}

/** A dossier meant for a desk goes there straight, is assigned there, and is left waiting when it is meant to wait. */
function goalAgenda(agent: Agent, definition: FlowStep): VerbName[] {
  const { goal, state } = agent
  if (goal === null || definition.kind !== 'process') return []
  if (goal.at !== null && !isAtDesk(agent, definition)) return []
  const agenda: VerbName[] = goal.at === null || state.step?.assigneeId !== null ? [] : ['assign']
  if (goal.kind === 'supplement' && definition.mayRequestSupplement && agent.offer.askable.length > 0)
    agenda.push('request_supplement')
  if (goal.kind === 'opinion' && definition.mayAskOpinion) agenda.push('ask_opinion')
  if (goal.kind === 'suspended' && definition.maySuspend) agenda.push('suspend')
  if (goal.kind === 'payment' && amounts(agent, definition).length > 0) agenda.push('request_payment')
  return agenda
}

/** Working minutes left until the dossier is due, by the calendar that decides it. */
function minutesLeft(agent: Agent, world: World): number {
  const { state } = agent
  if (state.dueAt === null) return 0
  return Math.max(0, world.directory.calendarOf(state.units.competent).workingMinutesBetween(agent.at, state.dueAt))
}

/** When the next thing is done: within this step's part of what is left, or after the due date where the dossier is to be late. */
function momentOf(agent: Agent, world: World, definition: FlowStep, isLast: boolean): number {
  const { random, state } = agent
  const calendar = world.directory.calendarOf(state.step?.agencyId ?? state.units.competent)
  if (agent.goal !== null) return calendar.addWorkingMinutes(agent.at, random.between(12, 55))
  const left = minutesLeft(agent, world)
  if (left < 5) return calendar.addWorkingMinutes(agent.at, random.between(10, 260))
  if (agent.late && isLast && isLongest(agent, definition) && state.dueAt !== null) {
    return calendar.addWorkingMinutes(state.dueAt, random.between(20, 1900))
  }
  const steps = agent.offer.flow.definition.steps
  const from = steps.indexOf(definition)
  const ahead = steps.slice(from).reduce((sum, step) => sum + (step.kind === 'return' ? 0 : step.share), 0)
  const part = ahead > 0 ? definition.share / ahead : 1
  const ours = left * Math.min(1, part) * agent.pace * random.between(0.55, 1.05)
  return calendar.addWorkingMinutes(agent.at, Math.max(1, isLast ? ours : ours * random.between(0.1, 0.4)))
}

/** Now and then a dossier was passed on by mistake: the head takes the last entry back. */
function mistakePlan(agent: Agent, world: World): Plan {
  const { random, state, last } = agent
  if (agent.goal !== null || agent.corrected || last?.event.type !== 'Forwarded') return null
  if (!random.chance(world.demand.shares.mistake)) return null
  agent.corrected = true
  const { competent } = state.units
  const at = world.directory.calendarOf(competent).addWorkingMinutes(agent.at, random.between(4, 40))
  const input = { version: last.version, reason: random.pick(world.texts.correctReasons) }
  return planned(at, 'correct', input, world.staff.pick(competent, 'approver', random))
}

/** The first opinion still open is answered: mostly inside its time, sometimes after. */
function opinionPlan(agent: Agent, world: World): Plan {
  const { random, state } = agent
  const [opinion] = openOpinions(state)
  if (opinion === undefined) return null
  const calendar = world.directory.calendarOf(opinion.agencyId)
  const given = Math.max(30, calendar.workingMinutesBetween(agent.at, opinion.dueAt))
  const spare = agent.late ? given * 1.6 : Math.min(given * 1.1, minutesLeft(agent, world) * 0.6)
  const at = calendar.addWorkingMinutes(agent.at, Math.max(10, spare * random.between(0.25, 1)))
  const agrees = random.chance(0.93)
  const answer = random.pick(agrees ? world.texts.opinionAgrees : world.texts.opinionDisagrees)
  const officer = world.staff.pick(opinion.agencyId, 'handler', random)
  return planned(at, 'answer_opinion', { opinionId: opinion.id, answer, agrees }, officer)
}

/** A new date is given, at least a working day before the old one where that is still possible. */
function extendPlan(agent: Agent, world: World): Plan {
  const { random, state } = agent
  const due = state.dueAt
  if (due === null) return processingPlan(agent, world)
  const { competent } = state.units
  const calendar = world.directory.calendarOf(competent)
  const eve = calendar.endOfWorkingDay(calendar.subtractWorkingDays(localDate(due), 1))
  const inTime = calendar.workingMinutesBetween(agent.at, eve)
  const at = calendar.addWorkingMinutes(
    agent.at,
    inTime > 30 ? inTime * random.between(0.5, 0.95) : random.between(5, 60),
  )
  const days = random.whole(2, 6)
  const newDueAt = calendar.endOfWorkingDay(calendar.addWorkingDays(localDate(Math.max(due, at)), days))
  if (random.chance(0.7)) agent.late = false
  const input = { newDueAt: new Date(newDueAt).toISOString(), reason: random.pick(world.texts.extendReasons) }
  return planned(at, 'extend', input, world.staff.pick(competent, 'approver', random))
}

function inputOf(
  agent: Agent,
  world: World,
  verb: VerbName,
  by: { definition: FlowStep; at: number },
): { input: unknown; actor: NamedOfficer | Agent['applicant'] } | null {
  const { random } = agent
  if (verb === 'withdraw') {
    const input = { reason: random.pick(world.texts.withdrawReasons) }
    const actor =
      agent.channel === 'online' ? agent.applicant : world.staff.pick(agent.state.units.intake, 'receptionist', random)
    return { input, actor }
  }
  if (verb === 'stop') {
    const input = { reason: random.pick(world.texts.stopReasons), legalBasis: world.texts.stopGround }
    return { input, actor: world.staff.pick(agent.state.units.competent, 'approver', random) }
  }
  if (verb === 'request_supplement') {
    const input = supplementInput(agent, world, by.at, world.texts.supplementGround)
    return { input, actor: stepOfficer(agent, world, by.definition) }
  }
  return stepInput(agent, world, verb, by)
}
