import { listApologies } from '../../../modules/casework/views/index.ts'
import type { ApologyView, Page, PageRequest } from '../../../modules/casework/views/view-types.ts'
import { findOfficePace, type OfficePace } from '../../../modules/indicators/index.ts'
import {
  type ExtractFile,
  type ExtractLine,
  findExtractFile,
  listExtracts,
  type PublicFigures,
  readPublicFigures,
} from '../../../modules/indicators/open-data/index.ts'
import { periodWord } from '../../../modules/indicators/reporting-period.ts'
import { type DemoLoginLine, listDemoLoginLines } from '../../../modules/organisation/index.ts'
import { countReuse } from '../../../modules/vault/papers/index.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import { type Checkpoint, findLatestCheckpoint } from '../../../platform/ledger/index.ts'
import { type AvoidedPapers, avoidedPapers } from './avoided-papers.ts'
import type { PortalContext } from './portal-context.ts'

/** How long the figures of the first page may lag behind, in milliseconds. */
const FIGURES_FRESH_MS = 30_000

export interface OpenServices {
  /** The public figures of a period by its word; of this month when it is null. */
  figures(period: string | null): Promise<PublicFigures>
  /** How fast an agency is with a procedure; null when too few were resolved to tell. */
  pace(agencyId: AgencyId, procedureCode: string): Promise<OfficePace | null>
  /** Papers that nobody had to hand in in a month: by day, agency and kind. */
  reused(month: string): Promise<AvoidedPapers>
  /** Published extracts of open data, newest first. */
  extracts(): Promise<ExtractLine[]>
  findExtractFile(month: string, name: string): Promise<ExtractFile | undefined>
  apologies(page: PageRequest): Promise<Page<ApologyView>>
  latestCheckpoint(): Promise<Pick<Checkpoint, 'treeSize' | 'root' | 'madeAt'> | null>
  /** Whom the login page offers in demonstration mode; nobody otherwise. */
  demoLogins(): Promise<DemoLoginLine[]>
}

export function openServices({ db, casework, config }: PortalContext): OpenServices {
  let kept: { figures: PublicFigures; until: number } | null = null
  return {
    async figures(period) {
      const now = performance.now()
      const fresh = kept !== null && kept.until > now ? kept.figures : null
      if (fresh !== null && (period === null || period === periodWord(fresh.period))) return fresh
      const figures = await readPublicFigures(db.read, period)
      if (period === null) kept = { figures, until: now + FIGURES_FRESH_MS }
      return figures
    },
    pace: (agencyId, procedureCode) => findOfficePace(db.read, agencyId, procedureCode),
    async reused(month) {
      const [counts, directory] = await Promise.all([countReuse(db.read, month), casework.directory()])
      return avoidedPapers(counts, (id) => directory.get(id)?.name ?? '')
    },
    extracts: () => listExtracts(db.read),
    findExtractFile: (month, name) => findExtractFile(db.read, month, name),
    apologies: (page) => listApologies({ reader: db.read, context: casework, locale: 'vi', now: Date.now() }, page),
    latestCheckpoint: async () => (await findLatestCheckpoint(db.read)) ?? null,
    demoLogins: async () => (config.demo ? listDemoLoginLines(db.read) : []),
  }
}
