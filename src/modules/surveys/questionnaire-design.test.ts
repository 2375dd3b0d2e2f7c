import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/properties.ts'
import { questionsOf } from './answers.ts'
import { arranged, arrangements } from './arrangement.ts'
import { differences, isReordered } from './difference.ts'
import type { Questionnaire } from './questionnaire.ts'
import { questionnaireFault } from './questionnaire-fault.ts'

const name = (text: string) => ({ vi: text, en: text })

function made(...sections: string[][]): Questionnaire {
  return {
    key: 'thu',
    name: name('Thử'),
    source: 'test',
    example: true,
    intro: name('Xin hỏi'),
    sections: sections.map((keys, at) => ({
      key: `f${at + 1}`,
      name: name(`Phần ${at + 1}`),
      questions: keys.map((key) => ({ key, kind: 'scale', name: name(`Câu ${key}`), required: true, steps: 5 })),
    })),
  }
}

const shape = ({ sections }: Questionnaire) => sections.map(({ questions }) => questions.map(({ key }) => key).join(''))

test('questions and sections go up and down, also over the edge of a section, and never leave one empty', () => {
  const start = made(['a', 'b'], ['c', 'd'], ['e'])
  const after = (key: string, what: 'up' | 'down' | 'copy' | 'remove') => shape(arranged(start, { key, what }))
  assert.deepEqual(after('b', 'up'), ['ba', 'cd', 'e'])
  assert.deepEqual(after('b', 'down'), ['a', 'bcd', 'e'])
  assert.deepEqual(after('c', 'up'), ['abc', 'd', 'e'])
  assert.deepEqual(after('a', 'up'), ['ab', 'cd', 'e'])
  assert.deepEqual(after('e', 'up'), ['ab', 'cd', 'e'])
  assert.deepEqual(after('/f2', 'up'), ['cd', 'ab', 'e'])
  assert.deepEqual(after('/f3', 'down'), ['ab', 'cd', 'e'])
  assert.deepEqual(after('d', 'copy'), ['ab', 'cdq1', 'e'])
  assert.deepEqual(after('/f1', 'copy'), ['ab', 'q1q2', 'cd', 'e'])
  assert.deepEqual(after('c', 'remove'), ['ab', 'd', 'e'])
  assert.deepEqual(after('e', 'remove'), ['ab', 'cd'])
  assert.deepEqual(after('/f2', 'remove'), ['ab', 'e'])
  assert.deepEqual(after('khong', 'remove'), ['ab', 'cd', 'e'])
  assert.deepEqual(shape(arranged(made(['a']), { key: 'a', what: 'remove' })), ['a'])
})

test('whatever is pressed in whatever order, the questionnaire stays one that can be published', () => {
  const acts = fc.array(fc.record({ what: fc.constantFrom(...arrangements), at: fc.nat(20) }), { maxLength: 25 })
  fc.assert(
    fc.property(acts, (list) => {
      let now = made(['a', 'b'], ['c'])
      for (const { what, at } of list) {
        const keys = [...questionsOf(now).map(({ key }) => key), ...now.sections.map(({ key }) => `/${key}`)]
        const before = questionsOf(now).length
        now = arranged(now, { what, key: keys[at % keys.length] ?? '' })
        if (what === 'up' || what === 'down') assert.equal(questionsOf(now).length, before)
      }
      assert.equal(questionnaireFault(now), null)
      assert.ok(now.sections.every(({ questions }) => questions.length > 0))
    }),
  )
})

test('two versions differ by what was added, taken out, worded anew or asked in another way; moving alone is told as order', () => {
  const before = made(['a', 'b'], ['c'])
  assert.deepEqual(differences(before, before), [])
  const moved = arranged(before, { key: 'a', what: 'down' })
  assert.deepEqual([differences(before, moved), isReordered(before, moved)], [[], true])
  const after = structuredClone(arranged(before, { key: 'c', what: 'copy' }))
  const [first] = questionsOf(after)
  assert.ok(first)
  Object.assign(first, { name: name('Câu mới'), required: false, steps: 3 })
  after.name.vi = 'Thử lại'
  const gone = arranged(after, { key: 'b', what: 'remove' })
  assert.deepEqual(
    differences(before, gone).map(({ what, key, before: old, after: now, parts }) =>
      [what, key, old?.vi ?? '-', now?.vi ?? '-', ...parts].join(' '),
    ),
    [
      'heading heading Thử Thử lại name',
      'question a Câu a Câu mới name kind required',
      'question q1 - Câu c',
      'question b Câu b -',
    ],
  )
  assert.equal(isReordered(before, gone), false)
})
