import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../../test/support/properties.ts'
import { type ExternalIndex, externalIndices, findExternalIndex, provincesIn } from './external-index.ts'
import { readFigure, readSource, type TypedFigure } from './typed-figure.ts'

const index = (key: string) => findExternalIndex(key) as ExternalIndex
const THIS_YEAR = 2026

const typed = (more: Partial<TypedFigure> = {}): TypedFigure => ({
  kind: 'figure',
  year: '2024',
  value: '88,37',
  max: '',
  rank: '12',
  ranked: '63',
  parts: {},
  document: 'Quyết định công bố',
  link: '',
  page: '',
  note: '',
  reason: '',
  ...more,
})

const read = (more: Partial<TypedFigure>, key = 'par-index') => readFigure(index(key), typed(more), THIS_YEAR)

function refused(more: Partial<TypedFigure>, code: string, path: string, key = 'par-index') {
  assert.throws(
    () => read(more, key),
    (error: { code?: string; faults?: { path: string }[] }) =>
      error.code === `external.${code}` && error.faults?.[0]?.path === path,
    `${code} at ${path}`,
  )
}

test('a figure is read with its scale, and a place alone will do', () => {
  assert.deepEqual(read({}).figure, { kind: 'figure', value: 88.37, max: 100, rank: 12, ranked: 63, parts: {} })
  assert.deepEqual(read({ value: '', year: '2023' }, 'papi').figure, {
    kind: 'figure',
    value: null,
    max: null,
    rank: 12,
    ranked: 63,
    parts: {},
  })
})

test('what cannot be is refused at its field', () => {
  refused({ year: '2027' }, 'year_future', 'nam')
  refused({ year: '24' }, 'year_unreadable', 'nam')
  refused({ year: '1999' }, 'year_unreadable', 'nam')
  refused({ value: '100,01' }, 'value_above', 'gia-tri')
  refused({ value: '-1' }, 'number_unreadable', 'gia-tri')
  refused({ value: '9'.repeat(50) }, 'number_unreadable', 'gia-tri')
  refused({ value: '', rank: '' }, 'figure_missing', 'gia-tri')
  refused({ max: '80' }, 'scale_other', 'thang')
  refused({ max: '' }, 'scale_missing', 'thang', 'papi')
  refused({ max: '0' }, 'scale_missing', 'thang', 'dti')
  refused({ rank: '0' }, 'rank_unreadable', 'hang')
  refused({ rank: '64' }, 'rank_above', 'hang')
  refused({ rank: '61', ranked: '60' }, 'rank_above', 'hang')
  refused({ ranked: '' }, 'ranked_missing', 'so-tinh')
  refused({ ranked: '64' }, 'ranked_above', 'so-tinh')
  refused({ year: '2025' }, 'ranked_above', 'so-tinh')
  refused({ parts: { 3: '10,5' } }, 'part_above', 'phan/3', 'pci')
  refused({ parts: { 1: '101' } }, 'part_above', 'phan/1', 'sipas')
})

test('63 provinces up to 2024, 34 from 2025 on', () => {
  assert.deepEqual([provincesIn(2024), provincesIn(2025)], [63, 34])
  assert.equal(read({ year: '2025', rank: '34', ranked: '34' }).figure.rank, 34)
})

test('a goal is for this year or later, needs no number of provinces and has no parts', () => {
  const goal = { kind: 'goal' as const, year: '2027', ranked: '', value: '', rank: '10', parts: { 1: '5' } }
  assert.deepEqual(read(goal, 'pci').figure, {
    kind: 'goal',
    value: null,
    max: null,
    rank: 10,
    ranked: null,
    parts: {},
  })
  refused({ ...goal, year: '2025' }, 'goal_past', 'nam')
  refused({ ...goal, rank: '35' }, 'rank_above', 'hang')
  refused({ ...goal, year: '2037' }, 'year_unreadable', 'nam')
})

test('a source is named; a correction says why; only addresses that run nothing', () => {
  const source = (more: Partial<TypedFigure>, corrects = false) => readSource(typed(more), { corrects })
  assert.equal(source({ reason: 'ignored' }).reason, '')
  const code = (name: string) => ({ code: `external.${name}` })
  assert.throws(() => source({ document: ' ' }), code('source_missing'))
  assert.throws(() => source({ link: 'javascript:alert(1)' }), code('link_unreadable'))
  assert.throws(() => source({ note: 'a'.repeat(1001) }), code('text_too_long'))
  assert.throws(() => source({}, true), code('reason_missing'))
  assert.equal(source({ reason: 'Bản công bố đính chính' }, true).reason, 'Bản công bố đính chính')
})

test('whatever is typed, what is read is within its scale and among the provinces there were', () => {
  const text = fc.oneof(fc.string(), fc.integer({ min: -5, max: 200 }).map(String), fc.constant(''))
  const some = fc.record({ year: text, value: text, max: text, rank: text, ranked: text })
  fc.assert(
    fc.property(some, fc.constantFrom(...externalIndices), (fields, one) => {
      let figure: ReturnType<typeof readFigure>
      try {
        figure = readFigure(one, typed({ ...fields, year: fields.year || '2024' }), THIS_YEAR)
      } catch (error) {
        assert.match((error as { code: string }).code, /^external\./)
        return
      }
      const { year, figure: read } = figure
      assert.ok(year <= THIS_YEAR)
      assert.ok(read.value === null || (read.max !== null && read.value >= 0 && read.value <= read.max))
      assert.ok(read.rank === null || (read.ranked !== null && read.rank <= read.ranked))
      assert.ok(read.ranked === null || read.ranked <= provincesIn(year))
    }),
  )
})
