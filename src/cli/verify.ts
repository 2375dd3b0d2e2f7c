import { parseArgs } from 'node:util'
import type { Db, Reader } from '../platform/db.ts'
import type { Fault, StreamHead, Verification, VerifyOptions } from '../platform/ledger/index.ts'
import { verifyLedger } from '../platform/ledger/index.ts'
import { translator } from '../web/locales/read-dictionary.ts'
import { isLocale, type Locale, type Translate } from '../web/locales/translate.ts'

const ROOT = /^([1-9]\d{0,15}):([0-9a-fA-F]{64})$/

/** What a stream of the ledger is the history of: a dossier, a signed report, the arrangement of a queue, a petition, a scorecard, a survey. */
const streamKinds = ['dossier', 'report', 'plan', 'petition', 'scorecard', 'survey'] as const
type StreamKind = (typeof streamKinds)[number]
type Heads = (reader: Reader) => AsyncIterable<StreamHead>
type CountsByKind = Map<StreamKind, number>

/** What the command needs from outside. */
export interface VerifySurroundings {
  db: Db
  /** The heads of all streams as their owners keep them, read on the given snapshot. */
  heads: Partial<Record<StreamKind, Heads>>
  print: (line: string) => void
  /** Shows how far it is, for example on a terminal. */
  onProgress?: (events: number) => void
}

interface Request {
  locale: Locale
  trusted: NonNullable<VerifyOptions['trusted']>
}

/**
 * `verify [--root SIZE:HEX]... [--locale vi|en]`: re-hashes every event, compares all chains, seals and heads, and names the
 * first row that does not fit, then the others. `--root` gives a tree head kept outside the database. Gives the exit code:
 * 0 all fits, 1 something does not, 2 the request is not understood.
 */
export async function runVerify(args: readonly string[], surroundings: VerifySurroundings): Promise<number> {
  const request = readRequest(args)
  if (request === undefined) {
    surroundings.print(translator('vi')('ledger.verify.usage'))
    return 2
  }
  const { db, heads, onProgress } = surroundings
  const kinds: CountsByKind = new Map()
  const result = await db.read
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((snapshot) =>
      verifyLedger(snapshot, {
        heads: countedHeads(heads, snapshot, kinds),
        trusted: request.trusted,
        ...(onProgress === undefined ? {} : { onProgress }),
      }),
    )
  for (const line of verificationLines(result, kinds, translator(request.locale))) surroundings.print(line)
  return result.faults.length === 0 ? 0 : 1
}

/** The heads of all kinds one after the other; how many there are of each is put into `kinds`. */
async function* countedHeads(
  heads: VerifySurroundings['heads'],
  reader: Reader,
  kinds: CountsByKind,
): AsyncGenerator<StreamHead> {
  for (const kind of streamKinds) {
    for await (const head of heads[kind]?.(reader) ?? []) {
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
      yield head
    }
  }
}

/** The outcome in sentences: first whether all fits, or the first row that does not. */
function verificationLines(result: Verification, kinds: CountsByKind, t: Translate): string[] {
  const { events, streams, checkpoints, sealed, faults } = result
  const named = [...kinds].map(([kind, count]) => t(`ledger.verify.of_${kind}`, { count }))
  const counted = t('ledger.verify.counted', { events, streams, checkpoints, kinds: named.join(', ') || '–' })
  const [first, ...others] = faults
  if (first === undefined) {
    const seal = sealed === null ? t('ledger.verify.no_seal') : t('ledger.verify.sealed', sealed)
    return [t('ledger.verify.ok'), counted, seal]
  }
  const more = others.length === 0 ? [] : [t('ledger.verify.others', { count: others.length })]
  return [
    t('ledger.verify.failed'),
    faultSentence(first, t),
    ...more,
    ...others.map((fault) => `- ${faultSentence(fault, t)}`),
    counted,
  ]
}

function faultSentence(fault: Fault, t: Translate): string {
  const { kind, position, untilPosition, streamId, version, seal, expected, found } = fault
  const none = '–'
  const sentence = t(`ledger.fault.${kind}`, {
    position: position ?? none,
    until: untilPosition ?? none,
    stream: streamId ?? none,
    version: version ?? none,
    seal: seal ?? none,
  })
  const named = kind === 'event_removed' && streamId !== null
  const which = named ? [t('ledger.fault.which', { stream: streamId, version: version ?? none })] : []
  const differs = expected !== null && found !== null ? [t('ledger.fault.differs', { expected, found })] : []
  return [sentence, ...which, ...differs].join(' ')
}

function readRequest(args: readonly string[]): Request | undefined {
  const options = { root: { type: 'string', multiple: true }, locale: { type: 'string' } } as const
  try {
    const { values } = parseArgs({ args: [...args], options })
    const locale = values.locale ?? 'vi'
    const roots = (values.root ?? []).map((text) => ROOT.exec(text))
    if (!isLocale(locale) || roots.includes(null)) return undefined
    const trusted = roots.map((match) => ({ treeSize: Number(match?.[1]), root: Buffer.from(match?.[2] ?? '', 'hex') }))
    return { locale, trusted }
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}
