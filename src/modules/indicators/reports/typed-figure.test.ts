import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFigure, type TypedFigure } from './typed-figure.ts'

function typed(parts: Partial<TypedFigure>): TypedFigure {
  return { key: 'free_1', name: 'Chỉ tiêu', numerator: '', denominator: '', percent: '', parts: '', ...parts }
}

function cellOf(parts: Partial<TypedFigure>) {
  const { cell, faults } = readFigure(typed(parts), false)
  assert.deepEqual(faults, [])
  assert.ok(cell)
  return cell
}

function faultOf(parts: Partial<TypedFigure>) {
  const { cell, faults } = readFigure(typed(parts), false)
  assert.equal(cell, null)
  assert.equal(faults.length, 1)
  return faults[0]
}

test('74,26 % of 1.392 is refused at its field, with the nearest that are possible', () => {
  assert.deepEqual(faultOf({ denominator: '1.392', percent: '74,26' }), {
    path: 'figure.free_1.percent',
    code: 'indicators.report_percent_impossible',
    params: {
      percent: '74,26',
      denominator: '1.392',
      below: '1.033',
      belowPercent: '74,21',
      above: '1.034',
      abovePercent: '74,28',
    },
  })
})

test('figures that provinces have told come out with the same digits', () => {
  for (const [numerator, denominator, percent] of [
    ['988', '1.635', '60.43'],
    ['1.279', '1.635', '78.23'],
    ['2.431', '2.590', '93.86'],
    ['18', '64', '28.13'],
    ['9.967', '10.000', '99.67'],
    ['9.683', '10.000', '96.83'],
    ['9.996', '10.000', '99.96'],
    ['344', '307', '112.05'],
  ] as const) {
    const { now, standing } = cellOf({ numerator, denominator })
    assert.equal(now?.percent, percent)
    assert.equal(standing, 'checked')
    assert.deepEqual(cellOf({ numerator, denominator, percent }).now, now)
  }
})

test('a sum is checked against its summands', () => {
  const sum = cellOf({ numerator: '1.972', parts: '1.248 + 656 + 68' })
  assert.deepEqual([sum.now?.numerator, sum.parts, sum.standing], [1972, [1248, 656, 68], 'checked'])
  assert.equal(cellOf({ parts: '91 + 504 + 62' }).now?.numerator, 657)
  const fault = faultOf({ numerator: '658', parts: '91+504+62' })
  assert.equal(fault?.code, 'indicators.report_sum_differs')
  assert.deepEqual(fault?.params, { sum: '657', total: '658' })
})

test('a percentage alone is taken, and marked', () => {
  const { now, standing } = cellOf({ percent: '80,32 %' })
  assert.deepEqual(now, { numerator: null, denominator: null, percent: '80.32' })
  assert.equal(standing, 'unverified')
  assert.equal(cellOf({ numerator: '30' }).standing, 'unverified')
})

test('the one numerator that gives a percentage is found; several are not chosen from', () => {
  assert.equal(cellOf({ denominator: '2.590', percent: '93,86' }).now?.numerator, 2431)
  const several = cellOf({ denominator: '100.000', percent: '50' })
  assert.deepEqual([several.now?.numerator, several.standing], [null, 'unverified'])
})

test('nothing of nothing is no percentage', () => {
  assert.equal(cellOf({ numerator: '0', denominator: '0' }).now?.percent, null)
  assert.equal(faultOf({ denominator: '0', percent: '100' })?.code, 'indicators.report_percent_of_nothing')
})

test('what cannot be read is said at its field', () => {
  assert.equal(faultOf({ numerator: '1,5' })?.code, 'indicators.report_number_unreadable')
  assert.equal(faultOf({ numerator: '1.97' })?.code, 'indicators.report_number_unreadable')
  assert.equal(faultOf({ percent: '99,678' })?.code, 'indicators.report_percent_unreadable')
  assert.equal(faultOf({ parts: '91 và 504' })?.code, 'indicators.report_parts_unreadable')
  assert.equal(faultOf({ name: ' ', numerator: '5' })?.path, 'figure.free_1.name')
  assert.equal(faultOf({})?.code, 'indicators.report_number_missing')
  assert.equal(
    faultOf({ numerator: '12', denominator: '64', percent: '18,76' })?.code,
    'indicators.report_percent_differs',
  )
})
