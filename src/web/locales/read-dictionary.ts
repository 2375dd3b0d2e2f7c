import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Dictionary, type Locale, makeTranslator, type Translate } from './translate.ts'

const read = new Map<Locale, Dictionary>()

/** All texts of one language, merged from its namespace files. For code outside the bundle: mail, paper, commands. */
export function readDictionary(locale: Locale): Dictionary {
  const known = read.get(locale)
  if (known !== undefined) return known
  const folder = join(import.meta.dirname, locale)
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  const dictionary: Dictionary = Object.assign(
    {},
    ...files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Dictionary),
  )
  read.set(locale, dictionary)
  return dictionary
}

/** `t(key, params)` of one language for code that runs outside the web bundle. */
export function translator(locale: Locale): Translate {
  return makeTranslator(readDictionary(locale))
}
