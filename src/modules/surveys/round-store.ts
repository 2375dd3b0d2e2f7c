import { query, type Reader, type Transaction } from '../../platform/db.ts'
import { isUuid } from '../../platform/ids.ts'
import { refusals } from './errors.ts'
import type { Questionnaire } from './questionnaire.ts'
import type { Formula, Population, RoundState, StrataBy } from './round.ts'

/** A round as it is kept, with its questionnaire. */
export interface Round {
  id: string
  questionnaire: Questionnaire
  questionnaireVersion: number
  nameVi: string
  nameEn: string
  population: Population
  strataBy: StrataBy
  fromOn: string
  toOn: string
  perStratum: number
  endsOn: string
  formula: Formula
  state: RoundState
  seed: string
  seedHash: string
  /** Hexadecimal; null of rounds drawn before there was one. */
  frameKey: string | null
  wrappedKey: Buffer | null
  frameHash: string | null
  resultHash: string | null
  preparedBy: string | null
  drawnOn: string | null
  closedOn: string | null
  publishedAt: Date | null
  today: string
}

const COLUMNS = `r.id, q.document AS questionnaire, q.version AS "questionnaireVersion", r.name_vi AS "nameVi", r.name_en AS "nameEn",
  r.population, r.strata_by AS "strataBy", r.from_on AS "fromOn", r.to_on AS "toOn", r.per_stratum AS "perStratum",
  r.ends_on AS "endsOn", r.formula, r.state, r.seed, r.seed_hash AS "seedHash", r.frame_key AS "frameKey", r.wrapped_key AS "wrappedKey",
  r.frame_hash AS "frameHash", r.result_hash AS "resultHash", r.prepared_by AS "preparedBy", r.drawn_on AS "drawnOn",
  r.closed_on AS "closedOn", r.published_at AS "publishedAt",
  (platform_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS today`
const FROM = 'FROM surveys_round r JOIN surveys_questionnaire_version q ON q.id = r.questionnaire_id'

export async function findRound(reader: Pick<Reader, 'executeQuery'>, id: string): Promise<Round | undefined> {
  if (!isUuid(id)) return undefined
  const [row] = await query<Round>(reader, `SELECT ${COLUMNS} ${FROM} WHERE r.id = $1`, [id])
  return row
}

/** Refuses `surveys.round_not_found`. */
export async function getRound(reader: Pick<Reader, 'executeQuery'>, id: string): Promise<Round> {
  const round = await findRound(reader, id)
  if (round === undefined) throw refusals.round_not_found()
  return round
}

/** The round, held so that its state does not change before the transaction ends: `share` for who answers, `update` for who changes it. */
export async function lockRound(tx: Transaction, id: string, mode: 'share' | 'update'): Promise<Round> {
  if (!isUuid(id)) throw refusals.round_not_found()
  await query(tx, `SELECT 1 FROM surveys_round WHERE id = $1 FOR ${mode === 'share' ? 'SHARE' : 'UPDATE'}`, [id])
  return getRound(tx, id)
}

/** Newest first. */
export async function listRounds(reader: Reader): Promise<Round[]> {
  return query<Round>(reader, `SELECT ${COLUMNS} ${FROM} ORDER BY r.prepared_at DESC, r.id DESC LIMIT 100`)
}

/** Whether ballots are taken: drawn, not closed, and its last day not over. */
export function takesBallots({ state, today, endsOn }: Round): boolean {
  return state === 'open' && today <= endsOn
}

export interface Stratum {
  stratum: string
  nameVi: string
  nameEn: string
  unitId: string | null
  units: number
  drawn: number
  envelopes: number
  slips: number
  mergedInto: string | null
}

export async function listStrata(reader: Pick<Reader, 'executeQuery'>, roundId: string): Promise<Stratum[]> {
  return query<Stratum>(
    reader,
    `SELECT stratum, name_vi AS "nameVi", name_en AS "nameEn", unit_id AS "unitId", units, drawn, envelopes, slips,
       merged_into AS "mergedInto"
     FROM surveys_stratum WHERE round_id = $1 ORDER BY name_vi, stratum`,
    [roundId],
  )
}
