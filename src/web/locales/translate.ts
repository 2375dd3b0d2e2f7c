/** The languages pages come in. Vietnamese is the language of the law and the default. */
export const LOCALES = ['vi', 'en'] as const
export type Locale = (typeof LOCALES)[number]

export type Dictionary = Readonly<Record<string, string>>
export type TextParams = Readonly<Record<string, string | number>>

/** Gives the text of a locale key with its `{name}` places filled. An unknown key shows itself, so that it is found. */
export type Translate = (key: string, params?: TextParams) => string

/** A translator over one flat dictionary. Pure: usable in pages, mail, paper and the command line alike. */
export function makeTranslator(dictionary: Dictionary): Translate {
  return (key, params) => {
    const text = dictionary[key]
    if (text === undefined) return key
    return params === undefined ? text : fillPlaces(text, params)
  }
}

/** The names of the `{places}` in a text, sorted, each once. */
export function placesOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort()
}

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value)
}

function fillPlaces(text: string, params: TextParams): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = params[name]
    return value === undefined ? place : String(value)
  })
}
