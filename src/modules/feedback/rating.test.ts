import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, withOwner } from '../../../test/support/database.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestOfficer,
  type TestProvince,
} from '../../../test/support/province.ts'
import { refusedLater } from '../../../test/support/refused.ts'
import type { DossierId } from '../../platform/ids.ts'
import { anonymous } from '../organisation/index.ts'
import {
  answerRating,
  countLowRatings,
  getRatingPage,
  giveRating,
  inviteAtDesk,
  inviteToRate,
  listLowRatings,
} from './index.ts'

const BUILDING = '1.013225'
let database: TestDatabase
let province: TestProvince
let head: TestOfficer
before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  province.setClock('2026-11-18T09:00')
  head = province.officerIn('phuong-pho-hien', 'approver')
})
after(async () => {
  await province?.close()
  await database?.close()
})

async function returned(): Promise<{ dossierId: DossierId; token: string; code: string }> {
  const { dossierId } = await province.submit({ procedureCode: BUILDING })
  const walked = (await province.walk(dossierId)).state
  const desk = province.officers.find((officer) =>
    officer.mandates.some(({ role, agencyId }) => role === 'receptionist' && agencyId === walked.units.return),
  )
  const { state } = await province.act(dossierId, 'return_result', desk ?? assert.fail('no desk'), {
    to: 'Bà Hoa',
    by: 'online',
  })
  const token = await province.context.db.write((tx) =>
    inviteToRate(tx, { state, event: 'result_returned', personId: state.applicant.personId }),
  )
  assert.ok(token)
  return { dossierId, token, code: state.code ?? '-' }
}

/** Nobody is told here: `notices/tell-rating-answer.test.ts` looks at that. */
const answering = () => ({ ...province.context, tellAnswer: async () => undefined })

const rate = (token: string, changes: object = {}) =>
  giveRating(province.context, anonymous, { token, score: 5, reasons: [], text: '', ...changes })

test('only the hash of a token is kept; what is no token leads nowhere', async () => {
  const { token } = await returned()
  assert.match(token, /^[\w-]{24}$/)
  await withOwner(database.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ line: string }>('SELECT i::text AS line FROM feedback_invitation i')
    assert.ok(rows.every(({ line }) => !line.includes(token)))
  })
  for (const wrong of ['', 'x', `${token}x`, token.slice(1), token.toLowerCase(), '../../etc']) {
    await refusedLater(getRatingPage(province.context, wrong), 'feedback.link_not_found')
    await refusedLater(rate(wrong), 'feedback.link_not_found')
  }
})

test('one rating a dossier, changeable for seven days by any of its links; every change is kept', async () => {
  province.setClock('2026-11-18T09:00')
  const { dossierId, token } = await returned()
  await Promise.all([rate(token, { score: 4 }), rate(token, { score: 4 }), rate(token, { score: 4 })])
  province.setClock('2026-11-25T08:59')
  await rate(token, { score: 3, reasons: ['time', 'time', 'money'], text: '  Chờ hơi lâu  ' })
  const page = await getRatingPage(province.context, token)
  assert.deepEqual([page.given?.score, page.given?.reasons, page.given?.text], [3, ['time', 'money'], 'Chờ hơi lâu'])
  province.setClock('2026-11-25T09:01')
  await refusedLater(rate(token, { score: 1 }), 'feedback.closed')
  await withOwner(database.ownerUrl, async (owner) => {
    const { rows } = await owner.query(
      `SELECT r.id, count(*)::int AS versions FROM feedback_rating r JOIN feedback_rating_version v ON v.rating_id = r.id
       WHERE r.dossier_id = $1 GROUP BY r.id`,
      [dossierId],
    )
    assert.deepEqual(
      rows.map((row) => row.versions),
      [4],
    )
    const { rows: texts } = await owner.query<{ line: string }>('SELECT v::text AS line FROM feedback_rating_version v')
    assert.ok(texts.every(({ line }) => !line.includes('Chờ')))
  })
})

test('a link runs out when it was never used', async () => {
  province.setClock('2026-11-18T09:00')
  const { token } = await returned()
  province.setClock('2027-02-17T09:00')
  await refusedLater(rate(token), 'feedback.closed')
})

