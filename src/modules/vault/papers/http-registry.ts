import Type from 'typebox'
import { Compile } from 'typebox/compile'
import type { PaperRegistry, RegistryAnswer } from './ports.ts'

const day = Type.Union([Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), Type.Null()])
const line = Type.String({ maxLength: 300 })
const Answers = Compile(
  Type.Object({
    papers: Type.Array(
      Type.Object({
        typeCode: Type.String({ pattern: '^[A-Za-z0-9.:/_-]{1,140}$' }),
        registry: Type.String({ minLength: 1, maxLength: 200 }),
        reference: Type.String({ minLength: 1, maxLength: 200 }),
        title: line,
        issuer: line,
        issuedOn: day,
        validTo: day,
      }),
      { maxItems: 50 },
    ),
  }),
)

/** A page waits for it: longer than this the paper is asked for as ever. */
const TIMEOUT_MS = 2500
/** After a failure it is left alone for a while, so that it slows down no second press. */
const QUIET_MS = 30_000
const MOST_BYTES = 200_000

export interface RegistrySettings {
  /** Base address, without a slash at the end. */
  url: string
  token: string
  timeoutMs?: number
}

/**
 * A registry by HTTP in this product's own plain protocol: `POST /papers` with person, types and purpose, answered by papers. A national
 * registry's own protocol is another file like this one. What is silent, slow, wrong or too long is `unavailable`.
 */
export function httpPaperRegistry({ url, token, timeoutMs = TIMEOUT_MS }: RegistrySettings): PaperRegistry {
  let quietUntil = 0
  return {
    async find(asked) {
      if (performance.now() < quietUntil) return { status: 'unavailable' }
      const papers = await ask(asked).catch(() => null)
      if (papers !== null) return { status: 'answered', papers }
      quietUntil = performance.now() + QUIET_MS
      return { status: 'unavailable' }
    },
  }

  async function ask(asked: Parameters<PaperRegistry['find']>[0]): Promise<RegistryAnswer[] | null> {
    const answer = await fetch(`${url}/papers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(asked),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = await answer.text()
    if (answer.status !== 200 || text.length > MOST_BYTES) return null
    const value: unknown = JSON.parse(text)
    return Answers.Check(value) ? (value as { papers: RegistryAnswer[] }).papers : null
  }
}
