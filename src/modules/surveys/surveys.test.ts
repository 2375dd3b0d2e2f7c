import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestOfficer } from '../../../test/support/province.ts'
import { openSurveyStage, type SurveyStage } from '../../../test/support/surveys.ts'
import { query } from '../../platform/db.ts'
import { verifyLedger } from '../../platform/ledger/index.ts'
import type { RawAnswers } from './answers.ts'
import { mixAll } from './ballot-box.ts'
import { blind, blindKeyOf, finalize, verify } from './blind-token.ts'
import { castByCredential, castByLink, issueCredential, keyForLink } from './cast-ballot.ts'
import { closeRound, publishRound } from './close-round.ts'
import { drawRound } from './draw-round.ts'
import { drawSample, readFrame, sha256Hex, unitKeyOf } from './draw-sample.ts'
import { readSurveyResult } from './index.ts'
import { readOpenFile } from './open-ballots.ts'
import { openEnvelope, typeSlip } from './paper-slips.ts'
import { prepareRound } from './prepare-round.ts'
import { readResult } from './read-result.ts'
import { linkAtCounter, refuseToAnswer, writeLetters } from './rights.ts'
import { getRound } from './round-store.ts'
import { getBallotPage, redrawSample } from './survey-views.ts'
import { takeAlong } from './take-along.ts'

let stage: SurveyStage
let { province, context, chairman, wanted, opened, answers: answersOf } = {} as SurveyStage
let clerks: TestOfficer[]

before(async () => {
  stage = await openSurveyStage()
  ;({ province, context, chairman, wanted, opened, answers: answersOf } = stage)
  clerks = await Promise.all(['one', 'two', 'three'].map((name) => stage.newClerk(name)))
})
after(() => stage?.close())

const list = (sizes: Record<string, number>) =>
  Object.entries(sizes)
    .flatMap(([stratum, size]) => Array.from({ length: size }, (_, at) => `${stratum}${at};${stratum}`))
    .join('\n')

const refused = (code: string) => (error: unknown) => (error as { code?: string }).code === `surveys.${code}`

test('the sample is drawn again from the published seed by anybody with the published frame', async () => {
  const roundId = await prepareRound(context, chairman, wanted({ perStratum: 7, seed: null }))
  const [hidden] = await query<{ seedHash: string }>(
    context.db.read,
    'SELECT seed_hash AS "seedHash" FROM surveys_round WHERE id = $1',
    [roundId],
  )
  await drawRound(context, chairman, { roundId, list: list({ A: 30, B: 9, C: 2, D: 3 }) })
  const round = await getRound(context.db.read, roundId)
  assert.equal(sha256Hex(round.seed), hidden?.seedHash)
  const text = await readOpenFile(context.db.read, roundId, 'khung-mau.csv')
  assert.equal(sha256Hex(text), round.frameHash)
  const frame = readFrame(text)
  assert.ok(frame)
  const rights = await query<{ reference: string }>(
    context.db.read,
    'SELECT reference FROM surveys_right WHERE round_id = $1',
    [roundId],
  )
  const asked = rights.map(({ reference }) => unitKeyOf(round.frameKey ?? '', reference)).sort()
  assert.deepEqual(drawSample(frame.toReversed(), round), asked)
  // C and D are too small for themselves and stand together: 7 of 30, 7 of 9, 5 of 5.
  assert.equal(asked.length, 19)
  assert.equal((await redrawSample(context.db.read, roundId)).isSame, true)
  assert.notDeepEqual(drawSample(frame, { ...round, seed: 'another seed' }), asked)
  await assert.rejects(drawRound(context, chairman, { roundId, list: list({ A: 9 }) }), refused('drawn_already'))
})

test('a link brings one ballot, by blind credential or without script, and a forged one none', async () => {
  const roundId = await opened({ A: 12 })
  const [first, second, third] = await writeLetters(context, chairman, roundId)
  assert.ok(first && second && third)
  const raw = await answersOf(roundId, 5)
  await castByLink(context, { token: first.token, raw })
  await assert.rejects(castByLink(context, { token: first.token, raw }), refused('link_used'))
  const counter = await linkAtCounter(context, chairman, { roundId, reference: third.reference.toLowerCase() })
  await refuseToAnswer(context, counter)

  const key = blindKeyOf(JSON.parse(await keyForLink(context, second.token)) as { n: string; e: string })
  const made = await blind(key)
  const blinded = Buffer.from(made.blinded)
  const [one, again] = [
    await issueCredential(context, { token: second.token, blinded }),
    await issueCredential(context, { token: second.token, blinded }),
  ]
  assert.ok(one.equals(again))
  const other = Buffer.from((await blind(key)).blinded)
  await assert.rejects(issueCredential(context, { token: second.token, blinded: other }), refused('link_used'))
  await assert.rejects(issueCredential(context, { token: `l${'x'.repeat(24)}`, blinded }), refused('link_not_found'))
  const signature = Buffer.from(await finalize(key, made, one))
  assert.equal(await verify(key, made.message, signature), true)
  const ballot = { roundId, stratum: 'A', channel: 'letter', message: Buffer.from(made.message), signature, raw }
  assert.equal(await castByCredential(context, ballot), true)
  assert.equal(await castByCredential(context, ballot), false)
  const forged = Buffer.from(signature)
  forged.writeUInt8(forged.readUInt8(100) ^ 1, 100)
  await assert.rejects(castByCredential(context, { ...ballot, signature: forged }), refused('credential_forged'))
  await assert.rejects(
    castByCredential(context, { ...ballot, message: Buffer.alloc(64) }),
    refused('credential_forged'),
  )
  // Only two of its stratum: they wait, unreadable.
  await mixAll(context)
  const [boxed] = await query<{ count: number }>(
    context.db.read,
    'SELECT count(*) AS count FROM surveys_ballot WHERE round_id = $1',
    [roundId],
  )
  assert.equal(boxed?.count, 0)
})

