import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fc } from '../../../test/support/properties.ts'
import type { UserId } from '../../platform/ids.ts'
import { compare, fractionOf, minus, plus, toNumber, ZERO } from '../indicators/schemes/fraction.ts'
import { readScorecard } from './scheme-store.ts'
import { type FullScorecard, type ScorecardFile, scorecardFault } from './scorecard-scheme.ts'
import { decimalText, evolveSheet, type SheetEvent, type SheetState } from './sheet.ts'
import { isScored, sheetLines } from './sheet-line.ts'
import { columns, lostPoints, placesOf, pointsOfShare, scoreSheet, totalOf } from './sheet-score.ts'
import { readStatement } from './statement.ts'
import { readScore } from './typed-score.ts'

const read = (name: string): ScorecardFile => readScorecard(readFileSync(`data/scorecards/${name}.yaml`, 'utf8'), name)
const scheme = read('par-internal-example') as FullScorecard
const lines = sheetLines(scheme)
const scored = lines.filter(isScored)
const at = '2026-12-01T00:00:00.000Z'

/** A sheet in which every line got what the numbers say: hundredths of its maximum by column. */
function sheetOf(hundredths: readonly number[], phase: SheetState['phase'] = 'verified'): SheetState {
  let state: SheetState | null = null
  const by = (event: SheetEvent, who = 'a') => {
    state = evolveSheet(state, event, { by: who as UserId, at })
  }
  by({ type: 'SheetOpened', payload: { roundId: 'r', agencyId: 'u' as never, year: 2026 } })
  scored.forEach(({ key, kind, max }, index) => {
    const points = decimalText(Math.floor(max * (hundredths[index % hundredths.length] ?? 0)) / 100)
    const payload = { key, points, items: null, statement: 'h' }
    if (kind === 'survey') {
      by({ type: 'SurveyEntered', payload })
      by({ type: 'SurveyConfirmed', payload: { key } }, 'b')
      return
    }
    by({ type: 'LineSelfScored', payload })
    by({ type: 'LineVerified', payload }, 'b')
  })
  return { ...(state as unknown as SheetState), phase }
}

const given = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 30 })

test('no line, area or total ever exceeds its maximum or falls below 0, and every sum is the sum of its parts', () => {
  fc.assert(
    fc.property(given, (hundredths) => {
      const score = scoreSheet(scheme, sheetOf(hundredths))
      const of = new Map(score.lines.map(({ line, points }) => [line.key, points]))
      for (const { line, points } of score.lines) {
        for (const column of columns) {
          const own = points[column]
          if (own === null) continue
          assert.ok(own >= 0 && own <= line.max, `${line.key} ${column}: ${own}`)
          if (isScored(line)) continue
          const sum = line.parts.reduce((total, key) => plus(total, fractionOf(of.get(key)?.[column] ?? 0)), ZERO)
          assert.equal(compare(sum, fractionOf(own)), 0, `${line.key} ${column}`)
        }
      }
      for (const column of columns) {
        const total = score.total[column]
        assert.ok(total === null || (total >= 0 && total <= 100), `${column}: ${total}`)
      }
    }),
  )
})

test('the final total is the rule of the scheme: the tree and the bonus less the penalty, within 0 and the cap', () => {
  fc.assert(
    fc.property(given, (hundredths) => {
      const score = scoreSheet(scheme, sheetOf(hundredths))
      const areas = score.lines.filter(({ line }) => line.kind === 'area')
      const base = areas.reduce((total, { points }) => plus(total, fractionOf(points.final ?? 0)), ZERO)
      const whole = toNumber(minus(plus(base, fractionOf(score.bonus)), fractionOf(score.penalty)))
      assert.equal(score.total.final, Math.min(100, Math.max(0, whole)))
    }),
  )
  assert.equal(totalOf(99.5, [2, 0], 100), 100)
  assert.equal(totalOf(1, [0, 5], 100), 0)
  assert.equal(totalOf(null, [2, 0], 100), null)
})

