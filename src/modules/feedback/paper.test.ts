import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { withOwner } from '../../../test/support/database.ts'
import { fc } from '../../../test/support/properties.ts'
import { type AcceptedDossier, openRatedCounter, type RatedCounter } from '../../../test/support/rated-counter.ts'
import { refusedLater } from '../../../test/support/refused.ts'
import { newId } from '../../platform/ids.ts'
import { currentState } from '../casework/index.ts'
import type { Actor } from '../organisation/index.ts'
import {
  feedbackJobs,
  findSlip,
  getPublicSatisfaction,
  getRatingPage,
  getRatingWays,
  listOwnOccasions,
  listPaperSigns,
  openOwnRating,
  slipCode,
} from './index.ts'
import { LEAST_SHOWN, toldWays } from './satisfaction.ts'

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

const type = ({ state, dossierId }: AcceptedDossier, address: string, code?: string) => {
  const right = slipCode(province.context.keys, { dossierId, event: 'receipt_given' })
  return findSlip(province.context, { entry: state.code ?? '', code: code ?? right, address })
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'found',
    (error: { code: string }) => error.code,
  )

test('ten wrong codes from one machine, also when they come at once; then none, until the time it says', async () => {
  const one = await accepted()
  const other = await accepted()
  const wrong = { ...one, state: { ...one.state, code: 'H33.000' } }
  for (let time = 0; time < 4; time++) await refusedLater(type(wrong, '10.1.1.1', 'AAAA'), 'feedback.slip_not_found')
  const codes = await Promise.all(Array.from({ length: 12 }, () => codeOf(type(wrong, '10.1.1.1', 'AAAA'))))
  assert.equal(codes.filter((code) => code === 'feedback.slip_not_found').length, 6)
  assert.equal(codes.filter((code) => code === 'feedback.wrong_codes').length, 6)
  await assert.rejects(type(other, '10.1.1.1'), { code: 'feedback.wrong_codes', params: { time: '09:15' } })
  // What a scanner reads is not held up, nor is another machine, nor is this one when the time is over.
  const token = slip(other.dossierId)
  assert.equal(await findSlip(province.context, { entry: token, code: '', address: '10.1.1.1' }), token)
  assert.equal(await type(other, '10.1.1.2'), token)
  province.setClock('2026-11-16T09:16')
  assert.equal(await type(other, '10.1.1.1'), token)
})

test('the codes of one dossier cannot be tried from many addresses', async () => {
  const one = await accepted()
  const codes = await Promise.all(
    Array.from({ length: 14 }, (_each, place) => codeOf(type(one, `10.2.0.${place}`, '00000000'))),
  )
  assert.equal(codes.filter((code) => code === 'feedback.slip_not_found').length, 10)
  assert.equal(await codeOf(type(one, '10.2.1.1')), 'feedback.wrong_codes')
})

test('right codes and empty forms are not counted; what no limit counts any more is forgotten', async () => {
  const one = await accepted()
  for (let time = 0; time < 12; time++) {
    assert.equal(await codeOf(type(one, '10.3.0.1')), 'found')
    assert.equal(await codeOf(type(one, '10.3.0.1', '')), 'feedback.slip_not_found')
  }
  const left = () =>
    withOwner(database.ownerUrl, async (owner) => {
      const { rows } = await owner.query<{ n: number }>('SELECT count(*)::int AS n FROM feedback_wrong_code')
      return rows[0]?.n
    })
  assert.notEqual(await left(), 0)
  province.setClock('2026-11-17T09:00')
  await feedbackJobs(province.context).tasks.feedback_forget?.(null)
  assert.equal(await left(), 0)
})

test('the paper of a result rates nothing before the result is handed over, nor after that was taken back', async () => {
  const { dossierId } = await accepted()
  await province.walk(dossierId)
  const paper = slip(dossierId, 'result_returned')
  const code = slipCode(province.context.keys, { dossierId, event: 'result_returned' })
  const { state } = await currentState(province.context, dossierId)
  const entry = state.code ?? ''
  const typed = () => findSlip(province.context, { entry, code, address: '10.4.0.1' })
  for (const atKiosk of [true, false]) await refusedLater(rate(paper, { atKiosk }), 'feedback.link_not_found')
  await refusedLater(typed(), 'feedback.slip_not_found')
  const hander = province.officers.find(({ mandates }) =>
    mandates.some(({ role, agencyId }) => role === 'receptionist' && agencyId === state.units.return),
  )
  assert.ok(hander)
  await province.act(dossierId, 'return_result', hander, { to: 'Bà Hoa', by: 'online' })
  assert.equal(await typed(), paper)
  const { version } = await currentState(province.context, dossierId)
  await province.act(dossierId, 'correct', hander, { version, reason: 'Nhầm người' })
  for (const atKiosk of [true, false]) await refusedLater(rate(paper, { atKiosk }), 'feedback.link_not_found')
  await refusedLater(typed(), 'feedback.slip_not_found')
})

