import { query, type Reader, type Transaction } from '../../platform/db.ts'
import { type AgencyId, newId, type UserId } from '../../platform/ids.ts'
import type { CaseworkContext, DossierState } from '../casework/index.ts'
import { listOfficersIn } from '../organisation/index.ts'
import { getPersonKey, insertSealedValues, sealPersonText } from '../vault/index.ts'
import { answerDueAt, answeringAgency } from './low-rating.ts'
import { askedPerson, occasionsOf } from './occasion.ts'
import { headRoles } from './policy.ts'
import { DEFAULT_PLAN, isLow, type RatingEvent, type RatingReason, type RatingWay } from './rating.ts'

/** A rating of the past, for who plays a year of the province. Instants are epoch milliseconds. */
export interface PastRating {
  state: DossierState
  event: RatingEvent
  givenAt: number
  score: number
  way: RatingWay
  reasons: readonly RatingReason[]
  text: string | null
  /** Of the head, to a low one. */
  answer: { text: string; at: number } | null
}

/** Writes ratings of the past as if they had been given then; what did not happen is left out. Gives how many were written. */
export async function recordPastRatings(
  tx: Transaction,
  context: CaseworkContext,
  ratings: readonly PastRating[],
): Promise<number> {
  const rows = ratings.flatMap((rating) => {
    const occasion = occasionsOf(rating.state).find(({ event }) => event === rating.event)
    return occasion === undefined ? [] : [{ ...rating, id: newId(), agencyId: occasion.agencyId }]
  })
  await insertRatings(tx, rows)
  const textIds: (string | null)[] = []
  for (const { state, text, givenAt } of rows) textIds.push(await sealFor(tx, context, { state, text, at: givenAt }))
  await query(
    tx,
    `INSERT INTO feedback_rating_version (rating_id, version, score, reasons, text_value_id, said_at, way)
     SELECT id, 1, score, string_to_array(reasons, ' '), text_id, said_at, way
     FROM unnest($1::uuid[], $2::int2[], $3::text[], $4::uuid[], $5::timestamptz[], $6::text[])
       AS r (id, score, reasons, text_id, said_at, way)`,
    [
      rows.map(({ id }) => id),
      rows.map(({ score }) => score),
      rows.map(({ reasons }) => reasons.join(' ')),
      textIds,
      rows.map(({ givenAt }) => new Date(givenAt)),
      rows.map(({ way }) => way),
    ],
  )
  for (const row of rows.filter(({ score }) => isLow(score, DEFAULT_PLAN.steps))) await insertLow(tx, context, row)
  return rows.length
}

interface Row extends PastRating {
  id: string
  agencyId: AgencyId
}

async function insertRatings(tx: Transaction, rows: readonly Row[]): Promise<void> {
  await query(
    tx,
    `INSERT INTO feedback_rating (id, dossier_id, event, agency_id, procedure_code, person_id, steps, given_at)
     SELECT id, dossier_id, event, agency_id, procedure_code, person_id, $7, given_at
     FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::uuid[], $8::timestamptz[])
       AS r (id, dossier_id, event, agency_id, procedure_code, person_id, given_at)`,
    [
      rows.map(({ id }) => id),
      rows.map(({ state }) => state.id),
      rows.map(({ event }) => event),
      rows.map(({ agencyId }) => agencyId),
      rows.map(({ state }) => state.procedureCode),
      rows.map(({ state }) => askedPerson(state)),
      DEFAULT_PLAN.steps,
      rows.map(({ givenAt }) => new Date(givenAt)),
    ],
  )
}

async function insertLow(tx: Transaction, context: CaseworkContext, row: Row): Promise<void> {
  const directory = await context.directory()
  const agencyId = await answeringAgency(tx, directory, row.agencyId)
  const [head] = await listOfficersIn(tx as Reader, agencyId, headRoles)
  const answer = head === undefined ? null : row.answer
  const answeredBy: UserId | null = answer === null ? null : (head?.userId ?? null)
  const dueAt = answerDueAt(directory.calendarOf(agencyId), row.givenAt, DEFAULT_PLAN.answerDays)
  await query(
    tx,
    `INSERT INTO feedback_low_rating (rating_id, agency_id, opened_at, due_at, answered_at, answered_by, answer_value_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      row.id,
      agencyId,
      new Date(row.givenAt),
      new Date(dueAt),
      answer === null ? null : new Date(answer.at),
      answeredBy,
      answer === null ? null : await sealFor(tx, context, { state: row.state, text: answer.text, at: answer.at }),
    ],
  )
}

async function sealFor(
  tx: Transaction,
  { keys }: CaseworkContext,
  { state, text, at }: { state: DossierState; text: string | null; at: number },
): Promise<string | null> {
  if (text === null) return null
  const sealed = sealPersonText(await getPersonKey(tx, keys, askedPerson(state)), text, at)
  await insertSealedValues(tx, [sealed.row])
  return sealed.row.id
}
