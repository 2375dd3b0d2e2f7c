import { query, type Reader } from '../../../platform/db.ts'
import { isUuid } from '../../../platform/ids.ts'
import type { RoundSnapshot } from '../publish-round.ts'
import type { Round } from '../round.ts'
import { getScorecard } from '../scheme-store.ts'
import type { FullScorecard } from '../scorecard-scheme.ts'
import type { SheetState } from '../sheet.ts'
import { isExtra, isScored, type SheetLine } from '../sheet-line.ts'
import { type LinePoints, type SheetScore, scoreSheet } from '../sheet-score.ts'
import { findPublished, findRound, listRounds, listSheets } from '../sheet-store.ts'
import { hasEvidence, type Statement } from '../statement.ts'
import { sumOf } from './area-look.ts'
import { lostByCause } from './lost-cause.ts'
import type { YearLine } from './movement.ts'
import type { CauseSum, MovedColumn } from './view-types.ts'

/** A unit in a round with all that is compared of it. */
export interface RoundUnitLook {
  sheetId: string
  agencyId: string
  name: string
  kind: string
  place: number | null
  of: number
  shared: boolean
  state: SheetState
  score: SheetScore
  lines: SheetScore['lines']
}

export interface LoadedRound {
  round: Round
  scheme: FullScorecard
  units: RoundUnitLook[]
}

interface Naming {
  byId(id: string): { name: string; kind: string } | undefined
}

/** A round with its units scored; places only once its result is published, and then as published. */
export async function loadRound(reader: Reader, id: string, agencies: Naming): Promise<LoadedRound | null> {
  const round = isUuid(id) ? await findRound(reader, id) : undefined
  if (round === undefined) return null
  const scheme = await getScorecard(reader, round.schemeKey, round.schemeVersion)
  const row = await findPublished(reader, id)
  const told = row === undefined ? [] : (JSON.parse(row.snapshot) as RoundSnapshot).units
  const units = (await listSheets(reader, id)).map(({ id: sheetId, state }) => {
    const published = told.find((one) => one.sheetId === sheetId)
    const agency = agencies.byId(state.agencyId)
    const score = scoreSheet(scheme, state)
    return {
      sheetId,
      agencyId: state.agencyId,
      name: published?.name ?? agency?.name ?? '',
      kind: published?.kind ?? agency?.kind ?? '',
      place: published?.place ?? null,
      state,
      score,
      lines: score.lines,
    }
  })
  return { round, scheme, units: units.map((unit) => ({ ...unit, ...amongAlike(unit, units) })) }
}

function amongAlike(
  unit: { kind: string; place: number | null },
  all: readonly { kind: string; place: number | null }[],
) {
  const alike = all.filter(({ kind }) => kind === unit.kind)
  const shared = unit.place !== null && alike.filter(({ place }) => place === unit.place).length > 1
  return { of: alike.length, shared }
}

/** The newest published round of the same scorecard in an earlier year. */
export async function loadEarlier(reader: Reader, round: Round, agencies: Naming): Promise<LoadedRound | null> {
  const earlier = (await listRounds(reader)).find(
    (one) => one.schemeKey === round.schemeKey && one.year < round.year && one.publishedAt !== null,
  )
  return earlier === undefined ? null : loadRound(reader, earlier.id, agencies)
}

/** From which column a sheet's year is compared: what was verified once all of it is, else what the unit claims. */
export function columnOf({ phase }: Pick<SheetState, 'phase'>): MovedColumn {
  return phase === 'verified' || phase === 'published' ? 'final' : 'self'
}

/** The lines of a unit in one column, as years are compared; the first is the total of the whole sheet. */
export function yearLines(scheme: FullScorecard, unit: Pick<RoundUnitLook, 'score'>, column: MovedColumn): YearLine[] {
  const own = new Map(unit.score.lines.map(({ line, points }) => [line.key, points[column]]))
  const known = (keys: readonly string[]) => keys.filter((key) => own.get(key) != null).length
  const tree = unit.score.lines.filter(({ line }) => isScored(line) && !isExtra(line)).map(({ line }) => line.key)
  const total: YearLine = {
    line: {
      key: '',
      name: scheme.tree.name,
      depth: 0,
      kind: 'area',
      max: scheme.tree.max,
      leaf: null,
      continues: null,
    },
    points: unit.score.total[column],
    known: known(tree),
  }
  const line = ({ line: one, points }: { line: SheetLine; points: LinePoints }): YearLine => ({
    line: one,
    points: points[column],
    known: known(one.parts),
  })
  return [total, ...unit.score.lines.map(line)]
}

/** Which statements of sheets hold a file or an address. */
export async function evidenceOf(
  reader: Reader,
  sheetIds: readonly string[],
): Promise<(sheetId: string, statement: string | null) => boolean> {
  const rows = await query<{ sheetId: string; hash: string; body: string }>(
    reader,
    'SELECT sheet_id AS "sheetId", hash, body FROM scorecards_statement WHERE sheet_id = ANY ($1::uuid[])',
    [sheetIds],
  )
  const holding = new Set(
    rows.filter(({ body }) => hasEvidence(JSON.parse(body) as Statement)).map((row) => `${row.sheetId} ${row.hash}`),
  )
  return (sheetId, statement) => statement !== null && holding.has(`${sheetId} ${statement}`)
}

/** Lost points of some units by cause, most first; each cause with its lines, most first. */
export function causesOf(
  units: readonly RoundUnitLook[],
  holds: (sheetId: string, statement: string | null) => boolean,
): CauseSum[] {
  const parts = units.flatMap(({ sheetId, name: unit, score, state }) =>
    lostByCause(score, state, (statement) => holds(sheetId, statement)).map((part) => ({ ...part, sheetId, unit })),
  )
  return [...Map.groupBy(parts, ({ cause }) => cause)]
    .map(([cause, some]) => ({
      cause,
      lost: sumOf(some.map(({ lost }) => lost)),
      parts: some.sort((a, b) => b.lost - a.lost || a.key.localeCompare(b.key, 'vi', { numeric: true })),
    }))
    .sort((a, b) => b.lost - a.lost)
}
