import type { Reader } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { findProcedureNames, findStepNames } from '../../catalogue/index.ts'
import { countRatings } from '../../feedback/index.ts'
import type { Actor } from '../../organisation/index.ts'
import { listOpenAlerts } from '../alerts/index.ts'
import { bilingualName } from '../bilingual-name.ts'
import { figureScope } from '../figure-scope.ts'
import { periodOf, type SolvingQuestion, todayOf } from '../figure-views.ts'
import { overdueNowByAgency } from '../overdue-now.ts'
import { periodsUpTo } from '../reporting-period.ts'
import { readSolvingByAgency } from '../reports/read-solving.ts'
import type { DashboardView, StepView, UnitView } from '../view-types.ts'
import { type MonthLine, readMonths } from './read-months.ts'
import { readSteps } from './read-steps.ts'
import { quantile } from './step-times.ts'

const MONTHS = 12
const MOST_STEPS = 40
const MOST_ALERTS = 5

/** How an agency works, at a look: months, units, where working time goes, what has slowed down. Refuses `indicators.figures_not_found`. */
export async function getDashboard(reader: Reader, actor: Actor, asked: SolvingQuestion): Promise<DashboardView> {
  const scope = await figureScope(reader, actor, asked.agencyId)
  const { tree, agency, choices } = scope
  const today = await todayOf(reader)
  const periods = periodsUpTo(today)
  const period = periodOf(asked.period, periods)
  const below = tree.childrenOf(agency.id)
  const [months, units, steps, alerts] = [
    await readMonths(reader, agency.id, { upTo: period.to < today ? period.to : today, months: MONTHS }),
    await readSolvingByAgency(
      reader,
      below.map(({ id }) => id),
      period,
    ),
    await readSteps(reader, agency.id, period),
    await listOpenAlerts(reader, scope, MOST_ALERTS),
  ]
  const isNow = period.to >= today
  const overdueNow = isNow ? ((await overdueNowByAgency(reader, [agency.id])).get(agency.id) ?? 0) : null
  const unitViews = units.map(({ key, columns }) => unitView(key as AgencyId, columns, tree.byId(key as AgencyId)))
  const named = await namesOf(reader, steps)
  const stepViews = steps.map(({ times, ...line }) => ({
    ...named(line),
    ...line,
    visits: times.visits,
    minutes: times.minutes,
    median: quantile(times, 0.5) ?? 0,
    ninetieth: quantile(times, 0.9) ?? 0,
  }))
  return {
    agency,
    choices,
    period,
    periods,
    months: months.map(monthView).map((line, at) => {
      const isLast = at === months.length - 1
      return isLast && overdueNow !== null ? { ...line, overdue: overdueNow } : line
    }),
    ratings: await countRatings(reader, { decidedBy: tree.within(agency.id).map(({ id }) => id) }, period),
    units: ranked(unitViews),
    steps: stepViews.sort((a, b) => b.minutes - a.minutes).slice(0, MOST_STEPS),
    alerts,
  }
}

function monthView({ month, counts }: MonthLine): DashboardView['months'][number] {
  return {
    month,
    received: counts.received_online + counts.received_counter + counts.received_post,
    online: counts.received_online,
    inTime: counts.resolved_early + counts.resolved_on_time,
    late: counts.resolved_late,
    open: counts.open,
    overdue: counts.overdue,
    components: counts.components,
    digital: counts.components_digital,
    reused: counts.components_reused,
    feeDossiers: counts.fee_dossiers,
    feeOnline: counts.fee_dossiers_online,
    resolved: counts.resolved_early + counts.resolved_on_time + counts.resolved_late + counts.resolved_undated,
    electronic: counts.electronic_results,
  }
}

function unitView(
  id: AgencyId,
  columns: { solved: number; solvedLate: number; open: number; openOverdue: number; toSolve: number },
  unit: { name: string; kind: string; unitType: string | null } | undefined,
): UnitView {
  return {
    id,
    name: unit?.name ?? '',
    placeName: placeOf(unit),
    isCommune: unit?.kind === 'commune',
    toSolve: columns.toSolve,
    solved: columns.solved,
    inTime: columns.solved - columns.solvedLate,
    open: columns.open,
    overdue: columns.openOverdue,
  }
}

/** A commune by its place alone: what stands from the kind of unit on. */
function placeOf(unit: { name: string; unitType: string | null } | undefined): string {
  if (unit === undefined) return ''
  const at = unit.unitType === null ? -1 : unit.name.indexOf(`${unit.unitType} `)
  return at === -1 ? unit.name : unit.name.slice(at)
}

/** Best share in time first; those without a solved dossier have no share and stand last. Ties: more cases first, then by name. */
function ranked(units: UnitView[]): UnitView[] {
  const share = ({ solved, inTime }: UnitView) => (solved === 0 ? -1 : inTime / solved)
  return units.sort((a, b) => share(b) - share(a) || b.solved - a.solved || a.name.localeCompare(b.name, 'vi'))
}

type Step = Pick<StepView, 'procedureCode' | 'step'>

export async function namesOf(
  reader: Reader,
  steps: readonly Step[],
): Promise<(step: Step) => Pick<StepView, 'procedureName' | 'stepName'>> {
  const procedures = await findProcedureNames(
    reader,
    steps.map(({ procedureCode }) => procedureCode),
  )
  const names = await findStepNames(reader)
  return ({ procedureCode, step }) => ({
    procedureName: bilingualName(procedures.get(procedureCode), procedureCode),
    stepName: bilingualName(names.get(step), step),
  })
}
