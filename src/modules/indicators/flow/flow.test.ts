import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type FigureProvince, figureProvince } from '../../../../test/support/figures.ts'
import { calendar, Play } from '../../../../test/support/play.ts'
import { fc } from '../../../../test/support/properties.ts'
import { strides, walk, worlds } from '../../../../test/support/walks.ts'
import { query } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { readSteps } from '../dashboard/read-steps.ts'
import { workIn } from '../follow-ledger.ts'
import { listPassages } from './list-passages.ts'
import { orderPlaces } from './order-places.ts'
import { readMoves } from './read-moves.ts'
import { tracePassages } from './trace-passages.ts'

const PERIOD = { from: '2026-09-01', to: '2026-10-31' }
const work = (_: AgencyId, from: number, to: number) => calendar.workingMinutesBetween(from, to)

let province: FigureProvince
let busy: string[] = []

before(async () => {
  province = await figureProvince({ dossiers: 300, days: 120, until: '2026-11-20T10:20:00+07:00' })
  const rows = await query<{ code: string }>(
    province.db.read,
    'SELECT procedure_code AS code FROM indicators_dossier GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 4',
  )
  busy = rows.map(({ code }) => code)
})

after(() => province.close())

test('the moves of any history hang together: each begins where the one before ended', () => {
  fc.assert(
    fc.property(worlds, strides, (world, path) => {
      const play = new Play(world)
      walk(play, path, () => undefined)
      const events = play.history.map(({ event, at }) => ({
        type: event.type,
        payload: event.payload as never,
        recordedAt: new Date(at),
      }))
      let at = '=to_receive'
      for (const { move } of tracePassages(events, work)) {
        if (move === null) continue
        assert.equal(move.from, at)
        assert.notEqual(move.to, at)
        at = move.to
      }
    }),
    { numRuns: 30 },
  )
})

describe('every count of the flow', () => {
  const listed = async (asked: { from: string; to: string | null; agencyId: AgencyId; procedureCode: string }) => {
    const agencyIds = province.directory.get(asked.agencyId) === undefined ? [] : within(asked.agencyId)
    const question = { ...asked, agencyIds, period: PERIOD }
    const page = { after: null, limit: 10_000 }
    return listPassages(province.db.read, workIn(province.directory), question, page)
  }
  const within = (id: AgencyId) => province.all.filter((one) => province.directory.line(one).includes(id))

  test('opens to as many passages of dossiers, for the province and for each unit below it', async () => {
    const root = province.directory.province().id
    const units = province.all.filter((id) => province.directory.get(id)?.parentId === root)
    let moves = 0
    for (const agencyId of [root, ...units.slice(0, 6)]) {
      for (const { n, ...move } of await merged(agencyId)) {
        const lines = await listed({ ...move, agencyId })
        assert.equal(
          lines.reduce((sum, { times }) => sum + times, 0),
          n,
          `${move.from} to ${move.to}`,
        )
        moves += n
      }
    }
    assert.ok(moves > 50, `${moves} moves`)
  })

  test('and a step to its visits and their working minutes', async () => {
    const root = province.directory.province().id
    const steps = (await readSteps(province.db.read, root, PERIOD)).filter((one) => busy.includes(one.procedureCode))
    assert.ok(steps.length > 2)
    for (const { step, times, procedureCode } of steps) {
      const lines = await listed({ from: step, to: null, agencyId: root, procedureCode })
      const sum = (part: 'times' | 'minutes') => lines.reduce((all, line) => all + (line[part] ?? 0), 0)
      assert.deepEqual([sum('times'), sum('minutes')], [times.visits, times.minutes], step)
    }
  })

  /** Moves between the same places, whichever kind. */
  async function merged(agencyId: AgencyId) {
    const all = []
    for (const procedureCode of busy) {
      const moves = await readMoves(province.db.read, { agencyId, procedureCode, period: PERIOD })
      for (const group of Map.groupBy(moves, ({ from, to }) => `${from} ${to}`).values()) {
        const { from = '', to = '' } = group[0] ?? {}
        all.push({ procedureCode, from, to, n: group.reduce((sum, { n }) => sum + n, 0) })
      }
    }
    return all
  }
})

test('places stand in the order in which dossiers take them, whatever is sent back', () => {
  const move = (from: string, to: string, n: number, kind: 'forward' | 'back' = 'forward') => ({ from, to, n, kind })
  const moves = [
    move('xem', 'ky', 9),
    move('ky', 'xem', 8, 'back'),
    move('nhan', 'xem', 10),
    move('=to_receive', 'nhan', 10),
    move('ky', '=to_return', 9),
    move('xem', '=waiting_applicant', 5),
    move('=waiting_applicant', 'xem', 5),
    move('=to_return', '=returned', 9),
  ]
  assert.deepEqual(orderPlaces(moves), ['=to_receive', 'nhan', 'xem', 'ky', '=to_return', '=returned'])
})
