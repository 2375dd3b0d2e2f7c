import type { FlowDefinition, FlowStep } from './schemas.ts'

export type FlowFaultCode =
  | 'key_repeated'
  | 'first_not_receive'
  | 'last_not_return'
  | 'kind_misplaced'
  | 'role_unfit'
  | 'agency_unfit'
  | 'share_sum'
  | 'step_unknown'
  | 'not_forward'
  | 'not_backward'
  | 'dead_end'
  | 'unreachable'
  | 'approval_avoidable'
  | 'opinion_unexpected'

/** What is wrong with a flow. `path` is a JSON pointer without the leading slash. */
export interface FlowFault {
  path: string
  code: FlowFaultCode
}

const ROLE_OF_KIND = {
  receive: 'receptionist',
  process: 'handler',
  review: 'reviewer',
  approve: 'approver',
  return: 'receptionist',
} as const satisfies Record<FlowStep['kind'], FlowStep['role']>

const SHARE_TOLERANCE = 1e-6

/**
 * Everything that keeps a flow from being walked from receipt to return; empty when it is sound. A sound flow starts with
 * one `receive` at the intake, ends with one `return`, only moves forward by `next` and back by `back`, can be left from every
 * step, cannot reach its end without an approval, and shares out exactly the whole limit.
 */
export function checkFlow(flow: FlowDefinition): FlowFault[] {
  const faults = [...checkShape(flow), ...checkMoves(flow)]
  return faults.length > 0 ? faults : checkWalks(flow)
}

/** The step a dossier enters at acceptance. */
export function firstStep(flow: FlowDefinition): FlowStep {
  return flow.steps[0] as FlowStep
}

/** The step of that key, or undefined. */
export function findStep(flow: FlowDefinition, key: string): FlowStep | undefined {
  return flow.steps.find((step) => step.key === key)
}

function checkShape(flow: FlowDefinition): FlowFault[] {
  const { steps } = flow
  const last = steps.length - 1
  const faults: FlowFault[] = []
  const seen = new Set<string>()
  for (const [index, step] of steps.entries()) {
    const path = `steps/${index}`
    if (seen.has(step.key)) faults.push({ path: `${path}/key`, code: 'key_repeated' })
    seen.add(step.key)
    if (step.role !== ROLE_OF_KIND[step.kind]) faults.push({ path: `${path}/role`, code: 'role_unfit' })
    if ((step.kind === 'receive') !== (index === 0)) {
      faults.push({ path: `${path}/kind`, code: index === 0 ? 'first_not_receive' : 'kind_misplaced' })
    }
    if ((step.kind === 'return') !== (index === last)) {
      faults.push({ path: `${path}/kind`, code: index === last ? 'last_not_return' : 'kind_misplaced' })
    }
    if (!agencyFits(step)) faults.push({ path: `${path}/agency`, code: 'agency_unfit' })
    if (!step.mayAskOpinion && (step.opinionAgencies !== undefined || step.opinionWorkingDays !== undefined)) {
      faults.push({ path: `${path}/mayAskOpinion`, code: 'opinion_unexpected' })
    }
  }
  const sum = steps.reduce((total, step) => total + step.share, 0)
  if (Math.abs(sum - 1) > SHARE_TOLERANCE) faults.push({ path: 'steps', code: 'share_sum' })
  return faults
}

function agencyFits(step: FlowStep): boolean {
  if (step.kind === 'receive') return step.agency === 'intake'
  if (step.kind === 'return') return step.agency === 'return'
  return true
}

function checkMoves(flow: FlowDefinition): FlowFault[] {
  const order = new Map(flow.steps.map((step, index) => [step.key, index]))
  const faults: FlowFault[] = []
  for (const [index, step] of flow.steps.entries()) {
    for (const [position, move] of step.next.entries()) {
      const to = order.get(move.to)
      const path = `steps/${index}/next/${position}`
      if (to === undefined) faults.push({ path, code: 'step_unknown' })
      else if (to <= index) faults.push({ path, code: 'not_forward' })
    }
    for (const [position, key] of step.back.entries()) {
      const to = order.get(key)
      const path = `steps/${index}/back/${position}`
      if (to === undefined) faults.push({ path, code: 'step_unknown' })
      else if (to >= index) faults.push({ path, code: 'not_backward' })
    }
    if (step.next.length === 0 && index < flow.steps.length - 1) {
      faults.push({ path: `steps/${index}/next`, code: 'dead_end' })
    }
  }
  return faults
}

function checkWalks(flow: FlowDefinition): FlowFault[] {
  const first = firstStep(flow).key
  const last = (flow.steps.at(-1) as FlowStep).key
  const reached = reachableFrom(flow, first, () => true)
  const faults: FlowFault[] = flow.steps.flatMap((step, index) =>
    reached.has(step.key) ? [] : [{ path: `steps/${index}`, code: 'unreachable' as const }],
  )
  for (const [index, step] of flow.steps.entries()) {
    const unrelated = step.back.findIndex((key) => !reachableFrom(flow, key, () => true).has(step.key))
    if (unrelated >= 0) faults.push({ path: `steps/${index}/back/${unrelated}`, code: 'not_backward' })
  }
  const unapproved = reachableFrom(flow, first, (step) => step.kind !== 'approve')
  if (unapproved.has(last)) faults.push({ path: 'steps', code: 'approval_avoidable' })
  return faults
}

/** The keys reached by `next` from a step, itself included, passing only through steps that `through` admits. */
function reachableFrom(flow: FlowDefinition, from: string, through: (step: FlowStep) => boolean): Set<string> {
  const reached = new Set<string>()
  const open = [from]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const step = findStep(flow, key)
    if (step === undefined || reached.has(key) || !through(step)) continue
    reached.add(key)
    open.push(...step.next.map((move) => move.to))
  }
  return reached
}
