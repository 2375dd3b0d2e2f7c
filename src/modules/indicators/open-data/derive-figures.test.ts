import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Play } from '../../../../test/support/play.ts'
import { fc } from '../../../../test/support/properties.ts'
import { strides, walk, worlds } from '../../../../test/support/walks.ts'
import { dateOfEpochDay, localDay } from '../../../platform/civil-date.ts'
import { bookFact } from '../facts/book-fact.ts'
import type { DossierFact } from '../facts/fact.ts'
import { foldFact } from '../facts/fold-fact.ts'
import { type Measure, measureNames, measures } from '../facts/measure.ts'
import { Rollup } from '../facts/rollup.ts'
import type { ReportingPeriod } from '../reporting-period.ts'
import { compareFigures, FigureCount } from './derive-figures.ts'
import { faultyColumn } from './open-dossier.ts'
import { openFiguresOf, openMeasures } from './open-figures.ts'
import { openDossierOf, type Trace, traceEvent } from './trace-dossier.ts'

const PROVINCE = 'province'

test('what the lines of the extract give is what was booked, for every period, over random lives with counter-entries', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(worlds, strides), { minLength: 1, maxLength: 4 }), fc.nat(40), (lives, length) => {
      const rollup = new Rollup()
      const traces: Trace[] = []
      const days: number[] = []
      for (const [world, path] of lives) {
        const play = new Play(world)
        walk(play, path, () => undefined)
        let [fact, trace] = [null as DossierFact | null, null as Trace | null]
        for (const { event, at } of play.history) {
          const before = fact
          fact = foldFact(before, event, at, () => 0).fact
          bookFact({ before, after: fact, event, at }, (booking) => rollup.add('x', booking))
          trace = traceEvent(trace, event, at)
          days.push(localDay(at))
        }
        if (trace !== null) traces.push(trace)
      }
      const rows = [...rollup.dayRows((agencyId) => [agencyId])]
      const [first, last] = [Math.min(...days), Math.max(...days)]
      const periods: ReportingPeriod[] = []
      // Only periods that the extract had ended by: what stood on a later day is told by a later extract.
      for (let day = first; day <= last + 30; day += 1 + length) {
        const to = dateOfEpochDay(day + length)
        periods.push({ kind: 'month', year: 2000 + periods.length, month: 1, from: dateOfEpochDay(day), to })
      }
      const count = new FigureCount(periods, [{ agency: PROVINCE, code: '', name: '', office: null }])
      for (const trace of traces) {
        const line = openDossierOf(trace, () => PROVINCE)
        assert.equal(faultyColumn(line), null, JSON.stringify(line))
        count.take(line)
      }
      const booked = periods.flatMap((period) => {
        const counts = new Map<Measure, number>()
        for (const row of rows) {
          const name = measureNames.find((measure) => measures[measure].number === row.measure)
          if (name === undefined || !openMeasures.includes(name)) continue
          const date = dateOfEpochDay(row.day)
          const isIn = date <= period.to && (measures[name].kind === 'stock' || date >= period.from)
          if (isIn) counts.set(name, (counts.get(name) ?? 0) + row.n)
        }
        return openFiguresOf(PROVINCE, period, counts)
      })
      assert.deepEqual(compareFigures(booked, count.figures()), [])
    }),
    { numRuns: 200 },
  )
})
