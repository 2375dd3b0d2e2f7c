import { localDate } from '../../../platform/civil-date.ts'
import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId, UserId } from '../../../platform/ids.ts'
import { overviewScope } from '../../casework/index.ts'
import { listFields, listProcedureFacts } from '../../catalogue/index.ts'
import { type Actor, type Agency, officerNames } from '../../organisation/index.ts'
import { indicatorsRefusals } from '../errors.ts'
import { figureScope } from '../figure-scope.ts'
import { parsePeriod, type ReportingPeriod, reportingPeriod } from '../reporting-period.ts'
import { evaluateScheme, type Facts, type YearBefore } from './evaluate-scheme.ts'
import type { ValueOf } from './expression.ts'
import { findGains } from './find-gains.ts'
import { gradeOf } from './grade.ts'
import { listOwnDossiers } from './own-work.ts'
import { readOfficerPoints, readPointsByOfficer, readPointsByProcedure } from './read-points.ts'
import { type Place, readAgencyValues, readDeclaredValues } from './read-values.ts'
import type { Scheme } from './scheme.ts'
import { findScheme, listSchemes } from './scheme-store.ts'
import { headOf, linesOfScore, schemePeriods } from './score-lines.ts'
import type { AgencyScoreView, OwnScoreView, PointsLine, SchemeHead, SchemeScoreView } from './view-types.ts'

/** The schemes whose scores the actor may see: an agency's for who leads one, an officer's own for every officer. */
export async function listSchemeHeads(reader: Reader, actor: Actor): Promise<SchemeHead[]> {
  if (actor.kind !== 'officer') throw indicatorsRefusals.figures_not_found()
  const { all, agencyIds } = overviewScope(actor)
  const leads = all || agencyIds.length > 0
  return (await listSchemes(reader)).filter(({ level }) => level === 'officer' || leads).map(headOf)
}

export interface ScoreQuestion {
  scheme: string
  agencyId: AgencyId | null
  /** See `parsePeriod`; null: the newest of the scheme's widest kind that has begun. */
  period: string | null
}

/**
 * The score of an agency by a scheme. Refuses `indicators.figures_not_found`, `period_not_begun`, and `agency_not_then` for an agency that
 * did not exist in the period: it has no score, which is not 0.
 */
export async function getAgencyScore(reader: Reader, actor: Actor, asked: ScoreQuestion): Promise<AgencyScoreView> {
  const { tree, agency, choices } = await figureScope(reader, actor, asked.agencyId)
  const { scheme, period, periods, today } = await schemeAndPeriod(reader, asked, 'agency')
  const whole = tree.byId(agency.id)
  assertExisted(whole, period)
  const place: Place = { agencyId: agency.id, tree, period, today }
  const valueFor = await readAgencyValues(reader, place)
  const facts: Facts = { valueFor, yearBefore: await yearBefore(reader, scheme, place) }
  const score = evaluateScheme(scheme, facts)
  const evaluates = scheme.key.startsWith('tt-01-2018')
  return {
    ...viewOf(scheme, { period, periods: periods.filter((one) => existed(whole, one)), today }, facts),
    agency,
    choices,
    gains: findGains(scheme, score, facts),
    officers: evaluates && tree.byId(agency.id)?.parentId !== null ? await officersOf(reader, place) : [],
    fields: evaluates ? await fieldsOf(reader, place) : [],
  }
}

/** The officer's own score; nobody sees another's here. Refuses `indicators.figures_not_found`. */
export async function getOwnScore(
  reader: Reader,
  actor: Actor,
  asked: Pick<ScoreQuestion, 'period'>,
): Promise<OwnScoreView> {
  if (actor.kind !== 'officer') throw indicatorsRefusals.figures_not_found()
  const when = await schemeAndPeriod(reader, { ...asked, scheme: OFFICER_SCHEME }, 'officer')
  const valueFor = await readOfficerPoints(reader, actor.userId, when.period)
  const dossiers = await listOwnDossiers(reader, actor.userId, when.period)
  return { ...viewOf(when.scheme, when, { valueFor, yearBefore: null }), dossiers }
}

const OFFICER_SCHEME = 'tt-01-2018-officer'

interface When {
  period: ReportingPeriod
  periods: ReportingPeriod[]
  today: string
}

async function schemeAndPeriod(
  reader: Reader,
  asked: Pick<ScoreQuestion, 'scheme' | 'period'>,
  level: Scheme['level'],
): Promise<When & { scheme: Scheme }> {
  const [row] = await query<{ now: Date }>(reader, 'SELECT platform_now() AS now')
  const today = localDate(row?.now.getTime() ?? 0)
  const newest = (await listSchemes(reader)).find(({ key }) => key === asked.scheme)
  const periods = newest === undefined ? [] : schemePeriods(newest, today)
  const period = asked.period === null ? periods[0] : parsePeriod(asked.period)
  if (period == null) throw indicatorsRefusals.figures_not_found()
  const scheme = await findScheme(reader, asked.scheme, period.year)
  if (scheme === null || scheme.level !== level || !fits(scheme, period)) throw indicatorsRefusals.figures_not_found()
  if (period.from > today) throw indicatorsRefusals.period_not_begun({ from: vietnamese(period.from) })
  return { scheme, period, periods, today }
}

