import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { fc } from '../../../../test/support/properties.ts'
import { readCardText } from './card-text.ts'
import { filingTime } from './filing-time.ts'
import { findBreak, type JournalLink, linkHash, sha256Hex } from './journal.ts'
import { type NumberRange, nextNumber, numberIn, numbersLeft, numberText, ticketText, yearStart } from './numbering.ts'

const GENESIS = 'a'.repeat(64)

async function chainOf(bodies: readonly string[]): Promise<JournalLink[]> {
  const links: JournalLink[] = []
  for (const body of bodies) {
    const prevHash = links.at(-1)?.hash ?? GENESIS
    links.push({ position: links.length + 1, prevHash, hash: await linkHash(prevHash, body) })
  }
  return links
}

describe('the chain of a journal', () => {
  test('a hash is SHA-256 over the one before and the body, byte for byte', async () => {
    const expected = createHash('sha256').update(`${GENESIS}\nđơn xin`).digest('hex')
    assert.equal(await linkHash(GENESIS, 'đơn xin'), expected)
    assert.equal(await sha256Hex(new Uint8Array([1, 2])), createHash('sha256').update(Buffer.of(1, 2)).digest('hex'))
  })

  test('a whole journal has no break; whichever record is lost from its middle is found', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string(), { minLength: 2, maxLength: 12 }), fc.nat(), async (bodies, turn) => {
        const links = await chainOf(bodies)
        assert.equal(findBreak(links, GENESIS), null)
        const lost = turn % (links.length - 1)
        assert.equal(findBreak(links.toSpliced(lost, 1), GENESIS), lost + 1)
      }),
    )
  })

  test('a record lost from the end shows against what the server has', async () => {
    const links = await chainOf(['1', '2', '3'])
    assert.equal(findBreak(links.slice(0, 2), GENESIS, 3), 3)
    assert.equal(findBreak(links, GENESIS, 2), null)
    assert.equal(findBreak(links, 'b'.repeat(64)), 1)
  })
})

describe('reserved numbers', () => {
  const range: NumberRange = {
    onDate: '2026-11-26',
    prefix: 'H33.08-261126-',
    digits: 4,
    first: 8,
    last: 12,
    taken: [9],
  }

  test('are given in order, those taken left out, each once, and end', () => {
    const given = new Set<string>()
    const all: string[] = []
    for (;;) {
      const next = nextNumber([range], '2026-11-26', given)
      if (next === null) break
      all.push(next.text)
      given.add(next.text)
      assert.equal(numbersLeft([range], '2026-11-26', given), 4 - all.length)
    }
    assert.deepEqual(all, ['H33.08-261126-0008', 'H33.08-261126-0010', 'H33.08-261126-0011', 'H33.08-261126-0012'])
  })

  test('are those of their day alone', () => {
    assert.equal(nextNumber([range], '2026-11-27', new Set()), null)
    assert.equal(nextNumber([range, { ...range, onDate: '2026-11-27' }], '2026-11-27', new Set())?.number, 8)
  })

  test('what is written can be read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), fc.constantFrom(4, 6), (number, digits) => {
        assert.equal(numberIn(numberText({ prefix: 'H33.1-NT26-', digits }, number), 'H33.1-NT26-'), number)
      }),
    )
    for (const text of ['H33.2-NT26-000001', 'H33.1-NT26-1', 'H33.1-NT26-00001x', '']) {
      assert.equal(numberIn(text, 'H33.1-NT26-'), null)
    }
    assert.equal(ticketText('NT2-', 7), 'NT2-007')
    assert.equal(yearStart('2026-11-26'), '2026-01-01')
  })
})

describe('the legal filing time', () => {
  test('is the machine’s time put right, and never outside its bounds', () => {
    const time = fc.integer({ min: 0, max: 4_000_000_000_000 })
    fc.assert(
      fc.property(time, fc.integer({ min: -1e9, max: 1e9 }), time, time, (deviceAt, skewMs, one, other) => {
        const [notBefore, notAfter] = [Math.min(one, other), Math.max(one, other)]
        const { at, adjusted } = filingTime({ deviceAt, skewMs, notBefore, notAfter })
        assert.ok(at >= notBefore && at <= notAfter)
        assert.equal(adjusted, at !== deviceAt + skewMs)
      }),
    )
  })
})

describe('the text of a card', () => {
  const text = '033190012345|145123456|Nguyễn Thị Hoa|03021990|Nữ|Số 5, Phố Hiến, Hưng Yên|10052021'

  test('is read into its fields, newer cards too', () => {
    const card = {
      identityNumber: '033190012345',
      fullName: 'Nguyễn Thị Hoa',
      birthDate: '03/02/1990',
      sex: 'female',
      address: 'Số 5, Phố Hiến, Hưng Yên',
    }
    assert.deepEqual(readCardText(text), { ok: true, card })
    assert.deepEqual(readCardText(`${text}||Nguyễn Văn A|Trần Thị B\n`), { ok: true, card })
  })

  test('of another country’s card, half a scan or anything else is named', () => {
    const faults = [
      '',
      'https://example.org/a',
      '033190012345|x',
      text.replace('033190012345', 'AB123'),
      text.replace('03021990', '1990'),
    ].map((one) => {
      const read = readCardText(one)
      return read.ok ? 'ok' : read.fault
    })
    assert.deepEqual(faults, ['empty', 'not_a_card', 'not_a_card', 'number', 'birth_date'])
  })
})
