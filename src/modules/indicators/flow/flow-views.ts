import { epochDayOf, type IsoDate } from '../../../platform/civil-date.ts'
import type { Reader } from '../../../platform/db.ts'
import type { AgencyId, DossierId } from '../../../platform/ids.ts'
import { findProcedureNames, findStepNames } from '../../catalogue/index.ts'
import type { Actor } from '../../organisation/index.ts'
import { type BilingualName, bilingualName } from '../bilingual-name.ts'
import type { IndicatorsContext } from '../context.ts'
import { readSteps, type StepLine } from '../dashboard/read-steps.ts'
import { quantile, type StepTimes, sumTimes } from '../dashboard/step-times.ts'
import { indicatorsRefusals } from '../errors.ts'
import { halfMonthsOf } from '../facts/half-month.ts'
import { type FigureScope, figureScope } from '../figure-scope.ts'
import { periodOf, type SolvingQuestion, todayOf } from '../figure-views.ts'
import type { Period } from '../figures-reader.ts'
import { workIn } from '../follow-ledger.ts'
import { periodsUpTo } from '../reporting-period.ts'
import { listPassages } from './list-passages.ts'
import { orderPlaces } from './order-places.ts'
import { readMoves } from './read-moves.ts'
import type { FlowView, PassagesView, ProcedureTimeView, StepLineView } from './view-types.ts'

export interface FlowQuestion extends SolvingQuestion {
  procedureCode: string | null
}

/** Where working time is lost: by procedure, and along the way of one of them. Refuses `indicators.figures_not_found`. */
export async function getFlow(reader: Reader, actor: Actor, asked: FlowQuestion): Promise<FlowView> {
  const { agency, choices } = await figureScope(reader, actor, asked.agencyId)
  const periods = periodsUpTo(await todayOf(reader))
  const period = periodOf(asked.period, periods)
  const lines = await readSteps(reader, agency.id, period)
  const code = asked.procedureCode
  const names = await findProcedureNames(reader, [
    ...lines.map(({ procedureCode }) => procedureCode),
    ...(code === null ? [] : [code]),
  ])
  const known = code === null ? undefined : names.get(code)
  if (code !== null && known === undefined) throw indicatorsRefusals.figures_not_found()
  const stepNames = await findStepNames(reader)
  const moves = code === null ? [] : await readMoves(reader, { agencyId: agency.id, procedureCode: code, period })
  const places = orderPlaces(moves)
  const rankOf = (step: string) => (places.includes(step) ? places.indexOf(step) : places.length)
  return {
    agency,
    choices,
    period,
    periods,
    procedures: proceduresOf(lines, (one) => bilingualName(names.get(one), one)),
    procedure: code === null ? null : { code, name: bilingualName(known, code) },
    steps: lines
      .filter(({ procedureCode }) => procedureCode === code)
      .map(({ step, times }) => ({ step, name: bilingualName(stepNames.get(step), step), ...timesOf(times) }))
      .sort((a, b) => rankOf(a.step) - rankOf(b.step) || b.minutes - a.minutes),
    moves,
    places,
    stepNames: Object.fromEntries(stepNames),
  }
}

/** One visit, or none that took any time, is told as it was and not as its class. */
function timesOf(times: StepTimes): Omit<StepLineView, 'step' | 'name'> {
  const { visits, minutes } = times
  if (visits === 1 || minutes === 0) return { visits, minutes, median: minutes, ninetieth: minutes }
  return { visits, minutes, median: quantile(times, 0.5) ?? 0, ninetieth: quantile(times, 0.9) ?? 0 }
}

function proceduresOf(lines: readonly StepLine[], name: (code: string) => BilingualName): ProcedureTimeView[] {
  const sum = (group: readonly StepLine[], part: 'visits' | 'minutes') =>
    group.reduce((all, { times }) => all + times[part], 0)
  return [...Map.groupBy(lines, ({ procedureCode }) => procedureCode)]
    .map(([code, group]) => ({ code, name: name(code), visits: sum(group, 'visits'), minutes: sum(group, 'minutes') }))
    .sort((a, b) => b.minutes - a.minutes || (a.code < b.code ? -1 : 1))
}

export interface PassagesQuestion {
  agencyId: AgencyId | null
  procedureCode: string
  /** Dates in Viet Nam, both included. */
  from: string
  to: string
  /** The place they left, and where to; null: wherever to. */
  place: string
  next: string | null
  after: DossierId | null
}

const PAGE = 50
/** More days would make the list slow. */
const MOST_DAYS = 400

/** The dossiers behind a step or a move of the flow. Refuses `indicators.figures_not_found`. */
export async function getPassages(
  { casework }: IndicatorsContext,
  actor: Actor,
  asked: PassagesQuestion,
): Promise<PassagesView> {
  const reader = casework.db.read
  const scope = await figureScope(reader, actor, asked.agencyId)
  const { tree, agency } = scope
  const period = daysOf(asked)
  const name = (await findProcedureNames(reader, [asked.procedureCode])).get(asked.procedureCode)
  if (name === undefined) throw indicatorsRefusals.figures_not_found()
  const question = {
    agencyIds: tree.within(agency.id).map(({ id }) => id),
    procedureCode: asked.procedureCode,
    period,
    from: asked.place,
    to: asked.next,
  }
  const work = workIn(await casework.directory())
  const found = await listPassages(reader, work, question, { after: asked.after, limit: PAGE + 1 })
  const shown = found.slice(0, PAGE)
  return {
    agency,
    period,
    procedure: { code: asked.procedureCode, name: bilingualName(name, asked.procedureCode) },
    from: asked.place,
    to: asked.next,
    stepNames: Object.fromEntries(await findStepNames(reader)),
    lines: shown.map(({ agencyId, ...line }) => ({ ...line, agencyName: tree.byId(agencyId)?.name ?? '' })),
    units: asked.next === null ? await unitsOf(reader, scope, { ...question, step: asked.place }) : [],
    next: found.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
  }
}

function daysOf({ from, to }: Period): { from: IsoDate; to: IsoDate } {
  let days = -1
  try {
    days = epochDayOf(to) - epochDayOf(from)
  } catch {
    // No dates: nothing is found behind them.
  }
  if (days < 0 || days > MOST_DAYS) throw indicatorsRefusals.figures_not_found()
  return { from, to }
}

/** The step in each agency just below: the same step, told apart. */
async function unitsOf(
  reader: Reader,
  { tree, agency }: FigureScope,
  { period, procedureCode, step }: { period: Period; procedureCode: string; step: string },
): Promise<PassagesView['units']> {
  if (halfMonthsOf(period.from, period.to) === null) return []
  const units: PassagesView['units'] = []
  for (const { id, name } of tree.childrenOf(agency.id)) {
    const lines = await readSteps(reader, id, period)
    const own = lines.find((line) => line.procedureCode === procedureCode && line.step === step)
    const { visits, median, ninetieth } = timesOf(own?.times ?? sumTimes([]))
    if (visits > 0) units.push({ id, name, visits, median, ninetieth })
  }
  return units.sort((a, b) => b.median - a.median || b.visits - a.visits)
}
