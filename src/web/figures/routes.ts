import { type RouteConfigEntry, route } from '@react-router/dev/routes'

/** Figures and reports, under /lam-viec. */
export const figureRoutes: RouteConfigEntry[] = [
  route('so-lieu', 'figures/solving-page.tsx'),
  route('so-lieu/bang', 'figures/dashboard-page.tsx'),
  route('so-lieu/ho-so', 'figures/behind-page.tsx'),
  route('so-lieu/chi-so', 'figures/scheme-list-page.tsx'),
  route('so-lieu/chi-so/cua-toi', 'figures/own-score-page.tsx'),
  route('so-lieu/chi-so/:scheme', 'figures/scheme-page.tsx'),
]
