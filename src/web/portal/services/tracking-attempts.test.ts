import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../../../platform/errors.ts'
import { trackingAttempts } from './tracking-attempts.ts'

const HOUR = 3_600_000
const wrong = async (): Promise<string> => {
  throw new Refusal('casework.tracking_not_found', 'not_found')
}
const right = async (): Promise<string> => 'found'

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'found',
    (error: Refusal) => error.code,
  )
}

test('twenty wrong tries an hour for one code, also when they come at once; another code is not held up', async () => {
  let now = 0
  const attempts = trackingAttempts(() => now)
  const codes = await Promise.all(Array.from({ length: 200 }, () => codeOf(attempts.guard('H33-1', wrong))))
  assert.equal(codes.filter((code) => code === 'casework.tracking_not_found').length, 20)
  assert.equal(codes.filter((code) => code === 'portal.track_too_many').length, 180)
  assert.equal(await codeOf(attempts.guard('H33-1', right)), 'portal.track_too_many')
  assert.equal(await codeOf(attempts.guard('H33-2', right)), 'found')
  now = HOUR
  assert.equal(await codeOf(attempts.guard('H33-1', right)), 'found')
})

test('right digits and faults of our own are not counted', async () => {
  const attempts = trackingAttempts(() => 0)
  const broken = async (): Promise<string> => {
    throw new Error('no database')
  }
  for (let time = 0; time < 30; time += 1) {
    assert.equal(await attempts.guard('H33-1', right), 'found')
    await assert.rejects(attempts.guard('H33-1', broken), /no database/)
  }
  assert.equal(await codeOf(attempts.guard('H33-1', wrong)), 'casework.tracking_not_found')
})