test('a round closed while somebody types: refused with a word for it; answers that do not fit are told at their question', async () => {
  const roundId = await opened({ A: 12 })
  const [first] = await writeLetters(context, chairman, roundId)
  assert.ok(first)
  const raw = await answersOf(roundId, 4)
  await assert.rejects(
    castByLink(context, { token: first.token, raw: { ...raw, access_place: ['6'], wish: ['<script>'] } }),
    (error: unknown) => {
      const { faults } = error as { faults: { path: string; code: string }[] }
      assert.deepEqual(
        faults.map(({ path }) => path),
        ['q-access_place', 'q-wish'],
      )
      return true
    },
  )
  await closeRound(context, chairman, roundId)
  await assert.rejects(castByLink(context, { token: first.token, raw }), refused('round_closed'))
  assert.equal((await getBallotPage(context, first.token)).isOpen, false)
})

test('paper: two persons type alike, or a third decides; never more slips than envelopes', async () => {
  const roundId = await opened({ A: 12 })
  const letters = await writeLetters(context, chairman, roundId)
  const [one, two, three] = clerks as [TestOfficer, TestOfficer, TestOfficer]
  const [raw, other] = [await answersOf(roundId, 5), await answersOf(roundId, 5)]
  const slip = (number: string, answers: RawAnswers) => ({ roundId, number, stratum: 'A', raw: answers })
  await assert.rejects(typeSlip(context, one, slip('1', raw)), refused('no_envelope'))
  for (const { reference } of letters.slice(0, 2)) await openEnvelope(context, one, { roundId, reference })
  await assert.rejects(openEnvelope(context, one, { roundId, reference: 'A' }), refused('reference_unknown'))
  assert.deepEqual(await typeSlip(context, one, slip('1', raw)), { kind: 'first' })
  await assert.rejects(typeSlip(context, one, slip('1', raw)), refused('slip_own'))
  assert.deepEqual(await typeSlip(context, two, slip('1', raw)), { kind: 'boxed' })
  await assert.rejects(typeSlip(context, three, slip('1', raw)), refused('slip_done'))
  await typeSlip(context, one, slip('2', { ...raw, staff_skill: ['2'] }))
  assert.deepEqual(await typeSlip(context, two, slip('2', other)), { kind: 'differs', questions: ['staff_skill'] })
  assert.deepEqual(await typeSlip(context, three, slip('2', raw)), { kind: 'boxed' })
  await assert.rejects(typeSlip(context, one, slip('3', raw)), refused('no_envelope'))
})

test('who may do what: a citizen, another agency, a handler of the office, a manager who does not lead', async () => {
  const roundId = await opened({ A: 6 })
  const citizen = (await province.newCitizen()).actor
  const ward = await province.newOfficer('ward', [{ agencySlug: 'phuong-pho-hien', role: 'agency_leader' }])
  const reviewer = await province.newOfficer('reviewer', [{ agencySlug: 'so-noi-vu', role: 'reviewer' }])
  for (const actor of [citizen, ward, clerks[0] as TestOfficer]) {
    await assert.rejects(prepareRound(context, actor, wanted()), refused('round_not_found'))
    await assert.rejects(writeLetters(context, actor, roundId), refused('round_not_found'))
    await assert.rejects(closeRound(context, actor, roundId), refused('round_not_found'))
    await assert.rejects(publishRound(context, actor, roundId), refused('round_not_found'))
  }
  for (const actor of [citizen, ward]) {
    await assert.rejects(openEnvelope(context, actor, { roundId, reference: 'A0' }), refused('round_not_found'))
    await assert.rejects(takeAlong(context, actor, { roundId, stratum: 'A', blinded: [] }), refused('round_not_found'))
  }
  await closeRound(context, reviewer, roundId)
  await assert.rejects(publishRound(context, reviewer, roundId), refused('not_yours'))
  await publishRound(context, chairman, roundId)
})

