import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId, DossierId } from '../../platform/ids.ts'
import { type CaseworkContext, currentState } from '../casework/index.ts'
import { findProcedureNames, getProcedureVersion } from '../catalogue/index.ts'
import type { CitizenActor } from '../organisation/index.ts'
import { readTexts } from '../vault/index.ts'
import { refusals } from './errors.ts'
import { findInvitation, type Invitation, OWN_SINCE } from './invitation.ts'
import {
  isOwnWay,
  maySeeGiven,
  openUntil,
  type RatingEvent,
  type RatingReason,
  type RatingSteps,
  type RatingWay,
} from './rating.ts'
import type { OwnRating, RatingPage, RatingSums } from './view-types.ts'

interface GivenRow {
  score: number
  reasons: RatingReason[]
  textId: string | null
  givenAt: Date
  answeredAt: Date | null
  answerId: string | null
}

interface SaidRow extends GivenRow {
  steps: RatingSteps
  way: RatingWay
  ownSince: Date | null
}

/** What stands behind a rating's link or the code of a slip. Refuses `feedback.link_not_found`. */
export async function getRatingPage(context: CaseworkContext, token: string): Promise<RatingPage> {
  const { db, keys } = context
  const asked = await findInvitation(context, token)
  if (asked === undefined) throw refusals.link_not_found()
  const { state } = await currentState(context, asked.dossierId)
  const [{ document }, directory] = [
    await getProcedureVersion(db.read, state.procedureVersionId),
    await context.directory(),
  ]
  const found = await findSaid(db.read, asked)
  const said =
    found === undefined ? null : { givenAt: found.givenAt.getTime(), ownSince: found.ownSince?.getTime() ?? null }
  // What was given is for whoever gave it, not for an officer with the same paper, or the same dossier on a tablet.
  const row = said !== null && maySeeGiven(asked, said) ? found : undefined
  const until = openUntil(asked, said)
  const texts = await readTexts(
    db.read,
    keys,
    [row?.textId, row?.answerId].filter((id) => id != null),
  )
  return {
    event: asked.event,
    agencyName: directory.get(asked.agencyId)?.name ?? '',
    procedureName: document.name,
    steps: found?.steps ?? asked.steps,
    given:
      row === undefined
        ? null
        : {
            score: row.score,
            reasons: row.reasons,
            text: row.textId === null ? null : (texts.get(row.textId) ?? null),
            at: row.givenAt.getTime(),
            byPaper: isOwnWay(asked.way) && !isOwnWay(row.way),
          },
    openUntil: until ?? asked.endsAt,
    isOpen: until !== null && asked.now <= until,
    isShown: maySeeGiven(asked, { givenAt: 0, ownSince: said?.ownSince ?? null }),
    answer:
      row?.answeredAt == null ? null : { text: texts.get(row.answerId ?? '') ?? null, at: row.answeredAt.getTime() },
  }
}

async function findSaid(reader: Reader, { dossierId, event }: Invitation): Promise<SaidRow | undefined> {
  const [found] = await query<SaidRow>(
    reader,
    `SELECT r.steps, v.score, v.reasons, v.text_value_id AS "textId", r.given_at AS "givenAt", l.answered_at AS "answeredAt",
       l.answer_value_id AS "answerId",
       v.way, ${OWN_SINCE} AS "ownSince"
     FROM feedback_rating r
     JOIN feedback_rating_version v ON v.rating_id = r.id
     LEFT JOIN feedback_low_rating l ON l.rating_id = r.id
     WHERE r.dossier_id = $1 AND r.event = $2 ORDER BY v.version DESC LIMIT 1`,
    [dossierId, event],
  )
  return found
}

const MOST_OWN = 50

