/** Where a ticket stands. `expired`: the day ended before anybody dealt with it. */
export const ticketStates = ['waiting', 'called', 'serving', 'finished', 'no_show', 'left', 'expired'] as const
export type TicketState = (typeof ticketStates)[number]

/** What an officer does with a ticket. `put_back`: into the line again, such as after copying a paper. */
export const ticketActs = ['recall', 'begin', 'finish', 'no_show', 'put_back', 'transfer', 'set_priority'] as const
export type TicketAct = (typeof ticketActs)[number]

/**
 * Persons who are served before others (NĐ 63/2010/NĐ-CP Art. 18.8): people of merit, the elderly, people with disabilities, the poor,
 * pregnant women, orphans.
 */
export const priorityGroups = ['merit', 'elderly', 'disabled', 'poor', 'pregnant', 'orphan'] as const
export type PriorityGroup = (typeof priorityGroups)[number]

/** `offline`: given by a counter's machine while the line was down. */
export type TicketSource = 'kiosk' | 'phone' | 'booking' | 'offline'

/** The acts each state allows; the console's buttons and the server's answers both come from here. */
export const allowedActs = {
  waiting: ['set_priority', 'transfer'],
  called: ['begin', 'recall', 'no_show', 'put_back', 'transfer', 'set_priority'],
  serving: ['finish', 'put_back', 'transfer', 'set_priority'],
  finished: [],
  no_show: ['put_back'],
  left: [],
  expired: [],
} as const satisfies Record<TicketState, readonly TicketAct[]>

export function allowsAct(state: TicketState, act: TicketAct): boolean {
  return (allowedActs[state] as readonly TicketAct[]).includes(act)
}

/** Whether the ticket is in an officer's hands: then only the counter that called it may act on it. */
export function isInHand(state: TicketState): boolean {
  return state === 'called' || state === 'serving'
}

/** Whether the visitor may still give the ticket up. */
export function mayLeave(state: TicketState): boolean {
  return state === 'waiting' || state === 'called'
}

/** The state after an act. */
export function stateAfter(state: TicketState, act: TicketAct): TicketState {
  switch (act) {
    case 'begin':
      return 'serving'
    case 'finish':
      return 'finished'
    case 'no_show':
      return 'no_show'
    case 'put_back':
    case 'transfer':
      return 'waiting'
    case 'recall':
    case 'set_priority':
      return state
  }
}

/** How the call that was open ends with an act; null while it stays open. */
export function outcomeOf(act: TicketAct): 'finished' | 'no_show' | 'put_back' | 'transferred' | null {
  switch (act) {
    case 'finish':
      return 'finished'
    case 'no_show':
    case 'put_back':
      return act
    case 'transfer':
      return 'transferred'
    default:
      return null
  }
}

/** Acts that need the officer's reason in words. */
export function needsReason(act: TicketAct): boolean {
  return act === 'set_priority'
}

/** `A012`: what is printed, shown and spoken. */
export function ticketLabel(prefix: string, number: number): string {
  return `${prefix}${String(number).padStart(3, '0')}`
}
