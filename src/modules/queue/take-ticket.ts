import { formatInstant } from '../../platform/civil-date.ts'
import { getCentre, getLine, opensAt } from './centre-store.ts'
import type { QueueContext } from './context.ts'
import { refusals } from './errors.ts'
import type { PriorityGroup } from './ticket.ts'
import { findTicketOfCommand, insertTicket, lockWord, type TakenTicket } from './ticket-store.ts'

export interface TicketWish {
  /** The centre's address word. */
  centre: string
  /** The line's key. */
  line: string
  source: 'kiosk' | 'phone'
  priority: PriorityGroup | null
  /** A second press of the same form gives the same ticket. */
  commandId: string
  /** From where it is asked, for the limit. */
  address: string
}

/**
 * Gives a visitor the next number of a line. No login. Refuses `centre_not_found`, `line_unknown`, `centre_closed`, `too_many_tickets`
 * (so many a minute from one address), `day_full`.
 */
export async function takeTicket(context: QueueContext, wish: TicketWish): Promise<TakenTicket> {
  if (!context.mayAsk(wish.address)) throw refusals.too_many_tickets()
  const { read } = context.db
  const centre = await getCentre(read, wish.centre)
  const line = getLine(centre, wish.line)
  const opens = await opensAt(read, centre)
  if (opens !== null) throw refusals.centre_closed(spokenInstant(opens))
  const { source, priority, commandId } = wish
  return context.db.write(async (tx) => {
    await lockWord(tx, commandId)
    const known = await findTicketOfCommand(tx, commandId)
    return known ?? insertTicket(tx, { centre, line, source, priority, commandId, booking: null })
  })
}

/** Date and clock time for the sentence of a refusal: `26/11/2026` and `07:00`. */
export function spokenInstant(at: number): { date: string; time: string } {
  const text = formatInstant(at)
  return { date: text.slice(0, 10).split('-').reverse().join('/'), time: text.slice(11, 16) }
}
