import type { FieldFault } from '../../../platform/errors.ts'
import { placesIn } from '../fill.ts'
import { neededPlaces, placesFor, type TemplateKey } from '../kinds.ts'
import { LONGEST } from '../schemas.ts'
import type { TemplateTexts } from '../view-types.ts'

const parts = ['subject', 'body', 'sms'] as const

/** What is wrong with a text, at its field (`vi/body`): missing, too long, a place that cannot be filled, a place that the law needs. */
export function textFaults(key: TemplateKey, texts: TemplateTexts): FieldFault[] {
  return (['vi', 'en'] as const).flatMap((locale) =>
    parts.flatMap((part) =>
      partFaults(key, part, texts[locale][part]).map((fault) => ({ ...fault, path: `${locale}/${part}` })),
    ),
  )
}

function partFaults(key: TemplateKey, part: (typeof parts)[number], text: string | null): Omit<FieldFault, 'path'>[] {
  if (text === null || text.trim() === '') return part === 'sms' ? [] : [{ code: 'notices.text_missing' }]
  if (text.length > LONGEST[part]) return [{ code: 'notices.text_too_long', params: { most: LONGEST[part] } }]
  const used = placesIn(text)
  const allowed = placesFor(key, part)
  const unknown = used.filter((place) => !allowed.includes(place))
  const missing = neededPlaces(key, part).filter((place) => !used.includes(place))
  return [
    ...unknown.map((place) => ({
      code: 'notices.place_unknown',
      params: { place: shown(place), allowed: allowed.map(shown).join(' ') },
    })),
    ...missing.map((place) => ({ code: 'notices.place_missing', params: { place: shown(place) } })),
  ]
}

function shown(place: string): string {
  return `{{${place}}}`
}
