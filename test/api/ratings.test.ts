import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { slipToken } from '../../src/modules/feedback/index.ts'
import type { DossierId } from '../../src/platform/ids.ts'
import { type ApiStage, openApiStage } from '../support/api-stage.ts'
import { Journey } from '../support/callers.ts'
import { ratingOperations } from './operations.ts'

let province: ApiStage['province']
let api: ApiStage['api']
let callers: ApiStage['callers']
let operations: ApiStage['operations']
let press: ApiStage['press']
let close: ApiStage['close'] | undefined

before(async () => {
  ;({ province, api, callers, operations, press, close } = await openApiStage())
})
after(() => close?.())

const slip = (dossierId: DossierId) => slipToken(province.context.keys, { dossierId, event: 'receipt_given' })

const accepted = async () => (await Journey.begin(province, callers)).accepted()

test('the operations of ratings are those listed', () => {
  const own = [...operations].filter(([id, { path }]) => path.includes('rating') || id === 'getSatisfaction')
  assert.deepEqual(own.map(([id]) => id).sort(), [...ratingOperations].sort())
})

test('whoever has a token rates and changes; officers and their programs do not by a slip', async () => {
  const { id } = await accepted()
  const token = slip(id)
  for (const caller of ['receptionist', 'approver', 'system with scope']) {
    const refused = await press('giveRating', caller, { of: token, body: { score: 5 } })
    assert.deepEqual([refused.statusCode, refused.json<{ code: string }>().code], [403, 'feedback.officer_on_duty'])
  }
  const missing = await press('giveRating', 'anonymous', { of: token, body: { score: 9 } })
  assert.equal(missing.statusCode, 422)
  const given = await press('giveRating', 'anonymous', { of: token, body: { score: 2, reasons: ['time'] } })
  assert.equal(given.statusCode, 200)
  const { token: follow } = given.json<{ token: string }>()
  assert.equal((await press('giveRating', 'anonymous', { of: token, body: { score: 5 } })).statusCode, 409)
  assert.equal((await press('giveRating', 'anonymous', { of: follow, body: { score: 4 } })).statusCode, 200)
  const read = await press('getRating', 'anonymous', { of: follow })
  assert.equal(read.json<{ given: { score: number } }>().given.score, 4)
  const bySlip = (await press('getRating', 'anonymous', { of: token })).json<{ given: null; isShown: boolean }>()
  assert.deepEqual([bySlip.given, bySlip.isShown], [null, false])
  assert.equal((await press('getRating', 'anonymous', { of: id })).statusCode, 404)
})

test('what of one’s own can be rated, and a link to do it: for the owner only', async () => {
  const { id } = await accepted()
  const body = { event: 'receipt_given' }
  for (const caller of callers.headers.keys()) {
    const expected = caller === 'owner' ? 200 : caller === 'anonymous' ? 401 : 404
    const list = await press('listRatingOccasions', caller, { of: id })
    assert.equal(list.statusCode, expected, `list by ${caller}`)
    const opened = await press('openOwnRating', caller, { of: id, body })
    assert.equal(opened.statusCode, expected, `open by ${caller}: ${opened.body}`)
  }
  const [row, ...others] = (await press('listRatingOccasions', 'owner', { of: id })).json<{
    rows: { event: string; token: string; isGiven: boolean; slip?: unknown }[]
  }>().rows
  assert.deepEqual([row?.event, row?.isGiven, row?.slip, others.length], ['receipt_given', false, undefined, 0])
  assert.equal((await press('giveRating', 'owner', { of: row?.token ?? '', body: { score: 3 } })).statusCode, 200)
  const early = await press('openOwnRating', 'owner', { of: id, body: { event: 'result_returned' } })
  assert.equal(early.statusCode, 404)
})

test('low ones are read and answered by the head of the agency; who rated is on no route', async () => {
  const { id } = await accepted()
  const text = 'Chờ hai buổi sáng'
  await press('giveRating', 'anonymous', { of: slip(id), body: { score: 1, text } })
  const heads = [
    'approver',
    'agency_leader',
    'other approver',
    'other agency_leader',
    'province agency_leader',
    'province_leader',
  ]
  let ratingId = ''
  for (const caller of callers.headers.keys()) {
    const list = await press('listLowRatings', caller)
    const expected = heads.includes(caller) ? 200 : caller === 'anonymous' ? 401 : 404
    assert.equal(list.statusCode, expected, `list by ${caller}`)
    const found = list.body.includes(text)
    assert.equal(found, ['approver', 'agency_leader'].includes(caller), `seen by ${caller}`)
    if (!found) continue
    for (const secret of [id, callers.owner.actor.personId]) assert.ok(!list.body.includes(secret))
    ratingId =
      list.json<{ rows: { text: string; ratingId: string }[] }>().rows.find((row) => row.text === text)?.ratingId ?? ''
  }
  const body = { text: 'Xin lỗi ông/bà.' }
  for (const caller of callers.headers.keys()) {
    if (['approver', 'agency_leader'].includes(caller)) continue
    const answer = await press('answerLowRating', caller, { of: ratingId, body })
    assert.equal(answer.statusCode, caller === 'anonymous' ? 401 : 404, `answer by ${caller}`)
  }
  assert.equal((await press('answerLowRating', 'approver', { of: ratingId, body: { text: ' ' } })).statusCode, 422)
  assert.equal((await press('answerLowRating', 'approver', { of: ratingId, body })).statusCode, 204)
  assert.equal((await press('answerLowRating', 'agency_leader', { of: ratingId, body })).statusCode, 409)
})

test('how content people were is open to all, and nothing in it is of fewer than five', async () => {
  for (const caller of ['anonymous', 'owner', 'receptionist']) {
    const answer = await press('getSatisfaction', caller)
    assert.equal(answer.statusCode, 200, answer.body)
    const { lines } = answer.json<{ lines: { ratings: number }[] }>()
    assert.ok(lines.every(({ ratings }) => ratings >= 5))
  }
  assert.equal((await api.call({ url: '/api/v1/satisfaction?by=way&year=2026' })).statusCode, 200)
  assert.equal((await api.call({ url: '/api/v1/satisfaction?by=person' })).statusCode, 422)
})
