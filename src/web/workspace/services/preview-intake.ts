import { computeDue } from '../../../modules/casework/deadlines/deadline.ts'
import { explainDue } from '../../../modules/casework/deadlines/deadline-spans.ts'
import { explain, type Locale, type Message } from '../../../modules/casework/deadlines/deadline-text.ts'
import type { Clock } from '../../../modules/casework/deadlines/deadline-types.ts'
import type { Directory } from '../../../modules/casework/index.ts'
import { effectiveLimit, flowCodesFor, getCurrentFlow, getProcedureVersion } from '../../../modules/catalogue/index.ts'
import type { ProcedureDocument } from '../../../modules/catalogue/schemas.ts'
import type { OfficerActor } from '../../../modules/organisation/index.ts'
import { query } from '../../../platform/db.ts'
import type { AgencyId, ProcedureVersionId } from '../../../platform/ids.ts'
import type { DeskContext } from './desk-context.ts'
import type { CounterChannel } from './intake.ts'
import { maySettleNow } from './settle-now.ts'

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
  if (competent === undefined) return { due: null, competent: null, elsewhere: false, settle: false }
  const [flowCode] = flowCodesFor(document, question.caseKey)
  const flow = flowCode === undefined ? null : (await getCurrentFlow(reader, flowCode)).definition
  const agencyOf = (key: string): AgencyId | undefined => {
    const place = flow?.steps.find((step) => step.key === key)?.agency
    if (place === undefined) return undefined
    if (typeof place !== 'string') return directory.bySlug(place.agencySlug)?.id
    return place === 'intake' || place === 'return' ? desk?.agencyId : competent
  }
  const elsewhere = desk !== undefined && directory.officeOf(desk.agencyId) !== directory.officeOf(competent)
  const known = {
    competent: directory.get(competent)?.name ?? null,
    elsewhere,
    settle: flow !== null && !elsewhere && maySettleNow(flow, limit, { actor, agencyOf }),
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
