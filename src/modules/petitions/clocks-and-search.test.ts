import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { withOwner } from '../../../test/support/database.ts'
import { openPetitionStage, type PetitionStage } from '../../../test/support/petitions.ts'
import type { TestOfficer } from '../../../test/support/province.ts'
import { refusedLater } from '../../../test/support/refused.ts'
import { clocksOf } from './clock.ts'
import { listSql } from './desk-list.ts'
import { indexWordless } from './desk-words.ts'
import {
  actByCode,
  countPetitions,
  escalateLate,
  getFollowPage,
  getPetitionPage,
  isWorkOf,
  type ListQuestion,
  listPetitions,
  type TypedPetition,
} from './index.ts'

const BUILDING = '1.013225'
let stage: PetitionStage
let { database, province, clerk, handler, head, agencyId, send, act } = {} as PetitionStage
before(async () => {
  stage = await openPetitionStage({ text: 'Đèn đường ở ngõ 12 hỏng đã hai tuần.' })
  ;({ database, province, clerk, handler, head, agencyId, send, act } = stage)
})
after(() => stage?.close())

async function sorted(changes: Partial<TypedPetition> = {}) {
  const sent = await send(changes)
  const petition = await act(clerk, sent.petitionId, 'classify', { kind: 'other', officerUserId: handler.userId })
  return { ...sent, petition }
}

const at = (local: string) => new Date(`${local}+07:00`).getTime()

test('each clock: sort 2, ask 5, process 15, publish 2 working days, and which of them runs', async () => {
  province.setClock('2026-10-05T09:00')
  const { petitionId, petition } = await sorted()
  const day = (instant: number | null | undefined) =>
    new Date((instant ?? 0) + 7 * 3_600_000).toISOString().slice(0, 10)
  assert.deepEqual([day(petition.askDueAt), day(petition.processDueAt)], ['2026-10-12', '2026-10-26'])
  const received = { ...petition, state: 'received', stageDueAt: at('2026-10-07T17:00') } as const
  assert.deepEqual(
    clocksOf(received, at('2026-10-08T09:00')).map(({ name, state }) => [name, state]),
    [
      ['sort', 'over'],
      ['process', 'running'],
    ],
  )
  const asked = await act(handler, petitionId, 'ask', { text: 'Cột số mấy?', answerDays: 5 })
  assert.deepEqual(
    clocksOf(asked, at('2026-10-05T10:00')).map(({ name, state }) => [name, state]),
    [
      ['answer', 'running'],
      ['process', 'stopped'],
    ],
  )
  await refusedLater(act(head, petitionId, 'close', { text: 'Không bổ sung' }), 'petitions.still_waiting')
  await refusedLater(act(handler, petitionId, 'close', { text: 'x' }), 'petitions.not_yours')
  province.setClock('2026-10-13T09:00')
  const closed = await act(head, petitionId, 'close', { text: 'Không bổ sung' })
  assert.deepEqual([closed.state, closed.stageDueAt, clocksOf(closed, 0)], ['lapsed', null, []])
})

test('asked after five working days the clock goes on, and what is late is told upwards although it waits', async () => {
  province.setClock('2026-06-01T09:00')
  const { petitionId, followCode, petition } = await sorted({ agencyId: agencyId('phuong-pho-hien') })
  province.setClock('2026-06-09T09:00')
  const asked = await act(handler, petitionId, 'ask', { text: 'Cột số mấy?', answerDays: 15 })
  assert.deepEqual([asked.state, asked.stageDueAt, asked.waitingSince], ['waiting', petition.processDueAt, null])
  const [answer, process] = clocksOf(asked, province.now())
  assert.deepEqual([answer?.name, process?.state], ['answer', 'running'])
  province.setClock('2026-06-23T09:00')
  await escalateLate(province.context)
  assert.equal((await getPetitionPage(province.context, head, petitionId)).petition.escalation, 1)
  const period = { agencyIds: [agencyId('phuong-pho-hien')] as never[], from: '2026-06-01', to: '2026-06-30' }
  assert.equal((await countPetitions(province.context.db.read, period)).late, 1)
  await actByCode(province.context, followCode, { verb: 'supply', input: { text: 'Số 4' } })
  assert.equal(
    (await getFollowPage(province.context, followCode)).processDueAt,
    petition.processDueAt,
    'no time is given',
  )
})

