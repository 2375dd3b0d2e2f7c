import { dateOfEpochDay, epochDayOf, localDate } from '../../platform/civil-date.ts'
import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId, DossierId } from '../../platform/ids.ts'
import { findProcedureNames } from '../catalogue/index.ts'
import type { Actor, AgencyTree } from '../organisation/index.ts'
import { type DossierBehind, listBehindFigure } from './behind-figure.ts'
import { indicatorsRefusals } from './errors.ts'
import { type Measure, measures } from './facts/measure.ts'
import { figureScope, isCentre } from './figure-scope.ts'
import type { Period } from './figures-reader.ts'
import { parsePeriod, periodsUpTo, type ReportingPeriod } from './reporting-period.ts'
import { type ColumnKey, listBehindColumn } from './reports/behind-column.ts'
import { readSolvingByAgency, readSolvingByProcedure, type SolvingRow } from './reports/read-solving.ts'
import { brokenIdentities, noColumns, type SolvingColumns } from './reports/solving-columns.ts'
import type { BehindView, SolvingView } from './view-types.ts'

export interface SolvingQuestion {
  agencyId: AgencyId | null
  /** See `parsePeriod`; null: the month that runs. */
  period: string | null
}

/** Form II.06a of an agency, its units and its procedures. Refuses `indicators.figures_not_found`. */
export async function getSolving(reader: Reader, actor: Actor, asked: SolvingQuestion): Promise<SolvingView> {
  const { tree, agency, choices } = await figureScope(reader, actor, asked.agencyId)
  const today = await todayOf(reader)
  const periods = periodsUpTo(today)
  const period = periodOf(asked.period, periods)
  const below = tree.childrenOf(agency.id)
  const rows = await readSolvingByAgency(reader, [agency.id, ...below.map(({ id }) => id)], period)
  const procedures = await readSolvingByProcedure(reader, agency.id, period)
  const names = await findProcedureNames(
    reader,
    procedures.map(({ key }) => key),
  )
  const total = rows.find(({ key }) => key === agency.id)?.columns ?? noColumns
  return {
    agency,
    choices,
    period,
    periods: periods.some(({ from, to }) => from === period.from && to === period.to) ? periods : [period, ...periods],
    isOpen: period.to >= today,
    total,
    broken: brokenIdentities(total),
    units: linesOf(
      rows.filter(({ key }) => key !== agency.id),
      (key) => tree.byId(key as AgencyId)?.name ?? key,
    ),
    procedures: linesOf(procedures, (key) => names.get(key)?.vi ?? key),
  }
}

/** Lines that hold any number, those with most to solve first. */
function linesOf(rows: readonly SolvingRow[], nameOf: (key: string) => string): SolvingView['units'] {
  const some = (columns: SolvingColumns) => Object.values(columns).some((n) => n !== 0)
  return rows
    .filter(({ columns }) => some(columns))
    .map(({ key, columns }) => ({ key, name: nameOf(key), columns }))
    .sort((a, b) => b.columns.toSolve - a.columns.toSolve || (a.key < b.key ? -1 : 1))
}

export async function todayOf(reader: Reader): Promise<string> {
  const [row] = await query<{ now: Date }>(reader, 'SELECT platform_now() AS now')
  return localDate(row?.now.getTime() ?? 0)
}

export function periodOf(word: string | null, periods: readonly ReportingPeriod[]): ReportingPeriod {
  const period = word === null ? periods[0] : parsePeriod(word)
  if (period === undefined || period === null) throw indicatorsRefusals.figures_not_found()
  return period
}

/** Who is late in a period that runs is told as of yesterday: what today may still bring in time is not held against anybody. */
function upTo(measure: Measure, period: ReportingPeriod, today: string): Period {
  const runs = measures[measure].kind === 'cohort' && period.to >= today
  return runs ? { from: period.from, to: dateOfEpochDay(epochDayOf(today) - 1) } : period
}

export interface BehindQuestion extends SolvingQuestion {
  measures: readonly Measure[]
  procedureCode: string | null
  after: DossierId | null
}

const PAGE = 50

/** The dossiers behind a figure, measure after measure. Refuses `indicators.figures_not_found`. */
export async function getBehind(reader: Reader, actor: Actor, asked: BehindQuestion): Promise<BehindView> {
  const { tree, agency } = await figureScope(reader, actor, asked.agencyId)
  const today = await todayOf(reader)
  const period = periodOf(asked.period, periodsUpTo(today))
  const agencyIds = tree.within(agency.id).map(({ id }) => id)
  const takenIn = isCentre(tree.byId(agency.id))
  const procedures = asked.procedureCode === null ? {} : { procedureCodes: [asked.procedureCode] }
  const lists = await Promise.all(
    asked.measures.map((measure) =>
      listBehindFigure(
        reader,
        { measure, agencyIds, takenIn, period: upTo(measure, period, today), ...procedures },
        { after: asked.after, limit: PAGE + 1 },
      ),
    ),
  )
  const found = lists.flat().sort((a, b) => (a.id < b.id ? -1 : 1))
  const lines = found.map((line) => ({ ...line, weight: 1 }))
  return { agency, period, measures: [...asked.measures], column: null, ...(await pageOf(reader, tree, lines)) }
}

export interface ColumnQuestion extends Omit<BehindQuestion, 'measures'> {
  column: ColumnKey
}

/** The dossiers of a column of form II.06a: as many as its number says. Refuses `indicators.figures_not_found`. */
export async function getBehindColumn(reader: Reader, actor: Actor, asked: ColumnQuestion): Promise<BehindView> {
  const { tree, agency } = await figureScope(reader, actor, asked.agencyId)
  const period = periodOf(asked.period, periodsUpTo(await todayOf(reader)))
  const { column, procedureCode, after } = asked
  const agencyIds = tree.within(agency.id).map(({ id }) => id)
  const rows =
    procedureCode === null
      ? await readSolvingByAgency(reader, [agency.id], period)
      : await readSolvingByProcedure(reader, agency.id, period)
  const said = rows.find(({ key }) => key === (procedureCode ?? agency.id))?.columns[column] ?? 0
  const procedures = procedureCode === null ? {} : { procedureCodes: [procedureCode] }
  const figure = { column, agencyIds, period, ...procedures }
  const lines = await listBehindColumn(reader, figure, { after, limit: PAGE + 1 })
  return { agency, period, measures: [], column: { key: column, said }, ...(await pageOf(reader, tree, lines)) }
}

/** The lines of a page out of one more than it holds. */
async function pageOf(
  reader: Reader,
  tree: AgencyTree,
  found: readonly (DossierBehind & { weight: number })[],
): Promise<Pick<BehindView, 'lines' | 'next'>> {
  const shown = found.slice(0, PAGE)
  const names = await findProcedureNames(
    reader,
    shown.map(({ procedureCode }) => procedureCode),
  )
  return {
    lines: shown.map(({ procedureCode, agencyId, ...line }) => ({
      ...line,
      procedureName: names.get(procedureCode)?.vi ?? procedureCode,
      agencyName: tree.byId(agencyId)?.name ?? '',
    })),
    next: found.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
  }
}
