import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSurveyStage, type SurveyStage } from '../../../test/support/surveys.ts'
import { castByLink } from './cast-ballot.ts'
import { closeRound, publishRound } from './close-round.ts'
import { readPublicResult, readResult } from './read-result.ts'
import { writeLetters } from './rights.ts'
import { getRound } from './round-store.ts'
import { listPublicRounds } from './survey-views.ts'

let stage: SurveyStage
before(async () => {
  stage = await openSurveyStage()
})
after(() => stage?.close())

/** A published round in which some ballots say this step for the questions on staff and the best for all others, and the rest the other way round. */
async function published(toOn: string, { first, many }: { first: string; many: number }): Promise<string> {
  const { context, chairman } = stage
  const roundId = await stage.opened({ A: 60, B: 60 }, { toOn, perStratum: 20 })
  const [best, worst] = [await stage.answers(roundId, 5), await stage.answers(roundId, 1)]
  const letters = await writeLetters(context, chairman, roundId)
  for (const [at, { token }] of letters.entries()) {
    const staff = at % 20 < many ? best : worst
    const raw = Object.fromEntries(
      Object.entries(best).map(([key, said]) => [key, key.startsWith(first) ? (staff[key] ?? said) : said]),
    )
    await castByLink(context, { token, raw })
  }
  await closeRound(context, chairman, roundId)
  await publishRound(context, chairman, roundId)
  return roundId
}

test('a round stands beside the one before: by factor, with the margin of the difference, and whether it is more than chance', async () => {
  const before = await published('2026-03-31', { first: 'staff_', many: 4 })
  const now = await published('2026-06-30', { first: 'staff_', many: 16 })
  const result = await readResult(stage.context.db.read, await getRound(stage.context.db.read, now))
  assert.deepEqual((await readPublicResult(stage.context.db.read, before)).earlier, [])
  const [earlier] = result.earlier
  assert.equal(earlier?.roundId, before)
  assert.equal(earlier?.isOtherVersion, false)
  assert.ok((earlier?.change ?? 0) > 0)
  const told = result.factors.top_two.filter(({ figure }) => figure !== null)
  assert.equal(earlier?.factors?.length, told.length)
  const moved = earlier?.factors?.filter(({ change }) => change !== 0)
  assert.equal(moved?.length, 1)
  const [staff] = moved ?? []
  const old = (await readPublicResult(stage.context.db.read, before)).factors.top_two.find(
    ({ key }) => key === staff?.key,
  )
  const fresh = told.find(({ key }) => key === staff?.key)
  assert.ok(
    Math.abs((staff?.changeMargin ?? 0) - Math.hypot(old?.figure?.margin ?? 0, fresh?.figure?.margin ?? 0)) < 1e-6,
  )
  assert.equal(staff?.isBeyondMargins, true)
  // What did not change at all is not more than chance.
  assert.ok(earlier?.factors?.every(({ change, isBeyondMargins }) => change !== 0 || !isBeyondMargins))
  const lines = await listPublicRounds(stage.context)
  assert.equal(lines.find(({ id }) => id === now)?.found?.figure?.share, result.whole.top_two?.share)
})
