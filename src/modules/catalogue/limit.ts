import type { BilingualText, Channel, ChannelTerms, Limit, ProcedureCase, ProcedureDocument } from './schemas.ts'

const PLAIN = /^(\d+(?:\.5)?)(wd|wh|d|m)$/
const SAME_DAY = /^same-day(?: (\d{2}):(\d{2}))?$/

/** Reads `5wd`, `7.5wd`, `1wh`, `30d`, `1m`, `same-day`, `same-day 15:00`; undefined for anything else. */
export function parseLimit(text: string): Limit | undefined {
  const plain = PLAIN.exec(text)
  if (plain) return { quantity: Number(plain[1]), unit: plain[2] as Limit['unit'] }
  const sameDay = SAME_DAY.exec(text)
  if (!sameDay) return undefined
  if (sameDay[1] === undefined) return { quantity: 0, unit: 'wd' }
  return { quantity: 0, unit: 'wd', sameDayCutoffMinute: Number(sameDay[1]) * 60 + Number(sameDay[2]) }
}

export function isSameLimit(one: Limit | null, other: Limit | null): boolean {
  if (one === null || other === null) return one === other
  return (
    one.quantity === other.quantity &&
    one.unit === other.unit &&
    (one.sameDayCutoffMinute ?? null) === (other.sameDayCutoffMinute ?? null)
  )
}

export interface BindingLimit {
  limit: Limit | null
  from: 'case' | 'channel' | 'none'
  /** False while the control office has not confirmed which of two differing limits binds. */
  confirmed: boolean
}

/**
 * The limit that binds a dossier. No case named means the first case. Where the chosen side has no legible limit the other
 * side's is taken; null when neither has one (then a dossier cannot be accepted).
 */
export function effectiveLimit(
  document: Pick<ProcedureDocument, 'cases' | 'channels' | 'effectiveLimit'>,
  chosen: { channel: Channel; caseKey: string | null },
): BindingLimit {
  const kase = findCase(document, chosen.caseKey)
  const ofCase = kase?.limit ?? null
  const ofChannel = document.channels.find((terms) => terms.channel === chosen.channel)?.limit ?? null
  const { use, exceptCaseKeys, confirmed } = document.effectiveLimit
  const caseFirst = use !== 'channel' || (kase !== undefined && exceptCaseKeys.includes(kase.key))
  const order = caseFirst
    ? ([
        ['case', ofCase],
        ['channel', ofChannel],
      ] as const)
    : ([
        ['channel', ofChannel],
        ['case', ofCase],
      ] as const)
  for (const [from, limit] of order) if (limit !== null) return { limit, from, confirmed }
  return { limit: null, from: 'none', confirmed }
}

/** The case of that key; without a key the first one. Undefined for an unknown key or a procedure without cases. */
export function findCase(document: Pick<ProcedureDocument, 'cases'>, key: string | null): ProcedureCase | undefined {
  return key === null ? document.cases[0] : document.cases.find((candidate) => candidate.key === key)
}

/**
 * The rule by which a limit is chosen until the control office confirms one: the channel's, being the newer in the national
 * records, where it can be read; else the case's. Differing limits are never confirmed and carry `differing` as reason.
 */
export function proposeEffectiveLimit(
  cases: readonly ProcedureCase[],
  channels: readonly ChannelTerms[],
  differing: BilingualText,
): ProcedureDocument['effectiveLimit'] {
  const ofCases = cases.flatMap((kase) => (kase.limit === null ? [] : [kase.limit]))
  const ofChannels = channels.flatMap((terms) => (terms.limit === null ? [] : [terms.limit]))
  const sure = (use: 'case' | 'channel' | 'none') => ({ use, exceptCaseKeys: [], confirmed: true, reason: null })
  if (ofCases.length === 0 && ofChannels.length === 0) return { ...sure('none'), confirmed: false }
  if (ofChannels.length === 0) return sure('case')
  if (ofCases.length === 0) return sure('channel')
  const agree = ofCases.every((one) => ofChannels.every((other) => isSameLimit(one, other)))
  if (agree) return sure('channel')
  return { use: 'channel', exceptCaseKeys: [], confirmed: false, reason: differing }
}
