import { parseArgs } from 'node:util'
import { checkExtract, type ExtractCheck, type ExtractFault, NoExtract } from '../modules/indicators/open-data/index.ts'
import type { OpenFigure } from '../modules/indicators/open-data/open-figures.ts'
import type { Translate } from '../web/locales/translate.ts'
import { commandTexts } from './command-texts.ts'

const HASH = /^[0-9a-f]{64}$/

interface Request {
  path: string
  /** The manifest's checksum as somebody trusts it: from the public page. */
  trusted: string | undefined
}

/**
 * `recompute FILE [--sha256 HEX] [--locale vi|en]`: derives every published figure from an extract of open data alone, without network or
 * database, and compares digit by digit. Gives the exit code: 0 all is as published, 1 something is not, 2 the request is not understood.
 */
export async function run(
  args: readonly string[],
  print: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
): Promise<number> {
  const t = commandTexts(args)
  const request = readRequest(args)
  if (request === undefined) {
    print(t('open-data.recompute.usage'))
    return 2
  }
  try {
    const check = await checkExtract(request.path)
    const isOther = request.trusted !== undefined && request.trusted !== check.manifest
    for (const line of linesOf(check, isOther, t)) print(line)
    return check.faults.length === 0 && !isOther ? 0 : 1
  } catch (error) {
    if (!(error instanceof NoExtract)) throw error
    print(t('open-data.recompute.no_extract', { path: request.path }))
    return 2
  }
}

function readRequest(args: readonly string[]): Request | undefined {
  const options = { sha256: { type: 'string' }, locale: { type: 'string' } } as const
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [path, ...more] = positionals
    const trusted = values.sha256?.toLowerCase()
    if (path === undefined || more.length > 0 || (trusted !== undefined && !HASH.test(trusted))) return undefined
    return { path, trusted }
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

const MOST_SHOWN = 20

function linesOf(
  { month, dossiers, figures, manifest, faults }: ExtractCheck,
  isOther: boolean,
  t: Translate,
): string[] {
  const shown = faults.slice(0, MOST_SHOWN).map((fault) => `- ${sentenceOf(fault, t)}`)
  const rest = faults.length - shown.length
  const verdict = faults.length === 0 && !isOther ? 'ok' : 'refused'
  return [
    t(`open-data.recompute.${verdict}`, { month, figures, dossiers }),
    ...(isOther ? [`- ${t('open-data.recompute.other_manifest')}`] : []),
    ...shown,
    ...(rest > 0 ? [t('open-data.recompute.more', { count: rest })] : []),
    t('open-data.recompute.manifest', { hash: manifest }),
  ]
}

function sentenceOf(fault: ExtractFault, t: Translate): string {
  if (fault.kind !== 'figure') {
    const { kind, ...params } = fault
    return t(`open-data.fault.${kind}`, params)
  }
  const { said, derived } = fault
  const { figure, period, agency } = (said ?? derived) as OpenFigure
  const parts = { figure: t(`open-data.figure.${figure}`), period, agency }
  return t('open-data.fault.figure', { ...parts, said: shareText(said), derived: shareText(derived) })
}

function shareText(figure: OpenFigure | null): string {
  if (figure === null) return '–'
  const { numerator, denominator, percent } = figure
  if (denominator === null) return String(numerator)
  return `${numerator}/${denominator}${percent === null ? '' : ` = ${percent} %`}`
}
