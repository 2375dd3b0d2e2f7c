import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import type { TestDatabase } from '../../../../test/support/database.ts'
import { openTestNotices, type TestNotices } from '../../../../test/support/notices.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestCitizen,
  type TestProvince,
} from '../../../../test/support/province.ts'
import { refusedLater } from '../../../../test/support/refused.ts'
import type { Behaviour } from '../../../fakes/message-gateways.ts'
import { addDevice, choosePreference, getPreference, removeDevices, sendTrial } from '../choose-preference.ts'
import { MOST_ATTEMPTS, type OuterChannel } from '../delivery.ts'
import { followLedger } from '../follow.ts'
import { listInbox } from '../inbox-views.ts'
import type { InboxNotice } from '../view-types.ts'
import { deliverNotices } from './deliver-notices.ts'
import { takeDue } from './delivery-store.ts'
import { countCalls, listCalls, listSent } from './delivery-views.ts'
import { finishCall } from './finish-call.ts'

const BUILDING = '1.013225'
let database: TestDatabase
let province: TestProvince
let notices: TestNotices
before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  notices = await openTestNotices(province)
})
after(async () => {
  await notices?.close()
  await province?.close()
  await database?.close()
})
beforeEach(() => {
  province.setClock('2026-11-18T09:00')
  for (const fake of [notices.email, notices.sms, notices.zalo, notices.push]) fake.behave('ok')
})

async function reachableBy(...channels: OuterChannel[]): Promise<TestCitizen> {
  const serial = randomBytes(3).readUIntBE(0, 3)
  const phone = `+849${String(10_000_000 + (serial % 89_999_999)).padStart(8, '0')}`
  const citizen = await province.newCitizen({ fullName: 'Lê Văn Tám', email: `n${serial}@vi-du.invalid`, phone })
  await choosePreference(notices.context, citizen.actor, { channels, locale: 'vi', quiet: null })
  return citizen
}

async function accepted(citizen: TestCitizen) {
  const { dossierId, state } = await province.submit({ procedureCode: BUILDING, citizen })
  await province.act(dossierId, 'accept', deskOf(state.units.intake))
  return { dossierId, state }
}

function deskOf(agencyId: string) {
  const found = province.officers.find((officer) =>
    officer.mandates.some((mandate) => mandate.role === 'receptionist' && mandate.agencyId === agencyId),
  )
  return found ?? assert.fail('no receptionist')
}

/** How the notice of the acceptance stands on that channel. */
async function stateOf(citizen: TestCitizen, channel: OuterChannel) {
  const { rows } = await listInbox(notices.context, citizen.actor, undefined)
  return deliveryOf(
    rows.find((row) => row.kind === 'accepted'),
    channel,
  )
}

function deliveryOf(notice: InboxNotice | undefined, channel: OuterChannel) {
  return notice?.deliveries.find((delivery) => delivery.channel === channel)
}

/** Lets time go on, minute by minute where something is due, for two days. */
async function twoDays(): Promise<void> {
  for (let step = 0; step < 2 * 24 * 12; step++) {
    province.setClock(new Date(province.now() + 7 * 3_600_000 + 5 * 60_000).toISOString().slice(0, 16))
    await deliverNotices(notices.context)
  }
}

const fakeOf = (channel: OuterChannel) => notices[channel]

