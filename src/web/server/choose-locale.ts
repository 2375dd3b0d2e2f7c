import { readCookie } from '../flash.ts'
import { isLocale, type Locale } from '../locales/translate.ts'

const LANGUAGE_COOKIE = 'lang'
const ONE_YEAR_SECONDS = 31_536_000

export interface LocaleChoice {
  locale: Locale
  /** A `Set-Cookie` value when the address asks for a language that the cookie does not yet hold. */
  cookie: string | null
}

/** The language of one request: `?lang=` first (and remembered), then the cookie, then Vietnamese. */
export function chooseLocale(url: URL, cookieHeader: string | undefined): LocaleChoice {
  const remembered = readCookie(cookieHeader, LANGUAGE_COOKIE)
  const asked = url.searchParams.get('lang')
  if (isLocale(asked)) {
    const cookie = `${LANGUAGE_COOKIE}=${asked}; Path=/; Max-Age=${ONE_YEAR_SECONDS}; SameSite=Lax`
    return { locale: asked, cookie: asked === remembered ? null : cookie }
  }
  return { locale: isLocale(remembered) ? remembered : 'vi', cookie: null }
}
