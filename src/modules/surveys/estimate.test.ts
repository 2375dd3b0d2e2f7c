import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/properties.ts'
import { scalesOf, stepOf } from './answers.ts'
import { drawSample } from './draw-sample.ts'
import { estimate, scoreOf, weightsOf } from './estimate.ts'
import { makeResult } from './make-result.ts'
import type { Questionnaire } from './questionnaire.ts'
import { formulas, SMALLEST_GROUP } from './round.ts'
import { suppressed } from './suppress.ts'
import { makeTally, WHOLE } from './tally.ts'

const name = { vi: 'Tên', en: 'Name' }
const scale = (key: string, steps: 3 | 5 | 10) => ({ key, kind: 'scale' as const, name, required: false, steps })
const questionnaire: Questionnaire = {
  key: 'thu',
  name,
  source: 'thử',
  example: true,
  intro: name,
  sections: [
    { key: 'a', name, questions: [scale('q1', 5), scale('q2', 3)] },
    { key: 'b', name, questions: [scale('q3', 10), scale('q4', 5)] },
  ],
}
const scales = scalesOf(questionnaire)
const ballot = fc.record({
  stratum: fc.constantFrom('A', 'B', 'C', 'D'),
  marks: fc
    .tuple(...scales.map(({ steps }) => fc.integer({ min: 0, max: steps })))
    .map((steps) => steps.map((step) => '0123456789A'[step]).join('')),
})
const ballots = fc.array(ballot, { maxLength: 80 })

/** The score of one ballot on some questions as the law of the formula says it; null when it answers none. */
function naiveScore(marks: string, keys: readonly string[], formula: 'top_two' | 'mean'): number | null {
  const said = scales.flatMap(({ key, steps }, at) => {
    const step = stepOf(marks[at] ?? '0')
    return keys.includes(key) && step > 0 ? [scoreOf(step, steps, formula)] : []
  })
  return said.length === 0 ? null : said.reduce((sum, one) => sum + one, 0) / said.length
}

test('tallies equal a naive recount, and the estimate the textbook formula', () => {
  const groups = { [WHOLE]: ['q1', 'q2', 'q3', 'q4'], '/a': ['q1', 'q2'], '/b': ['q3', 'q4'], q3: ['q3'] }
  fc.assert(
    fc.property(ballots, fc.array(fc.integer({ min: 80, max: 500 }), { minLength: 4, maxLength: 4 }), (all, units) => {
      const counting = makeTally(questionnaire)
      for (const one of all) counting.add(one)
      for (const [group, keys] of Object.entries(groups)) {
        for (const formula of formulas) {
          const strata = ['A', 'B', 'C', 'D'].map((stratum, at) => {
            const scores = all
              .filter((one) => one.stratum === stratum)
              .flatMap((one) => naiveScore(one.marks, keys, formula) ?? [])
            const sums = counting.tally.strata.get(stratum)?.get(group)
            assert.equal(sums?.ballots ?? 0, scores.length)
            const sum = scores.reduce((whole, one) => whole + one, 0)
            assert.ok(Math.abs((sums?.sum[formula] ?? 0) - sum) < 1e-9)
            return { scores, units: units[at] ?? 80 }
          })
          const filled = strata.filter(({ scores }) => scores.length > 0)
          const whole = filled.reduce((sum, one) => sum + one.units, 0)
          const mean = ({ scores }: { scores: number[] }) => scores.reduce((sum, one) => sum + one, 0) / scores.length
          const share = filled.reduce((sum, one) => sum + (one.units / whole) * mean(one), 0)
          const found = estimate(
            strata.map(({ scores, units: size }) => ({
              units: size,
              ballots: scores.length,
              sum: scores.reduce((sum, one) => sum + one, 0),
              squares: scores.reduce((sum, one) => sum + one * one, 0),
            })),
          )
          if (filled.length === 0) assert.equal(found, null)
          else assert.ok(Math.abs((found?.share ?? 0) - share) < 1e-9)
          if (found?.margin == null) continue
          const variance = filled.reduce((sum, one) => {
            const spread =
              one.scores.reduce((whole, score) => whole + (score - mean(one)) ** 2, 0) / (one.scores.length - 1)
            return sum + ((one.units / whole) ** 2 * (1 - one.scores.length / one.units) * spread) / one.scores.length
          }, 0)
          assert.ok(Math.abs(found.margin - 1.959964 * Math.sqrt(variance)) < 1e-6)
        }
      }
    }),
    { numRuns: 60 },
  )
})

