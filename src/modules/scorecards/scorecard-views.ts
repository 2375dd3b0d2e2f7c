import { query, type Reader } from '../../platform/db.ts'
import { isUuid, type UserId } from '../../platform/ids.ts'
import { readStream } from '../../platform/ledger/index.ts'
import { type Actor, officerNames } from '../organisation/index.ts'
import { VERIFIER_ROLES } from './act-on-sheet.ts'
import { scorecardRefusals as refusals } from './errors.ts'
import { clockIn, type Places, readPlaces, unitsIn } from './place.ts'
import { decidingMandate, organiserMandate, rightsOn, schemeMandate } from './policy.ts'
import { makeSnapshot, sealRound, unreadyUnits } from './publish-round.ts'
import type { Round } from './round.ts'
import { getScorecard, listScorecards } from './scheme-store.ts'
import { type FullScorecard, identityOf, type Skeleton } from './scorecard-scheme.ts'
import { lineOf, type SheetState } from './sheet.ts'
import { isReady } from './sheet-acts.ts'
import { sheetLines } from './sheet-line.ts'
import { placesOf, scoreSheet } from './sheet-score.ts'
import {
  findPublished,
  findRound,
  listRounds,
  listSheets,
  type SheetRow,
  sheetsOfAgencies,
  sheetsToVerify,
} from './sheet-store.ts'
import type {
  DeskView,
  NewRoundView,
  PublishedView,
  RoundBrief,
  RoundView,
  SchemeBrief,
  SheetBrief,
  SkeletonView,
} from './view-types.ts'

export function briefOf({ tree, example }: FullScorecard): SchemeBrief {
  const { key, version, name, source, note, max, decimals } = tree
  return { key, version, name, source, note: note ?? null, example, max, decimals }
}

export function skeletonView({ key, name, source, note, counts, areas }: Skeleton): SkeletonView {
  return { key, name, source, note, counts, areas: areas.map((area) => ({ key: area.key, name: area.name })) }
}

/** The rounds, the actor's own sheets and those they verify. For whoever scores, verifies or organises. */
export async function getDesk(reader: Reader, actor: Actor): Promise<DeskView> {
  if (actor.kind !== 'officer') throw refusals.not_found()
  const places = await readPlaces(reader)
  const organises = organiserMandate(actor, places) !== null
  const own = await sheetsOfAgencies(
    reader,
    actor.mandates.map(({ agencyId }) => agencyId),
  )
  const seen = own.filter(({ state }) => rightsOn(actor, state, places.of(state.agencyId)).scores)
  const toVerify = (await sheetsToVerify(reader, actor.userId)).filter(
    ({ state }) => rightsOn(actor, state, places.of(state.agencyId)).verifies,
  )
  const rounds = await listRounds(reader)
  const briefs = await roundBriefs(reader, rounds)
  const sheet = (row: SheetRow) => sheetBrief(row, { rounds, briefs, places })
  const schemes = await listScorecards(reader)
  return {
    rounds: organises ? briefs : briefs.filter(({ publishedAt }) => publishedAt !== null),
    own: seen.flatMap(sheet),
    toVerify: toVerify.flatMap(sheet),
    organises,
    writesSchemes: schemeMandate(actor, places) !== null,
    skeletons: schemes.flatMap((one) => (one.kind === 'skeleton' ? [skeletonView(one)] : [])),
  }
}

async function roundBriefs(reader: Reader, rounds: readonly Round[]): Promise<RoundBrief[]> {
  return Promise.all(
    rounds.map(async ({ id, schemeKey, schemeVersion, year, publishedAt }) => ({
      id,
      scheme: briefOf(await getScorecard(reader, schemeKey, schemeVersion)),
      year,
      units: (await listSheets(reader, id)).length,
      publishedAt,
    })),
  )
}

function sheetBrief(
  { id, state }: SheetRow,
  { rounds, briefs, places }: { rounds: readonly Round[]; briefs: readonly RoundBrief[]; places: Places },
): SheetBrief[] {
  const round = rounds.find((one) => one.id === state.roundId)
  const brief = briefs.find((one) => one.id === state.roundId)
  if (round === undefined || brief === undefined) return []
  const until = {
    scoring: round.selfUntil,
    verifying: round.verifyUntil,
    verified: round.appealUntil,
    published: null,
  }[state.phase]
  return [
    { id, scheme: brief.scheme, year: state.year, unit: places.nameOf(state.agencyId), phase: state.phase, until },
  ]
}

/** What can be opened. Refuses `scorecards.not_found` to whoever opens no rounds. */
export async function getNewRound(reader: Reader, actor: Actor): Promise<NewRoundView> {
  const places = await readPlaces(reader)
  if (organiserMandate(actor, places) === null) throw refusals.not_found()
  const schemes = await listScorecards(reader)
  const year = Number((await clockIn(reader)).today.slice(0, 4))
  const full = schemes.flatMap((one) => (one.kind === 'full' ? [one] : []))
  const kinds = [...new Set(full.flatMap(({ units }) => units))]
  return {
    schemes: full.map(briefOf),
    skeletons: schemes.flatMap((one) => (one.kind === 'skeleton' ? [skeletonView(one)] : [])),
    year,
    units: unitsIn(places.tree, year, kinds).map(({ id, name, kind }) => ({ id, name, kind })),
  }
}

