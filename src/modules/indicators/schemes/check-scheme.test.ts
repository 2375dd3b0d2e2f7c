import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../../test/support/properties.ts'
import { schemeFault } from './check-scheme.ts'
import type { Entered, EnteredFor } from './entered-score.ts'
import { evaluateScheme } from './evaluate-scheme.ts'
import { componentsOf } from './find-gains.ts'
import { type Leaf, leavesOf, type Method, type Scheme } from './scheme.ts'

const NAMES = ['one', 'two', 'three']
const words = { knows: (name: string) => NAMES.includes(name), opens: (name: string) => NAMES.includes(name) }
const both = { vi: 'tên', en: 'name' }

/** Quarter points, so that sums of random parts are exact. */
const points = fc.integer({ min: 1, max: 40 }).map((n) => n / 4)
const measure = fc.constantFrom(...NAMES)
const split = (max: number, n: number) =>
  Array.from({ length: n }, (_, at) => (at < n - 1 ? 0.25 : max - 0.25 * (n - 1)))

function methodFor(max: number): fc.Arbitrary<Method> {
  const parts = fc.integer({ min: 1, max: Math.min(4, max * 4) })
  return fc.oneof(
    fc.record({
      kind: fc.constant('ratio' as const),
      of: measure,
      over: measure,
      full: fc.constantFrom(0.5, 0.8, 1),
      zero: fc.constantFrom('nothing' as const, 'full' as const, 'none' as const),
    }),
    fc.record({ kind: fc.constant('average' as const), of: measure, over: measure }),
    fc.record({ kind: fc.constant('formula' as const), points: fc.constantFrom('one - two', 'max(one, 3) / two') }),
    fc.constantFrom({ kind: 'survey' as const }, { kind: 'evidence' as const }),
    parts.map((n) => ({
      kind: 'checklist' as const,
      items: split(max, n).map((one, at) => ({
        key: `item_${at}`,
        name: both,
        points: one,
        ...(at % 2 === 1 ? { measured: { of: 'one', over: 'two', from: 0.5 } } : {}),
      })),
    })),
    fc.tuple(parts, points).map(([n, less]) => ({
      kind: 'deduction' as const,
      less: split(max, n).map((_, at) => ({
        key: `less_${at}`,
        name: both,
        points: less,
        ...(at % 2 === 1 ? { of: 'three' } : {}),
      })),
    })),
    parts.map((n) => ({
      kind: 'steps' as const,
      steps: [
        ...Array.from({ length: n }, (_, at) => ({
          points: max - at * 0.25,
          all: [{ of: 'one', over: 'two', from: 1 - at * 0.1 }],
        })),
        { points: 0, all: [] },
      ],
    })),
  )
}

const leafAt = (key: string): fc.Arbitrary<Leaf> =>
  points.chain((max) => methodFor(max).map((method) => ({ key, name: both, max, method, rule: both })))

const sumOf = (parts: readonly { max: number }[]) => parts.reduce((sum, { max }) => sum + max, 0)
const scheme: fc.Arbitrary<Scheme> = fc
  .array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 })
  .chain((shape) =>
    fc.tuple(
      ...shape.map((criteria, area) =>
        fc.tuple(
          ...criteria.map((size, at) => {
            const key = `${area + 1}.${at + 1}`
            if (size === 0) return leafAt(key)
            const inner = fc.tuple(...Array.from({ length: size }, (_, one) => leafAt(`${key}.${one + 1}`)))
            return inner.map((components) => ({ key, name: both, max: sumOf(components), components }))
          }),
        ),
      ),
    ),
  )
  .map((areas): Scheme => {
    const made = areas.map((criteria, at) => ({
      key: ['I', 'II', 'III', 'IV'][at] ?? 'V',
      name: both,
      max: sumOf(criteria),
      criteria,
    }))
    return {
      ...{ key: 'x', version: 1, name: both, source: 'x', level: 'agency', periods: ['year'], decimals: 2 },
      ...{ years: { from: 2022, to: null }, max: sumOf(made), areas: made },
    }
  })

const value = fc.option(fc.nat(20), { freq: 4 })
const entered = fc.option(
  fc.record({
    value: fc.integer({ min: -2, max: 44 }).map((n) => n / 4),
    source: fc.constantFrom('', 'Báo cáo số 12/BC-UBND'),
    enteredBy: fc.constant('Nguyễn Văn An'),
    verifiedBy: fc.constantFrom(null, 'Nguyễn Văn An', 'Trần Thị Bình'),
  }),
  { freq: 5 },
)
const facts = fc.tuple(
  fc.array(value, { minLength: 3, maxLength: 3 }),
  fc.array(entered, { minLength: 1, maxLength: 9 }),
)

