import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestOfficer } from '../../../test/support/province.ts'
import { openSurveyStage, type SurveyStage } from '../../../test/support/surveys.ts'
import { query } from '../../platform/db.ts'
import { verifyLedger } from '../../platform/ledger/index.ts'
import { type Blinded, blind, blindKeyOf, finalize } from './blind-token.ts'
import { castByCredential } from './cast-ballot.ts'
import { closeRound } from './close-round.ts'
import { giveBack } from './give-back.ts'
import {
  getInterviewKit,
  interviews,
  listInterviewerChoices,
  listInterviewers,
  nameInterviewer,
} from './interviewers.ts'
import { linkAtCounter } from './rights.ts'
import { keyForInterviewer, takeAlong } from './take-along.ts'

let stage: SurveyStage
let clerk: TestOfficer
let other: TestOfficer

before(async () => {
  stage = await openSurveyStage()
  clerk = await stage.newClerk('one')
  other = await stage.newClerk('two')
})
after(() => stage?.close())

const refused = (code: string) => (error: unknown) => (error as { code?: string }).code === `surveys.${code}`

async function named(roundId: string, ballots: number, officer = clerk): Promise<void> {
  const { officerId } = officer
  await nameInterviewer(stage.context, stage.chairman, { roundId, officerId, stratum: 'A', ballots })
}

async function blinds(roundId: string, count: number) {
  const key = blindKeyOf(JSON.parse(await keyForInterviewer(stage.context, clerk, { roundId, stratum: 'A' })) as never)
  const made = await Promise.all(Array.from({ length: count }, () => blind(key)))
  const signed = async (one: Blinded, signature: Buffer | null | undefined) => ({
    message: Buffer.from(one.message),
    signature: Buffer.from(await finalize(key, one, signature ?? Buffer.alloc(0))),
  })
  return { made, blinded: made.map((one) => Buffer.from(one.blinded)), signed }
}

async function standings(roundId: string): Promise<Record<string, number>> {
  const rows = await query<{ standing: string; count: number }>(
    stage.context.db.read,
    'SELECT standing, count(*)::int AS count FROM surveys_right WHERE round_id = $1 GROUP BY 1',
    [roundId],
  )
  return Object.fromEntries(rows.map(({ standing, count }) => [standing, count]))
}

test('only who was named takes ballots along, in their stratum, never more than they were named for', async () => {
  const roundId = await stage.opened({ A: 12, B: 6 })
  const take = (officer: TestOfficer, stratum = 'A') =>
    takeAlong(stage.context, officer, { roundId, stratum, blinded: [Buffer.alloc(256, 1)] })
  await assert.rejects(take(clerk), refused('round_not_found'))
  await assert.rejects(getInterviewKit(stage.context, clerk, roundId), refused('round_not_found'))
  await assert.rejects(
    nameInterviewer(stage.context, clerk, { roundId, officerId: clerk.officerId, stratum: 'A', ballots: 3 }),
    refused('round_not_found'),
  )
  await assert.rejects(named(roundId, 0), refused('field_missing'))
  await assert.rejects(
    named(roundId, 5, stage.province.officerIn('phuong-pho-hien', 'handler')),
    refused('field_missing'),
  )
  await named(roundId, 5)
  await assert.rejects(take(clerk, 'B'), refused('round_not_found'))
  await assert.rejects(take(other), refused('round_not_found'))
  assert.deepEqual(
    [await interviews(stage.context, clerk, roundId), await interviews(stage.context, other, roundId)],
    [true, false],
  )
  const { blinded } = await blinds(roundId, 8)
  const first = await takeAlong(stage.context, clerk, { roundId, stratum: 'A', blinded })
  assert.equal(first.references.length, 5)
  assert.equal(first.signatures.filter((one) => one !== null).length, 5)
  // The answer was not heard: the same ones again take nobody else's right.
  const again = await takeAlong(stage.context, clerk, { roundId, stratum: 'A', blinded })
  assert.deepEqual(again, first)
  assert.deepEqual(await standings(roundId), { open: 13, taken_along: 5 })
  assert.equal((await getInterviewKit(stage.context, clerk, roundId)).strata[0]?.left, 0)
  await named(roundId, 2)
  const [line] = await listInterviewers(stage.context, stage.chairman, roundId)
  assert.deepEqual([line?.name, line?.ballots, line?.taken], ['one', 5, 5])
  const choices = await listInterviewerChoices(stage.context, stage.chairman)
  assert.ok(choices.some(({ officerId }) => officerId === clerk.officerId))
})

