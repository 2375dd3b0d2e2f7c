import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, withOwner } from '../../../../test/support/database.ts'
import { openTestNotices, type TestNotices } from '../../../../test/support/notices.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestOfficer,
  type TestProvince,
} from '../../../../test/support/province.ts'
import { giveRating, slipToken } from '../../feedback/index.ts'
import { anonymous } from '../../organisation/index.ts'
import { listInbox } from '../inbox-views.ts'
import { tellLateRatings } from './tell-late-ratings.ts'

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

async function toldOf(officer: TestOfficer): Promise<string[]> {
  const { rows } = await listInbox(notices.context, officer, undefined)
  return rows.filter(({ kind }) => kind === 'rating_late').map(({ subject, body }) => `${subject}\n${body}`)
}

test('an answer that is late is told once, to the head and the leader above, without who rated or which dossier', async () => {
  const desk = province.officerIn('mot-cua-phuong-pho-hien', 'receptionist')
  const head = province.officerIn('phuong-pho-hien', 'approver')
  const leader = province.officers.find(({ mandates }) => mandates.some(({ role }) => role === 'province_leader'))
  assert.ok(leader)
  const { dossierId } = await province.submit({ procedureCode: BUILDING })
  const { state } = await province.act(dossierId, 'accept', desk)
  const token = slipToken(province.context.keys, { dossierId, event: 'receipt_given' })
  await giveRating(province.context, anonymous, { token, score: 1, reasons: [], text: 'Chờ lâu' })
  assert.equal(await tellLateRatings(notices.context), 0)
  await withOwner(database.ownerUrl, (owner) =>
    owner.query(`UPDATE feedback_low_rating SET due_at = now() - interval '1 hour'`),
  )
  const told = await Promise.all([tellLateRatings(notices.context), tellLateRatings(notices.context)])
  assert.ok(Math.max(...told) > 0)
  assert.equal(await tellLateRatings(notices.context), 0)
  for (const officer of [head, leader]) {
    const [text, ...more] = await toldOf(officer)
    assert.deepEqual(more, [])
    assert.match(text ?? '', /Phố Hiến/)
    for (const secret of [state.code ?? '-', dossierId, 'Chờ lâu']) assert.ok(!text?.includes(secret), secret)
  }
  for (const officer of [desk, province.officerIn('xa-van-giang', 'approver')]) {
    assert.deepEqual(await toldOf(officer), [])
  }
})
