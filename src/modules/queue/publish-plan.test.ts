import assert from 'node:assert/strict'
import { join } from 'node:path'
import { afterEach, describe, test } from 'node:test'
import { withOwner } from '../../../test/support/database.ts'
import { openHall } from '../../../test/support/hall.ts'
import type { TestOfficer } from '../../../test/support/province.ts'
import { CENTRE, wish } from '../../../test/support/queue.ts'
import { refusedLater } from '../../../test/support/refused.ts'
import { query } from '../../platform/db.ts'
import type { Refusal } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { readStream, verifyLedger } from '../../platform/ledger/index.ts'
import { anonymous } from '../organisation/index.ts'
import { addDays } from './days.ts'
import {
  callNext,
  closeCounter,
  getBoard,
  getCentreView,
  getPlan,
  importQueue,
  listArrangedCentres,
  loadQueueFile,
  openCounter,
  type PlanCommand,
  publishPlan,
  readPlanHeads,
  takeTicket,
  withdrawPlan,
} from './index.ts'
import type { Plan } from './plan.ts'
import { applyDuePlans } from './put-plan-in-force.ts'

const DATA = join(import.meta.dirname, '../../../data')
const hall = openHall()

const administrator = (agencySlug = 'ubnd-tinh') =>
  hall.province.newOfficer('Quản trị', [{ agencySlug, role: 'administrator' }])
const head = () => hall.province.newOfficer('Trưởng', [{ agencySlug: 'phuong-pho-hien', role: 'agency_leader' }])

async function publish(by: TestOfficer, change: (plan: Plan) => Plan, more: Partial<PlanCommand> = {}) {
  const { plan, version } = await getPlan(hall.context, by, CENTRE)
  const terms = { centre: CENTRE, validFrom: null, note: 'Sắp lại quầy', version, commandId: newId() }
  return publishPlan(hall.context, by, { ...terms, plan: change(structuredClone(plan)), ...more })
}

const keysOf = async () => (await getCentreView(hall.context, CENTRE)).lines.map(({ key }) => key)

/** The last line goes; its fields wait in the first. */
function withoutLastLine(plan: Plan): Plan {
  const last = plan.lines.pop()
  plan.lines[0]?.fields.push(...(last?.fields ?? []))
  const counters = plan.counters.flatMap(({ numbers, lines }) => {
    const left = lines.filter((key) => key !== last?.key)
    return [{ numbers, lines: left.length === 0 ? [plan.lines[0]?.key ?? ''] : left }]
  })
  return { ...plan, counters }
}

function faultsOf(error: Refusal): [string, string][] {
  return error.faults.map(({ path, code }) => [path, code])
}

