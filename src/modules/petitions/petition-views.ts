import { query } from '../../platform/db.ts'
import { type AgencyId, isUuid, type UserId } from '../../platform/ids.ts'
import { type Actor, listOfficersIn, type Officer, officerNames } from '../organisation/index.ts'
import { readTexts } from '../vault/index.ts'
import type { PetitionContent } from './check-petition.ts'
import { communeNameOf } from './commune.ts'
import type { PetitionsContext } from './context.ts'
import { dueViewOf } from './due-view.ts'
import { refusals } from './errors.ts'
import { findAlike } from './find-alike.ts'
import { overseenBy } from './overseen.ts'
import type { ListState, PetitionState } from './petition.ts'
import { petitionLines } from './petition-lines.ts'
import { findPetition } from './petition-store.ts'
import { doableBy, mandateToLook, mayReadLooks, maySee } from './policy.ts'
import type { FiveClear, LookLine, PetitionPage, PetitionRow } from './view-types.ts'

const PAGE = 50

const conditions: Readonly<Record<ListState, string>> = {
  open: "p.state IN ('received', 'processing', 'waiting', 'drafted', 'approved')",
  late: "p.state IN ('received', 'processing', 'drafted', 'approved') AND p.stage_due_at < platform_now()",
  mine: "p.state IN ('received', 'processing', 'waiting', 'drafted', 'approved') AND p.officer_user_id = $3",
  escalated: "p.state IN ('received', 'processing', 'drafted', 'approved') AND p.escalation > 0",
  publish: "p.state = 'approved'",
  done: "p.state IN ('published', 'refused', 'merged')",
}

export interface ListQuestion {
  list: ListState
  /** `PA-2026-…`; shows that one alone. */
  code?: string
  /** The key after which to go on. */
  after?: string
}

/** What an officer's desk shows: of the own agencies and of those one oversees, newest first. Nothing one may not see is in it. */
export async function listPetitions(
  context: PetitionsContext,
  actor: Actor,
  { list, code, after }: ListQuestion,
): Promise<{ rows: PetitionRow[]; next: string | null }> {
  if (actor.kind !== 'officer') throw refusals.not_found()
  const overseen = await overseenBy(context, actor)
  const agencyIds = [...new Set([...actor.mandates.map(({ agencyId }) => agencyId), ...overseen])]
  const [at, id] = keyOf(after)
  const condition = code === undefined ? conditions[list] : 'p.code = $6'
  const rows = await query<{ document: PetitionState }>(
    context.db.read,
    `SELECT p.document FROM unnest($1::uuid[]) a CROSS JOIN LATERAL (
       SELECT * FROM petitions_petition p WHERE p.agency_id = a AND ${condition}
         AND (p.received_at, p.id) < ($4::timestamptz, $5::uuid) AND NOT ($3 = ANY (p.about_user_ids))
         AND ($6::text IS NULL OR p.code = $6)
       ORDER BY p.received_at DESC, p.id DESC LIMIT $2) p
     ORDER BY p.received_at DESC, p.id DESC LIMIT $2`,
    [agencyIds, PAGE + 1, actor.userId, at, id, code ?? null],
  )
  const shown = rows.slice(0, PAGE)
  const last = shown.at(-1)?.document
  const visible = shown.map(({ document }) => document).filter((petition) => maySee(actor, petition, overseen))
  return {
    rows: await rowsOf(context, visible),
    next: rows.length > PAGE && last !== undefined ? `${last.receivedAt}_${last.petitionId}` : null,
  }
}

function keyOf(after: string | undefined): [Date, string] {
  const [at = '', id = ''] = after?.split('_') ?? []
  if (!/^\d{1,15}$/.test(at) || !isUuid(id)) return [new Date('9999-01-01'), 'ffffffff-ffff-7fff-bfff-ffffffffffff']
  return [new Date(Number(at)), id]
}

async function rowsOf(context: PetitionsContext, petitions: readonly PetitionState[]): Promise<PetitionRow[]> {
  const contents = await contentsOf(context, petitions)
  const clears = await clearOf(context, petitions)
  const places = await Promise.all(petitions.map((petition) => placeOf(context, petition)))
  return petitions.map((petition, place) => ({
    petitionId: petition.petitionId,
    code: petition.code,
    state: petition.state,
    kind: petition.kind,
    receivedAt: petition.receivedAt,
    escalation: petition.escalation,
    subject: contents[place]?.subject ?? '',
    communeName: places[place] ?? '',
    ...(clears[place] as FiveClear),
  }))
}

/** What was written, of each; empty where the key was erased. */
export async function contentsOf(
  { db, keys }: PetitionsContext,
  petitions: readonly PetitionState[],
): Promise<PetitionContent[]> {
  const texts = await readTexts(
    db.read,
    keys,
    petitions.map(({ text }) => text.valueId),
  )
  const none: PetitionContent = { subject: '', text: '', place: '', spot: null, about: '', dossierCode: '' }
  return petitions.map(({ text }) => ({ ...none, ...(JSON.parse(texts.get(text.valueId) ?? '{}') as object) }))
}

