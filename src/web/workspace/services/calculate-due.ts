import { computeDue } from '../../../modules/casework/deadlines/deadline.ts'
import { isTimeLimit } from '../../../modules/casework/deadlines/deadline-counting.ts'
import { explainDue } from '../../../modules/casework/deadlines/deadline-spans.ts'
import { renderExplanation } from '../../../modules/casework/deadlines/deadline-text.ts'
import type { Clock } from '../../../modules/casework/deadlines/deadline-types.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { readDictionary } from '../../locales/read-dictionary.ts'
import type { Locale } from '../../locales/translate.ts'
import type { DeskContext } from './desk-context.ts'

export interface DueQuestion {
  agencyId: AgencyId
  clock: Clock
  locale: Locale
}

/** `unknown`: the question cannot be counted, and why. */
export type DueAnswer =
  | { kind: 'due'; dueAt: number; lines: string[]; provisional: boolean; office: string }
  | { kind: 'unknown'; because: 'limit' | 'outside' | 'wait' }

/** When a dossier would be due, and why: the same counting as everywhere else (rules D1-D17). */
export async function calculateDue(context: DeskContext, { agencyId, clock, locale }: DueQuestion): Promise<DueAnswer> {
  const directory = await context.casework.directory()
  const office = directory.get(agencyId)
  if (!isTimeLimit(clock.limit) || office === undefined) return { kind: 'unknown', because: 'limit' }
  if (clock.stops.some(({ from, to }) => to === null || to < from)) return { kind: 'unknown', because: 'wait' }
  const calendar = directory.calendarOf(agencyId)
  try {
    const { dueAt, provisional } = computeDue(calendar, clock)
    if (dueAt === null) return { kind: 'unknown', because: 'wait' }
    const lines = renderExplanation(explainDue(calendar, clock), locale, readDictionary(locale))
    return { kind: 'due', dueAt, lines, provisional, office: office.name }
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'unknown', because: 'outside' }
    throw error
  }
}
