import type { Reader } from '../../../platform/db.ts'
import type { UserId } from '../../../platform/ids.ts'
import { type Actor, officerNames } from '../../organisation/index.ts'
import { readPlaces } from '../place.ts'
import { organiserMandate } from '../policy.ts'
import { externalRefusals as refusals } from './errors.ts'
import { type ExternalIndex, externalIndices, findExternalIndex } from './external-index.ts'
import { type ExternalRow, listExternalYears, readSources } from './external-store.ts'
import { confirmedOf, type ExternalEntry, entryKinds, pendingOf } from './external-year.ts'
import type { FigureSource } from './typed-figure.ts'
import type { ExternalIndexView, ExternalYearView, FigureView } from './view-types.ts'

const NO_SOURCE: FigureSource = { document: '', link: '', page: '', note: '', reason: '' }

/** Every index that is followed, with the years that were confirmed; one without figures stands there empty. */
export async function listExternal(reader: Reader): Promise<ExternalIndexView[]> {
  const rows = await listExternalYears(reader, null)
  return viewsOf(reader, externalIndices, rows, null)
}

/** One index as everybody sees it. Refuses `external.not_found`. */
export async function getExternal(reader: Reader, key: string): Promise<ExternalIndexView> {
  const [view] = await viewsOf(reader, known(key), await listExternalYears(reader, key), null)
  if (view === undefined) throw refusals.not_found()
  return view
}

/** All of them, with what waits to be confirmed and who entered it. For whoever organises; refuses `external.not_found` to all others. */
export async function listExternalDesk(reader: Reader, actor: Actor): Promise<ExternalIndexView[]> {
  const viewer = await organiserOf(reader, actor)
  return viewsOf(reader, externalIndices, await listExternalYears(reader, null), viewer)
}

export async function getExternalDesk(reader: Reader, actor: Actor, key: string): Promise<ExternalIndexView> {
  const viewer = await organiserOf(reader, actor)
  const [view] = await viewsOf(reader, known(key), await listExternalYears(reader, key), viewer)
  if (view === undefined) throw refusals.not_found()
  return view
}

function known(key: string): ExternalIndex[] {
  const index = findExternalIndex(key)
  if (index === undefined) throw refusals.not_found()
  return [index]
}

async function organiserOf(reader: Reader, actor: Actor): Promise<UserId> {
  if (actor.kind !== 'officer' || organiserMandate(actor, await readPlaces(reader)) === null) throw refusals.not_found()
  return actor.userId
}

async function viewsOf(
  reader: Reader,
  indices: readonly ExternalIndex[],
  rows: readonly ExternalRow[],
  viewer: UserId | null,
): Promise<ExternalIndexView[]> {
  const sources = await readSources(
    reader,
    rows.map(({ id }) => id),
  )
  const people = rows.flatMap(({ state }) =>
    state.entries.flatMap(({ by, confirmed }) => (confirmed === null ? [by] : [by, confirmed.by])),
  )
  const names = viewer === null ? new Map<UserId, string>() : await officerNames(reader, people)
  return indices.map((index) => ({
    key: index.key,
    max: index.max,
    unsure: index.unsure,
    parts: [...index.parts],
    years: rows
      .filter(({ state }) => state.index === index.key)
      .map(({ state }) => yearView(index, state, { sources, names, viewer }))
      .filter(({ figure, goal, pending }) => figure !== null || goal !== null || pending.length > 0),
  }))
}

interface Known {
  sources: ReadonlyMap<string, FigureSource>
  names: ReadonlyMap<UserId, string>
  viewer: UserId | null
}

function yearView(index: ExternalIndex, state: ExternalRow['state'], facts: Known): ExternalYearView {
  const view = (entry: ExternalEntry) => figureView(index, entry, facts)
  const [figure, goal] = [confirmedOf(state, 'figure'), confirmedOf(state, 'goal')]
  return {
    year: state.year,
    seen: state.seen,
    figure: figure === null ? null : view(figure),
    goal: goal === null ? null : view(goal),
    replaced: state.entries
      .filter((entry) => entry.confirmed !== null && entry !== figure && entry !== goal)
      .map((entry) => ({ ...view(entry), kind: entry.kind }))
      .reverse(),
    pending:
      facts.viewer === null
        ? []
        : entryKinds.flatMap((kind) => {
            const pending = pendingOf(state, kind)
            return pending === null ? [] : [{ ...view(pending.entry), kind, isOwn: pending.entry.by === facts.viewer }]
          }),
  }
}

function figureView(index: ExternalIndex, entry: ExternalEntry, { sources, names, viewer }: Known): FigureView {
  const { value, max, rank, ranked, parts, source, by, at, confirmed } = entry
  const nameOf = (user: UserId) => (viewer === null ? null : (names.get(user) ?? ''))
  return {
    value,
    max,
    rank,
    ranked,
    parts: index.parts.flatMap((part) => {
      const own = parts[part.key]
      return own === undefined ? [] : [{ key: part.key, value: own, max: part.max ?? max }]
    }),
    source: sources.get(source) ?? NO_SOURCE,
    at: new Date(at),
    by: nameOf(by),
    confirmedAt: confirmed === null ? null : new Date(confirmed.at),
    confirmedBy: confirmed === null ? null : nameOf(confirmed.by),
  }
}
