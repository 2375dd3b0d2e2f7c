import { query } from '../../platform/db.ts'
import type { Actor } from '../organisation/index.ts'
import { managerOf, type SurveysContext } from './context.ts'
import { countInvitations } from './invite.ts'
import type { Channel } from './round.ts'
import { getRoundView } from './survey-views.ts'
import type { ManagedRound } from './view-types.ts'

/** A round with how far it is: rights, ways, invitations; for who runs surveys. Nothing of what was answered. */
export async function getManagedRound(context: SurveysContext, actor: Actor, roundId: string): Promise<ManagedRound> {
  await managerOf(context.db.read, actor)
  const view = await getRoundView(context, actor, roundId)
  const channels = await query<{ channel: Channel; ballots: number }>(
    context.db.read,
    'SELECT channel, ballots FROM surveys_channel WHERE round_id = $1 ORDER BY channel',
    [view.id],
  )
  return { ...view, channels, invitations: await countInvitations(context, actor, view.id) }
}