test('weights sum to one as soon as there is a ballot; a whole population has no margin', () => {
  const strata = fc.array(
    fc.record({ units: fc.integer({ min: 1, max: 10_000 }), ballots: fc.integer({ min: 0, max: 50 }) }),
  )
  fc.assert(
    fc.property(strata, (all) => {
      const sum = weightsOf(all).reduce((whole, one) => whole + one, 0)
      assert.ok(Math.abs(sum - (all.some((one) => one.ballots > 0) ? 1 : 0)) < 1e-9)
    }),
  )
  assert.equal(estimate([{ units: 4, ballots: 4, sum: 2, squares: 2 }])?.margin, 0)
  assert.equal(estimate([{ units: 9, ballots: 1, sum: 1, squares: 1 }])?.margin, null)
})

test('no small group is told, nor found by subtracting what is told from the total', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(sizes, (all) => {
      const cells = all.map((count, at) => ({ key: String(at), ballots: count }))
      const hidden = suppressed(cells, SMALLEST_GROUP)
      const told = cells.filter(({ key }) => !hidden.has(key))
      assert.ok(told.every((cell) => cell.ballots === 0 || cell.ballots >= SMALLEST_GROUP))
      const missing = cells.filter(({ key }) => hidden.has(key))
      const total = missing.reduce((sum, cell) => sum + cell.ballots, 0)
      const isAll = told.every((cell) => cell.ballots === 0)
      if (missing.length > 0) assert.ok(isAll || (missing.length >= 2 && total >= SMALLEST_GROUP))
    }),
  )
  fc.assert(
    fc.property(ballots, (all) => {
      const counting = makeTally(questionnaire)
      for (const one of all) counting.add(one)
      const strata = ['A', 'B', 'C', 'D'].map((stratum) => ({
        ...{ stratum, nameVi: stratum, nameEn: stratum, unitId: null, units: 100, drawn: 90 },
        ...{ envelopes: 0, slips: 0, mergedInto: null },
      }))
      const others = { options: new Map(), numbers: new Map() }
      const result = makeResult({ questionnaire, strata, tally: counting.tally, others })
      const sizeOf = (stratum: string) =>
        all.filter((one) => one.stratum === stratum && naiveScore(one.marks, ['q1', 'q2', 'q3', 'q4'], 'mean') !== null)
          .length
      for (const line of result.strata.top_two) {
        if (line.figure !== null) assert.ok(sizeOf(line.key) >= SMALLEST_GROUP)
      }
      const untold = result.strata.top_two.filter(({ isSuppressed }) => isSuppressed)
      if (result.ballots > 0 && untold.length === 1) assert.fail('one stratum alone is left out')
      for (const cell of result.cells) assert.ok(cell.mean.ballots >= SMALLEST_GROUP)
    }),
  )
})

test('the same seed and frame give the same sample, in whatever order; of each stratum as many as asked or all', () => {
  const frame = fc.uniqueArray(
    fc.record({ unitKey: fc.stringMatching(/^[0-9a-f]{32}$/), stratum: fc.constantFrom('A', 'B', 'C') }),
    { selector: ({ unitKey }) => unitKey, maxLength: 60 },
  )
  fc.assert(
    fc.property(frame, fc.string({ minLength: 8 }), fc.integer({ min: 1, max: 20 }), (units, seed, perStratum) => {
      const drawn = drawSample(units, { seed, perStratum })
      assert.deepEqual(drawSample(units.toReversed(), { seed, perStratum }), drawn)
      for (const stratum of ['A', 'B', 'C']) {
        const inside = units.filter((unit) => unit.stratum === stratum)
        const asked = inside.filter(({ unitKey }) => drawn.includes(unitKey))
        assert.equal(asked.length, Math.min(perStratum, inside.length))
      }
    }),
  )
})
