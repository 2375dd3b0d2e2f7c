const BASE = 'http://local.invalid'

/**
 * The path to go back to after login, only when it stays on this site; `fallback` for anything else (another host, a
 * scheme, `//host`, `/\host`, control characters, overlong).
 */
export function localPath(wanted: unknown, fallback = '/'): string {
  if (typeof wanted !== 'string' || wanted.length > 2000 || !wanted.startsWith('/')) return fallback
  if (/[\\\p{Cc}]/u.test(wanted) || !URL.canParse(wanted, BASE)) return fallback
  const url = new URL(wanted, BASE)
  if (url.origin !== BASE || url.pathname.startsWith('//')) return fallback
  return url.pathname + url.search + url.hash
}
