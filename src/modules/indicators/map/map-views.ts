import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import type { Actor } from '../../organisation/index.ts'
import { indicatorsRefusals } from '../errors.ts'
import { halfMonthsOf } from '../facts/half-month.ts'
import { type Measure, measures } from '../facts/measure.ts'
import { figureScope } from '../figure-scope.ts'
import { periodOf, type SolvingQuestion, todayOf } from '../figure-views.ts'
import type { Period } from '../figures-reader.ts'
import { periodsUpTo } from '../reporting-period.ts'
import { type MapMeasure, mapMeasures } from './map-measure.ts'
import type { MapView } from './view-types.ts'

export interface MapQuestion extends SolvingQuestion {
  measure: MapMeasure
}

/** Every commune of an agency with its share. Refuses `indicators.figures_not_found`. */
export async function getMap(reader: Reader, actor: Actor, asked: MapQuestion): Promise<MapView> {
  const { tree, agency, choices } = await figureScope(reader, actor, asked.agencyId)
  const periods = periodsUpTo(await todayOf(reader))
  const period = periodOf(asked.period, periods)
  const communes = tree.within(agency.id).filter(({ kind }) => kind === 'commune')
  const { part, whole } = mapMeasures[asked.measure]
  const ids = communes.map(({ id }) => id)
  const counts = await readSums(reader, ids, { period, measures: [...new Set<Measure>([...part, ...whole])] })
  const sum = (id: AgencyId, names: readonly Measure[]) =>
    names.reduce((all, name) => all + (counts.get(`${id} ${measures[name].number}`) ?? 0), 0)
  const tiles = communes.map((one) => ({
    id: one.id,
    name: one.name,
    placeName: placeOf(one),
    part: sum(one.id, part),
    whole: sum(one.id, whole),
  }))
  const byName = tiles.sort((a, b) => a.placeName.localeCompare(b.placeName, 'vi'))
  return { agency, choices, period, periods, measure: asked.measure, tiles: byName }
}

/** What stands from the kind of unit on. */
function placeOf({ name, unitType }: { name: string; unitType?: string | null }): string {
  const at = unitType == null ? -1 : name.indexOf(`${unitType} `)
  return at === -1 ? name : name.slice(at)
}

async function readSums(
  reader: Reader,
  agencyIds: readonly AgencyId[],
  asked: { period: Period; measures: readonly Measure[] },
): Promise<Map<string, number>> {
  const halves = halfMonthsOf(asked.period.from, asked.period.to)
  if (halves === null) throw indicatorsRefusals.period_not_whole()
  const numbers = asked.measures.map((name) => measures[name].number)
  const rows = await query<{ key: string; n: number }>(
    reader,
    `SELECT agency_id || ' ' || measure AS key, sum(n)::bigint AS n FROM indicators_total
     WHERE agency_id = ANY ($1::uuid[]) AND measure = ANY ($2::int2[]) AND half BETWEEN $3 AND $4
     GROUP BY agency_id, measure`,
    [agencyIds, numbers, halves.first, halves.last],
  )
  return new Map(rows.map(({ key, n }) => [key, n]))
}
