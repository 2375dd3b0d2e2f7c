import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { drawSample, type FrameUnit, frameText, readFrame, redrawSample, sha256Hex } from '../modules/surveys/index.ts'
import { readConfig } from '../platform/config.ts'
import { openDb } from '../platform/db.ts'
import { Refusal } from '../platform/errors.ts'
import type { Translate } from '../web/locales/translate.ts'
import { commandTexts } from './command-texts.ts'
import { withConfiguredDatabase } from './configured-database.ts'

type Print = (line: string) => void

/**
 * `redraw-sample FRAME.csv --seed SEED --per-stratum NUMBER`: draws the sample of a published frame again, without network or database, and
 * prints the keys. `redraw-sample ROUND`: draws a round of this installation again and compares. Gives the exit code: 0 drawn (and the same),
 * 1 another sample was asked, 2 the request is not understood.
 */
export async function run(
  args: readonly string[],
  print: Print = (line) => process.stdout.write(`${line}\n`),
): Promise<number> {
  const t = commandTexts(args)
  const asked = readRequest(args)
  if (asked === undefined) {
    print(t('surveys.cli.usage'))
    return 2
  }
  return asked.seed === undefined ? ofRound(asked.what, t, print) : ofFile({ ...asked, seed: asked.seed }, t, print)
}

function readRequest(args: readonly string[]): { what: string; seed?: string; perStratum: number } | undefined {
  const options = { seed: { type: 'string' }, 'per-stratum': { type: 'string' }, locale: { type: 'string' } } as const
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [what, ...more] = positionals
    const perStratum = Number(values['per-stratum'] ?? 0)
    if (what === undefined || more.length > 0) return undefined
    if (values.seed === undefined) return { what, perStratum }
    return Number.isInteger(perStratum) && perStratum > 0 ? { what, perStratum, seed: values.seed } : undefined
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

function ofFile(
  { what, seed, perStratum }: { what: string; seed: string; perStratum: number },
  t: Translate,
  print: Print,
): number {
  const frame: FrameUnit[] | null = existsSync(what) ? readFrame(readFileSync(what, 'utf8')) : null
  if (frame === null) {
    print(t('surveys.cli.no_frame', { path: what }))
    return 2
  }
  const drawn = drawSample(frame, { seed, perStratum })
  for (const key of drawn) print(key)
  const hashes = { seedHash: sha256Hex(seed), frameHash: sha256Hex(frameText(frame)) }
  print(t('surveys.cli.drawn', { count: drawn.length, units: frame.length, ...hashes }))
  return 0
}

function ofRound(id: string, t: Translate, print: Print): Promise<number> {
  return withConfiguredDatabase(readConfig(process.env), async ({ appUrl }) => {
    const db = openDb({ url: appUrl, poolSize: 1, applicationName: 'motcua redraw-sample' })
    try {
      const redraw = await redrawSample(db.read, id)
      print(t(redraw.isSame ? 'surveys.redraw.same' : 'surveys.redraw.other', { count: redraw.again.length }))
      return redraw.isSame ? 0 : 1
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      print(t('surveys.cli.no_round', { id }))
      return 2
    } finally {
      await db.close()
    }
  })
}
