import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shippedCalendar } from '../../test/support/calendars.ts'
import { compileCalendar } from '../modules/organisation/working-calendar.ts'
import { printDue } from './due.ts'

const calendar = compileCalendar(await shippedCalendar('one-stop-saturday'))
const start = '2026-11-18T09:12+07:00'

async function due(line: string): Promise<{ code: number; out: string[]; err: string[] }> {
  const [out, err] = [[] as string[], [] as string[]]
  const code = await printDue(line.split(' '), {
    loadOffice: async (office) => (office === 'H33' ? calendar : undefined),
    out: (text) => out.push(...text.split('\n')),
    err: (text) => err.push(text),
  })
  return { code, out, err }
}

test('the first line is the due instant, the explanation stands below', async () => {
  const wait = '2026-11-19T10:00+07:00/2026-11-20T10:00+07:00'
  const resumed = await due(`${start} 5wd --office H33 --wait ${wait}`)
  assert.equal(resumed.code, 0)
  assert.equal(resumed.out[0], '2026-11-26T17:00:00+07:00')
  assert.match(resumed.out[1] ?? '', /^Thứ Tư 18\/11\/2026, 09:12/)
  assert.equal(
    (await due(`${start} 5wd --office H33 --wait ${wait} --mode restart`)).out[0],
    '2026-11-27T17:00:00+07:00',
  )
  const payment = await due(`${start} 5wd --office H33 --wait ${wait} --mode restart --reason payment --locale en`)
  assert.equal(payment.out[0], '2026-11-26T17:00:00+07:00')
  assert.match(payment.out[1] ?? '', /^Wednesday 18 November 2026/)
})

test('every unit is understood, and instants of any offset', async () => {
  const first = async (line: string): Promise<string | undefined> => (await due(`${line} --office=H33`)).out[0]
  assert.equal(await first(`${start} 8wh`), '2026-11-19T09:12:00+07:00')
  assert.equal(await first(`${start} 7d`), '2026-11-25T17:00:00+07:00')
  assert.equal(await first(`${start} 1m`), '2026-12-18T17:00:00+07:00')
  assert.equal(await first(`${start} 2,5wd`), '2026-11-23T11:00:00+07:00')
  assert.equal(await first('2026-11-18T02:12:00Z 0wd'), '2026-11-18T17:00:00+07:00')
})

test('a date that may still change says so', async () => {
  const { out } = await due('2027-01-18T09:12+07:00 20wd --office H33')
  assert.match(out.at(-1) ?? '', /chưa được công bố/)
})

test('what cannot be understood is one sentence on stderr and exit code 2', async () => {
  const wrong = [
    `${start} 5xd --office H33`,
    `${start} 5.3wd --office H33`,
    '2026-11-18T09:12 5wd --office H33',
    '2026-02-30T09:12+07:00 5wd --office H33',
    `${start} 5wd --office H99`,
    `${start} 5wd`,
    `${start} 5wd --office`,
    `${start} 5wd --ofice H33`,
    `${start} 5wd --office H33 --wait 2026-11-20T10:00+07:00/2026-11-19T10:00+07:00`,
    `${start} 5wd --office H33 --mode again`,
    `${start} 5wd --office H33 --locale fr`,
    `${start} 9000wd --office H33`,
  ]
  for (const line of wrong) {
    const { code, out, err } = await due(line)
    assert.deepEqual([code, out.length, err.length], [2, 0, 1], line)
    assert.doesNotMatch(err[0] ?? '', /deadline\.|[{}]/, line)
  }
})
