import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fc } from '../../../../test/support/properties.ts'
import { readScorecard } from '../scheme-store.ts'
import type { FullScorecard } from '../scorecard-scheme.ts'
import { buildScheme } from './built-scheme.ts'
import { editDraft } from './draft-edits.ts'
import { problemsOf } from './draft-problems.ts'
import { draftOf } from './draft-source.ts'
import { pointsThroughYears } from './points-through-years.ts'
import { changesBetween } from './scheme-change.ts'
import { type DraftNode, inOrder, type SchemeDraft } from './scheme-draft.ts'

const read = (name: string) => readScorecard(readFileSync(`data/scorecards/${name}.yaml`, 'utf8'), name)
const shipped = read('par-internal-example') as FullScorecard
/** The same as if it had been decided on. */
const example: FullScorecard = { ...shipped, example: false }
const KEY = 'par-internal-example'
const fresh = () => draftOf(example, KEY)

/** A draft with fields of the line of this code changed. */
function changed(key: string, fields: Partial<DraftNode>, draft: SchemeDraft = fresh()): SchemeDraft {
  assert.ok(draft.nodes.some((node) => node.key === key))
  return { ...draft, nodes: draft.nodes.map((node) => (node.key === key ? { ...node, ...fields } : node)) }
}

/** The codes of a draft's problems, at the lines they stand at. */
const told = (draft: SchemeDraft) =>
  problemsOf(draft).map(({ node, code }) => `${draft.nodes.find(({ id }) => id === node)?.key ?? 'head'} ${code}`)

test('a draft of a published version has no problems and builds the same tree, as the next version', () => {
  assert.deepEqual(told(fresh()), [])
  const built = buildScheme(fresh(), 2)
  assert.deepEqual({ ...built.tree, version: 1 }, example.tree)
  assert.deepEqual(built.extras, example.extras)
  assert.equal(built.example, false)
  assert.deepEqual(readScorecard(JSON.stringify(built), 'built'), built)
})

test('a draft of the example names no source before somebody does', () => {
  assert.deepEqual(told(draftOf(shipped, KEY)), ['head draft_field_missing'])
})

test('a shipped frame becomes a draft whose points stay empty and say so', () => {
  const draft = draftOf(read('par-index-provinces'), 'par-index-provinces')
  assert.deepEqual(draft.counts, { areas: 8, criteria: 37, components: 88, points: 100, survey: 32 })
  assert.ok(draft.nodes.length === 8 && draft.nodes.every(({ max }) => max === ''))
  const problems = told(draft)
  for (const area of ['I', 'VIII']) {
    assert.ok(problems.includes(`${area} draft_field_missing`))
    assert.ok(problems.includes(`${area} draft_branch_empty`))
  }
})

test('what is wrong is told at its line', () => {
  const cases: [SchemeDraft, string[]][] = [
    [changed('1.3', { max: '4' }), ['I draft_sum']],
    [changed('I', { max: '13' }), ['head draft_sum', 'I draft_sum']],
    [{ ...fresh(), max: '101' }, ['head draft_sum', 'head draft_cap_low']],
    [{ ...fresh(), survey: '32' }, ['head draft_survey_sum']],
    [{ ...fresh(), cap: '99' }, ['head draft_cap_low']],
    [{ ...fresh(), fromYear: '2027', toYear: '2026' }, ['head draft_years_order']],
    [{ ...fresh(), units: [] }, ['head draft_field_missing']],
    [changed('1.3', { max: '9'.repeat(50) }), ['1.3 draft_number_unreadable']],
    [changed('1.3', { max: '-3' }), ['1.3 draft_number_unreadable']],
    [changed('C1', { max: '0' }), ['C1 draft_points_zero']],
    [changed('2.1', { key: '1.3' }), ['1.3 draft_key_twice', '1.3 draft_key_twice']],
    [changed('2.1', { key: 'constructor' }), ['constructor draft_key_unfit']],
    [changed('3.1.1', { key: '3.2.9' }), ['3.2.9 draft_key_stray']],
    [changed('3.1.1', { of: 'no_such_measure' }), ['3.1.1 draft_measure_unknown']],
    [changed('3.1.1', { of: 'received -' }), ['3.1.1 draft_formula']],
    [changed('3.1.1', { of: '9'.repeat(50) }), []],
    [changed('3.2', { full: '0' }), ['3.2 draft_share_unfit']],
    [changed('3.2', { full: '101' }), ['3.2 draft_share_unfit']],
    [changed('3.2', { zero: '' }), ['3.2 draft_field_missing']],
    [changed('1.3', { method: '' }), ['1.3 draft_field_missing']],
    [changed('1.3', { vi: ' ' }), ['1.3 draft_field_missing']],
    [changed('1.3', { vi: 'a'.repeat(601) }), ['1.3 draft_text_long']],
    [changed('1.3', { ruleVi: '' }), ['1.3 draft_field_missing']],
    [changed('1.1', { parts: [] }), ['1.1 draft_parts_missing']],
    [changed('1.1', { parts: [{ key: 'a', points: '5', vi: 'Một', en: '' }] }), ['1.1 draft_parts_sum']],
    [changed('1.2', { parts: [{ key: 'a', points: '0', vi: 'Một', en: '' }] }), ['1.2 draft_part_idle']],
    [changed('1.3', { continues: '9.9' }), ['1.3 draft_continues_unknown']],
    [
      changed('1.3', { continues: '2.1' }, changed('1.2', { continues: '2.1' })),
      ['1.2 draft_continues_twice', '1.3 draft_continues_twice'],
    ],
  ]
  for (const [draft, expected] of cases) assert.deepEqual(told(draft), expected, expected.join())
})

