import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { stringify } from 'yaml'
import { fc } from '../../../../test/support/properties.ts'
import { evaluateScheme, leafScore, type SchemeScore } from './evaluate-scheme.ts'
import { ExpressionError, evaluate, namesIn, parseExpression } from './expression.ts'
import { componentsOf, findGains } from './find-gains.ts'
import { fractionOf, rounded, toNumber } from './fraction.ts'
import { gradeOf } from './grade.ts'
import { formulasOf, type Leaf, leavesOf, type Scheme } from './scheme.ts'
import { loadSchemes, readScheme, SchemeFileError } from './scheme-store.ts'

const DATA = join(import.meta.dirname, '../../../../data')
const schemes = new Map((await loadSchemes(DATA)).map((scheme) => [scheme.key, scheme]))

function scheme(key: string): Scheme {
  const found = schemes.get(key)
  assert.ok(found, key)
  return found
}

const qd766 = scheme('qd-766')

/** The score from counts made by hand; what is not named is not known. */
function score(
  of: Scheme,
  values: Record<string, number>,
  before: Record<string, number> = {},
  parts = 4,
): SchemeScore {
  const valueFor = (from: Record<string, number>) => (name: string) => from[name] ?? null
  return evaluateScheme(of, { valueFor: valueFor(values), yearBefore: { valueFor: valueFor(before), parts } })
}

function own(result: SchemeScore, key: string) {
  const found = componentsOf(result).find(({ node }) => node.key === key)
  assert.ok(found, key)
  return found.own
}

describe('a scheme', () => {
  test('766 is whole: six areas 18 + 20 + 12 + 10 + 22 + 18, every indicator of the portal', () => {
    assert.deepEqual(
      qd766.areas.map(({ max }) => max),
      [18, 20, 12, 10, 22, 18],
    )
    const keys = leavesOf(qd766).map(({ key }) => key)
    const portal = '1.1 1.2 1.3 1.4 2.1 2.2 3.1 3.2 3.3 3.5 3.5b 3.6 4.1 4.2 4.3 4.4 4.5 4.6 4.7 5.2 5.3 5.4'
    assert.equal(keys.join(' '), portal)
    const maxima = leavesOf(qd766).map(({ max }) => max)
    assert.deepEqual(maxima, [6, 4, 2, 6, 20, 0, 2, 4, 6, 2, 2, 6, 6, 4, 2, 4, 2, 2, 2, 6, 6, 6])
  })

  test('is refused with the place when points do not add up, a key stands twice, a measure is unknown', () => {
    const broken = (change: (copy: Scheme) => void) => {
      const copy = structuredClone(qd766)
      change(copy)
      return () => readScheme(stringify(copy), 'x.yaml')
    }
    const leaf = (copy: Scheme, at = 0) => copy.areas[0]?.criteria[at] as Scheme['areas'][number]['criteria'][number]
    const cases: [(copy: Scheme) => void, RegExp][] = [
      [
        (copy) => Object.assign(leaf(copy), { max: 5 }),
        /x\.yaml: I: các phần cộng lại là 17 điểm, không phải 18 \(its parts make 17 points, not 18\)/,
      ],
      [(copy) => Object.assign(copy, { max: 101 }), /qd-766: các phần.*its parts make 100 points, not 101/],
      [(copy) => Object.assign(leaf(copy, 1), { key: '1.1' }), /1\.1: có hai lần/],
      [
        (copy) => Object.assign(leaf(copy), { method: { kind: 'formula', points: 'published_soon' } }),
        /1\.1: không có số đo "published_soon"/,
      ],
      [
        (copy) => Object.assign(leaf(copy), { method: { kind: 'formula', points: 'published +' } }),
        /1\.1: công thức không đọc được.*it ends too early/,
      ],
      [(copy) => Object.assign(leaf(copy), { behind: ['petitions'] }), /1\.1: "petitions" không mở ra hồ sơ nào/],
      [(copy) => Object.assign(leaf(copy), { method: { kind: 'guess' } }), /x\.yaml: \/areas\/0/],
      [
        (copy) => Object.assign(copy, { grades: [{ from: 50, name: { vi: 'Đạt', en: 'Pass' } }] }),
        /the last must begin at 0/,
      ],
    ]
    for (const [change, why] of cases)
      assert.throws(broken(change), (error) => error instanceof SchemeFileError && why.test(error.message), String(why))
  })
})

