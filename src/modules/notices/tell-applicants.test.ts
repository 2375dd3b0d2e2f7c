import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, withOwner } from '../../../test/support/database.ts'
import { openTestNotices, type TestNotices } from '../../../test/support/notices.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../../../test/support/province.ts'
import { query } from '../../platform/db.ts'
import { consume, sealHorizon } from '../../platform/ledger/index.ts'
import { erasePerson } from '../vault/index.ts'
import { listInbox, markRead } from './inbox-views.ts'
import { writePreference } from './preference-store.ts'
import { tellApplicants } from './tell-applicants.ts'

const BUILDING = '1.013225'
let database: TestDatabase
let province: TestProvince
let notices: TestNotices
before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  province.setClock('2026-11-18T09:00')
  notices = await openTestNotices(province)
})
after(async () => {
  await notices?.close()
  await province?.close()
  await database?.close()
})

async function count(sql: string, values: unknown[] = []): Promise<number> {
  const [row] = await query<{ count: number }>(province.context.db.read, `SELECT count(*)::int AS count ${sql}`, values)
  return row?.count ?? -1
}

test('a change is told once: broken off in the middle nothing stands, run twice or at once nothing is doubled', async () => {
  await notices.run()
  const { citizen } = await province.submit({ procedureCode: BUILDING })
  const own = 'FROM notices_notice WHERE person_id = $1'
  const { personId } = citizen.actor
  await sealHorizon(province.context.db)
  const broken = consume(province.context.db, 'notices', 200, async (tx, events) => {
    assert.equal(await tellApplicants(notices.context, tx, events), 1)
    throw new Error('killed')
  })
  await assert.rejects(broken, /killed/)
  assert.equal(await count(own, [personId]), 0)
  await Promise.all([notices.run(), notices.run(), notices.run()])
  await notices.run()
  assert.equal(await count(own, [personId]), 1)
  // The follower's place lost: what was told is known all the same.
  await withOwner(database.ownerUrl, (owner) =>
    owner.query(`UPDATE ledger_consumer SET position = 0 WHERE name = 'notices'`),
  )
  await notices.run()
  assert.equal(await count(own, [personId]), 1)
  assert.equal(
    await count(`FROM notices_delivery d JOIN notices_notice n ON n.id = d.notice_id WHERE n.person_id = $1`, [
      personId,
    ]),
    2,
  )
})

test('each change of state comes in the order it happened, with the least content of the law', async () => {
  const { dossierId, citizen } = await province.submit({ procedureCode: BUILDING })
  await province.walk(dossierId)
  const { state } = await province.walk(dossierId)
  await notices.run()
  const { rows } = await listInbox(notices.context, citizen.actor, undefined)
  const kinds = rows.map((row) => row.kind).reverse()
  assert.equal(kinds[0], 'submitted')
  assert.equal(kinds[1], 'accepted')
  assert.equal(kinds.at(-1), 'resolved')
  assert.ok(kinds.slice(2, -1).every((kind) => kind === 'moved'))
  const accepted = rows.find((row) => row.kind === 'accepted')
  for (const part of [
    'Cơ quan giải quyết: Ủy ban nhân dân phường Phố Hiến',
    /Người tiếp nhận, xử lý: \S+/,
    'Thời điểm tiếp nhận: 09:00, 18/11/2026',
    'Đang ở bước: ',
    /Ngày trả kết quả: 17:00, \d\d\/1\d\/2026/,
    state.code ?? '-',
  ]) {
    assert.match(accepted?.body ?? '', part instanceof RegExp ? part : new RegExp(part))
  }
})

test('mail reaches the server, text messages carry no name and no diacritics', async () => {
  const { dossierId, citizen, state } = await province.submit({
    procedureCode: BUILDING,
    citizen: await province.newCitizen({
      fullName: 'Đặng Thùy Dương',
      email: 'duong@vi-du.invalid',
      phone: '+84912000111',
    }),
  })
  await province.act(
    dossierId,
    'accept',
    province.officers.find((officer) =>
      officer.mandates.some((mandate) => mandate.role === 'receptionist' && mandate.agencyId === state.units.intake),
    ) ?? assert.fail('no receptionist'),
  )
  await notices.run()
  const mails = notices.email.received.filter((message) => message.to === 'duong@vi-du.invalid')
  assert.equal(mails.length, 2)
  assert.match(mails[0]?.text ?? '', /Auto-Submitted: auto-generated/)
  const [sms, ...more] = notices.sms.received.filter((message) => message.to === '+84912000111')
  assert.equal(more.length, 0, 'only what has a short text')
  assert.match(sms?.text ?? '', /^Uy ban nhan dan phuong Pho Hien: da tiep nhan ho so H33/)
  assert.doesNotMatch(sms?.text ?? '', /Duong/)
  const { rows } = await listInbox(notices.context, citizen.actor, undefined)
  assert.deepEqual(
    rows[0]?.deliveries.map(({ channel, state: how }) => [channel, how]),
    [
      ['account', 'delivered'],
      ['email', 'sent'],
      ['sms', 'sent'],
    ],
  )
})

