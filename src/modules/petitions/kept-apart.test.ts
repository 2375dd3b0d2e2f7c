import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { withOwner } from '../../../test/support/database.ts'
import { openPetitionStage, type PetitionStage } from '../../../test/support/petitions.ts'
import type { TestOfficer } from '../../../test/support/province.ts'
import { refusedLater } from '../../../test/support/refused.ts'
import { query } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { verifyLedger } from '../../platform/ledger/index.ts'
import { officerNames } from '../organisation/index.ts'
import { namedIn } from './complained-of.ts'
import {
  actByCode,
  getFollowPage,
  getPetitionPage,
  listPetitions,
  mergePetitions,
  openIdentity,
  readPetitionHeads,
} from './index.ts'
import { findPersonal } from './personal-data.ts'
import { networkOf } from './sending-limits.ts'
import type { VerbInput } from './verb.ts'

let stage: PetitionStage
let { database, province, handler, head, agencyId, send, act } = {} as PetitionStage
let reviewer: TestOfficer
before(async () => {
  stage = await openPetitionStage({
    kind: 'conduct',
    subject: 'Hẹn nhiều lần',
    text: 'Tôi đến ba lần đều bị bảo về chờ.',
  })
  ;({ database, province, handler, head, agencyId, send, act } = stage)
  reviewer = province.officerIn('phuong-pho-hien', 'reviewer')
})
after(() => stage?.close())

const nameOf = async ({ userId }: TestOfficer) =>
  (await officerNames(database.db.read, [userId])).get(userId) ?? assert.fail()
const sorted = (about: TestOfficer, officer: TestOfficer): VerbInput => ({
  kind: 'conduct',
  officerUserId: officer.userId,
  aboutUserIds: [about.userId],
})

test('an officer who writes as anybody does stands nowhere: not on the page, not in the ledger', async () => {
  const { petitionId } = await send({ kind: 'other', isAnonymous: true }, { actor: handler })
  const page = await getPetitionPage(province.context, head, petitionId)
  assert.deepEqual(
    page.lines.map(({ officerName, agencyName }) => [officerName, agencyName]),
    [[null, '']],
  )
  const rows = await query<{ found: number }>(
    database.db.read,
    `SELECT count(*)::int AS found FROM ledger_event WHERE stream_id = $1
     AND (actor_id IS NOT NULL OR mandate_id IS NOT NULL OR payload::text LIKE '%' || $2 || '%')`,
    [petitionId, handler.userId],
  )
  assert.equal(rows[0]?.found, 0)
})

test('whoever is named when it is written is kept out at once; about those who decide it goes to the agency above', async () => {
  const { petitionId } = await send({ about: `chị ${(await nameOf(reviewer)).toUpperCase()}, bàn số 3` })
  await refusedLater(getPetitionPage(province.context, reviewer, petitionId), 'petitions.not_found')
  const leader = province.officerIn('ubnd-tinh', 'province_leader')
  const page = await getPetitionPage(province.context, leader, petitionId)
  assert.equal(page.petition.agencyId, agencyId('ubnd-tinh'))
  assert.equal(page.petition.addressedAgencyId, agencyId('phuong-pho-hien'))
  await refusedLater(getPetitionPage(province.context, head, petitionId), 'petitions.not_found')

  const [row] = await query<{ barred: string[] }>(
    database.db.read,
    'SELECT about_user_ids AS barred FROM petitions_petition WHERE id = $1',
    [petitionId],
  )
  assert.deepEqual(row?.barred, [reviewer.userId], 'lists leave it out by themselves')
  const ticked = await send({ about: 'ông Chủ tịch', isAboutHead: true })
  await refusedLater(getPetitionPage(province.context, head, ticked.petitionId), 'petitions.not_found')
  // Passed on to an office that has people for it, the chairman of the ward is named from there.
  await act(leader, ticked.petitionId, 'forward', { agencyId: agencyId('van-phong-ubnd-tinh'), text: 'Xem xét' })
  const office = province.officerIn('van-phong-ubnd-tinh', 'reviewer')
  const after = await act(office, ticked.petitionId, 'classify', sorted(head, office))
  assert.deepEqual(after.aboutUserIds, [head.userId])
})

test('only a whole name is a name', () => {
  const son = { userId: newId(), displayName: 'Hoàng Văn Sơn' } as never
  assert.equal(namedIn('ông hoang van son', [son]).length, 1)
  assert.equal(namedIn('HOÀNG  VĂN SƠN (chủ tịch)', [son]).length, 1)
  assert.equal(namedIn('Hoàng Văn Sơn'.normalize('NFD'), [son]).length, 1)
  for (const about of ['ông Sơn', 'Hoàng Văn Sơng', 'Thoàng Văn Sơn', '']) assert.equal(namedIn(about, [son]).length, 0)
})

