import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { computeDue } from '../modules/casework/deadlines/deadline.ts'
import { isTimeLimit } from '../modules/casework/deadlines/deadline-counting.ts'
import { explainDue } from '../modules/casework/deadlines/deadline-spans.ts'
import { type Locale, renderExplanation, renderMessage } from '../modules/casework/deadlines/deadline-text.ts'
import type {
  Clock,
  ClockStop,
  StopReason,
  SupplementMode,
  TimeLimit,
  TimeUnit,
} from '../modules/casework/deadlines/deadline-types.ts'
import { findOfficeCalendar, type WorkingCalendar } from '../modules/organisation/index.ts'
import { formatInstant, parseInstant } from '../platform/civil-date.ts'
import en from '../web/locales/en/deadline.json' with { type: 'json' }
import vi from '../web/locales/vi/deadline.json' with { type: 'json' }

const dictionaries: Record<Locale, Record<string, string>> = { vi, en }
const modes = ['restart', 'resume'] as const satisfies readonly SupplementMode[]
const reasons = ['supplement', 'payment', 'external', 'posting'] as const satisfies readonly StopReason[]
const locales = ['vi', 'en'] as const satisfies readonly Locale[]
const LIMIT = /^(\d+(?:[.,]\d+)?)(wd|wh|d|m)$/

/** What the command needs from outside: how to find an office, where to write. */
export interface DueSurroundings {
  loadOffice: (code: string) => Promise<WorkingCalendar | undefined>
  out: (text: string) => void
  err: (line: string) => void
}

/**
 * `due 2026-11-18T09:12+07:00 5wd --office CODE [--wait FROM/TO]... [--mode restart|resume] [--reason ...] [--locale vi|en]`:
 * the due instant in ISO 8601 on the first line, why below. Gives the exit code: 0, or 2 with a sentence on stderr.
 */
export function run(args: string[]): Promise<number> {
  const dataFolder = fileURLToPath(new URL('../../data/', import.meta.url))
  return printDue(args, {
    loadOffice: (code) => findOfficeCalendar(code, dataFolder),
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
  })
}

/** The command with its surroundings given. Waits are resumed by default (`--mode resume`) and are supplements. */
export async function printDue(args: readonly string[], surroundings: DueSurroundings): Promise<number> {
  const locale = args.includes('en') || args.includes('--locale=en') ? 'en' : 'vi'
  try {
    const lines = await answer(args, locale, surroundings)
    // One write: a reader that takes only the first line may close the pipe after it.
    surroundings.out(lines.join('\n'))
    return 0
  } catch (fault) {
    if (!(fault instanceof Misunderstood)) throw fault
    const message = { key: `deadline.cli.${fault.code}`, params: fault.params }
    surroundings.err(renderMessage(message, locale, dictionaries[locale]))
    return 2
  }
}

/** An argument that cannot be understood; the code is a key under `deadline.cli.`. */
class Misunderstood extends Error {
  readonly code: string
  readonly params: Record<string, string>

  constructor(code: string, params: Record<string, string> = {}) {
    super(code)
    this.code = code
    this.params = params
  }
}

async function answer(args: readonly string[], locale: Locale, surroundings: DueSurroundings): Promise<string[]> {
  const { clock, office } = readRequest(args)
  const calendar = await surroundings.loadOffice(office)
  if (calendar === undefined) throw new Misunderstood('unknown_office', { text: office })
  const dictionary = dictionaries[locale]
  try {
    const { dueAt, provisional } = computeDue(calendar, clock)
    const explanation = renderExplanation(explainDue(calendar, clock), locale, dictionary)
    const caution = { key: 'deadline.provisional', params: {} }
    return [
      dueAt === null ? '' : formatInstant(dueAt),
      ...explanation,
      ...(provisional ? [renderMessage(caution, locale, dictionary)] : []),
    ]
  } catch (fault) {
    if (fault instanceof RangeError) throw new Misunderstood('outside')
    throw fault
  }
}

function readRequest(args: readonly string[]): { clock: Clock; office: string } {
  const { values, positionals } = readOptions(args)
  const [start, limit, ...more] = positionals
  if (start === undefined || limit === undefined || more.length > 0 || values.office === undefined) {
    throw new Misunderstood('usage')
  }
  choice('--locale', locales, values.locale ?? 'vi')
  const reason = choice('--reason', reasons, values.reason ?? 'supplement')
  const clock = {
    startAt: readInstant(start),
    limit: readLimit(limit),
    mode: choice('--mode', modes, values.mode ?? 'resume'),
    stops: (values.wait ?? []).map((wait) => readWait(wait, reason)),
    extensions: [],
  }
  return { clock, office: values.office }
}

function readOptions(args: readonly string[]) {
  const option = { type: 'string' } as const
  const options = {
    office: option,
    mode: option,
    reason: option,
    locale: option,
    wait: { ...option, multiple: true },
  } as const
  const { tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    if (!Object.hasOwn(options, token.name)) throw new Misunderstood('unknown_option', { text: token.rawName })
    if (token.value === undefined) throw new Misunderstood('usage')
  }
  return parseArgs({ args: [...args], options, allowPositionals: true })
}

function choice<const Value extends string>(option: string, values: readonly Value[], text: string): Value {
  const found = values.find((value) => value === text)
  if (found === undefined) throw new Misunderstood('unknown_value', { text, option })
  return found
}

function readInstant(text: string): number {
  const at = parseInstant(text)
  if (at === null) throw new Misunderstood('unknown_instant', { text })
  return at
}

function readLimit(text: string): TimeLimit {
  const [, quantity = '', unit = ''] = LIMIT.exec(text) ?? []
  const limit: TimeLimit = { quantity: Number(quantity.replace(',', '.')), unit: unit as TimeUnit }
  if (unit === '' || !isTimeLimit(limit)) throw new Misunderstood('unknown_limit', { text })
  return limit
}

function readWait(text: string, reason: StopReason): ClockStop {
  const [from, to, ...more] = text.split('/').map(parseInstant)
  if (from == null || to == null || to < from || more.length > 0) throw new Misunderstood('unknown_wait', { text })
  return { from, to, reason }
}
