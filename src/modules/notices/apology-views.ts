import { DAY_MS } from '../../platform/civil-date.ts'
import type { AgencyId, DossierId } from '../../platform/ids.ts'
import { currentState, type Directory, type DossierState, permissionFor } from '../casework/index.ts'
import { countUnapologised, findApology, listDueDossiers, listUnapologised } from '../casework/views/index.ts'
import { getFlowVersion, getProcedureVersion } from '../catalogue/index.ts'
import { agenciesOf, agencyTree, type OfficerActor } from '../organisation/index.ts'
import { readProfileVersions } from '../vault/index.ts'
import type { NoticesContext } from './context.ts'
import { refusals } from './errors.ts'
import { ASK_AHEAD_DAYS, askApologyFrom, lastApologyAt, willNotMakeIt } from './ladder.ts'
import type { ApologyCase, ApologyLetter, UnapologisedCount } from './view-types.ts'

const AHEAD_MS = ASK_AHEAD_DAYS * DAY_MS
const MOST_LATE = 100

/**
 * Dossiers of the actor's agencies that need an apology and a new date now, nearest first, and those past their date for which none was
 * made (NĐ 61/2018 Art. 19.9). Handlers and heads see their agency's; others none.
 */
export async function listApologyCases(
  context: NoticesContext,
  actor: OfficerActor,
  now: number,
): Promise<{ due: ApologyCase[]; late: ApologyCase[] }> {
  const { db } = context
  const directory = await context.casework.directory()
  const agencyIds = agenciesOf(actor, ['handler', 'reviewer', 'approver', 'agency_leader'])
  if (agencyIds.length === 0) return { due: [], late: [] }
  const near = await listDueDossiers(db.read, new Date(now), new Date(now + AHEAD_MS))
  const asked = near.filter((state) => isOf(state, agencyIds) && isAsked(directory, state, now))
  const late = await listUnapologised(db.read, { agencyIds, now: new Date(now), limit: MOST_LATE })
  const caseOf = (state: DossierState) => apologyCase(context, directory, { state, actor, now })
  return { due: await Promise.all(asked.map(caseOf)), late: await Promise.all(late.map(caseOf)) }
}

function isOf(state: DossierState, agencyIds: readonly AgencyId[]): boolean {
  return agencyIds.includes(state.units.competent) || (state.step !== null && agencyIds.includes(state.step.agencyId))
}

function isAsked(directory: Directory, state: DossierState, now: number): boolean {
  if (state.dueAt === null || (state.legal !== 'accepted' && state.legal !== 'in_process')) return false
  if ((state.clock?.extensions.length ?? 0) > 0) return false
  return now >= askApologyFrom(state.dueAt, directory.calendarOf(state.units.competent))
}

async function apologyCase(
  { db }: NoticesContext,
  directory: Directory,
  { state, actor, now }: { state: DossierState; actor: OfficerActor; now: number },
): Promise<ApologyCase> {
  const calendar = directory.calendarOf(state.units.competent)
  const { document } = await getProcedureVersion(db.read, state.procedureVersionId)
  const { definition } = await getFlowVersion(db.read, state.flowVersionId)
  const dueAt = state.dueAt ?? now
  const share = sharesAhead(definition.steps, state.step?.key ?? null)
  const lastAt = lastApologyAt(dueAt, calendar)
  const whole = calendar.workingMinutesBetween(state.clock?.startAt ?? dueAt, dueAt)
  return {
    dossierId: state.id,
    code: state.code ?? '',
    procedureName: document.name,
    agencyId: state.units.competent,
    agencyName: directory.get(state.units.competent)?.name ?? '',
    dueAt,
    lastAt,
    missed: now > lastAt,
    risky: willNotMakeIt(Math.max(0, whole) * share, calendar.workingMinutesBetween(now, dueAt)),
    late: now > dueAt,
    mayExtend:
      (state.clock?.extensions.length ?? 0) === 0 && permissionFor('extend', state, definition, actor) !== null,
  }
}

/** Which part of the limit the steps after the current one are allotted. */
function sharesAhead(steps: readonly { key: string; share: number }[], key: string | null): number {
  const position = steps.findIndex((step) => step.key === key)
  const all = steps.reduce((sum, step) => sum + step.share, 0)
  const ahead = steps.slice(position + 1).reduce((sum, step) => sum + step.share, 0)
  return all === 0 || position === -1 ? 0 : ahead / all
}

/** Past their date without an apology, by agency: counted in public. */
export async function listUnapologisedCounts(context: NoticesContext, now: number): Promise<UnapologisedCount[]> {
  const directory = await context.casework.directory()
  const counts = await countUnapologised(context.db.read, new Date(now))
  return counts.map((row) => ({ ...row, agencyName: directory.get(row.agencyId)?.name ?? '' }))
}

/**
 * What form 04 prints of a dossier's apology. The caller has asked whether it may be seen. Refuses `notices.apology_not_found` when none was
 * made.
 */
export async function getApologyLetter(context: NoticesContext, dossierId: DossierId): Promise<ApologyLetter> {
  const { db, keys, casework } = context
  const { state } = await currentState(casework, dossierId)
  const apology = await findApology(db.read, dossierId)
  if (apology === undefined || state.acceptedAt === null || state.code === null) throw refusals.apology_not_found()
  const { document } = await getProcedureVersion(db.read, state.procedureVersionId)
  const agency = (await agencyTree(db.read)).byId(state.units.competent)
  const { valueId } = state.applicant.profile
  const profile = (await readProfileVersions(db.read, keys, [valueId])).get(valueId)
  return {
    agencyName: agency?.name ?? '',
    agencyAddress: agency?.address ?? null,
    agencyPhone: agency?.phone ?? null,
    recipientName: profile?.fullName ?? null,
    recipientAddress: profile?.address ?? null,
    recipientPhone: profile?.phone ?? null,
    dossierCode: state.code,
    procedureCode: document.code,
    procedureName: document.name,
    acceptedAt: state.acceptedAt,
    firstDueAt: state.firstDueAt ?? apology.previousDueAt.getTime(),
    previousDueAt: apology.previousDueAt.getTime(),
    newDueAt: apology.newDueAt.getTime(),
    reason: apology.reason,
    publishedAt: apology.publishedAt.getTime(),
    inTime: apology.inTime,
  }
}
