import type { Reader } from '../../../platform/db.ts'
import { type Actor, agencyTree } from '../../organisation/index.ts'
import { scorecardRefusals as refusals } from '../errors.ts'
import { readPlaces } from '../place.ts'
import { organiserMandate } from '../policy.ts'
import { briefOf, publishedView } from '../scorecard-views.ts'
import { getSheet } from '../sheet-views.ts'
import { areasOf, spreadOf } from './area-look.ts'
import {
  causesOf,
  columnOf,
  evidenceOf,
  type LoadedRound,
  loadEarlier,
  loadRound,
  type RoundUnitLook,
  yearLines,
} from './load-round.ts'
import { type MovedLine, meanLines, moveLines, placesGained } from './movement.ts'
import type { GroupLook, MovedColumn, RankedUnit, RoundLook, SheetLook, SheetMovement } from './view-types.ts'

const KINDS = ['department', 'commune', 'province']

/** The charts of a unit's sheet for whoever may see it. Refuses `scorecards.not_found`. */
export async function getSheetLook(reader: Reader, actor: Actor, sheetId: string): Promise<SheetLook> {
  const { roundId } = await getSheet(reader, actor, sheetId)
  return sheetLook(reader, roundId, sheetId)
}

/** The same of a published sheet, for everybody. Refuses `scorecards.not_found`. */
export async function getPublicSheetLook(reader: Reader, roundId: string, sheetId: string): Promise<SheetLook> {
  const look = await sheetLook(reader, roundId, sheetId)
  if (look.published === null) throw refusals.not_found()
  return look
}

async function sheetLook(reader: Reader, roundId: string, sheetId: string): Promise<SheetLook> {
  const tree = await agencyTree(reader)
  const loaded = await loadRound(reader, roundId, tree)
  const unit = loaded?.units.find((one) => one.sheetId === sheetId)
  if (loaded === null || unit === undefined) throw refusals.not_found()
  const { round, scheme, units } = loaded
  const published = await publishedView(reader, round)
  const earlier = await loadEarlier(reader, round, tree)
  const { name, kind, place, of, score } = unit
  return {
    sheetId,
    roundId,
    year: round.year,
    scheme: briefOf(scheme),
    unit: { name, kind },
    place,
    of,
    total: score.total,
    areas: areasOf(unit),
    spread:
      published === null
        ? null
        : spreadOf(
            units.filter((one) => one.kind === kind),
            scheme.tree.decimals,
          ),
    lost: causesOf([unit], await evidenceOf(reader, [sheetId])),
    movement: earlier === null ? null : (moved(loaded, unit, earlier) ?? 'unit_missing'),
    published,
  }
}

function moved({ scheme }: LoadedRound, unit: RoundUnitLook, earlier: LoadedRound): SheetMovement | null {
  const then = earlier.units.find(({ agencyId }) => agencyId === unit.agencyId)
  if (then === undefined) return null
  const column = columnOf(unit.state)
  const [total, ...lines] = moveLines(yearLines(scheme, unit, column), yearLines(earlier.scheme, then, column))
  if (total === undefined) return null
  return {
    year: earlier.round.year,
    column,
    total,
    lines,
    place: { before: then.place, of: then.of, now: unit.place, gained: placesGained(then.place, unit.place) },
  }
}

/** The charts of a round for whoever organises, as it stands now. Refuses `scorecards.not_found`. */
export async function getRoundLook(reader: Reader, actor: Actor, id: string): Promise<RoundLook> {
  const places = await readPlaces(reader)
  if (organiserMandate(actor, places) === null) throw refusals.not_found()
  return roundLook(reader, id)
}

/** The charts of a published round, for everybody. Refuses `scorecards.not_found`. */
export async function getPublicRoundLook(reader: Reader, id: string): Promise<RoundLook> {
  const look = await roundLook(reader, id)
  if (look.published === null) throw refusals.not_found()
  return look
}

async function roundLook(reader: Reader, id: string): Promise<RoundLook> {
  const tree = await agencyTree(reader)
  const loaded = await loadRound(reader, id, tree)
  if (loaded === null) throw refusals.not_found()
  const earlier = await loadEarlier(reader, loaded.round, tree)
  const holds = await evidenceOf(
    reader,
    loaded.units.map(({ sheetId }) => sheetId),
  )
  const groups = KINDS.flatMap((kind): GroupLook[] => {
    const units = loaded.units.filter((one) => one.kind === kind)
    if (units.length === 0) return []
    return [
      {
        kind,
        units: units.map((unit) => ranked(loaded, unit, { earlier, holds })).sort(byPlace),
        spread: spreadOf(units, loaded.scheme.tree.decimals),
        lost: causesOf(units, holds),
        movement: earlier === null ? null : groupMoved(loaded, units, earlier),
      },
    ]
  })
  return {
    id,
    year: loaded.round.year,
    scheme: briefOf(loaded.scheme),
    groups,
    published: await publishedView(reader, loaded.round),
  }
}

function ranked(
  loaded: LoadedRound,
  unit: RoundUnitLook,
  { earlier, holds }: { earlier: LoadedRound | null; holds: Parameters<typeof causesOf>[1] },
): RankedUnit {
  const { sheetId, name, kind, place, of, shared, score } = unit
  const movement = earlier === null ? null : moved(loaded, unit, earlier)
  return {
    sheetId,
    name,
    kind,
    place,
    of,
    shared,
    total: score.total,
    areas: areasOf(unit),
    lost: causesOf([unit], holds),
    gained: movement?.place.gained ?? null,
    change: movement?.total.change ?? null,
  }
}

function byPlace(a: RankedUnit, b: RankedUnit): number {
  return (a.place ?? 999) - (b.place ?? 999) || a.name.localeCompare(b.name, 'vi')
}

function groupMoved({ scheme, round }: LoadedRound, units: readonly RoundUnitLook[], earlier: LoadedRound) {
  const column: MovedColumn = round.publishedAt === null ? 'self' : 'final'
  const pairs = units.flatMap((unit) => {
    const then = earlier.units.find(({ agencyId }) => agencyId === unit.agencyId)
    return then === undefined
      ? []
      : [{ now: yearLines(scheme, unit, column), before: yearLines(earlier.scheme, then, column) }]
  })
  const { decimals } = scheme.tree
  const [total, ...lines]: (MovedLine | undefined)[] = moveLines(
    meanLines(
      pairs.map(({ now }) => now),
      decimals,
    ),
    meanLines(
      pairs.map(({ before }) => before),
      decimals,
    ),
  )
  if (total === undefined) return null
  return {
    year: earlier.round.year,
    column,
    units: pairs.length,
    total,
    lines: lines.filter((line) => line !== undefined),
  }
}
