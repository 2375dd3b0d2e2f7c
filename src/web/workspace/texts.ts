import type { Message } from '../../modules/casework/deadlines/deadline-text.ts'
import type { LegalState } from '../../modules/casework/dossier.ts'
import type { DueView } from '../../modules/casework/views/view-types.ts'
import type { BilingualText, OfficialText } from '../../modules/catalogue/schemas.ts'
import { capitalised } from '../format.ts'
import type { Locale, Translate } from '../locales/translate.ts'
import type { DeadlineFacts } from '../ui/index.ts'

/** A name in the page's language; an official name has no English reading everywhere. */
export function nameIn(name: BilingualText | OfficialText, locale: Locale): string {
  return locale === 'en' ? (name.en ?? name.vi) : name.vi
}

/** One line of an explained deadline as a sentence. */
export function sentence(message: Message, t: Translate): string {
  return capitalised(substitute(message, t))
}

function substitute({ key, params }: Message, t: Translate): string {
  const values = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'object' ? substitute(value, t) : value,
  ])
  return t(key, Object.fromEntries(values))
}

/** A deadline as the parts of the kit show it. `label` replaces the words made from state and time left. */
export function deadlineFacts(due: DueView, label?: string): DeadlineFacts {
  return {
    dueAt: due.dueAt === null ? null : new Date(due.dueAt),
    state: due.kind,
    progress: due.progress,
    ...(due.workingMinutes === null ? {} : { workingMinutes: Math.abs(due.workingMinutes) }),
    ...(label === undefined ? {} : { label }),
  }
}

/** How a dossier that has ended stood to its date; its state in words where it ended without a result. */
export function endedLabel(
  dossier: { legal: LegalState; finishedAt: number | null; due: DueView | null },
  t: Translate,
): string | undefined {
  if (dossier.due?.kind !== 'done') return undefined
  const hasResult = dossier.legal === 'resolved' || dossier.legal === 'returned'
  if (!hasResult || dossier.finishedAt === null || dossier.due.dueAt === null) return t(`state.${dossier.legal}`)
  return t(dossier.finishedAt > dossier.due.dueAt ? 'workspace.ended.late' : 'workspace.ended.in_time')
}

/** Counting stops at 100: "99+". */
export function countText(count: number): string {
  return count >= 100 ? '99+' : String(count)
}
