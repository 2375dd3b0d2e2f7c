import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { openTestApi, type TestApi } from '../../../../test/support/api.ts'
import type { TestDatabase } from '../../../../test/support/database.ts'
import { openTestNotices, type TestNotices } from '../../../../test/support/notices.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../../../../test/support/province.ts'
import { refusedLater } from '../../../../test/support/refused.ts'
import { type BounceWords, bounceReport, handOver } from '../../../fakes/bounce-reports.ts'
import type { ReceivedMessage } from '../../../fakes/message-gateways.ts'
import type { DossierId } from '../../../platform/ids.ts'
import { choosePreference } from '../choose-preference.ts'
import type { OuterChannel } from '../delivery.ts'
import { listInbox } from '../inbox-views.ts'
import { readBounceReport } from './bounce-report.ts'
import { listBounces, listCalls } from './delivery-views.ts'
import { returnAddress } from './return-address.ts'

const BUILDING = '1.013225'
const PASSWORD = 'mat-khau-cua-may-chu-thu'
let database: TestDatabase
let province: TestProvince
let notices: TestNotices
let api: TestApi
let door: { url: string; password: string }
before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  notices = await openTestNotices(province)
  api = await openTestApi(database, province, { MOTCUA_BOUNCE_TOKEN: PASSWORD })
  door = { url: await api.app.listen({ host: '127.0.0.1', port: 0 }), password: PASSWORD }
})
after(async () => {
  await api?.close()
  await notices?.close()
  await province?.close()
  await database?.close()
})
beforeEach(() => province.setClock('2026-11-18T09:00'))

let serial = 0

interface Sent {
  mail: ReceivedMessage
  dossierId: DossierId
  /** How the mail of the acceptance stands. */
  state(): Promise<string | undefined>
  calls(): Promise<number>
}

/** A dossier that was accepted, and the mail that told so. */
async function accepted(...channels: OuterChannel[]): Promise<Sent> {
  serial += 1
  const email = `b${serial}@vi-du.invalid`
  const citizen = await province.newCitizen({ fullName: 'Lê Văn Tám', email, phone: '+84912345678' })
  await choosePreference(notices.context, citizen.actor, { channels, locale: 'vi', quiet: null })
  const { dossierId, state } = await province.submit({ procedureCode: BUILDING, citizen })
  const desk = province.officers.find(({ mandates }) =>
    mandates.some(({ role, agencyId }) => role === 'receptionist' && agencyId === state.units.intake),
  )
  assert.ok(desk)
  await notices.run()
  const before = notices.email.received.length
  await province.act(dossierId, 'accept', desk)
  await notices.run()
  const mail = notices.email.received.slice(before).find((message) => message.to === email)
  return {
    mail: mail ?? assert.fail('no mail'),
    dossierId,
    async state() {
      const { rows } = await listInbox(notices.context, citizen.actor, undefined)
      const notice = rows.find((row) => row.kind === 'accepted')
      const found = notice?.deliveries.find((delivery) => delivery.channel === 'email')
      return found && `${found.state} ${found.code}`
    },
    async calls() {
      const found = (await listCalls(notices.context, desk)).filter((call) => call.dossierId === dossierId)
      return found.reduce((sum, call) => sum + call.notices, 0)
    },
  }
}

const verdictOf = async (message: string) => (await handOver(door, message)).verdict

test('mail that comes back hours later: the delivery has failed and the desk calls; the same report again changes nothing', async () => {
  const { mail, state, calls } = await accepted('email')
  assert.match(mail.returnsTo ?? '', /^tra-lai\+[0-9a-f]{32}\.[0-9a-f]{16}@vi-du\.invalid$/)
  assert.ok((mail.returnsTo ?? '').indexOf('@') <= 64)
  assert.equal(await state(), 'sent null')
  province.setClock('2026-11-18T15:30')
  assert.deepEqual(await handOver(door, bounceReport(mail)), { status: 200, verdict: 'taken' })
  assert.equal(await state(), 'bounced dsn_5.1.1')
  assert.equal(await calls(), 1)
  assert.equal(await verdictOf(bounceReport(mail)), 'repeated')
  // Servers may write addresses in capital letters.
  assert.equal(await verdictOf(bounceReport(mail, { to: (mail.returnsTo ?? '').toUpperCase() })), 'repeated')
  assert.equal(await calls(), 1)
})

test('who was reached by another way is not called', async () => {
  const { mail, state, calls } = await accepted('email', 'sms')
  assert.equal(await verdictOf(bounceReport(mail)), 'taken')
  assert.equal(await state(), 'bounced dsn_5.1.1')
  assert.equal(await calls(), 0)
})

test('a delay is no failure', async () => {
  const { mail, state, calls } = await accepted('email')
  assert.equal(await verdictOf(bounceReport(mail, { action: 'delayed', status: '4.4.1' })), 'not_failed')
  assert.equal(await verdictOf(bounceReport(mail, { action: 'delivered', status: '2.0.0' })), 'not_failed')
  assert.equal(await state(), 'sent null')
  assert.equal(await calls(), 0)
})

