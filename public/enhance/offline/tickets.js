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
  const line = chosenIn('ticketLine')
  const priority = chosenIn('ticketPriority')
  const row = await append(({ kit, rows, today }) => {
    const ofToday = rows.filter(({ kind, deviceAt }) => kind === 'ticket' && localDate(deviceAt) === today)
    // What this machine gave today before it was prepared again came in already: its numbers go on behind.
    const before = kit.ticketsGiven?.onDate === today ? kit.ticketsGiven.last : 0
    return {
      kind: 'ticket',
      number: ticketText(kit.ticketPrefix, before + ofToday.length + 1),
      ...(line === '' ? {} : { line }),
      ...(priority === '' ? {} : { priority }),
    }
  })
  setTo('ticketPriority', '')
  tell(t('ticket.given', { number: row.number ?? '' }))
  await showTicketList()
}

/** @param {string} name */
function fieldOf(name) {
  const field = document.querySelector(`[data-view="so-thu-tu"] [name="${name}"]`)
  return field instanceof HTMLSelectElement ? field : null
}

/** @param {string} name */
function chosenIn(name) {
  return fieldOf(name)?.value ?? ''
}

/**
 * @param {string} name
 * @param {string} value
 */
function setTo(name, value) {
  const field = fieldOf(name)
  if (field !== null) field.value = value
}

/**
 * The lines of the counter's queue, as the kit knows them; the first is chosen.
 * @param {import('/enhance/rules/modules/casework/offline/kit.ts').Kit | undefined} kit
 */
function showLines(kit) {
  const field = fieldOf('ticketLine')
  const lines = kit?.lines ?? []
  const place = field?.closest('.field')
  if (field === null || !(place instanceof HTMLElement)) return
  place.hidden = lines.length < 2
  if (field.options.length === lines.length) return
  const language = document.documentElement.lang === 'en' ? 'en' : 'vi'
  field.replaceChildren(...lines.map(({ key, name }) => element('option', { value: key, text: name[language] })))
}

/** The day's tickets: who waits, who was received. */
export async function showTicketList() {
  const prepared = await readKit()
  showLines(prepared?.kit)
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
