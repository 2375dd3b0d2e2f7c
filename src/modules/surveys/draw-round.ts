import { randomBytes } from 'node:crypto'
import { query, type Transaction } from '../../platform/db.ts'
import { type Actor, agencyTree } from '../organisation/index.ts'
import { managerOf, type SurveysContext, tell, todayIn } from './context.ts'
import { drawSample, frameText, sha256Hex, unitKeyOf } from './draw-sample.ts'
import { refusals } from './errors.ts'
import { MERGED, SMALLEST_GROUP } from './round.ts'
import { lockRound, type Round } from './round-store.ts'

/** One that could be asked. */
interface Unit {
  code: string
  stratum: string
  dossierId: string | null
}

interface StratumName {
  nameVi: string
  nameEn: string
  unitId: string | null
}

const MOST_LINES = 50_000

/**
 * Draws the sample and opens the round: the frame is kept as it is now, the seed becomes public, each unit drawn gets a right to one ballot.
 * `list`: for a survey of businesses, a line a business, "code;group". Refuses `surveys.drawn_already`, `frame_empty`, `list_wrong`.
 */
export async function drawRound(
  context: SurveysContext,
  actor: Actor,
  { roundId, list }: { roundId: string; list: string },
): Promise<void> {
  const mandate = await managerOf(context.db.read, actor)
  const { wrapped } = context.keys.makeKey(roundId)
  await context.db.write(async (tx) => {
    const round = await lockRound(tx, roundId, 'update')
    if (round.state !== 'prepared') throw refusals.drawn_already()
    if (round.endsOn < (await todayIn(tx))) throw refusals.round_closed()
    const listed = round.population === 'dossiers' ? await dossiersOf(tx, round) : readList(list)
    const { units, names } = await stratified(tx, round, listed)
    if (units.length === 0) throw refusals.frame_empty()
    const frameKey = round.frameKey ?? randomBytes(32).toString('hex')
    const frame = units.map((unit) => ({ ...unit, unitKey: unitKeyOf(frameKey, unit.code) }))
    const drawn = new Set(drawSample(frame, round))
    const frameHash = sha256Hex(frameText(frame))
    await insertStrata(tx, round, { frame, drawn, names })
    await query(
      tx,
      `INSERT INTO surveys_frame (round_id, unit_key, stratum, is_drawn)
       SELECT $1, * FROM unnest($2::text[], $3::text[], $4::boolean[])`,
      [
        round.id,
        frame.map(({ unitKey }) => unitKey),
        frame.map(({ stratum }) => stratum),
        frame.map(({ unitKey }) => drawn.has(unitKey)),
      ],
    )
    const asked = frame.filter(({ unitKey }) => drawn.has(unitKey))
    await query(
      tx,
      `INSERT INTO surveys_right (id, round_id, stratum, reference, dossier_id)
       SELECT gen_random_uuid(), $1, * FROM unnest($2::text[], $3::text[], $4::uuid[])`,
      [
        round.id,
        asked.map(({ stratum }) => stratum),
        asked.map(({ code }) => code),
        asked.map(({ dossierId }) => dossierId),
      ],
    )
    await query(
      tx,
      `UPDATE surveys_round SET state = 'open', drawn_on = $2, frame_hash = $3, wrapped_key = $4, frame_key = $5 WHERE id = $1`,
      [round.id, await todayIn(tx), frameHash, wrapped, frameKey],
    )
    const payload = { seed: round.seed, frameHash, units: frame.length, drawn: drawn.size }
    await tell(tx, round.id, { actor, mandate, type: 'SurveyDrawn', payload })
  })
}

async function dossiersOf(tx: Transaction, round: Round): Promise<Unit[]> {
  const stratum = {
    agency: 'd.competent_agency_id::text',
    commune: 'd.intake_agency_id::text',
    field: "coalesce(e.field_key, 'khac')",
    list: "''",
  }[round.strataBy]
  return query<Unit>(
    tx,
    `SELECT d.code, d.id AS "dossierId", ${stratum} AS stratum
     FROM casework_dossier d LEFT JOIN catalogue_search_entry e ON e.code = d.procedure_code
     WHERE d.code IS NOT NULL AND d.returned_at >= $1::date::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
       AND d.returned_at < ($2::date + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
     ORDER BY d.code`,
    [round.fromOn, round.toOn],
  )
}

