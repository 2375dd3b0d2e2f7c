import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, clockOf, clocks, shippedCalendar } from '../../../../test/support/calendars.ts'
import { fc } from '../../../../test/support/properties.ts'
import en from '../../../web/locales/en/deadline.json' with { type: 'json' }
import vi from '../../../web/locales/vi/deadline.json' with { type: 'json' }
import { compileCalendar } from '../../organisation/working-calendar.ts'
import { remaining } from './deadline-progress.ts'
import { explainDue } from './deadline-spans.ts'
import { describeRemaining, type Locale, renderExplanation, renderMessage } from './deadline-text.ts'
import type { Clock } from './deadline-types.ts'

const dictionaries: Record<Locale, Record<string, string>> = { vi, en }
const calendar = compileCalendar(await shippedCalendar('one-stop-saturday'))

function say(clock: Clock, locale: Locale = 'vi'): string[] {
  return renderExplanation(explainDue(calendar, clock), locale, dictionaries[locale])
}

test('the dossier of the design is explained in both languages', () => {
  const clock = clockOf('2026-11-18T09:12', { quantity: 5, unit: 'wd' }, ['2026-11-19T10:00/2026-11-20T10:00'])
  assert.deepEqual(say(clock), [
    'Thứ Tư 18/11/2026, 09:12: tiếp nhận, thời hạn 5 ngày làm việc, tính từ ngày làm việc tiếp theo',
    'Thứ Năm 19/11/2026: tính 1 ngày làm việc',
    'Thứ Năm 19/11/2026, 10:00 – thứ Sáu 20/11/2026, 10:00: chờ người nộp bổ sung, không tính 1 ngày làm việc',
    'Thứ Bảy 21/11/2026 và Chủ nhật 22/11/2026: ngày nghỉ hằng tuần, không tính',
    'Thứ Hai 23/11/2026 – thứ Năm 26/11/2026: tính 4 ngày làm việc',
    'Thứ Năm 26/11/2026, 17:00: hạn trả kết quả',
  ])
  assert.equal(say(clock, 'en')[4], 'Monday 23 November 2026 – Thursday 26 November 2026: counts as 4 working days')
})

test('holidays, swap days, moved starts, restarts, rolled days and extensions have their sentence', () => {
  assert.deepEqual(say(clockOf('2026-02-12T18:12', { quantity: 1.5, unit: 'wd' })).slice(1, 4), [
    'Nhận ngoài giờ làm việc nên tính như nhận lúc thứ Sáu 13/02/2026, 07:00',
    'Thứ Bảy 14/02/2026 – Chủ nhật 22/02/2026: Tết Nguyên đán, không tính',
    'Thứ Hai 23/02/2026 và thứ Ba 24/02/2026: tính 1,5 ngày làm việc',
  ])
  const swap = say(clockOf('2026-01-09T10:00', { quantity: 1, unit: 'wd' }))
  assert.equal(swap[1], 'Thứ Bảy 10/01/2026: làm bù cho thứ Sáu 02/01/2026, tính 1 ngày làm việc')
  const rolled = say(clockOf('2026-04-20T10:00', { quantity: 6, unit: 'd' }))
  assert.equal(
    rolled[2],
    'Chủ nhật 26/04/2026 là ngày nghỉ (Giỗ Tổ Hùng Vương): hạn trả chuyển sang ngày làm việc tiếp theo',
  )
  const stop = '2026-11-17T10:00/2026-11-18T10:00'
  const restart = say(clockOf('2026-11-16T10:00', { quantity: 2, unit: 'wd' }, [stop], 'restart'))
  assert.equal(restart[3], 'Thứ Tư 18/11/2026, 10:00: hồ sơ đã đủ, tính lại từ đầu 2 ngày làm việc')
  const extensions = [{ decidedAt: at('2026-11-17T09:00'), newDueAt: at('2026-11-30T17:00') }]
  const extended = say({ ...clockOf('2026-11-16T10:00', { quantity: 2, unit: 'wd' }), extensions })
  assert.ok(extended.includes('Thứ Ba 17/11/2026, 09:00: quyết định gia hạn đến thứ Hai 30/11/2026, 17:00'))
  const open = say(clockOf('2026-11-16T10:00', { quantity: 9, unit: 'wh' }, ['2026-11-17T08:00/ payment']))
  assert.equal(open[1], 'Thứ Hai 16/11/2026, 10:00 – thứ Ba 17/11/2026, 08:00: tính 6 giờ làm việc')
  assert.equal(open[2], 'Từ thứ Ba 17/11/2026, 08:00: chờ người nộp nộp tiền, thời hạn đang tạm dừng')
})

test('waits that overlap are said once, with every reason', () => {
  const stops = ['2026-11-17T08:00/2026-11-18T10:00', '2026-11-17T14:00/2026-11-19T10:00 external']
  const [, , wait] = say(clockOf('2026-11-16T10:00', { quantity: 5, unit: 'wd' }, stops))
  assert.equal(
    wait,
    'Thứ Ba 17/11/2026, 08:00 – thứ Năm 19/11/2026, 10:00: chờ người nộp bổ sung và chờ ý kiến cơ quan khác, không tính 2 ngày làm việc',
  )
})

test('no sentence shows a key or an empty place, in any language', () => {
  fc.assert(
    fc.property(clocks, fc.constantFrom<Locale>('vi', 'en'), fc.boolean(), (clock, locale, isOpen) => {
      const from = clock.startAt + 86_400_000
      const stops = isOpen ? [...clock.stops, { from, to: null, reason: 'posting' as const }] : clock.stops
      for (const line of say({ ...clock, stops }, locale)) assert.doesNotMatch(line, /deadline\.|[{}]|undefined|NaN/)
    }),
    { numRuns: 500 },
  )
})

test('what is left is said in days, or in hours on the last one', () => {
  const due = at('2026-11-26T17:00')
  const left = (now: string, locale: Locale = 'vi'): string => {
    return renderMessage(describeRemaining(remaining(calendar, due, at(now)), locale), locale, dictionaries[locale])
  }
  assert.equal(left('2026-11-24T09:00'), 'Còn 2 ngày làm việc')
  assert.equal(left('2026-11-26T10:30'), 'Còn 4 giờ 30 phút làm việc')
  assert.equal(left('2026-11-26T16:00', 'en'), '1 working hour left')
  assert.equal(left('2026-11-27T10:00'), 'Trễ 1 ngày làm việc')
})

test('both languages have the same keys', () => {
  assert.deepEqual(Object.keys(vi).sort(), Object.keys(en).sort())
})
