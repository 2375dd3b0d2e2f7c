import { parseLimit, proposeEffectiveLimit } from './limit.ts'
import type { FileProcedure, ProcedureFile, ReasonFile } from './procedure-file.ts'
import {
  type BilingualText,
  CHANNELS,
  type ChannelTerms,
  type FieldReference,
  type Limit,
  type ProcedureCase,
  type ProcedureDocument,
  type Unsure,
} from './schemas.ts'

export interface ExpansionContext {
  field: FieldReference
  reasons: ReasonFile
}

/** A limit about which anything is unsure is not confirmed. */
const ABOUT_LIMIT = /^(cases|channels|effectiveLimit)(\/|$)/

type UnsureDraft = { path: string; reason: string; raw: string }
type Facts = Omit<ProcedureFile['defaults'], 'unsure'>

/**
 * Makes a whole document of a written one: defaults filled in, limits read, and every weakness that can be seen from the
 * writing alone (unreadable units, unnamed cases, differing limits, missing agency, derived results) entered under `unsure`.
 * Throws an Error naming the place for a limit or reason that cannot be read.
 */
export function expandProcedure(
  item: FileProcedure,
  defaults: ProcedureFile['defaults'],
  context: ExpansionContext,
): ProcedureDocument {
  const { unsure: _defaultUnsure, ...plain } = defaults
  const facts: Facts = { ...plain, ...withoutUndefined(item) }
  const whole = facts.completeness !== 'entry'
  const cases = expandCases(item)
  const channels = whole ? expandChannels(item) : []
  const reasonOf = (key: string): BilingualText => {
    const reason = context.reasons[key]
    if (reason === undefined) throw new Error(`unknown reason ${key}`)
    return reason
  }
  const chosen = item.effectiveLimit
  const effectiveLimit = chosen
    ? {
        use: chosen.use as 'case' | 'channel',
        exceptCaseKeys: chosen.except ?? [],
        confirmed: chosen.confirmed,
        reason: chosen.reason === undefined ? null : reasonOf(chosen.reason),
      }
    : proposeEffectiveLimit(cases, channels, reasonOf('limits-differ'))
  const serviceLevel = whole ? (facts.serviceLevel ?? 'information') : 'information'
  const document: ProcedureDocument = {
    code: item.code,
    name: item.name,
    completeness: whole ? 'whole' : 'entry',
    field: context.field,
    ...expandAuthority(item, facts),
    executionSteps: (item.executionSteps ?? []).map((step) => ({ name: step.name ?? null, text: step.text })),
    channels,
    cases,
    effectiveLimit,
    ...expandLists(item),
    afterSupplement: facts.afterSupplement ?? 'restart',
    mostSupplements: facts.mostSupplements ?? 1,
    legalBases: (facts.legalBases ?? []).map(({ number, name, articles }) => ({
      number,
      name: name ?? null,
      articles: articles ?? null,
    })),
    serviceLevel,
    serviceLevelReason: serviceLevel === 'partial' ? reasonOf('service-level-unstated') : null,
    nonBoundary: facts.nonBoundary ?? false,
    sources: facts.sources ?? [],
    unsure: [],
    validFrom: facts.validFrom ?? '',
  }
  const drafts = [...writtenUnsure(item, defaults), ...seenUnsure(item, document)]
  const confirmed = effectiveLimit.confirmed && !drafts.some(({ path }) => ABOUT_LIMIT.test(path))
  return { ...document, effectiveLimit: { ...effectiveLimit, confirmed }, unsure: entriesOf(drafts, reasonOf) }
}

function expandAuthority(item: FileProcedure, facts: Facts) {
  return {
    level: facts.level ?? ('mixed' as const),
    authority: facts.authority ?? ('other' as const),
    executingAgencyRaw: item.agency,
    competentAgency: facts.competent ?? null,
    receivingPlaces: facts.receiving ?? [],
    coordinatingAgencySlugs: facts.coordinating ?? [],
    subjectTypes: facts.subjects ?? [],
  }
}

function expandLists(item: FileProcedure) {
  return {
    fees: (item.fees ?? []).map((fee) => ({
      kind: fee.kind,
      status: fee.status,
      amount: fee.amount ?? null,
      per: fee.per ?? null,
      channel: (fee.channel as ChannelTerms['channel'] | undefined) ?? null,
      caseKey: fee.case ?? null,
      condition: fee.condition ?? null,
      raw: fee.raw,
      ...statedOf(fee),
    })),
    components: (item.components ?? []).map((line) => ({
      key: line.key,
      name: line.name,
      nationalCode: line.code ?? null,
      formNumber: line.form ?? null,
      kind: line.kind ?? ('paper' as const),
      originals: line.originals ?? null,
      copies: line.copies ?? null,
      required: line.when === undefined ? ('always' as const) : ('when' as const),
      condition: line.when ?? null,
      alternativesGroup: line.group ?? null,
      caseKeys: line.cases ?? null,
      replaceableBy: line.replaceableBy ?? [],
      abolished: line.abolished ?? false,
      legalBasis: line.law ?? null,
    })),
    results: (item.results ?? []).map(({ key, name, code }) => ({ key, name, nationalCode: code ?? null })),
    flows: (item.flows ?? []).map(({ flow, cases }) => ({ flow, caseKeys: cases ?? null })),
    lifeEvents: item.lifeEvents ?? [],
    keywords: item.keywords ?? [],
    popularity: item.popularity ?? 0,
    replacedBy: item.replacedBy ?? null,
    replaces: item.replaces ?? [],
  }
}

