import { query } from '../../platform/db.ts'
import type { DueView } from '../casework/views/view-types.ts'
import type { PetitionsContext } from './context.ts'
import { dueViewOf } from './due-view.ts'
import type { PetitionState } from './petition.ts'

/** What runs and is due before an instant, the latest first: for telling those whose turn it is. */
export interface DuePetition {
  petition: PetitionState
  due: DueView
}

const AT_MOST = 5000

/** Petitions whose step is over or due before `until`. */
export async function listDuePetitions(
  { db, directory }: Pick<PetitionsContext, 'db' | 'directory'>,
  { now, until }: { now: number; until: number },
): Promise<DuePetition[]> {
  const rows = await query<{ document: PetitionState }>(
    db.read,
    `SELECT document FROM petitions_petition
     WHERE stage_due_at IS NOT NULL AND state IN ('received', 'processing', 'waiting', 'drafted', 'approved') AND stage_due_at < $1
     ORDER BY stage_due_at DESC LIMIT ${AT_MOST}`,
    [new Date(until)],
  )
  const known = await directory()
  return rows.map(({ document: petition }) => ({
    petition,
    due: dueViewOf(petition, known.calendarOf(petition.agencyId), now),
  }))
}

/** Petitions that were told upwards and still wait, with a step that was over no longer ago than so many days. */
export async function listToldUpwards({ db }: Pick<PetitionsContext, 'db'>, days: number): Promise<PetitionState[]> {
  const rows = await db.write((tx) =>
    query<{ document: PetitionState }>(
      tx,
      `SELECT document FROM petitions_petition
       WHERE stage_due_at IS NOT NULL AND state IN ('received', 'processing', 'waiting', 'drafted', 'approved')
         AND escalation > 0 AND stage_due_at > platform_now() - make_interval(days => $1) ORDER BY stage_due_at LIMIT ${AT_MOST}`,
      [days],
    ),
  )
  return rows.map(({ document }) => document)
}
