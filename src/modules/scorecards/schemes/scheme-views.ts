import { query, type Reader } from '../../../platform/db.ts'
import type { AgencyId, UserId } from '../../../platform/ids.ts'
import { readStream } from '../../../platform/ledger/index.ts'
import { schemeMeasures } from '../../indicators/schemes/index.ts'
import { type Actor, officerNames } from '../../organisation/index.ts'
import { scorecardRefusals as refusals } from '../errors.ts'
import type { Places } from '../place.ts'
import { schemePublisher } from '../policy.ts'
import type { RoundSnapshot } from '../publish-round.ts'
import { listScorecards, listVersions } from '../scheme-store.ts'
import { identityOf, type ScorecardFile } from '../scorecard-scheme.ts'
import { findPublished, listRounds } from '../sheet-store.ts'
import { problemsOf } from './draft-problems.ts'
import { type PublishedYear, pointsThroughYears } from './points-through-years.ts'
import { sealScheme } from './publish-scheme.ts'
import { changesBetween, nodesOfScheme } from './scheme-change.ts'
import type {
  DraftView,
  SchemeHistoryView,
  SchemeLine,
  SchemesView,
  SchemeVersionView,
  VersionLine,
} from './view-types.ts'
import { getDraftRow, listDraftRows, writerOf } from './write-draft.ts'

/** All schemes and drafts, for whoever writes them. */
export async function getSchemes(reader: Reader, asker: Actor): Promise<SchemesView> {
  await writerOf(reader, asker)
  const drafts = await listDraftRows(reader)
  const names = await officerNames(
    reader,
    drafts.map(({ savedBy }) => savedBy as UserId),
  )
  return {
    schemes: await listPublishedSchemes(reader),
    drafts: drafts.map(({ id, document, savedBy, savedAt }) => ({
      id,
      key: document.key,
      name: document.vi,
      savedBy: names.get(savedBy as UserId) ?? '',
      savedAt,
      problems: problemsOf(document).length,
    })),
  }
}

/** The newest version of each scheme; everybody may read them. */
export async function listPublishedSchemes(reader: Reader): Promise<SchemeLine[]> {
  return (await listScorecards(reader)).map((file) => ({
    ...identityOf(file),
    name: headOf(file).name,
    isFrame: file.kind === 'skeleton',
    example: file.kind === 'full' && file.example,
  }))
}

function headOf(file: ScorecardFile) {
  if (file.kind === 'full') return { name: file.tree.name, source: file.tree.source, note: file.tree.note ?? null }
  const { name, source, note } = file
  return { name, source, note }
}

/** A draft with all its problems, and what its forms offer. */
export async function getDraft(reader: Reader, asker: Actor, id: string): Promise<DraftView> {
  const { actor, places } = await writerOf(reader, asker)
  const { document, revision, savedBy, savedAt } = await getDraftRow(reader, id)
  const names = await officerNames(reader, [savedBy as UserId])
  const [newest] = await listVersions(reader, document.key)
  const all = await listScorecards(reader)
  return {
    id,
    revision,
    draft: document,
    problems: problemsOf(document),
    nextVersion: newest === undefined ? 1 : identityOf(newest).version + 1,
    savedBy: names.get(savedBy as UserId) ?? '',
    savedAt,
    mayPublish: schemePublisher(actor, places) !== null,
    measures: [...schemeMeasures],
    owners: places.tree.all.filter(({ kind }) => kind === 'department').map(({ name }) => name),
    follows: all
      .map((file) => ({ key: identityOf(file).key, name: headOf(file).name }))
      .filter(({ key }) => key !== document.key),
  }
}

export interface HistoryRequest {
  actor: Actor
  key: string
  /** Versions to tell apart; null: the newest and the one before. */
  from: number | null
  to: number | null
  /** Whose points; null: the mean of all units. */
  unitId: string | null
}

/** The versions of a scheme, what differs between two, and points of the same lines across years. Refuses `scorecards.scheme_missing`. */
export async function getSchemeHistory(reader: Reader, request: HistoryRequest): Promise<SchemeHistoryView> {
  const { places } = await writerOf(reader, request.actor)
  const files = await listVersions(reader, request.key)
  const [newest] = files
  if (newest === undefined) throw refusals.scheme_missing()
  const { name, source } = headOf(newest)
  return {
    key: request.key,
    name,
    source,
    decimals: newest.kind === 'full' ? newest.tree.decimals : 2,
    versions: await versionLines(reader, files),
    changes: changesOf(files, request),
    points: await pointsOf(reader, files, { places, unitId: request.unitId }),
  }
}

function changesOf(files: readonly ScorecardFile[], asked: Pick<HistoryRequest, 'from' | 'to'>) {
  const numbers = files.map((file) => identityOf(file).version)
  const to = asked.to !== null && numbers.includes(asked.to) ? asked.to : numbers[0]
  const before = numbers[numbers.indexOf(to ?? 0) + 1]
  const from = asked.from !== null && numbers.includes(asked.from) ? asked.from : before
  if (from === undefined || to === undefined || from === to) return null
  const [high, low] = [Math.max(from, to), Math.min(from, to)]
  const between = files.filter((_file, at) => (numbers[at] ?? 0) <= high && (numbers[at] ?? 0) >= low)
  return { from: low, to: high, list: changesBetween(between) }
}

