import { query } from '../../platform/db.ts'
import { canonicalJson, type JsonObject } from '../../platform/ledger/index.ts'
import type { Actor, OfficerActor } from '../organisation/index.ts'
import { type Answers, questionsOf, type RawAnswers, readAnswers, scalesOf } from './answers.ts'
import { putInBox } from './ballot-box.ts'
import { assertHandles, type SurveysContext, tell } from './context.ts'
import { refusals } from './errors.ts'
import type { Questionnaire } from './questionnaire.ts'
import { rightOfReference } from './rights.ts'
import { lockRound, type Round, takesBallots } from './round-store.ts'

/**
 * An envelope came back: the reference on it is ticked off, and the slip goes, unmarked, to the others of its stratum. From here on nothing
 * says whose slip is whose; there may be as many slips as envelopes.
 */
export async function openEnvelope(
  context: SurveysContext,
  actor: Actor,
  { roundId, reference }: { roundId: string; reference: string },
): Promise<void> {
  await assertHandles(context.db.read, actor)
  await context.db.write(async (tx) => {
    const round = await lockRound(tx, roundId, 'share')
    if (!takesBallots(round)) throw refusals.not_open()
    const right = await rightOfReference(tx, round, { actor, reference })
    const payload = { stratum: right.stratum }
    await tell(tx, roundId, { actor, mandate: right.mandate, type: 'SurveyEnvelopeOpened', payload })
    await query(tx, `UPDATE surveys_right SET standing = 'used' WHERE id = $1`, [right.id])
    await query(tx, 'UPDATE surveys_stratum SET envelopes = envelopes + 1 WHERE round_id = $1 AND stratum = $2', [
      roundId,
      right.stratum,
    ])
  })
}

/** A slip as somebody types it. */
export interface TypedSlip {
  roundId: string
  /** The number that the clerks wrote on it when the envelope was opened. */
  number: string
  stratum: string
  raw: RawAnswers
}

/** What became of it: typed once; in the box, both readings being alike or the third having decided; or the questions read differently. */
export type SlipOutcome = { kind: 'first' } | { kind: 'boxed' } | { kind: 'differs'; questions: string[] }

interface SlipRow {
  reading: 1 | 2
  stratum: string
  answers: Answers
  typedBy: string
}

/**
 * Types a slip. Two persons type each without seeing the other's reading; where both are alike the ballot goes into the box, where not a third
 * person reads again and theirs holds if it is like one of the two, answer by answer. Refuses `surveys.slip_own`, `slip_done`, `no_envelope`.
 */
