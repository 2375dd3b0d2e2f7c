// @ts-check
// Tickets without network: this machine's own prefix, so that they meet no other's.
import { ticketText } from '/enhance/rules/modules/casework/offline/numbering.ts'
import { localDate } from '/enhance/rules/platform/civil-date.ts'
import { byId, element, format, t, tell } from './dom.js'
import { append, readKit } from './journal.js'
import { allRecords } from './store.js'

export function wireTickets() {
  byId('phat-so').addEventListener('click', () => void giveTicket())
}

async function giveTicket() {
  const row = await append(({ kit, rows, today }) => {
    const ofToday = rows.filter(({ kind, deviceAt }) => kind === 'ticket' && localDate(deviceAt) === today)
    return { kind: 'ticket', number: ticketText(kit.ticketPrefix, ofToday.length + 1) }
  })
  tell(t('ticket.given', { number: row.number ?? '' }))
  await showTicketList()
}

/** The day's tickets: who waits, who was received. */
export async function showTicketList() {
  const prepared = await readKit()
  const today = localDate(Date.now() + (prepared?.skewMs ?? 0))
  const rows = await allRecords()
  const taken = new Set(rows.map(({ ticket }) => ticket))
  const tickets = rows.filter(({ kind, deviceAt }) => kind === 'ticket' && localDate(deviceAt) === today)
  byId('chua-co-so').hidden = tickets.length > 0
  byId('danh-sach-so').replaceChildren(
    ...tickets.map(({ number, deviceAt }) =>
      element(
        'li',
        {},
        element('b', { class: 'num', text: number ?? '' }),
        ` ${t('ticket.given_at', { time: format.clock(new Date(deviceAt)) })} `,
        element('span', {
          class: taken.has(number) ? 'tag ok' : 'tag wait',
          text: t(taken.has(number) ? 'ticket.received' : 'ticket.waiting'),
        }),
      ),
    ),
  )
}
