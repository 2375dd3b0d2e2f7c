import type { TaskCounts, TaskScope } from '../../../modules/casework/views/view-types.ts'
import type { OfficerActor } from '../../../modules/organisation/actor.ts'

/** The list to open with: one's own work, or the first of the other lists in which something waits. */
export function shownScope(actor: OfficerActor, counts: TaskCounts): TaskScope {
  const isReceptionist = actor.mandates.some((mandate) => mandate.role === 'receptionist')
  const order: TaskScope[] = isReceptionist
    ? ['mine', 'reception', 'desk', 'return']
    : ['mine', 'desk', 'opinions', 'agency']
  return order.find((scope) => counts.scopes[scope] > 0) ?? 'mine'
}
