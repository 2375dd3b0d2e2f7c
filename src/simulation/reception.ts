import { DAY_MS } from '../platform/civil-date.ts'
import type { Agent, Plan, World } from './agent.ts'
import { planned } from './waiting.ts'

const MINUTES = { online: [8, 380], counter: [3, 25], post: [20, 240] } as const

/** What the receiving desk does with a dossier handed in: accept it, ask for what is missing, or refuse it. */
export function receptionPlan(agent: Agent, world: World): Plan {
  const { random, state, channel, goal } = agent
  const { intake } = state.units
  const [least, most] = goal === null ? MINUTES[channel] : [10, 40]
  const at = world.directory.calendarOf(intake).addWorkingMinutes(agent.at, random.between(least, most))
  const officer = world.staff.pick(intake, 'receptionist', random)
  if (goal !== null) return planned(at, 'accept', {}, officer)
  const { shares } = world.demand
  const asked = state.supplements.length > 0
  const draw = random.next()
  if (!asked && draw < shares.intakeSupplement && agent.offer.askable.length > 0) {
    return planned(at, 'request_supplement', supplementInput(agent, world, at), officer)
  }
  if (draw > 1 - shares.intakeRefused) {
    const input = { reason: random.pick(world.texts.refusalReasons), legalBasis: world.texts.refusalGround }
    return planned(at, 'refuse_intake', input, officer)
  }
  if (draw > 0.5 && draw < 0.5 + shares.withdrawn / 4 && channel === 'online') {
    return planned(
      (agent.at + at) / 2,
      'withdraw',
      { reason: random.pick(world.texts.withdrawReasons) },
      agent.applicant,
    )
  }
  return planned(at, 'accept', {}, officer)
}

/** One or two papers of the procedure, with a reason, to be supplied within ten days or so. */
export function supplementInput(agent: Agent, world: World, at: number, legalGround?: string): object {
  const { random, offer } = agent
  const keys = new Set([random.pick(offer.askable).key])
  if (offer.askable.length > 2 && random.chance(0.3)) keys.add(random.pick(offer.askable).key)
  return {
    componentKeys: [...keys],
    reason: random.pick(world.texts.supplementReasons),
    until: new Date(Math.ceil(at) + random.whole(7, 15) * DAY_MS).toISOString(),
    ...(legalGround === undefined ? {} : { legalGround }),
  }
}
