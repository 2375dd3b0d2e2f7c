import { textIn } from '../text.ts'

const places = [
  'agency',
  'officer',
  'received',
  'step',
  'due',
  'name',
  'dossier',
  'procedure',
  'previous_due',
  'reason',
  'until',
  'amount',
  'asked',
  'place',
  'link',
  'rate_link',
  'answer',
  'letter_link',
  'survey',
  'late',
  'today',
  'soon',
  'late_list',
  'today_list',
  'soon_list',
] as const

/** What stands in the places of a preview, in both languages: made up, and long enough to show how lines break. */
export function sampleTexts(): Record<'vi' | 'en', Record<string, string>> {
  return { vi: sampleIn('vi'), en: sampleIn('en') }
}

function sampleIn(locale: 'vi' | 'en'): Record<string, string> {
  const t = textIn(locale)
  return Object.fromEntries(places.map((place) => [place, t(`notices.sample.${place}`)]))
}
