import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/properties.ts'
import { changeFor, readAmount, sumOfNotes } from './cash.ts'
import {
  bankLinePostings,
  drawerClosedPostings,
  drawerOpenedPostings,
  imbalance,
  type Posting,
  paymentPostings,
  refundApprovedPostings,
  refundPaidPostings,
  surplusPostings,
} from './journal.ts'

const amount = fc.integer({ min: 1, max: 1_000_000_000 })
const parts = fc.array(fc.record({ kind: fc.constantFrom('fee' as const, 'charge' as const), amount }), {
  minLength: 1,
})
const method = fc.constantFrom('cash' as const, 'bank' as const, 'platform' as const)

test('whatever is booked balances, and no side is empty or negative', () => {
  const any: fc.Arbitrary<Posting[]> = fc.oneof(
    fc.tuple(method, parts).map(([how, what]) => paymentPostings(how, what)),
    parts.map(refundApprovedPostings),
    amount.map((sum) => refundPaidPostings('cash', sum)),
    amount.map(drawerOpenedPostings),
    fc.tuple(fc.nat(1e9), fc.nat(1e9)).map(([expected, counted]) => drawerClosedPostings(expected, counted)),
    fc.tuple(method, amount).map(([how, sum]) => surplusPostings(how, sum)),
    fc
      .tuple(fc.constantFrom('settlement' as const, 'refund' as const, 'other' as const), amount, fc.boolean())
      .map(([kind, sum, out]) => bankLinePostings(kind, out ? -sum : sum)),
  )
  fc.assert(
    fc.property(any, (postings) => {
      assert.equal(imbalance(postings), 0)
      for (const { debit, credit } of postings) assert.ok(debit >= 0 && credit >= 0 && (debit === 0) !== (credit === 0))
    }),
  )
})

test('lệ phí and phí go to revenue of their own', () => {
  const postings = paymentPostings('cash', [
    { kind: 'fee', amount: 75_000 },
    { kind: 'charge', amount: 150_000 },
  ])
  assert.deepEqual(postings, [
    { account: 'cash', debit: 225_000, credit: 0 },
    { account: 'fee_revenue', debit: 0, credit: 75_000 },
    { account: 'charge_revenue', debit: 0, credit: 150_000 },
  ])
})

test('notes, change, and amounts as typed', () => {
  assert.equal(sumOfNotes({ 500000: 1, 2000: 3 }), 506_000)
  assert.deepEqual([changeFor(75_000, 100_000), changeFor(75_000, 74_999)], [25_000, null])
  const typed = ['50.000', '50 000', '50000đ', '50,000', '50.000 đồng', '', 'năm mươi', '-5']
  assert.deepEqual(typed.map(readAmount), [50_000, 50_000, 50_000, 50_000, 50_000, null, null, null])
})
