import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { at, shippedCalendar } from '../../../test/support/calendars.ts'
import { fc } from '../../../test/support/properties.ts'
import { DAY_MS, localDate, MINUTE_MS } from '../../platform/civil-date.ts'
import { compileCalendar } from '../organisation/working-calendar.ts'
import {
  DEFAULT_PREFERENCE,
  type DeliveryState,
  MOST_ATTEMPTS,
  mustBeCalled,
  nextAttemptAt,
  nextCheckAt,
  ringsAt,
} from './delivery.ts'
import { fill, fillLine, htmlOf, placesIn } from './fill.ts'
import { ASK_AHEAD_DAYS, askApologyFrom, lastApologyAt, reached, rungs, willNotMakeIt } from './ladder.ts'
import { plainAscii, smsLength } from './sms-length.ts'

const calendar = compileCalendar(await shippedCalendar('province-standard'))
const instants = fc.integer({ min: at('2026-01-05T00:00'), max: at('2027-11-30T00:00') })
const minutes = fc.integer({ min: 0, max: 1439 })
const minuteOf = (instant: number) => Math.floor((instant + 7 * 3_600_000) / MINUTE_MS) % 1440

describe('quiet hours', () => {
  test('over midnight by default: held until seven', () => {
    const { quiet } = DEFAULT_PREFERENCE
    for (const [happens, rings] of [
      ['2026-11-26T20:59', '2026-11-26T20:59'],
      ['2026-11-26T21:00', '2026-11-27T07:00'],
      ['2026-11-26T23:59', '2026-11-27T07:00'],
      ['2026-11-27T00:00', '2026-11-27T07:00'],
      ['2026-11-27T06:59', '2026-11-27T07:00'],
      ['2026-11-27T07:00', '2026-11-27T07:00'],
    ] as const) {
      assert.equal(ringsAt(at(happens), quiet), at(rings), happens)
    }
  })

  test('never before it happens, never inside, never a day later; what was asked for never held', () => {
    fc.assert(
      fc.property(instants, minutes, minutes, (happens, from, to) => {
        const rings = ringsAt(happens, { from, to })
        assert.ok(rings >= happens && rings - happens < 1440 * MINUTE_MS)
        assert.equal(ringsAt(rings, { from, to }), rings)
        if (rings !== happens) assert.equal(minuteOf(rings), to)
        assert.equal(ringsAt(happens, { from, to }, true), happens)
        assert.equal(ringsAt(happens, null), happens)
      }),
    )
  })
})

describe('attempts', () => {
  test('pauses grow and end', () => {
    const pauses: number[] = []
    for (let attempts = 1; ; attempts++) {
      const next = nextAttemptAt(attempts, 0)
      if (next === null) {
        assert.equal(attempts, MOST_ATTEMPTS)
        break
      }
      pauses.push(next)
    }
    assert.deepEqual(
      pauses,
      [...pauses].sort((one, other) => one - other),
    )
  })

  test('asking whether it arrived ends after a day', () => {
    const asked: number[] = []
    for (let now = 0, next = nextCheckAt(0, 0); next !== null; next = nextCheckAt(0, now)) {
      assert.ok(next > now)
      now = next
      asked.push(next)
    }
    assert.equal(asked.at(-1), 1440 * MINUTE_MS)
  })

  test('somebody is called when every way was tried and none reached them', () => {
    const states: [DeliveryState[], boolean][] = [
      [['bounced'], true],
      [['failed', 'no_address'], true],
      [['no_address'], false],
      [['bounced', 'sent'], false],
      [['bounced', 'waiting'], false],
      [['failed', 'bounced'], true],
      [[], false],
    ]
    for (const [given, expected] of states) assert.equal(mustBeCalled(given), expected, given.join())
  })
})