describe('766 from counts made by hand', () => {
  const counts = {
    received: 1000,
    late: 17,
    resolved: 900,
    resolved_minutes: 1_296_000,
    received_online: 420,
    low_ratings: 33,
    fee_dossiers: 300,
    fee_dossiers_online: 101,
    services: 80,
    procedures_known: 99,
    services_with_dossiers: 31,
    components: 3000,
    components_digital: 2750,
    components_reused: 601,
  }

  test('gives the digits of the formulas, half up on two decimals', () => {
    const result = score(qd766, counts)
    // 20 × 983 / 1000; 2 at 80.8 %; 4 × 31 / 80; 6 × 0.42 / 0.5; 6 × 101 / 300; 4 × 2750 / 3000; 2 × 0.2003 / 0.8.
    const expected = { '2.1': 19.66, '3.1': 2, '3.2': 1.55, '3.3': 5.04, '3.6': 2.02, '4.2': 3.67, '4.3': 0.5 }
    for (const [key, points] of Object.entries(expected)) assert.equal(own(result, key).points, points, key)
    // 1000 - 17 - 33 = 950 of 1000 is above 90 %.
    assert.equal(own(result, '5.4').points, 6)
    assert.equal(own(result, '2.2').standing, 'information')
    assert.equal(own(result, '2.2').numerator, 900)
    assert.equal(own(result, '3.3').factorLeftOut, true)
  })

  test('what nobody knows yet is null, not 0, and the total says how much was measured', () => {
    const result = score(qd766, counts)
    assert.equal(own(result, '1.1').standing, 'no_facts')
    assert.equal(own(result, '1.1').points, null)
    assert.deepEqual(own(result, '5.2').missing, ['petitions_on_time', 'petitions'])
    assert.equal(result.measured, 20 + 2 + 4 + 6 + 6 + 4 + 2 + 6)
    assert.equal(result.points, 40.44)
    assert.equal(score(qd766, {}).points, null)
    assert.equal(score(qd766, {}).measured, 0)
  })

  test('a denominator of 0 gives what its rule says', () => {
    const none = { received: 0, late: 0, low_ratings: 0, petitions: 0, petitions_on_time: 0, petitions_unsatisfied: 0 }
    const result = score(qd766, none)
    assert.deepEqual([own(result, '2.1').standing, own(result, '2.1').points], ['nothing', null])
    assert.deepEqual([own(result, '5.2').points, own(result, '5.3').points, own(result, '5.4').points], [6, 6, 0])
    assert.equal(own(result, '5.4').standing, 'measured')
  })

  test('1.4 takes last year by its periods when nothing was reported', () => {
    const synced = { dossiers_synced: 30, dossiers_in_bcqg: 0, dossiers_in_dvcqg: 0 }
    const before = { dossiers_in_bcqg: 400, dossiers_in_dvcqg: 300 }
    // 6 × 30 / (400 / 4); in a month 6 × 30 / (400 / 12) = 5.4; the larger of the two numbers counts.
    assert.equal(own(score(qd766, synced, before, 4), '1.4').points, 1.8)
    assert.equal(own(score(qd766, synced, before, 12), '1.4').points, 5.4)
    assert.equal(own(score(qd766, synced), '1.4').points, null)
    const now = { dossiers_synced: 30, dossiers_in_bcqg: 30, dossiers_in_dvcqg: 40 }
    assert.equal(own(score(qd766, now, before), '1.4').points, 4.5)
    assert.equal(own(score(qd766, { ...counts, ...now }), '3.3').points, 3.78)
  })

  test('says where points can be won, and by how many', () => {
    const facts = { valueFor: (name: string) => (counts as Record<string, number>)[name] ?? null, yearBefore: null }
    const gains = findGains(qd766, evaluateScheme(qd766, facts), facts)
    assert.deepEqual(
      gains.slice(0, 3).map(({ key, count, points }) => [key, count, points]),
      [
        ['3.6', 199, 3.98],
        ['3.2', 49, 2.45],
        ['4.3', 1799, 1.5],
      ],
    )
    const time = gains.find(({ key }) => key === '2.1')
    assert.deepEqual([time?.count, time?.points], [17, 0.34])
    assert.ok(!gains.some(({ key }) => key === '5.4' || key === '1.1'))
  })
})

