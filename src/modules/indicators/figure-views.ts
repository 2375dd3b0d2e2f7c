import { localDate } from '../../platform/civil-date.ts'
import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId, DossierId } from '../../platform/ids.ts'
import { findProcedureNames } from '../catalogue/index.ts'
import type { Actor } from '../organisation/index.ts'
import { listBehindFigure } from './behind-figure.ts'
import { indicatorsRefusals } from './errors.ts'
import type { Measure } from './facts/measure.ts'
import { figureScope } from './figure-scope.ts'
import { parsePeriod, periodsUpTo, type ReportingPeriod } from './reporting-period.ts'
import { readSolvingByAgency, readSolvingByProcedure, type SolvingRow } from './reports/read-solving.ts'
import { brokenIdentities, type SolvingColumns, solvingColumns } from './reports/solving-columns.ts'
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
  const total = rows.find(({ key }) => key === agency.id)?.columns ?? nothing
  return {
    agency,
    choices,
    period,
    periods,
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

const nothing = solvingColumns({
  openBefore: 0,
  receivedOnline: 0,
  receivedDirect: 0,
  early: 0,
  onTime: 0,
  late: 0,
  undatedResolved: 0,
  openAfter: 0,
  overdueAfter: 0,
  undatedAfter: 0,
  waitingApplicant: 0,
  waitingPayment: 0,
  suspended: 0,
  withdrawn: 0,
  stopped: 0,
  endedOnline: 0,
  endedDirect: 0,
})

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

export interface BehindQuestion extends SolvingQuestion {
  measures: readonly Measure[]
  procedureCode: string | null
  after: DossierId | null
}

const PAGE = 50

/** The dossiers behind a figure, measure after measure. Refuses `indicators.figures_not_found`. */
export async function getBehind(reader: Reader, actor: Actor, asked: BehindQuestion): Promise<BehindView> {
  const { tree, agency } = await figureScope(reader, actor, asked.agencyId)
  const period = periodOf(asked.period, periodsUpTo(await todayOf(reader)))
  const agencyIds = tree.within(agency.id).map(({ id }) => id)
  const procedures = asked.procedureCode === null ? {} : { procedureCodes: [asked.procedureCode] }
  const lists = await Promise.all(
    asked.measures.map((measure) =>
      listBehindFigure(reader, { measure, agencyIds, period, ...procedures }, { after: asked.after, limit: PAGE + 1 }),
    ),
  )
  const found = lists.flat().sort((a, b) => (a.id < b.id ? -1 : 1))
  const shown = found.slice(0, PAGE)
  const names = await findProcedureNames(
    reader,
    shown.map(({ procedureCode }) => procedureCode),
  )
  return {
    agency,
    period,
    measures: [...asked.measures],
    lines: shown.map(({ procedureCode, agencyId, ...line }) => ({
      ...line,
      procedureName: names.get(procedureCode)?.vi ?? procedureCode,
      agencyName: tree.byId(agencyId)?.name ?? '',
    })),
    next: found.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
  }
}