test('what was lost and what was won make the whole', () => {
  fc.assert(
    fc.property(given, (hundredths) => {
      const score = scoreSheet(scheme, sheetOf(hundredths))
      const lost = lostPoints(score)
      for (let i = 1; i < lost.length; i++) assert.ok((lost[i - 1]?.lost ?? 0) >= (lost[i]?.lost ?? 0))
      const tree = lost.filter(({ line }) => line.leaf !== null)
      const won = score.lines.filter(({ line }) => line.leaf !== null)
      const sum = [...tree.map((one) => one.lost), ...won.map(({ points }) => points.final ?? 0)]
      assert.equal(toNumber(sum.reduce((total, one) => plus(total, fractionOf(one)), ZERO)), scheme.tree.max)
    }),
  )
})

test('nothing is verified before the sheet is sent, nothing final before it is verified', () => {
  assert.equal(scoreSheet(scheme, sheetOf([50], 'scoring')).total.verified, null)
  assert.equal(scoreSheet(scheme, sheetOf([50], 'verifying')).total.final, null)
  assert.notEqual(scoreSheet(scheme, sheetOf([50])).total.final, null)
})

test('equal points share a place and the next is left free', () => {
  assert.deepEqual(placesOf([80, 90, 90, null, 70]), [3, 1, 1, null, 4])
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (totals) => {
      const places = placesOf(totals)
      totals.forEach((own, index) => {
        assert.equal(places[index], 1 + totals.filter((other) => other > own).length)
      })
    }),
  )
})

test('typed points are read within the maximum, or refused at the field', () => {
  const line = scored.find(({ key }) => key === '1.3')
  assert.ok(line)
  const typed = (points: string) => readScore(line, { points, items: {} }, { decimals: 2, byParts: false })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999 }), (hundredths) => {
      const text = (hundredths / 100).toFixed(2).replace('.', ',')
      if (hundredths <= 300) assert.equal(typed(text).points, hundredths / 100)
      else assert.throws(() => typed(text), { code: 'scorecards.points_above' })
    }),
  )
  for (const text of ['1e2', '٣', '--1', '1,2,3', '0x1', 'NaN', '1 000']) {
    assert.throws(() => typed(text), { code: 'scorecards.points_unreadable' }, text)
  }
})

test('evidence of another year and addresses that run something are refused', () => {
  const typed = (links: string, year: string) => readStatement({ text: '', files: [], links, year }, 2026)
  assert.throws(() => typed('https://vi-du.invalid', '2025'), { code: 'scorecards.evidence_other_year' })
  for (const link of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'vi-du', '//vi-du.invalid']) {
    assert.throws(() => typed(link, '2026'), { code: 'scorecards.link_unreadable' }, link)
  }
  assert.deepEqual(typed(' https://vi-du.invalid/a \n\n', '2026').links, ['https://vi-du.invalid/a'])
})

test('the frame of the reform index of provinces has what is known, and no points', () => {
  const par = read('par-index-provinces')
  assert.ok(par.kind === 'skeleton')
  assert.deepEqual(par.counts, { areas: 8, criteria: 37, components: 88, points: 100, survey: 32 })
  assert.ok(par.areas.every(({ max }) => max === null))
  assert.equal(read('ddci').kind, 'skeleton')
  const missing = { ...par, areas: par.areas.slice(1) }
  assert.match(scorecardFault(missing) ?? '', /areas/)
})

test('a scorecard whose points do not add up, or that mixes counts with ticks, is refused with its place', () => {
  const text = readFileSync('data/scorecards/par-internal-example.yaml', 'utf8')
  assert.throws(() => readScorecard(text.replace('max: 12', 'max: 13'), 'x'), /x: /)
  assert.throws(() => readScorecard(text.replace('cap: 100', 'cap: 90'), 'x'), /cap/)
  assert.throws(() => readScorecard(text.replace('key: T1', 'key: T2'), 'x'), /T2/)
  const mixed = text.replace('key: late, points: 0.5,', 'key: late, points: 0.5, of: late,')
  assert.throws(() => readScorecard(mixed, 'x'), /1\.2/)
})

test('a share of a survey gives that share of the maximum, rounded once', () => {
  assert.equal(pointsOfShare(12, '0.8234', 2), 9.88)
  assert.equal(pointsOfShare(8, '0.5006', 2), 4)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), (share) => {
      const points = pointsOfShare(12, (share / 10_000).toFixed(4), 2)
      assert.ok(points >= 0 && points <= 12 && Math.abs(points - (12 * share) / 10_000) <= 0.0051)
    }),
  )
})