test('a table of steps must fall, reach its points and leave nothing out', () => {
  const steps = (...rows: [string, string][]) =>
    changed('3.2', {
      method: 'steps',
      over: 'received',
      steps: rows.map(([from, points]) => ({ from, points })),
    })
  assert.deepEqual(told(steps(['50', '10'], ['33,3', '5'], ['0', '0'])), [])
  const built = buildScheme(steps(['50', '10'], ['33,3', '5'], ['', '0']), 2).tree.areas[2]?.criteria[1]
  assert.deepEqual(built && 'method' in built && built.method, {
    kind: 'steps',
    steps: [
      { points: 10, all: [{ of: 'received_online', over: 'received', from: 0.5 }] },
      { points: 5, all: [{ of: 'received_online', over: 'received', from: 0.333 }] },
      { points: 0, all: [] },
    ],
  })
  for (const rows of [
    [
      ['33', '10'],
      ['50', '5'],
      ['0', '0'],
    ],
    [
      ['50', '5'],
      ['33', '10'],
      ['20', '7'],
      ['0', '0'],
    ],
    [
      ['50', '9'],
      ['0', '0'],
    ],
    [
      ['50', '10'],
      ['20', '5'],
    ],
    [
      ['', '10'],
      ['20', '5'],
    ],
  ] as [string, string][][]) {
    assert.deepEqual(told(steps(...rows)), ['3.2 draft_steps'], JSON.stringify(rows))
  }
  assert.deepEqual(told(steps(['năm mươi', '10'])), ['3.2 draft_number_unreadable'])
})

test('presses: a line is added with the next free code, moved among its kind, changes its parent, goes last without parts', () => {
  const done = (edit: Parameters<typeof editDraft>[1], draft: SchemeDraft) => {
    const answer = editDraft(draft, edit)
    assert.ok('draft' in answer, JSON.stringify(answer))
    return answer
  }
  const id = (key: string) => fresh().nodes.find((node) => node.key === key)?.id ?? ''
  const one = done({ kind: 'add', parent: id('I'), nodeKind: 'criterion' }, fresh())
  const added = one.draft.nodes.find((node) => node.id === one.node)
  assert.equal(added?.key, '1.4')
  assert.equal(
    inOrder(one.draft).findIndex(({ node }) => node.id === one.node),
    4,
  )
  const order = (draft: SchemeDraft) => draft.nodes.filter(({ parent }) => parent === id('I')).map(({ key }) => key)
  assert.deepEqual(order(done({ kind: 'move', id: id('1.1'), by: 1 }, fresh()).draft), ['1.2', '1.1', '1.3'])
  assert.deepEqual(order(done({ kind: 'move', id: id('1.1'), by: -1 }, fresh()).draft), ['1.1', '1.2', '1.3'])
  assert.deepEqual(order(done({ kind: 'remove', id: id('1.2') }, fresh()).draft), ['1.1', '1.3'])
  const elsewhere = done({ kind: 'node', id: id('1.2'), node: { parent: id('II') } }, fresh()).draft
  assert.deepEqual(order(elsewhere), ['1.1', '1.3'])
  assert.deepEqual(editDraft(fresh(), { kind: 'remove', id: id('I') }), { fault: 'draft_has_children' })
  assert.deepEqual(editDraft(fresh(), { kind: 'remove', id: 'n999' }), { fault: 'draft_node_missing' })
  assert.deepEqual(editDraft(fresh(), { kind: 'add', parent: id('1.1'), nodeKind: 'area' }), {
    fault: 'draft_parent_unfit',
  })
  assert.deepEqual(editDraft(fresh(), { kind: 'node', id: id('1.2'), node: { parent: id('1.1') } }), {
    fault: 'draft_parent_unfit',
  })
})