function enteredFrom(rows: readonly (Entered | null)[]): EnteredFor {
  return (leaf, item) => {
    const sum = [...`${leaf}${item}`].reduce((all, letter) => all + letter.charCodeAt(0), 0)
    return rows[sum % rows.length] ?? null
  }
}

test('whatever tree: it is accepted, its points add up at every node, none passes its maximum or falls below 0', () => {
  fc.assert(
    fc.property(scheme, facts, (tree, [numbers, rows]) => {
      assert.equal(schemeFault(tree, words), null)
      const valueFor = (name: string) => numbers[NAMES.indexOf(name)] ?? null
      const score = evaluateScheme(tree, { valueFor, yearBefore: null, enteredFor: enteredFrom(rows) })
      const near = (a: number | null, b: number) => assert.ok(Math.abs((a ?? 0) - b) < 1e-9, `${a} ${b}`)
      const sums = (
        part: { points: number | null; measured: number; max: number },
        parts: readonly (typeof part)[],
      ) => {
        near(
          part.points,
          parts.reduce((sum, one) => sum + (one.points ?? 0), 0),
        )
        near(
          part.measured,
          parts.reduce((sum, one) => sum + one.measured, 0),
        )
        near(
          part.max,
          parts.reduce((sum, one) => sum + one.max, 0),
        )
        assert.equal(
          part.points === null,
          parts.every((one) => one.points === null),
        )
      }
      sums(score, score.areas)
      sums(score, componentsOf(score))
      for (const area of score.areas) {
        sums(area, area.criteria)
        for (const one of area.criteria) if (one.components.length > 0) sums(one, one.components)
      }
      for (const { node, own } of componentsOf(score)) {
        assert.ok(own.points === null || (own.points >= 0 && own.points <= own.measured), node.key)
        assert.ok(own.measured >= 0 && own.measured <= node.max, node.key)
        assert.equal(own.points === null, own.measured === 0, node.key)
        if (own.points === null) assert.ok(own.standing === 'no_facts' || own.standing === 'nothing')
      }
    }),
  )
})

/** One way to break a tree, and what must be said of it; null where this tree has no such place. */
type Break = (copy: Scheme, leaf: Leaf) => RegExp | null

const breaks: Record<string, Break> = {
  points: (_, leaf) => {
    leaf.max += 0.5
    return leaf.method.kind === 'steps' || leaf.method.kind === 'checklist'
      ? /cộng lại|các bậc/
      : /cộng lại là .* điểm, không phải/
  },
  total: (copy) => {
    copy.max += 1
    return /^x: các phần cộng lại/
  },
  twice: (copy) => {
    const [area] = copy.areas
    if (area === undefined) return null
    copy.areas = [...copy.areas, { ...area }]
    copy.max += area.max
    return /I: có hai lần/
  },
  unknown: (_, leaf) => {
    leaf.method = { kind: 'average', of: 'nobody_counts', over: 'one' }
    return /không có số đo "nobody_counts"/
  },
  unread: (_, leaf) => {
    leaf.method = { kind: 'formula', points: 'one +' }
    return /công thức không đọc được/
  },
  closed: (_, leaf) => {
    leaf.behind = ['nobody_counts']
    return /"nobody_counts" không mở ra hồ sơ nào/
  },
  years: (copy) => {
    copy.years = { from: 2024, to: 2023 }
    return /áp dụng từ năm 2024/
  },
  grades: (copy) => {
    copy.grades = [0, 1].map((from) => ({ from, name: both }))
    return /xếp loại/
  },
  survey: (copy) => {
    const found = leavesOf(copy).filter(({ method }) => method.kind === 'survey')
    copy.survey = sumOf(found) + 1
    return /phần điều tra cộng lại/
  },
  gap: (_, leaf) => {
    leaf.method = steps(leaf.max, [{ from: 0.9 }, { from: 0.5, below: 0.7 }, {}])
    return /từ 0\.7 đến dưới 0\.9 .* không có bậc nào/
  },
  bottom: (_, leaf) => {
    leaf.method = steps(leaf.max, [{ from: 0.9 }, { from: 0.5 }])
    return /dưới 0\.5 .* không có bậc nào/
  },
  order: (_, leaf) => {
    leaf.method = steps(leaf.max, [{ from: 0.5 }, { from: 0.9 }, {}])
    return /không theo thứ tự/
  },
  upAndDown: (_, leaf) => {
    const made = steps(leaf.max, [{ from: 0.9 }, { from: 0.7 }, { from: 0.5 }, {}])
    const [, second, third] = made.steps
    if (second !== undefined && third !== undefined)
      [second.points, third.points] = [third.points - 0.01, second.points]
    leaf.method = made
    return /khi lên khi xuống/
  },
  afterAll: (_, leaf) => {
    leaf.method = steps(leaf.max, [{}, { from: 0.5 }])
    return /các bậc sau vô nghĩa/
  },
  noThreshold: (_, leaf) => {
    leaf.method = { kind: 'steps', steps: [{ points: leaf.max, all: [{ of: 'one' }] }] }
    return /không có ngưỡng/
  },
  listSum: (_, leaf) => {
    leaf.method = { kind: 'checklist', items: [{ key: 'a', name: both, points: leaf.max + 1 }] }
    return /các mục cộng lại là/
  },
  listTwice: (_, leaf) => {
    const half = { key: 'a', name: both, points: leaf.max / 2 }
    leaf.method = { kind: 'checklist', items: [half, half] }
    return /"a" có hai lần/
  },
  idle: (_, leaf) => {
    leaf.method = { kind: 'deduction', less: [{ key: 'a', name: both, points: 0 }] }
    return /không trừ điểm nào/
  },
  information: (_, leaf) => {
    leaf.method = { kind: 'information', of: 'one', over: 'two', unit: both }
    return /chỉ để biết không có điểm/
  },
}

