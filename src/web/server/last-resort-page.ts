import type { FastifyReply } from 'fastify'
import { type RefusalKind, statusOfKind } from '../../platform/errors.ts'
import { readDictionary } from '../locales/read-dictionary.ts'
import { LOCALES, makeTranslator } from '../locales/translate.ts'
import { SECURITY_HEADERS } from './security-headers.ts'

/** `bug` (500), `too_large` (413), `too_many` (429), `forged` (403: a form sent from another site), or a refusal's kind. */
export type LastResortKind = 'bug' | 'too_large' | 'too_many' | 'forged' | RefusalKind

const statusOfLastResort: Readonly<Record<LastResortKind, number>> = {
  ...statusOfKind,
  bug: 500,
  too_large: 413,
  too_many: 429,
  forged: 403,
}

/** Answers with that page. */
export function sendLastResort(reply: FastifyReply, kind: LastResortKind, errorId: string): FastifyReply {
  return reply
    .code(statusOfLastResort[kind])
    .headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...SECURITY_HEADERS })
    .send(lastResortPage(kind, errorId))
}

/** The page for when no page can be drawn: both languages, no style, no script, and of the fault only its id. */
function lastResortPage(kind: LastResortKind, errorId: string): string {
  const parts = LOCALES.map((locale) => {
    const t = makeTranslator(readDictionary(locale))
    return `<section lang="${locale}"><h1>${t(`fault.${kind}.title`)}</h1><p>${t(`fault.${kind}.text`)}</p></section>`
  })
  const title = makeTranslator(readDictionary('vi'))(`fault.${kind}.title`)
  const id = errorId.replace(/[^\w-]/g, '')
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title>`
  return `<!doctype html><html lang="vi"><head>${head}</head><body><main>${parts.join('')}<p><code>${id}</code></p></main></body></html>`
}
