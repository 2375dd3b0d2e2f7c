/** A message shown once on the page after a redirect: a locale key and its parameters, never a sentence. */
export interface Flash {
  key: string
  params?: Record<string, string | number>
  tone?: 'ok' | 'late' | 'plain'
}

const FLASH_COOKIE = 'flash'

/** The `Set-Cookie` value that keeps a message for the next page. */
export function flashCookie(flash: Flash): string {
  const value = Buffer.from(JSON.stringify(flash)).toString('base64url')
  return `${FLASH_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60`
}

/** The `Set-Cookie` value that removes a message once shown. */
export function spentFlashCookie(): string {
  return `${FLASH_COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`
}

/** Reads the message out of a `Cookie` header; a broken one counts as none. */
export function readFlash(cookieHeader: string | undefined): Flash | undefined {
  const value = readCookie(cookieHeader, FLASH_COOKIE)
  if (value === undefined || value === '') return undefined
  try {
    const parsed: unknown = JSON.parse(Buffer.from(value, 'base64url').toString())
    return isFlash(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

/** The value of one cookie in a `Cookie` header. */
export function readCookie(cookieHeader: string | undefined, name: string): string | undefined {
  for (const part of (cookieHeader ?? '').split(';')) {
    const [key, ...rest] = part.split('=')
    if (key?.trim() === name) return rest.join('=').trim()
  }
  return undefined
}

function isFlash(value: unknown): value is Flash {
  if (typeof value !== 'object' || value === null || !('key' in value)) return false
  return typeof value.key === 'string' && /^[a-z][\w.-]{0,99}$/i.test(value.key)
}
