import { type RouteConfigEntry, route } from '@react-router/dev/routes'

/** Figures and reports, under /lam-viec. */
export const figureRoutes: RouteConfigEntry[] = [
  route('so-lieu', 'figures/solving-page.tsx'),
  route('so-lieu/bang', 'figures/dashboard-page.tsx'),
  route('so-lieu/viec-toi', 'figures/own-work-page.tsx'),
  route('so-lieu/thoi-gian', 'figures/flow-page.tsx'),
  route('so-lieu/thoi-gian/ho-so', 'figures/passages-page.tsx'),
  route('so-lieu/cham', 'figures/alerts-page.tsx'),
  route('so-lieu/ban-do', 'figures/map-page.tsx'),
  route('so-lieu/ho-so', 'figures/behind-page.tsx'),
  route('so-lieu/chi-so', 'figures/scheme-list-page.tsx'),
  route('so-lieu/chi-so/cua-toi', 'figures/own-score-page.tsx'),
  route('so-lieu/chi-so/:scheme', 'figures/scheme-page.tsx'),
  route('so-lieu/bao-cao', 'figures/report-list-page.tsx'),
  route('so-lieu/bao-cao/:id', 'figures/report-page.tsx'),
  route('so-lieu/bao-cao/:id/muc/:section', 'figures/report-section-page.tsx'),
  route('so-lieu/bao-cao/:id/muc/:section/tu-luu', 'figures/report-autosave.ts'),
  route('so-lieu/bao-cao/:id/ky', 'figures/report-sign-page.tsx'),
  route('so-lieu/bao-cao/:id/tai/:file', 'figures/report-file.ts'),
  route('so-lieu/du-lieu-mo', 'figures/extract-list-page.tsx'),
  route('so-lieu/du-lieu-mo/:month', 'figures/extract-publish-page.tsx'),
  route('so-lieu/dau-hieu', 'figures/anomalies-page.tsx'),
  route('so-lieu/dau-hieu/:key', 'figures/anomaly-page.tsx'),
]
