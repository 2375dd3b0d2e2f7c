import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { at } from '../../../../test/support/calendars.ts'
import type { TestDatabase } from '../../../../test/support/database.ts'
import { openTestNotices, type TestNotices } from '../../../../test/support/notices.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestOfficer,
  type TestProvince,
} from '../../../../test/support/province.ts'
import { refusedLater } from '../../../../test/support/refused.ts'
import { query } from '../../../platform/db.ts'
import type { DossierId } from '../../../platform/ids.ts'
import { listInbox } from '../inbox-views.ts'
import {
  chooseOfficerPreference,
  getApologyLetter,
  getOfficerPreference,
  listApologyCases,
  listUnapologisedCounts,
  remindOfficers,
  sendDigests,
} from '../index.ts'
import { askApologyFrom } from '../ladder.ts'
import { mailAt } from './officer-preference.ts'

const BUILDING = '1.013225'
let database: TestDatabase
let province: TestProvince
let notices: TestNotices
let handler: TestOfficer
let head: TestOfficer
before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  notices = await openTestNotices(province)
  handler = await province.newOfficer('Người xử lý', [{ agencySlug: 'phuong-pho-hien', role: 'handler' }])
  head = province.officerIn('phuong-pho-hien', 'approver')
})
after(async () => {
  await notices?.close()
  await province?.close()
  await database?.close()
})

function setTime(instant: number): void {
  province.setClock(new Date(instant + 7 * 3_600_000).toISOString().slice(0, 16))
}

async function kindsOf(officer: TestOfficer, dossierId: DossierId): Promise<string[]> {
  const { rows } = await listInbox(notices.context, officer, undefined)
  return rows
    .filter((row) => row.dossierId === dossierId)
    .map((row) => row.kind)
    .reverse()
}

/** A dossier at the handler's step, in the handler's hands. */
async function inHand(): Promise<{ dossierId: DossierId; dueAt: number; stepDueAt: number; startedAt: number }> {
  const { dossierId } = await province.submit({ procedureCode: BUILDING })
  const { state } = await province.walk(dossierId, 'tham-dinh')
  await province.act(dossierId, 'assign', head, { officerId: handler.officerId })
  return {
    dossierId,
    dueAt: state.dueAt ?? 0,
    stepDueAt: state.step?.dueAt ?? 0,
    startedAt: state.step?.startedAt ?? 0,
  }
}

