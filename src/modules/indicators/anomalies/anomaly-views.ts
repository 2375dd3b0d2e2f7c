import { epochDayOf, localDate, startOfLocalDay } from '../../../platform/civil-date.ts'
import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId, DossierId, UserId } from '../../../platform/ids.ts'
import { findProcedureNames } from '../../catalogue/index.ts'
import { type Actor, officerNames } from '../../organisation/index.ts'
import { indicatorsRefusals } from '../errors.ts'
import { type FigureScope, figureScope } from '../figure-scope.ts'
import { parsePeriod, periodsUpTo, type ReportingPeriod } from '../reporting-period.ts'
import { type DetectorKey, detectors, findDetector } from './detectors.ts'

export interface AnomalyQuestion {
  agencyId: AgencyId | null
  /** See `parsePeriod`; null: the month that runs. */
  period: string | null
}

/** A detector and its rate: so many findings of so many that could have been. */
export interface DetectorLine {
  key: DetectorKey
  source: string | null
  thresholds: Readonly<Record<string, number>>
  found: number
  base: number
}

interface Scope {
  agency: FigureScope['agency']
  choices: FigureScope['choices']
  period: ReportingPeriod
  periods: ReportingPeriod[]
}

export interface AnomaliesView extends Scope {
  detectors: DetectorLine[]
}

/** A finding: a dossier to be looked at. */
export interface FindingLine {
  key: string
  dossierId: DossierId
  code: string | null
  procedureName: string
  agencyName: string
  officerName: string | null
  at: Date
  againstAt: Date | null
  n: number | null
}

export interface FindingsView extends Scope {
  detector: DetectorLine
  lines: FindingLine[]
  /** Where the next page begins; null on the last one. */
  next: string | null
}

/** What every detector finds in an agency and everything below it in a period. Refuses `indicators.figures_not_found`. */
export async function getAnomalies(reader: Reader, actor: Actor, asked: AnomalyQuestion): Promise<AnomaliesView> {
  const { scope, parameters } = await scopeOf(reader, actor, asked)
  const lines: DetectorLine[] = []
  for (const { key } of detectors) lines.push(await detectorLine(reader, key, parameters))
  return { ...scope, detectors: lines }
}

const PAGE = 50

/** The findings of one detector, newest first; `after` is the `next` of the page before. Refuses `indicators.figures_not_found`. */
export async function getFindings(
  reader: Reader,
  actor: Actor,
  asked: AnomalyQuestion & { detector: string; after: string | null },
): Promise<FindingsView> {
  const detector = findDetector(asked.detector)
  if (detector === undefined) throw indicatorsRefusals.figures_not_found()
  const { scope, parameters, tree } = await scopeOf(reader, actor, asked)
  const [at, key] = afterOf(asked.after)
  const rows = await query<FindingRow>(
    reader,
    `SELECT f.*, d.code, d.procedure_code AS "procedureCode", d.agency_id AS "agencyId"
     FROM (${detector.found}) AS f JOIN indicators_dossier d ON d.id = f."dossierId"
     WHERE (f.at, f.key) < ($4::timestamptz, $5::text) ORDER BY f.at DESC, f.key DESC LIMIT ${PAGE + 1}`,
    [...parameters, at, key],
  )
  const shown = rows.slice(0, PAGE)
  const names = await findProcedureNames(
    reader,
    shown.map(({ procedureCode }) => procedureCode),
  )
  const officers = await officerNames(reader, [
    ...new Set(shown.flatMap(({ userId }) => (userId === null ? [] : [userId]))),
  ])
  const last = rows.length > PAGE ? shown.at(-1) : undefined
  return {
    ...scope,
    detector: await detectorLine(reader, detector.key, parameters),
    lines: shown.map(({ procedureCode, agencyId, userId, ...line }) => ({
      ...line,
      procedureName: names.get(procedureCode)?.vi ?? procedureCode,
      agencyName: tree.byId(agencyId)?.name ?? '',
      officerName: userId === null ? null : (officers.get(userId) ?? null),
    })),
    next: last === undefined ? null : `${last.at.getTime()}.${last.key}`,
  }
}

interface FindingRow {
  key: string
  dossierId: DossierId
  at: Date
  userId: UserId | null
  againstAt: Date | null
  n: number | null
  code: string | null
  procedureCode: string
  agencyId: AgencyId
}

type Parameters = [agencyIds: readonly AgencyId[], from: Date, to: Date]

async function detectorLine(reader: Reader, key: DetectorKey, parameters: Parameters): Promise<DetectorLine> {
  const detector = findDetector(key)
  if (detector === undefined) throw indicatorsRefusals.figures_not_found()
  const { source, thresholds, base, found } = detector
  const [whole] = await query<{ n: number }>(reader, base, parameters)
  const [part] = await query<{ n: number }>(reader, `SELECT count(*)::int AS n FROM (${found}) AS f`, parameters)
  return { key, source, thresholds, found: part?.n ?? 0, base: whole?.n ?? 0 }
}

async function scopeOf(
  reader: Reader,
  actor: Actor,
  asked: AnomalyQuestion,
): Promise<{ scope: Scope; parameters: Parameters; tree: FigureScope['tree'] }> {
  const { tree, agency, choices } = await figureScope(reader, actor, asked.agencyId)
  const [row] = await query<{ now: Date }>(reader, 'SELECT platform_now() AS now')
  const periods = periodsUpTo(localDate(row?.now.getTime() ?? 0))
  const period = asked.period === null ? periods[0] : parsePeriod(asked.period)
  if (period === null || period === undefined) throw indicatorsRefusals.figures_not_found()
  const parameters: Parameters = [
    tree.within(agency.id).map(({ id }) => id),
    new Date(startOfLocalDay(epochDayOf(period.from))),
    new Date(startOfLocalDay(epochDayOf(period.to) + 1)),
  ]
  return { scope: { agency, choices, period, periods }, parameters, tree }
}

const AFTER = /^(\d{1,15})\.([0-9a-f-]{1,40})$/

/** The newest there can be where the address names no place or a wrong one. */
function afterOf(word: string | null): [Date, string] {
  const [, at, key] = AFTER.exec(word ?? '') ?? []
  return at === undefined || key === undefined ? [new Date(8e12), ''] : [new Date(Number(at)), key]
}
