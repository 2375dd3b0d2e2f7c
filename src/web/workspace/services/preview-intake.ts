import { computeDue } from '../../../modules/casework/deadlines/deadline.ts'
import { explainDue } from '../../../modules/casework/deadlines/deadline-spans.ts'
import { explain, type Locale, type Message } from '../../../modules/casework/deadlines/deadline-text.ts'
import type { Clock } from '../../../modules/casework/deadlines/deadline-types.ts'
import type { Directory } from '../../../modules/casework/index.ts'
import { effectiveLimit, flowCodesFor, getCurrentFlow, getProcedureVersion } from '../../../modules/catalogue/index.ts'
import type { ProcedureDocument } from '../../../modules/catalogue/schemas.ts'
import { agencyTree, listOfficersIn, type OfficerActor, oneStopCentreOf } from '../../../modules/organisation/index.ts'
import { openCountersOf } from '../../../modules/queue/index.ts'
import { query } from '../../../platform/db.ts'
import type { AgencyId, ProcedureVersionId } from '../../../platform/ids.ts'
import type { DeskContext } from './desk-context.ts'
import type { CounterChannel } from './intake.ts'
import { maySettleNow, type NeededMandate, neededMandates } from './settle-now.ts'

export interface PreviewQuestion {
  versionId: ProcedureVersionId
  caseKey: string | null
  channel: CounterChannel
  mandateId: string
  communeCode: string | undefined
  /** When the post handed it over: its clock has been running since. */
  filedAt: number | null
  locale: Locale
}

/** What pressing "accept" this minute would promise. */
export interface IntakePreview {
  /** Null where the procedure states no limit, or nobody is known yet who decides. */
  due: { dueAt: number; lines: Message[]; provisional: boolean } | null
  competent: string | null
  /** Another place than this counter's own decides. */
  elsewhere: boolean
  /** This officer may settle it on the spot. */
  settle: boolean
  /** Due the same day, and decided by an agency whose counter this is: who sits here and may settle it, where this officer may not. */
  settlers: Settler[]
}

export interface Settler {
  name: string
  /** The counter that is open for them now. */
  counter: number | null
}

/** The due date of a dossier that is not there yet, with the answer to "why this date?". */
export async function previewIntake(
  context: DeskContext,
  actor: OfficerActor,
  question: PreviewQuestion,
): Promise<IntakePreview> {
  const reader = context.casework.db.read
  const [directory, { document }, [row]] = await Promise.all([
    context.casework.directory(),
    getProcedureVersion(reader, question.versionId),
    query<{ now: Date }>(reader, 'SELECT platform_now() AS now'),
  ])
  const competent = competentOf(directory, document, question.communeCode)
  const { limit } = effectiveLimit(document, question)
  const desk = actor.mandates.find((mandate) => mandate.id === question.mandateId)
  if (competent === undefined) return { due: null, competent: null, elsewhere: false, settle: false, settlers: [] }
  const [flowCode] = flowCodesFor(document, question.caseKey)
  const flow = flowCode === undefined ? null : (await getCurrentFlow(reader, flowCode)).definition
  const agencyOf = (key: string): AgencyId | undefined => {
    const place = flow?.steps.find((step) => step.key === key)?.agency
    if (place === undefined) return undefined
    if (typeof place !== 'string') return directory.bySlug(place.agencySlug)?.id
    return place === 'intake' || place === 'return' ? desk?.agencyId : competent
  }
  const elsewhere = desk !== undefined && directory.officeOf(desk.agencyId) !== directory.officeOf(competent)
  const tree = await agencyTree(reader)
  // A department's counter is the provincial centre: what an officer there may settle for it is settled there.
  const isItsCounter = desk !== undefined && oneStopCentreOf(tree, desk.agencyId) === oneStopCentreOf(tree, competent)
  const settles = flow !== null && isItsCounter
  const known = {
    competent: directory.get(competent)?.name ?? null,
    elsewhere,
    settle: settles && maySettleNow(flow, limit, { actor, agencyOf }),
    settlers: settles ? await settlersAt(context, desk.agencyId, neededMandates(flow, limit, agencyOf)) : [],
  }
  if (limit === null) return { ...known, due: null }
  const startAt = question.filedAt ?? (row?.now ?? new Date()).getTime()
  const clock: Clock = { startAt, limit, mode: document.afterSupplement, stops: [], extensions: [] }
  const calendar = directory.calendarOf(competent)
  const { dueAt, provisional } = computeDue(calendar, clock)
  if (dueAt === null) return { ...known, due: null }
  return { ...known, due: { dueAt, lines: explain(explainDue(calendar, clock), question.locale), provisional } }
}

function competentOf(
  directory: Directory,
  document: ProcedureDocument,
  communeCode: string | undefined,
): AgencyId | undefined {
  const rule = document.competentAgency
  if (rule === null) return undefined
  if (rule.rule === 'commune') return communeCode === undefined ? undefined : directory.byUnitCode(communeCode)?.id
  return directory.bySlug(rule.agencySlug)?.id
}

/** The officers who receive at this counter and hold every mandate that settling takes, with where they sit now. */
async function settlersAt(
  { casework }: DeskContext,
  agencyId: AgencyId,
  needed: readonly NeededMandate[] | null,
): Promise<Settler[]> {
  if (needed === null) return []
  const reader = casework.db.read
  const receiving = await listOfficersIn(reader, agencyId, ['receptionist'])
  const holders = await Promise.all(needed.map((one) => listOfficersIn(reader, one.agencyId, [one.role])))
  const able = receiving.filter(({ id }) => holders.every((officers) => officers.some((officer) => officer.id === id)))
  const counters = await openCountersOf(
    reader,
    able.map(({ id }) => id),
  )
  return able.map(({ id, displayName }) => ({ name: displayName, counter: counters.get(id) ?? null }))
}