interface StoredVersion {
  version: number
  hash: string
  at: Date
  id: string | null
  by: UserId | null
  position: string | null
  reason: string | null
}

async function readVersions(reader: Reader, key: string): Promise<StoredVersion[]> {
  return query<StoredVersion>(
    reader,
    `SELECT s.version, s.document_hash AS hash, s.published_at AS at, p.id, p.published_by AS by, p.position, p.reason
     FROM scorecards_scheme s LEFT JOIN scorecards_scheme_publication p USING (key, version) WHERE s.key = $1
     ORDER BY s.version DESC`,
    [key],
  )
}

async function versionLines(reader: Reader, files: readonly ScorecardFile[]): Promise<VersionLine[]> {
  const key = files[0] === undefined ? '' : identityOf(files[0]).key
  const rows = await readVersions(reader, key)
  const names = await officerNames(
    reader,
    rows.flatMap(({ by }) => by ?? []),
  )
  const rounds = (await listRounds(reader)).filter(({ schemeKey }) => schemeKey === key)
  return Promise.all(
    rows.map(async ({ version, hash, at, id, by, position, reason }) => {
      const file = files.find((one) => identityOf(one).version === version)
      const told = id === null ? undefined : (await readStream(reader, id))[0]?.payload.sha256
      return {
        version,
        isFrame: file?.kind === 'skeleton',
        hash,
        at,
        published:
          by === null || file?.kind !== 'full'
            ? null
            : {
                by: names.get(by) ?? '',
                position: position ?? '',
                reason: reason ?? '',
                isIntact: told === hash && sealScheme(file) === hash,
              },
        rounds: rounds
          .filter(({ schemeVersion }) => schemeVersion === version)
          .map((round) => ({ id: round.id, year: round.year, isPublished: round.publishedAt !== null })),
      }
    }),
  )
}

async function pointsOf(
  reader: Reader,
  files: readonly ScorecardFile[],
  { places, unitId }: { places: Places; unitId: string | null },
): Promise<SchemeHistoryView['points']> {
  const [newest] = files
  const key = newest === undefined ? '' : identityOf(newest).key
  const rounds = (await listRounds(reader))
    .filter(({ schemeKey, publishedAt }) => schemeKey === key && publishedAt !== null)
    .sort((a, b) => a.year - b.year)
  const snapshots = await Promise.all(
    rounds.map(async (round) => {
      const row = await findPublished(reader, round.id)
      const units = row === undefined ? [] : (JSON.parse(row.snapshot) as RoundSnapshot).units
      return { year: round.year, version: round.schemeVersion, units }
    }),
  )
  const seen = new Set(snapshots.flatMap(({ units }) => units.map((unit) => unit.agencyId)))
  const chosen = unitId !== null && seen.has(unitId) ? unitId : null
  const published = snapshots.map(({ units, ...rest }): PublishedYear => {
    const own = units.filter(({ agencyId }) => chosen === null || agencyId === chosen)
    return {
      ...rest,
      units: own.map(({ lines }) => Object.fromEntries(lines.map((one) => [one.key, one.points.final]))),
    }
  })
  const versions = files.map((file) => ({ version: identityOf(file).version, file }))
  const decimals = newest?.kind === 'full' ? newest.tree.decimals : 2
  return {
    unitId: chosen as AgencyId | null,
    years: rounds.map(({ year }) => year),
    lines: rounds.length === 0 ? [] : pointsThroughYears(versions, published, decimals),
    units: [...seen]
      .map((id) => ({ id: id as AgencyId, name: places.nameOf(id as AgencyId) }))
      .sort((a, b) => a.name.localeCompare(b.name, 'vi')),
  }
}

/** One published version. Refuses `scorecards.scheme_missing`. */
export async function getSchemeVersion(reader: Reader, key: string, version: number): Promise<SchemeVersionView> {
  const file = (await listVersions(reader, key)).find((one) => identityOf(one).version === version)
  const row = (await readVersions(reader, key)).find((one) => one.version === version)
  if (file === undefined || row === undefined) throw refusals.scheme_missing()
  const isFull = file.kind === 'full'
  const notes = isFull ? (file.lines ?? []) : []
  const rules = new Map(isFull ? leafRules(file) : [])
  return {
    ...headOf(file),
    key,
    version,
    isFrame: !isFull,
    example: isFull && file.example,
    max: isFull ? file.tree.max : file.counts.points,
    survey: isFull ? (file.tree.survey ?? null) : file.counts.survey,
    hash: row.hash,
    publishedAt: row.at,
    lines: nodesOfScheme(file).map((node) => ({
      ...node,
      evidence: notes.some((one) => one.key === node.key && one.evidence === true),
      ruleText: rules.get(node.key) ?? null,
    })),
  }
}

function leafRules({ tree, extras }: Extract<ScorecardFile, { kind: 'full' }>) {
  const leaves = tree.areas.flatMap((area) =>
    area.criteria.flatMap((one) => ('components' in one ? one.components : [one])),
  )
  return [...leaves, ...(extras?.items ?? [])].map(({ key, rule }) => [key, rule] as const)
}
