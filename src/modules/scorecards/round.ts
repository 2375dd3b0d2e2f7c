import type { IsoDate } from '../../platform/civil-date.ts'
import type { UserId } from '../../platform/ids.ts'

/** The last day of each phase. Results are published after appeals have ended, or earlier when nothing is left to decide. */
export interface RoundDates {
  selfUntil: IsoDate
  verifyUntil: IsoDate
  appealUntil: IsoDate
}

/** One year of a scorecard. */
export interface Round extends RoundDates {
  id: string
  schemeKey: string
  schemeVersion: number
  year: number
  openedBy: UserId
  openedAt: Date
  publishedAt: Date | null
}

export type RoundEvent =
  | {
      type: 'RoundOpened'
      payload: RoundDates & { scheme: string; schemeVersion: number; year: number; sheets: string[] }
    }
  | { type: 'RoundDatesMoved'; payload: RoundDates & { reason: string } }
  | { type: 'RoundPublished'; payload: { sha256: string } }
