import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { agencies, citizen, officer, type Place } from '../../../test/support/builders.ts'
import { calendar, DAY, file, Play, type PlayOptions, result, words } from '../../../test/support/play.ts'
import { Refusal } from '../../platform/errors.ts'
import { newId, type PersonId } from '../../platform/ids.ts'
import { canonicalJson } from '../../platform/ledger/index.ts'
import type { Actor } from '../organisation/index.ts'
import { computeExpectedDue } from './deadlines/deadline.ts'
import { type DossierState, endedStates, isOpen, isWaiting, openOpinions, openSupplement } from './dossier.ts'
import { type Measure, punctualityOf, STANDING, tallyChanges, tasksOf } from './dossier-rows.ts'
import { replay } from './evolve.ts'
import { availableVerbs } from './policy.ts'
import { type VerbName, verbNames } from './verbs/index.ts'

/** One step of a walk: numbers that choose among what is possible there, and whether the input is to be a wrong one. */
interface Stride {
  minutes: number
  choice: number
  detail: number
  /** Whether to take a way towards the result where there is one. */
  onward: boolean
  wrong: boolean
}

const strides = fc.array(
  fc.record({
    minutes: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 600 }) }, fc.integer({ min: 0, max: 20_000 })),
    choice: fc.nat(10_000),
    detail: fc.nat(10_000),
    onward: fc.boolean(),
    wrong: fc.integer({ min: 0, max: 4 }).map((die) => die === 0),
  }),
  { minLength: 5, maxLength: 60 },
)

const worlds: fc.Arbitrary<PlayOptions> = fc.record({
  flow: fc.constantFrom('department-with-opinion', 'land-commune-tax', 'interlinked-birth', 'commune-standard'),
  channel: fc.constantFrom('online', 'counter', 'post'),
  papers: fc.boolean(),
  procedure: fc.record({
    afterSupplement: fc.constantFrom('restart', 'resume'),
    mostSupplements: fc.integer({ min: 0, max: 2 }),
  }),
})

/** Everybody who could ever have a part, and some who never have one. */
function cast(play: Play): Actor[] {
  const roles = ['receptionist', 'handler', 'reviewer', 'approver', 'agency_leader'] as const
  const places: Place[] = ['intake', 'competent', 'processing', 'return', 'tax', 'asked', 'stranger']
  const officers = places.flatMap((place) => roles.map((role) => play.person(role, agencies[place])))
  return [play.owner, citizen(newId<PersonId>()), officer(['administrator', agencies.competent]), ...officers]
}

/** An input the verb's schema would let pass. `wrong` makes one that a rule has to refuse, where there is such a one. */
function inputFor(verb: VerbName, play: Play, { detail, wrong }: Stride): unknown {
  const { state, now, flow } = play
  const step = flow.steps.find((each) => each.key === state.step?.key)
  const pick = <Value>(list: readonly Value[]): Value | undefined => list[detail % Math.max(1, list.length)]
  const ahead = new Date(now + (wrong ? -1 : 1 + (detail % 20)) * DAY).toISOString()
  const reason = { reason: words, legalBasis: words }
  const inputs: Record<VerbName, () => unknown> = {
    accept: () => ({}),
    resume: () => ({}),
    redirect: () => ({ to: wrong ? agencies.intake : agencies.stranger, reason: words }),
    refuse_intake: () => reason,
    stop: () => reason,
    withdraw: () => (wrong ? {} : { reason: words }),
    request_supplement: () => ({
      componentKeys: wrong ? ['so-ho-khau'] : ['ban-ve', 'giay-to'].slice(detail % 2),
      reason: words,
      until: ahead,
      ...(detail % 3 === 0 ? {} : { legalGround: words }),
    }),
    supply: () => ({
      attachments: (openSupplement(state)?.componentKeys ?? [])
        .slice(wrong ? 1 : 0)
        .map((componentKey) => ({ componentKey, ...file })),
      papers: [],
    }),
    attach_paper: () => ({
      attachments: [{ componentKey: wrong ? 'so-ho-khau' : 'ban-ve', ...file, paperId: newId() }],
    }),
    forward: () => ({ to: wrong ? 'khong-co' : (pick(step?.next ?? [])?.to ?? '') }),
    send_back: () => ({ to: wrong ? 'khong-co' : (pick(step?.back ?? []) ?? ''), reason: words }),
    assign: () => ({
      officerId: (wrong ? officer() : play.person(step?.role ?? 'handler', state.step?.agencyId ?? agencies.asked))
        .officerId,
    }),
    ask_opinion: () => ({ agencyIds: [wrong ? newId() : pick([agencies.asked, agencies.tax])], question: words }),
    answer_opinion: () => ({ opinionId: pick(openOpinions(state))?.id ?? newId(), answer: words, agrees: !wrong }),
    suspend: () => ({ because: pick(['external', 'posting']), reason: words }),
    request_payment: () => ({ amount: 1000 + detail, legalGround: words, until: ahead }),
    record_payment: () => ({ amount: (state.moneyDue?.amount ?? 0) + (wrong ? 1 : 0), receipt: words }),
    extend: () => ({
      newDueAt: new Date((state.dueAt ?? now) + ((detail % 30) - 3) * DAY).toISOString(),
      reason: words,
    }),
    approve: () => ({ outcome: detail % 2 === 0 ? 'granted' : 'declined', note: words, ...(wrong ? {} : { result }) }),
    complete: () => ({ result }),
    return_result: () => ({
      to: words,
      by: pick(['counter', 'post', 'online']),
      ...(wrong
        ? {}
        : { identity: { document: 'passport', lastDigits: '0001' }, signedOnPaper: true, slipNumber: words }),
    }),
    correct: () => ({ version: play.history.length + (wrong ? 1 : 0), reason: words }),
  }
  return inputs[verb]()
}

