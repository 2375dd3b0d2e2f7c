import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendar, DAY, HOUR, Play, playTo, start, words } from '../../../../test/support/play.ts'
import { localDay } from '../../../platform/civil-date.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { FactKeeper, OutOfOrder } from './fact-keeper.ts'
import { type Measure, measureNames, measures } from './measure.ts'

const work = (_: AgencyId, from: number, to: number) => (to <= from ? 0 : calendar.workingMinutesBetween(from, to))
const YEAR = 365

function entriesOf({ history, state }: Play) {
  return history.map(({ event, at, by = null }, index) => {
    const { type, payload } = event
    return { streamId: state.id, version: index + 1, type, payload, at, actorId: by, position: index + 1 }
  })
}

/** Every measure as it stands so many days after the beginning; those at 0 left out. */
function told(play: Play, days = YEAR): Partial<Record<Measure, number>> {
  const keeper = new FactKeeper(new Map(), work)
  for (const entry of entriesOf(play)) keeper.take(entry)
  const until = localDay(start + days * DAY)
  const rows = [...keeper.rollup.dayRows((id) => [id])].filter(({ day }) => day <= until)
  const sums = measureNames.map((name) => {
    const own = rows.filter(({ measure }) => measure === measures[name].number)
    return [name, own.reduce((sum, { n }) => sum + n, 0)] as const
  })
  return Object.fromEntries(sums.filter(([, n]) => n !== 0))
}

const withdrawnWhileWaiting = () => {
  const play = playTo('supplement_requested').later(60 * DAY)
  play.act('withdraw', play.owner, { reason: words })
  return play
}

/** Each trap of the law and of real systems: a life, and what must and must not be told of it. */
const traps: Record<string, [play: () => Play, is: Partial<Record<Measure, number>>]> = {
  'what waits for the applicant is no longer in time nor overdue, however long': [
    () => playTo('supplement_requested'),
    { open: 1, waiting_applicant: 1, overdue: 0, late: 0, resolved_on_time: 0 },
  ],
  'what waits for money is a column of its own': [
    () => playTo('payment_requested'),
    { open: 1, waiting_payment: 1, overdue: 0 },
  ],
  'what is suspended is a column of its own': [() => playTo('suspended'), { open: 1, suspended: 1, overdue: 0 }],
  'what is withdrawn in time is not resolved in time, and not open': [
    () => playTo('withdrawn'),
    { ended_before_receipt: 1, withdrawn: 0, resolved_early: 0, resolved_on_time: 0, open: 0 },
  ],
  'withdrawn while it waited: the months of waiting are not late': [
    withdrawnWhileWaiting,
    { withdrawn: 1, withdrawn_online_of: 1, late: 0, overdue: 0, waiting_applicant: 0 },
  ],
  'what is stopped is neither in time nor late': [
    () => playTo('stopped'),
    { stopped: 1, stopped_online_of: 1, resolved_early: 0, resolved_late: 0, late: 0 },
  ],
  'what is refused is no receipt': [
    () => playTo('refused'),
    { refused: 1, received_online: 0, resolved_early: 0, to_receive: 0 },
  ],
  'what runs is overdue from its date, with nobody pressing': [
    () => playTo('in_process'),
    { open: 1, overdue: 1, late: 1, resolved_late: 0 },
  ],
  'a second request for a supplement makes late at once': [
    () =>
      playTo('supplement_requested', { procedure: { mostSupplements: 2 } })
        .supply()
        .askSupplement(),
    { waiting_applicant: 1, supplement_first: 1, supplement_again: 1, late: 1, overdue: 0 },
  ],
  'an online dossier received on a later day is not entered late': [
    () => new Play().later(22 * HOUR).accept(),
    { received_online: 1, late_arrivals: 0 },
  ],
  'the post’s hand-over of another day is entered late, on the day of its entry': [
    () => new Play({ channel: 'post', papers: true }).later(22 * HOUR).accept(),
    { received_post: 1, late_arrivals: 1 },
  ],
  'a day without network is entered late': [
    () => new Play({ channel: 'counter', offlineMinutes: 1440 }).accept(),
    { received_counter: 1, late_arrivals: 1 },
  ],
}

for (const [name, [play, is]] of Object.entries(traps)) {
  test(name, () => {
    const found = told(play())
    for (const [measure, n] of Object.entries(is)) assert.equal(found[measure as Measure] ?? 0, n, measure)
  })
}

test('an interlinked dossier counts once for the citizen, and at its steps once for each agency by name', () => {
  const play = new Play({ flow: 'interlinked-birth' }).accept().forwardTo('lien-thong')
  assert.equal(told(play).received_online, 1)
  assert.equal(told(play).open, 1)
  const keeper = new FactKeeper(new Map(), work)
  for (const entry of entriesOf(play)) keeper.take(entry)
  assert.equal(keeper.facts.size, 1)
  const visited = play.history.flatMap(({ event }) => (event.type === 'Forwarded' ? [event.payload.from] : []))
  const rows = [...keeper.rollup.stepRows((id) => [id])]
  assert.deepEqual(visited, ['tiep-nhan', 'khai-sinh', 'ky-khai-sinh'])
  assert.deepEqual(rows.map(({ step }) => step).sort(), [...visited].sort())
  for (const { step, agencyId } of rows) assert.equal(agencyId, play.state.stepAgencies[step], step)
  assert.equal(new Set(rows.map(({ agencyId }) => agencyId)).size, 2)
})

test('an event twice counts once; one out of order stops; a year late counts on the day it came', () => {
  const entries = entriesOf(playTo('returned'))
  const once = new FactKeeper(new Map(), work)
  const twice = new FactKeeper(new Map(), work)
  for (const entry of entries) {
    once.take(entry)
    twice.take(entry)
    twice.take(entry)
  }
  const rows = ({ rollup }: FactKeeper) => [...rollup.dayRows((id) => [id])]
  assert.deepEqual(rows(twice), rows(once))
  const [first, , third] = entries
  const broken = new FactKeeper(new Map(), work)
  if (first !== undefined) broken.take(first)
  assert.throws(() => third !== undefined && broken.take(third), OutOfOrder)
  const late = new Play({ channel: 'counter' }).later(YEAR * DAY).accept()
  assert.equal(told(late, YEAR - 1).received_counter, undefined)
  assert.equal(told(late, YEAR).received_counter, 1)
})
