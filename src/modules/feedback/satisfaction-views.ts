import { query } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import type { CaseworkContext, Directory } from '../casework/index.ts'
import { findProcedureNames } from '../catalogue/index.ts'
import { type Actor, agencyTree } from '../organisation/index.ts'
import { satisfactionScope } from './policy.ts'
import { ratingWays } from './rating.ts'
import { type RatingGroup, type SatisfactionBy, suppressSmall, toldWays, type WayCounts } from './satisfaction.ts'
import type { RatingWays, Satisfaction, SatisfactionLine } from './view-types.ts'

export interface SatisfactionRequest {
  by: SatisfactionBy
  /** The year; null: the twelve months up to now. */
  year: number | null
}

const KEYS: Record<SatisfactionBy, string> = {
  agency: 'r.agency_id::text',
  centre: '(SELECT intake_agency_id::text FROM casework_dossier WHERE id = r.dossier_id)',
  procedure: 'r.procedure_code',
  event: 'r.event',
  way: 'v.way',
  month: "to_char(r.given_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM')",
}

const WAYS = `jsonb_build_object(${ratingWays
  .map((way) => `'${way}', count(*) FILTER (WHERE v.way = '${way}')`)
  .join(', ')})`

/** How content people were, in the whole province, for everybody. Groups of fewer than five are told only together. */
export function getPublicSatisfaction(context: CaseworkContext, request: SatisfactionRequest): Promise<Satisfaction> {
  return readSatisfaction(context, null, request)
}

/** The same of the agencies that the officer heads or oversees, with everything below them; null for who does neither. */
export async function getSatisfaction(
  context: CaseworkContext,
  actor: Actor,
  request: SatisfactionRequest,
): Promise<Satisfaction | null> {
  const tree = await agencyTree(context.db.read)
  const agencyIds = satisfactionScope(tree, actor)
  return agencyIds.length === 0 ? null : readSatisfaction(context, agencyIds, request)
}

async function readSatisfaction(
  context: CaseworkContext,
  agencyIds: readonly AgencyId[] | null,
  { by, year }: SatisfactionRequest,
): Promise<Satisfaction> {
  const { read } = context.db
  const groups = await query<RatingGroup>(
    read,
    `SELECT ${KEYS[by]} AS key, count(*)::int AS ratings,
       (count(*) FILTER (WHERE v.score >= CASE r.steps WHEN 3 THEN 3 ELSE 4 END))::int AS satisfied,
       (count(*) FILTER (WHERE v.score <= CASE r.steps WHEN 3 THEN 1 ELSE 2 END))::int AS low,
       ${WAYS} AS ways
     FROM feedback_rating r
     CROSS JOIN LATERAL (
       SELECT score, way FROM feedback_rating_version WHERE rating_id = r.id ORDER BY version DESC LIMIT 1) v
     WHERE ($1::uuid[] IS NULL OR r.agency_id = ANY ($1::uuid[]))
       AND r.given_at >= coalesce(make_date($2::int, 1, 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh', platform_now() - interval '1 year')
       AND r.given_at < coalesce(make_date($2::int + 1, 1, 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh', 'infinity')
     GROUP BY 1 ORDER BY 2 DESC, 1`,
    [agencyIds, year],
  )
  const { shown, rest } = suppressSmall(groups)
  const nameOf = await namesFor(context, by, shown)
  const lines = shown.map((group): SatisfactionLine => ({ ...group, name: nameOf(group.key) }))
  return { by, lines: by === 'month' ? lines.sort((a, b) => a.key.localeCompare(b.key)) : lines, rest }
}

async function namesFor(
  context: CaseworkContext,
  by: SatisfactionBy,
  groups: readonly RatingGroup[],
): Promise<(key: string) => SatisfactionLine['name']> {
  if (by === 'procedure') {
    const names = await findProcedureNames(
      context.db.read,
      groups.map(({ key }) => key),
    )
    return (key) => names.get(key) ?? { vi: key }
  }
  const directory: Directory = await context.directory()
  return (key) => (by === 'agency' || by === 'centre' ? { vi: directory.get(key as AgencyId)?.name ?? '' } : null)
}

/** By what the ratings of the last twelve months came, in what the officer heads or oversees; null for who does neither. */
export async function getRatingWays(context: CaseworkContext, actor: Actor): Promise<RatingWays | null> {
  const tree = await agencyTree(context.db.read)
  const agencyIds = satisfactionScope(tree, actor)
  if (agencyIds.length === 0) return null
  const [row] = await query<{ ways: WayCounts; replaced: number }>(
    context.db.read,
    `SELECT ${WAYS} AS ways, (count(*) FILTER (WHERE v.way IN ('link', 'account') AND EXISTS (
         SELECT FROM feedback_rating_version e WHERE e.rating_id = r.id AND e.way NOT IN ('link', 'account'))))::int AS replaced
     FROM feedback_rating r
     CROSS JOIN LATERAL (
       SELECT way FROM feedback_rating_version WHERE rating_id = r.id ORDER BY version DESC LIMIT 1) v
     WHERE r.agency_id = ANY ($1::uuid[]) AND r.given_at >= platform_now() - interval '1 year'`,
    [agencyIds],
  )
  return row === undefined ? null : { ...toldWays(row.ways), replaced: row.replaced }
}
