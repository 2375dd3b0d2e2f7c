import { translator } from '../web/locales/read-dictionary.ts'
import type { Translate } from '../web/locales/translate.ts'

/** The texts of a command in the language its arguments ask for: Vietnamese, or English with `--locale en`. */
export function commandTexts(args: readonly string[]): Translate {
  const at = args.indexOf('--locale')
  return translator(args.includes('--locale=en') || args[at + 1] === 'en' ? 'en' : 'vi')
}
