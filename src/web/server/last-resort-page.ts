import { type RefusalKind, statusOfKind } from '../../platform/errors.ts'
import { readDictionary } from '../locales/read-dictionary.ts'
import { LOCALES, makeTranslator } from '../locales/translate.ts'

/** `bug` (500), `too_large` (413), `forged` (403: a form sent from another site), or a refusal's kind. */
export type LastResortKind = 'bug' | 'too_large' | 'forged' | RefusalKind

export const statusOfLastResort: Readonly<Record<LastResortKind, number>> = {
  ...statusOfKind,
  bug: 500,
  too_large: 413,
  forged: 403,
}

/** The page for when no page can be drawn: both languages, no style, no script, and of the fault only its id. */
export function lastResortPage(kind: LastResortKind, errorId: string): string {
  const parts = LOCALES.map((locale) => {
    const t = makeTranslator(readDictionary(locale))
    return `<section lang="${locale}"><h1>${t(`fault.${kind}.title`)}</h1><p>${t(`fault.${kind}.text`)}</p></section>`
  })
  const title = makeTranslator(readDictionary('vi'))(`fault.${kind}.title`)
  const id = errorId.replace(/[^\w-]/g, '')
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title>`
  return `<!doctype html><html lang="vi"><head>${head}</head><body><main>${parts.join('')}<p><code>${id}</code></p></main></body></html>`
}
