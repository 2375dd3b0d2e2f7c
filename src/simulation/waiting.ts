import { openSupplement } from '../modules/casework/index.ts'
import { DAY_MS, MINUTE_MS } from '../platform/civil-date.ts'
import type { Agent, Plan, World } from './agent.ts'

/** The next thing that happens to a dossier that waits for somebody outside the agency, or for being fetched. */
export function waitingPlan(agent: Agent, world: World): Plan {
  switch (agent.state.legal) {
    case 'intake_supplement':
    case 'supplement_requested':
      return supplementPlan(agent, world)
    case 'payment_requested':
      return paymentPlan(agent, world)
    case 'suspended':
      return resumePlan(agent, world)
    default:
      return handOverPlan(agent, world)
  }
}

function supplementPlan(agent: Agent, world: World): Plan {
  const { random, state, channel } = agent
  const open = openSupplement(state)
  if (open === undefined) return null
  const { intake } = state.units
  const calendar = world.directory.calendarOf(intake)
  if (agent.goal === null && random.chance(world.demand.shares.supplementUnanswered)) {
    const at = calendar.addWorkingMinutes(open.until, random.between(30, 1500))
    const input = { reason: random.pick(world.texts.stopReasons), legalBasis: world.texts.stopGround }
    return planned(at, 'stop', input, world.staff.pick(intake, 'receptionist', random))
  }
  const answered = agent.at + random.between(0.3, 6) * DAY_MS
  if (channel === 'online') {
    const { hash, mediaType, size } = world.scan
    const attachments = open.componentKeys.map((componentKey) => ({ componentKey, fileHash: hash, mediaType, size }))
    return planned(awake(answered), 'supply', { attachments, papers: [] }, agent.applicant)
  }
  const papers = open.componentKeys.map((componentKey) => ({ componentKey, originals: 0, copies: 1 }))
  const at = calendar.addWorkingMinutes(answered, random.between(1, 200))
  return planned(at, 'supply', { attachments: [], papers }, world.staff.pick(intake, 'receptionist', random))
}

function paymentPlan(agent: Agent, world: World): Plan {
  const { random, state } = agent
  const due = state.moneyDue
  if (due === null) return null
  const { intake } = state.units
  const calendar = world.directory.calendarOf(intake)
  const officer = world.staff.pick(intake, 'receptionist', random)
  if (agent.goal === null && random.chance(world.demand.shares.paymentUnanswered)) {
    const input = { reason: random.pick(world.texts.stopReasons), legalBasis: world.texts.stopGround }
    return planned(calendar.addWorkingMinutes(due.until, random.between(30, 1500)), 'stop', input, officer)
  }
  const paidAt = agent.at + random.between(0.1, 4) * DAY_MS
  const receipt = world.texts.receipt.replace('{number}', String(random.whole(100_000, 999_999)))
  return planned(
    calendar.addWorkingMinutes(paidAt, random.between(1, 60)),
    'record_payment',
    { amount: due.amount, receipt },
    officer,
  )
}

function resumePlan(agent: Agent, world: World): Plan {
  const { random, state } = agent
  const step = state.step
  if (step === null) return null
  const calendar = world.directory.calendarOf(step.agencyId)
  const at = calendar.addWorkingMinutes(agent.at + random.between(1, 12) * DAY_MS, random.between(1, 240))
  const definition = agent.offer.flow.definition.steps.find((candidate) => candidate.key === step.key)
  if (definition === undefined) return null
  const officer =
    step.assigneeId === null
      ? world.staff.pick(step.agencyId, definition.role, random)
      : world.staff.get(step.assigneeId)
  return planned(at, 'resume', {}, officer)
}

function handOverPlan(agent: Agent, world: World): Plan {
  const { random, state, channel, goal } = agent
  if (goal === null && random.chance(world.demand.shares.unclaimed)) return null
  const unit = state.units.return
  const calendar = world.directory.calendarOf(unit)
  const officer = world.staff.pick(unit, 'receptionist', random)
  const to = world.texts.returnedTo.replace('{name}', agent.applicantName)
  if (channel === 'online' && random.chance(0.6)) {
    const at = calendar.addWorkingMinutes(agent.at, random.between(5, 180))
    return planned(at, 'return_result', { to, by: 'online' }, officer)
  }
  const at = calendar.addWorkingMinutes(agent.at + random.between(0.1, 6) * DAY_MS, random.between(1, 240))
  if (channel !== 'post') {
    const identity = { document: 'identity_card', lastDigits: String(random.whole(0, 9999)).padStart(4, '0') }
    const evidence = world.texts.evidenceCounter
    return planned(at, 'return_result', { to, by: 'counter', identity, signedOnPaper: true, evidence }, officer)
  }
  const evidence = world.texts.evidencePost.replace('{number}', String(random.whole(10_000_000, 99_999_999)))
  return planned(at, 'return_result', { to, by: 'post', slipNumber: evidence }, officer)
}

/** The next moment between seven in the morning and ten in the evening: people sleep. */
export function awake(at: number): number {
  const minute = Math.floor(at / MINUTE_MS + 7 * 60) % (24 * 60)
  return minute >= 7 * 60 && minute < 22 * 60
    ? at
    : at + ((24 + 7) * 60 - minute) * MINUTE_MS - (minute < 7 * 60 ? DAY_MS : 0)
}

/** A plan at a whole millisecond. */
export function planned(
  at: number,
  verb: NonNullable<Plan>['intent']['verb'],
  input: unknown,
  actor: NonNullable<Plan>['intent']['actor'],
): Plan {
  return { at: Math.ceil(at), intent: { verb, input, actor } }
}
