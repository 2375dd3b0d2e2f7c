import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId, UserId } from '../../platform/ids.ts'
import type { CaseworkContext } from '../casework/index.ts'
import { type Actor, agencyTree, officerNames } from '../organisation/index.ts'
import { satisfactionScope } from './policy.ts'
import type { PaperSign } from './view-types.ts'

const MOST_SIGNS = 50
const DAYS = 90

/** Signs of the last months in what the officer heads or oversees, newest first; null for who does neither. No dossier stands in one. */
export async function listPaperSigns({ db }: CaseworkContext, actor: Actor): Promise<PaperSign[] | null> {
  const tree = await agencyTree(db.read)
  const agencyIds = satisfactionScope(tree, actor)
  if (agencyIds.length === 0) return null
  const rows = await readSigns(db.read, agencyIds)
  const names = await officerNames(db.read, [
    ...new Set(rows.flatMap(({ servedBy }) => (servedBy === null ? [] : [servedBy]))),
  ])
  return rows.map(({ agencyId, servedBy, beganAt, lastAt, ...row }) => ({
    ...row,
    agencyName: tree.byId(agencyId)?.name ?? '',
    officerName: servedBy === null ? null : (names.get(servedBy) ?? null),
    beganAt: beganAt.getTime(),
    lastAt: lastAt.getTime(),
  }))
}

interface SignRow extends Pick<PaperSign, 'id' | 'way' | 'ratings' | 'best'> {
  agencyId: AgencyId
  servedBy: UserId | null
  beganAt: Date
  lastAt: Date
}

function readSigns(reader: Reader, agencyIds: readonly AgencyId[]): Promise<SignRow[]> {
  return query<SignRow>(
    reader,
    `SELECT id, agency_id AS "agencyId", served_by AS "servedBy", way, began_at AS "beganAt", last_at AS "lastAt", ratings, best
     FROM feedback_paper_sign WHERE agency_id = ANY ($1::uuid[]) AND last_at > platform_now() - make_interval(days => $2)
     ORDER BY last_at DESC, id DESC LIMIT ${MOST_SIGNS}`,
    [agencyIds, DAYS],
  )
}
