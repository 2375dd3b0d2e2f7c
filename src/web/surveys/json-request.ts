import { isRefusal } from '../page-context.ts'

/** The body of a script's request as an object; an empty one when it is none. */
export async function readJson(request: Request): Promise<Record<string, unknown>> {
  const body: unknown = await request.json().catch(() => null)
  return typeof body === 'object' && body !== null ? { ...body } : {}
}

/** Bytes that came as base64; empty for anything else. */
export function bytesOf(value: unknown): Buffer {
  return typeof value === 'string' ? Buffer.from(value, 'base64url') : Buffer.alloc(0)
}

/** Answers a script: what it asked for, or the code of the refusal with its faults. */
export async function answerJson(work: () => Promise<object>): Promise<Response> {
  const headers = { 'cache-control': 'no-store' }
  try {
    return Response.json(await work(), { headers })
  } catch (error) {
    if (!isRefusal(error)) throw error
    const status = { not_found: 404, conflict: 409, unauthenticated: 401 }[error.kind as string] ?? 422
    return Response.json({ code: error.code, faults: error.faults }, { status, headers })
  }
}

/** A text or number as text; empty for anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