test('each credential brings one ballot, also with questions left out; a ballot with nothing in it brings none', async () => {
  const roundId = await stage.opened({ A: 6 })
  await named(roundId, 20)
  const { made, blinded, signed } = await blinds(roundId, 8)
  const taken = await takeAlong(stage.context, clerk, { roundId, stratum: 'A', blinded })
  assert.equal(taken.references.length, 6)
  const raw = await stage.answers(roundId, 4)
  const [first = ''] = Object.keys(raw)
  const ballots = await Promise.all(
    taken.references.map(async (_, at) => ({
      roundId,
      stratum: 'A',
      channel: 'phone',
      ...(await signed(made[at] as Blinded, taken.signatures[at])),
      raw: at === 0 ? { [first]: ['5'] } : raw,
    })),
  )
  const [some] = ballots
  assert.ok(some)
  await assert.rejects(castByCredential(stage.context, { ...some, raw: {} }), refused('answer_missing'))
  await assert.rejects(castByCredential(stage.context, { ...some, channel: 'letter' }), refused('answer_missing'))
  const sent = await Promise.all([...ballots, ...ballots].map((ballot) => castByCredential(stage.context, ballot)))
  assert.equal(sent.filter((isNew) => isNew).length, 6, 'sent twice at once, each is taken once')
  await assert.rejects(linkAtCounter(stage.context, clerk, { roundId, reference: 'A0' }), refused('link_used'))
})

test('who refused is counted, who was not met is open again; each is paid for with a blank credential, once', async () => {
  const roundId = await stage.opened({ A: 6 })
  await named(roundId, 6)
  const { made, blinded, signed } = await blinds(roundId, 4)
  const { references, signatures } = await takeAlong(stage.context, clerk, { roundId, stratum: 'A', blinded })
  const blanks = await Promise.all(signatures.map((signature, at) => signed(made[at] as Blinded, signature)))
  const [a = '', b = '', c = ''] = references
  const [one, two, three] = blanks
  assert.ok(one && two && three)
  const raw = await stage.answers(roundId, 3)
  const ballot = { roundId, stratum: 'A', channel: 'phone', ...three, raw }
  assert.equal(await castByCredential(stage.context, ballot), true)
  const back = { roundId, stratum: 'A', refused: [a], returned: [b], unused: [one, two] }
  await assert.rejects(giveBack(stage.context, other, back), refused('round_not_found'))
  // A credential that brought a ballot frees nobody's right; neither does one that is missing or forged.
  await assert.rejects(giveBack(stage.context, clerk, { ...back, unused: [one, three] }), refused('credential_spent'))
  await assert.rejects(giveBack(stage.context, clerk, { ...back, unused: [one] }), refused('credential_spent'))
  const forged = { ...one, message: Buffer.alloc(64) }
  await assert.rejects(giveBack(stage.context, clerk, { ...back, unused: [forged, two] }), refused('credential_forged'))
  await giveBack(stage.context, clerk, back)
  await giveBack(stage.context, clerk, back)
  assert.deepEqual(await standings(roundId), { open: 3, refused: 1, taken_along: 2 })
  assert.equal((await listInterviewers(stage.context, stage.chairman, roundId))[0]?.taken, 3)
  assert.equal(
    await castByCredential(stage.context, { ...ballot, ...one }),
    false,
    'a blank handed in brings no ballot',
  )
  await linkAtCounter(stage.context, clerk, { roundId, reference: b })
  await closeRound(stage.context, stage.chairman, roundId)
  await assert.rejects(
    giveBack(stage.context, clerk, { roundId, stratum: 'A', refused: [c], returned: [], unused: [two] }),
    refused('not_open'),
  )
  assert.deepEqual((await verifyLedger(stage.context.db.read)).faults, [])
})
