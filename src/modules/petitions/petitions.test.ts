import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { withOwner } from '../../../test/support/database.ts'
import { openPetitionStage, type PetitionStage } from '../../../test/support/petitions.ts'
import { refusedLater } from '../../../test/support/refused.ts'
import { newId } from '../../platform/ids.ts'
import { verifyLedger } from '../../platform/ledger/index.ts'
import {
  actByCode,
  countPetitions,
  escalateLate,
  getFollowPage,
  getPetitionPage,
  getPublished,
  listPetitions,
  listPublished,
  mergePetitions,
  openIdentity,
  readPetitionHeads,
  type TypedPetition,
} from './index.ts'
import { NEWEST, SEARCH, SEARCH_ONE } from './public-views.ts'

let stage: PetitionStage
let { database, province, clerk, handler, head, agencyId, send, act } = {} as PetitionStage
before(async () => {
  stage = await openPetitionStage({ place: 'Ngõ 12' })
  ;({ database, province, clerk, handler, head, agencyId, send, act } = stage)
})
after(() => stage?.close())

async function answered(changes: Partial<TypedPetition> = {}) {
  const sent = await send(changes)
  await act(clerk, sent.petitionId, 'classify', { kind: 'other', officerUserId: handler.userId })
  await act(handler, sent.petitionId, 'answer', { text: 'Đã thay đèn ngày 17/11.' })
  await act(head, sent.petitionId, 'approve')
  return sent
}

test('through every state: received, sorted, asked, supplied, answered, approved, published, judged, taken up again', async () => {
  province.setClock('2026-11-18T09:00')
  const { petitionId, followCode } = await send()
  assert.match(followCode, /^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/)
  await act(clerk, petitionId, 'classify', { kind: 'other', officerUserId: handler.userId })
  const due = (await getFollowPage(province.context, followCode)).processDueAt
  await act(handler, petitionId, 'ask', { text: 'Cột đèn số mấy?' })
  assert.equal((await getFollowPage(province.context, followCode)).question, 'Cột đèn số mấy?')
  province.setClock('2026-11-20T09:00')
  await actByCode(province.context, followCode, { verb: 'supply', input: { text: 'Cột số 4' } })
  assert.ok((await getFollowPage(province.context, followCode)).processDueAt > due, 'the wait is not counted')
  await act(handler, petitionId, 'answer', { text: 'Đã thay đèn.' })
  assert.equal((await getFollowPage(province.context, followCode)).answer, null, 'a draft is not told')
  await refusedLater(act(handler, petitionId, 'approve'), 'petitions.not_yours')
  await act(head, petitionId, 'approve')
  assert.equal((await getFollowPage(province.context, followCode)).answer, 'Đã thay đèn.')
  const texts = { title: 'Đèn đường hỏng', question: 'Gọi 0912 345 678 cho tôi', answer: 'Đã thay đèn.' }
  await refusedLater(act(head, petitionId, 'publish', texts), 'petitions.personal_left', 'question')
  await act(head, petitionId, 'publish', { ...texts, question: 'Đèn đường ở ngõ hỏng' })
  for (const text of ['den duong', 'ĐÈN', 'đèn ngõ']) {
    const { rows } = await listPublished(province.context, { text })
    assert.ok(
      rows.some((row) => row.petitionId === petitionId),
      text,
    )
  }
  assert.equal((await listPublished(province.context, { text: 'den khongco' })).rows.length, 0)
  assert.ok(!JSON.stringify(await getPublished(province.context, petitionId)).includes('Kín'))
  await actByCode(province.context, followCode, { verb: 'judge', input: { satisfaction: 1 } })
  await actByCode(province.context, followCode, { verb: 'reopen', input: { text: 'Đèn lại hỏng' } })
  await refusedLater(getPublished(province.context, petitionId), 'petitions.not_found')
  await refusedLater(
    actByCode(province.context, followCode, { verb: 'reopen', input: { text: 'x' } }),
    'petitions.state_changed',
  )
  await act(handler, petitionId, 'answer', { text: 'Đã thay lần nữa.' })
  await act(head, petitionId, 'approve')
  await refusedLater(
    actByCode(province.context, followCode, { verb: 'reopen', input: { text: 'x' } }),
    'petitions.reopened_before',
  )
})

test('the ledger holds no word of it, and every chain verifies', async () => {
  await answered({ subject: 'Nguồn nước đục', text: 'Liên hệ tôi ở ngõ 9', phone: '0912345678' })
  await withOwner(database.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ line: string }>(
      `SELECT payload AS line FROM ledger_event WHERE type LIKE 'Petition%'
       UNION ALL SELECT p::text FROM petitions_petition p`,
    )
    assert.ok(rows.length > 5)
    for (const secret of ['Kín', 'đục', 'ngõ', '0912345678']) {
      assert.ok(
        rows.every(({ line }) => !line.includes(secret)),
        secret,
      )
    }
  })
  const { read } = database.db
  assert.deepEqual((await verifyLedger(read, { heads: readPetitionHeads(read) })).faults, [])
})