/** A round with all its units, for whoever organises. Refuses `scorecards.not_found` to all others. */
export async function getRound(reader: Reader, actor: Actor, id: string): Promise<RoundView> {
  const places = await readPlaces(reader)
  const round = isUuid(id) ? await findRound(reader, id) : undefined
  if (round === undefined || organiserMandate(actor, places) === null) throw refusals.not_found()
  const scheme = await getScorecard(reader, round.schemeKey, round.schemeVersion)
  const lines = sheetLines(scheme)
  const sheets = await listSheets(reader, id)
  const { today } = await clockIn(reader)
  const names = await officerNames(
    reader,
    sheets.flatMap(({ state }) => state.verifiers),
  )
  const units = sheets.map(({ id: sheetId, state }) => ({
    sheetId,
    unit: places.nameOf(state.agencyId),
    kind: places.tree.byId(state.agencyId)?.kind ?? '',
    phase: state.phase,
    verifiers: state.verifiers.map((one) => names.get(one) ?? ''),
    total: scoreSheet(scheme, state).total,
    appeals: openAppeals(state),
    isReady: isReady(state, lines, { ...round, today }),
  }))
  const published = await publishedView(reader, round)
  const placed = units.map((unit) => {
    const alike = units.filter(({ kind }) => kind === unit.kind)
    const found = placesOf(alike.map(({ total }) => total.final))[alike.indexOf(unit)] ?? null
    return { ...unit, place: published === null ? null : found }
  })
  return {
    id,
    scheme: briefOf(scheme),
    year: round.year,
    selfUntil: round.selfUntil,
    verifyUntil: round.verifyUntil,
    appealUntil: round.appealUntil,
    units: placed.sort((a, b) => b.kind.localeCompare(a.kind) || a.unit.localeCompare(b.unit, 'vi')),
    verifierChoices: published === null ? await listVerifiers(reader, places) : [],
    follows: await followed(reader, scheme),
    mayPublish: decidingMandate(actor, places) !== null && published === null,
    unready: published === null ? await unreadyUnits(reader, round, places) : [],
    hash: published?.hash ?? sealRound(makeSnapshot(scheme, { round, sheets, places })).hash,
    published,
  }
}

async function followed(reader: Reader, { follows }: FullScorecard): Promise<RoundView['follows']> {
  const found = (await listScorecards(reader)).find((one) => identityOf(one).key === follows)
  if (found === undefined) return null
  return { key: identityOf(found).key, name: found.kind === 'full' ? found.tree.name : found.name }
}

function openAppeals(state: SheetState): number {
  return Object.keys(state.lines).filter((key) => {
    const { appeal, decision } = lineOf(state, key)
    return appeal !== null && decision === null
  }).length
}

/** The ledger's word against the kept text. */
export async function publishedView(reader: Reader, round: Pick<Round, 'id'>): Promise<PublishedView | null> {
  const row = await findPublished(reader, round.id)
  if (row === undefined) return null
  const events = await readStream(reader, round.id)
  const told = events.find(({ type }) => type === 'RoundPublished')?.payload.sha256
  const names = await officerNames(reader, [row.publishedBy])
  const snapshot = JSON.parse(row.snapshot) as Parameters<typeof sealRound>[0]
  return {
    by: names.get(row.publishedBy) ?? '',
    position: row.position,
    at: row.publishedAt,
    hash: row.hash,
    isIntact: told === row.hash && sealRound(snapshot).hash === row.hash,
  }
}

/** Who can be given sheets: officers of the office that organises and of the province's own office. */
export async function listVerifiers(reader: Reader, { tree, organiser, province }: Places) {
  const office = tree.bySlug('van-phong-ubnd-tinh')?.id
  const agencyIds = [organiser, province, office].filter((id) => id != null)
  const rows = await query<{ userId: UserId; name: string; agencyId: string }>(
    reader,
    `SELECT DISTINCT o.user_id AS "userId", o.display_name AS name, m.agency_id AS "agencyId"
     FROM organisation_mandate m JOIN organisation_officer o ON o.id = m.officer_id
     WHERE m.agency_id = ANY ($1::uuid[]) AND m.role = ANY ($2::text[])
       AND daterange(m.valid_from, m.valid_to) @> (platform_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
     ORDER BY name, "userId"`,
    [agencyIds, VERIFIER_ROLES],
  )
  return rows.map(({ userId, name, agencyId }) => ({
    userId,
    name,
    agency: tree.all.find(({ id }) => id === agencyId)?.name ?? '',
  }))
}
