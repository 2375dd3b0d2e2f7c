/** What the browser says about where a request comes from. */
export interface RequestOrigin {
  method: string
  /** `Sec-Fetch-Site`, where the browser sends it. */
  fetchSite: string | undefined
  /** `Origin`, where the browser sends it. */
  origin: string | undefined
  /** Scheme, host and port under which people reach this site. */
  ownOrigin: string
  /** Whether the request carries a session cookie. */
  hasCookie: boolean
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a request may change something on behalf of a cookie. A page of another site can make a browser send our cookie
 * but cannot forge these headers. A request with neither header is let through only when it has no cookie to misuse.
 */
export function isOwnRequest(request: RequestOrigin): boolean {
  if (READING.has(request.method)) return true
  if (request.fetchSite !== undefined) return request.fetchSite === 'same-origin' || request.fetchSite === 'none'
  if (request.origin !== undefined) return request.origin === request.ownOrigin
  return !request.hasCookie
}
