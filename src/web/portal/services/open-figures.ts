import { listApologies, type PublicFigures, readPublicFigures } from '../../../modules/casework/views/index.ts'
import type { ApologyView, Page, PageRequest } from '../../../modules/casework/views/view-types.ts'
import { type DemoLoginLine, listDemoLoginLines } from '../../../modules/organisation/index.ts'
import { countReuse } from '../../../modules/vault/papers/index.ts'
import { localDate } from '../../../platform/civil-date.ts'
import { type Checkpoint, findLatestCheckpoint } from '../../../platform/ledger/index.ts'
import { type AvoidedPapers, avoidedPapers } from './avoided-papers.ts'
import type { PortalContext } from './portal-context.ts'

/** How long the figures of the first page may lag behind, in milliseconds. */
const FIGURES_FRESH_MS = 30_000

export interface OpenServices {
  /** The public figures of a month (`YYYY-MM`; this month when left out). */
  figures(month?: string): Promise<PublicFigures>
  /** Papers that nobody had to hand in in a month: by day, agency and kind. */
  reused(month: string): Promise<AvoidedPapers>
  apologies(page: PageRequest): Promise<Page<ApologyView>>
  latestCheckpoint(): Promise<Pick<Checkpoint, 'treeSize' | 'root' | 'madeAt'> | null>
  /** Whom the login page offers in demonstration mode; nobody otherwise. */
  demoLogins(): Promise<DemoLoginLine[]>
}

export function openServices({ db, casework, config }: PortalContext): OpenServices {
  let kept: { figures: PublicFigures; until: number } | null = null
  const thisMonth = (): string => localDate(Date.now()).slice(0, 7)
  return {
    async figures(month = thisMonth()) {
      const now = performance.now()
      if (kept !== null && kept.until > now && kept.figures.month === month) return kept.figures
      const figures = await readPublicFigures(casework, db.read, month)
      if (month === thisMonth()) kept = { figures, until: now + FIGURES_FRESH_MS }
      return figures
    },
    async reused(month) {
      const [counts, directory] = await Promise.all([countReuse(db.read, month), casework.directory()])
      return avoidedPapers(counts, (id) => directory.get(id)?.name ?? '')
    },
    apologies: (page) => listApologies({ reader: db.read, context: casework, locale: 'vi', now: Date.now() }, page),
    latestCheckpoint: async () => (await findLatestCheckpoint(db.read)) ?? null,
    demoLogins: async () => (config.demo ? listDemoLoginLines(db.read) : []),
  }
}
