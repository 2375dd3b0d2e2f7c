import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSurveyStage, type SurveyStage } from '../../../test/support/surveys.ts'
import { readStream, verifyLedger } from '../../platform/ledger/index.ts'
import { anonymous } from '../organisation/index.ts'
import { readAnswers } from './answers.ts'
import { castByLink, refuseOfficer } from './cast-ballot.ts'
import { closeRound, publishRound } from './close-round.ts'
import { readSurveyHeads } from './context.ts'
import { unitKeyOf } from './draw-sample.ts'
import { drawRound, getRound } from './index.ts'
import { readOpenFile } from './open-ballots.ts'
import { openEnvelope, typeSlip } from './paper-slips.ts'
import { handlingMandate } from './policy.ts'
import { readSurveyResult } from './read-result.ts'
import { linkAtCounter, writeLetters } from './rights.ts'
import { getPublicRound, redrawForPage } from './survey-views.ts'

let stage: SurveyStage
before(async () => {
  stage = await openSurveyStage()
})
after(() => stage?.close())

const refused = (code: string) => (error: unknown) => (error as { code?: string }).code === `surveys.${code}`

test('while ballots are taken nobody finds who was drawn by trying codes; at the end whoever knows a code does', async () => {
  const { context, chairman } = stage
  const roundId = await stage.opened({ A: 20 }, { perStratum: 8 })
  const { frameKey } = await getRound(context.db.read, roundId)
  assert.match(frameKey ?? '', /^[0-9a-f]{64}$/)
  const frame = await readOpenFile(context.db.read, roundId, 'khung-mau.csv')
  assert.ok(frame.includes(unitKeyOf(frameKey ?? '', 'A3')))
  const told = JSON.stringify([
    await getPublicRound(context, roundId),
    await redrawForPage(context.db.read, roundId),
    frame,
  ])
  assert.ok(!told.includes(frameKey ?? '?'))
  assert.ok(!JSON.stringify(await readStream(context.db.read, roundId)).includes(frameKey ?? '?'))
  await closeRound(context, chairman, roundId)
  assert.equal((await getPublicRound(context, roundId)).frameKey, frameKey)
})

test('a counter handles those of its own dossiers; every link and envelope leaves its handler in the ledger, and no reference', async () => {
  const { context, chairman } = stage
  const roundId = await stage.opened({ A: 12 })
  const clerk = await stage.newClerk('handles')
  const receptionist = stage.province.officerIn('phuong-pho-hien', 'receptionist')
  const [agencyId = ''] = receptionist.mandates.filter(({ role }) => role === 'receptionist').map((one) => one.agencyId)
  const places = { provinceId: 'p' as never, reformOfficeId: 'r' as never }
  assert.ok(handlingMandate(receptionist, places, [agencyId]))
  assert.equal(handlingMandate(receptionist, places, ['another', null]), null)
  assert.equal(handlingMandate(anonymous, places, [agencyId]), null)
  // The list of businesses is no counter's.
  const asked = { roundId, reference: 'A1' }
  await assert.rejects(linkAtCounter(context, receptionist, asked), refused('reference_unknown'))
  await assert.rejects(openEnvelope(context, receptionist, asked), refused('reference_unknown'))
  await linkAtCounter(context, clerk, asked)
  await openEnvelope(context, clerk, { roundId, reference: 'A2' })
  const events = await readStream(context.db.read, roundId)
  const handled = events.filter(({ type }) => type === 'SurveyCounterLinkMade' || type === 'SurveyEnvelopeOpened')
  assert.deepEqual(
    handled.map(({ type, actorId, payload }) => [type, actorId, payload]),
    [
      ['SurveyCounterLinkMade', clerk.userId, { stratum: 'A' }],
      ['SurveyEnvelopeOpened', clerk.userId, { stratum: 'A' }],
    ],
  )
  await Promise.all([1, 2, 3].map(() => writeLetters(context, chairman, roundId)))
  const { read } = context.db
  assert.deepEqual((await verifyLedger(read, { heads: readSurveyHeads(read) })).faults, [])
})

test('an officer’s session takes no ballot', () => {
  assert.throws(() => refuseOfficer(stage.chairman), refused('officer_session'))
  refuseOfficer(anonymous)
})