export async function typeSlip(context: SurveysContext, actor: OfficerActor, typed: TypedSlip): Promise<SlipOutcome> {
  await assertHandles(context.db.read, actor)
  const number = typed.number.trim()
  if (!/^[0-9A-Za-z-]{1,20}$/.test(number)) {
    throw refusals.slip_number({}, [{ path: 'number', code: 'surveys.slip_number' }])
  }
  return context.db.write(async (tx) => {
    const round = await lockRound(tx, typed.roundId, 'share')
    if (!takesBallots(round)) throw refusals.round_closed()
    // Two who type one slip at once come one after the other, whatever stratum they say.
    await query(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`surveys/slip/${round.id}/${number}`])
    const [place] = await query<{ envelopes: number; slips: number }>(
      tx,
      'SELECT envelopes, slips FROM surveys_stratum WHERE round_id = $1 AND stratum = $2 FOR UPDATE',
      [round.id, typed.stratum],
    )
    if (place === undefined) throw refusals.stratum_unknown({}, [{ path: 'stratum', code: 'surveys.stratum_unknown' }])
    const [done] = await query(tx, 'SELECT 1 FROM surveys_slip_done WHERE round_id = $1 AND number = $2', [
      round.id,
      number,
    ])
    if (done !== undefined) throw refusals.slip_done()
    const { answers, faults } = readAnswers(round.questionnaire, typed.raw)
    if (faults.length > 0) throw refusals.answer_missing({}, faults)
    const rows = await query<SlipRow>(
      tx,
      `SELECT reading, stratum, answers, typed_by AS "typedBy" FROM surveys_slip WHERE round_id = $1 AND number = $2 ORDER BY reading`,
      [round.id, number],
    )
    if (rows.some((row) => row.typedBy === actor.officerId))
      throw rows.length > 1 ? refusals.slip_third() : refusals.slip_own()
    if (rows.length === 0 && place.slips >= place.envelopes) throw refusals.no_envelope()
    const mine = { stratum: typed.stratum, answers }
    const agreed = agreement(round.questionnaire, rows, mine)
    if (agreed === null) {
      if (rows.length < 2) {
        const reading = rows.length + 1
        await query(
          tx,
          'INSERT INTO surveys_slip (round_id, number, stratum, reading, answers, typed_by) VALUES ($1, $2, $3, $4, $5, $6)',
          [round.id, number, typed.stratum, reading, JSON.stringify(answers), actor.officerId],
        )
      }
      const [first] = rows
      return first === undefined
        ? { kind: 'first' }
        : { kind: 'differs', questions: differences(round.questionnaire, first, mine) }
    }
    if (place.slips >= place.envelopes) throw refusals.no_envelope()
    await query(tx, 'DELETE FROM surveys_slip WHERE round_id = $1 AND number = $2', [round.id, number])
    await query(tx, 'INSERT INTO surveys_slip_done (round_id, number) VALUES ($1, $2)', [round.id, number])
    await query(tx, 'UPDATE surveys_stratum SET slips = slips + 1 WHERE round_id = $1 AND stratum = $2', [
      round.id,
      typed.stratum,
    ])
    await putInBox(tx, context.keys, round, { stratum: typed.stratum, channel: 'paper', answers: agreed })
    return { kind: 'boxed' }
  })
}

/** The answers that two persons agree on; null while there is none. The third decides each question where the first two differ. */
function agreement(questionnaire: Questionnaire, rows: readonly SlipRow[], mine: Reading): Answers | null {
  const [first, second] = rows
  if (first === undefined) return null
  if (differences(questionnaire, first, mine).length === 0) return mine.answers
  if (second === undefined) return null
  const doubtful = differences(questionnaire, mine, first).filter((key) =>
    differences(questionnaire, mine, second).includes(key),
  )
  return doubtful.length === 0 ? mine.answers : null
}

/** A slip as somebody read it. */
type Reading = Pick<SlipRow, 'stratum' | 'answers'>

/** The questions that two readings answer differently; the stratum is one of them. */
function differences(questionnaire: Questionnaire, one: Reading, other: Reading): string[] {
  const scales = scalesOf(questionnaire).map(({ key }) => key)
  const said = (answers: Answers, key: string) =>
    scales.includes(key)
      ? answers.marks[scales.indexOf(key)]
      : canonicalJson({ said: answers.others[key] ?? null } as JsonObject)
  const questions = questionsOf(questionnaire)
    .map(({ key }) => key)
    .filter((key) => said(one.answers, key) !== said(other.answers, key))
  return one.stratum === other.stratum ? questions : ['stratum', ...questions]
}

/** Slips that wait for a second reading, or for a third. */
export interface WaitingSlip {
  number: string
  stratum: string
  readings: number
  isOwn: boolean
}

export async function listSlips(context: SurveysContext, actor: OfficerActor, round: Round): Promise<WaitingSlip[]> {
  return query<WaitingSlip>(
    context.db.read,
    `SELECT number, min(stratum) AS stratum, count(*)::int AS readings, bool_or(typed_by = $2) AS "isOwn"
     FROM surveys_slip WHERE round_id = $1 GROUP BY number ORDER BY number LIMIT 200`,
    [round.id, actor.officerId],
  )
}
