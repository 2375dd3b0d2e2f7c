import { localDate } from '../../platform/civil-date.ts'
import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import type { CaseworkContext } from '../casework/index.ts'
import { workDueOf } from '../casework/views/index.ts'
import { findProcedureNames } from '../catalogue/index.ts'
import { type Actor, agencyTree } from '../organisation/index.ts'
import { readTexts } from '../vault/index.ts'
import { answersFor, answersLateFor } from './policy.ts'
import type { RatingEvent, RatingReason, RatingSteps } from './rating.ts'
import type { LowRating } from './view-types.ts'

const MOST_LOW = 100

interface LowRow {
  ratingId: string
  agencyId: AgencyId
  ratedId: AgencyId
  event: RatingEvent
  procedureCode: string
  givenAt: Date
  openedAt: Date
  dueAt: Date | null
  now: Date
  steps: RatingSteps
  score: number
  reasons: RatingReason[]
  textId: string | null
}

/** Those of the agencies one heads, and those of agencies below that are late: these come to whoever stands above. */
const WAITING = `l.answered_at IS NULL AND l.withdrawn_at IS NULL
  AND (l.agency_id = ANY ($1::uuid[]) OR (l.agency_id = ANY ($2::uuid[]) AND l.due_at < platform_now()))`

async function scopeOf({ db }: CaseworkContext, actor: Actor): Promise<[AgencyId[], AgencyId[]]> {
  return [answersFor(actor), answersLateFor(await agencyTree(db.read), actor)]
}

/** Low ratings that wait for an answer of this head, the most urgent first. Nothing in them says who rated, or which dossier it was. */
export async function listLowRatings(context: CaseworkContext, actor: Actor): Promise<LowRating[]> {
  const { db, keys } = context
  const [own, below] = await scopeOf(context, actor)
  const rows = await query<LowRow>(
    db.read,
    `SELECT l.rating_id AS "ratingId", l.agency_id AS "agencyId", r.agency_id AS "ratedId", r.event,
       r.procedure_code AS "procedureCode", r.given_at AS "givenAt", l.opened_at AS "openedAt", l.due_at AS "dueAt",
       platform_now() AS now, r.steps, v.score, v.reasons, v.text_value_id AS "textId"
     FROM feedback_low_rating l JOIN feedback_rating r ON r.id = l.rating_id
     CROSS JOIN LATERAL (
       SELECT * FROM feedback_rating_version WHERE rating_id = r.id ORDER BY version DESC LIMIT 1) v
     WHERE ${WAITING} ORDER BY l.due_at NULLS FIRST, l.rating_id LIMIT ${MOST_LOW}`,
    [own, below],
  )
  const directory = await context.directory()
  const names = await findProcedureNames(
    db.read,
    rows.map((row) => row.procedureCode),
  )
  const texts = await readTexts(
    db.read,
    keys,
    rows.flatMap((row) => row.textId ?? []),
  )
  return rows.map(({ procedureCode, givenAt, openedAt, dueAt, now, textId, ratedId, ...row }) => ({
    ...row,
    agencyName: directory.get(ratedId)?.name ?? '',
    answerName: directory.get(row.agencyId)?.name ?? '',
    isFromBelow: !own.includes(row.agencyId),
    procedureName: names.get(procedureCode) ?? null,
    givenOn: localDate(givenAt.getTime()),
    due:
      dueAt === null
        ? null
        : workDueOf(
            directory.calendarOf(row.agencyId),
            { dueAt: dueAt.getTime(), enteredAt: openedAt.getTime(), waiting: false },
            now.getTime(),
          ),
    text: textId === null ? null : (texts.get(textId) ?? null),
  }))
}

/** How many low ratings wait for this head. */
export async function countLowRatings(context: CaseworkContext, actor: Actor): Promise<number> {
  const [own, below] = await scopeOf(context, actor)
  if (own.length + below.length === 0) return 0
  const [row] = await query<{ count: number }>(
    context.db.read,
    `SELECT count(*)::int AS count FROM feedback_low_rating l WHERE ${WAITING}`,
    [own, below],
  )
  return row?.count ?? 0
}

/** A low rating whose time for an answer is over, for whoever tells the head and the leaders above. */
export interface LateRating {
  ratingId: string
  agencyId: AgencyId
  dueAt: Date
}

/** Unanswered ones that fell due within these last days, the oldest first. */
export async function listLateRatings(reader: Reader, days: number): Promise<LateRating[]> {
  return query<LateRating>(
    reader,
    `SELECT rating_id AS "ratingId", agency_id AS "agencyId", due_at AS "dueAt" FROM feedback_low_rating
     WHERE answered_at IS NULL AND withdrawn_at IS NULL AND due_at < platform_now()
       AND due_at > platform_now() - make_interval(days => $1) ORDER BY due_at, rating_id LIMIT 500`,
    [days],
  )
}