test('whoever wrote has a closed one taken up again once', async () => {
  province.setClock('2026-07-06T09:00')
  const { petitionId, followCode } = await sorted()
  await act(handler, petitionId, 'ask', { text: 'Ở đâu?', answerDays: 5 })
  await refusedLater(act(handler, petitionId, 'ask', { text: 'x' }), 'petitions.state_changed')
  province.setClock('2026-07-20T09:00')
  await act(head, petitionId, 'close', { text: 'Không bổ sung' })
  const page = await getFollowPage(province.context, followCode)
  assert.deepEqual([page.may, page.lines.at(-1)?.text], [['reopen'], 'Không bổ sung'])
  await actByCode(province.context, followCode, { verb: 'reopen', input: { text: 'Tôi đi vắng' } })
  assert.equal((await getFollowPage(province.context, followCode)).petition.state, 'processing')
})

test('whose turn it is follows the state, and is never the one complained of', async () => {
  province.setClock('2026-07-21T09:00')
  const { petition } = await sorted()
  const turns = (state: typeof petition.state, more: object = {}) =>
    [clerk, handler, head].map((officer) => isWorkOf(officer, { ...petition, state, ...more }))
  assert.deepEqual(turns('received'), [true, false, false])
  assert.deepEqual(turns('received', { kind: 'conduct', officerUserId: null }), [false, false, true])
  assert.deepEqual(turns('processing'), [false, true, false])
  assert.deepEqual(turns('drafted'), [false, false, true])
  assert.deepEqual(turns('drafted', { aboutUserIds: [head.userId] }), [false, false, false])
})

test('officers search by words in what they may see; the words follow the petition and cannot be read', async () => {
  province.setClock('2026-08-03T09:00')
  const { petitionId, followCode } = await sorted({ subject: 'Ngập ở Chùa Chuông', text: 'Nước ngập sâu nửa mét.' })
  province.setClock('2026-08-03T09:05')
  const conduct = await send({ kind: 'conduct', subject: 'Cán bộ Chùa Chuông to tiếng' })
  const search = async (actor: TestOfficer, text: string, more: Partial<ListQuestion> = {}) => {
    const { rows } = await listPetitions(province.context, actor, { list: 'open', text, ...more })
    return rows.map((row) => row.petitionId)
  }
  assert.deepEqual(await search(clerk, 'chua chuong'), [petitionId])
  assert.deepEqual(await search(head, 'CHÙA chuông'), [conduct.petitionId, petitionId])
  assert.deepEqual(await search(head, 'chua chuong nua met'), [petitionId])
  assert.deepEqual(await search(head, 'chua khongco'), [])
  assert.deepEqual(await search(head, 'chua chuong', { kind: 'conduct' }), [conduct.petitionId])
  assert.deepEqual(await search(head, 'chua chuong', { state: 'processing' }), [petitionId])
  assert.deepEqual(await search(head, 'chua chuong', { agencyId: agencyId('xa-van-giang') }), [])
  const leader = province.officerIn('ubnd-tinh', 'province_leader')
  assert.deepEqual(await search(leader, 'chua chuong', { kind: 'other' }), [petitionId])
  await act(handler, petitionId, 'ask', { text: 'Từ khi nào?' })
  await actByCode(province.context, followCode, { verb: 'supply', input: { text: 'Từ hôm bão Matmo' } })
  assert.deepEqual(await search(clerk, 'matmo'), [petitionId])
  const building = province.officerIn('so-xay-dung', 'handler')
  assert.deepEqual(await search(building, 'chua chuong'), [])
  await act(clerk, petitionId, 'forward', { agencyId: agencyId('so-xay-dung'), text: 'Thuộc Sở' })
  assert.deepEqual(await search(building, 'chua chuong matmo'), [petitionId])
  assert.deepEqual(await search(clerk, 'chua chuong'), [])
  await withOwner(database.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ line: string }>('SELECT w::text AS line FROM petitions_desk_word w')
    assert.ok(rows.length > 10 && rows.every(({ line }) => !/chua|chuong|ngap/i.test(line)))
    await owner.query('DELETE FROM petitions_desk_word')
    await owner.query('UPDATE petitions_petition SET has_words = false')
  })
  assert.deepEqual(await search(building, 'chua chuong'), [])
  while ((await indexWordless(province.context)) > 0);
  assert.deepEqual(await search(building, 'chua chuong'), [petitionId])
})