test('what the editor does not show goes with the rule it came with', () => {
  const node = fresh().nodes.find(({ key }) => key === '3.1.1')
  assert.ok(node !== undefined)
  assert.match(node.kept, /behind/)
  const answer = editDraft(fresh(), { kind: 'node', id: node.id, node: { method: 'evidence' } })
  assert.ok('draft' in answer)
  assert.equal(answer.draft.nodes.find(({ id }) => id === node.id)?.kept, '')
})

test('whatever is done to a draft, one without problems can be published', () => {
  const keys = fresh().nodes.map(({ key }) => key)
  const fields = fc.record(
    {
      max: fc.constantFrom('0', '1', '2', '3', '4,5', '8', '12', '', 'x'),
      method: fc.constantFrom('ratio', 'steps', 'yes_no', 'checklist', 'deduction', 'survey', 'evidence', 'kept', ''),
      full: fc.constantFrom('', '50', '0', '33,33'),
      zero: fc.constantFrom('nothing', 'full', ''),
      over: fc.constantFrom('', 'received', 'resolved'),
      key: fc.constantFrom('1.1', '1.2', '3.1.1', '3.1.9', 'C1', 'I', ''),
      steps: fc.array(
        fc.record({ from: fc.constantFrom('', '0', '50', '90'), points: fc.constantFrom('0', '5', '10') }),
        {
          maxLength: 3,
        },
      ),
      evidence: fc.boolean(),
      continues: fc.constantFrom('', '1.1', '2.1', '7.7'),
    },
    { requiredKeys: [] },
  )
  let published = 0
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...keys), fields), { maxLength: 3 }), (edits) => {
      let draft = fresh()
      for (const [key, more] of edits) {
        const nodes = draft.nodes.map((node) => (node.key === key ? ({ ...node, ...more } as DraftNode) : node))
        draft = { ...draft, nodes }
      }
      if (problemsOf(draft).length > 0) return
      published += 1
      const built = buildScheme(draft, 2)
      assert.deepEqual(readScorecard(JSON.stringify(built), 'built'), built)
    }),
    { numRuns: 400 },
  )
  assert.ok(published > 20, `only ${published} could be published`)
})

test('the difference of two versions: added, gone, moved, changed; a line is followed through its old code', () => {
  const version = (draft: SchemeDraft, number: number) => buildScheme(draft, number)
  const edited = changed('1.3', { key: '2.2', parent: fresh().nodes.find(({ key }) => key === 'II')?.id ?? '' })
  const second = version(
    { ...edited, nodes: edited.nodes.map((node) => (node.key === '2.2' ? { ...node, continues: '1.3' } : node)) },
    2,
  )
  const third = version(
    changed('C2', { key: 'C3' }, changed('2.2', { max: '2', vi: 'Sáng kiến mới' }, { ...draftOf(second, KEY) })),
    3,
  )
  const spoken = changesBetween([third, second, example]).map((one) =>
    one.kind === 'changed' ? `${one.from.key}>${one.to.key} ${one.what.join()}` : `${one.kind} ${one.node.key}`,
  )
  assert.deepEqual(spoken, ['1.3>2.2 key,parent,name,max', 'added C3', 'removed C2'])
  assert.deepEqual(changesBetween([example, example]), [])
  const through = pointsThroughYears(
    [
      { version: 3, file: third },
      { version: 2, file: second },
      { version: 1, file: example },
    ],
    [
      { year: 2025, version: 1, units: [{ '1.3': '2' }, { '1.3': '3' }, { '1.3': null }] },
      { year: 2026, version: 3, units: [{ '2.2': '1.5' }] },
    ],
    2,
  )
  assert.deepEqual(through.find(({ node }) => node.key === '2.2')?.years, [
    { key: '1.3', points: 2.5, max: 3 },
    { key: '2.2', points: 1.5, max: 2 },
  ])
  assert.deepEqual(through.find(({ node }) => node.key === 'C3')?.years, [null, { key: 'C3', points: null, max: 1 }])
})
