import { type CardReading, isCardScan, readCardQr } from '../../../modules/vault/card-qr.ts'

/** What came into the one box at the top of the page. */
export type BoxReading =
  | { kind: 'nothing' }
  | { kind: 'card'; card: CardReading }
  | { kind: 'number'; person: 'citizen' | 'organisation'; number: string }
  | { kind: 'ticket'; ticket: string }
  | { kind: 'dossier'; code: string }
  | { kind: 'procedure'; code: string }
  | { kind: 'name'; name: string }
  /** It was meant as something and cannot be it: the key of the sentence that says why. */
  | { kind: 'faulty'; key: string; params?: Record<string, string | number> }

const DOSSIER_CODE = /^[A-Y]\d{2}(\.[A-Z0-9]+)*-\d{6}-\d{4,5}$/
const TICKET = /^[A-Z]{1,2}-?\d{2,4}$/
const LONGEST_NAME = 250

/**
 * Tells a card's QR, an identity number, a tax code, a ticket, the code of a dossier or of a procedure, and a name apart. Whatever
 * scanner or hand typed it; never throws. `today` is `YYYY-MM-DD`.
 */
export function readBox(typed: string, today: string): BoxReading {
  const text = typed.normalize('NFC').trim()
  if (text === '') return { kind: 'nothing' }
  if (isCardScan(text)) return readCard(text, today)
  const compact = text.replace(/\s/g, '').toUpperCase()
  if (DOSSIER_CODE.test(compact)) return { kind: 'dossier', code: compact }
  if (/^\d\.\d{6}$/.test(compact)) return { kind: 'procedure', code: compact }
  if (TICKET.test(compact)) return { kind: 'ticket', ticket: compact }
  if (/^[\d.-]+$/.test(compact)) return readDigits(compact.replace(/[.-]/g, ''))
  if (/^https?:|[<>{}]|\p{Cc}/iu.test(text)) return { kind: 'faulty', key: 'intake.card_foreign' }
  return text.length > LONGEST_NAME || !/\p{L}/u.test(text)
    ? { kind: 'faulty', key: 'intake.e_box' }
    : { kind: 'name', name: text.replace(/\s+/g, ' ') }
}

function readCard(text: string, today: string): BoxReading {
  const read = readCardQr(text, today)
  if (read.ok) return { kind: 'card', card: read.value }
  const key = read.code.startsWith('card_') ? `intake.${read.code}` : `identity.${read.code}`
  return { kind: 'faulty', key, ...(read.params === undefined ? {} : { params: read.params }) }
}

function readDigits(number: string): BoxReading {
  if (number.length === 12) return { kind: 'number', person: 'citizen', number }
  if (number.length === 10) return { kind: 'number', person: 'organisation', number }
  if (number.length === 13) {
    return { kind: 'number', person: 'organisation', number: `${number.slice(0, 10)}-${number.slice(10)}` }
  }
  return { kind: 'faulty', key: 'intake.e_number', params: { found: number.length } }
}