test('from letters to publication: what is told is frozen, small groups stay untold, nothing joins people and ballots', async () => {
  const roundId = await opened({ A: 60, B: 20, C: 20 })
  const letters = await writeLetters(context, chairman, roundId)
  const by = (stratum: string) => letters.filter((letter) => letter.stratum === stratum)
  const cast = async (some: typeof letters, step: number) => {
    for (const { token } of some) await castByLink(context, { token, raw: await answersOf(roundId, step) })
  }
  await cast(by('A').slice(0, 20), 5)
  await mixAll(context)
  await cast(by('A').slice(20, 30), 1)
  await cast(by('B').slice(0, 10), 3)
  await mixAll(context)
  await cast(by('C').slice(0, 2), 4)
  await assert.rejects(readResult(context.db.read, await getRound(context.db.read, roundId)), refused('not_closed'))
  assert.deepEqual(await joins(roundId), [])
  await closeRound(context, chairman, roundId)
  assert.deepEqual(await joins(roundId), [])
  const result = await readResult(context.db.read, await getRound(context.db.read, roundId))
  assert.equal(result.ballots, 42)
  assert.equal(result.silent, 80 - 42)
  const weights = result.strata.top_two.map(({ weight = 0 }) => weight)
  assert.ok(Math.abs(weights.reduce((sum, one) => sum + one, 0) - 1) < 1e-5)
  // C had two ballots: it stands together with the next smallest.
  assert.deepEqual(result.strata.top_two.map(({ key }) => key).sort(), ['A', 'merged_at_close'])
  assert.ok(Math.abs((result.whole.top_two?.share ?? 0) - (0.6 * (20 / 30) + 0.4 * (2 / 12))) < 1e-6)
  const hash = await publishRound(context, chairman, roundId)
  const text = await readOpenFile(context.db.read, roundId, 'ket-qua.json')
  assert.equal(sha256Hex(text), hash)
  const ballots = (await readOpenFile(context.db.read, roundId, 'phieu.csv')).trim().split('\n')
  assert.equal(ballots.length, 43)
  const open = ballots.slice(1).map((line) => line.split(','))
  assert.ok(Math.abs(open.reduce((sum, line) => sum + Number(line[1]), 0) - 1) < 1e-6)
  const { parentId: _none, ...provinceAgency } = province.directory.province()
  const whole = await readSurveyResult(context.db.read, { roundId, unitId: provinceAgency.id })
  assert.equal(whole?.share, result.whole.top_two?.share)
  assert.equal(whole?.ballots, 42)
  assert.equal((await verifyLedger(context.db.read)).faults.length, 0)
})

/**
 * Looks for anything that a used right and a ballot have in common and others do not: any value of any column, the transaction that wrote
 * them, the order in which they lie.
 */
async function joins(roundId: string): Promise<string[]> {
  const rows = (table: string, where = '') =>
    query<{ xmin: string; row: Record<string, unknown>; stratum: string; at: number }>(
      context.db.read,
      `SELECT xmin::text, to_jsonb(t) AS row, stratum, row_number() OVER (ORDER BY ctid)::int AS at FROM ${table} t WHERE round_id = $1 ${where}`,
      [roundId],
    )
  const people = await rows('surveys_right', "AND standing = 'used'")
  const ballots = await rows('surveys_ballot')
  const waiting = await rows('surveys_waiting')
  const found: string[] = []
  const valuesOf = ({ row }: { row: Record<string, unknown> }, keys: readonly string[]) =>
    Object.entries(row)
      .filter(([key, value]) => !keys.includes(key) && value !== null)
      .map(([, value]) => JSON.stringify(value))
  const common = ['round_id', 'stratum']
  const ofPeople = new Set(people.flatMap((row) => valuesOf(row, [...common, 'standing'])))
  for (const row of [...ballots, ...waiting]) {
    for (const value of valuesOf(row, common)) if (ofPeople.has(value)) found.push(`value ${value}`)
  }
  // A group that one transaction wrote on both sides must be large: else it names whose ballots these are.
  for (const xmin of new Set(ballots.map((row) => row.xmin))) {
    const both = [ballots.filter((row) => row.xmin === xmin).length, people.filter((row) => row.xmin === xmin).length]
    if (Math.min(...both) > 0 && Math.max(...both) < 5) found.push(`transaction ${both.join('/')}`)
  }
  const tables = await query<{ name: string; columns: string[] }>(
    context.db.read,
    `SELECT table_name AS name, array_agg(column_name::text) AS columns FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name LIKE 'surveys\\_%' AND data_type LIKE '%time%' GROUP BY 1`,
  )
  const timeless = [
    'surveys_right',
    'surveys_link',
    'surveys_invitation',
    'surveys_waiting',
    'surveys_ballot',
    'surveys_spent',
    'surveys_channel',
    'surveys_slip',
  ]
  for (const { name, columns } of tables) if (timeless.includes(name)) found.push(`time in ${name}: ${columns.join()}`)
  return found
}