describe('the ladder', () => {
  test('a step of eight working hours: reminded after six, head at due, leader a day after', () => {
    const startedAt = at('2026-11-25T08:00')
    const dueAt = calendar.addWorkingMinutes(startedAt, 480)
    const [officer, head, leader] = rungs({ kind: 'step', startedAt, dueAt }, calendar)
    assert.equal(officer?.at, calendar.addWorkingMinutes(startedAt, 360))
    assert.equal(head?.at, dueAt)
    assert.equal(leader?.at, calendar.addWorkingMinutes(dueAt, calendar.minutesPerDay))
  })

  test('a dossier due on Monday is reminded of on Friday', () => {
    const dueAt = calendar.endOfWorkingDay('2026-11-30')
    const [officer] = rungs({ kind: 'dossier', startedAt: at('2026-11-16T08:00'), dueAt }, calendar)
    assert.equal(localDate(officer?.at ?? 0), '2026-11-27')
  })

  test('rungs come in order, whatever the span, and each is reached once', () => {
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 0, max: 60 * 480 }),
        fc.constantFrom('step' as const, 'dossier' as const),
        fc.array(fc.integer({ min: 1, max: 4 * 1440 }), { maxLength: 40 }),
        (startedAt, length, kind, pauses) => {
          const work = { kind, startedAt, dueAt: calendar.addWorkingMinutes(startedAt, length) }
          const all = rungs(work, calendar)
          for (const [position, { at: reachedAt }] of all.entries()) {
            assert.ok(position === 0 || reachedAt >= (all[position - 1]?.at ?? 0))
          }
          const taken: (typeof all)[number]['rung'][] = []
          let now = startedAt
          for (const pause of [0, ...pauses]) {
            now += pause * MINUTE_MS
            for (const { rung, at: reachedAt } of reached(work, calendar, { taken, now })) {
              assert.ok(reachedAt <= now)
              assert.ok(!taken.includes(rung))
              taken.push(rung)
            }
          }
          assert.deepEqual(
            taken,
            all.filter((rung) => rung.at <= now).map(({ rung }) => rung),
          )
        },
      ),
    )
  })

  test('over the longest holiday the asking begins no earlier than it is looked for', () => {
    for (let day = at('2026-01-12T09:00'); day < at('2027-11-30T00:00'); day += DAY_MS) {
      if (!calendar.isWorkingDay(localDate(day))) continue
      const dueAt = calendar.endOfWorkingDay(localDate(day))
      assert.ok(dueAt - askApologyFrom(dueAt, calendar) <= ASK_AHEAD_DAYS * DAY_MS, localDate(day))
    }
  })

  test('an apology is asked for before it would be too late, and at least one working day before the due date', () => {
    fc.assert(
      fc.property(instants, (near) => {
        const dueAt = calendar.endOfWorkingDay(calendar.addWorkingDays(localDate(near), 0))
        const last = lastApologyAt(dueAt, calendar)
        assert.ok(askApologyFrom(dueAt, calendar) < last && last < dueAt)
        assert.equal(calendar.workingDayOrdinal(localDate(dueAt)) - calendar.workingDayOrdinal(localDate(last)), 1)
      }),
    )
    assert.equal(willNotMakeIt(481, 480), true)
    assert.equal(willNotMakeIt(480, 480), false)
  })
})

describe('text messages', () => {
  test('parts by alphabet', () => {
    for (const [text, alphabet, units, segments] of [
      ['', 'gsm7', 0, 0],
      ['a'.repeat(160), 'gsm7', 160, 1],
      ['a'.repeat(161), 'gsm7', 161, 2],
      ['a'.repeat(306), 'gsm7', 306, 2],
      ['a'.repeat(307), 'gsm7', 307, 3],
      ['€'.repeat(80), 'gsm7', 160, 1],
      // A pair of septets is not cut in two: 152 and one letter of two places fill the first part to 152.
      [`${'a'.repeat(152)}€${'a'.repeat(20)}`, 'gsm7', 174, 2],
      ['à'.repeat(160), 'gsm7', 160, 1],
      ['ồ'.repeat(70), 'ucs2', 70, 1],
      ['ồ'.repeat(71), 'ucs2', 71, 2],
      ['ồ'.repeat(134), 'ucs2', 134, 2],
      ['ồ'.repeat(135), 'ucs2', 135, 3],
      ['😀'.repeat(35), 'ucs2', 70, 1],
      // 33 pairs fill 66 of 67 units of each part.
      ['😀'.repeat(67), 'ucs2', 134, 3],
    ] as const) {
      assert.deepEqual(smsLength(text), { alphabet, units, segments }, `${text.length} × ${text[0]}`)
    }
  })

  test('without diacritics every text is in the small alphabet', () => {
    assert.equal(plainAscii('Ủy ban nhân dân – “Đường”…'), 'Uy ban nhan dan - "Duong"...')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        assert.equal(smsLength(plainAscii(text)).alphabet, 'gsm7')
      }),
    )
  })
})

describe('filling', () => {
  test('a value is never a text', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const filled = fillLine('Kính gửi {{name}}.', { name: `x${value}{{code}}`, code: 'SECRET' })
        assert.ok(!filled.includes('SECRET') || value.includes('SECRET'))
      }),
    )
  })

  test('a line whose places are all empty is left out, others stay', () => {
    const text = 'A {{x}}\n\nB {{x}} {{y}}\nC\n\n{{x}}\n\nD'
    assert.equal(fill(text, { y: '1' }), 'B  1\nC\n\nD')
    assert.deepEqual(placesIn('{{a}} {{ b_c }} {{A}} {a} {{a}}'), ['a', 'b_c'])
  })

  test('as a page: nothing of a value is markup, only addresses of this site are links', () => {
    const html = htmlOf('<script>"x"</script> http://here/ho-so/1 http://elsewhere/', 'http://here')
    assert.doesNotMatch(html, /<script/)
    assert.match(html, /<a href="http:\/\/here\/ho-so\/1">/)
    assert.doesNotMatch(html, /href="http:\/\/elsewhere/)
  })
})
