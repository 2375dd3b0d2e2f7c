import type { VerbName } from '../modules/casework/index.ts'
import type { FlowStep } from '../modules/catalogue/index.ts'
import { DAY_MS } from '../platform/civil-date.ts'
import type { Agent, World } from './agent.ts'
import type { NamedOfficer } from './staff.ts'
import { amounts, asked, stepOf, stepOfficer } from './step.ts'

/** What is written with a verb of the step's own officer or head; null when it cannot be done after all. */
export function stepInput(
  agent: Agent,
  world: World,
  verb: VerbName,
  { definition, at }: { definition: FlowStep; at: number },
): { input: unknown; actor: NamedOfficer } | null {
  const { random, texts } = { random: agent.random, texts: world.texts }
  if (verb === 'assign') return assignment(agent, world, definition)
  const actor = stepOfficer(agent, world, definition)
  switch (verb) {
    case 'forward': {
      const move = definition.next.find((next) => stepOf(agent, next.to).kind !== 'return')
      if (move === undefined) return null
      return {
        input: random.chance(0.5) ? { to: move.to, note: random.pick(texts.forwardNotes) } : { to: move.to },
        actor,
      }
    }
    case 'send_back': {
      const to = definition.back[0]
      if (to === undefined) return null
      agent.sentBack = true
      return { input: { to, reason: random.pick(texts.sendBackReasons) }, actor }
    }
    case 'ask_opinion': {
      const agencyIds = asked(agent, world, definition)
      if (agencyIds.length > 1 && random.chance(0.5)) agencyIds.length = 1
      return { input: { agencyIds, question: random.pick(texts.opinionQuestions) }, actor }
    }
    case 'suspend': {
      const external = random.chance(0.6)
      const reason = texts.suspendReasons[external ? 0 : texts.suspendReasons.length - 1]
      return { input: { because: external ? 'external' : 'posting', reason }, actor }
    }
    case 'request_payment': {
      const isTax = typeof definition.agency !== 'string'
      const until = new Date(Math.ceil(at) + random.whole(7, 15) * DAY_MS).toISOString()
      const input = {
        amount: random.pick(amounts(agent, definition)),
        legalGround: isTax ? texts.taxGround : texts.paymentGround,
        until,
      }
      return { input, actor }
    }
    case 'approve':
      return { input: approval(agent, world, definition), actor }
    case 'complete':
      return { input: { result: resultInput(agent, world, agent.state.approval?.outcome ?? 'granted') }, actor }
    default:
      throw new Error(`nobody plays ${verb} at a step`)
  }
}

function approval(agent: Agent, world: World, definition: FlowStep): object {
  const { random } = agent
  const declined = agent.goal === null && random.chance(world.demand.shares.declined)
  const outcome = declined ? 'declined' : 'granted'
  const returns = definition.next.some((move) => stepOf(agent, move.to).kind === 'return')
  return {
    outcome,
    ...(declined ? { note: random.pick(world.texts.declinedNotes) } : {}),
    ...(returns ? { result: resultInput(agent, world, outcome) } : {}),
  }
}

function resultInput(agent: Agent, world: World, outcome: 'granted' | 'declined'): object {
  const { competent } = agent.state.units
  const number = world.texts.resultNumber
    .replace('{number}', String(world.nextResultNumber(competent)))
    .replace('{agency}', world.directory.get(competent)?.code ?? '')
  const { hash, mediaType } = agent.ownResult ?? world.results[outcome]
  return { number, fileHash: hash, mediaType }
}

function assignment(agent: Agent, world: World, definition: FlowStep): { input: unknown; actor: NamedOfficer } | null {
  const { random, goal } = agent
  const agencyId = agent.state.step?.agencyId
  if (agencyId === undefined) return null
  const head = (['reviewer', 'approver'] as const).find((role) => world.staff.has(agencyId, role))
  if (head === undefined) return null
  const wanted = goal?.at?.agencyId === agencyId ? goal.at.officerId : undefined
  const officerId = wanted ?? world.staff.pick(agencyId, definition.role, random).officerId
  return { input: { officerId }, actor: world.staff.pick(agencyId, head, random) }
}