function steps(max: number, edges: { from?: number; below?: number }[]): Extract<Method, { kind: 'steps' }> {
  const all = edges.map((edge, at) => ({
    points: max - at * (max / 10),
    all: Object.keys(edge).length === 0 ? [] : [{ of: 'one', over: 'two', ...edge }],
  }))
  return { kind: 'steps', steps: all }
}

test('a broken tree is always refused, with the node and in words of both languages', () => {
  fc.assert(
    fc.property(scheme, fc.constantFrom(...Object.keys(breaks)), fc.nat(), (tree, name, seed) => {
      const copy = structuredClone(tree)
      const leaves = leavesOf(copy)
      const leaf = leaves[seed % leaves.length] as Leaf
      const expected = breaks[name]?.(copy, leaf)
      if (expected == null) return
      const fault = schemeFault(copy, words)
      assert.match(fault ?? 'accepted', expected, name)
      assert.match(fault ?? '', /^[0-9IVXx.]+: .+|^xếp loại: /, name)
      assert.match(fault ?? '', /\(.+\)$/, name)
    }),
  )
})

test('what is entered counts when its source is told and another person verified it; a tick needs its person alone', () => {
  const leaf = (method: Method): Leaf => ({ key: '1.1', name: both, max: 3, method, rule: both })
  const at = (method: Method, enteredFor: EnteredFor, one: number | null = null) => {
    const tree = {
      areas: [{ key: 'I', name: both, max: 3, criteria: [leaf(method)] }],
      max: 3,
      decimals: 2,
    } as unknown as Scheme
    const valueFor = (name: string) => (name === 'one' ? one : null)
    return componentsOf(evaluateScheme(tree, { valueFor, yearBefore: null, enteredFor }))[0]?.own
  }
  const row =
    (value: number, change: Partial<Entered> = {}) =>
    () => ({
      ...{ value, source: 'Báo cáo 12/BC-UBND', enteredBy: 'An', verifiedBy: 'Bình' },
      ...change,
    })
  for (const kind of ['survey', 'evidence'] as const) {
    assert.deepEqual([at({ kind }, row(2.75))?.points, at({ kind }, row(0))?.points], [2.75, 0])
    const open = [
      row(2, { verifiedBy: null }),
      row(2, { verifiedBy: 'An' }),
      row(2, { source: ' ' }),
      row(3.5),
      row(-1),
      () => null,
    ]
    for (const one of open)
      assert.deepEqual([at({ kind }, one)?.standing, at({ kind }, one)?.points], ['no_facts', null])
  }
  const list: Method = {
    kind: 'checklist',
    items: [
      { key: 'plan', name: both, points: 1 },
      { key: 'report', name: both, points: 0.5 },
      { key: 'share', name: both, points: 1.5, measured: { of: 'one', from: 10 } },
    ],
  }
  const ticks: EnteredFor = (_, item) => (item === 'plan' ? row(1, { verifiedBy: null })() : null)
  const partly = at(list, ticks, 12)
  assert.deepEqual([partly?.points, partly?.measured, partly?.missing], [2.5, 2.5, ['report']])
  assert.deepEqual([at(list, () => null)?.points, at(list, row(0), 9)?.points], [null, 0])
  const less: Method = {
    kind: 'deduction',
    less: [
      { key: 'late', name: both, points: 0.25, of: 'one' },
      { key: 'blame', name: both, points: 1 },
    ],
  }
  assert.deepEqual(
    [at(less, row(1), 3)?.points, at(less, row(3), 0)?.points, at(less, row(9), 9)?.points],
    [1.25, 0, 0],
  )
  assert.deepEqual([at(less, () => null, 3)?.points, at(less, row(1))?.missing], [null, ['late']])
})