for (const channel of ['email', 'sms', 'zalo'] as const) {
  for (const behaviour of ['failing', 'slow'] as const satisfies Behaviour[]) {
    test(`${channel}, ${behaviour}: tried again later, sent once when it goes`, async () => {
      const citizen = await reachableBy(channel)
      fakeOf(channel).behave(behaviour)
      await accepted(citizen)
      await notices.run()
      const held = await stateOf(citizen, channel)
      assert.deepEqual([held?.state, held?.attempts], ['waiting', 1])
      assert.ok(held?.code)
      assert.equal(held?.at, province.now() + 60_000)
      fakeOf(channel).behave('ok')
      province.setClock('2026-11-18T09:02')
      await notices.run()
      const sent = await stateOf(citizen, channel)
      assert.deepEqual([sent?.state, sent?.attempts], ['sent', 2])
      const to =
        channel === 'email' ? citizen.profile.email : citizen.profile.phone?.replace(channel === 'zalo' ? '+' : '', '')
      // By mail also that it was handed in.
      assert.equal(fakeOf(channel).received.filter((message) => message.to === to).length, channel === 'email' ? 2 : 1)
    })
  }

  test(`${channel}, bouncing: the desk calls, notes it, and it is done`, async () => {
    const citizen = await reachableBy(channel)
    fakeOf(channel).behave('bouncing')
    const { dossierId, state } = await accepted(citizen)
    const desk = deskOf(state.units.intake)
    await notices.run()
    province.setClock('2026-11-18T09:10')
    await notices.run()
    assert.equal((await stateOf(citizen, channel))?.state, 'bounced')
    const call = (await listCalls(notices.context, desk)).find((one) => one.dossierId === dossierId)
    assert.deepEqual([call?.personName, call?.phone], ['Lê Văn Tám', citizen.profile.phone])
    assert.equal(call?.notices, channel === 'email' ? 2 : 1)
    const callId = call?.id ?? ''
    const other = province.officerIn('mot-cua-tinh', 'receptionist')
    await refusedLater(finishCall(notices.context, other, { callId, note: 'x' }), 'notices.call_not_found')
    await refusedLater(
      finishCall(notices.context, desk, { callId, note: '  ' }),
      'notices.note_missing',
      `note-${callId}`,
    )
    const before = await countCalls(notices.context, desk)
    await finishCall(notices.context, desk, { callId, note: 'Đã báo, ông Tám đến ngày mai' })
    assert.equal(await countCalls(notices.context, desk), before - 1)
    await refusedLater(finishCall(notices.context, desk, { callId, note: 'x' }), 'notices.call_done_already')
    const sent = await listSent(notices.context, desk, { filter: 'lost', after: undefined })
    const lost = sent.rows.find((row) => row.dossierId === dossierId && row.kind === 'accepted')
    assert.ok(lost?.deliveries.some((delivery) => delivery.channel === channel && delivery.history.length === 1))
    assert.equal((await listSent(notices.context, other, { filter: 'all', after: undefined })).rows.length, 0)
  })
}

test('given up after the last attempt; then somebody is called', async () => {
  const citizen = await reachableBy('email')
  notices.email.behave('failing')
  const { dossierId, state } = await accepted(citizen)
  await notices.run()
  await twoDays()
  const last = await stateOf(citizen, 'email')
  assert.deepEqual([last?.state, last?.attempts], ['failed', MOST_ATTEMPTS])
  assert.ok((await listCalls(notices.context, deskOf(state.units.intake))).some((call) => call.dossierId === dossierId))
})

test('one way that works is enough: nobody is called', async () => {
  const citizen = await reachableBy('email', 'sms')
  notices.sms.behave('bouncing')
  const { dossierId, state } = await accepted(citizen)
  await notices.run()
  province.setClock('2026-11-18T09:10')
  await notices.run()
  assert.equal((await stateOf(citizen, 'sms'))?.state, 'bounced')
  assert.ok(
    !(await listCalls(notices.context, deskOf(state.units.intake))).some((call) => call.dossierId === dossierId),
  )
})

test('a text message that the gateway says arrived is shown as such', async () => {
  const citizen = await reachableBy('sms')
  await accepted(citizen)
  await notices.run()
  assert.equal((await stateOf(citizen, 'sms'))?.state, 'sent')
  province.setClock('2026-11-18T09:02')
  await notices.run()
  assert.equal((await stateOf(citizen, 'sms'))?.state, 'delivered')
})

test('a worker that dies with a message in its hand: another takes it when the time is up, the gateway sends it once', async () => {
  const citizen = await reachableBy('sms')
  await accepted(citizen)
  await followLedger(notices.context)
  const taken = await province.context.db.write((tx) => takeDue(tx, 20))
  assert.equal(taken.length, 1)
  await deliverNotices(notices.context)
  assert.equal((await stateOf(citizen, 'sms'))?.state, 'sending')
  province.setClock('2026-11-18T09:03')
  await Promise.all([deliverNotices(notices.context), deliverNotices(notices.context)])
  assert.equal((await stateOf(citizen, 'sms'))?.attempts, 2)
  assert.equal(notices.sms.received.filter((message) => message.to === citizen.profile.phone).length, 1)
})

