import { feesFor } from '../catalogue/fee.ts'
import type { BilingualText, Channel, FeeLine, ProcedureDocument } from '../catalogue/schemas.ts'
import {
  type ChargeKind,
  type CollectMoment,
  type FeeTable,
  isValidOn,
  type LocalFeeLine,
  type PersonGroup,
  type Waiver,
} from './fee-table.ts'

/** What an assessment is made from. */
export interface AssessmentRequest {
  document: Pick<ProcedureDocument, 'code' | 'cases' | 'fees'>
  /** Null where the province has published none. */
  table: FeeTable | null
  caseKey: string | null
  channel: Channel
  groups: readonly PersonGroup[]
  /** The day in Viet Nam (`YYYY-MM-DD`) whose rates count. */
  date: string
  /** Lines that an officer found to apply, of those that hang on a condition: how many of each. */
  chosen: Readonly<Record<string, number>>
}

/**
 * `owed`: to be paid. `waived`: an amount, wholly let off. `free`: the source says so. `choose`: hangs on a condition or a quantity that
 * only a person can tell. `open`: nobody has set an amount; that is not free.
 */
export type LineStatus = 'owed' | 'waived' | 'free' | 'choose' | 'open'

export interface AssessedLine {
  /** Unique within the dossier, stable for its version of the procedure. */
  key: string
  status: LineStatus
  kind: ChargeKind | 'unstated'
  name: BilingualText | null
  condition: string | null
  per: string | null
  quantity: number
  /** Whole đồng before waivers; null where there is none. */
  full: number | null
  waived: number
  /** What is to be paid. */
  amount: number
  collect: CollectMoment
  from: 'procedure' | 'province'
  /** The amount is an example of the demonstration. */
  illustrative: boolean
  waiver: { key: string; group: PersonGroup | null; percent: number; basis: string; unsure: string | null } | null
  /** The words of the source, or the decision that set the amount. */
  basis: string
}

/**
 * The lines of money of one dossier, each with its reason: what the national catalogue says for this case and way of filing, the amounts the
 * province has set where it leaves them to it, and of several waivers the highest (NQ 66.22/2026/NQ-CP Art. 5).
 */
export function assess(request: AssessmentRequest): AssessedLine[] {
  const { document } = request
  const lines = feesFor(document, request)
  const local = lines.some((line) => line.status === 'local') ? localLines(request) : []
  const ofProcedure = lines.flatMap((line) => {
    if (line.status === 'local' && local.length > 0) return []
    return [fromProcedure(request, line, document.fees.indexOf(line))]
  })
  return [...ofProcedure, ...local.map((line) => fromProvince(request, line))]
}

/** What is to be paid of these lines. */
export function sumOf(lines: readonly Pick<AssessedLine, 'amount' | 'status'>[]): number {
  return lines.filter((line) => line.status === 'owed').reduce((sum, line) => sum + line.amount, 0)
}

function localLines({ table, document, channel, caseKey, date }: AssessmentRequest): LocalFeeLine[] {
  if (table === null || !isValidOn(table, date)) return []
  const shownCase = caseKey ?? document.cases[0]?.key
  return table.lines.filter(
    (line) =>
      line.procedures.includes(document.code) &&
      isValidOn(line, date) &&
      (line.channel === undefined || line.channel === channel) &&
      (line.caseKey === undefined || line.caseKey === shownCase),
  )
}

function fromProcedure(request: AssessmentRequest, line: FeeLine, index: number): AssessedLine {
  const { table, document, chosen, date } = request
  const key = `${document.code}/${index}`
  const kind = line.kind === 'unstated' ? (table?.unstatedAs ?? 'unstated') : line.kind
  const counted = line.per !== null && line.per !== 'hồ sơ'
  const hangs = line.condition !== null || counted
  const quantity = chosen[key] ?? (hangs ? 0 : 1)
  const full = line.status === 'amount' && line.amount !== null ? line.amount * Math.max(1, quantity) : null
  const base: AssessedLine = {
    key,
    status: statusOf(line, kind, quantity),
    kind,
    name: null,
    condition: line.condition,
    per: line.per,
    quantity,
    full,
    waived: 0,
    amount: 0,
    collect: line.collect ?? table?.collect.procedures[document.code] ?? table?.collect.default ?? 'acceptance',
    from: 'procedure',
    illustrative: false,
    waiver: null,
    basis: line.legalBasis ?? line.raw,
  }
  const inForce = isValidOn(line, date) && isForGroups(line, request.groups)
  return inForce ? priced(request, base) : { ...base, status: 'open', full: null }
}

function isForGroups(line: FeeLine, groups: readonly PersonGroup[]): boolean {
  return line.groups === undefined || line.groups.some((group) => (groups as readonly string[]).includes(group))
}

function statusOf(line: FeeLine, kind: AssessedLine['kind'], quantity: number): LineStatus {
  if (line.status === 'free') return 'free'
  if (line.status !== 'amount' || line.amount === null || kind === 'unstated') return 'open'
  return quantity === 0 ? 'choose' : 'owed'
}

function fromProvince(request: AssessmentRequest, line: LocalFeeLine): AssessedLine {
  const { table, document } = request
  return priced(request, {
    key: `province/${line.key}`,
    status: 'owed',
    kind: line.kind,
    name: line.name,
    condition: null,
    per: null,
    quantity: 1,
    full: line.amount,
    waived: 0,
    amount: 0,
    collect: line.collect ?? table?.collect.procedures[document.code] ?? table?.collect.default ?? 'acceptance',
    from: 'province',
    illustrative: table?.illustrative ?? false,
    waiver: null,
    basis: line.basis ?? table?.source ?? '',
  })
}

function priced(request: AssessmentRequest, line: AssessedLine): AssessedLine {
  if (line.status !== 'owed' || line.full === null) return line
  const waiver = highestWaiver(request, line)
  if (waiver === undefined) return { ...line, amount: line.full }
  const waived = Math.floor((line.full * waiver.percent) / 100)
  const { key, group, percent, basis, unsure = null } = waiver
  return {
    ...line,
    waived,
    amount: line.full - waived,
    status: waived === line.full ? 'waived' : 'owed',
    waiver: { key, group, percent, basis, unsure },
  }
}

function highestWaiver({ table, groups, document, channel, date }: AssessmentRequest, line: AssessedLine) {
  const fitting = (table?.waivers ?? []).filter(
    (waiver: Waiver) =>
      groups.includes(waiver.group) &&
      isValidOn(waiver, date) &&
      (waiver.kinds as readonly string[]).includes(line.kind) &&
      (waiver.procedures === undefined || waiver.procedures.includes(document.code)) &&
      (waiver.channel === undefined || waiver.channel === channel),
  )
  return fitting.reduce<Waiver | undefined>(
    (best, waiver) => (best === undefined || waiver.percent > best.percent ? waiver : best),
    undefined,
  )
}

/** Which moments have come when a dossier stands so: what is due now. */
export function momentsReached(legal: string): CollectMoment[] {
  if (legal === 'resolved' || legal === 'returned') return ['acceptance', 'later', 'return']
  return legal === 'submitted' || legal === 'accepted' ? ['acceptance'] : ['acceptance', 'later']
}
