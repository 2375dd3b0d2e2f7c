import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/properties.ts'
import { numberInWords } from './amount-in-words.ts'
import { amountInWords } from './index.ts'

test('amounts as they are said', () => {
  const said: [number, string][] = [
    [0, 'Không đồng'],
    [1, 'Một đồng'],
    [5, 'Năm đồng'],
    [10, 'Mười đồng'],
    [11, 'Mười một đồng'],
    [14, 'Mười bốn đồng'],
    [15, 'Mười lăm đồng'],
    [20, 'Hai mươi đồng'],
    [21, 'Hai mươi mốt đồng'],
    [24, 'Hai mươi tư đồng'],
    [25, 'Hai mươi lăm đồng'],
    [100, 'Một trăm đồng'],
    [101, 'Một trăm linh một đồng'],
    [104, 'Một trăm linh bốn đồng'],
    [105, 'Một trăm linh năm đồng'],
    [110, 'Một trăm mười đồng'],
    [115, 'Một trăm mười lăm đồng'],
    [1000, 'Một nghìn đồng'],
    [1005, 'Một nghìn không trăm linh năm đồng'],
    [10_000, 'Mười nghìn đồng'],
    [105_000, 'Một trăm linh năm nghìn đồng'],
    [150_000, 'Một trăm năm mươi nghìn đồng'],
    [1_050_000, 'Một triệu không trăm năm mươi nghìn đồng'],
    [1_000_005, 'Một triệu không trăm linh năm đồng'],
    [21_354_871, 'Hai mươi mốt triệu ba trăm năm mươi tư nghìn tám trăm bảy mươi mốt đồng'],
    [1_000_000_000, 'Một tỷ đồng'],
    [1_005_000_000, 'Một tỷ không trăm linh năm triệu đồng'],
    [2_000_000_001, 'Hai tỷ không trăm linh một đồng'],
    [15_000_000_000_000, 'Mười lăm nghìn tỷ đồng'],
  ]
  for (const [amount, words] of said) assert.equal(amountInWords(amount), words, String(amount))
})

test('what is no whole amount is refused', () => {
  for (const amount of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
    assert.throws(() => amountInWords(amount), RangeError, String(amount))
  }
})

const units: Record<string, number> = {
  không: 0,
  một: 1,
  mốt: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  tư: 4,
  năm: 5,
  lăm: 5,
  sáu: 6,
  bảy: 7,
  tám: 8,
  chín: 9,
}

/** Reads words back by another way than they are made: adding up from left to right. */
function readWords(words: string): number {
  let [whole, part, digits] = [0, 0, 0]
  const weigh = (factor: number) => {
    digits *= factor
    part += digits
    digits = 0
  }
  for (const word of words.split(' ')) {
    if (word === 'mười') part += 10
    else if (word === 'trăm') weigh(100)
    else if (word === 'mươi') weigh(10)
    else if (word === 'linh') continue
    else if (word === 'nghìn' || word === 'triệu') {
      whole += (part + digits) * (word === 'nghìn' ? 1000 : 1_000_000)
      ;[part, digits] = [0, 0]
    } else if (word === 'tỷ') {
      whole = (whole + part + digits) * 1_000_000_000
      ;[part, digits] = [0, 0]
    } else digits = units[word] ?? Number.NaN
  }
  return whole + part + digits
}

/** The whole before a "tỷ" is multiplied too: only sums below it may stand open. */
test('every amount is read back as itself, in words that the rules allow', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.maxSafeNat(),
        fc.nat({ max: 2000 }),
        fc.nat({ max: 10_000_000 }).map((n) => n * 1000),
      ),
      (value) => {
        const words = numberInWords(value)
        assert.equal(readWords(words), value, words)
        assert.doesNotMatch(
          words,
          /mươi một\b|mươi năm(?! )|mươi bốn|mười mốt|mười tư|linh lăm|linh mốt|linh tư|không mươi|một mươi/,
        )
        assert.doesNotMatch(words, /\s{2}|^ | $/)
      },
    ),
    { numRuns: 3000 },
  )
})
