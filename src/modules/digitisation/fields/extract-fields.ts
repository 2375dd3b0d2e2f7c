import type { PageReading } from '../reading/page-reading.ts'
import type { ExtractedField, FieldShape, PaperKind } from '../schemas.ts'
import { birthCertificate } from './birth-certificate.ts'
import { birthNote } from './birth-note.ts'
import { businessRegistration } from './business-registration.ts'
import { citizenCard } from './citizen-card.ts'
import { extractWith, type PaperRules } from './field-rules.ts'
import { landCertificate } from './land-certificate.ts'
import { marriageCertificate } from './marriage-certificate.ts'
import { compact, findNear } from './near-text.ts'
import { segmentsOf } from './segments.ts'

const rulesOf: Readonly<Record<PaperKind, PaperRules>> = {
  citizen_card: citizenCard,
  birth_certificate: birthCertificate,
  marriage_certificate: marriageCertificate,
  land_certificate: landCertificate,
  business_registration: businessRegistration,
  birth_note: birthNote,
}

/** The fields of a kind of paper, in the order of the paper. */
export function fieldShapes(kind: PaperKind): FieldShape[] {
  return rulesOf[kind].fields.map(({ key, form }) => ({ key, form }))
}

const TITLE_ERRORS = 0.25
/** A title stands nearly alone in its line; in running text the same words mean something else. */
const TITLE_SHARE = 0.6

/** The kind of paper a page is, by its title; null when no title is near one that is known. */
export function detectKind(reading: PageReading): PaperKind | null {
  let best: { kind: PaperKind; errors: number; length: number } | null = null
  for (const { letters } of segmentsOf(reading)) {
    for (const [kind, { titles }] of Object.entries(rulesOf) as [PaperKind, PaperRules][]) {
      for (const title of titles.map(compact)) {
        const found = findNear(letters, title, Math.floor(title.length * TITLE_ERRORS))[0]
        if (found === undefined || title.length < letters.length * TITLE_SHARE) continue
        const errors = found.errors / title.length
        if (best === null || errors < best.errors || (errors === best.errors && title.length > best.length)) {
          best = { kind, errors, length: title.length }
        }
      }
    }
  }
  return best?.kind ?? null
}

/** The kind of paper that pages are of, told by the first page that has a title. */
export function detectKindOf(pages: readonly PageReading[]): PaperKind | null {
  for (const page of pages) {
    const kind = detectKind(page)
    if (kind !== null) return kind
  }
  return null
}

/**
 * The fields of a paper from its pages: each from the page where it is surest. Values speak for and against each other: an identity number says
 * sex and year of birth of its bearer (NĐ 137/2015 Art. 13).
 */
export function extractFields(kind: PaperKind, pages: readonly PageReading[], today: string): ExtractedField[] {
  const found = pages.flatMap((reading, at) => extractWith(rulesOf[kind], reading, { today, page: at + 1 }))
  const best = rulesOf[kind].fields.flatMap(({ key }) => {
    const candidates = found.filter((field) => field.key === key)
    return candidates.sort((one, other) => other.confidence - one.confidence).slice(0, 1)
  })
  return best.map((field) => weighed(field, best))
}

const bearers: readonly { number: string; birthDate?: string; sex?: string; is?: 'Nam' | 'Nữ' }[] = [
  { number: 'number', birthDate: 'birthDate', sex: 'sex' },
  { number: 'identityNumber', birthDate: 'birthDate', sex: 'sex' },
  { number: 'wifeIdentityNumber', birthDate: 'wifeBirthDate', is: 'Nữ' },
  { number: 'husbandIdentityNumber', birthDate: 'husbandBirthDate', is: 'Nam' },
  { number: 'representativeIdentityNumber', birthDate: 'representativeBirthDate' },
  { number: 'motherIdentityNumber', is: 'Nữ' },
]

const CONTRADICTED = 0.5

function weighed(field: ExtractedField, all: readonly ExtractedField[]): ExtractedField {
  const bearer = bearers.find((one) => [one.number, one.birthDate, one.sex].includes(field.key))
  if (bearer === undefined) return field
  const valueAt = (key: string | undefined) => all.find((one) => one.key === key)?.value
  const number = valueAt(bearer.number) ?? ''
  if (!/^\d{12}$/.test(number)) return field
  const year = String(1900 + 100 * Math.floor(Number(number[3]) / 2) + Number(number.slice(4, 6)))
  const sex = Number(number[3]) % 2 === 0 ? 'Nam' : 'Nữ'
  const birthDate = valueAt(bearer.birthDate)
  const saidSex = bearer.is ?? valueAt(bearer.sex)
  const wrongYear = birthDate !== undefined && !birthDate.startsWith(year)
  const wrongSex = saidSex !== undefined && saidSex !== sex
  const concerned =
    (wrongYear && [bearer.number, bearer.birthDate].includes(field.key)) ||
    (wrongSex && [bearer.number, bearer.sex].includes(field.key))
  return concerned ? { ...field, confidence: Math.round(field.confidence * CONTRADICTED * 100) / 100 } : field
}
