import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type ProofVerdict, verifyProofDocument } from '../platform/ledger/proof-document.ts'
import { translator } from '../web/locales/read-dictionary.ts'
import { isLocale, type Locale, type Translate } from '../web/locales/translate.ts'

interface Request {
  file: string
  root: string | undefined
  locale: Locale
}

/**
 * `verify-proof FILE [--root HEX] [--locale vi|en]`: checks a downloaded history by itself, without network or database. Prints OK or the
 * first fault. Gives the exit code: 0 it holds, 1 it does not, 2 the request is not understood or the file cannot be read.
 */
export async function run(
  args: readonly string[],
  print: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
): Promise<number> {
  const request = readRequest(args)
  if (request === undefined) {
    print(translator('vi')('ledger.proof.usage'))
    return 2
  }
  const t = translator(request.locale)
  const text = await readFile(request.file, 'utf8').catch(() => undefined)
  if (text === undefined) {
    print(t('ledger.proof.unreadable', { file: request.file }))
    return 2
  }
  const verdict = verifyProofDocument(parsed(text), request.root)
  for (const line of verdictLines(verdict, t)) print(line)
  return verdict.ok ? 0 : 1
}

function verdictLines(verdict: ProofVerdict, t: Translate): string[] {
  if (!verdict.ok) return [t(`ledger.proof.${verdict.fault}`, { version: verdict.version ?? 0 })]
  const { stream, events, sealed, checkpoint, rootTrusted } = verdict
  if (checkpoint === null) return [t('ledger.proof.ok', { stream, events }), t('ledger.proof.no_seal')]
  const { treeSize, root, madeAt } = checkpoint
  return [
    t('ledger.proof.ok', { stream, events }),
    t('ledger.proof.sealed', { sealed, events, treeSize, root, madeAt }),
    t(rootTrusted ? 'ledger.proof.trusted' : 'ledger.proof.compare'),
  ]
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function readRequest(args: readonly string[]): Request | undefined {
  const options = { root: { type: 'string' }, locale: { type: 'string' } } as const
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [file, ...more] = positionals
    const locale = values.locale ?? 'vi'
    if (file === undefined || more.length > 0 || !isLocale(locale)) return undefined
    return { file, root: values.root, locale }
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