/** What a citizen rated, newest first, with the heads' answers. */
export async function listOwnRatings(context: CaseworkContext, { personId }: CitizenActor): Promise<OwnRating[]> {
  const { db, keys } = context
  const rows = await query<GivenRow & OwnRow>(
    db.read,
    `SELECT r.id AS "ratingId", r.dossier_id AS "dossierId", r.agency_id AS "agencyId", r.procedure_code AS "procedureCode",
       r.event, r.steps, v.score, v.reasons, v.text_value_id AS "textId", r.given_at AS "givenAt", l.answered_at AS "answeredAt",
       l.answer_value_id AS "answerId"
     FROM feedback_rating r
     CROSS JOIN LATERAL (
       SELECT * FROM feedback_rating_version WHERE rating_id = r.id ORDER BY version DESC LIMIT 1) v
     LEFT JOIN feedback_low_rating l ON l.rating_id = r.id
     WHERE r.person_id = $1 ORDER BY r.given_at DESC, r.id DESC LIMIT ${MOST_OWN}`,
    [personId],
  )
  const directory = await context.directory()
  const names = await findProcedureNames(
    db.read,
    rows.map((row) => row.procedureCode),
  )
  const texts = await readTexts(
    db.read,
    keys,
    rows.flatMap((row) => [row.textId, row.answerId].filter((id) => id !== null)),
  )
  const textOf = (id: string | null) => (id === null ? null : (texts.get(id) ?? null))
  return rows.map(({ agencyId, procedureCode, textId, answerId, answeredAt, givenAt, ...row }) => ({
    ...row,
    agencyName: directory.get(agencyId)?.name ?? '',
    procedureName: names.get(procedureCode) ?? null,
    givenAt: givenAt.getTime(),
    text: textOf(textId),
    answer: answeredAt === null ? null : { text: textOf(answerId), at: answeredAt.getTime() },
  }))
}

interface OwnRow {
  ratingId: string
  event: RatingEvent
  dossierId: DossierId
  agencyId: AgencyId
  procedureCode: string
  steps: RatingSteps
}

/** The instant at which the last day of a span, `$3`, has ended. */
const END_OF_TO = "($3::date + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'"

/** Whose ratings are counted: those of agencies that decided, or of the dossiers that agencies took in. */
export type RatedAt = { decidedBy: readonly AgencyId[] } | { takenInBy: readonly AgencyId[] }

/** How many ratings were given on the days of a period, by what was said last. Names nobody and no dossier. */
export async function countRatings(
  reader: Reader,
  whose: RatedAt,
  { from, to }: { from: string; to: string },
): Promise<RatingSums> {
  const [agencyIds, condition] =
    'decidedBy' in whose
      ? [whose.decidedBy, 'r.agency_id = ANY ($1::uuid[])']
      : [
          whose.takenInBy,
          'r.dossier_id IN (SELECT id FROM casework_dossier WHERE intake_agency_id = ANY ($1::uuid[]) AND id = r.dossier_id)',
        ]
  const [row] = await query<RatingSums>(
    reader,
    `SELECT count(*)::int AS ratings,
       (count(*) FILTER (WHERE v.score <= CASE r.steps WHEN 3 THEN 1 ELSE 2 END))::int AS low,
       count(DISTINCT r.dossier_id) FILTER (WHERE v.score <= CASE r.steps WHEN 3 THEN 1 ELSE 2 END)::int AS "dislikedDossiers",
       (count(*) FILTER (WHERE v.score >= CASE r.steps WHEN 3 THEN 3 ELSE 4 END))::int AS satisfied,
       EXISTS (SELECT FROM feedback_rating WHERE given_at < ${END_OF_TO}) AS "hasBegun"
     FROM feedback_rating r
     CROSS JOIN LATERAL (
       SELECT score FROM feedback_rating_version WHERE rating_id = r.id ORDER BY version DESC LIMIT 1) v
     WHERE ${condition} AND r.given_at >= $2::date::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AND r.given_at < ${END_OF_TO}`,
    [agencyIds, from, to],
  )
  return row ?? { ratings: 0, low: 0, dislikedDossiers: 0, satisfied: 0, hasBegun: false }
}