test('the code on one’s own page is one’s own link: it replaces the paper and says that somebody came by it', async () => {
  const { dossierId, citizen } = await accepted()
  await rate(slip(dossierId), { score: 5, atKiosk: true })
  const [occasion] = await listOwnOccasions(province.context, citizen.actor, dossierId)
  const own = occasion?.token ?? assert.fail('no link')
  assert.notEqual(own, slip(dossierId))
  const before = await getRatingPage(province.context, own)
  assert.deepEqual([before.given?.byPaper, before.isOpen], [true, true])
  await rate(own, { score: 1 })
  const after = await getRatingPage(province.context, own)
  assert.deepEqual([after.given?.byPaper, after.given?.score], [false, 1])
  // Signed for one purpose, a code is none for another; changed in any place, it is none at all.
  const bytes = Buffer.from(own, 'base64url')
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: bytes.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      async (at, by) => {
        const forged = Buffer.from(bytes)
        forged.writeUInt8(forged.readUInt8(at) ^ by, at)
        await refusedLater(rate(forged.toString('base64url')), 'feedback.link_not_found')
      },
    ),
    { numRuns: 20 },
  )
})

test('every rating keeps the way it came by; ways are counts, and small ones are told together', async () => {
  const before = (await getRatingWays(province.context, head)) ?? assert.fail('a head')
  for (let place = 0; place < LEAST_SHOWN; place++) {
    const { dossierId, citizen } = await accepted()
    await rate(slip(dossierId), { atKiosk: true })
    if (place > 0) continue
    const token = await openOwnRating(province.context, citizen.actor, { dossierId, event: 'receipt_given' })
    await rate(token, { score: 2 })
  }
  const after = (await getRatingWays(province.context, head)) ?? assert.fail('a head')
  assert.equal(after.replaced, before.replaced + 1)
  const sum = ({ told, others }: typeof after) => told.reduce((all, { ratings }) => all + ratings, others)
  assert.equal(sum(after), sum(before) + LEAST_SHOWN)
  assert.equal(await getRatingWays(province.context, desk), null)
  const { lines } = await getPublicSatisfaction(province.context, { by: 'way', year: 2026 })
  assert.ok(lines.every(({ key, ratings, ways }) => ratings === ways[key as 'kiosk'] && ratings >= LEAST_SHOWN))
})

test('what is told of ways adds up, and no small number stands by itself', () => {
  const few = fc.nat({ max: 12 })
  fc.assert(
    fc.property(fc.record({ link: few, account: few, slip: few, kiosk: few, desk: few }), (ways) => {
      const { told, others } = toldWays(ways)
      assert.ok(told.every(({ ratings }) => ratings >= LEAST_SHOWN))
      const all = Object.values(ways).reduce((sum, one) => sum + one, 0)
      assert.equal(
        told.reduce((sum, { ratings }) => sum + ratings, others),
        all,
      )
    }),
  )
})

test('many papers of one officer from one address in a short time are one sign, for the head and those above', async () => {
  const dossiers = await Promise.all(Array.from({ length: 9 }, accepted))
  const tokens = dossiers.map(({ dossierId }) => slip(dossierId))
  const signs = async (actor: Actor) => (await listPaperSigns(province.context, actor)) ?? assert.fail('sees none')
  const leader = await province.newOfficer('Trưởng một cửa', [
    { agencySlug: 'mot-cua-phuong-pho-hien', role: 'agency_leader' },
  ])
  const from = (address: string) => (token: string) => rate(token, { score: 5, address })
  // Four from one address and some from others are none; all at once they are still one sign.
  await Promise.all(tokens.slice(0, 4).map(from('10.5.0.1')))
  await from('10.5.0.2')(tokens[4] ?? '')
  assert.equal((await signs(leader)).length, 0)
  await Promise.all(tokens.slice(5, 8).map(from('10.5.0.1')))
  const [sign, ...others] = await signs(leader)
  assert.deepEqual([sign?.ratings, sign?.best, sign?.way, others.length], [7, 7, 'slip', 0])
  assert.equal(sign?.officerName, desk.displayName)
  // Nothing in it points at a dossier or an address, and two days on the address is gone.
  for (const { dossierId, state } of dossiers) {
    for (const word of [dossierId, state.code ?? '-', '10.5.0.1']) assert.ok(!JSON.stringify(sign).includes(word))
  }
  assert.equal(await listPaperSigns(province.context, desk), null)
  assert.ok((await signs(province.officerIn('ubnd-tinh', 'province_leader'))).some(({ id }) => id === sign?.id))
  province.setClock('2026-11-19T09:00')
  await feedbackJobs(province.context).tasks.feedback_forget?.(null)
  const kept = await withOwner(database.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ traces: number; addresses: number; signs: number }>(
      `SELECT (SELECT count(*)::int FROM feedback_paper_trace) AS traces,
         (SELECT count(address_index)::int FROM feedback_paper_sign) AS addresses,
         (SELECT count(*)::int FROM feedback_paper_sign) AS signs`,
    )
    return rows[0]
  })
  assert.deepEqual(kept, { traces: 0, addresses: 0, signs: 1 })
})

test('a sign without enough ratings, or with more best ones than ratings, is not let in', async () => {
  const insert = (ratings: number, best: number) =>
    withOwner(database.ownerUrl, (owner) =>
      owner.query(
        `INSERT INTO feedback_paper_sign (id, agency_id, way, began_at, last_at, ratings, best)
         SELECT $1, id, 'slip', now(), now(), $2, $3 FROM organisation_agency LIMIT 1`,
        [newId(), ratings, best],
      ),
    )
  await assert.rejects(insert(4, 4), /violates check constraint/)
  await assert.rejects(insert(5, 6), /violates check constraint/)
})
