import { randomBytes } from 'node:crypto'
import { query } from '../../platform/db.ts'
import type { FieldFault } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Actor } from '../organisation/index.ts'
import { managerOf, type SurveysContext, tell, todayIn } from './context.ts'
import { sha256Hex } from './draw-sample.ts'
import { refusals } from './errors.ts'
import {
  type Formula,
  formulas,
  MOST_PER_STRATUM,
  type Population,
  populations,
  type StrataBy,
  strataChoices,
} from './round.ts'

/** A round as somebody asks for it. `list`: of a survey of businesses, their lines "code;group". */
export interface WantedRound {
  questionnaireId: string
  nameVi: string
  nameEn: string
  population: string
  strataBy: string
  fromOn: string | null
  toOn: string | null
  perStratum: number
  endsOn: string | null
  formula: string
  /** Chosen by a public draw; null: made here at random. */
  seed: string | null
}

/**
 * Prepares a round. Its seed is fixed now and known to nobody: its hash goes into the ledger and onto the public page before there is a frame.
 * Refuses at its field whatever does not fit.
 */
export async function prepareRound(context: SurveysContext, actor: Actor, wanted: WantedRound): Promise<string> {
  const { db } = context
  const mandate = await managerOf(db.read, actor)
  const faults = faultsOf(wanted, await todayIn(db.read))
  const [found] = await query<{ id: string; hash: string }>(
    db.read,
    `SELECT id, document_hash AS hash FROM surveys_questionnaire_version WHERE id::text = $1 AND state = 'published'`,
    [wanted.questionnaireId],
  )
  if (found === undefined) faults.unshift({ path: 'questionnaire', code: 'surveys.field_missing' })
  if (faults.length > 0 || found === undefined) throw refusals.field_missing({}, faults)
  const seed = wanted.seed ?? randomBytes(32).toString('hex')
  const id = newId()
  const frameKey = randomBytes(32).toString('hex')
  const strataBy = wanted.population === 'dossiers' ? wanted.strataBy : 'list'
  await db.write(async (tx) => {
    await query(
      tx,
      `INSERT INTO surveys_round (id, questionnaire_id, name_vi, name_en, population, strata_by, from_on, to_on, per_stratum, ends_on,
         formula, state, seed, seed_hash, prepared_by, frame_key)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'prepared', $12, $13, $14, $15)`,
      [
        id,
        found.id,
        wanted.nameVi,
        wanted.nameEn,
        wanted.population,
        strataBy,
        wanted.fromOn,
        wanted.toOn,
        wanted.perStratum,
        wanted.endsOn,
        wanted.formula,
        seed,
        sha256Hex(seed),
        actor.kind === 'officer' ? actor.officerId : null,
        frameKey,
      ],
    )
    const seedHash = sha256Hex(seed)
    const said = { seedHash, isSeedGiven: wanted.seed !== null, frameKeyHash: sha256Hex(frameKey) }
    const payload = { questionnaire: found.hash, ...said, perStratum: wanted.perStratum, strataBy }
    await tell(tx, id, { actor, mandate, type: 'SurveyPrepared', payload })
  })
  return id
}

function faultsOf(wanted: WantedRound, today: string): FieldFault[] {
  const faults: FieldFault[] = []
  const missing = (path: string) => faults.push({ path, code: 'surveys.field_missing' })
  if (wanted.nameVi === '' || wanted.nameVi.length > 300) missing('nameVi')
  if (wanted.nameEn === '' || wanted.nameEn.length > 300) missing('nameEn')
  if (!populations.includes(wanted.population as Population)) missing('population')
  if (wanted.population === 'dossiers' && !strataChoices.includes(wanted.strataBy as StrataBy)) missing('strataBy')
  if (!formulas.includes(wanted.formula as Formula)) missing('formula')
  if (wanted.fromOn === null) missing('fromOn')
  if (wanted.toOn === null || (wanted.fromOn !== null && wanted.toOn < wanted.fromOn) || wanted.toOn > today) {
    faults.push({ path: 'toOn', code: 'surveys.period_wrong' })
  }
  if (!Number.isInteger(wanted.perStratum) || wanted.perStratum < 1 || wanted.perStratum > MOST_PER_STRATUM) {
    faults.push({ path: 'perStratum', code: 'surveys.size_wrong', params: { most: MOST_PER_STRATUM } })
  }
  if (wanted.endsOn === null || wanted.endsOn < today) faults.push({ path: 'endsOn', code: 'surveys.end_past' })
  if (wanted.seed !== null && (wanted.seed.length < 8 || wanted.seed.length > 200)) {
    faults.push({ path: 'seed', code: 'surveys.seed_wrong' })
  }
  return faults
}