test('faults come at their fields', async () => {
  province.setClock('2026-11-18T09:00')
  const { token } = await returned()
  for (const score of [0, 6, 2.5, Number.NaN])
    await refusedLater(rate(token, { score }), 'feedback.score_missing', 'score')
  await refusedLater(rate(token, { reasons: ['<b>'] }), 'feedback.reason_unknown', 'reasons')
  await refusedLater(rate(token, { text: 'x'.repeat(2001) }), 'feedback.text_too_long', 'text')
})

test('a low one waits for the head, who learns neither who nor which; the answer is shown behind the link', async () => {
  province.setClock('2026-11-18T09:00')
  const { token, code, dossierId } = await returned()
  const before = await countLowRatings(province.context, head)
  await rate(token, { score: 1, reasons: ['manner'], text: 'Không được chào hỏi' })
  assert.equal(await countLowRatings(province.context, head), before + 1)
  const low = (await listLowRatings(province.context, head)).find((one) => one.text === 'Không được chào hỏi')
  assert.ok(low)
  const told = JSON.stringify(low)
  for (const secret of [code, dossierId, 'Hoa']) assert.ok(!told.includes(secret), secret)
  const { ratingId } = low
  const others = [
    province.officerIn('phuong-pho-hien', 'handler'),
    province.officerIn('xa-van-giang', 'approver'),
    province.officerIn('mot-cua-phuong-pho-hien', 'receptionist'),
  ]
  for (const other of others) {
    assert.ok(!(await listLowRatings(province.context, other)).some((one) => one.ratingId === ratingId))
    await refusedLater(answerRating(answering(), other, { ratingId, text: 'x' }), 'feedback.rating_not_found')
  }
  await refusedLater(
    answerRating(answering(), head, { ratingId, text: ' ' }),
    'feedback.answer_missing',
    `answer-${ratingId}`,
  )
  await answerRating(answering(), head, { ratingId, text: 'Chúng tôi xin lỗi và đã nhắc nhở.' })
  await refusedLater(answerRating(answering(), head, { ratingId, text: 'x' }), 'feedback.answered_already')
  assert.equal((await getRatingPage(province.context, token)).answer?.text, 'Chúng tôi xin lỗi và đã nhắc nhở.')
  const page = JSON.stringify(await getRatingPage(province.context, token))
  for (const secret of [code, dossierId, 'Hoa']) assert.ok(!page.includes(secret), secret)
})

test('only the desk that hands over asks on its tablet, and only after it has', async () => {
  province.setClock('2026-11-18T09:00')
  const own = await returned()
  const { dossierId } = own
  const desk = province.officers.find((officer) => officer.displayName === 'Nguyễn Thị Mai') ?? assert.fail('no desk')
  const { token } = own
  const tablet = await inviteAtDesk(province.context, desk, dossierId)
  assert.match(tablet, /^[\w-]{24}$/)
  await rate(token, { score: 2, text: 'Chậm' })
  // The tablet in an officer's hand neither shows what was said nor changes it.
  const seen = await getRatingPage(province.context, tablet)
  assert.deepEqual([seen.given, seen.answer, seen.isOpen], [null, null, false])
  await refusedLater(rate(tablet, { score: 5 }), 'feedback.closed')
  assert.equal((await getRatingPage(province.context, token)).given?.score, 2)
  for (const other of [head, province.officerIn('mot-cua-tinh', 'receptionist')]) {
    await refusedLater(inviteAtDesk(province.context, other, dossierId), 'feedback.rating_not_found')
  }
  const open = await province.submit({ procedureCode: BUILDING })
  await refusedLater(inviteAtDesk(province.context, desk, open.dossierId), 'feedback.dossier_not_returned')
  // No officer's session takes it, and no later day asks.
  const fresh = await returned()
  const code = await inviteAtDesk(province.context, desk, fresh.dossierId)
  const given = { token: code, score: 5, reasons: [], text: '' }
  await refusedLater(giveRating(province.context, desk, given), 'feedback.officer_on_duty')
  province.setClock('2026-11-19T09:00')
  await refusedLater(inviteAtDesk(province.context, desk, fresh.dossierId), 'feedback.desk_too_late')
  province.setClock('2026-11-18T09:00')
})