function expandCases(item: FileProcedure): ProcedureCase[] {
  if (item.caseLimit) {
    const { limit, raw } = item.caseLimit
    const name = { vi: 'Mọi trường hợp', en: 'All cases' }
    return [{ key: 'chung', code: null, name, condition: null, limit: readLimit(limit), limitRaw: raw }]
  }
  return (item.cases ?? []).map((kase, index) => ({
    key: kase.key,
    code: kase.code ?? null,
    name: kase.name ?? { vi: `Trường hợp ${index + 1}`, en: `Case ${index + 1}` },
    condition: kase.condition ?? null,
    limit: readLimit(kase.limit),
    limitRaw: kase.raw,
  }))
}

function expandChannels(item: FileProcedure): ChannelTerms[] {
  return CHANNELS.map((channel) => {
    const terms = item.channels?.[channel] ?? item.channelLimit ?? { limit: null, raw: '' }
    return { channel, limit: readLimit(terms.limit), limitRaw: terms.raw }
  })
}

function readLimit(text: string | null): Limit | null {
  if (text === null) return null
  const limit = parseLimit(text)
  if (limit === undefined) throw new Error(`not a limit: ${text}`)
  return limit
}

function writtenUnsure(item: FileProcedure, defaults: ProcedureFile['defaults']): UnsureDraft[] {
  const sure = new Set(item.sure ?? [])
  return [...(item.unsure ?? []), ...(defaults.unsure ?? []).filter((entry) => !sure.has(entry.path))]
}

/** The weaknesses that show in the writing itself. */
function seenUnsure(item: FileProcedure, document: ProcedureDocument): UnsureDraft[] {
  const drafts: UnsureDraft[] = []
  const add = (path: string, reason: string, raw = '') => drafts.push({ path, reason, raw })
  if (document.name.vi.includes('…')) add('name', 'name-cut', document.name.vi)
  if (document.executingAgencyRaw === '') add('executingAgencyRaw', 'agency-missing')
  if (document.completeness === 'entry' && document.cases.length === 0) return drafts
  if (item.cases?.some((kase) => kase.unnamed))
    add('cases', 'cases-unnamed', item.cases.map((kase) => kase.raw).join(' / '))
  const unread = document.cases.filter((kase) => kase.limit === null && / \?$/.test(kase.limitRaw))
  if (unread.length > 0) add('cases', 'case-unit-unknown', unread.map((kase) => kase.limitRaw).join(' / '))
  const blind = document.channels.find((terms) => terms.limit === null && / \?/.test(terms.limitRaw))
  if (blind) add('channels', 'channel-unit-unknown', bothLimits(document))
  if (document.effectiveLimit.use === 'none') add('effectiveLimit', 'limit-missing')
  if (!document.effectiveLimit.confirmed && document.effectiveLimit.use !== 'none' && !writes(item, 'effectiveLimit')) {
    add('effectiveLimit', item.effectiveLimit?.reason ?? 'limits-differ', bothLimits(document))
  }
  if (document.completeness === 'whole' && document.components.length === 0) add('components', 'components-missing')
  for (const [index, result] of (item.results ?? []).entries()) {
    if (result.derived) add(`results/${index}`, 'result-derived', result.name.vi)
  }
  for (const [index, fee] of document.fees.entries()) {
    if (fee.status === 'unknown') add(`fees/${index}`, 'fee-unknown', fee.raw)
    else if (fee.condition?.includes('nguồn chưa ghi')) add(`fees/${index}`, 'fee-case-unnamed', fee.raw)
    else if (fee.kind === 'unstated' && fee.amount !== null) add(`fees/${index}`, 'fee-kind-unstated', fee.raw)
  }
  return drafts
}

function writes(item: FileProcedure, path: string): boolean {
  return (item.unsure ?? []).some((entry) => entry.path === path)
}

function bothLimits(document: ProcedureDocument): string {
  const cases = [...new Set(document.cases.map((kase) => kase.limitRaw))].join(' / ')
  const channels = [...new Set(document.channels.map((terms) => terms.limitRaw))].filter(Boolean).join(' / ')
  return `trường hợp: ${cases}; kênh: ${channels}`
}

function entriesOf(drafts: readonly UnsureDraft[], reasonOf: (key: string) => BilingualText): Unsure[] {
  return drafts.map(({ path, reason, raw }) => ({ path, why: reasonOf(reason), raw }))
}

function withoutUndefined(item: FileProcedure): Partial<Facts> {
  const own: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(item)) if (value !== undefined && key !== 'unsure') own[key] = value
  return own as Partial<Facts>
}

/** What few lines of money say: when it is collected, for whom, from when to when, by what law. */
function statedOf(fee: NonNullable<FileProcedure['fees']>[number]): Partial<ProcedureDocument['fees'][number]> {
  return {
    ...(fee.collect === undefined ? {} : { collect: fee.collect }),
    ...(fee.groups === undefined ? {} : { groups: fee.groups }),
    ...(fee.validFrom === undefined ? {} : { validFrom: fee.validFrom }),
    ...(fee.validTo === undefined ? {} : { validTo: fee.validTo }),
    ...(fee.legalBasis === undefined ? {} : { legalBasis: fee.legalBasis }),
  }
}
