import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Life, live, seedsOfLives } from '../../../../test/support/lives.ts'
import { calendar } from '../../../../test/support/play.ts'
import { fc } from '../../../../test/support/properties.ts'
import { type Moment, momentsOf, recount } from '../../../../test/support/recount.ts'
import { localDay, startOfLocalDay } from '../../../platform/civil-date.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { correctableEvents } from '../../casework/events.ts'
import { verbNames } from '../../casework/verbs/index.ts'
import { dossierEventTypes } from './event-types.ts'
import { FactKeeper } from './fact-keeper.ts'
import { halfMonthOf } from './half-month.ts'
import { type Measure, measureNames, measures } from './measure.ts'

const work = (_: AgencyId, from: number, to: number) => (to <= from ? 0 : calendar.workingMinutesBetween(from, to))

const [PROVINCE, ...BRANCHES] = ['province', 'north', 'south'] as AgencyId[]
/** A tree of three floors: every agency below one of two branches, by its own identifier. */
const line = (id: AgencyId): AgencyId[] => {
  const branch = BRANCHES[Number.parseInt(id.slice(-1), 16) % 2] ?? id
  return [id, branch, PROVINCE ?? id]
}

const numbers = new Map<number, Measure>(measureNames.map((name) => [measures[name].number, name]))

/** Keeps the lives as the follower would: entries of all dossiers in the order of their time. */
function keep(lives: readonly Life[]): FactKeeper {
  const keeper = new FactKeeper(new Map(), work)
  const entries = lives.flatMap(({ play }) =>
    play.history.map(({ event, at, by = null }, index) => {
      const { type, payload } = event
      return { streamId: play.state.id, version: index + 1, type, payload, at, actorId: by }
    }),
  )
  entries.sort((a, b) => a.at - b.at)
  entries.forEach((entry, index) => {
    keeper.take({ ...entry, position: index + 1 })
  })
  return keeper
}

type Sums = Map<string, number>

function add(sums: Sums, key: string, n: number): void {
  const sum = (sums.get(key) ?? 0) + n
  if (sum === 0) sums.delete(key)
  else sums.set(key, sum)
}

/** What is to be told at the end of a day of every agency and all above it, by key. */
function toldAt(dossiers: readonly (readonly Moment[])[], day: number, byProcedure: boolean): Sums {
  const sums: Sums = new Map()
  for (const moments of dossiers) {
    const code = byProcedure ? ` ${moments[0]?.after.procedureCode}` : ''
    for (const { agencyId, measure, cohort, n } of recount(moments, startOfLocalDay(day + 1) - 1)) {
      for (const id of line(agencyId)) add(sums, `${measure} of ${id} ${cohort}${code}`, n)
    }
  }
  return sums
}

interface Row {
  agencyId: AgencyId
  measure: number
  cohort: number
  n: number
  procedureCode?: string
}

/** Walks along the rows in the order of their time and compares their sums with the recount at each of the times. */
function compare<Each extends Row>(rows: readonly Each[], times: readonly number[], at: (row: Each) => number) {
  const sorted = [...rows].sort((a, b) => at(a) - at(b))
  const sums: Sums = new Map()
  let next = 0
  return (index: number, expected: Sums, what: string) => {
    const time = times[index] ?? 0
    for (let row = sorted[next]; row !== undefined && at(row) <= time; row = sorted[next]) {
      const code = row.procedureCode === undefined ? '' : ` ${row.procedureCode}`
      add(sums, `${numbers.get(row.measure)} of ${row.agencyId} ${row.cohort}${code}`, row.n)
      next += 1
    }
    assert.deepEqual([...sums].sort(), [...expected].sort(), `${what} ${index}`)
  }
}

describe('every count equals a naive recount', () => {
  test('at the end of every day, and of every half month by procedure and together, for every agency and all above it', () => {
    fc.assert(
      fc.property(fc.array(seedsOfLives, { minLength: 1, maxLength: 3 }), (seeds) => {
        const lives = seeds.map(live)
        const { rollup } = keep(lives)
        const dossiers = lives.map(({ play }) => momentsOf(play.history))
        const all = dossiers.flat().map(({ at }) => localDay(at))
        const [first, last] = [Math.min(...all), Math.max(...all) + 40]
        const days = Array.from({ length: last - first + 1 }, (_, index) => first + index)
        const byDay = compare([...rollup.dayRows(line)], days, ({ day }) => day)
        days.forEach((day, index) => {
          byDay(index, toldAt(dossiers, day, false), 'day')
        })
        const ends = days.filter((day) => halfMonthOf(day) !== halfMonthOf(day + 1))
        const halves = ends.map(halfMonthOf)
        const byHalf = compare([...rollup.halfRows(line)], halves, ({ half }) => half)
        const byTotal = compare([...rollup.totalRows(line)], halves, ({ half }) => half)
        ends.forEach((day, index) => {
          byHalf(index, toldAt(dossiers, day, true), 'half month by procedure')
          byTotal(index, toldAt(dossiers, day, false), 'half month')
        })
      }),
      { numRuns: 80 },
    )
  })
})

test('the lives hold every command, every entry, every correction, and tell of every measure', () => {
  const seen = { verbs: new Map(), events: new Map(), corrected: new Map(), measures: new Map() }
  const see = (what: keyof typeof seen, name: string) => seen[what].set(name, (seen[what].get(name) ?? 0) + 1)
  for (const seed of fc.sample(seedsOfLives, { numRuns: 600, seed: 11 })) {
    const { play, verbs } = live(seed)
    for (const verb of verbs) see('verbs', verb)
    const moments = momentsOf(play.history)
    for (const { event } of moments) {
      see('events', event.type)
      if (event.type === 'Corrected') see('corrected', event.payload.corrects)
    }
    for (const { at } of moments) for (const { measure } of recount(moments, at)) see('measures', measure)
  }
  const missing = (what: keyof typeof seen, names: readonly string[]) => names.filter((name) => !seen[what].has(name))
  assert.deepEqual(missing('verbs', verbNames), [])
  assert.deepEqual(missing('events', dossierEventTypes), [])
  assert.deepEqual(missing('corrected', correctableEvents), [])
  // Every clock of the rules gives a date: what has none is told of in traps.test.ts.
  assert.deepEqual(missing('measures', measureNames), ['resolved_undated', 'undated'])
})
