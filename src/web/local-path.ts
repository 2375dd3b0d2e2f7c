/** Where to go after logging in. Only a path of this site is followed; anything else leads to `fallback`. */
export function localPath(wanted: string | null | undefined, fallback = '/'): string {
  if (wanted === null || wanted === undefined) return fallback
  if (!/^\/(?![/\\])/.test(wanted) || /[\\\r\n\t]/.test(wanted)) return fallback
  return wanted
}

/** The same page in another language: `?lang=` replaced, everything else kept. */
export function pathInLanguage(location: { pathname: string; search: string }, locale: string): string {
  const search = new URLSearchParams(location.search)
  search.set('lang', locale)
  return `${location.pathname}?${search}`
}

/** The login page that comes back to where one was. */
export function loginPath(path: string): string {
  return `/dang-nhap?tiep=${encodeURIComponent(path)}`
}
