import type { LinePoints } from '../sheet-score.ts'
import type { PublishedView, SchemeBrief } from '../view-types.ts'
import type { AreaPoints, AreaSpread } from './area-look.ts'
import type { LostCause, LostPart } from './lost-cause.ts'
import type { MovedLine } from './movement.ts'

export type { AreaPoints, AreaSpread, LostCause, LostPart, MovedLine }

/** Points lost for one cause, and the lines they were lost at. */
export interface CauseSum {
  cause: LostCause
  lost: number
  parts: (LostPart & { sheetId: string; unit: string })[]
}

/** The column that this year's points are taken from: final where there are any, else the last before. */
export type MovedColumn = 'final' | 'verified' | 'self'

/** A unit's year beside the one before. */
export interface SheetMovement {
  year: number
  column: MovedColumn
  total: MovedLine
  lines: MovedLine[]
  place: { before: number | null; of: number; now: number | null; gained: number | null }
}

/** The charts and comparisons of one sheet. */
export interface SheetLook {
  sheetId: string
  roundId: string
  year: number
  scheme: SchemeBrief
  unit: { name: string; kind: string }
  place: number | null
  /** Units of the same kind in the round. */
  of: number
  total: LinePoints
  areas: AreaPoints[]
  /** Mean and most of the units of this kind; null before the result is published: nobody sees others' sheets before. */
  spread: AreaSpread[] | null
  lost: CauseSum[]
  /** Null where no earlier year was published. `unit_missing`: one was, without this unit. */
  movement: SheetMovement | 'unit_missing' | null
  published: PublishedView | null
}

export interface RankedUnit {
  sheetId: string
  name: string
  kind: string
  place: number | null
  of: number
  /** Others share the place. */
  shared: boolean
  total: LinePoints
  areas: AreaPoints[]
  lost: CauseSum[]
  /** Since the year before; null where it cannot be told. */
  gained: number | null
  change: number | null
}

export interface GroupLook {
  kind: string
  units: RankedUnit[]
  spread: AreaSpread[]
  lost: CauseSum[]
  /** Means of the units that stand in both years; null where no earlier year was published or no unit stands in both. */
  movement: { year: number; column: MovedColumn; units: number; total: MovedLine; lines: MovedLine[] } | null
}

/** The charts and comparisons of a round: of the province, by kind of unit. */
export interface RoundLook {
  id: string
  year: number
  scheme: SchemeBrief
  groups: GroupLook[]
  published: PublishedView | null
}
