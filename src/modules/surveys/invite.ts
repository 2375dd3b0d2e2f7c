import { query, type Transaction } from '../../platform/db.ts'
import type { AgencyId, PersonId } from '../../platform/ids.ts'
import type { Actor } from '../organisation/index.ts'
import { managerOf, type SurveysContext, surveyPlaces, tell } from './context.ts'
import { refusals } from './errors.ts'
import type { InvitedPerson, InvitingContext } from './ports.ts'
import { addLink } from './rights.ts'
import { getRound, lockRound, takesBallots } from './round-store.ts'
import type { InvitationCounts } from './view-types.ts'

/**
 * Invites by message everybody of the sample who has not answered and has a dossier here; each once, however often it is asked for. Refuses
 * `surveys.nobody_to_invite` where nobody is left.
 */
export function invite(context: SurveysContext, actor: Actor, roundId: string): Promise<void> {
  return queue(context, actor, { roundId, turn: 1 })
}

/** Reminds once those who were told and have neither answered nor refused. Refuses `surveys.reminded_already`, `nobody_to_invite`. */
export function remind(context: SurveysContext, actor: Actor, roundId: string): Promise<void> {
  return queue(context, actor, { roundId, turn: 2 })
}

async function queue(
  context: SurveysContext,
  actor: Actor,
  { roundId, turn }: { roundId: string; turn: 1 | 2 },
): Promise<void> {
  const mandate = await managerOf(context.db.read, actor)
  await context.db.write(async (tx) => {
    const round = await lockRound(tx, roundId, 'update')
    if (!takesBallots(round)) throw refusals.not_open()
    if (turn === 2) {
      const [reminded] = await query(
        tx,
        `SELECT FROM surveys_invitation i JOIN surveys_right g ON g.id = i.right_id
         WHERE g.round_id = $1 AND i.turn = 2 LIMIT 1`,
        [roundId],
      )
      if (reminded !== undefined) throw refusals.reminded_already()
    }
    const rows = await query(
      tx,
      `INSERT INTO surveys_invitation (right_id, turn)
       SELECT id, $2::smallint FROM surveys_right g WHERE round_id = $1 AND standing = 'open' AND dossier_id IS NOT NULL
         AND ($2::smallint = 1 OR EXISTS (SELECT FROM surveys_invitation i WHERE i.right_id = g.id AND i.turn = 1 AND i.state = 'told'))
       ON CONFLICT DO NOTHING RETURNING 1`,
      [roundId, turn],
    )
    if (rows.length === 0) throw refusals.nobody_to_invite()
    const type = turn === 1 ? 'SurveyInvited' : 'SurveyReminded'
    await tell(tx, roundId, { actor, mandate, type, payload: { people: rows.length } })
  })
}

const AT_ONCE = 25

interface QueuedRow extends Omit<InvitedPerson, 'link' | 'agencyId' | 'personId'> {
  personId: PersonId | null
  isWanted: boolean
}

/**
 * Tells those who wait to be told, some at a time, each in the transaction that marks them: once, whatever crashes. Whoever has answered or
 * refused meanwhile, and everybody of a round that is closed, is left alone.
 */
export async function sendInvitations(context: InvitingContext): Promise<void> {
  const { provinceId, reformOfficeId } = await surveyPlaces(context.db.read)
  const agencyId = reformOfficeId ?? provinceId
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const handled = await context.db.write(async (tx) => {
      const rows = await query<QueuedRow>(tx, QUEUED, [after, AT_ONCE])
      for (const row of rows) await sendOne(context, tx, { ...row, agencyId })
      return rows
    })
    after = handled.at(-1)?.rightId ?? after
    if (handled.length < AT_ONCE) return
  }
}

const QUEUED = `SELECT i.right_id AS "rightId", i.turn, d.applicant_id AS "personId", g.dossier_id AS "dossierId", g.reference, r.name_vi AS "nameVi",
    r.name_en AS "nameEn", r.ends_on AS "endsOn",
    g.standing = 'open' AND r.state = 'open' AND r.ends_on >= (platform_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS "isWanted"
  FROM surveys_invitation i JOIN surveys_right g ON g.id = i.right_id JOIN surveys_round r ON r.id = g.round_id
  LEFT JOIN casework_dossier d ON d.id = g.dossier_id
  WHERE i.state = 'queued' AND i.right_id > $1 ORDER BY i.right_id LIMIT $2 FOR UPDATE OF i, g SKIP LOCKED`

async function sendOne(
  context: InvitingContext,
  tx: Transaction,
  { isWanted, personId, ...row }: QueuedRow & { agencyId: AgencyId },
): Promise<void> {
  const link = () => addLink(tx, row.rightId, 'message')
  const outcome = !isWanted
    ? 'dropped'
    : personId === null
      ? 'unreachable'
      : await context.tellInvited(tx, { ...row, personId, link })
  if (outcome === 'later') return
  await query(tx, 'UPDATE surveys_invitation SET state = $3 WHERE right_id = $1 AND turn = $2', [
    row.rightId,
    row.turn,
    outcome,
  ])
}

/** How far inviting is, of each turn; for who runs the round. */
export async function countInvitations(
  context: SurveysContext,
  actor: Actor,
  roundId: string,
): Promise<InvitationCounts[]> {
  await managerOf(context.db.read, actor)
  const { id } = await getRound(context.db.read, roundId)
  const rows = await query<{ turn: 1 | 2; state: keyof Omit<InvitationCounts, 'turn'>; count: number }>(
    context.db.read,
    `SELECT i.turn, i.state, count(*)::int AS count FROM surveys_invitation i JOIN surveys_right g ON g.id = i.right_id
     WHERE g.round_id = $1 GROUP BY 1, 2`,
    [id],
  )
  return ([1, 2] as const).flatMap((turn) => {
    const own = rows.filter((row) => row.turn === turn)
    if (own.length === 0) return []
    const of = (state: string) => own.find((row) => row.state === state)?.count ?? 0
    const [queued, told, unreachable, dropped] = ['queued', 'told', 'unreachable', 'dropped'].map(of)
    return [{ turn, queued: queued ?? 0, told: told ?? 0, unreachable: unreachable ?? 0, dropped: dropped ?? 0 }]
  })
}
