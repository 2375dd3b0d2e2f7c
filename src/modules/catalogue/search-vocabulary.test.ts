import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/properties.ts'
import { meantWords, nearWords, slipsBetween, soundOf } from './search-vocabulary.ts'

const vocabulary = ['khai', 'sinh', 'tru', 'chu', 'tam', 'thuong', 'xay', 'dung', 'giay', 'phep', 'so', 'do', '2024']

function best(typed: string): string | undefined {
  return nearWords(typed, vocabulary)[0]?.word
}

test('misspelt words are mended, known words are not bent', () => {
  assert.equal(best('sihn'), 'sinh')
  assert.equal(best('dugn'), 'dung')
  assert.equal(best('thuogn'), 'thuong')
  assert.equal(best('thuon'), 'thuong')
  assert.equal(best('say'), 'xay')
  assert.equal(best('chu'), 'chu')
  assert.ok(nearWords('chu', vocabulary).some((near) => near.word === 'tru' && near.nearness < 1))
  assert.equal(best('2025'), undefined)
  assert.equal(best('zzzz'), undefined)
})

test('words written together are taken apart', () => {
  const meant = meantWords('khaisinh', ['khaisinh'], vocabulary)
  assert.equal(meant.phrase, 'khai sinh')
  assert.equal(meant.tokens.length, 2)
  assert.equal(
    meantWords('giay phep xay dugn', ['giay', 'phep', 'xay', 'dugn'], vocabulary).phrase,
    'giay phep xay dung',
  )
})

test('sounds people mix up are written alike', () => {
  assert.equal(soundOf('tru'), soundOf('chu'))
  assert.equal(soundOf('say'), soundOf('xay'))
  assert.equal(soundOf('gia'), soundOf('ra'))
  assert.equal(soundOf('ky'), soundOf('ki'))
  assert.notEqual(soundOf('giay'), soundOf('xay'))
})

const word = fc.string({ unit: fc.constantFrom(...'abcd'), maxLength: 7 })

test('the number of slips is a symmetric distance, 1 for each single slip', () => {
  fc.assert(
    fc.property(word, word, (one, other) => {
      const slips = slipsBetween(one, other)
      assert.equal(slips, slipsBetween(other, one))
      assert.equal(slips === 0, one === other)
      assert.ok(slips >= Math.abs(one.length - other.length))
      assert.ok(slips <= Math.max(one.length, other.length))
    }),
  )
  fc.assert(
    fc.property(word, fc.nat(7), fc.constantFrom(...'abcd'), (text, at, letter) => {
      const place = at % (text.length + 1)
      assert.equal(slipsBetween(text, text.slice(0, place) + letter + text.slice(place)), 1)
    }),
  )
})
