import { redirect } from 'react-router'
import { readCookie } from '../../flash.ts'
import { loginPath } from '../../local-path.ts'
import type { SentForm } from '../../ui/index.ts'
import type { PortalServices } from '../portal-services.ts'

const COOKIE = 'dang-go'
const ONE_DAY_SECONDS = 86_400

type Values = SentForm['values']

/**
 * What was typed when the session had ended: kept on the server, sealed, until the login; the cookie alone opens it. The answer
 * leads to the login and from there back to the page, which then shows what was typed.
 */
export async function parkAndLogIn(portal: PortalServices, path: string, values: Values): Promise<Response> {
  const token = await portal.drafts.park(JSON.stringify({ path, values }))
  const headers = token === null ? {} : { 'set-cookie': cookieOf(token, ONE_DAY_SECONDS) }
  return redirect(loginPath(path), { status: 303, headers })
}

/** What was typed on this page before the session ended; null when nothing was. */
export async function readParked(portal: PortalServices, request: Request): Promise<Values | null> {
  const token = readCookie(request.headers.get('cookie') ?? undefined, COOKIE)
  if (token === undefined || token === '') return null
  const text = await portal.drafts.findParked(token)
  if (text === null) return null
  const parked = JSON.parse(text) as { path: string; values: Values }
  return parked.path === new URL(request.url).pathname ? parked.values : null
}

/** Once it is saved it need not be kept: forgets it and gives the cookie that says so; null when there was none. */
export async function forgetParked(portal: PortalServices, request: Request): Promise<string | null> {
  const token = readCookie(request.headers.get('cookie') ?? undefined, COOKIE)
  if (token === undefined || token === '') return null
  await portal.drafts.dropParked(token)
  return cookieOf('', 0)
}

function cookieOf(token: string, seconds: number): string {
  return `${COOKIE}=${token}; Path=/nop/nhap; HttpOnly; SameSite=Lax; Max-Age=${seconds}`
}
