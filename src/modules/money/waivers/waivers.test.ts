import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { BUILDING_PERMIT, type MoneyStage, openMoneyStage } from '../../../../test/support/money.ts'
import { refusedLater } from '../../../../test/support/refused.ts'
import type { DossierId } from '../../../platform/ids.ts'
import { checkReplays, currentState } from '../../casework/index.ts'
import { anonymous } from '../../organisation/index.ts'
import { assessDossier, chargesOf, followLedger, takeCash } from '../index.ts'
import { listUnpaid, reviewUnpaid } from '../unpaid/index.ts'
import { decideWaiver, listWaivers, proposeWaiver } from './index.ts'

let stage: MoneyStage
before(async () => {
  stage = await openMoneyStage()
})
after(() => stage.close())

const stateOf = async (id: DossierId) => (await currentState(stage.province.context, id)).state
const feesOf = async (id: DossierId) => {
  const { money, fees } = await stateOf(id)
  return [money, fees?.due, fees?.waived]
}
const words = 'Quyết định số 12'

describe('waivers', () => {
  const give = (id: DossierId, groups: string[], more: object = {}) =>
    proposeWaiver(stage.money, { dossierId: id, groups, evidence: words, actor: stage.cashier, ...more })
  const waiting = async (id: DossierId) => (await listWaivers(stage.money, { dossierId: id })).at(-1)

  test('with the proof in the dossier the highest of several applies at once', async () => {
    const { id, paper } = await withPaper()
    await refusedLater(give(id, ['rich']), 'money.group_unknown')
    await refusedLater(give(id, ['poor_household'], { evidence: ' ' }), 'money.reason_needed')
    await refusedLater(give(id, ['poor_household'], { paper: 'f'.repeat(64) }), 'money.waiver_paper_unknown')
    assert.deepEqual(await give(id, ['poor_household', 'digital_citizen'], { paper }), {
      state: 'confirmed',
      amount: 225_000,
    })
    assert.deepEqual(await feesOf(id), ['exempt', 0, 225_000])
    await refusedLater(give(id, ['poor_household'], { paper }), 'money.no_waiver')
    assert.equal((await waiting(id))?.outright, true)
  })

  test('without it a second person confirms, and all stays due until then', async () => {
    const { id } = await stage.accepted()
    assert.equal((await give(id, ['poor_household'])).state, 'proposed')
    assert.deepEqual(await feesOf(id), ['due', 225_000, 0])
    await refusedLater(give(id, ['child']), 'money.waiver_waiting')
    const waiver = await waiting(id)
    const decide = (actor: typeof stage.leader, confirm = true, reason = '') =>
      decideWaiver(stage.money, { waiverId: waiver?.id ?? '', confirm, reason, actor })
    await refusedLater(decide(stage.cashier), 'money.not_yours_to_oversee')
    await refusedLater(
      decideWaiver(stage.money, { waiverId: waiver?.id ?? '', confirm: true, reason: '', actor: anonymous }),
      'money.waiver_not_found',
    )
    const elsewhere = await stage.province.newOfficer('Xa', [{ agencySlug: 'xa-van-giang', role: 'agency_leader' }])
    await refusedLater(decide(elsewhere), 'money.waiver_not_found')
    const done = await Promise.allSettled([decide(stage.leader), decide(stage.leader)])
    assert.equal(done.filter((one) => one.status === 'fulfilled').length, 1)
    assert.deepEqual(await feesOf(id), ['exempt', 0, 225_000])
    const after = await waiting(id)
    assert.deepEqual([after?.state, after?.decidedByName, after?.evidenceText], ['confirmed', 'Lãnh Đạo Phường', words])
  })

  test('who holds both posts cannot confirm their own', async () => {
    const both = await stage.province.newOfficer('Kiêm Nhiệm', [
      { agencySlug: 'mot-cua-phuong-pho-hien', role: 'receptionist' },
      { agencySlug: 'phuong-pho-hien', role: 'agency_leader' },
    ])
    const { id } = await stage.accepted()
    await give(id, ['elderly'], { actor: both })
    const waiver = await waiting(id)
    const own = decideWaiver(stage.money, { waiverId: waiver?.id ?? '', confirm: true, reason: '', actor: both })
    await refusedLater(own, 'money.waiver_same_officer')
    const forced = stage.database.db.write((tx) =>
      tx
        .updateTable('money_waiver')
        .set({ state: 'confirmed', decided_by: both.officerId, decided_at: new Date() })
        .execute(),
    )
    await assert.rejects(forced, /check constraint/)
  })

  test('another basis lets off a part; a refusal has a reason and leaves all due; what was paid meanwhile is not waived', async () => {
    const { id } = await stage.accepted()
    await refusedLater(give(id, []), 'money.group_unknown')
    const basis = { legalBasis: 'Nghị quyết 05/NQ-HĐND Điều 2', percent: 40 }
    await refusedLater(give(id, [], { ...basis, percent: 101 }), 'money.percent_wrong')
    await give(id, [], basis)
    const refuse = async (reason: string) =>
      decideWaiver(stage.money, {
        waiverId: (await waiting(id))?.id ?? '',
        confirm: false,
        reason,
        actor: stage.leader,
      })
    await refusedLater(refuse(' '), 'money.reason_needed')
    await refuse('Chưa có giấy xác nhận')
    assert.deepEqual(await feesOf(id), ['due', 225_000, 0])
    assert.equal((await waiting(id))?.decisionText, 'Chưa có giấy xác nhận')
    await give(id, [], basis)
    await stage.openDrawer(stage.cashier)
    await takeCash(stage.money, { id: crypto.randomUUID(), dossierId: id, tendered: 75_000, actor: stage.cashier })
    await decideWaiver(stage.money, {
      waiverId: (await waiting(id))?.id ?? '',
      confirm: true,
      reason: '',
      actor: stage.leader,
    })
    assert.deepEqual(await feesOf(id), ['due', 90_000, 60_000])
    const [charge] = (await chargesOf(stage.database.db.read, id)).filter((each) => each.state === 'due')
    assert.equal(charge?.line.waiver?.basis, basis.legalBasis)
  })
})

