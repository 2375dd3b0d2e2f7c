/**
 * A named pattern in the ledger that often means that a date was worked around, and sometimes means nothing. Detectors are data: a
 * threshold, and two questions to the tables of figures.
 */
export interface Detector {
  key: string
  /** Where it is known from or what makes it plausible; null: this product's own reasoning. */
  source: string | null
  /** Numbers that its texts show. */
  thresholds: Readonly<Record<string, number>>
  /** Of how many it could have been found: the base of its rate. */
  base: string
  /** `key, dossierId, at, userId, againstAt, n`: one row a finding. `n`: how many belong together, or minutes. */
  found: string
}

/** In both questions: `$1` the agency and everything below it, `$2` and `$3` the begin and the end of the period. */
const ACTS = 'FROM indicators_act a WHERE a.agency_id = ANY ($1::uuid[]) AND a.at >= $2 AND a.at < $3'
const ROW = `lpad(a.position::text, 20, '0') AS key, a.dossier_id AS "dossierId", a.at, a.user_id AS "userId", a.against_at AS "againstAt"`
const localDay = (instant: string) => `(${instant} AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`

/** A supplement asked on the day on which the answer was due, or after it: the clock then stands still or begins anew. */
const SUPPLEMENT = { days: 0 }
/** The same person files the same again so soon after a refusal at intake. */
const REFUSED = { days: 30 }
/** So many results or returns entered by one officer on one day outside of working hours. */
const BULK = { entries: 5 }
/** Of at least so many visits of one officer to one step, so many in a hundred took the same time. */
const REGULAR = { visits: 10, share: 90, within: 2, least: 10 }
/** So many extensions by one officer, and at least so many in a hundred of the agency's. */
const EXTENSIONS = { extensions: 5, share: 50 }

export const detectors = [
  {
    key: 'supplement_last_day',
    source: 'NĐ 61/2018/NĐ-CP, 19.4',
    thresholds: SUPPLEMENT,
    base: `SELECT count(*)::int AS n ${ACTS} AND a.kind = 'supplement' AND a.against_at IS NOT NULL`,
    found: `SELECT ${ROW}, NULL::int AS n ${ACTS} AND a.kind = 'supplement'
      AND ${localDay('a.against_at')} - ${localDay('a.at')} <= ${SUPPLEMENT.days}`,
  },
  {
    key: 'refused_then_new',
    source: 'NĐ 61/2018/NĐ-CP, 17',
    thresholds: REFUSED,
    base: `SELECT count(*)::int AS n FROM indicators_dossier
      WHERE agency_id = ANY ($1::uuid[]) AND ending = 'refused' AND ended_at >= $2 AND ended_at < $3`,
    found: `SELECT r.id::text AS key, r.id AS "dossierId", r.ended_at AS at, NULL::uuid AS "userId", again.at AS "againstAt",
        NULL::int AS n
      FROM indicators_dossier r, LATERAL (
        SELECT min(submitted_at) AS at FROM indicators_dossier d
        WHERE d.applicant_id = r.applicant_id AND d.procedure_code = r.procedure_code AND d.id <> r.id
          AND d.submitted_at > r.ended_at AND d.submitted_at < r.ended_at + interval '${REFUSED.days} days') AS again
      WHERE r.agency_id = ANY ($1::uuid[]) AND r.ending = 'refused' AND r.ended_at >= $2 AND r.ended_at < $3
        AND again.at IS NOT NULL`,
  },
  {
    key: 'bulk_after_hours',
    source: null,
    thresholds: BULK,
    base: `SELECT count(*)::int AS n ${ACTS} AND a.kind IN ('resolved', 'returned') AND a.user_id IS NOT NULL`,
    found: `SELECT * FROM (
        SELECT ${ROW}, count(*) OVER (PARTITION BY a.user_id, ${localDay('a.at')})::int AS n
        ${ACTS} AND a.kind IN ('resolved', 'returned') AND a.off_hours AND a.user_id IS NOT NULL) AS entered
      WHERE n >= ${BULK.entries}`,
  },
  {
    key: 'regular_steps',
    source: null,
    thresholds: REGULAR,
    base: `SELECT count(*)::int AS n ${ACTS} AND a.kind = 'step' AND a.minutes >= ${REGULAR.least}`,
    found: `WITH visits AS (
        SELECT ${ROW}, a.step, a.minutes ${ACTS} AND a.kind = 'step' AND a.minutes >= ${REGULAR.least} AND a.user_id IS NOT NULL
      ), middles AS (
        SELECT "userId", step, count(*) AS n, percentile_disc(0.5) WITHIN GROUP (ORDER BY minutes) AS middle
        FROM visits GROUP BY "userId", step HAVING count(*) >= ${REGULAR.visits}
      ), near AS (
        SELECT v.*, m.n AS visits, count(*) OVER (PARTITION BY v."userId", v.step) AS same
        FROM visits v JOIN middles m USING ("userId", step) WHERE abs(v.minutes - m.middle) <= ${REGULAR.within}
      )
      SELECT key, "dossierId", at, "userId", "againstAt", minutes AS n FROM near
      WHERE same * 100 >= visits * ${REGULAR.share}`,
  },
  {
    key: 'extensions_one_officer',
    source: 'NĐ 61/2018/NĐ-CP, 19.9',
    thresholds: EXTENSIONS,
    base: `SELECT count(*)::int AS n ${ACTS} AND a.kind = 'extended'`,
    found: `SELECT key, "dossierId", at, "userId", "againstAt", n FROM (
        SELECT ${ROW}, count(*) OVER (PARTITION BY a.agency_id, a.user_id)::int AS n,
          count(*) OVER (PARTITION BY a.agency_id) AS whole
        ${ACTS} AND a.kind = 'extended' AND a.user_id IS NOT NULL) AS extended
      WHERE n >= ${EXTENSIONS.extensions} AND n * 100 >= whole * ${EXTENSIONS.share}`,
  },
  {
    key: 'result_before_opinion',
    source: 'NĐ 61/2018/NĐ-CP, 19.5',
    thresholds: {},
    base: `SELECT count(*)::int AS n ${ACTS} AND a.kind = 'resolved' AND a.against_at IS NOT NULL`,
    found: `SELECT ${ROW}, a.awaited AS n ${ACTS} AND a.kind = 'resolved' AND a.awaited > 0`,
  },
] as const satisfies readonly Detector[]

export type DetectorKey = (typeof detectors)[number]['key']

export function findDetector(key: string): (typeof detectors)[number] | undefined {
  return detectors.find((detector) => detector.key === key)
}