test('a round with fewer than five ballots tells none of them', async () => {
  const { context, chairman } = stage
  const roundId = await stage.opened({ A: 12 })
  const [letter] = await writeLetters(context, chairman, roundId)
  await castByLink(context, { token: letter?.token ?? '', raw: await stage.answers(roundId, 2) })
  await closeRound(context, chairman, roundId)
  await publishRound(context, chairman, roundId)
  const text = await readOpenFile(context.db.read, roundId, 'phieu.csv')
  assert.deepEqual(text.trim().split('\n').length, 1)
})

test('a slip whose stratum the first typist mistook is decided by the third; two at once do not fall over each other', async () => {
  const { context, chairman } = stage
  const roundId = await stage.opened({ A: 12, B: 12 })
  const letters = await writeLetters(context, chairman, roundId)
  const [one, two, three] = [await stage.newClerk('t1'), await stage.newClerk('t2'), await stage.newClerk('t3')]
  for (const { reference } of letters.filter(({ stratum }) => stratum === 'A').slice(0, 2)) {
    await openEnvelope(context, one, { roundId, reference })
  }
  await openEnvelope(context, one, {
    roundId,
    reference: letters.find(({ stratum }) => stratum === 'B')?.reference ?? '',
  })
  const raw = await stage.answers(roundId, 4)
  const slip = (stratum: string) => ({ roundId, number: '7', stratum, raw })
  assert.deepEqual(await typeSlip(context, one, slip('B')), { kind: 'first' })
  assert.deepEqual(await typeSlip(context, two, slip('A')), { kind: 'differs', questions: ['stratum'] })
  assert.deepEqual(await typeSlip(context, three, slip('A')), { kind: 'boxed' })
  const both = await Promise.allSettled([
    typeSlip(context, one, { ...slip('A'), number: '8' }),
    typeSlip(context, two, { ...slip('B'), number: '8' }),
  ])
  assert.deepEqual(
    both.map(({ status }) => status),
    ['fulfilled', 'fulfilled'],
  )
})

test('a list holds no formulas and no names of ours; a group that is an agency is that agency', async () => {
  const { context, chairman } = stage
  for (const line of ['A1;=cmd|calc', 'A1;merged_at_close', 'A1;Merged', '@a;B', '-1;B']) {
    const roundId = await stage.prepared()
    await assert.rejects(drawRound(context, chairman, { roundId, list: line }), refused('list_wrong'))
  }
  const roundId = await stage.prepared({ perStratum: 10 })
  const list = Array.from({ length: 12 }, (_, at) => `DN${at};Sở Xây dựng`).join('\n')
  await drawRound(context, chairman, { roundId, list })
  const raw = await stage.answers(roundId, 5)
  for (const { token } of await writeLetters(context, chairman, roundId)) await castByLink(context, { token, raw })
  await closeRound(context, chairman, roundId)
  await publishRound(context, chairman, roundId)
  const unitId = stage.province.directory.bySlug('so-xay-dung')?.id ?? assert.fail()
  assert.equal((await readSurveyResult(context.db.read, { roundId, unitId }))?.share, 1)
})

test('people on a list, as patients are, are asked and told apart from businesses', async () => {
  const { context, chairman } = stage
  const roundId = await stage.prepared({ population: 'people', strataBy: 'agency', perStratum: 6 })
  const list = Array.from({ length: 8 }, (_, at) => `BN${at};Bệnh viện đa khoa`).join('\n')
  await drawRound(context, chairman, { roundId, list })
  const round = await getRound(context.db.read, roundId)
  assert.deepEqual([round.population, round.strataBy], ['people', 'list'])
  await assert.rejects(stage.prepared({ population: 'patients' }), refused('field_missing'))
})

test('numbers are read as people in Viet Nam write them, and nothing else is a number', async () => {
  const question = { key: 'n', kind: 'number' as const, required: false, name: { vi: 'Số', en: 'Number' } }
  const name = { vi: 'a', en: 'a' }
  const sections = [{ key: 's', name, questions: [question] }]
  const read = (text: string) => readAnswers({ sections } as never, { n: [text] })
  for (const [text, value] of [
    ['1.250', 1250],
    ['1.250,5', 1250.5],
    ['1250.5', 1250.5],
    ['-3', -3],
    ['0', 0],
  ] as const) {
    assert.equal(read(text).answers.others.n, value, text)
  }
  for (const text of ['0x10', '1e3', '1,2,3', 'NaN', '--1', '９']) assert.equal(read(text).faults.length, 1, text)
})