test('nobody looks at the name of who complains of an officer before it is said of whom', async () => {
  const { petitionId } = await send()
  await refusedLater(openIdentity(province.context, head, { petitionId, reason: 'verify' }), 'petitions.not_yours')
  // Sorted as something else by the very head it may be about, the protection stays: what was said counts.
  await act(head, petitionId, 'classify', { kind: 'other', officerUserId: head.userId })
  await refusedLater(openIdentity(province.context, head, { petitionId, reason: 'verify' }), 'petitions.not_yours')
  await act(head, petitionId, 'answer', { text: 'Không có gì.' })
  await refusedLater(act(head, petitionId, 'approve'), 'petitions.not_yours')
})

test('once an answer is drafted, its drafter may still be named, and is out', async () => {
  const { petitionId } = await send()
  await act(head, petitionId, 'classify', { kind: 'conduct', officerUserId: reviewer.userId })
  await act(reviewer, petitionId, 'answer', { text: 'Không đúng.', upheld: false })
  const after = await act(head, petitionId, 'classify', sorted(reviewer, handler))
  assert.equal(after.state, 'processing')
  await refusedLater(getPetitionPage(province.context, reviewer, petitionId), 'petitions.not_found')
})

test('complaints are merged once sorted, about the same people; whoever is named later is out of those merged before', async () => {
  const [first, second, plain] = [await send(), await send(), await send({ kind: 'other' })]
  const merge = (intoId: string, id: string) => mergePetitions(province.context, head, { intoId, ids: [id] })
  await refusedLater(merge(first.petitionId, second.petitionId), 'petitions.into_unknown', 'intoId')
  await refusedLater(merge(plain.petitionId, second.petitionId), 'petitions.into_unknown', 'intoId')
  for (const { petitionId } of [first, second]) {
    await act(head, petitionId, 'classify', { kind: 'conduct', officerUserId: reviewer.userId })
  }
  await merge(first.petitionId, second.petitionId)
  await act(head, first.petitionId, 'classify', sorted(handler, reviewer))
  await refusedLater(getPetitionPage(province.context, handler, second.petitionId), 'petitions.not_found')
  const { rows } = await listPetitions(province.context, handler, { list: 'done' })
  assert.ok(rows.every(({ petitionId }) => petitionId !== second.petitionId))
  const faults = (await verifyLedger(database.db.read, { heads: readPetitionHeads(database.db.read) })).faults
  assert.deepEqual(faults, [])

  // What becomes of the one is told to who wrote the other, who may say what they think of it.
  await act(reviewer, first.petitionId, 'answer', { text: 'Đã nhắc nhở.', upheld: true })
  await refusedLater(
    actByCode(province.context, second.followCode, { verb: 'judge', input: { satisfaction: 1 } }),
    'petitions.state_changed',
  )
  await act(head, first.petitionId, 'approve')
  const page = await getFollowPage(province.context, second.followCode)
  assert.equal(page.answer, 'Đã nhắc nhở.')
  assert.ok(page.lines.some(({ type }) => type === 'PetitionApproved'))
  assert.deepEqual(page.may, ['judge'])
  await actByCode(province.context, second.followCode, { verb: 'judge', input: { satisfaction: 1 } })
})

test('a naming is put right: the newer one is judged, whoever was named by mistake stays out', async () => {
  const { petitionId } = await send()
  await act(head, petitionId, 'classify', sorted(handler, reviewer))
  const after = await act(
    head,
    petitionId,
    'classify',
    sorted(province.officerIn('phuong-pho-hien', 'receptionist'), reviewer),
  )
  assert.equal(after.aboutUserIds.length, 1)
  assert.ok(!after.aboutUserIds.includes(handler.userId))
  await refusedLater(getPetitionPage(province.context, handler, petitionId), 'petitions.not_found')
})

test('taken up again, a judgement is withdrawn: only the newer one stands', async () => {
  const { petitionId, followCode } = await send()
  await act(head, petitionId, 'classify', sorted(handler, reviewer))
  await act(reviewer, petitionId, 'answer', { text: 'Đã nhắc nhở.', upheld: true })
  assert.ok((await act(head, petitionId, 'approve')).judged)
  await actByCode(province.context, followCode, { verb: 'reopen', input: { text: 'Chưa ai xin lỗi.' } })
  await act(reviewer, petitionId, 'answer', { text: 'Không đúng.', upheld: false })
  assert.equal((await act(head, petitionId, 'approve')).judged?.upheld, false)
  const told = await query<{ type: string }>(
    database.db.read,
    "SELECT type FROM ledger_event WHERE stream_id = $1 AND type LIKE 'Attitude%' ORDER BY version",
    [petitionId],
  )
  assert.deepEqual(
    told.map(({ type }) => type.replace('Attitude', '')),
    ['ComplaintJudged', 'JudgementWithdrawn', 'ComplaintJudged'],
  )
})