test('where the return address was lost, the Message-ID is believed of the recipient it went to, and of nobody else', async () => {
  const { mail, state, calls } = await accepted('email')
  const lost: BounceWords = { to: 'mot-cua@vi-du.invalid' }
  assert.equal(await verdictOf(bounceReport(mail, { ...lost, recipient: 'ai-do@vi-du.invalid' })), 'forged')
  assert.equal(await state(), 'sent null')
  assert.equal(await verdictOf(bounceReport(mail, lost)), 'taken')
  assert.equal(await state(), 'bounced dsn_5.1.1')
  assert.equal(await calls(), 1)
})

test('what is foreign, forged, nested, broken or huge changes nothing, and is written down', async () => {
  const { mail, state, calls } = await accepted('email')
  const real = bounceReport(mail)
  const seal = /\.([0-9a-f]{16})@/.exec(mail.returnsTo ?? '')?.[1] ?? ''
  const wrongSeal = [...seal].map((letter) => (letter === '0' ? '1' : '0')).join('')
  const boundary = '=_tra-lai_1'
  const asAttachment = [
    'To: mot-cua@vi-du.invalid',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=ngoai',
    '',
    '--ngoai',
    'Content-Type: message/rfc822',
    '',
    real,
    '--ngoai--',
  ].join('\r\n')
  const hostile: [string, string][] = [
    ['forged', real.replaceAll(seal, wrongSeal)],
    ['foreign', real.replaceAll('@motcua', '@noi-khac').replace(/^To: .*$/m, 'To: mot-cua@vi-du.invalid')],
    ['unreadable', asAttachment],
    ['unreadable', 'Subject: xin chào\r\n\r\nThư trả lời của một người.'],
    ['unreadable', real.replace('report-type=delivery-status', 'report-type=feedback-report')],
    ['unreadable', real.slice(0, real.indexOf('Action:'))],
    ['unreadable', real.replaceAll(boundary, '\n\n')],
    ['unreadable', `${'x'.repeat(500_000)}\r\n\r\n${`--${boundary}\r\n`.repeat(30_000)}`],
    ['unreadable', `${'Content-Type: multipart/report; '.repeat(20_000)}\r\n\r\n`],
    ['unreadable', '\0'.repeat(900_000)],
    ['unreadable', ''],
  ]
  for (const [verdict, message] of hostile) {
    assert.deepEqual(await handOver(door, message), { status: 200, verdict }, message.slice(0, 60))
  }
  assert.equal(await verdictOf(reportOfStranger()), 'unknown')
  assert.deepEqual(await handOver(door, `${real}${'x'.repeat(1_100_000)}`), { status: 422, verdict: null })
  assert.equal(await state(), 'sent null')
  assert.equal(await calls(), 0)
  const administrator = await province.newOfficer('Quản trị', [
    { agencySlug: 'phuong-pho-hien', role: 'administrator' },
  ])
  const seen = await listBounces(notices.context, administrator)
  const wanted = ['too_large', 'unknown', ...hostile.map(([verdict]) => verdict).reverse()]
  assert.deepEqual(
    seen.slice(0, wanted.length).map((row) => row.verdict),
    wanted,
  )
  assert.ok(!JSON.stringify(seen).includes('@'))
})

/** A report to a return address that we could have made, for a delivery that is not there. */
function reportOfStranger(): string {
  const to = returnAddress(province.context.keys, 'tra-lai@vi-du.invalid', '01890000-0000-7000-8000-000000000000')
  return bounceReport({ channel: 'email', to: 'a@b.invalid', text: '', id: '', at: new Date() }, { to })
}

test('only who knows the password hands anything over; without one there is no such address; only administrators look', async () => {
  const { mail, state } = await accepted('email')
  const report = bounceReport(mail)
  for (const password of ['', 'x', PASSWORD.slice(1), `${PASSWORD} `]) {
    assert.equal((await handOver({ ...door, password }, report)).status, 404)
  }
  const bare = await fetch(`${door.url}/api/v1/notices/bounces`, { method: 'POST', body: report })
  assert.equal(bare.status, 404)
  const closed = await openTestApi(database, province)
  const answer = await closed.app.inject({
    method: 'POST',
    url: '/api/v1/notices/bounces',
    headers: { authorization: `Basic ${Buffer.from('mta:').toString('base64')}`, 'content-type': 'message/rfc822' },
    payload: report,
  })
  assert.equal(answer.statusCode, 404)
  await closed.close()
  assert.equal(await state(), 'sent null')
  const desk = province.officerIn('phuong-pho-hien', 'receptionist')
  await refusedLater(listBounces(notices.context, desk), 'notices.administrators_only')
})

test('a report is read whatever its lines end with and however its fields are folded', () => {
  const mail: ReceivedMessage = {
    channel: 'email',
    to: 'Ai.Do@Vi-Du.invalid',
    text: 'Message-ID:\r\n <abc@motcua>\r\n\r\nx',
    id: '',
    at: new Date(0),
    returnsTo: 'tra-lai@vi-du.invalid',
  }
  const report = bounceReport(mail)
  for (const text of [report, report.replaceAll('\r\n', '\n')]) {
    assert.deepEqual(readBounceReport(text), {
      returnedTo: ['tra-lai@vi-du.invalid'],
      recipients: [{ action: 'failed', status: '5.1.1', addresses: ['ai.do@vi-du.invalid', 'ai.do@vi-du.invalid'] }],
      messageId: 'abc@motcua',
    })
  }
})
