import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { withOwner } from '../../../test/support/database.ts'
import { fc } from '../../../test/support/properties.ts'
import { BUILDING, MONDAY, openRatedCounter, type RatedCounter } from '../../../test/support/rated-counter.ts'
import { refusedLater } from '../../../test/support/refused.ts'
import type { Actor } from '../organisation/index.ts'
import {
  answerRating,
  changePlan,
  countLowRatings,
  countRatings,
  findSlip,
  getPublicSatisfaction,
  getRatingPage,
  getSatisfaction,
  listLowRatings,
  listOwnOccasions,
  listPlans,
  openOwnRating,
  slipCode,
} from './index.ts'
import { LEAST_SHOWN, type RatingGroup, suppressSmall } from './satisfaction.ts'

let database: RatedCounter['database']
let province: RatedCounter['province']
let head: RatedCounter['head']
let desk: RatedCounter['desk']
let accepted: RatedCounter['accepted']
let slip: RatedCounter['slip']
let rate: RatedCounter['rate']
let close: RatedCounter['close'] | undefined
before(async () => {
  ;({ database, province, head, desk, accepted, slip, rate, close } = await openRatedCounter())
})
after(() => close?.())

const answering = () => ({ ...province.context, tellAnswer: async () => undefined })

test('the code of a slip takes one rating; what was said is changed by the link that follows, not by the paper', async () => {
  const { dossierId } = await accepted()
  const token = slip(dossierId, 'receipt_given')
  assert.match(token, /^[\w-]{40}$/)
  const own = (await rate(token, { score: 4, text: 'Nhanh' })) ?? assert.fail('no link')
  const paper = await getRatingPage(province.context, token)
  assert.deepEqual([paper.given, paper.answer, paper.isOpen], [null, null, false])
  await refusedLater(rate(token, { score: 1 }), 'feedback.closed')
  assert.equal((await getRatingPage(province.context, own)).given?.text, 'Nhanh')
  assert.equal(await rate(own, { score: 3 }), null)
  province.setClock('2026-11-23T09:01')
  await refusedLater(rate(own, { score: 1 }), 'feedback.closed')
})

test('ten at once by one slip: one is taken', async () => {
  const { dossierId } = await accepted()
  const token = slip(dossierId, 'receipt_given')
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => rate(token, { score: 1 })))
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
})

test('a slip is of what has happened: the others, another dossier’s and forged ones lead nowhere', async () => {
  const { dossierId } = await accepted()
  const other = await accepted()
  for (const event of ['supplement_requested', 'intake_refused', 'result_returned'] as const) {
    await refusedLater(rate(slip(dossierId, event)), 'feedback.link_not_found')
  }
  const bytes = Buffer.from(slip(dossierId, 'receipt_given'), 'base64url')
  const mixed = Buffer.concat([Buffer.from(other.dossierId.replaceAll('-', ''), 'hex'), bytes.subarray(16)]).toString(
    'base64url',
  )
  await refusedLater(rate(mixed), 'feedback.link_not_found')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (place, change) => {
      const forged = Buffer.from(bytes)
      forged.writeUInt8(forged.readUInt8(place) ^ change, place)
      assert.notEqual(forged.toString('base64url'), slip(dossierId, 'receipt_given'))
    }),
  )
  for (const place of [0, 16, 17, 29]) {
    const forged = Buffer.from(bytes)
    forged.writeUInt8(forged.readUInt8(place) ^ 1, place)
    await refusedLater(getRatingPage(province.context, forged.toString('base64url')), 'feedback.link_not_found')
  }
})

test('an officer does not rate by a slip; the person’s own link replaces what came by one', async () => {
  const { dossierId, citizen } = await accepted()
  const token = slip(dossierId, 'receipt_given')
  await refusedLater(rate(token, {}, desk), 'feedback.officer_on_duty')
  await refusedLater(rate(token, { atKiosk: true }, desk), 'feedback.officer_on_duty')
  const follow = (await rate(token, { score: 5, atKiosk: false })) ?? assert.fail('no link')
  const own = await openOwnRating(province.context, citizen.actor, { dossierId, event: 'receipt_given' })
  // Eight days on the link that follows is closed, and the person has still not spoken.
  province.setClock('2026-11-24T09:00')
  await rate(own, { score: 1, text: 'Không phải tôi đánh giá' })
  const seen = await getRatingPage(province.context, follow)
  assert.deepEqual([seen.given, seen.isOpen], [null, false])
  await refusedLater(rate(follow, { score: 5 }), 'feedback.closed')
  assert.equal((await getRatingPage(province.context, own)).given?.score, 1)
})