test('a name is never read as a text: no place is filled, no letter of a page means anything', async () => {
  const fullName = '{{reason}} <b>Nam</b>\r\nBcc: x@y.vn'
  await province.submit({
    procedureCode: BUILDING,
    citizen: await province.newCitizen({ fullName, email: 'nam@vi-du.invalid' }),
  })
  await notices.run()
  const mail = notices.email.received.find((message) => message.to === 'nam@vi-du.invalid')
  const decoded = decodeMail(mail?.text ?? '')
  assert.match(decoded, /\{\{reason\}\} <b>Nam<\/b> Bcc: x@y\.vn/, 'plain part')
  assert.match(decoded, /\{\{reason\}\} &#60;b&#62;Nam&#60;\/b&#62;/, 'HTML part')
  assert.doesNotMatch(decoded.split('\r\n\r\n')[0] ?? '', /^Bcc/im)
})

/** Undoes quoted-printable and base64 parts, roughly: enough to look for words. */
function decodeMail(text: string): string {
  const [head = '', ...parts] = text.split(/\r\n\r\n/)
  const bodies = parts.map((part) => {
    const compact = part.split(/\r\n--/)[0] ?? ''
    if (/^[A-Za-z0-9+/=\r\n]+$/.test(compact)) return Buffer.from(compact, 'base64').toString('utf8')
    const bytes = compact
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    return Buffer.from(bytes, 'latin1').toString('utf8')
  })
  return [head, ...bodies].join('\r\n\r\n')
}

test('quiet hours hold what rings until the morning; the account has it at once', async () => {
  province.setClock('2026-11-19T22:30')
  const citizen = await province.newCitizen({ email: 'dem@vi-du.invalid' })
  await province.submit({ procedureCode: BUILDING, citizen })
  await notices.run()
  const { rows } = await listInbox(notices.context, citizen.actor, undefined)
  assert.equal(rows.length, 1)
  assert.equal(notices.email.received.filter((message) => message.to === 'dem@vi-du.invalid').length, 0)
  province.setClock('2026-11-20T06:59')
  await notices.run()
  assert.equal(notices.email.received.filter((message) => message.to === 'dem@vi-du.invalid').length, 0)
  province.setClock('2026-11-20T07:00')
  await notices.run()
  assert.equal(notices.email.received.filter((message) => message.to === 'dem@vi-du.invalid').length, 1)
})

test('told by the ways and in the language chosen', async () => {
  const citizen = await province.newCitizen({ email: 'an@vi-du.invalid', phone: '+84912000222' })
  const { personId } = citizen.actor
  await province.context.db.write((tx) =>
    writePreference(tx, personId, { channels: ['zalo'], locale: 'en', quiet: null }),
  )
  const { dossierId, state } = await province.submit({ procedureCode: BUILDING, citizen })
  await province.act(dossierId, 'accept', receptionistOf(state.units.intake))
  await notices.run()
  assert.equal(notices.email.received.filter((message) => message.to === 'an@vi-du.invalid').length, 0)
  const [message] = notices.zalo.received.filter((one) => one.to === '84912000222')
  assert.match(message?.text ?? '', /dossier H33\S+ accepted/)
})

function receptionistOf(agencyId: string) {
  const found = province.officers.find((officer) =>
    officer.mandates.some((mandate) => mandate.role === 'receptionist' && mandate.agencyId === agencyId),
  )
  return found ?? assert.fail('no receptionist')
}

test('an old history rings nowhere', async () => {
  province.setClock('2026-11-10T09:00')
  const citizen = await province.newCitizen({ email: 'cu@vi-du.invalid' })
  await province.submit({ procedureCode: BUILDING, citizen })
  province.setClock('2026-11-20T09:00')
  await notices.run()
  const { rows } = await listInbox(notices.context, citizen.actor, undefined)
  assert.deepEqual(
    rows.map((row) => row.deliveries.map((delivery) => delivery.channel)),
    [['account']],
  )
  assert.equal(notices.email.received.filter((message) => message.to === 'cu@vi-du.invalid').length, 0)
})

test('another person neither reads nor marks them; whoever was erased has none', async () => {
  const { citizen } = await province.submit({ procedureCode: BUILDING })
  const stranger = await province.newCitizen()
  await notices.run()
  const [own] = (await listInbox(notices.context, citizen.actor, undefined)).rows
  assert.ok(own)
  assert.equal((await listInbox(notices.context, stranger.actor, undefined)).rows.length, 0)
  for (const actor of [stranger.actor, receptionistOf(province.officers[0]?.mandates[0]?.agencyId ?? '')]) {
    await assert.rejects(markRead(notices.context, actor, own.id), /notices\.notice_not_found/)
  }
  await assert.rejects(markRead(notices.context, { kind: 'anonymous' }, own.id), /notices\.notice_not_found/)
  await markRead(notices.context, citizen.actor, own.id)
  assert.equal((await listInbox(notices.context, citizen.actor, undefined)).rows[0]?.read, true)
  await province.context.db.write((tx) => erasePerson(tx, citizen.actor.personId))
  assert.equal((await listInbox(notices.context, citizen.actor, undefined)).rows[0]?.body, null)
})

test('nothing personal stands in the tables of notices', async () => {
  const fullName = 'Nguyễn Thị Tuyệt Mật'
  const citizen = await province.newCitizen({ fullName, email: 'tuyet.mat@vi-du.invalid', phone: '+84912345999' })
  const { dossierId } = await province.submit({ procedureCode: BUILDING, citizen })
  await province.walk(dossierId)
  await notices.run()
  await withOwner(database.ownerUrl, async (owner) => {
    for (const table of ['notice', 'delivery', 'attempt', 'call', 'device', 'preference', 'rung']) {
      const { rows } = await owner.query<{ line: string }>(`SELECT t::text AS line FROM notices_${table} t`)
      const all = rows.map((row) => row.line).join('\n')
      for (const secret of [fullName, 'tuyet.mat', '912345999', citizen.profile.identityNumber ?? '-']) {
        assert.ok(!all.includes(secret), `${secret} stands in notices_${table}`)
      }
    }
  })
})
