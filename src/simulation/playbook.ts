import { openOpinions } from '../modules/casework/index.ts'
import type { Agent, Plan, World } from './agent.ts'
import { processingPlan } from './processing.ts'
import { receptionPlan } from './reception.ts'
import { waitingPlan } from './waiting.ts'

/** What happens next to a dossier, by whom and when; null when it has ended, or stands where it is meant to stand. */
export function nextPlan(agent: Agent, world: World): Plan {
  if (isWhereMeant(agent)) return null
  switch (agent.state.legal) {
    case 'submitted':
      return receptionPlan(agent, world)
    case 'accepted':
    case 'in_process':
      return processingPlan(agent, world)
    case 'intake_supplement':
    case 'supplement_requested':
    case 'payment_requested':
    case 'suspended':
    case 'resolved':
      return waitingPlan(agent, world)
    default:
      return null
  }
}

const STATE_OF_GOAL = {
  submitted: 'submitted',
  supplement: 'supplement_requested',
  payment: 'payment_requested',
  suspended: 'suspended',
  resolved: 'resolved',
} as const

function isWhereMeant({ goal, state }: Agent): boolean {
  if (goal === null || goal.kind === 'desk' || goal.kind === 'returned') return false
  if (goal.kind === 'opinion') return openOpinions(state).length > 0
  return state.legal === STATE_OF_GOAL[goal.kind]
}