test('at the kiosk: what a scanner reads or the two codes; a wrong one tells nothing; no link is given out', async () => {
  const { dossierId, state } = await accepted()
  const code = slipCode(province.context.keys, { dossierId, event: 'receipt_given' })
  assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
  const token = slip(dossierId, 'receipt_given')
  const typed = (entry: string, second: string) =>
    findSlip(province.context, { entry, code: second, address: '10.0.0.1' })
  assert.equal(await typed(`https://mot-cua.vi-du.vn/danh-gia/${token}`, ''), token)
  assert.equal(await typed(` ${state.code?.toLowerCase()} `, code.toLowerCase().replace('-', ' ')), token)
  const wrongs = [
    [state.code ?? '', ''],
    [state.code ?? '', slipCode(province.context.keys, { dossierId, event: 'result_returned' })],
    ['H33.000', code],
    ['', code],
    ["' OR 1=1 --", code],
  ] as const
  for (const [entry, second] of wrongs) await refusedLater(typed(entry, second), 'feedback.slip_not_found', 'entry')
  assert.notEqual(await rate(token, { atKiosk: true, score: 2 }), undefined)
  await withOwner(database.ownerUrl, async (owner) => {
    const { rows } = await owner.query(
      'SELECT v.way FROM feedback_rating_version v JOIN feedback_rating r ON r.id = v.rating_id WHERE r.dossier_id = $1',
      [dossierId],
    )
    assert.deepEqual(rows, [{ way: 'kiosk' }])
  })
})

test('slips 02 and 03 too: refused at the counter, and asked for more', async () => {
  province.setClock(MONDAY)
  const one = await province.submit({ procedureCode: BUILDING })
  await province.act(one.dossierId, 'refuse_intake', desk, { reason: 'Không thuộc thẩm quyền', legalBasis: 'Luật' })
  await rate(slip(one.dossierId, 'intake_refused'), { score: 2 })
  const two = await province.submit({ procedureCode: BUILDING })
  await province.act(two.dossierId, 'request_supplement', desk, {
    componentKeys: ['ban-ve-thiet-ke'],
    reason: 'Thiếu',
    until: '2026-12-01T17:00:00+07:00',
  })
  await rate(slip(two.dossierId, 'supplement_requested'), { score: 2 })
  const low = await listLowRatings(province.context, head)
  const events = low.map(({ event }) => event)
  assert.ok(events.includes('intake_refused') && events.includes('supplement_requested'))
})

test('a low rating is a task with working time; better in the end, it is none', async () => {
  const { dossierId } = await accepted()
  const own = (await rate(slip(dossierId, 'receipt_given'), { score: 1, text: 'Chờ lâu' })) ?? assert.fail('no link')
  const found = async (actor: Actor) =>
    (await listLowRatings(province.context, actor)).find(({ text }) => text === 'Chờ lâu')
  const task = (await found(head)) ?? assert.fail('no task')
  // Monday: three working days are over on Thursday at the close of work.
  assert.equal(new Date(task.due?.dueAt ?? 0).toISOString().slice(0, 10), '2026-11-19')
  assert.equal(task.isFromBelow, false)
  await rate(own, { score: 5, text: 'Chờ lâu' })
  assert.equal(await found(head), undefined)
  await refusedLater(
    answerRating(answering(), head, { ratingId: task.ratingId, text: 'x' }),
    'feedback.rating_not_found',
  )
  await rate(own, { score: 1, text: 'Chờ lâu' })
  assert.equal((await found(head))?.due?.dueAt, task.due?.dueAt)
})

test('late, it comes to the leader above, who answers in the head’s place; to nobody else', async () => {
  const { dossierId } = await accepted()
  province.setClock(null)
  const own = (await rate(slip(dossierId, 'receipt_given'), { score: 1, text: 'Quá lâu' })) ?? assert.fail('no link')
  const found = async (actor: Actor) =>
    (await listLowRatings(province.context, actor)).find(({ text }) => text === 'Quá lâu')
  const leader = province.officers.find(({ mandates }) => mandates.some(({ role }) => role === 'province_leader'))
  assert.ok(leader)
  const { ratingId } = (await found(head)) ?? assert.fail('no task')
  const before = await countLowRatings(province.context, leader)
  assert.equal(await found(leader), undefined)
  const early = answerRating(answering(), leader, { ratingId, text: 'x' })
  await refusedLater(early, 'feedback.rating_not_found')
  await withOwner(database.ownerUrl, (owner) =>
    owner.query(`UPDATE feedback_low_rating SET due_at = now() - interval '1 minute' WHERE rating_id = $1`, [ratingId]),
  )
  assert.equal(await countLowRatings(province.context, leader), before + 1)
  const late = await found(leader)
  assert.deepEqual([late?.isFromBelow, late?.due?.kind], [true, 'late'])
  for (const other of [desk, province.officerIn('xa-van-giang', 'approver')]) {
    assert.equal(await found(other), undefined)
    const refused = answerRating(answering(), other, { ratingId, text: 'x' })
    await refusedLater(refused, 'feedback.rating_not_found')
  }
  await answerRating(answering(), leader, { ratingId, text: 'Tỉnh đã nhắc nhở.' })
  assert.equal((await getRatingPage(province.context, own)).answer?.text, 'Tỉnh đã nhắc nhở.')
})

