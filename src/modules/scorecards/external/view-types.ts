import type { ExternalKey } from './external-index.ts'
import type { EntryKind } from './external-year.ts'
import type { FigureSource } from './typed-figure.ts'

export type { EntryKind, FigureSource }

/** A figure or goal with where it is from. Names only on the officers' pages. */
export interface FigureView {
  value: number | null
  max: number | null
  rank: number | null
  ranked: number | null
  parts: { key: string; value: number; max: number | null }[]
  source: FigureSource
  at: Date
  by: string | null
  confirmedAt: Date | null
  confirmedBy: string | null
}

export interface ExternalYearView {
  year: number
  seen: number
  figure: FigureView | null
  goal: FigureView | null
  /** What stood there before a correction, newest first. */
  replaced: (FigureView & { kind: EntryKind })[]
  /** Entered and not confirmed; empty for everybody else than those who organise. */
  pending: (FigureView & { kind: EntryKind; isOwn: boolean })[]
}

export interface ExternalIndexView {
  key: ExternalKey
  max: number | null
  unsure: boolean
  parts: { key: string; max: number | null }[]
  years: ExternalYearView[]
}
