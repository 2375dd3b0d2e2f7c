import { GATEWAY_TIMEOUT_MS } from './gateway.ts'

export interface HttpSettings {
  /** The gateway's base address, without a slash at the end. */
  url: string
  token: string
  timeoutMs?: number
}

export interface JsonAnswer {
  status: number
  body: Readonly<Record<string, unknown>>
}

const MOST_BYTES = 100_000

/** One question to a gateway in JSON; never longer than its time, never redirected. Throws what the network did. */
export async function askJson(
  { url, timeoutMs = GATEWAY_TIMEOUT_MS }: HttpSettings,
  asked: { method: 'GET' | 'POST'; path: string; headers: Record<string, string>; body?: object },
): Promise<JsonAnswer> {
  const answer = await fetch(`${url}${asked.path}`, {
    method: asked.method,
    headers: { ...asked.headers, accept: 'application/json', 'content-type': 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
    ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
  })
  const text = (await answer.text()).slice(0, MOST_BYTES)
  return { status: answer.status, body: parsed(text) }
}

function parsed(text: string): JsonAnswer['body'] {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as JsonAnswer['body']) : {}
  } catch {
    return {}
  }
}

export function word(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 50) : ''
}
