import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { calendar, Play } from '../../../test/support/play.ts'
import { fc } from '../../../test/support/properties.ts'
import { cast, strides, walk, worlds } from '../../../test/support/walks.ts'
import { canonicalJson } from '../../platform/ledger/index.ts'
import { computeExpectedDue } from './deadlines/deadline.ts'
import { type DossierState, endedStates, isOpen, isWaiting, openOpinions, openSupplement } from './dossier.ts'
import { type Measure, punctualityOf, STANDING, tallyChanges, tasksOf } from './dossier-rows.ts'
import { replay } from './evolve.ts'
import { availableVerbs } from './policy.ts'
import { type VerbName, verbNames } from './verbs/index.ts'

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
