import { fileURLToPath } from 'node:url'
import { computeDue } from '../src/modules/casework/deadlines/deadline.ts'
import type { Clock, TimeLimit } from '../src/modules/casework/deadlines/deadline-types.ts'
import { calendarDefinition, readHolidayFile, readOfficeHoursFile } from '../src/modules/organisation/calendar-file.ts'
import { compileCalendar } from '../src/modules/organisation/working-calendar.ts'

/**
 * What one due date costs over a span of one working day and over one of ten years. Both are measured in turns in one run, so that
 * whatever else the machine does falls on both; the ratio is of the medians. It must stay at or below 1.2.
 */
const ROUNDS = 200
const CLOCKS = 500
const data = fileURLToPath(new URL('../data/calendar/', import.meta.url))
const hours = (await readOfficeHoursFile(`${data}office-hours.yaml`)).get('province-standard')
if (hours === undefined) throw new Error('no office hours')
const calendar = compileCalendar(calendarDefinition(hours, await readHolidayFile(`${data}holidays-vn.yaml`)))

const day: Clock[] = clocksOf({ quantity: 1, unit: 'wd' })
const decade: Clock[] = clocksOf({ quantity: 2500, unit: 'wd' })

function clocksOf(limit: TimeLimit): Clock[] {
  const firstAt = Date.parse('2026-01-05T07:30:00+07:00')
  return Array.from({ length: CLOCKS }, (_, index) => {
    const startAt = firstAt + index * 6 * 3_600_000
    const stops = [{ from: startAt + 3_600_000, to: startAt + 90_000_000, reason: 'supplement' as const }]
    return { startAt, limit, mode: 'resume', stops, extensions: [] }
  })
}

/** Nanoseconds for one due date. */
function cost(clocks: readonly Clock[]): number {
  const begunAt = process.hrtime.bigint()
  let sum = 0
  for (const clock of clocks) sum += computeDue(calendar, clock).dueAt ?? 0
  const took = Number(process.hrtime.bigint() - begunAt)
  if (sum === 0) throw new Error('nothing was computed')
  return took / clocks.length
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

for (let round = 0; round < 50; round += 1) {
  cost(day)
  cost(decade)
}
const [dayCosts, decadeCosts] = [[] as number[], [] as number[]]
for (let round = 0; round < ROUNDS; round += 1) {
  const isDayFirst = round % 2 === 0
  if (isDayFirst) dayCosts.push(cost(day))
  decadeCosts.push(cost(decade))
  if (!isDayFirst) dayCosts.push(cost(day))
}
const [dayNs, decadeNs] = [median(dayCosts), median(decadeCosts)]
console.log(`one working day: ${dayNs.toFixed(0)} ns; ten years: ${decadeNs.toFixed(0)} ns for one due date`)
console.log(JSON.stringify({ bench: 'deadline', ratio: Number((decadeNs / dayNs).toFixed(3)), limit: 1.2 }))