function subscription(endpoint: string): string {
  const ecdh = createECDH('prime256v1')
  const p256dh = ecdh.generateKeys('base64url')
  return JSON.stringify({ endpoint, keys: { p256dh, auth: randomBytes(16).toString('base64url') } })
}

test('a browser that said yes is told by push; one that is gone is forgotten, and nobody is called for it', async () => {
  const citizen = await reachableBy('push')
  await addDevice(notices.context, citizen.actor, {
    subscription: subscription(`${notices.push.url}/one`),
    local: true,
  })
  await accepted(citizen)
  await notices.run()
  assert.equal((await stateOf(citizen, 'push'))?.state, 'sent')
  assert.equal(notices.push.received.filter((message) => message.to === '/one').length, 2)
  notices.push.behave('bouncing')
  const { dossierId, state } = await accepted(citizen)
  await notices.run()
  assert.equal((await getPreference(notices.context, citizen.actor)).devices, 0)
  assert.ok(
    !(await listCalls(notices.context, deskOf(state.units.intake))).some((call) => call.dossierId === dossierId),
  )
  await addDevice(notices.context, citizen.actor, {
    subscription: subscription(`${notices.push.url}/two`),
    local: true,
  })
  await removeDevices(notices.context, citizen.actor)
  assert.equal((await getPreference(notices.context, citizen.actor)).devices, 0)
})

test('what is no push service is not taken', async () => {
  const citizen = await reachableBy('push')
  for (const typed of [
    subscription('https://169.254.169.254/latest/meta-data'),
    subscription('http://127.0.0.1:5432/'),
    subscription('https://fcm.googleapis.com.evil.example/x'),
    subscription('https://fcm.googleapis.com:8443/x'),
    '{}',
    'null',
    'not json',
    JSON.stringify({ endpoint: 'https://fcm.googleapis.com/fcm/send/x', keys: { p256dh: 'x', auth: 'y' } }),
  ]) {
    await refusedLater(
      addDevice(notices.context, citizen.actor, { subscription: typed, local: false }),
      'notices.device_not_taken',
    )
  }
  await addDevice(notices.context, citizen.actor, {
    subscription: subscription('https://fcm.googleapis.com/fcm/send/abc'),
    local: false,
  })
  assert.equal((await getPreference(notices.context, citizen.actor)).devices, 1)
})

test('a trial goes at once also at night, a second press sends no second one, and five a day are enough', async () => {
  const citizen = await reachableBy('sms')
  await choosePreference(notices.context, citizen.actor, {
    channels: ['sms'],
    locale: 'vi',
    quiet: { from: '21:00', to: '7:00' },
  })
  province.setClock('2026-11-18T23:00')
  const agencyId = province.directory.province().id
  for (const commandId of ['a', 'a', 'b', 'c', 'd', 'e'])
    await sendTrial(notices.context, citizen.actor, { commandId, agencyId })
  await refusedLater(sendTrial(notices.context, citizen.actor, { commandId: 'f', agencyId }), 'notices.trial_too_often')
  await notices.run()
  assert.equal(notices.sms.received.filter((message) => message.to === citizen.profile.phone).length, 5)
})

test('what is chosen is checked at its field', async () => {
  const { actor } = await reachableBy('email')
  const choose = (changes: object) =>
    choosePreference(notices.context, actor, { channels: ['sms'], locale: 'vi', quiet: null, ...changes })
  await refusedLater(choose({ channels: ['pigeon'] }), 'notices.channel_unknown', 'channels')
  await refusedLater(choose({ quiet: { from: '25:00', to: '7:00' } }), 'notices.quiet_hours_wrong', 'quietFrom')
  await refusedLater(choose({ quiet: { from: '21:00', to: 'sáng' } }), 'notices.quiet_hours_wrong', 'quietTo')
  await choose({ quiet: { from: '21h', to: '7h30' } })
  const { quiet, email, phone } = await getPreference(notices.context, actor)
  assert.deepEqual(quiet, { from: 1260, to: 450 })
  assert.match(email ?? '', /^n\d\*\*\*@vi-du\.invalid$/)
  assert.match(phone ?? '', /\*{3}/)
})
