import { type RouteConfigEntry, route } from '@react-router/dev/routes'

/** Figures and reports, under /lam-viec. */
export const figureRoutes: RouteConfigEntry[] = [
  route('so-lieu', 'figures/solving-page.tsx'),
  route('so-lieu/bang', 'figures/dashboard-page.tsx'),
  route('so-lieu/ho-so', 'figures/behind-page.tsx'),
  route('so-lieu/bao-cao', 'figures/report-list-page.tsx'),
  route('so-lieu/bao-cao/:id', 'figures/report-page.tsx'),
  route('so-lieu/bao-cao/:id/muc/:section', 'figures/report-section-page.tsx'),
  route('so-lieu/bao-cao/:id/muc/:section/tu-luu', 'figures/report-autosave.ts'),
  route('so-lieu/bao-cao/:id/ky', 'figures/report-sign-page.tsx'),
  route('so-lieu/bao-cao/:id/tai/:file', 'figures/report-file.ts'),
]