const onwardVerbs = new Set<VerbName>([
  'accept',
  'forward',
  'approve',
  'complete',
  'return_result',
  'resume',
  'supply',
  'record_payment',
  'answer_opinion',
])

/** Walks, and hands every change to `watch`. A refusal leaves all as it was; anything else that is thrown is a bug. */
function walk(play: Play, path: readonly Stride[], watch: (before: DossierState, verb: VerbName) => void): void {
  const actors = cast(play)
  for (const stride of path) {
    play.later(stride.minutes * 60_000)
    const options = actors.flatMap((actor) =>
      availableVerbs(play.state, play.flow, actor)
        .filter((each) => each.allowed)
        .map(({ verb }) => ({ actor, verb })),
    )
    // One verb first, then one who may: else the verbs that many may carry out would crowd out the others.
    const open = [...new Set(options.map((option) => option.verb))]
    const onward = stride.onward ? open.filter((each) => onwardVerbs.has(each)) : []
    const ways = onward.length > 0 ? onward : open
    const verb = ways[stride.choice % Math.max(1, ways.length)]
    const able = options.filter((option) => option.verb === verb)
    const chosen = able[stride.detail % Math.max(1, able.length)]
    if (chosen === undefined) return
    const before = play.state
    try {
      play.act(chosen.verb, chosen.actor, inputFor(chosen.verb, play, stride))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      assert.equal(play.state, before)
      continue
    }
    watch(before, chosen.verb)
  }
}

const walks = { numRuns: 300 }

describe('any way that a dossier may take', () => {
  test('its state is what its history says, and survives being written down', () => {
    fc.assert(
      fc.property(worlds, strides, (world, path) => {
        const play = new Play(world)
        walk(play, path, () => {
          assert.deepEqual(replay(play.history), play.state)
          assert.deepEqual(JSON.parse(JSON.stringify(play.state)), play.state)
          assert.deepEqual(JSON.parse(canonicalJson(play.history.at(-1)?.event as never)), play.history.at(-1)?.event)
        })
      }),
      walks,
    )
  })

  test('the axes never contradict each other', () => {
    fc.assert(
      fc.property(worlds, strides, (world, path) => {
        const play = new Play(world)
        walk(play, path, () => checkAxes(play.state))
      }),
      walks,
    )
  })

  test('no entry but a counter-entry ever brings the date nearer', () => {
    fc.assert(
      fc.property(worlds, strides, (world, path) => {
        const play = new Play(world)
        walk(play, path, (before, verb) => {
          if (before.clock === null || play.state.clock === null || verb === 'correct') return
          const [was, is] = [before.clock, play.state.clock].map((clock) => computeExpectedDue(calendar, clock))
          assert.ok((is ?? 0) >= (was ?? 0), `${verb} moved the date nearer`)
          assert.equal(before.firstDueAt ?? play.state.firstDueAt, play.state.firstDueAt)
        })
      }),
      walks,
    )
  })

  test('what has ended takes nothing but a counter-entry', () => {
    fc.assert(
      fc.property(worlds, strides, (world, path) => {
        const play = new Play(world)
        const actors = cast(play)
        walk(play, path, () => {
          if (!(endedStates as readonly string[]).includes(play.state.legal)) return
          for (const actor of actors) {
            const offered = availableVerbs(play.state, play.flow, actor).map((each) => each.verb)
            assert.ok(offered.every((verb) => verb === 'correct'))
          }
        })
      }),
      walks,
    )
  })

  test('desks and counts follow the state', () => {
    fc.assert(
      fc.property(worlds, strides, (world, path) => {
        const play = new Play(world)
        const counts = new Map<string, number>()
        const count = (before: DossierState | null) => {
          for (const change of tallyChanges({ before, after: play.state }, play.now, false)) {
            const key = change.month === STANDING ? change.measure : `sum ${change.measure}`
            counts.set(key, (counts.get(key) ?? 0) + change.delta)
          }
          assert.deepEqual(new Map([...counts].filter(([, sum]) => sum !== 0)), naiveCounts(play.state))
          checkTasks(play)
        }
        count(null)
        walk(play, path, count)
      }),
      walks,
    )
  })

  test('the walks go everywhere', () => {
    const [seen, done] = [new Set<string>(), new Set<VerbName>()]
    for (const [world, path] of fc.sample(fc.tuple(worlds, strides), { numRuns: 600, seed: 7 })) {
      const play = new Play(world)
      walk(play, path, (_before, verb) => {
        seen.add(play.state.legal)
        done.add(verb)
      })
    }
    assert.deepEqual([...done].sort(), [...verbNames].sort())
    assert.equal(seen.size, 12)
  })
})