test('the draft that was on the page is the one approved, and the one written over', async () => {
  const { petitionId } = await send({ kind: 'other' })
  await act(head, petitionId, 'classify', { kind: 'other', officerUserId: handler.userId })
  const first = await act(handler, petitionId, 'answer', { text: 'Bản 1', seenAnswer: '' })
  const seenAnswer = first.answer?.valueId ?? ''
  await act(handler, petitionId, 'answer', { text: 'Bản 2', seenAnswer })
  await refusedLater(act(head, petitionId, 'approve', { seenAnswer }), 'petitions.answer_changed')
  await refusedLater(act(handler, petitionId, 'answer', { text: 'Bản 3', seenAnswer }), 'petitions.answer_changed')
})

test('an officer, logged in, says nothing in the place of who wrote', async () => {
  const { followCode } = await send({ kind: 'other' })
  const verdict = { actor: handler, verb: 'judge' as const, input: { satisfaction: 3 } }
  await refusedLater(actByCode(province.context, followCode, verdict), 'petitions.officer_session')
})

test('a form gone back to on a tablet takes the next person’s text, and gives nobody else’s code', async () => {
  const commandId = newId()
  const one = await send({ kind: 'other', text: 'Của người trước' }, { commandId })
  const two = await send({ kind: 'other', text: 'Của người sau' }, { commandId })
  assert.notEqual(two.followCode, one.followCode)
  assert.equal((await getFollowPage(province.context, two.followCode)).content.text, 'Của người sau')
  assert.deepEqual(await send({ kind: 'other', text: 'Của người trước' }, { commandId }), one)
  assert.deepEqual(
    await send({ kind: 'other', text: 'Của người sau' }, { commandId }),
    two,
    'its second press is one, too',
  )
  const named = await send({ kind: 'other', text: 'Của người trước', fullName: 'Lê Văn Khác' }, { commandId })
  assert.notEqual(named.followCode, one.followCode, 'somebody else with the same words')
  const id = newId()
  const same = await Promise.all([1, 2, 3].map(() => send({ kind: 'other' }, { commandId: id })))
  assert.equal(new Set(same.map(({ petitionId }) => petitionId)).size, 1)
})

test('numbers in any width and with anything between, and the writer’s name, are seen before all read them', async () => {
  for (const text of [
    '０９１２３４５６７８',
    '0912/345/678',
    '0912 – 345 – 678',
    '09 12  34 56 78',
    'số 0\u200b912345678',
  ]) {
    assert.equal(findPersonal(text).length, 1, text)
  }
  assert.equal(findPersonal('chị Bùi Thị Kín ở ngõ 3', 'BÙI  THỊ KÍN').length, 1)
  assert.equal(findPersonal('Quyết định 876/QĐ-BNV năm 2022, 15 ngày', 'Bùi Thị Kín').length, 0)
  const { petitionId } = await send({ kind: 'other' })
  await act(head, petitionId, 'classify', { kind: 'other', officerUserId: handler.userId })
  await act(handler, petitionId, 'answer', { text: 'Đã xong.' })
  await act(head, petitionId, 'approve')
  const texts = { title: 'Đèn hỏng', question: 'Bà Bùi Thị Kín hỏi về đèn.', answer: 'Đã xong.' }
  await refusedLater(act(head, petitionId, 'publish', texts), 'petitions.personal_left', 'question')
})

test('a telephone is not used up by who sends from elsewhere; a household of IPv6 counts once; signs that show nothing are no text', async () => {
  for (let at = 0; at < 11; at++) await send({ kind: 'other', phone: '0912345678' }, { address: `10.4.0.${at}` })
  assert.equal(networkOf('2001:db8:1:2:aaaa::1'), networkOf('2001:db8:1:2:bbbb:1:2:3'))
  assert.notEqual(networkOf('2001:db8:1:2::1'), networkOf('2001:db8:1:3::1'))
  assert.equal(networkOf('::ffff:10.0.0.1'), '::ffff:10.0.0.1')
  await refusedLater(send({ subject: '\u200b\u2060' }), 'petitions.text_missing', 'subject')
  await refusedLater(send({ agencyId: agencyId('ubnd-tinh') }), 'petitions.text_missing', 'agencyId')
  await withOwner(database.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ columns: string }>(
      `SELECT string_agg(column_name, ',' ORDER BY column_name) AS columns FROM information_schema.columns
       WHERE table_name IN ('petitions_petition', 'petitions_sending') AND column_name ~ 'account|sender|petition_id'`,
    )
    assert.equal(rows[0]?.columns, 'sender_index')
  })
})