test('whoever is complained of sees nothing, and takes no part', async () => {
  province.setClock('2026-11-18T09:00')
  const { petitionId } = await send({ kind: 'conduct', subject: 'Cán bộ to tiếng', about: 'Người ở bàn số 3' })
  await refusedLater(getPetitionPage(province.context, clerk, petitionId), 'petitions.not_found')
  await refusedLater(
    act(head, petitionId, 'classify', {
      kind: 'conduct',
      officerUserId: handler.userId,
      aboutUserIds: [handler.userId],
    }),
    'petitions.officer_is_complained_of',
    'officerUserId',
  )
  const reviewer = province.officerIn('phuong-pho-hien', 'reviewer')
  await act(head, petitionId, 'classify', {
    kind: 'conduct',
    officerUserId: reviewer.userId,
    aboutUserIds: [handler.userId],
  })
  await refusedLater(getPetitionPage(province.context, handler, petitionId), 'petitions.not_found')
  await refusedLater(openIdentity(province.context, handler, { petitionId, reason: 'verify' }), 'petitions.not_found')
  for (const verb of ['answer', 'approve', 'publish'] as const) {
    await refusedLater(act(handler, petitionId, verb, { text: 'x', upheld: false }), 'petitions.not_found')
  }
  const { rows } = await listPetitions(province.context, handler, { list: 'open' })
  assert.ok(rows.every((row) => row.petitionId !== petitionId))
  await refusedLater(act(reviewer, petitionId, 'answer', { text: 'x' }), 'petitions.upheld_missing', 'upheld')
  await act(reviewer, petitionId, 'answer', { text: 'Đã nhắc nhở.', upheld: true })
  await act(head, petitionId, 'approve')
  // The head complained of can do nothing either, whatever the role.
  const other = await send({ kind: 'conduct', subject: 'Về Chủ tịch' })
  await act(reviewer, other.petitionId, 'classify', {
    kind: 'conduct',
    officerUserId: reviewer.userId,
    aboutUserIds: [head.userId],
  })
  await act(reviewer, other.petitionId, 'answer', { text: 'x', upheld: false })
  await refusedLater(act(head, other.petitionId, 'approve'), 'petitions.not_found')
})

test('each look at a name has a reason, is logged, and whoever wrote reads it; who passed it on looks no more', async () => {
  province.setClock('2026-11-18T09:00')
  const { petitionId, followCode } = await send({ phone: '0912 345 679' })
  await refusedLater(
    openIdentity(province.context, clerk, { petitionId, reason: '' }),
    'petitions.reason_unknown',
    'reason',
  )
  const writer = await openIdentity(province.context, clerk, { petitionId, reason: 'call_back' })
  assert.equal(writer.fullName, 'Bùi Thị Kín')
  const page = await getFollowPage(province.context, followCode)
  assert.deepEqual(
    page.looks.map(({ reason }) => reason),
    ['call_back'],
  )
  assert.equal((await getPetitionPage(province.context, head, petitionId)).looks?.length, 1)
  assert.equal((await getPetitionPage(province.context, clerk, petitionId)).looks, null)
  await act(clerk, petitionId, 'forward', { agencyId: agencyId('so-xay-dung'), text: 'Thuộc Sở Xây dựng' })
  await refusedLater(openIdentity(province.context, clerk, { petitionId, reason: 'verify' }), 'petitions.not_found')
  await getPetitionPage(province.context, province.officerIn('so-xay-dung', 'handler'), petitionId)
  const leader = province.officerIn('ubnd-tinh', 'province_leader')
  await getPetitionPage(province.context, leader, petitionId)
  await refusedLater(openIdentity(province.context, leader, { petitionId, reason: 'verify' }), 'petitions.not_yours')
  const anon = await send({ isAnonymous: true, fullName: '' })
  await refusedLater(
    openIdentity(province.context, clerk, { petitionId: anon.petitionId, reason: 'verify' }),
    'petitions.not_yours',
  )
})

test('the same petition many times is offered, merged at once, and each writer is answered', async () => {
  province.setClock('2026-11-18T09:00')
  const text = 'Bãi rác cạnh trường học bốc mùi, xe chở rác không che phủ, trẻ em không chịu được.'
  const first = await send({ subject: 'Bãi rác bốc mùi', text })
  const others = []
  for (let at = 0; at < 6; at++) {
    others.push(await send({ subject: 'Bãi rác bốc mùi', text: at % 2 === 0 ? text : `${text} Mong xử lý sớm.` }))
  }
  const { alike } = await getPetitionPage(province.context, clerk, first.petitionId)
  const found = alike.map(({ petitionId }) => petitionId)
  assert.deepEqual(found.toSorted(), others.map(({ petitionId }) => petitionId).toSorted())
  assert.equal(await mergePetitions(province.context, clerk, { intoId: first.petitionId, ids: found }), 6)
  await refusedLater(
    act(clerk, others[0]?.petitionId ?? '', 'classify', { kind: 'other', officerUserId: handler.userId }),
    'petitions.state_changed',
  )
  await refusedLater(
    mergePetitions(province.context, clerk, { intoId: others[0]?.petitionId ?? '', ids: [first.petitionId] }),
    'petitions.into_unknown',
    'intoId',
  )
  await act(clerk, first.petitionId, 'classify', { kind: 'other', officerUserId: handler.userId })
  await act(handler, first.petitionId, 'answer', { text: 'Đã đóng bãi rác.' })
  await act(head, first.petitionId, 'approve')
  for (const { followCode } of others) {
    assert.equal((await getFollowPage(province.context, followCode)).answer, 'Đã đóng bãi rác.')
  }
})

