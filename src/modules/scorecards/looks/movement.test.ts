import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SheetLine } from '../sheet-line.ts'
import { meanOf, spreadOf, sumOf } from './area-look.ts'
import { meanLines, moveLines, placesGained, type YearLine } from './movement.ts'

const name = { vi: 'Tên', en: 'Name' }

function line(key: string, points: number | null, more: Partial<SheetLine> & { known?: number } = {}): YearLine {
  const { known = points === null ? 0 : 1, ...rest } = more
  return {
    line: { key, name, depth: 1, kind: 'written', max: 10, leaf: null, continues: null, ...rest },
    points,
    known,
  }
}

test('points are compared only where code, maximum and method are the same, and why not is told', () => {
  const now = [line('1.1', 8), line('1.2', 5, { max: 8 }), line('1.3', 5), line('1.4', 2), line('1.5', null)]
  const before = [line('1.1', 6.5), line('1.2', 5), line('1.3', 5, { kind: 'counted' }), line('1.5', 1), line('2.9', 3)]
  assert.deepEqual(
    moveLines(now, before).map(({ key, change, why, maxima }) => [key, change, why, maxima]),
    [
      ['1.1', 1.5, null, null],
      ['1.2', null, 'max', [10, 8]],
      ['1.3', null, 'method', null],
      ['1.4', null, 'new', null],
      ['1.5', null, 'no_points', null],
      ['2.9', null, 'gone', null],
    ],
  )
})

test('a line goes on with the old code its scheme names; that code is then nobody else’s', () => {
  const now = [line('1.1', 8), line('1.2', 5, { continues: '1.1' }), line('1.3', 4, { continues: '9.9' })]
  const moved = moveLines(now, [line('1.1', 3), line('1.2', 1)])
  assert.deepEqual(
    moved.map(({ key, change, why }) => [key, change, why]),
    [
      ['1.1', null, 'new'],
      ['1.2', 2, null],
      ['1.3', null, 'new'],
      ['1.2', null, 'gone'],
    ],
  )
})

test('a sum of fewer lines is not compared with a whole one', () => {
  const [area] = moveLines([line('I', 5, { kind: 'area', known: 2 })], [line('I', 9, { kind: 'area', known: 3 })])
  assert.deepEqual([area?.change, area?.why], [null, 'partial'])
})

test('tenths move by tenths', () => {
  const [one] = moveLines([line('1', 0.3)], [line('1', 0.1)])
  assert.equal(one?.change, 0.2)
})

test('up is positive, and without a place in both years nothing is told', () => {
  assert.deepEqual(
    [placesGained(4, 2), placesGained(1, 3), placesGained(null, 1), placesGained(2, null)],
    [2, -2, null, null],
  )
})

test('means are rounded once, half up, and nothing has no mean', () => {
  assert.deepEqual(
    [meanOf([1, 2], 0), meanOf([0.1, 0.2], 2), meanOf([1, 1, 2], 2), meanOf([], 2)],
    [2, 0.15, 1.33, null],
  )
  assert.equal(sumOf([0.1, 0.2]), 0.3)
})

test('the mean of a line is over those who have points', () => {
  const [mean] = meanLines([[line('1', 4)], [line('1', null)], [line('1', 5)]], 2)
  assert.deepEqual([mean?.points, mean?.known], [4.5, 2])
})

test('the highest of an area names all who are equal', () => {
  const unit = (sheetId: string, final: number | null) => ({
    sheetId,
    name: sheetId,
    kind: 'commune',
    lines: [
      {
        line: {
          key: 'I',
          name,
          depth: 0,
          kind: 'area',
          max: 10,
          rule: null,
          leaf: null,
          parts: [],
          needsEvidence: false,
          survey: null,
          continues: null,
        } as SheetLine,
        points: { self: null, verified: null, survey: null, final, corrected: final },
      },
    ],
  })
  const [area] = spreadOf([unit('a', 7), unit('b', 7), unit('c', 4), unit('d', null)], 2)
  assert.deepEqual([area?.mean, area?.best, area?.bestUnits, area?.units], [6, 7, ['a', 'b'], 3])
  assert.deepEqual(spreadOf([], 2), [])
})
