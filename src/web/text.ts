import { type Dictionary, type Locale, makeTranslator, type Translate } from './locales/translate.ts'

const files = import.meta.glob<Dictionary>('./locales/*/*.json', { eager: true, import: 'default' })

const translators: Record<Locale, Translate> = { vi: translatorOf('vi'), en: translatorOf('en') }

/** `t(key, params)` of one language inside the web bundle. Outside of it use `locales/read-dictionary.ts`. */
export function textIn(locale: Locale): Translate {
  return translators[locale]
}

function translatorOf(locale: Locale): Translate {
  const own = Object.entries(files).filter(([path]) => path.startsWith(`./locales/${locale}/`))
  return makeTranslator(Object.assign({}, ...own.map(([, texts]) => texts)))
}