describe('arranging a centre', () => {
  afterEach(ship)

  test('from one counter to forty and back, seen at the kiosk and in the hall, kept in the ledger', async () => {
    const admin = await administrator()
    const numbers = Array.from({ length: 40 }, (_, at) => at + 1)
    const all = (plan: Plan) => plan.lines.map(({ key }) => key)
    const forty = await publish(admin, (plan) => ({ ...plan, counters: [{ numbers, lines: all(plan) }] }))
    assert.equal(forty.inForce, true)
    assert.equal((await getCentreView(hall.context, CENTRE)).counters, 40)
    await closeCounter(hall.context, hall.officer(1))
    await publish(admin, (plan) => ({ ...plan, counters: [{ numbers: [1], lines: all(plan) }] }))
    assert.equal((await getCentreView(hall.context, CENTRE)).counters, 1)
    await hall.take({ line: 'xa-hoi' })
    assert.equal((await callNext(hall.context, hall.officer(0))).label, 'C001', 'counter 1 now serves all')
    assert.equal((await getBoard(hall.context, CENTRE)).lines.length, 3)
    const heads = await Array.fromAsync(readPlanHeads(hall.database.db.read))
    const events = await readStream(hall.database.db.read, heads[0]?.streamId ?? '')
    assert.ok(events.length >= 2 && events.every(({ type }) => type === 'QueuePlanPublished'))
    assert.equal(events[0]?.actorId, admin.userId)
    assert.deepEqual(
      (await verifyLedger(hall.database.db.read, { heads: readPlanHeads(hall.database.db.read) })).faults,
      [],
    )
  })

  test('what a centre arranged is not undone by the next start', async () => {
    const admin = await administrator()
    await publish(admin, (plan) => ({ ...plan, rules: { ...plan.rules, slotPlaces: 9 } }))
    const file = await loadQueueFile(DATA)
    await hall.database.db.write((tx) => importQueue(tx, file))
    assert.equal((await getPlan(hall.context, admin, CENTRE)).plan.rules.slotPlaces, 9)
  })

  test('visitors of today, an officer at a counter and a letter already given stand in the way; the next day does not', async () => {
    hall.province.setClock(null)
    const admin = await administrator()
    await hall.take({ line: 'xa-hoi' })
    await assert.rejects(publish(admin, withoutLastLine), (error: Refusal) => {
      assert.equal(error.code, 'queue.plan_in_use')
      assert.deepEqual(faultsOf(error), [['lines.0.nameVi', 'queue.plan_line_waiting']])
      assert.equal(error.faults[0]?.params?.count, 1)
      return true
    })
    const swap = (plan: Plan): Plan => ({
      ...plan,
      lines: plan.lines.map((line, at) => ({ ...line, prefix: ['C', 'B', 'A'][at] ?? '' })),
    })
    await assert.rejects(publish(admin, swap), (error: Refusal) => {
      assert.deepEqual(faultsOf(error), [['lines.0.prefix', 'queue.plan_prefix_used']])
      return true
    })
    const one = (plan: Plan): Plan => ({
      ...plan,
      counters: [{ numbers: [1, 2], lines: plan.lines.map(({ key }) => key) }],
    })
    await assert.rejects(publish(admin, one), (error: Refusal) => {
      assert.deepEqual(faultsOf(error), [['counters.0.numbers', 'queue.plan_counter_open']])
      return true
    })
    const { today } = await getPlan(hall.context, admin, CENTRE)
    const later = await publish(admin, withoutLastLine, { validFrom: addDays(today, 1) })
    assert.equal(later.inForce, false)
    assert.equal((await keysOf()).length, 3)
    assert.equal(await applyDuePlans(hall.context), 0)
  })

  test('what was published for a later day comes into force on it, unless it was taken back', async () => {
    hall.province.setClock(null)
    const admin = await administrator()
    const { today } = await getPlan(hall.context, admin, CENTRE)
    const { version } = await publish(admin, withoutLastLine, { validFrom: addDays(today, 1) })
    const taken = { centre: CENTRE, version, note: 'Chưa kịp kê lại quầy', commandId: newId() }
    await refusedLater(withdrawPlan(hall.context, admin, { ...taken, note: ' ' }), 'queue.plan_invalid', 'note')
    await withdrawPlan(hall.context, admin, taken)
    await withdrawPlan(hall.context, admin, taken)
    await moveDue()
    assert.equal(await applyDuePlans(hall.context), 0)
    await publish(admin, withoutLastLine, { validFrom: addDays(today, 1) })
    await moveDue()
    await hall.take({ line: 'xa-hoi' })
    assert.equal(await applyDuePlans(hall.context), 0, 'it waits for who waits')
    await withOwner(hall.database.ownerUrl, (client) => client.query(`UPDATE queue_ticket SET state = 'left'`))
    assert.equal(await applyDuePlans(hall.context), 1)
    assert.equal((await keysOf()).length, 2)
    const { versions } = await getPlan(hall.context, admin, CENTRE)
    assert.deepEqual(
      versions.map(({ state }) => state),
      ['in_force', 'withdrawn'],
    )
    await refusedLater(
      withdrawPlan(hall.context, admin, { ...taken, version: versions[0]?.version ?? 0, commandId: newId() }),
      'queue.plan_begun',
    )
  })

  test('of two published for one day the later comes into force; the other is over', async () => {
    hall.province.setClock(null)
    const admin = await administrator()
    const { today } = await getPlan(hall.context, admin, CENTRE)
    const places = (count: number) => (plan: Plan) => ({ ...plan, rules: { ...plan.rules, slotPlaces: count } })
    for (const count of [11, 12]) await publish(admin, places(count), { validFrom: addDays(today, 1) })
    await moveDue()
    assert.equal(await applyDuePlans(hall.context), 1)
    assert.equal(await applyDuePlans(hall.context), 0)
    const { plan, versions } = await getPlan(hall.context, admin, CENTRE)
    assert.equal(plan.rules.slotPlaces, 12)
    assert.deepEqual(
      versions.map(({ state }) => state),
      ['in_force', 'replaced'],
    )
    const listed = await listArrangedCentres(hall.context, admin)
    assert.equal(listed.find(({ slug }) => slug === CENTRE)?.comesOn, null)
  })

  test('two who change at once: one wins; a second press is the first answer', async () => {
    const admin = await administrator()
    const change = (places: number) => (plan: Plan) => ({ ...plan, rules: { ...plan.rules, slotPlaces: places } })
    const { version: seen } = await getPlan(hall.context, admin, CENTRE)
    const both = [7, 8].map((places) => publish(admin, change(places), { version: seen }))
    const answers = await Promise.allSettled(both)
    const lost = answers.filter((answer) => answer.status === 'rejected')
    assert.deepEqual(
      lost.map((answer) => (answer as PromiseRejectedResult).reason.code),
      ['queue.plan_stale'],
    )
    const commandId = newId()
    const { version } = await getPlan(hall.context, admin, CENTRE)
    const first = await publish(admin, change(5), { commandId, version })
    assert.deepEqual(await publish(admin, change(5), { commandId, version }), first)
  })

  test('a ticket and the end of its line at once: never a ticket in a line that is gone', async () => {
    const admin = await administrator()
    for (let round = 0; round < 4; round++) {
      await Promise.allSettled([takeTicket(hall.context, wish({ line: 'xa-hoi' })), publish(admin, withoutLastLine)])
      const lost = await query(
        hall.database.db.read,
        `SELECT FROM queue_ticket t JOIN queue_line l ON l.id = t.line_id WHERE t.state = 'waiting' AND NOT l.active`,
      )
      assert.equal(lost.length, 0)
      await withOwner(hall.database.ownerUrl, (client) => client.query(`UPDATE queue_ticket SET state = 'left'`))
      if ((await keysOf()).length === 2) await ship()
    }
  })

  test('a priority group with a head start of its own goes before the others', async () => {
    const admin = await administrator()
    const groupMinutes = { pregnant: 60 }
    await publish(admin, (plan) => ({ ...plan, rules: { ...plan.rules, groupMinutes } }))
    const elderly = await hall.take({ priority: 'elderly' })
    hall.province.setClock('2026-11-26T08:30')
    const pregnant = await hall.take({ priority: 'pregnant' })
    assert.equal((await callNext(hall.context, hall.officer(0))).ticketId, pregnant.id)
    await hall.act(hall.officer(0), pregnant.id, 'no_show')
    assert.equal((await callNext(hall.context, hall.officer(0))).ticketId, elderly.id)
  })

  test('all that is wrong is told at once, each at its field', async () => {
    const admin = await administrator()
    const spoil = (plan: Plan): Plan => ({
      rules: { ...plan.rules, slotMinutes: 1, priorityMinutes: 0 },
      lines: plan.lines.map((line, at) => ({
        ...line,
        prefix: at === 1 ? 'A' : line.prefix,
        fields: line.fields.slice(1),
      })),
      counters: [{ numbers: [1, 1], lines: [plan.lines[0]?.key ?? ''] }],
    })
    await assert.rejects(publish(admin, spoil, { note: '', validFrom: '2020-01-01' }), (error: Refusal) => {
      const paths = error.faults.map(({ path }) => path)
      for (const path of [
        'lines.1.prefix',
        'counters.0.numbers',
        'rules.slotMinutes',
        'rules.priorityMinutes',
        'note',
        'validFrom',
      ]) {
        assert.ok(paths.includes(path), path)
      }
      assert.ok(paths.some((path) => path.startsWith('fields.')))
      return true
    })
  })

  test('the head of the commune and an administrator above may; everybody else finds nothing', async () => {
    const chief = await head()
    assert.deepEqual(
      (await listArrangedCentres(hall.context, chief)).map(({ slug }) => slug),
      [CENTRE],
    )
    await publish(chief, (plan) => plan)
    const elsewhere = await administrator('xa-van-giang')
    for (const other of [elsewhere, hall.officer(0)]) {
      await refusedLater(getPlan(hall.context, other, CENTRE), 'queue.plan_not_found')
    }
    await refusedLater(listArrangedCentres(hall.context, hall.officer(0)), 'queue.plan_not_found')
    await refusedLater(getPlan(hall.context, anonymous, CENTRE), 'queue.login_needed')
  })

  test('a counter closed by the arrangement cannot be opened', async () => {
    const admin = await administrator()
    await publish(admin, (plan) => ({
      ...plan,
      counters: [{ numbers: [1, 3], lines: plan.lines.map(({ key }) => key) }],
    }))
    const clerk = await hall.province.newOfficer('Ba', [{ agencySlug: CENTRE, role: 'receptionist' }])
    await refusedLater(openCounter(hall.context, clerk, hall.counters[1] ?? ''), 'queue.counter_not_found')
  })
})

/** As the data has it again: three lines, three counters, nobody waits. */
async function ship(): Promise<void> {
  await withOwner(hall.database.ownerUrl, (client) =>
    client.query('TRUNCATE queue_plan, queue_event, queue_call, queue_ticket, queue_booking'),
  )
  const file = await loadQueueFile(DATA)
  await hall.database.db.write((tx) => importQueue(tx, file))
}

/** The day of what is to come has come. */
async function moveDue(): Promise<void> {
  await withOwner(hall.database.ownerUrl, (client) =>
    client.query(
      `UPDATE queue_plan SET valid_from = (platform_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date WHERE applied_at IS NULL`,
    ),
  )
}