/** The commune where it happened, without the words of its committee; empty where not said. */
export async function placeOf({ directory }: PetitionsContext, { communeCode }: PetitionState): Promise<string> {
  if (communeCode == null) return ''
  const commune = (await directory()).byUnitCode(communeCode)
  return commune === undefined ? '' : communeNameOf(commune)
}

/** The five "rõ" of each. */
export async function clearOf(context: PetitionsContext, petitions: readonly PetitionState[]): Promise<FiveClear[]> {
  const directory = await context.directory()
  const names = await officerNames(
    context.db.read,
    petitions.flatMap(({ officerUserId }) => officerUserId ?? []),
  )
  const [clock] = await query<{ now: Date }>(context.db.read, 'SELECT platform_now() AS now')
  const now = clock?.now.getTime() ?? 0
  const nameOf = (id: AgencyId) => directory.get(id)?.name ?? ''
  return petitions.map((petition) => ({
    officerName: petition.officerUserId === null ? null : (names.get(petition.officerUserId) ?? null),
    agencyName: nameOf(petition.agencyId),
    firstAgencyName: nameOf(petition.firstAgencyId),
    due: dueViewOf(petition, directory.calendarOf(petition.agencyId), now),
    processDueAt: petition.processDueAt,
  }))
}

/** The petition, where the actor may see it. Refuses `petitions.not_found`. */
export async function getVisible(context: PetitionsContext, actor: Actor, petitionId: string): Promise<PetitionState> {
  const petition = isUuid(petitionId) ? await findPetition(context.db.read, petitionId) : undefined
  if (petition === undefined || !maySee(actor, petition, await overseenBy(context, actor))) throw refusals.not_found()
  return petition
}

/** An officer's page of one petition. Who wrote is not on it. Refuses `petitions.not_found`. */
export async function getPetitionPage(
  context: PetitionsContext,
  actor: Actor,
  petitionId: string,
): Promise<PetitionPage> {
  const petition = await getVisible(context, actor, petitionId)
  const doable = doableBy(actor, petition)
  const alike = doable.includes('merge') ? await findAlike(context.db.read, petition) : []
  const shown = alike.filter((one) => maySee(actor, one.petition, new Set()))
  const [[content], [clear], alikeContents, lines, files, looks, merged] = await Promise.all([
    contentsOf(context, [petition]),
    clearOf(context, [petition]),
    contentsOf(
      context,
      shown.map((one) => one.petition),
    ),
    petitionLines(context, petitionId, { forOfficers: true }),
    filesOf(context, petitionId),
    mayReadLooks(actor, petition) ? listLooks(context, petitionId) : null,
    query<{ count: number }>(
      context.db.read,
      'SELECT count(*)::int AS count FROM petitions_petition WHERE merged_into = $1',
      [petitionId],
    ),
  ])
  const into = petition.mergedInto === null ? undefined : await findPetition(context.db.read, petition.mergedInto)
  return {
    petition,
    content: content as PetitionContent,
    communeName: await placeOf(context, petition),
    ...(clear as FiveClear),
    files,
    lines,
    answer: await answerOf(context, petition),
    doable,
    mayLook: mandateToLook(actor, petition) !== null,
    looks,
    alike: shown.map(({ petition: one, share }, place) => ({
      petitionId: one.petitionId,
      code: one.code,
      subject: alikeContents[place]?.subject ?? '',
      share,
    })),
    merged: merged[0]?.count ?? 0,
    intoCode: into?.code ?? null,
  }
}

/** The text of the answer as it stands, draft or approved. */
export async function answerOf({ db, keys }: PetitionsContext, { answer }: PetitionState): Promise<string | null> {
  if (answer === null) return null
  return (await readTexts(db.read, keys, [answer.valueId])).get(answer.valueId) ?? null
}

function filesOf({ db }: PetitionsContext, petitionId: string): Promise<PetitionPage['files'][number][]> {
  return query(
    db.read,
    `SELECT f.position, p.media_type AS "mediaType", p.size FROM petitions_file f JOIN platform_file p ON p.hash = f.hash
     WHERE f.petition_id = $1 ORDER BY f.position`,
    [petitionId],
  )
}

/** Who looked at who wrote, and why. */
export async function listLooks(context: PetitionsContext, petitionId: string): Promise<LookLine[]> {
  const rows = await query<{ at: Date; userId: UserId; agencyId: AgencyId; reason: string }>(
    context.db.read,
    `SELECT looked_at AS at, user_id AS "userId", agency_id AS "agencyId", reason FROM petitions_look
     WHERE petition_id = $1 ORDER BY looked_at`,
    [petitionId],
  )
  const directory = await context.directory()
  const names = await officerNames(
    context.db.read,
    rows.map(({ userId }) => userId),
  )
  return rows.map(({ at, userId, agencyId, reason }) => ({
    at: at.getTime(),
    officerName: names.get(userId) ?? '',
    agencyName: directory.get(agencyId)?.name ?? '',
    reason,
  }))
}

/** Who may be put in charge in the agency that has the petition. */
export function listStaff(context: PetitionsContext, petition: PetitionState): Promise<Officer[]> {
  return listOfficersIn(context.db.read, petition.agencyId, [
    'receptionist',
    'handler',
    'reviewer',
    'approver',
    'agency_leader',
  ])
}
