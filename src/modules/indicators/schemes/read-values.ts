import type { IsoDate } from '../../../platform/civil-date.ts'
import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { listProcedureFacts, type ProcedureFacts } from '../../catalogue/index.ts'
import { countRatings } from '../../feedback/index.ts'
import { findFeeTable } from '../../money/index.ts'
import type { AgencyTree } from '../../organisation/index.ts'
import { countPetitions } from '../../petitions/index.ts'
import {
  type DeclaredMeasure,
  declaredMeasures,
  declaredNames,
  knownTogether,
  standingDeclared,
} from '../facts/declared-events.ts'
import { type Measure, measures } from '../facts/measure.ts'
import type { Period } from '../figures-reader.ts'
import type { ValueOf } from './expression.ts'
import { halvesOf, readAgencyPoints } from './read-points.ts'
import { type ProcedureMeasure, sums } from './scheme-measures.ts'

/** An agency with everything below it, in a period of whole half months, as known on `today`. */
export interface Place {
  agencyId: AgencyId
  tree: AgencyTree
  period: Period
  today: IsoDate
}

/** Every measure that a rule about an agency may name. Null: nothing of its kind has ever happened, so nothing is known. */
export async function readAgencyValues(reader: Reader, place: Place): Promise<ValueOf> {
  const [counts, known, late, points, procedures] = await Promise.all([
    readCounts(reader, place.agencyId, place.period),
    readKnown(reader, place),
    readLate(reader, place),
    readAgencyPoints(reader, place.agencyId, place.period),
    proceduresOf(reader, place),
  ])
  const agencyIds = place.tree.within(place.agencyId).map(({ id }) => id)
  const standing = await readStanding(reader, place, procedures)
  const { ratings, dislikedDossiers } = await countRatings(reader, { decidedBy: agencyIds }, place.period)
  const values = new Map<string, number>([
    ['late', late],
    ['ratings', ratings],
    ['low_ratings', dislikedDossiers],
    ...flowValues(counts),
    ...Object.entries(procedureValues(procedures, counts)),
    ['is_commune', place.tree.byId(place.agencyId)?.kind === 'commune' ? 1 : 0],
  ])
  for (const name of declaredNames) if (known.has(name)) values.set(name, counts.sum(declaredMeasures[name]))
  for (const [name, n] of standing) if (known.has(name)) values.set(name, n)
  // Those that other systems declare beside those kept here.
  for (const [name, n] of await readPetitions(reader, agencyIds, place.period)) {
    values.set(name, n + (values.get(name) ?? 0))
  }
  return (name) => values.get(name) ?? points(name)
}

/** Petitions (QĐ 766 5.2, 5.3; TT 01/2018 number 8), counted where they are kept; nothing until the province has its first one. */
async function readPetitions(
  reader: Reader,
  agencyIds: readonly AgencyId[],
  period: Period,
): Promise<[DeclaredMeasure, number][]> {
  const { hasBegun, total, onTime, unsatisfied } = await countPetitions(reader, { agencyIds, ...period })
  if (!hasBegun) return []
  return [
    ['petitions', total],
    ['petitions_on_time', onTime],
    ['petitions_unsatisfied', unsatisfied],
  ]
}

/** Only what other parts declare, of another period: a denominator taken from the year before. */
export async function readDeclaredValues(reader: Reader, place: Place): Promise<ValueOf> {
  const counts = await readCounts(reader, place.agencyId, place.period)
  return (name) =>
    Object.hasOwn(declaredMeasures, name) ? counts.sum(declaredMeasures[name as DeclaredMeasure]) : null
}

/** Counts of a period by measure's number and procedure. */
interface Counts {
  sum(number: number): number
  of(number: number, procedureCode: string): number
}

const flows = (Object.keys(measures) as Measure[]).filter((name) => measures[name].kind === 'flow')
const NUMBERS = [...flows.map((name) => measures[name].number), ...Object.values(declaredMeasures)]

async function readCounts(reader: Reader, agencyId: AgencyId, period: Period): Promise<Counts> {
  const rows = await query<{ code: string; measure: number; n: number }>(
    reader,
    `SELECT procedure_code AS code, measure, sum(n)::bigint AS n FROM indicators_half
     WHERE agency_id = $1 AND measure = ANY ($2::int2[]) AND half BETWEEN $3 AND $4 GROUP BY 1, 2`,
    [agencyId, NUMBERS, ...halvesOf(period)],
  )
  const [all, each] = [new Map<number, number>(), new Map<string, number>()]
  for (const { code, measure, n } of rows) {
    all.set(measure, (all.get(measure) ?? 0) + n)
    each.set(`${measure} ${code}`, n)
  }
  return { sum: (number) => all.get(number) ?? 0, of: (number, code) => each.get(`${number} ${code}`) ?? 0 }
}

function flowValues(counts: Counts): [string, number][] {
  const of = (name: Measure) => counts.sum(measures[name].number)
  const own = flows.map((name): [string, number] => [name, of(name)])
  const added = Object.entries(sums).map(([name, parts]): [string, number] => [
    name,
    parts.reduce((sum, part) => sum + of(part), 0),
  ])
  return [...own, ...added]
}

