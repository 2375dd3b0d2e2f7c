import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sealedRef } from '../../../../test/support/builders.ts'
import { playTo } from '../../../../test/support/play.ts'
import type { DossierState } from '../dossier.ts'
import { legalStates } from '../dossier.ts'
import { evolve } from '../evolve.ts'
import { assertFeeEntry, type FeeEntry } from './fee-standing.ts'

const assessed = (amount: number, waived = 0): FeeEntry => ({ type: 'FeeAssessed', payload: { amount, waived } })
const settled = (amount: number): FeeEntry => ({
  type: 'FeeSettled',
  payload: { paymentId: 'p', amount, method: 'cash', receipts: ['LP-1'] },
})
const waived = (amount: number): FeeEntry => ({ type: 'FeeWaived', payload: { amount, reason: sealedRef() } })
const refunded = (amount: number): FeeEntry => ({
  type: 'FeeRefunded',
  payload: { refundId: 'r', amount, method: 'cash' },
})

function after(state: DossierState, ...entries: FeeEntry[]): DossierState {
  return entries.reduce((now, entry) => {
    assertFeeEntry(now, entry)
    return evolve(now, entry, 0)
  }, state)
}

test('the money axis follows what is due, paid, given back and waived, and nothing else moves', () => {
  const { state } = playTo('accepted')
  const axis = (...entries: FeeEntry[]) => after(state, ...entries).money
  assert.equal(axis(assessed(75_000)), 'due')
  assert.equal(axis(assessed(0, 75_000)), 'exempt')
  assert.equal(axis(assessed(75_000), settled(75_000)), 'paid')
  assert.equal(axis(assessed(75_000), settled(50_000)), 'due')
  assert.equal(axis(assessed(75_000), waived(75_000)), 'exempt')
  assert.equal(axis(assessed(75_000), settled(75_000), refunded(75_000)), 'refunded')
  assert.equal(axis(assessed(75_000), settled(75_000), assessed(10_000)), 'due')
  const { money: _money, fees: _fees, ...rest } = after(state, assessed(75_000), settled(75_000))
  const { money: _was, ...before } = state
  assert.deepEqual(rest, before)
})

test('beside a payment that stops the clock: both must be paid, and each stays what it is', () => {
  const play = playTo('payment_requested')
  play.state = after(play.state, assessed(75_000))
  play.act('record_payment', play.stepOfficer(), { amount: 50_000, receipt: 'BL 12' })
  assert.deepEqual([play.state.money, play.state.legal], ['due', 'in_process'])
  const paid = after(play.state, settled(75_000))
  assert.equal(paid.money, 'paid')
  assert.equal(after(paid, refunded(75_000)).money, 'paid')
  const first = playTo('payment_requested')
  first.act('record_payment', first.stepOfficer(), { amount: 50_000, receipt: 'BL 12' })
  assert.equal(after(first.state, assessed(75_000), settled(75_000), refunded(75_000)).money, 'paid')
})

test('what the figures contradict is refused; money that came counts in every state', () => {
  const { state } = playTo('accepted')
  const refused = { code: 'casework.fees_not_possible' }
  assert.throws(() => after(state, settled(1)), refused)
  assert.throws(() => after(state, assessed(100), waived(101)), refused)
  assert.throws(() => after(state, assessed(100), settled(100), refunded(101)), refused)
  for (const legal of legalStates) {
    const open = ['accepted', 'in_process', 'supplement_requested', 'payment_requested', 'suspended', 'resolved']
    const assess = () => assertFeeEntry(playTo(legal).state, assessed(100))
    if (open.includes(legal)) assess()
    else assert.throws(assess, refused, legal)
  }
  const owing = after(state, assessed(100))
  assert.equal(after({ ...owing, legal: 'withdrawn' }, settled(100)).money, 'paid')
})