test('the search walks a key: no sort over the archive', async () => {
  await withOwner(database.ownerUrl, async (owner) => {
    await owner.query('SET enable_seqscan = off; SET enable_bitmapscan = off')
    const ids = [agencyId('phuong-pho-hien')]
    const start = [new Date('9999-01-01'), 'ffffffff-ffff-7fff-bfff-ffffffffffff']
    const values = [ids, 51, head.userId, ...start, null, null, null, null, [Buffer.alloc(8), Buffer.alloc(8)]]
    const { rows } = await owner.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN (COSTS OFF) ${listSql({ list: 'open' }, 2)}`,
      values,
    )
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    assert.match(plan, /Index (Only )?Scan (Backward )?using petitions_desk_word_pkey/, plan)
    assert.doesNotMatch(plan, /Seq Scan|Bitmap/, plan)
  })
})

test('a complaint found true takes the points of the confirmed dossier once, and names neither dossier nor writer', async () => {
  province.setClock('2026-09-01T09:00')
  const { dossierId, citizen } = await province.submit({ procedureCode: BUILDING })
  const { state } = await province.walk(dossierId)
  const code = state.code ?? assert.fail('no code')
  const reviewer = province.officerIn('phuong-pho-hien', 'reviewer')
  const about = { kind: 'conduct', officerUserId: reviewer.userId, aboutUserIds: [handler.userId] }
  const wrong = await send({ kind: 'conduct', dossierCode: 'H01.02.03-260901-0001' })
  await refusedLater(
    act(head, wrong.petitionId, 'classify', { ...about, isDossierConfirmed: true }),
    'petitions.dossier_unknown',
    'isDossierConfirmed',
  )
  const elsewhere = await send({ kind: 'conduct', dossierCode: code, agencyId: agencyId('xa-van-giang') })
  const chief = province.officerIn('xa-van-giang', 'approver')
  await refusedLater(
    act(chief, elsewhere.petitionId, 'classify', {
      ...about,
      officerUserId: chief.userId,
      aboutUserIds: [],
      isDossierConfirmed: true,
    }),
    'petitions.dossier_unknown',
    'isDossierConfirmed',
  )
  const judged: string[] = []
  for (const upheld of [false, true, true]) {
    const { petitionId } = await send({ kind: 'conduct', dossierCode: code.toLowerCase(), fullName: 'Người Nộp Kín' })
    const confirmed = await act(head, petitionId, 'classify', { ...about, isDossierConfirmed: true })
    assert.ok(!JSON.stringify(confirmed).includes(dossierId))
    await act(reviewer, petitionId, 'answer', { text: 'Đã xác minh.', upheld })
    await act(head, petitionId, 'approve')
    judged.push(petitionId)
  }
  await withOwner(database.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ id: string; payload: Record<string, unknown> }>(
      `SELECT stream_id AS id, payload::jsonb AS payload FROM ledger_event WHERE type = 'AttitudeComplaintJudged' ORDER BY position`,
    )
    const told = judged.map((id) => rows.find((row) => row.id === id)?.payload)
    assert.deepEqual(
      told.map((payload) => [payload?.upheld, payload?.procedureCode, payload?.timePoints]),
      [
        [false, undefined, undefined],
        [true, BUILDING, 2],
        [true, BUILDING, 0],
      ],
    )
    assert.deepEqual(told[1]?.userIds, [handler.userId])
    const lines = await owner.query<{ line: string }>(
      `SELECT payload AS line FROM ledger_event WHERE stream_id = ANY ($1::uuid[])
       UNION ALL SELECT p::text FROM petitions_petition p UNION ALL SELECT j::text FROM petitions_judged_dossier j`,
      [judged],
    )
    for (const secret of [dossierId, code, citizen.actor.personId, 'Kín']) {
      assert.ok(
        lines.rows.every(({ line }) => !line.includes(secret)),
        secret,
      )
    }
  })
  // Taken up again and found true again, it takes once more what the withdrawn judgement gave back.
  const [, first = ''] = judged
  await act(head, first, 'reopen', { text: 'Xem lại' })
  await act(reviewer, first, 'answer', { text: 'Vẫn đúng.', upheld: true })
  assert.equal((await act(head, first, 'approve')).judged?.timePoints, 2)
})