/** Of the agency's procedures, how many stand so at the end of the period; each once, however often it was said. */
async function readStanding(
  reader: Reader,
  { agencyId, period }: Place,
  procedures: readonly ProcedureFacts[],
): Promise<[DeclaredMeasure, number][]> {
  const rows = await query<{ measure: number; n: number }>(
    reader,
    `SELECT measure, count(DISTINCT procedure_code)::bigint AS n FROM indicators_half
     WHERE agency_id = $1 AND measure = ANY ($2::int2[]) AND half <= $3 AND procedure_code = ANY ($4::text[])
     GROUP BY measure`,
    [
      agencyId,
      standingDeclared.map((name) => declaredMeasures[name]),
      halvesOf(period)[1],
      procedures.map(({ code }) => code),
    ],
  )
  const found = new Map(rows.map(({ measure, n }) => [measure, n]))
  return standingDeclared.map((name) => [name, found.get(declaredMeasures[name]) ?? 0])
}

/** Declared measures of which the first event has come, in the whole province, by the end of the period. */
async function readKnown(reader: Reader, { tree, period }: Place): Promise<Set<DeclaredMeasure>> {
  const root = tree.all.find(({ parentId }) => parentId === null)
  const rows = await query<{ measure: number }>(
    reader,
    'SELECT DISTINCT measure FROM indicators_day WHERE agency_id = $1 AND measure = ANY ($2::int2[]) AND day <= $3',
    [root?.id, Object.values(declaredMeasures), period.to],
  )
  const seen = new Set(rows.map(({ measure }) => measure))
  const begun = declaredNames.filter((name) => seen.has(declaredMeasures[name]))
  return new Set(begun.flatMap(knownTogether))
}

/**
 * Of those received in the period, how many are late by its end; while it runs, by the end of yesterday: what today may still bring in time
 * is not held against anybody (QĐ 766 2.1).
 */
async function readLate(reader: Reader, { agencyId, period, today }: Place): Promise<number> {
  const [row] = await query<{ n: number }>(
    reader,
    `SELECT coalesce(sum(n), 0)::bigint AS n FROM indicators_day
     WHERE agency_id = $1 AND measure = $2 AND cohort BETWEEN $3 AND $4 AND day <= $5::date AND day < $6::date`,
    [agencyId, measures.late.number, ...halvesOf(period), period.to, today],
  )
  return row?.n ?? 0
}

interface AgencyProcedure extends ProcedureFacts {
  payable: boolean
}

/** The procedures that the agency, or one below it, decides; for the province all there are. */
async function proceduresOf(reader: Reader, { agencyId, tree, period, today }: Place): Promise<AgencyProcedure[]> {
  const day = period.to < today ? period.to : today
  const [all, table] = await Promise.all([listProcedureFacts(reader, day), findFeeTable(reader, day)])
  const priced = new Set(table?.lines.flatMap(({ procedures }) => procedures))
  const within = tree.within(agencyId)
  const slugs = new Set(within.map(({ slug }) => slug))
  const hasCommune = within.some(({ kind }) => kind === 'commune')
  const isProvince = tree.byId(agencyId)?.parentId === null
  return all
    .filter(({ competent }) => {
      if (isProvince || competent === null) return isProvince
      return competent.rule === 'commune' ? hasCommune : slugs.has(competent.agencySlug)
    })
    .map((one) => ({ ...one, payable: one.hasFees && (one.hasAmount || priced.has(one.code)) }))
}

function procedureValues(
  procedures: readonly AgencyProcedure[],
  counts: Counts,
): Record<Exclude<ProcedureMeasure, 'is_commune'>, number> {
  const count = (is: (one: AgencyProcedure) => boolean) => procedures.filter(is).length
  const some = (measure: Measure) => (one: AgencyProcedure) => counts.of(measures[measure].number, one.code) > 0
  const isService = ({ isWhole, serviceLevel }: AgencyProcedure) => isWhole && serviceLevel !== 'information'
  const documents = procedures.filter(({ givesDocument }) => givesDocument)
  const sumOver = (names: readonly Measure[]) =>
    documents.reduce(
      (sum, { code }) => sum + names.reduce((own, name) => own + counts.of(measures[name].number, code), 0),
      0,
    )
  return {
    procedures: procedures.length,
    procedures_known: count(({ isWhole }) => isWhole),
    procedures_with_all_parts: count(({ hasAllParts }) => hasAllParts),
    services: count(isService),
    services_with_dossiers: count((one) => isService(one) && some('received_online')(one)),
    procedures_with_fees: count(({ hasFees }) => hasFees),
    procedures_payable: count(({ payable }) => payable),
    procedures_paid_online: count((one) => one.hasFees && some('fee_dossiers_online')(one)),
    documents_due: sumOver(sums.resolved),
    electronic_documents: sumOver(['electronic_results']),
  }
}
