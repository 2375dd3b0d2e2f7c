import { placeAddress } from '../../../modules/vault/card-address.ts'
import type { CardReading } from '../../../modules/vault/card-qr.ts'
import type { PersonProfile } from '../../../modules/vault/schemas.ts'
import type { SentForm } from '../../ui/index.ts'

export interface Place {
  code: string
  name: string
}

export type Values = Readonly<Record<string, readonly string[]>>

/** The two people of a dossier, by the first part of their fields' names. */
export type PersonPart = 'applicant' | 'authorised'

/** A form's reading of values that were changed on the server. */
export function formOf(values: Values): SentForm {
  return {
    values,
    files: {},
    text: (name) => values[name]?.[0]?.trim() ?? '',
    all: (name) => values[name] ?? [],
  }
}

/** The values with some fields set; null takes one away. */
export function withValues(values: Values, changes: Readonly<Record<string, string | null | undefined>>): Values {
  const next: Record<string, readonly string[]> = { ...values }
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) continue
    if (value === null) delete next[name]
    else next[name] = [value]
  }
  return next
}

/** Fields of one visitor's dossier: everything but what steers the page. */
const STEERING = [
  'scanner',
  'act',
  'pick',
  'person',
  'back',
  'remove',
  'hop',
  'tim',
  'basket',
  'groupId',
  'grouped',
  'mandateId',
]
/** What stays when the next procedure of the same person is entered. */
const OF_PERSON = /^(applicant|authorised)\/|^authorised$|^channel$|^confirmed$/
/** What stays when the next person with the same procedure comes. */
const OF_PROCEDURE = /^(code|caseKey|communeCode|processingCommuneCode|channel)$|^authorised(\/|$)/

export function dossierValues(values: Values): Values {
  return pick(values, (name) => !STEERING.includes(name))
}

export function nextOfSamePerson(values: Values): Values {
  return pick(values, (name) => OF_PERSON.test(name))
}

export function nextOfSameProcedure(values: Values): Values {
  return pick(values, (name) => OF_PROCEDURE.test(name))
}

function pick(values: Values, wanted: (name: string) => boolean): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => wanted(name)))
}

const PERSON_FIELDS = [
  'fullName',
  'number',
  'birthDate',
  'sex',
  'phone',
  'email',
  'address/communeCode',
  'address/line',
] as const

/** Empties a person's fields: another visitor's must never be mixed with theirs. */
export function withoutPerson(values: Values, part: PersonPart): Values {
  const others = pick(values, (name) => part !== 'applicant' || !name.startsWith('kho/'))
  return withValues(others, Object.fromEntries(PERSON_FIELDS.map((field) => [`${part}/${field}`, null])))
}

/** What is on record about a person, in the fields of the form. */
export function withProfile(values: Values, profile: PersonProfile, part: PersonPart = 'applicant'): Values {
  const { kind, fullName, identityNumber, taxCode, birthDate, sex, phone, email, address } = profile
  const known: Record<(typeof PERSON_FIELDS)[number] | 'kind', string | undefined> = {
    kind,
    fullName,
    number: identityNumber ?? taxCode,
    birthDate: spoken(birthDate),
    sex,
    phone: phone?.replace(/^\+84/, '0'),
    email,
    'address/communeCode': address?.communeCode,
    'address/line': address?.line,
  }
  return withValues(
    values,
    Object.fromEntries(Object.entries(known).map(([name, value]) => [`${part}/${name}`, value])),
  )
}

/** What a card says, in the fields of the form; the card is newer than the record for what it says. */
export function withCard(
  values: Values,
  card: CardReading,
  { part, communes }: { part: PersonPart; communes: readonly Place[] },
): Values {
  const own = withValues(values, {
    [`${part}/kind`]: 'citizen',
    [`${part}/number`]: card.number,
    [`${part}/fullName`]: card.fullName,
    [`${part}/birthDate`]: spoken(card.birthDate),
    [`${part}/sex`]: card.sex,
  })
  if ((own[`${part}/address/line`]?.[0] ?? '') !== '' || card.address === '') return own
  const placed = placeAddress(card.address, communes)
  return withValues(own, {
    [`${part}/address/communeCode`]: placed?.communeCode,
    [`${part}/address/line`]: placed === null || placed.line === '' ? card.address : placed.line,
  })
}

/** What the card says otherwise than the record: told to the clerk, who has both before their eyes. */
export function cardDifferences(card: CardReading, profile: PersonProfile): ('fullName' | 'birthDate' | 'sex')[] {
  const differs = {
    fullName: card.fullName.toLocaleLowerCase('vi') !== profile.fullName.toLocaleLowerCase('vi'),
    birthDate: profile.birthDate !== undefined && profile.birthDate !== card.birthDate,
    sex: profile.sex !== undefined && profile.sex !== card.sex,
  }
  return (['fullName', 'birthDate', 'sex'] as const).filter((field) => differs[field])
}

function spoken(date: string | undefined): string | undefined {
  return date?.split('-').reverse().join('/')
}
