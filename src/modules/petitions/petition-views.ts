import { query } from '../../platform/db.ts'
import { type AgencyId, isUuid, type UserId } from '../../platform/ids.ts'
import { type Actor, listOfficersIn, type Officer, officerNames } from '../organisation/index.ts'
import { readTexts } from '../vault/index.ts'
import type { PetitionContent } from './check-petition.ts'
import { clocksOf } from './clock.ts'
import { communeNameOf } from './commune.ts'
import type { PetitionsContext } from './context.ts'
import { dueViewOf } from './due-view.ts'
import { refusals } from './errors.ts'
import { findAlike } from './find-alike.ts'
import { overseenBy } from './overseen.ts'
import type { PetitionState } from './petition.ts'
import { contentsOf } from './petition-contents.ts'
import { petitionLines } from './petition-lines.ts'
import { findPetition } from './petition-store.ts'
import { doableBy, mandateToLook, mayReadLooks, maySee } from './policy.ts'
import type { FiveClear, LookLine, PetitionPage, PetitionRow } from './view-types.ts'

/** The rows of a list, with what was written. */
export async function rowsOf(context: PetitionsContext, petitions: readonly PetitionState[]): Promise<PetitionRow[]> {
  const contents = await contentsOf(context.db.read, context, petitions)
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
  const now = await nowOf(context)
  const nameOf = (id: AgencyId) => directory.get(id)?.name ?? ''
  return petitions.map((petition) => ({
    officerName: petition.officerUserId === null ? null : (names.get(petition.officerUserId) ?? null),
    agencyName: nameOf(petition.agencyId),
    firstAgencyName: nameOf(petition.firstAgencyId),
    due: dueViewOf(petition, directory.calendarOf(petition.agencyId), now),
    processDueAt: petition.processDueAt,
    clocks: clocksOf(petition, now),
  }))
}

async function nowOf({ db }: PetitionsContext): Promise<number> {
  const [clock] = await query<{ now: Date }>(db.read, 'SELECT platform_now() AS now')
  return clock?.now.getTime() ?? 0
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
  const doable = doableBy(actor, petition, await nowOf(context))
  const alike = doable.includes('merge') ? await findAlike(context.db.read, petition) : []
  const shown = alike.filter((one) => maySee(actor, one.petition, new Set()))
  const [[content], [clear], alikeContents, lines, files, looks, merged] = await Promise.all([
    contentsOf(context.db.read, context, [petition]),
    clearOf(context, [petition]),
    contentsOf(
      context.db.read,
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

/** What was attached, in order. */
export function filesOf({ db }: PetitionsContext, petitionId: string): Promise<PetitionPage['files'][number][]> {
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
