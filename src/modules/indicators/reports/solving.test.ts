import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type FigureProvince, figureProvince } from '../../../../test/support/figures.ts'
import { dateOfEpochDay, epochDayOf, localDate, startOfLocalDay } from '../../../platform/civil-date.ts'
import { query } from '../../../platform/db.ts'
import { type DossierState, isOpen, isWaiting } from '../../casework/dossier.ts'
import { punctualityOf } from '../../casework/dossier-rows.ts'
import type { DossierEvent } from '../../casework/events.ts'
import { replay } from '../../casework/evolve.ts'
import { readSolvingByAgency, readSolvingByProcedure } from './read-solving.ts'
import { brokenIdentities } from './solving-columns.ts'

let province: FigureProvince

before(async () => {
  province = await figureProvince({ dossiers: 500, days: 120, until: '2026-11-20T10:20:00+07:00' })
})

after(() => province.close())

const PERIODS = [
  { from: '2026-09-01', to: '2026-09-14' },
  { from: '2026-09-15', to: '2026-10-14' },
  { from: '2026-10-15', to: '2026-11-14' },
  { from: '2026-11-15', to: '2026-11-30' },
]

interface Life {
  history: { event: DossierEvent; at: number }[]
}

async function lives(): Promise<Life[]> {
  const rows = await query<{ stream_id: string; type: string; payload: string; at: Date }>(
    province.db.read,
    'SELECT stream_id, type, payload, recorded_at AS at FROM ledger_event ORDER BY stream_id, version',
  )
  return [...Map.groupBy(rows, (row) => row.stream_id).values()].map((events) => ({
    history: events.map(({ type, payload, at }) => ({
      event: { type, payload: JSON.parse(payload) } as DossierEvent,
      at: at.getTime(),
    })),
  }))
}

/** The state at the end of a day, by casework's own rules. */
function stateAt({ history }: Life, day: string): DossierState | null {
  return replay(history.filter(({ at }) => localDate(at) <= day))
}

/** At this moment, of a period that still runs: what falls due later is not overdue yet. */
function isOverdue(state: DossierState, moment: number): boolean {
  const due = state.dueBeforeLateNotice ?? state.dueAt
  if (due === null || !isOpen(state.legal) || due >= moment) return false
  return !isWaiting(state.legal) || due < (state.clock?.stops.at(-1)?.from ?? 0)
}

test('the columns are what replaying every dossier gives, and add up as the form demands', async () => {
  const all = await lives()
  const root = province.directory.province().id
  for (const period of PERIODS) {
    const [row] = await readSolvingByAgency(province.db.read, [root], period)
    assert.ok(row)
    assert.deepEqual(brokenIdentities(row.columns), [])
    const day = dateOfEpochDay(epochDayOf(period.from) - 1)
    const told = {
      open: 0,
      solved: 0,
      early: 0,
      late: 0,
      withdrawn: 0,
      stopped: 0,
      carried: 0,
      received: 0,
      overdue: 0,
    }
    for (const life of all) {
      const [was, is] = [stateAt(life, day), stateAt(life, period.to)]
      if (is === null) continue
      const openBefore = was !== null && isOpen(was.legal)
      const received = is.acceptedAt !== null && (was === null || was.acceptedAt === null)
      const solved = is.finishedAt !== null && is.result !== null && !(was?.result != null)
      const ended =
        is.acceptedAt !== null && is.legal !== was?.legal && (is.legal === 'withdrawn' || is.legal === 'stopped')
      told.open += Number(isOpen(is.legal))
      told.overdue += Number(isOverdue(is, Math.min(startOfLocalDay(epochDayOf(period.to) + 1) - 1, Date.now())))
      told.solved += Number(solved)
      told.early += Number(solved && punctualityOf(is) === 'early')
      told.late += Number(solved && punctualityOf(is) === 'late')
      told.withdrawn += Number(ended && is.legal === 'withdrawn')
      told.stopped += Number(ended && is.legal === 'stopped')
      told.carried += Number(openBefore && !ended)
      told.received += Number(received && !ended)
    }
    const { columns } = row
    assert.deepEqual(told, {
      open: columns.open,
      overdue: columns.openOverdue,
      solved: columns.solved,
      early: columns.solvedEarly,
      late: columns.solvedLate,
      withdrawn: columns.withdrawn,
      stopped: columns.stopped,
      carried: columns.carriedOver,
      received: columns.receivedOnline + columns.receivedDirect,
    })
  }
})

test('what is carried over is what was open, period after period, and procedures add up to the agency', async () => {
  const root = province.directory.province().id
  let open: number | null = null
  for (const period of PERIODS) {
    const [row] = await readSolvingByAgency(province.db.read, [root], period)
    if (open !== null) assert.equal((row?.columns.carriedOver ?? 0) + (row?.columns.endedCarriedOver ?? 0), open)
    open = row?.columns.open ?? 0
    const parts = await readSolvingByProcedure(province.db.read, root, period)
    for (const part of parts) assert.deepEqual(brokenIdentities(part.columns), [], part.key)
    for (const key of ['toSolve', 'solved', 'openOverdue', 'waitingApplicant', 'withdrawn'] as const) {
      const sum = parts.reduce((total, part) => total + part.columns[key], 0)
      assert.equal(sum, row?.columns[key], key)
    }
  }
})

test('a period that cuts a half month is refused', async () => {
  const root = province.directory.province().id
  const cut = { from: '2026-09-02', to: '2026-09-14' }
  await assert.rejects(readSolvingByAgency(province.db.read, [root], cut), { code: 'indicators.period_not_whole' })
})