test('out of the account: only what happened to one’s own dossier', async () => {
  const { dossierId, citizen } = await accepted()
  const other = await province.newCitizen()
  const events = (await listOwnOccasions(province.context, citizen.actor, dossierId)).map(({ event }) => event)
  assert.deepEqual(events, ['receipt_given'])
  const asked = { dossierId, event: 'receipt_given' }
  await refusedLater(listOwnOccasions(province.context, other.actor, dossierId), 'feedback.nothing_to_rate')
  await refusedLater(openOwnRating(province.context, other.actor, asked), 'feedback.nothing_to_rate')
  await refusedLater(
    openOwnRating(province.context, citizen.actor, { ...asked, event: 'result_returned' }),
    'feedback.nothing_to_rate',
  )
  await refusedLater(listOwnOccasions(province.context, citizen.actor, 'x'), 'feedback.nothing_to_rate')
})

test('a centre asks by three steps; what was given keeps its scale; two at once do not overwrite each other', async () => {
  const first = await accepted()
  const own = (await rate(slip(first.dossierId, 'receipt_given'), { score: 4 })) ?? assert.fail('no link')
  const administrator = province.officers.find(({ mandates }) => mandates.some(({ role }) => role === 'administrator'))
  assert.ok(administrator)
  const centre = 'mot-cua-phuong-pho-hien'
  const change = { centre, steps: 3, answerDays: 2, version: 0 }
  for (const other of [desk, province.officerIn('phuong-pho-hien', 'handler')]) {
    assert.deepEqual(await listPlans(province.context, other), [])
    await refusedLater(changePlan(province.context, other, change), 'feedback.plan_not_found')
  }
  await refusedLater(
    changePlan(province.context, administrator, { ...change, steps: 4 }),
    'feedback.plan_invalid',
    'steps',
  )
  await refusedLater(
    changePlan(province.context, administrator, { ...change, answerDays: 0 }),
    'feedback.plan_invalid',
    'answerDays',
  )
  await changePlan(province.context, administrator, change)
  await refusedLater(changePlan(province.context, administrator, change), 'feedback.plan_stale')
  const second = await accepted()
  const token = slip(second.dossierId, 'receipt_given')
  assert.equal((await getRatingPage(province.context, token)).steps, 3)
  await refusedLater(rate(token, { score: 4 }), 'feedback.score_missing', 'score')
  await rate(token, { score: 3 })
  assert.equal((await getRatingPage(province.context, own)).steps, 5)
  await rate(own, { score: 5 })
  await changePlan(province.context, administrator, { centre, steps: 5, answerDays: 3, version: 1 })
})

test('a dossier disliked twice counts once; what is of few is not told', async () => {
  const { dossierId, state } = await accepted()
  const week = { from: '2026-11-16', to: '2026-11-22' }
  const whose = { decidedBy: [state.units.intake, state.units.competent] }
  const before = await countRatings(province.context.db.read, whose, week)
  await rate(slip(dossierId, 'receipt_given'), { score: 1 })
  await province.walk(dossierId)
  const hander = province.officers.find(({ mandates }) =>
    mandates.some(({ role, agencyId }) => role === 'receptionist' && agencyId === state.units.return),
  )
  province.setClock('2026-11-20T09:00')
  await province.act(dossierId, 'return_result', hander ?? assert.fail('no desk'), { to: 'Bà Hoa', by: 'online' })
  await rate(slip(dossierId, 'result_returned'), { score: 1 })
  const after = await countRatings(province.context.db.read, whose, week)
  assert.deepEqual([after.low - before.low, after.dislikedDossiers - before.dislikedDossiers], [2, 1])
  for (const by of ['agency', 'centre', 'procedure', 'event', 'month'] as const) {
    const { lines, rest } = await getPublicSatisfaction(province.context, { by, year: 2026 })
    assert.ok(lines.every(({ ratings }) => ratings >= LEAST_SHOWN))
    assert.ok(rest === null || rest.ratings >= LEAST_SHOWN)
  }
  const own = await getSatisfaction(province.context, head, { by: 'agency', year: 2026 })
  assert.ok(own !== null && own.lines.length > 0)
  assert.equal(await getSatisfaction(province.context, desk, { by: 'agency', year: 2026 }), null)
})

const NONE = { link: 0, account: 0, slip: 0, kiosk: 0, desk: 0 }

test('suppressed groups add up to what was there, or are not told at all', () => {
  const group = fc.record({ key: fc.string(), ratings: fc.integer({ min: 1, max: 12 }) })
  fc.assert(
    fc.property(fc.array(group, { maxLength: 12 }), (some) => {
      const groups: RatingGroup[] = some.map((one) => ({
        ...one,
        satisfied: 1,
        low: 0,
        ways: { ...NONE, slip: one.ratings },
      }))
      const { shown, rest } = suppressSmall(groups)
      assert.ok(shown.every(({ ratings }) => ratings >= LEAST_SHOWN))
      const told = shown.reduce((sum, { ratings }) => sum + ratings, rest?.ratings ?? 0)
      const all = groups.reduce((sum, { ratings }) => sum + ratings, 0)
      assert.ok(rest === null ? all - told < LEAST_SHOWN : told === all && rest.ratings >= LEAST_SHOWN)
    }),
  )
})
