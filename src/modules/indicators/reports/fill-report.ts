import type { IsoDate } from '../../../platform/civil-date.ts'
import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { countProcedures, findProcedureNames, type ProcedureCount } from '../../catalogue/index.ts'
import type { AgencyTree } from '../../organisation/index.ts'
import { type Measure, measureNames, measures } from '../facts/measure.ts'
import { type Period, readFlows } from '../figures-reader.ts'
import { percentOf } from '../percent.ts'
import type { ReportingPeriod } from '../reporting-period.ts'
import { type LedgerFigures, type MeasuredFigure, measuredFigures, type SectionOutline } from './outline.ts'
import { readSolvingByAgency, readSolvingByProcedure } from './read-solving.ts'
import type { GridRow, Part, ReportCell, Reversed } from './report.ts'
import { spanBefore, yearBefore } from './report-period.ts'
import { listSignedGrids } from './report-store.ts'
import { noColumns, type SolvingColumns } from './solving-columns.ts'

/** Reads what the system fills into a report of an agency on a period. */
export class ReportFiller {
  readonly #reader: Reader
  readonly #tree: AgencyTree
  readonly #agencyId: AgencyId
  readonly #period: ReportingPeriod
  #spans: Promise<[LedgerFigures | null, LedgerFigures | null, LedgerFigures | null]> | null = null

  constructor(reader: Reader, tree: AgencyTree, place: { agencyId: AgencyId; period: ReportingPeriod }) {
    this.#reader = reader
    this.#tree = tree
    this.#agencyId = place.agencyId
    this.#period = place.period
  }