function readList(list: string): Unit[] {
  const lines = list.split('\n').map((line) => line.trim())
  const units: Unit[] = []
  const codes = new Set<string>()
  lines.forEach((line, at) => {
    if (line === '') return
    const [code = '', stratum = '', ...more] = line.split(/[;\t]/).map((part) => part.trim())
    const fits = code !== '' && code.length <= 100 && stratum !== '' && stratum.length <= 100 && more.length === 0
    // A leading sign would be a formula in a spreadsheet; names of merged groups are this product's own.
    const isReserved = /^(?:merged|[=+\-@])/i.test(stratum) || /^[=+\-@]/.test(code)
    if (!fits || isReserved || !/^[\P{Cc}\t]+$/u.test(line) || line.includes(',') || units.length >= MOST_LINES) {
      throw refusals.list_wrong({ line: at + 1 }, [
        { path: 'list', code: 'surveys.list_wrong', params: { line: at + 1 } },
      ])
    }
    if (codes.has(code)) {
      throw refusals.list_twice({ code }, [{ path: 'list', code: 'surveys.list_twice', params: { code } }])
    }
    codes.add(code)
    units.push({ code, stratum, dossierId: null })
  })
  return units
}

/** Units with the strata by which they are drawn: communes in the place of their counters, strata too small for themselves put together. */
async function stratified(
  tx: Transaction,
  round: Round,
  units: readonly Unit[],
): Promise<{ units: Unit[]; names: Map<string, StratumName> }> {
  const names = new Map<string, StratumName>()
  let placed = [...units]
  if (round.strataBy === 'agency' || round.strataBy === 'commune') {
    const tree = await agencyTree(tx)
    placed = units.map((unit) => {
      const line = tree.lineOf(unit.stratum as never)
      const place = round.strataBy === 'agency' ? line[0] : line.find(({ kind }) => kind !== 'one_stop_centre')
      if (place === undefined) return unit
      names.set(place.id, { nameVi: place.name, nameEn: place.name, unitId: place.id })
      return { ...unit, stratum: place.id }
    })
  } else if (round.strataBy === 'field') {
    const rows = await query<{ key: string; vi: string; en: string }>(
      tx,
      'SELECT key, name_vi AS vi, name_en AS en FROM catalogue_field',
    )
    for (const { key, vi, en } of rows) names.set(key, { nameVi: vi, nameEn: en, unitId: null })
  } else if (round.strataBy === 'list') {
    // A group that bears the name or code of an agency is what is said about that agency: DDCI asks about departments and localities.
    const { all } = await agencyTree(tx)
    const groups = new Set(units.map((unit) => unit.stratum))
    for (const { id, name, code } of all) {
      const group = [name, code].find((one) => groups.has(one))
      if (group !== undefined) names.set(group, { nameVi: name, nameEn: name, unitId: id })
    }
  }
  const sizes = new Map<string, number>()
  for (const { stratum } of placed) sizes.set(stratum, (sizes.get(stratum) ?? 0) + 1)
  // Otherwise whoever is asked there could be told by the stratum alone.
  return {
    units: placed.map((unit) =>
      (sizes.get(unit.stratum) ?? 0) < SMALLEST_GROUP ? { ...unit, stratum: MERGED } : unit,
    ),
    names,
  }
}

async function insertStrata(
  tx: Transaction,
  round: Round,
  {
    frame,
    drawn,
    names,
  }: { frame: readonly (Unit & { unitKey: string })[]; drawn: ReadonlySet<string>; names: Map<string, StratumName> },
): Promise<void> {
  const strata = new Map<string, { units: number; drawn: number }>()
  for (const { stratum, unitKey } of frame) {
    const counts = strata.get(stratum) ?? { units: 0, drawn: 0 }
    counts.units += 1
    if (drawn.has(unitKey)) counts.drawn += 1
    strata.set(stratum, counts)
  }
  const nameOf = (stratum: string): StratumName =>
    stratum === MERGED
      ? { nameVi: 'Các nhóm nhỏ gộp lại', nameEn: 'Small groups together', unitId: null }
      : (names.get(stratum) ?? { nameVi: stratum, nameEn: stratum, unitId: null })
  for (const [stratum, { units, drawn: count }] of strata) {
    const { nameVi, nameEn, unitId } = nameOf(stratum)
    await query(
      tx,
      `INSERT INTO surveys_stratum (round_id, stratum, name_vi, name_en, unit_id, units, drawn) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [round.id, stratum, nameVi, nameEn, unitId, units, count],
    )
  }
}