describe('circular 01/2018', () => {
  const agency = scheme('tt-01-2018-agency')
  const officer = scheme('tt-01-2018-officer')

  test('sums by number, one decimal half up', () => {
    const result = score(officer, {
      time_points: 29,
      time_cases: 20,
      contact_points: 39,
      contact_cases: 20,
      stay_points: 0,
      stay_cases: 0,
    })
    assert.equal(own(result, '1').points, 1.5)
    assert.equal(own(result, '3').points, 2)
    assert.equal(own(result, '2').standing, 'nothing')
    assert.equal(own(result, '7').standing, 'no_facts')
    assert.deepEqual([result.points, result.measured, result.max], [3.5, 4, 10])
  })

  test('a grade is sure only where nothing unmeasured can change it', () => {
    const grade = (points: number | null, measured: number) => {
      const found = gradeOf(officer, { points, measured, max: 10 })
      return found === null ? null : [found.least.from, found.most.from]
    }
    assert.deepEqual(grade(5.2, 8), [5, 5])
    assert.deepEqual(grade(3.4, 4), [0, 5])
    assert.deepEqual(grade(1, 10), [0, 0])
    assert.equal(grade(null, 0), null)
    assert.equal(gradeOf(agency, { points: 14.9, measured: 18, max: 18 })?.least.name.vi, 'Tốt')
    assert.equal(gradeOf(agency, { points: 15, measured: 18, max: 18 })?.least.name.vi, 'Xuất sắc')
  })

  test('5 and 6 by steps: what is done at the one-stop office, and made public', () => {
    const at = (values: Record<string, number>, key: string) => own(score(agency, values), key)
    const five = (decided: number, placed: number, commune: number) =>
      at({ procedures: 100, decided_at_one_stop: decided, at_one_stop: placed, is_commune: commune }, '5').points
    assert.deepEqual([five(20, 20, 0), five(20, 100, 1), five(100, 100, 1), five(19, 100, 0)], [2, 1, 2, 1])
    assert.deepEqual([five(19, 99, 0), five(99, 99, 1)], [0, 0])
    assert.deepEqual(
      [at({ procedures: 100, is_commune: 0 }, '5').standing, at({}, '6').standing],
      ['no_facts', 'no_facts'],
    )
    const six = (all: number, onTime: number, both: number, one: number) =>
      at(
        { to_make_public: all, made_public_on_time: onTime, made_public_both_ways: both, made_public_one_way: one },
        '6',
      )
    assert.deepEqual([six(4, 4, 4, 4).points, six(4, 4, 3, 4).points, six(4, 4, 3, 3).points], [2, 1, 0])
    assert.equal(six(4, 3, 4, 4).points, 0)
    assert.deepEqual([six(0, 0, 0, 0).points, six(0, 0, 0, 0).standing], [null, 'nothing'])
  })

  test('7 loses what a dossier with a complaint found true had got; unknown until one is judged', () => {
    const at = (values: Record<string, number>) => own(score(officer, values), '7')
    const time = { time_points: 30, time_cases: 20 }
    assert.equal(at(time).standing, 'no_facts')
    assert.deepEqual([at({ ...time, attitude_lost: 0 }).points, at({ ...time, attitude_lost: 3 }).points], [1.5, 1.4])
    assert.equal(at({ ...time, attitude_lost: 40 }).points, 0)
  })

  test('8 and 9 by steps: shares, and nothing late', () => {
    const nine = { online_late: 0, services: 30, procedures_known: 100, received: 100 }
    const at = (values: Record<string, number>, key: string) => own(score(agency, values), key).points
    assert.equal(at({ ...nine, received_online: 30 }, '9'), 2)
    assert.equal(at({ ...nine, received_online: 30, services: 19 }, '9'), 1)
    assert.equal(at({ ...nine, received_online: 15 }, '9'), 1)
    assert.equal(at({ ...nine, received_online: 14 }, '9'), 0)
    assert.equal(at({ ...nine, received_online: 90, online_late: 1 }, '9'), 0)
    assert.equal(at({ ...nine, received_online: 0, received: 0 }, '9'), null)
    assert.equal(at({ petitions: 0, petitions_on_time: 0 }, '8'), 2)
    assert.equal(at({ petitions: 10, petitions_on_time: 10 }, '8'), 2)
    assert.equal(at({ petitions: 10, petitions_on_time: 9 }, '8'), 1)
    assert.equal(at({ petitions: 100, petitions_on_time: 89 }, '8'), 0)
    assert.equal(at({}, '8'), null)
  })
})

