import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import {
  type DossierEvent,
  type DossierState,
  evolve,
  type Facts,
  permissionFor,
  refusalOfState,
  type Verb,
  type VerbName,
  verbs,
} from '../modules/casework/index.ts'
import { userIdOf } from '../modules/organisation/index.ts'
import { type SealedValueRow, sealPersonText } from '../modules/vault/index.ts'
import { newId, type OfficerId } from '../platform/ids.ts'
import { chainEvents } from '../platform/ledger/index.ts'
import type { Agent, Intent, World } from './agent.ts'
import type { Recorder } from './recorder.ts'

const validators = new Map<VerbName, { Check(input: unknown): boolean }>()

function isValid(verb: VerbName, input: unknown): boolean {
  const known = validators.get(verb) ?? Compile(verbs[verb].input as TSchema)
  validators.set(verb, known)
  return known.Check(input)
}

/**
 * Carries out what was meant, by the very rules of the product: the policy must admit the actor, the state must allow the verb, the
 * input must fit, the verb decides. Only the database is left out: the recorder keeps the rows. Throws where the product would refuse. Gives the last
 * event.
 */
export function perform(agent: Agent, world: World, recorder: Recorder): DossierEvent | undefined {
  const { intent, state } = agent
  if (intent === null) throw new Error('nothing is meant')
  const { definition: flow } = agent.offer.flow
  const permission = permissionFor(intent.verb, state, flow, intent.actor)
  if (permission === null) throw new Error(`${intent.verb}: the policy does not admit this actor in ${state.legal}`)
  const refusal = refusalOfState(intent.verb, state, flow)
  if (refusal !== null) throw new Error(`${intent.verb}: ${refusal} in ${state.legal}`)
  if (!isValid(intent.verb, intent.input)) throw new Error(`${intent.verb}: the input does not fit`)
  const sealed: SealedValueRow[] = []
  const facts = factsFor(agent, world, recorder, { intent, agencyId: permission.mandate?.agencyId ?? null, sealed })
  const verb = verbs[intent.verb] as unknown as Verb<TSchema>
  const events = verb.decide(state, intent.input as never, facts)
  const stamp = {
    recordedAt: new Date(agent.at),
    actorId: userIdOf(intent.actor),
    mandateId: permission.mandate?.id ?? null,
    agencyId: facts.agencyId,
    commandId: null,
  }
  const { streamId, version, hash } = agent.head
  const pending = chainEvents({ streamId, version, hash }, stamp, events)
  const steps = statesAfter(state, events, agent.at)
  const after = steps.at(-1) ?? state
  remember(agent, events, { steps, version: version + events.length })
  agent.state = after
  agent.head = pending.at(-1) ?? agent.head
  keepApology(agent, events, intent)
  recorder.record(pending, sealed, { before: state, after, at: agent.at })
  return events.at(-1)
}

function factsFor(
  agent: Agent,
  world: World,
  recorder: Recorder,
  by: { intent: Intent; agencyId: Facts['agencyId']; sealed: SealedValueRow[] },
): Facts {
  const { intent, sealed } = by
  const { actor } = intent
  const facts: Facts = {
    now: agent.at,
    officerId: actor.kind === 'officer' ? actor.officerId : null,
    agencyId: by.agencyId,
    procedure: agent.offer.procedure.document,
    flow: agent.offer.flow.definition,
    calendarOf: (id) => world.directory.calendarOf(id),
    seal(text) {
      const { row, ref } = sealPersonText(agent.key, text, agent.at)
      sealed.push(row)
      return ref
    },
    newId: () => newId(agent.at),
    isAgency: (id) => world.directory.get(id) !== undefined,
    holdsRole: (officerId: OfficerId, role, agencyId) =>
      world.staff.at(agencyId, role).some((officer) => officer.officerId === officerId),
  }
  if (intent.verb === 'accept') facts.code = recorder.nextCode(agent.state.units.intake, agent.at)
  if (intent.verb === 'correct' && agent.last !== null) facts.last = agent.last
  return facts
}

function statesAfter(before: DossierState, events: readonly DossierEvent[], at: number): DossierState[] {
  let state = before
  return events.map((event) => {
    state = evolve(state, event, at)
    return state
  })
}

function remember(
  agent: Agent,
  events: readonly DossierEvent[],
  { steps, version }: { steps: readonly DossierState[]; version: number },
): void {
  const event = events.at(-1)
  if (event === undefined) throw new Error('a verb decides at least one event')
  agent.last = { version, event, before: steps.at(-2) ?? agent.state }
}

function keepApology(agent: Agent, events: readonly DossierEvent[], intent: Intent): void {
  for (const event of events) {
    if (event.type !== 'Extended') continue
    const { previousDueAt, newDueAt, noticeInTime } = event.payload
    const { reason } = intent.input as { reason: string }
    agent.apology = { id: newId(agent.at), reason, previousDueAt, newDueAt, noticeInTime, publishedAt: agent.at }
  }
}
