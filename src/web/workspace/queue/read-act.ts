import type { TicketCommand } from '../../../modules/queue/index.ts'
import { priorityGroups, ticketActs } from '../../../modules/queue/ticket.ts'
import type { SentForm } from '../../ui/index.ts'

/** The act of a pressed button with what its form holds; null where the word is none. */
export function readAct(form: SentForm): TicketCommand | null {
  const act = ticketActs.find((known) => known === form.text('act'))
  if (act === undefined) return null
  const target = form.text('target')
  const [kind, value = ''] = target.split(':')
  return {
    ticketId: form.text('ticketId'),
    act,
    version: Number(form.text('version')) || undefined,
    reason: form.text('reason') || undefined,
    ...(kind === 'line' ? { toLine: value } : kind === 'counter' ? { toCounter: Number(value) || 0 } : {}),
    ...(act === 'set_priority' ? { priority: groupOf(form.text('priority')) } : {}),
  }
}

function groupOf(text: string) {
  return priorityGroups.find((group) => group === text) ?? null
}