  async cells(outline: SectionOutline): Promise<ReportCell[]> {
    const counted = outline.measured.length === 0 ? [] : await this.#measured(outline)
    return outline.catalogue ? [...counted, ...(await this.#catalogue())] : counted
  }

  async #measured(outline: SectionOutline): Promise<ReportCell[]> {
    this.#spans ??= this.#readSpans()
    const [now, before, yearAgo] = await this.#spans
    return measuredFigures(outline.measured).map((figure) => ({
      key: figure.key,
      name: null,
      now: partOf(figure, now),
      before: partOf(figure, before),
      yearAgo: partOf(figure, yearAgo),
      parts: [],
      rule: figure.rule,
      source: 'ledger',
      standing: 'measured',
    }))
  }

  async #readSpans(): Promise<[LedgerFigures | null, LedgerFigures | null, LedgerFigures | null]> {
    const first = await firstDay(this.#reader, this.#agencyId)
    const read = (span: Period) =>
      first === null || span.to < first ? null : readLedger(this.#reader, this.#agencyId, span)
    return [await read(this.#period), await read(spanBefore(this.#period)), await read(yearBefore(this.#period))]
  }

  async #catalogue(): Promise<ReportCell[]> {
    const [now, before, yearAgo] = await Promise.all(
      [this.#period.to, spanBefore(this.#period).to, yearBefore(this.#period).to].map((day) =>
        countProcedures(this.#reader, day),
      ),
    )
    return catalogueFigures.map(({ key, rule, part }) => ({
      key,
      name: null,
      now: part(now),
      before: part(before),
      yearAgo: part(yearAgo),
      parts: [],
      rule,
      source: 'catalogue',
      standing: 'measured',
    }))
  }

  /** Form II.06a: the agency, the units just below it (from their own signed reports where there are such), its procedures. */
  async grid(): Promise<GridRow[]> {
    const below = this.#tree.childrenOf(this.#agencyId)
    const ids = [this.#agencyId, ...below.map(({ id }) => id)]
    const live = new Map(
      (await readSolvingByAgency(this.#reader, ids, this.#period)).map(({ key, columns }) => [key, columns]),
    )
    const signed = await listSignedGrids(this.#reader, ids.slice(1), this.#period)
    const units = below.map(({ id, name }): GridRow => {
      const own = signed.get(id)
      if (own !== undefined)
        return { by: 'unit', key: id, name, columns: own.columns, basis: 'frozen', reportHash: own.hash }
      return { by: 'unit', key: id, name, columns: live.get(id) ?? noColumns, basis: 'live', reportHash: null }
    })
    const total = live.get(this.#agencyId) ?? noColumns
    const name = this.#tree.byId(this.#agencyId)?.name ?? ''
    return [
      { by: 'agency', key: this.#agencyId, name, columns: total, basis: 'live', reportHash: null },
      ...units.filter(({ basis, columns }) => basis === 'frozen' || isSome(columns)).sort(byMost),
      ...(await this.#procedures()),
    ]
  }

  async #procedures(): Promise<GridRow[]> {
    const rows = await readSolvingByProcedure(this.#reader, this.#agencyId, this.#period)
    const names = await findProcedureNames(
      this.#reader,
      rows.map(({ key }) => key),
    )
    return rows
      .filter(({ columns }) => isSome(columns))
      .map(({ key, columns }): GridRow => {
        return { by: 'procedure', key, name: names.get(key)?.vi ?? key, columns, basis: 'live', reportHash: null }
      })
      .sort(byMost)
  }

  /** What was counted in the period and taken back after the instant. */
  async reversedAfter(instant: Date): Promise<Reversed> {
    const agencyIds = this.#tree.within(this.#agencyId).map(({ id }) => id)
    const rows = await query<{ measure: number; n: number }>(
      this.#reader,
      `SELECT measure, count(*)::int AS n FROM indicators_reversal
       WHERE agency_id = ANY ($1::uuid[]) AND reversed_at >= $2
         AND counted_at >= ($3::date)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
         AND counted_at < ($4::date + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
       GROUP BY measure`,
      [agencyIds, instant, this.#period.from, this.#period.to],
    )
    return Object.fromEntries(rows.map(({ measure, n }) => [nameOf(measure), n]))
  }
}

function nameOf(number: number): Measure {
  return measureNames.find((name) => measures[name].number === number) ?? 'corrections'
}

async function readLedger(reader: Reader, agencyId: AgencyId, span: Period): Promise<LedgerFigures> {
  const [row] = await readSolvingByAgency(reader, [agencyId], span)
  return { columns: row?.columns ?? noColumns, flows: await readFlows(reader, agencyId, span) }
}

/** The first day on which anything was counted there: before it nothing is known, which is not 0. */
async function firstDay(reader: Reader, agencyId: AgencyId): Promise<IsoDate | null> {
  const [row] = await query<{ day: IsoDate | null }>(
    reader,
    'SELECT min(day) AS day FROM indicators_day WHERE agency_id = $1',
    [agencyId],
  )
  return row?.day ?? null
}

function partOf(figure: MeasuredFigure, figures: LedgerFigures | null): Part | null {
  if (figures === null) return null
  const numerator = figure.numerator(figures)
  return figure.denominator === undefined ? countPart(numerator) : ratioPart(numerator, figure.denominator(figures))
}

function countPart(numerator: number): Part {
  return { numerator, denominator: null, percent: null }
}

function ratioPart(numerator: number, denominator: number): Part {
  return { numerator, denominator, percent: percentOf(numerator, denominator)?.toFixed(2) ?? null }
}

interface CatalogueFigure {
  key: string
  rule: string
  part(counts: readonly ProcedureCount[] | undefined): Part | null
}

/** Form II.07b: procedures by level, those received at a one-stop counter, those with an internal process. */
const catalogueFigures: CatalogueFigure[] = (['province', 'commune', 'mixed'] as const).flatMap((level) => {
  const of = (counts: readonly ProcedureCount[] | undefined) => counts?.find((count) => count.level === level)
  return [
    {
      key: `procedures_${level}`,
      rule: 'in_force',
      part: (counts) => ifAny(of(counts), (one) => countPart(one.procedures)),
    },
    {
      key: `received_${level}`,
      rule: 'one_stop',
      part: (counts) => ifAny(of(counts), (one) => ratioPart(one.atCounter, one.procedures)),
    },
    {
      key: `processes_${level}`,
      rule: 'process',
      part: (counts) => ifAny(of(counts), (one) => ratioPart(one.withFlow, one.procedures)),
    },
  ] satisfies CatalogueFigure[]
})

function ifAny(count: ProcedureCount | undefined, part: (count: ProcedureCount) => Part): Part | null {
  return count === undefined ? null : part(count)
}

function isSome(columns: SolvingColumns): boolean {
  return Object.values(columns).some((n) => n !== 0)
}

function byMost(a: GridRow, b: GridRow): number {
  return b.columns.toSolve - a.columns.toSolve || (a.key < b.key ? -1 : 1)
}
