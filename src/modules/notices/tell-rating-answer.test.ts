import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { at } from '../../../test/support/calendars.ts'
import { type TestDatabase, withOwner } from '../../../test/support/database.ts'
import { openTestNotices, type TestNotices } from '../../../test/support/notices.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestCitizen,
  type TestOfficer,
  type TestProvince,
} from '../../../test/support/province.ts'
import type { DossierId } from '../../platform/ids.ts'
import { answerRating, getRatingPage, giveRating, listLowRatings, listOwnRatings } from '../feedback/index.ts'
import type { TellAnswer } from '../feedback/ports.ts'
import { choosePreference } from './choose-preference.ts'
import { listCalls, listSent } from './delivery/delivery-views.ts'
import { listInbox } from './inbox-views.ts'
import { tellRatingAnswer } from './tell-rating-answer.ts'

const BUILDING = '1.013225'
const ANSWER = 'Chúng tôi xin lỗi.\nĐã nhắc nhở bộ phận một cửa.'
let database: TestDatabase
let province: TestProvince
let notices: TestNotices
let head: TestOfficer
before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  province.setClock('2026-11-18T09:00')
  notices = await openTestNotices(province)
  head = province.officerIn('phuong-pho-hien', 'approver')
})
after(async () => {
  await notices?.close()
  await province?.close()
  await database?.close()
})

/** Rated with one star by the link that the notice of the return brought. */
async function rated(citizen: TestCitizen, text: string): Promise<{ dossierId: DossierId; desk: TestOfficer }> {
  const { dossierId } = await province.submit({ procedureCode: BUILDING, citizen })
  const { state } = await province.walk(dossierId)
  const desk = province.officers.find(({ mandates }) =>
    mandates.some(({ role, agencyId }) => role === 'receptionist' && agencyId === state.units.return),
  )
  assert.ok(desk)
  await province.act(dossierId, 'return_result', desk, { to: 'Bà Hoa', by: 'online' })
  await notices.run()
  const { rows } = await listInbox(notices.context, citizen.actor, undefined)
  const link = rows.find((row) => row.kind === 'returned')?.body ?? ''
  const token = /danh-gia\/([\w-]{24})/.exec(link)?.[1] ?? assert.fail('no link')
  await giveRating(province.context, citizen.actor, { token, score: 1, reasons: ['manner'], text })
  return { dossierId, desk }
}

async function answer(text: string): Promise<void> {
  const low = (await listLowRatings(province.context, head)).find((one) => one.text === text)
  const tellAnswer: TellAnswer = (tx, told) => tellRatingAnswer(notices.context, tx, told)
  await answerRating({ ...province.context, tellAnswer }, head, { ratingId: low?.ratingId ?? '', text: ANSWER })
}

test('whoever rated is told the answer by the ways they chose, and reads it in their account; the desk learns nothing of it', async () => {
  const citizen = await province.newCitizen({ email: 'nguoi-danh-gia@vi-du.invalid' })
  await choosePreference(notices.context, citizen.actor, { channels: ['email'], locale: 'vi', quiet: null })
  const { dossierId, desk } = await rated(citizen, 'Không được chào hỏi')
  assert.equal((await listOwnRatings(province.context, citizen.actor))[0]?.answer, null)
  await answer('Không được chào hỏi')
  await notices.run()
  const told = (await listInbox(notices.context, citizen.actor, undefined)).rows[0]
  assert.equal(told?.kind, 'rating_answered')
  assert.ok(told?.body?.includes(ANSWER))
  assert.match(told?.body ?? '', /\/tai-khoan\/danh-gia$/m)
  assert.deepEqual(
    told?.deliveries.map(({ channel, state }) => `${channel} ${state}`),
    ['account delivered', 'email sent'],
  )
  const mails = notices.email.received.filter((message) => message.to === 'nguoi-danh-gia@vi-du.invalid')
  assert.match(mails.at(-1)?.text ?? '', /\/tai-khoan\/danh-gia/)
  const [own] = await listOwnRatings(province.context, citizen.actor)
  assert.deepEqual([own?.score, own?.text, own?.answer?.text], [1, 'Không được chào hỏi', ANSWER])
  const sent = await listSent(notices.context, desk, { filter: 'all', after: undefined })
  const ofDossier = sent.rows.filter((row) => row.dossierId === dossierId).map((row) => row.kind)
  assert.ok(ofDossier.includes('returned') && !ofDossier.includes('rating_answered'))
  const other = await province.newCitizen()
  assert.deepEqual(await listOwnRatings(province.context, other.actor), [])
})

test('an answer that does not arrive calls nobody: the desk would learn who rated', async () => {
  const citizen = await province.newCitizen({ email: 'khong-con@vi-du.invalid' })
  await choosePreference(notices.context, citizen.actor, { channels: ['email'], locale: 'vi', quiet: null })
  const { dossierId, desk } = await rated(citizen, 'Phải đi lại nhiều lần')
  notices.email.behave('bouncing')
  await answer('Phải đi lại nhiều lần')
  await notices.run()
  notices.email.behave('ok')
  const told = (await listInbox(notices.context, citizen.actor, undefined)).rows[0]
  assert.equal(told?.deliveries.find(({ channel }) => channel === 'email')?.state, 'bounced')
  const calls = await listCalls(notices.context, desk)
  assert.ok(!calls.some((call) => call.dossierId === dossierId))
})

test('who has no account gets a link, behind which the answer stands; quiet hours hold the mail', async () => {
  const citizen = await province.newCitizen({ email: 'khong-tai-khoan@vi-du.invalid' })
  await rated(citizen, 'Chờ lâu')
  await withOwner(database.ownerUrl, (owner) =>
    owner.query('UPDATE account_user SET disabled_at = now() WHERE id = $1', [citizen.actor.userId]),
  )
  province.setClock('2026-11-18T22:00')
  await answer('Chờ lâu')
  await notices.run()
  const newest = async () => (await listInbox(notices.context, citizen.actor, undefined)).rows[0]
  const mailOf = async () => (await newest())?.deliveries.find(({ channel }) => channel === 'email')
  const held = await mailOf()
  assert.deepEqual([held?.state, held?.attempts, held?.at], ['waiting', 0, at('2026-11-19T07:00')])
  province.setClock('2026-11-19T07:01')
  await notices.run()
  assert.equal((await mailOf())?.attempts, 1)
  const told = await newest()
  const token = /danh-gia\/([\w-]{24})$/m.exec(told?.body ?? '')?.[1] ?? ''
  assert.equal((await getRatingPage(province.context, token)).answer?.text, ANSWER)
})
