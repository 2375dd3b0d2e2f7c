import {
  effectiveLimit,
  findCurrentProcedure,
  findLineage,
  isFree,
  listFields,
  listLifeEvents,
  type ProcedureSearch,
  searchProcedures,
} from '../../../modules/catalogue/index.ts'
import type {
  Channel,
  FieldListing,
  LifeEventListing,
  Limit,
  OfficialText,
  ProcedureDocument,
  ProcedureHit,
} from '../../../modules/catalogue/schemas.ts'
import { agencyTree } from '../../../modules/organisation/index.ts'
import type { PortalContext } from './portal-context.ts'

/** One line of "how long": for these ways to submit and these cases (null: all). */
export interface LimitLine {
  channels: Channel[] | null
  cases: OfficialText[] | null
  limit: Limit | null
}

/** A procedure as its public page shows it. */
export interface PublicProcedure {
  document: ProcedureDocument
  limits: LimitLine[]
  /** The source itself says that nothing is paid. */
  free: boolean
  /** Limits, fees or papers that are being checked against the official text. */
  beingChecked: { limit: boolean; fees: boolean; components: boolean }
  /** Who decides, where one agency of the province does. */
  agencyName: string | null
  /** `here` online on this site · `national` on the national portal · `counter` only at a counter · `none` an entry without content */
  apply: 'here' | 'national' | 'counter' | 'none'
  communes: number
}

export type ProcedureAnswer =
  | { kind: 'found'; procedure: PublicProcedure }
  | { kind: 'replaced'; by: string }
  | { kind: 'unknown' }

export interface ProcedureListing {
  hits: ProcedureHit[]
  next: string | null
}

export interface SearchChoices {
  fields: FieldListing[]
  lifeEvents: LifeEventListing[]
  agencies: { slug: string; name: string }[]
}

const PAGE_ROWS = 20

export interface ProcedureServices {
  search(search: Omit<ProcedureSearch, 'limit'>): Promise<ProcedureListing>
  searchChoices(): Promise<SearchChoices>
  lifeEvents(): Promise<LifeEventListing[]>
  get(code: string): Promise<ProcedureAnswer>
}

export function procedureServices({ db, casework }: PortalContext): ProcedureServices {
  return {
    async search(search) {
      const page = await searchProcedures(db.read, { ...search, limit: PAGE_ROWS })
      return { hits: page.procedures, next: page.next }
    },
    async searchChoices() {
      const [fields, lifeEvents, tree] = await Promise.all([
        listFields(db.read),
        listLifeEvents(db.read),
        agencyTree(db.read),
      ])
      const agencies = tree.all
        .filter(
          ({ kind, validTo }) =>
            (kind === 'department' || kind === 'vertical' || kind === 'branch') && validTo === null,
        )
        .map(({ slug, name }) => ({ slug, name }))
        .sort((a, b) => a.name.localeCompare(b.name, 'vi'))
      return { fields: fields.filter((field) => field.procedures > 0), lifeEvents, agencies }
    },
    async lifeEvents() {
      const events = await listLifeEvents(db.read)
      return events.filter((event) => event.procedures > 0)
    },
    async get(code) {
      const version = await findCurrentProcedure(db.read, code, null)
      if (version !== null) return { kind: 'found', procedure: await publicProcedure(version.document) }
      const lineage = await findLineage(db.read, code)
      return lineage?.replacedBy ? { kind: 'replaced', by: lineage.replacedBy } : { kind: 'unknown' }
    },
  }

  async function publicProcedure(document: ProcedureDocument): Promise<PublicProcedure> {
    const tree = await agencyTree(db.read)
    const competent = document.competentAgency
    return {
      document,
      limits: limitLines(document),
      free: isFree(document.fees),
      beingChecked: beingChecked(document),
      agencyName: competent?.rule === 'department' ? (tree.bySlug(competent.agencySlug)?.name ?? null) : null,
      apply: applyPlace(document, casework.onlineFiling),
      communes: tree.all.filter((agency) => agency.kind === 'commune' && agency.validTo === null).length,
    }
  }
}

function applyPlace(document: ProcedureDocument, onlineFiling: 'here' | 'national'): PublicProcedure['apply'] {
  if (document.completeness !== 'whole') return 'none'
  const online = document.channels.length === 0 || document.channels.some((terms) => terms.channel === 'online')
  if (document.serviceLevel === 'information' || !online) return 'counter'
  return onlineFiling
}

function beingChecked(document: ProcedureDocument): PublicProcedure['beingChecked'] {
  const about = (...heads: string[]) => document.unsure.some(({ path }) => heads.some((head) => path.startsWith(head)))
  return {
    limit: !document.effectiveLimit.confirmed || about('effectiveLimit', 'channels', 'cases'),
    fees: about('fees'),
    components: about('components'),
  }
}

/** The limit by way of submitting and case, told in as few lines as it can be. */
function limitLines(document: ProcedureDocument): LimitLine[] {
  const channels: Channel[] =
    document.channels.length === 0 ? ['counter'] : document.channels.map((terms) => terms.channel)
  const cases = document.cases.length === 0 ? [null] : document.cases
  const limitOf = (channel: Channel, caseKey: string | null) => effectiveLimit(document, { channel, caseKey }).limit
  const all = channels.flatMap((channel) => cases.map((kase) => limitOf(channel, kase?.key ?? null)))
  if (isOne(all)) return [{ channels: null, cases: null, limit: all[0] ?? null }]
  const byCase = cases.map((kase) => channels.map((channel) => limitOf(channel, kase?.key ?? null)))
  if (byCase.every(isOne)) {
    return cases.map((kase, row) => ({
      channels: null,
      cases: kase === null ? null : [kase.name],
      limit: byCase[row]?.[0] ?? null,
    }))
  }
  const byChannel = channels.map((channel) => cases.map((kase) => limitOf(channel, kase?.key ?? null)))
  if (byChannel.every(isOne)) {
    return channels.map((channel, row) => ({ channels: [channel], cases: null, limit: byChannel[row]?.[0] ?? null }))
  }
  return channels.flatMap((channel) =>
    cases.map((kase) => ({
      channels: [channel],
      cases: kase === null ? null : [kase.name],
      limit: limitOf(channel, kase?.key ?? null),
    })),
  )
}

function isOne(limits: readonly (Limit | null)[]): boolean {
  return new Set(limits.map((limit) => JSON.stringify(limit))).size <= 1
}
