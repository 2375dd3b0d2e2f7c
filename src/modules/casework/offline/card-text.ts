/** What the QR of a citizen card says; nothing else of it is kept. The birth date as people write it, DD/MM/YYYY. */
export interface CardText {
  identityNumber: string
  fullName: string
  birthDate: string
  sex: 'male' | 'female' | ''
  address: string
}

export type CardFault = 'empty' | 'not_a_card' | 'number' | 'birth_date'

/**
 * Reads the text of the QR on a citizen card: `number|old number|name|DDMMYYYY|Nam or Nữ|address|DDMMYYYY`. Newer cards add fields
 * behind, which are ignored. The card's own values are checked again by `checkPerson`.
 */
export function readCardText(text: string): { ok: true; card: CardText } | { ok: false; fault: CardFault } {
  const line = text.normalize('NFC').trim()
  if (line === '') return { ok: false, fault: 'empty' }
  const parts = line.split('|').map((part) => part.trim())
  if (parts.length < 7 || line.length > 1000) return { ok: false, fault: 'not_a_card' }
  const [identityNumber = '', , fullName = '', born = '', sex = '', address = ''] = parts
  if (!/^\d{12}$/.test(identityNumber)) return { ok: false, fault: 'number' }
  const [, day, month, year] = /^(\d{2})(\d{2})(\d{4})$/.exec(born) ?? []
  if (day === undefined || month === undefined || year === undefined) return { ok: false, fault: 'birth_date' }
  const card = { identityNumber, fullName, birthDate: `${day}/${month}/${year}`, sex: sexOf(sex), address }
  return { ok: true, card }
}

function sexOf(word: string): CardText['sex'] {
  const plain = word.toLowerCase()
  if (plain === 'nam') return 'male'
  return plain === 'nữ' || plain === 'nu' ? 'female' : ''
}