test('whatever was counted, no score passes its maximum or falls below 0, and the tree adds up', () => {
  const names = [
    ...new Set(
      [...schemes.values()].flatMap((one) =>
        leavesOf(one).flatMap((leaf) => formulasOf(leaf).flatMap((text) => namesIn(parseExpression(text)))),
      ),
    ),
  ]
  const value = fc.option(fc.nat(2000), { freq: 6 })
  fc.assert(
    fc.property(fc.array(value, { minLength: names.length, maxLength: names.length }), (numbers) => {
      const valueFor = (name: string) => numbers[names.indexOf(name)] ?? null
      for (const one of schemes.values()) {
        const facts = { valueFor, yearBefore: { valueFor, parts: 12 } }
        const result = evaluateScheme(one, facts)
        const leaves = componentsOf(result)
        assert.equal(leaves.length, leavesOf(one).length)
        for (const {
          node,
          own: { points },
        } of leaves)
          assert.ok(points === null || (points >= 0 && points <= node.max), node.key)
        const sum = (numbersOf: readonly (number | null)[]) =>
          Math.round(numbersOf.reduce<number>((all, n) => all + (n ?? 0), 0) * 100) / 100
        assert.equal(result.points ?? 0, sum(leaves.map(({ points }) => points)))
        assert.equal(result.points ?? 0, sum(result.areas.map(({ points }) => points)))
        for (const area of result.areas) {
          assert.equal(area.points ?? 0, sum(area.criteria.map(({ points }) => points)))
          assert.ok((area.points ?? 0) <= area.measured && area.measured <= area.max)
        }
        for (const gain of findGains(one, result, facts)) assert.ok(gain.points > 0 && gain.count > 0, gain.key)
      }
    }),
  )
})

test('what is promised to be gained is gained when so many more are counted, and no more can be won there', () => {
  const names = [
    ...new Set(leavesOf(qd766).flatMap((leaf) => formulasOf(leaf).flatMap((text) => namesIn(parseExpression(text))))),
  ]
  /** What one more is where it is one less of something bad; else one more of the first measure. */
  const lessOf: Record<string, string> = { '2.1': 'late', '5.3': 'petitions_unsatisfied', '5.4': 'late' }
  const leafOf = (key: string) => leavesOf(qd766).find((leaf) => leaf.key === key) as Leaf
  const numbers = fc.array(fc.nat(300), { minLength: names.length, maxLength: names.length })
  let seen = 0
  fc.assert(
    fc.property(numbers, (drawn) => {
      const values = Object.fromEntries(names.map((name, at) => [name, drawn[at] ?? 0]))
      const at = (key: string, change: Record<string, number> = {}) => {
        const valueFor = (name: string) => (values[name] ?? 0) + (change[name] ?? 0)
        return leafScore(leafOf(key), { valueFor, yearBefore: null }, qd766.decimals).points ?? 0
      }
      const facts = { valueFor: (name: string) => values[name] ?? null, yearBefore: null }
      for (const { key, count, points } of findGains(qd766, evaluateScheme(qd766, facts), facts)) {
        const { method } = leafOf(key)
        assert.ok(method.kind === 'ratio')
        const bad = lessOf[key]
        const moved = (n: number) =>
          bad === undefined ? { [namesIn(parseExpression(method.of))[0] ?? '']: n } : { [bad]: -n }
        const gained = (n: number) => Math.round((at(key, moved(n)) - at(key)) * 100) / 100
        assert.equal(gained(count), points, key)
        assert.ok(gained(count - 1) <= points, key)
        const whole = values.received ?? 0
        const isAll = key === '3.3' && (values.received_online ?? 0) + count >= whole
        if (!isAll) assert.equal(gained(count + 1), points, key)
        seen += 1
      }
    }),
  )
  assert.ok(seen > 100)
})

test('formulas: order, parentheses, null, division by nothing', () => {
  const at = (text: string, values: Record<string, number> = {}) => {
    const found = evaluate(parseExpression(text), (name) => values[name] ?? null)
    return found === null ? null : toNumber(found)
  }
  assert.equal(at('2 + 3 * 4 - 6 / 4'), 12.5)
  assert.equal(at('(2 + 3) * 4'), 20)
  assert.equal(at('10 - 3 - 2'), 5)
  assert.equal(at('max(a, min(b, 7))', { a: 2, b: 9 }), 7)
  assert.equal(at('a + 1'), null)
  assert.equal(at('1 / (a - a)', { a: 3 }), null)
  for (const bad of ['', 'a b', 'a +', '(a', 'a ; b', 'max(a)', '1..2'])
    assert.throws(() => parseExpression(bad), ExpressionError, bad)
  assert.equal(toNumber(rounded(fractionOf('1.005'), 2)), 1.01)
  assert.equal(toNumber(rounded(fractionOf('0.25'), 1)), 0.3)
})
