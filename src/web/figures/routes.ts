import { type RouteConfigEntry, route } from '@react-router/dev/routes'

/** Figures and reports, under /lam-viec. */
export const figureRoutes: RouteConfigEntry[] = [
  route('so-lieu', 'figures/solving-page.tsx'),
  route('so-lieu/bang', 'figures/dashboard-page.tsx'),
  route('so-lieu/ho-so', 'figures/behind-page.tsx'),
  route('so-lieu/dau-hieu', 'figures/anomalies-page.tsx'),
  route('so-lieu/dau-hieu/:key', 'figures/anomaly-page.tsx'),
]