function checkAxes(state: DossierState): void {
  const { legal, clock, step, dueAt } = state
  assert.equal(state.code === null, state.acceptedAt === null)
  assert.equal(clock === null, state.acceptedAt === null)
  assert.equal(state.money === 'due', state.moneyDue !== null)
  assert.equal(state.result !== null, legal === 'resolved' || legal === 'returned')
  assert.equal(state.returnedAt !== null, legal === 'returned')
  assert.equal(step !== null, isOpen(legal) || legal === 'resolved')
  if (!isOpen(legal)) return
  const stands = clock?.stops.some((stop) => stop.to === null) === true
  assert.equal(stands, isWaiting(legal))
  // A dossier that was late already when the waiting began stays late.
  const stoppedAt = clock?.stops.at(-1)?.from ?? 0
  assert.ok(isWaiting(legal) ? dueAt === null || dueAt <= stoppedAt : dueAt !== null)
  assert.equal(step?.dueAt === null, isWaiting(legal))
  assert.equal(openSupplement(state) !== undefined, legal === 'supplement_requested')
  assert.equal(state.money === 'due', legal === 'payment_requested')
  assert.equal(state.finishedAt, null)
}

function naiveCounts(state: DossierState): Map<string, number> {
  const flag = (measure: Measure | `sum ${Measure}`, is: boolean): [string, number][] => (is ? [[measure, 1]] : [])
  const extensions = state.clock?.extensions.length ?? 0
  const punctuality = punctualityOf(state)
  return new Map([
    ...flag('to_receive', state.legal === 'submitted'),
    ...flag('open', isOpen(state.legal)),
    ...flag('waiting', isOpen(state.legal) && isWaiting(state.legal)),
    ...flag('sum received', state.acceptedAt !== null),
    ...flag('sum received_online', state.acceptedAt !== null && state.channel === 'online'),
    ...flag('sum extended', extensions > 0),
    ...flag('sum refused', state.legal === 'refused'),
    ...flag('sum withdrawn', state.legal === 'withdrawn'),
    ...flag('sum stopped', state.legal === 'stopped'),
    ...flag('sum ended_before_acceptance', state.finishedAt !== null && state.acceptedAt === null),
    ...(punctuality === null ? [] : flag(`sum resolved_${punctuality}`, true)),
  ])
}

function checkTasks({ state, flow }: Play): void {
  const tasks = tasksOf(state, flow)
  assert.equal(new Set(tasks.map((task) => task.taskKey)).size, tasks.length)
  const main = tasks.filter((task) => task.taskKey === 'main')
  const ended = (endedStates as readonly string[]).includes(state.legal)
  assert.equal(main.length, ended ? 0 : 1)
  assert.equal(tasks.length - main.length, isOpen(state.legal) ? openOpinions(state).length : 0)
  if (main[0]?.kind === 'step') assert.equal(main[0].waiting !== null, isWaiting(state.legal))
  assert.equal(main[0]?.kind === 'return', state.legal === 'resolved')
}
