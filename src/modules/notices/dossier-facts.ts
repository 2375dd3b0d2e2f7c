import { localDate, localDay, MINUTE_MS, startOfLocalDay } from '../../platform/civil-date.ts'
import type { Reader } from '../../platform/db.ts'
import type { OfficerId, UserId } from '../../platform/ids.ts'
import type { DossierEvent, DossierState } from '../casework/index.ts'
import { openSupplement } from '../casework/index.ts'
import { findStep, getFlowVersion, getProcedureVersion } from '../catalogue/index.ts'
import { officerNames, officerNamesById } from '../organisation/index.ts'
import type { NoticesContext } from './context.ts'
import type { Facts } from './fill.ts'

type Locale = 'vi' | 'en'

/** An instant in few letters, in Vietnamese time: `17:00, 26/11/2026`. */
export function timeText(at: number): string {
  const [year, month, day] = localDate(at).split('-')
  const minutes = Math.floor((at - startOfLocalDay(localDay(at))) / MINUTE_MS)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}, ${day}/${month}/${year}`
}

export function amountText(dong: number, locale: Locale): string {
  return String(dong).replace(/\B(?=(\d{3})+$)/g, locale === 'vi' ? '.' : ',')
}

/**
 * What may be said of a dossier as it stood after an event, in one language: the least content of NĐ 224/2026 Art. 15.1.g and what the
 * event itself adds. Nothing in it is personal but what the officers' names are.
 */
export async function dossierFacts(
  context: NoticesContext,
  reader: Reader,
  {
    state,
    event,
    actorId,
    locale,
  }: { state: DossierState; event: DossierEvent; actorId: UserId | null; locale: Locale },
): Promise<Facts> {
  const directory = await context.casework.directory()
  const { document } = await getProcedureVersion(reader, state.procedureVersionId)
  const { definition } = await getFlowVersion(reader, state.flowVersionId)
  const step = state.step === null ? undefined : findStep(definition, state.step.key)
  const name = (text: { vi: string; en?: string | null }) => (locale === 'en' ? (text.en ?? text.vi) : text.vi)
  const procedure = name(document.name)
  const received = state.acceptedAt ?? state.submittedAt
  return {
    agency: directory.get(state.units.competent)?.name ?? '',
    officer: await officerOf(reader, state.step?.assigneeId ?? null, actorId),
    received: timeText(received),
    step: step === undefined ? '' : name(step.name),
    due: state.dueAt === null || state.finishedAt !== null ? '' : timeText(state.dueAt),
    dossier: state.code ?? procedure,
    procedure,
    place: directory.get(state.units.return)?.name ?? '',
    ...eventFacts(state, event, locale, (id) => directory.get(id as never)?.name ?? ''),
  }
}

async function officerOf(reader: Reader, assigneeId: OfficerId | null, actorId: UserId | null): Promise<string> {
  if (assigneeId !== null) return (await officerNamesById(reader, [assigneeId])).get(assigneeId) ?? ''
  return actorId === null ? '' : ((await officerNames(reader, [actorId])).get(actorId) ?? '')
}

function eventFacts(
  state: DossierState,
  event: DossierEvent,
  locale: Locale,
  agencyName: (id: string) => string,
): Facts {
  switch (event.type) {
    case 'SupplementRequested':
      return {
        asked: String(event.payload.componentKeys.length),
        until: timeText(openSupplement(state)?.until ?? event.payload.until),
      }
    case 'PaymentRequested':
      return { amount: amountText(event.payload.amount, locale), until: timeText(event.payload.until) }
    case 'PaymentRecorded':
    case 'FeeAssessed':
    case 'FeeSettled':
    case 'FeeRefunded':
      return { amount: amountText(event.payload.amount, locale) }
    case 'OpinionAsked':
      return { asked: agencyName(event.payload.agencyId) }
    case 'Extended':
      return { previous_due: timeText(event.payload.previousDueAt) }
    default:
      return {}
  }
}
