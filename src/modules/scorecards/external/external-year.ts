import type { UserId } from '../../../platform/ids.ts'

/** What came of a year, or what is wanted of it. */
export const entryKinds = ['figure', 'goal'] as const
export type EntryKind = (typeof entryKinds)[number]

/** A figure or a goal as it was entered; what is not known is null. */
export interface EnteredFigure {
  kind: EntryKind
  value: number | null
  max: number | null
  rank: number | null
  /** How many provinces were ranked. */
  ranked: number | null
  parts: Record<string, number>
}

export interface ExternalEntry extends EnteredFigure {
  /** SHA-256 of where it is from and, of a correction, why. */
  source: string
  by: UserId
  at: string
  confirmed: { by: UserId; at: string } | null
}

/** One year of an index: all that was ever entered, oldest first. Nothing is overwritten. */
export interface ExternalYear {
  index: string
  year: number
  entries: ExternalEntry[]
  /** How many events there are: what a form was drawn on. */
  seen: number
}

interface FigureTold {
  kind: EntryKind
  /** Decimals as text: the ledger holds no fractions as numbers. */
  value: string | null
  max: string | null
  rank: number | null
  ranked: number | null
  parts: Record<string, string>
}

export type ExternalEvent =
  | { type: 'ExternalFigureEntered'; payload: FigureTold & { index: string; year: number; source: string } }
  | { type: 'ExternalFigureConfirmed'; payload: { entry: number } }

/** What an event makes of a year. */
export function evolveExternal(
  state: ExternalYear | null,
  event: ExternalEvent,
  { by, at }: { by: UserId; at: string },
): ExternalYear {
  if (event.type === 'ExternalFigureEntered') {
    const { index, year, source, ...told } = event.payload
    const before = state ?? { index, year, entries: [], seen: 0 }
    const entry: ExternalEntry = { ...figureOf(told), source, by, at, confirmed: null }
    return { ...before, entries: [...before.entries, entry], seen: before.seen + 1 }
  }
  const before = state ?? { index: '', year: 0, entries: [], seen: 0 }
  const entries = before.entries.map((entry, place) =>
    place === event.payload.entry ? { ...entry, confirmed: { by, at } } : entry,
  )
  return { ...before, entries, seen: before.seen + 1 }
}

function figureOf({ kind, value, max, rank, ranked, parts }: FigureTold): EnteredFigure {
  const number = (text: string | null) => (text === null ? null : Number(text))
  const own = Object.entries(parts).map(([key, text]) => [key, Number(text)] as const)
  return { kind, value: number(value), max: number(max), rank, ranked, parts: Object.fromEntries(own) }
}

/** The last that a second person confirmed: this is what counts. */
export function confirmedOf({ entries }: ExternalYear, kind: EntryKind): ExternalEntry | null {
  return entries.findLast((entry) => entry.kind === kind && entry.confirmed !== null) ?? null
}

/** The newest entry where nobody confirmed it yet, with its place among all. One that was entered over before is no more to confirm. */
export function pendingOf({ entries }: ExternalYear, kind: EntryKind): { entry: ExternalEntry; place: number } | null {
  const place = entries.findLastIndex((entry) => entry.kind === kind)
  const entry = entries[place]
  return entry === undefined || entry.confirmed !== null ? null : { entry, place }
}
