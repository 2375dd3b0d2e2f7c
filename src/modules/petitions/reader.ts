import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'

/** Petitions of a period, for figures. Names nobody. */
export interface PetitionSums {
  /** Taken by these agencies, refused, lapsed and merged ones left out. */
  total: number
  onTime: number
  /** Answered, and the writer was not content. */
  disliked: number
  /** Taken up again, or sent again and merged. */
  repeated: number
  late: number
  /** Disliked, repeated or late, each petition once (QĐ 766/QĐ-TTg 5.3). */
  unsatisfied: number
  /** Whether the province has had any petition by the end of the period. */
  hasBegun: boolean
}

const END_OF_TO = "($3::date + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'"

/**
 * Petitions that were due or answered in a period: answered ones count at their answer; what is past its time and not answered counts as
 * late in the period in which it fell due.
 */
export async function countPetitions(
  reader: Reader,
  { agencyIds, from, to }: { agencyIds: readonly AgencyId[]; from: string; to: string },
): Promise<PetitionSums> {
  const [row] = await query<PetitionSums>(
    reader,
    `WITH counted AS (
       SELECT p.id, p.approved_at IS NOT NULL AND p.approved_at <= p.process_due_at AS on_time, p.satisfaction = 1 AS disliked,
         p.reopened > 0 OR EXISTS (SELECT FROM petitions_petition m WHERE m.merged_into = p.id) AS repeated
       FROM petitions_petition p
       WHERE p.agency_id = ANY ($1::uuid[]) AND p.state NOT IN ('refused', 'merged', 'lapsed')
         AND coalesce(p.approved_at, p.process_due_at) >= $2::date::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
         AND coalesce(p.approved_at, p.process_due_at) < least(${END_OF_TO}, platform_now())
         AND (p.approved_at IS NOT NULL OR p.state <> 'waiting' OR p.stage_due_at IS NOT NULL))
     SELECT count(*)::int AS total, (count(*) FILTER (WHERE on_time))::int AS "onTime",
       (count(*) FILTER (WHERE disliked))::int AS disliked, (count(*) FILTER (WHERE repeated))::int AS repeated,
       (count(*) FILTER (WHERE NOT on_time))::int AS late,
       (count(*) FILTER (WHERE disliked OR repeated OR NOT on_time))::int AS unsatisfied,
       EXISTS (SELECT FROM petitions_petition WHERE received_at < ${END_OF_TO}) AS "hasBegun"
     FROM counted`,
    [agencyIds, from, to],
  )
  return row ?? { total: 0, onTime: 0, disliked: 0, repeated: 0, late: 0, unsatisfied: 0, hasBegun: false }
}