test('limits hold what a script sends; a second press is the first petition', async () => {
  province.setClock('2026-11-18T09:00')
  const commandId = newId()
  const [one, two] = [await send({}, { commandId }), await send({}, { commandId })]
  assert.deepEqual(one, two)
  const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => send({}, { address: '203.0.113.9' })))
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 20)
  await refusedLater(send({}, { address: '203.0.113.9' }), 'petitions.too_many')
  province.setClock('2026-11-18T10:01')
  await send({}, { address: '203.0.113.9' })
})

test('two officers at once: one wins, the other is told', async () => {
  province.setClock('2026-11-18T09:00')
  const { petitionId } = await send()
  const outcomes = await Promise.allSettled([
    act(clerk, petitionId, 'forward', { agencyId: agencyId('so-xay-dung'), text: 'a' }),
    act(head, petitionId, 'refuse', { ground: 'no_content', text: 'b' }),
  ])
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
})

test('faults come at their fields; forged codes lead nowhere', async () => {
  await refusedLater(send({ subject: '' }), 'petitions.text_missing', 'subject')
  await refusedLater(send({ fullName: ' ' }), 'petitions.text_missing', 'fullName')
  await refusedLater(send({ phone: '12' }), 'petitions.text_missing', 'phone')
  await refusedLater(send({ text: 'x'.repeat(5001) }), 'petitions.text_missing', 'text')
  await refusedLater(send({ agencyId: newId() }), 'petitions.text_missing', 'agencyId')
  await refusedLater(send({ channel: 'phone' }), 'petitions.not_yours')
  for (const code of ['', 'x', 'AAAA-AAAA-AAAA-AAAA', "' OR 1=1 --"]) {
    await refusedLater(getFollowPage(province.context, code), 'petitions.code_not_found')
  }
  const { followCode } = await send({ subject: '<script>alert(1)</script>', text: '{{x}} \u202e' })
  assert.equal((await getFollowPage(province.context, followCode)).content.subject, '<script>alert(1)</script>')
  await refusedLater(actByCode(province.context, followCode, { verb: 'approve', input: {} }), 'petitions.not_yours')
})

test('what is late goes to the head, then to the province; figures count it', async () => {
  province.setClock('2026-06-01T09:00')
  const late = await send({ agencyId: agencyId('xa-van-giang') })
  province.setClock('2026-06-04T09:00')
  await escalateLate(province.context)
  const chief = province.officerIn('xa-van-giang', 'approver')
  assert.equal((await getPetitionPage(province.context, chief, late.petitionId)).petition.escalation, 1)
  await escalateLate(province.context)
  province.setClock('2026-06-09T09:00')
  await escalateLate(province.context)
  const leader = province.officerIn('ubnd-tinh', 'province_leader')
  const page = await getPetitionPage(province.context, leader, late.petitionId)
  assert.equal(page.petition.escalation, 2)
  assert.equal(page.lines.filter(({ type }) => type === 'PetitionEscalated').length, 2)
  const ids = [agencyId('xa-van-giang')] as never[]
  province.setClock('2026-07-10T09:00')
  const june = { agencyIds: ids, from: '2026-06-01', to: '2026-06-30' }
  assert.deepEqual(await countPetitions(province.context.db.read, june), {
    total: 1,
    onTime: 0,
    disliked: 0,
    repeated: 0,
    late: 1,
    unsatisfied: 1,
    hasBegun: true,
  })
  const before = await countPetitions(province.context.db.read, {
    agencyIds: ids,
    from: '2026-01-01',
    to: '2026-01-31',
  })
  assert.equal(before.hasBegun, false)
})

test('list and search walk a key: no sort over the archive, whatever was published', async () => {
  await withOwner(database.ownerUrl, async (owner) => {
    // Few rows lie here: what a large table makes the planner choose is chosen for it.
    await owner.query('SET enable_seqscan = off; SET enable_bitmapscan = off')
    const key = [new Date('9999-01-01'), 'ffffffff-ffff-7fff-bfff-ffffffffffff']
    for (const [sql, values, index] of [
      [NEWEST, key, 'petitions_published_newest'],
      [SEARCH_ONE, [...key, 'den'], 'petitions_word_pkey'],
      [SEARCH, [...key, ['den', 'duong']], 'petitions_word_pkey'],
    ] as const) {
      const { rows } = await owner.query<{ 'QUERY PLAN': string }>(`EXPLAIN (COSTS OFF) ${sql}`, [...values])
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
      assert.match(plan, new RegExp(`Index (Only )?Scan (Backward )?using ${index}`), plan)
      assert.doesNotMatch(plan, /Seq Scan|Bitmap/, plan)
    }
  })
})
