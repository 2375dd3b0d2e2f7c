import type { FlowStep } from '../modules/catalogue/index.ts'
import type { AgencyId } from '../platform/ids.ts'
import type { Agent, World } from './agent.ts'
import type { NamedOfficer } from './staff.ts'

export function stepOf(agent: Agent, key: string): FlowStep {
  const step = agent.offer.flow.definition.steps.find((candidate) => candidate.key === key)
  if (step === undefined) throw new Error(`no step ${key}`)
  return step
}

export function leadsToReturn(agent: Agent, definition: FlowStep): boolean {
  return definition.next.some((move) => stepOf(agent, move.to).kind === 'return')
}

export function isTax(definition: FlowStep): boolean {
  return typeof definition.agency !== 'string' && definition.agency.agencySlug.startsWith('thue')
}

/** Amounts that may be asked for here: the published ones, or what the tax office assesses. */
export function amounts(agent: Agent, definition: FlowStep): readonly number[] {
  return isTax(definition) ? [agent.random.whole(500, 30_000) * 1000] : agent.offer.amounts
}

/** The agencies whose opinion the flow foresees here and where somebody can answer. */
export function asked(agent: Agent, world: World, definition: FlowStep): AgencyId[] {
  return (definition.opinionAgencies ?? []).flatMap((slug) => {
    const agency = world.directory.bySlug(slug)
    const fits =
      agency !== undefined && agency.id !== agent.state.step?.agencyId && world.staff.has(agency.id, 'handler')
    return fits ? [agency.id] : []
  })
}

export function isLongest(agent: Agent, definition: FlowStep): boolean {
  return agent.offer.flow.definition.steps.every((step) => step.kind !== 'process' || step.share <= definition.share)
}

/** Who acts at the current step: the officer it was given to, else anybody who holds its role there. */
export function stepOfficer(agent: Agent, world: World, definition: FlowStep): NamedOfficer {
  const step = agent.state.step
  if (step === null) throw new Error('no step')
  return step.assigneeId === null
    ? world.staff.pick(step.agencyId, definition.role, agent.random)
    : world.staff.get(step.assigneeId)
}