function fits({ periods }: Scheme, { kind }: ReportingPeriod): boolean {
  const kinds = { month: 'month', quarter: 'quarter', calendar_year: 'year' } as const
  return Object.hasOwn(kinds, kind) && periods.includes(kinds[kind as keyof typeof kinds])
}

function existed({ validFrom, validTo }: Agency, { from, to }: ReportingPeriod): boolean {
  return validFrom <= to && (validTo === null || validTo > from)
}

function assertExisted(agency: Agency | undefined, period: ReportingPeriod): asserts agency is Agency {
  if (agency === undefined) throw indicatorsRefusals.figures_not_found()
  if (existed(agency, period)) return
  throw indicatorsRefusals.agency_not_then({
    agency: agency.name,
    from: vietnamese(agency.validFrom),
    to: agency.validTo === null ? '…' : vietnamese(agency.validTo),
  })
}

/** 2026-11-26 -> 26/11/2026. */
function vietnamese(date: string): string {
  return date.split('-').reverse().join('/')
}

function viewOf(scheme: Scheme, { period, periods, today }: When, facts: Facts): SchemeScoreView {
  const { areas, ...total } = evaluateScheme(scheme, facts)
  return {
    scheme: headOf(scheme),
    period,
    periods,
    provisional: period.to >= today,
    total,
    grade: gradeOf(scheme, total),
    lines: linesOfScore(scheme, areas, facts.valueFor),
  }
}

/** QĐ 766 1.4 divides the total of the year before by as many such periods as a year has. */
async function yearBefore(reader: Reader, scheme: Scheme, place: Place): Promise<YearBefore | null> {
  if (!JSON.stringify(scheme).includes('"last_year"')) return null
  const { kind, year } = place.period as ReportingPeriod
  const parts = kind === 'month' ? 12 : kind === 'quarter' ? 4 : 1
  const period = reportingPeriod('calendar_year', year - 1)
  return { valueFor: await readDeclaredValues(reader, { ...place, period }), parts }
}

async function officersOf(reader: Reader, place: Place): Promise<PointsLine[]> {
  const scheme = await findScheme(reader, OFFICER_SCHEME, (place.period as ReportingPeriod).year)
  const points = await readPointsByOfficer(
    reader,
    place.tree.within(place.agencyId).map(({ id }) => id),
    place.period,
  )
  const names = await officerNames(reader, [...points.keys()] as UserId[])
  return pointsLines(scheme, points, (key) => {
    const name = names.get(key as UserId) ?? key
    return { vi: name, en: name }
  })
}

async function fieldsOf(reader: Reader, place: Place): Promise<PointsLine[]> {
  const scheme = await findScheme(reader, OFFICER_SCHEME, (place.period as ReportingPeriod).year)
  const [points, procedures, fields] = await Promise.all([
    readPointsByProcedure(reader, place.agencyId, place.period),
    listProcedureFacts(reader, place.today),
    listFields(reader),
  ])
  const fieldOf = new Map(procedures.map(({ code, fieldKey }) => [code, fieldKey]))
  const grouped = Map.groupBy([...points], ([code]) => fieldOf.get(code) ?? '')
  const byField = new Map(
    [...grouped].map(([field, own]): [string, ValueOf] => [
      field,
      (name) =>
        own.reduce<number | null>((sum, [, valueFor]) => {
          const n = valueFor(name)
          return sum === null || n === null ? null : sum + n
        }, 0),
    ]),
  )
  const names = new Map(fields.map(({ key, name }) => [key, name]))
  return pointsLines(scheme, byField, (key) => names.get(key) ?? { vi: key, en: key })
}

/** Those with most dossiers first. */
function pointsLines(
  scheme: Scheme | null,
  points: ReadonlyMap<string, ValueOf>,
  nameOf: (key: string) => PointsLine['name'],
): PointsLine[] {
  if (scheme === null) return []
  return [...points]
    .map(([key, valueFor]): PointsLine => {
      const { areas: _, ...total } = evaluateScheme(scheme, { valueFor, yearBefore: null })
      const dossiers = valueFor('contact_cases') ?? 0
      return { key, name: nameOf(key), dossiers, total, grade: gradeOf(scheme, total) }
    })
    .sort((a, b) => b.dossiers - a.dossiers || (a.key < b.key ? -1 : 1))
}
