import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/properties.ts'
import { loadCatalogueFiles } from './catalogue-files.ts'
import { checkFlow, type FlowFaultCode, findStep, firstStep } from './flow.ts'
import type { FlowDefinition, FlowStep } from './schemas.ts'

const { flows } = await loadCatalogueFiles('data')

function step(key: string, kind: FlowStep['kind'], share: number, next: string[], back: string[] = []): FlowStep {
  const roles = {
    receive: 'receptionist',
    process: 'handler',
    review: 'reviewer',
    approve: 'approver',
    return: 'receptionist',
  } as const
  const agency = kind === 'receive' ? 'intake' : kind === 'return' ? 'return' : 'competent'
  return {
    key,
    name: { vi: key, en: key },
    kind,
    role: roles[kind],
    agency,
    share,
    next: next.map((to) => ({ to })),
    back,
    mayRequestSupplement: false,
    mayAskOpinion: false,
    maySuspend: false,
  }
}

function flowOf(steps: FlowStep[]): FlowDefinition {
  return { code: 'thu', version: 1, name: { vi: 'Thử', en: 'Trial' }, note: { vi: '-', en: '-' }, steps }
}

function sound(): FlowStep[] {
  return [
    step('a', 'receive', 0.1, ['b', 'c']),
    step('b', 'process', 0.4, ['c']),
    step('c', 'review', 0.2, ['d'], ['b']),
    step('d', 'approve', 0.2, ['e'], ['b', 'c']),
    step('e', 'return', 0.1, []),
  ]
}

test('a sound flow has no fault', () => assert.deepEqual(checkFlow(flowOf(sound())), []))

const broken: [FlowFaultCode, (steps: FlowStep[]) => FlowStep[]][] = [
  ['key_repeated', (steps) => steps.map((s) => (s.key === 'c' ? { ...s, key: 'b' } : s))],
  ['first_not_receive', (steps) => steps.slice(1)],
  ['last_not_return', (steps) => steps.slice(0, -1)],
  ['kind_misplaced', (steps) => steps.map((s) => (s.key === 'b' ? { ...s, kind: 'return' } : s))],
  ['role_unfit', (steps) => steps.map((s) => (s.key === 'd' ? { ...s, role: 'handler' } : s))],
  ['agency_unfit', (steps) => steps.map((s) => (s.key === 'a' ? { ...s, agency: 'competent' } : s))],
  ['share_sum', (steps) => steps.map((s) => (s.key === 'b' ? { ...s, share: 0.5 } : s))],
  ['step_unknown', (steps) => steps.map((s) => (s.key === 'b' ? { ...s, next: [{ to: 'z' }] } : s))],
  ['not_forward', (steps) => steps.map((s) => (s.key === 'd' ? { ...s, next: [{ to: 'b' }] } : s))],
  ['not_backward', (steps) => steps.map((s) => (s.key === 'c' ? { ...s, back: ['d'] } : s))],
  ['dead_end', (steps) => steps.map((s) => (s.key === 'b' ? { ...s, next: [] } : s))],
  ['unreachable', (steps) => steps.map((s) => (s.key === 'a' ? { ...s, next: [{ to: 'c' }] } : s))],
  ['approval_avoidable', (steps) => steps.map((s) => (s.key === 'c' ? { ...s, next: [{ to: 'd' }, { to: 'e' }] } : s))],
  ['opinion_unexpected', (steps) => steps.map((s) => (s.key === 'b' ? { ...s, opinionAgencies: ['so-xay-dung'] } : s))],
]
for (const [code, spoil] of broken) {
  test(`finds ${code}`, () => {
    const codes = checkFlow(flowOf(spoil(sound()))).map((fault) => fault.code)
    assert.ok(codes.includes(code), `found ${codes.join(', ') || 'nothing'}`)
  })
}

test('back may only lead to a step on a way to this one', () => {
  const steps = [
    step('a', 'receive', 0.2, ['b', 'c']),
    step('b', 'process', 0.2, ['d']),
    step('c', 'process', 0.2, ['d'], ['b']),
    step('d', 'approve', 0.2, ['e']),
    step('e', 'return', 0.2, []),
  ]
  assert.deepEqual(checkFlow(flowOf(steps)), [{ path: 'steps/2/back/0', code: 'not_backward' }])
})

/** Any flow of forward and backward moves, most of them faulty. */
const anyFlow = fc
  .record({
    kinds: fc.array(fc.constantFrom('process' as const, 'review' as const, 'approve' as const), {
      minLength: 1,
      maxLength: 6,
    }),
    moves: fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { minLength: 1, maxLength: 20 }),
  })
  .map(({ kinds, moves }) => {
    const all = ['receive' as const, ...kinds, 'return' as const]
    const steps = all.map((kind, index) => step(`s${index}`, kind, 1 / all.length, []))
    for (const [from, to] of moves) {
      const source = steps[from % steps.length] as FlowStep
      const target = steps[to % steps.length] as FlowStep
      if (from % steps.length < to % steps.length) source.next.push({ to: target.key })
      else source.back.push(target.key)
    }
    return flowOf(steps)
  })

test('a flow without faults never dead-ends, is always left after an approval, and terminates', () => {
  let accepted = 0
  const walk = (flow: FlowDefinition, choices: readonly number[]) => {
    let at = firstStep(flow)
    const kinds = [at.kind]
    for (let turn = 0; at.kind !== 'return'; turn += 1) {
      assert.ok(turn < flow.steps.length, 'goes round in circles')
      assert.ok(at.next.length > 0, `dead end at ${at.key}`)
      const move = at.next[(choices[turn] ?? 0) % at.next.length]
      at = findStep(flow, move?.to ?? '') as FlowStep
      kinds.push(at.kind)
    }
    assert.ok(kinds.includes('approve'), 'returned without an approval')
  }
  const choices = fc.array(fc.nat(7), { minLength: 8, maxLength: 8 })
  fc.assert(
    fc.property(fc.oneof(anyFlow, fc.constantFrom(...flows, flowOf(sound()))), choices, (flow, chosen) => {
      if (checkFlow(flow).length > 0) return
      accepted += 1
      walk(flow, chosen)
    }),
    { numRuns: 2000 },
  )
  assert.ok(accepted > 200, `only ${accepted} sound flows were tried`)
})
