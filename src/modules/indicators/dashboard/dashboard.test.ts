import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type FigureProvince, figureProvince } from '../../../../test/support/figures.ts'
import { fc } from '../../../../test/support/properties.ts'
import { measureNames, measures, stockMeasures } from '../facts/measure.ts'
import { startOfTimeClass, timeClassOf } from '../facts/time-class.ts'
import { readFlows, readStocks } from '../figures-reader.ts'
import { readMonths } from './read-months.ts'
import { readSteps } from './read-steps.ts'
import { quantile, sumTimes } from './step-times.ts'

let province: FigureProvince

before(async () => {
  province = await figureProvince({ dossiers: 300, days: 120, until: '2026-11-20T10:20:00+07:00' })
})

after(() => province.close())

const visits = (minutes: readonly number[]) =>
  sumTimes(minutes.map((each) => ({ timeClass: timeClassOf(each), n: 1, minutes: each })))

test('a quantile read from classes is within a fifth of the true one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 15, max: 20_000 }), { minLength: 1, maxLength: 200 }),
      fc.constantFrom(0.5, 0.9),
      (minutes, share) => {
        const sorted = [...minutes].sort((a, b) => a - b)
        const exact = sorted[Math.ceil(share * sorted.length) - 1] ?? 0
        const read = quantile(visits(minutes), share) ?? 0
        assert.ok(Math.abs(read - exact) <= 0.2 * exact + 1, `${read} for ${exact}`)
      },
    ),
  )
  assert.equal(quantile(visits([]), 0.5), null)
})

test('every minute lies in its class', () => {
  for (let minutes = 0; minutes < 30_000; minutes += 7) {
    const timeClass = timeClassOf(minutes)
    assert.ok(startOfTimeClass(timeClass) <= minutes && minutes < startOfTimeClass(timeClass + 1), `${minutes}`)
  }
})

test('the months of the dashboard are the flows and stocks of each month', async () => {
  const root = province.directory.province().id
  const months = await readMonths(province.db.read, root, { upTo: '2026-11-20', months: 4 })
  assert.deepEqual(
    months.map(({ month }) => month),
    ['2026-08', '2026-09', '2026-10', '2026-11'],
  )
  for (const { month, counts } of months) {
    const to = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10)
    const flows = await readFlows(province.db.read, root, { from: `${month}-01`, to })
    const stocks = await readStocks(province.db.read, root, to)
    for (const name of measureNames) {
      if (measures[name].kind === 'flow') assert.equal(counts[name], flows[name], `${name} in ${month}`)
    }
    for (const name of stockMeasures) assert.equal(counts[name], stocks[name], `${name} at the end of ${month}`)
  }
})

test('steps of units add up to those of the province', async () => {
  const root = province.directory.province().id
  const period = { from: '2026-09-01', to: '2026-10-31' }
  const sum = (lines: Awaited<ReturnType<typeof readSteps>>) =>
    lines.reduce((all, { times }) => ({ visits: all.visits + times.visits, minutes: all.minutes + times.minutes }), {
      visits: 0,
      minutes: 0,
    })
  const all = sum(await readSteps(province.db.read, root, period))
  assert.ok(all.visits > 100)
  const parts = { visits: 0, minutes: 0 }
  for (const id of province.all.filter((each) => province.directory.get(each)?.parentId === root)) {
    const part = sum(await readSteps(province.db.read, id, period))
    parts.visits += part.visits
    parts.minutes += part.minutes
  }
  assert.deepEqual(parts, all)
})
