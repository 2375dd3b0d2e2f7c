import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { calendar, Play } from '../../../../test/support/play.ts'
import { fc } from '../../../../test/support/properties.ts'
import { strides, walk, worlds } from '../../../../test/support/walks.ts'
import { localDay, startOfLocalDay } from '../../../platform/civil-date.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { type DossierState, isOpen, isWaiting } from '../../casework/dossier.ts'
import { punctualityOf as punctualityOfState } from '../../casework/dossier-rows.ts'
import type { DossierEvent } from '../../casework/events.ts'
import { replay } from '../../casework/evolve.ts'
import { bookFact } from './book-fact.ts'
import type { DossierFact } from './fact.ts'
import { foldFact } from './fold-fact.ts'
import { firstDayOf, halfMonthOf, halfMonthsOf } from './half-month.ts'
import { type Measure, measureNames, measures } from './measure.ts'
import { Rollup } from './rollup.ts'

const work = (_: AgencyId, from: number, to: number) => calendar.workingMinutesBetween(from, to)

interface Entry {
  event: DossierEvent
  at: number
}

/** Folds a whole history and books it. */
function bookHistory(history: readonly Entry[], rollup: Rollup): DossierFact {
  let fact: DossierFact | null = null
  for (const { event, at } of history) {
    const before: DossierFact | null = fact
    const { fact: after, left } = foldFact(before, event, at, work)
    bookFact({ before, after, event, at }, (booking) => rollup.add(after.procedureCode, booking))
    if (left !== null) rollup.addStep(after.procedureCode, localDay(at), left)
    fact = after
  }
  if (fact === null) throw new Error('an empty history')
  return fact
}

/** What should be told of a dossier whose events up to a day are these: from casework's own state, without any fact. */
function naive(state: DossierState | null, endOfDay: number): Partial<Record<Measure, number>> {
  if (state === null) return {}
  const { legal, channel, acceptedAt, finishedAt } = state
  const received = acceptedAt !== null
  const due = state.dueBeforeLateNotice ?? state.dueAt ?? lastDue(state)
  const open = isOpen(legal)
  const told: Partial<Record<Measure, number>> = { submitted: 1 }
  const flag = (measure: Measure, is: boolean) => {
    if (is) told[measure] = 1
  }
  flag('to_receive', legal === 'submitted' || legal === 'intake_supplement')
  flag('open', open)
  flag('waiting_applicant', legal === 'supplement_requested')
  flag('waiting_payment', legal === 'payment_requested')
  flag('suspended', legal === 'suspended')
  flag('to_return', legal === 'resolved')
  flag('overdue', open && due !== null && due <= endOfDay && (!isWaiting(legal) || due < stoppedAt(state)))
  flag(`received_${channel}`, received)
  flag('refused', legal === 'refused')
  for (const end of ['withdrawn', 'stopped'] as const) {
    flag(end, received && legal === end)
    for (const way of ['online', 'direct'] as const) {
      flag(`${end}_${way}_of`, received && legal === end && (channel === 'online') === (way === 'online'))
    }
  }
  flag('ended_before_receipt', !received && (legal === 'withdrawn' || legal === 'stopped'))
  const punctuality = punctualityOfState(state)
  if (finishedAt !== null && state.result !== null) flag(`resolved_${punctuality ?? 'undated'}`, true)
  return told
}

/** While the clock stands still the state has no date; the one before is in the clock's stops. */
function lastDue(state: DossierState): number | null {
  return isOpen(state.legal) ? null : state.dueAt
}

function stoppedAt(state: DossierState): number {
  return state.clock?.stops.at(-1)?.from ?? 0
}

const checked = [
  ...['submitted', 'to_receive', 'open', 'waiting_applicant', 'waiting_payment', 'suspended', 'to_return', 'overdue'],
  ...[
    'received_online',
    'received_counter',
    'received_post',
    'refused',
    'withdrawn',
    'stopped',
    'ended_before_receipt',
  ],
  ...[
    'resolved_early',
    'resolved_on_time',
    'resolved_late',
    'resolved_undated',
    'withdrawn_online_of',
    'stopped_direct_of',
  ],
] as Measure[]

describe('counts booked day by day', () => {
  test('say of the end of every day what replaying up to it says', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(worlds, strides), { minLength: 1, maxLength: 4 }), (lives) => {
        const rollup = new Rollup()
        const histories = lives.map(([world, path]) => {
          const play = new Play(world)
          walk(play, path, () => undefined)
          bookHistory(play.history, rollup)
          return play.history as readonly Entry[]
        })
        const rows = [...rollup.dayRows((agencyId) => [agencyId])]
        const lastDay = Math.max(...histories.map((history) => localDay(history.at(-1)?.at ?? 0))) + 40
        const firstDay = Math.min(...histories.map((history) => localDay(history[0]?.at ?? 0)))
        for (let day = firstDay; day <= lastDay; day += 1) {
          const end = startOfLocalDay(day + 1) - 1
          const states = histories.map((history) => replay(history.filter(({ at }) => at <= end)))
          for (const measure of checked) {
            const expected = states.reduce((sum, state) => sum + (naive(state, end)[measure] ?? 0), 0)
            const booked = rows
              .filter((row) => row.measure === measures[measure].number && row.day <= day)
              .reduce((sum, row) => sum + row.n, 0)
            assert.equal(booked, expected, `${measure} on day ${day - firstDay}`)
          }
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('half months', () => {
  test('begin on the 1st and the 15th, and every legal period is a row of them', () => {
    assert.equal(firstDayOf(halfMonthOf(localDay(Date.parse('2026-11-14T16:59:59Z')))), '2026-11-01')
    assert.equal(firstDayOf(halfMonthOf(localDay(Date.parse('2026-11-14T17:00:00Z')))), '2026-11-15')
    const quarter = halfMonthsOf('2025-12-15', '2026-03-14')
    assert.equal((quarter?.last ?? 0) - (quarter?.first ?? 0), 5)
    assert.notEqual(halfMonthsOf('2024-02-15', '2024-02-29'), null)
    assert.equal(halfMonthsOf('2024-02-15', '2024-02-28'), null)
    assert.equal(halfMonthsOf('2026-03-02', '2026-03-31'), null)
  })
})

test('a measure keeps its number', () => {
  assert.equal(new Set(measureNames.map((name) => measures[name].number)).size, measureNames.length)
})