describe('results handed over unpaid', () => {
  const review = (line: { dossierId: DossierId; version: number }, decision: string, more: object = {}) =>
    reviewUnpaid(stage.money, { ...line, decision, note: words, actor: stage.leader, ...more })

  test('stand on the list of the head with their ground and what is still due, until looked at; never by who handed over', async () => {
    const { id, desk } = await returnedUnpaid()
    await followLedger(stage.money)
    await followLedger(stage.money)
    const lines = await listUnpaid(stage.money, stage.agencyId)
    const [line] = lines
    assert.equal(lines.length, 1)
    assert.ok(line)
    assert.deepEqual([line.dossierId, line.state, line.stillDue, line.groundText], [id, 'open', 225_000, words])
    await refusedLater(review(line, 'acknowledged', { actor: desk }), 'money.unpaid_same_officer')
    await refusedLater(review(line, 'acknowledged', { actor: stage.second }), 'money.not_yours_to_oversee')
    await refusedLater(review(line, 'acknowledged', { note: '' }), 'money.reason_needed')
    await review(line, 'collect', { note: '' })
    await refusedLater(review(line, 'acknowledged'), 'money.unpaid_decided')
    assert.equal((await listUnpaid(stage.money, stage.agencyId))[0]?.state, 'collect')
    assert.deepEqual(await feesOf(id), ['due', 225_000, 0])
    const all = (await chargesOf(stage.database.db.read, id)).map((charge) => charge.id)
    await takeCash(stage.money, {
      id: crypto.randomUUID(),
      dossierId: id,
      tendered: 225_000,
      chargeIds: all,
      actor: stage.cashier,
    })
    assert.deepEqual(await listUnpaid(stage.money, stage.agencyId), [])
  })

  test('a hand-over that was corrected leaves the list; entries of money do not stand in the way of the correction', async () => {
    const { id } = await returnedUnpaid()
    await followLedger(stage.money)
    const [line] = await listUnpaid(stage.money, stage.agencyId)
    assert.ok(line)
    await review(line, 'acknowledged')
    const { id: other, desk } = await returnedUnpaid()
    await followLedger(stage.money)
    const handedOver = (await listUnpaid(stage.money, stage.agencyId))[0]
    await stage.province.act(other, 'correct', desk, { version: handedOver?.version, reason: 'Chưa trao giấy' })
    await followLedger(stage.money)
    assert.deepEqual(await listUnpaid(stage.money, stage.agencyId), [])
    await stage.province.act(id, 'correct', desk, { version: line.version, reason: 'Chưa trao giấy' })
    const state = await stateOf(id)
    assert.deepEqual([state.legal, state.money, state.fees?.due], ['resolved', 'due', 225_000])
    assert.equal((await checkReplays(stage.database.db.read)).differing, null)
  })
})

/** A dossier filed online, whose papers lie in it as files. */
async function withPaper(): Promise<{ id: DossierId; paper: string }> {
  const filed = await stage.province.submit({ procedureCode: BUILDING_PERMIT, channel: 'online' })
  const { state } = await stage.province.act(filed.dossierId, 'accept', stage.cashier)
  return { id: filed.dossierId, paper: state.attachments[0]?.fileHash ?? '' }
}

/** Handed over at the counter by somebody who may also lead, while everything is due. */
async function returnedUnpaid() {
  const desk = await stage.province.newOfficer('Trả Kết Quả', [
    { agencySlug: 'mot-cua-phuong-pho-hien', role: 'receptionist' },
    { agencySlug: 'phuong-pho-hien', role: 'agency_leader' },
  ])
  const { id } = await stage.accepted()
  await assessDossier(stage.money, id)
  await stage.province.walk(id)
  await stage.province.act(id, 'return_result', desk, { to: 'Người nộp', by: 'online', unpaidGround: words })
  return { id, desk }
}