test('the ladder: whoever has the step, then the head, then the leader; each once, however often it runs', async () => {
  province.setClock('2026-11-18T09:00')
  const { dossierId, stepDueAt, startedAt } = await inHand()
  const calendar = province.directory.calendarOf(head.mandates[0]?.agencyId as never)
  const length = calendar.workingMinutesBetween(startedAt, stepDueAt)
  await remindOfficers(notices.context)
  assert.deepEqual(await kindsOf(handler, dossierId), [])
  setTime(calendar.addWorkingMinutes(startedAt, Math.ceil(length * 0.75) + 5))
  await Promise.all([remindOfficers(notices.context), remindOfficers(notices.context)])
  await remindOfficers(notices.context)
  assert.deepEqual(await kindsOf(handler, dossierId), ['remind_officer'])
  assert.deepEqual(await kindsOf(head, dossierId), [])
  setTime(stepDueAt + 60_000)
  await remindOfficers(notices.context)
  await remindOfficers(notices.context)
  assert.deepEqual(await kindsOf(head, dossierId), ['remind_head'])
  setTime(calendar.addWorkingMinutes(stepDueAt, calendar.minutesPerDay) + 60_000)
  await remindOfficers(notices.context)
  await remindOfficers(notices.context)
  const [text] = (await listInbox(notices.context, head, undefined)).rows
  assert.deepEqual(
    (await kindsOf(head, dossierId)).filter((kind) => kind.startsWith('remind')),
    ['remind_head', 'remind_leader'],
  )
  assert.match(text?.body ?? '', /lam-viec\/ho-so\//)
  assert.equal((await kindsOf(handler, dossierId)).filter((kind) => kind === 'remind_officer').length, 1)
})

test('what fell due long before it is first seen is not shouted about', async () => {
  province.setClock('2026-10-05T09:00')
  const { dossierId, stepDueAt } = await inHand()
  setTime(stepDueAt + 3 * 86_400_000)
  await remindOfficers(notices.context)
  assert.deepEqual(
    (await kindsOf(handler, dossierId)).filter((kind) => kind === 'remind_officer'),
    [],
  )
})

test('an apology: asked for in time, made once, told, published; the letter has what form 04 prints', async () => {
  province.setClock('2026-12-01T09:00')
  const { dossierId, dueAt } = await inHand()
  const calendar = province.directory.calendarOf(head.mandates[0]?.agencyId as never)
  const last = calendar.endOfWorkingDay(
    calendar.subtractWorkingDays(new Date(dueAt + 7 * 3_600_000).toISOString().slice(0, 10), 1),
  )
  assert.ok(
    !(await listApologyCases(notices.context, head, province.now())).due.some((one) => one.dossierId === dossierId),
  )
  setTime(last - 3 * 3_600_000)
  await remindOfficers(notices.context)
  await remindOfficers(notices.context)
  for (const officer of [handler, head]) {
    assert.equal((await kindsOf(officer, dossierId)).filter((kind) => kind === 'apology_needed').length, 1)
  }
  const asked = (await listApologyCases(notices.context, head, province.now())).due.find(
    (one) => one.dossierId === dossierId,
  )
  assert.deepEqual([asked?.lastAt, asked?.mayExtend, asked?.late, asked?.missed], [last, true, false, false])
  const { due } = await listApologyCases(notices.context, head, last + 60_000)
  assert.equal(due.find((one) => one.dossierId === dossierId)?.missed, true)
  const ofHandler = (await listApologyCases(notices.context, handler, province.now())).due.find(
    (one) => one.dossierId === dossierId,
  )
  assert.equal(ofHandler?.mayExtend, false)
  const stranger = province.officerIn('so-xay-dung', 'handler')
  assert.ok(
    !(await listApologyCases(notices.context, stranger, province.now())).due.some((one) => one.dossierId === dossierId),
  )
  await refusedLater(getApologyLetter(notices.context, dossierId), 'notices.apology_not_found')

  const reason = 'Phải xác minh thêm tại thực địa.'
  const newDueAt = new Date(dueAt + 7 * 86_400_000).toISOString()
  await province.act(dossierId, 'extend', head, { reason, newDueAt })
  assert.ok(
    !(await listApologyCases(notices.context, head, province.now())).due.some((one) => one.dossierId === dossierId),
  )
  const letter = await getApologyLetter(notices.context, dossierId)
  assert.deepEqual(
    [letter.reason, letter.previousDueAt, letter.inTime, letter.recipientName, letter.agencyName],
    [reason, dueAt, true, 'Nguyễn Thị Hoa', 'Ủy ban nhân dân phường Phố Hiến'],
  )
  await notices.run()
  const [row] = await query<{ personId: string; userId: string }>(
    province.context.db.read,
    `SELECT d.applicant_id AS "personId", p.user_id AS "userId" FROM casework_dossier d
     JOIN account_person p ON p.person_id = d.applicant_id WHERE d.id = $1`,
    [dossierId],
  )
  const actor = { kind: 'citizen', ...row } as never
  const apology = (await listInbox(notices.context, actor, undefined)).rows.find((notice) => notice.kind === 'apology')
  assert.match(apology?.body ?? '', new RegExp(reason))

  // Once is once: not again, not after a wait, and not after an entry was taken back.
  const again = () =>
    province.act(dossierId, 'extend', head, { reason, newDueAt: new Date(dueAt + 20 * 86_400_000).toISOString() })
  await refusedLater(again(), 'casework.already_extended')
  const { version } = await province.act(dossierId, 'suspend', handler, { because: 'external', reason })
  await province.act(dossierId, 'correct', head, { version, reason })
  await refusedLater(again(), 'casework.already_extended')
})

test('late without an apology: listed for the leader, counted in public until one is made', async () => {
  province.setClock('2026-12-01T10:00')
  const { dossierId, dueAt } = await inHand()
  setTime(dueAt + 86_400_000)
  const listed = async () =>
    (await listApologyCases(notices.context, head, province.now())).late.some((one) => one.dossierId === dossierId)
  const agencyId = head.mandates[0]?.agencyId
  const counted = async () =>
    (await listUnapologisedCounts(notices.context, province.now())).find((row) => row.agencyId === agencyId)?.count ?? 0
  assert.ok(await listed())
  const before = await counted()
  const newDueAt = new Date(province.now() + 7 * 86_400_000).toISOString()
  await province.act(dossierId, 'extend', head, { reason: 'Chậm vì phải xác minh.', newDueAt })
  assert.ok(!(await listed()))
  assert.equal(await counted(), before - 1)
  assert.equal((await getApologyLetter(notices.context, dossierId)).inTime, false)
})

test('one digest a working day, for who has something to do', async () => {
  province.setClock('2026-11-27T06:30')
  assert.equal(await sendDigests(notices.context), 0)
  province.setClock('2026-11-27T07:05')
  const made = await sendDigests(notices.context)
  assert.ok(made > 0)
  assert.equal(await sendDigests(notices.context), 0)
  const [digest] = (await listInbox(notices.context, handler, undefined)).rows.filter((row) => row.kind === 'digest')
  assert.match(digest?.subject ?? '', /^Việc hôm nay: \d+ quá hạn/)
  assert.match(digest?.body ?? '', /- H33\S+, \d\d:\d\d, .*http:\/\/localhost:3000\/lam-viec\/ho-so\//)
  assert.doesNotMatch(digest?.body ?? '', /Nguyễn Thị Hoa/)
  province.setClock('2026-11-28T09:00')
  assert.equal(await sendDigests(notices.context), 0, 'a Saturday')
})

describe('what an officer chooses', () => {
  const choose = (changes: object = {}) =>
    chooseOfficerPreference(notices.context, handler, {
      mailKinds: ['digest'],
      digest: true,
      digestAt: '7:00',
      quiet: null,
      ...changes,
    })
  const digestsOf = async (officer: TestOfficer) =>
    (await listInbox(notices.context, officer, undefined)).rows.filter((row) => row.kind === 'digest').length

  test('is checked at its field, and what the law asks for cannot be turned off', async () => {
    await refusedLater(choose({ mailKinds: ['apology_needed'] }), 'notices.kind_always_told', 'mailKinds')
    for (const digestAt of ['4:59', '17:01', '25:00', 'sáng', ''])
      await refusedLater(choose({ digestAt }), 'notices.digest_time_wrong', 'digestAt')
    for (const [from, to] of [
      ['17:59', '7:00'],
      ['18:00', '7:01'],
      ['9:00', '11:00'],
      ['6:00', '8:00'],
      ['5:00', '4:00'],
    ])
      await refusedLater(choose({ quiet: { from, to } }), 'notices.quiet_in_working_hours', 'quietFrom')
    await refusedLater(choose({ quiet: { from: 'tối', to: '7:00' } }), 'notices.quiet_hours_wrong', 'quietFrom')
    await choose({
      quiet: { from: '18h', to: '7h' },
      digestAt: '6h15',
      mailKinds: ['remind_officer', 'remind_officer'],
    })
    const { quiet, digestMinute, mailKinds } = await getOfficerPreference(notices.context, handler)
    assert.deepEqual([quiet, digestMinute, mailKinds], [{ from: 1080, to: 420 }, 375, ['remind_officer']])
    const other = await getOfficerPreference(notices.context, head)
    assert.deepEqual([other.quiet, other.digestMinute, other.mailKinds], [null, 420, ['digest']])
  })

  test('the digest comes at their hour, or not at all', async () => {
    province.setClock('2026-12-03T06:20')
    await choose({ digestAt: '9:30' })
    const before = await digestsOf(handler)
    province.setClock('2026-12-03T09:20')
    await sendDigests(notices.context)
    assert.equal(await digestsOf(handler), before)
    province.setClock('2026-12-03T09:40')
    await sendDigests(notices.context)
    await sendDigests(notices.context)
    assert.equal(await digestsOf(handler), before + 1)
    await choose({ digest: false })
    province.setClock('2026-12-04T16:00')
    await sendDigests(notices.context)
    assert.equal(await digestsOf(handler), before + 1)
  })

  test('reminders stand in the account whatever is chosen; mail obeys; the call for an apology goes by mail at once', async () => {
    province.setClock('2026-12-07T09:00')
    await choose({ mailKinds: [], digest: false, quiet: { from: '18:00', to: '7:00' } })
    const { dossierId, dueAt, stepDueAt, startedAt } = await inHand()
    const calendar = province.directory.calendarOf(head.mandates[0]?.agencyId as never)
    const length = calendar.workingMinutesBetween(startedAt, stepDueAt)
    setTime(calendar.addWorkingMinutes(startedAt, Math.ceil(length * 0.75) + 5))
    await remindOfficers(notices.context)
    const waysOf = async (kind: string) => {
      const { rows } = await listInbox(notices.context, handler, undefined)
      const told = rows.find((row) => row.dossierId === dossierId && row.kind === kind)
      return told?.deliveries.map(({ channel, at }) => [channel, at] as const)
    }
    assert.deepEqual(
      (await waysOf('remind_officer'))?.map(([channel]) => channel),
      ['account'],
    )
    setTime(askApologyFrom(dueAt, calendar) + 60_000)
    await remindOfficers(notices.context)
    assert.deepEqual(await waysOf('apology_needed'), [
      ['account', province.now()],
      ['email', province.now()],
    ])
    const quiet = { from: 1080, to: 420 }
    const chosen = { mailKinds: ['remind_officer'] as const, digest: true, digestMinute: 420, quiet }
    const evening = at('2026-12-07T20:00')
    assert.equal(mailAt(chosen, 'remind_officer', evening), at('2026-12-08T07:00'))
    assert.equal(mailAt(chosen, 'apology_needed', evening), evening)
    assert.equal(mailAt(chosen, 'remind_head', evening), null)
  })
})
