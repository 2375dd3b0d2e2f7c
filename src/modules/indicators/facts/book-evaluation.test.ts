import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AgencyId, DossierId, UserId } from '../../../platform/ids.ts'
import type { DossierEvent } from '../../casework/events.ts'
import { bookAttitude, bookEvaluation, type EvaluationBooking, workersOf } from './book-evaluation.ts'
import { isDeclaredEvent, knownTogether, measuresOfDeclared } from './declared-events.ts'
import type { DossierFact } from './fact.ts'
import type { StepTime } from './fold-fact.ts'

const WARD = 'ward' as AgencyId
const [clerk, handler] = ['clerk', 'handler'] as UserId[]
const DAY = 86_400_000

function fact(change: Partial<DossierFact>): DossierFact {
  const bare = { id: 'd' as DossierId, agencyId: WARD, channel: 'counter', supplements: 0, workedBy: [clerk, handler] }
  const open = { ending: null, endedAt: null, returnedAt: null, returnedBy: null, punctuality: null, opinions: [] }
  return { ...bare, ...open, ...change } as DossierFact
}

/** What an event books, as `item of whom`: whole agency or officer. */
function booked(before: DossierFact, after: DossierFact, type: string, left: StepTime | null = null, at = 20 * DAY) {
  const found: Record<string, number> = {}
  const event = { type, payload: { id: 'o' } } as unknown as DossierEvent
  bookEvaluation({ before, after, event, at }, { userId: handler ?? null, left }, (booking: EvaluationBooking) => {
    const { item, cases, points } = booking
    for (const [sum, n] of [['cases', cases] as const, ['points', points] as const]) {
      const key = `${item}_${sum} ${booking.userId ?? 'all'}`
      found[key] = (found[key] ?? 0) + n
    }
  })
  return found
}

test('early gives 2, on time 1, late 0; supplements take from 2; each to the agency once and to everybody who worked', () => {
  const solved = (change: Partial<DossierFact>) => fact({ ending: 'granted', endedAt: 1, ...change })
  const early = booked(fact({}), solved({ punctuality: 'early' }), 'Completed')
  assert.deepEqual(early, {
    'time_cases all': 1,
    'time_points all': 2,
    'contact_cases all': 1,
    'contact_points all': 2,
    ...{ 'time_cases clerk': 1, 'time_points clerk': 2, 'contact_cases clerk': 1, 'contact_points clerk': 2 },
    ...{ 'time_cases handler': 1, 'time_points handler': 2, 'contact_cases handler': 1, 'contact_points handler': 2 },
  })
  const late = booked(fact({}), solved({ punctuality: 'late', supplements: 3, channel: 'online' }), 'Completed')
  assert.deepEqual([late['time_points all'], late['contact_points all'], late['online_late_cases all']], [0, 0, 1])
  const undated = booked(fact({}), solved({ punctuality: 'undated', supplements: 1 }), 'Completed')
  assert.deepEqual([undated['time_cases all'], undated['contact_points all']], [undefined, 1])
  assert.deepEqual(booked(fact({}), fact({ ending: 'withdrawn', endedAt: 1 }), 'Withdrawn'), {})
})

test('a counter-entry takes back exactly what was given', () => {
  const before = fact({ ending: 'granted', endedAt: 1, punctuality: 'on_time', supplements: 1 })
  const returned = { ...before, returnedAt: 2, returnedBy: 'counter' as const }
  const given = booked(fact({}), before, 'Completed')
  const taken = booked(before, fact({}), 'Corrected')
  for (const [key, n] of Object.entries(given)) assert.equal((taken[key] ?? 0) + n, 0, key)
  const place = booked(before, returned, 'ResultReturned')
  assert.equal(place['place_points all'], 1)
  assert.equal(booked(returned, before, 'Corrected')['place_points all'], -1)
  const online = { ...before, channel: 'online' as const }
  assert.equal(
    booked(online, { ...online, returnedAt: 2, returnedBy: 'online' }, 'ResultReturned')['place_points all'],
    2,
  )
})

test('time at a step is the officer’s, time of the whole stay the agency’s; an opinion has its own date', () => {
  const left = (minutes: number, stay: StepTime['stay']) => ({
    step: 's',
    agencyId: WARD,
    minutes,
    allotted: 480,
    stay,
  })
  assert.deepEqual(booked(fact({}), fact({}), 'Forwarded', left(480, null)), {
    'stay_cases handler': 1,
    'stay_points handler': 1,
  })
  assert.deepEqual(booked(fact({}), fact({}), 'Forwarded', left(479, { minutes: 900, allotted: 800 })), {
    'stay_cases all': 1,
    'stay_points all': 0,
    'stay_cases handler': 1,
    'stay_points handler': 2,
  })
  assert.deepEqual(booked(fact({}), fact({}), 'Resumed', left(1, null)), {})
  const asked = fact({ opinions: [{ id: 'o', agencyId: WARD, dueAt: 20 * DAY + 1000 }] })
  const points = (at: number) => booked(asked, fact({}), 'OpinionAnswered', null, at)['stay_points all']
  assert.deepEqual([points(18 * DAY), points(20 * DAY), points(20 * DAY + 1001)], [2, 1, 0])
})

test('who moves a dossier is remembered once; who only looks or is no officer is not', () => {
  const start = fact({ workedBy: [] })
  assert.deepEqual(workersOf(start, 'Accepted', clerk ?? null), [clerk])
  assert.deepEqual(workersOf(fact({}), 'Forwarded', handler ?? null), [clerk, handler])
  assert.deepEqual(workersOf(start, 'Supplied', handler ?? null), [])
  assert.deepEqual(workersOf(start, 'Completed', null), [])
})

test('a declared event counts what it says, and makes known what it could have said', () => {
  assert.ok(isDeclaredEvent('PetitionClosed') && !isDeclaredEvent('Submitted') && !isDeclaredEvent('toString'))
  assert.deepEqual(measuresOfDeclared('PetitionClosed', { agencyId: WARD, onTime: true }), [
    'petitions',
    'petitions_on_time',
  ])
  assert.deepEqual(knownTogether('petitions'), ['petitions', 'petitions_on_time', 'petitions_unsatisfied'])
})

test('a complaint found true takes its points from the agency and each officer named, once; one found false from nobody', () => {
  const booked: EvaluationBooking[] = []
  const told = { agencyId: WARD, userIds: ['clerk', 'handler', 'clerk'] as UserId[], timePoints: 2 as const }
  bookAttitude({ ...told, upheld: false }, 1, (booking) => booked.push(booking))
  assert.equal(booked.length, 0)
  bookAttitude({ ...told, upheld: true }, 1, (booking) => booked.push(booking))
  assert.deepEqual(
    booked.map(({ userId, points }) => [userId, points]),
    [null, clerk, handler].map((who) => [who, 2]),
  )
})
