import { layout, type RouteConfig, route } from '@react-router/dev/routes'
import { portalNoticeRoutes } from './notices/routes.ts'
import { petitionPortalRoutes } from './petitions/routes.ts'
import { portalRoutes } from './portal/routes.ts'
import { hallRoutes, queuePortalRoutes } from './queue/routes.ts'
import { portalScorecardRoutes } from './scorecards/routes.ts'
import { ballotRoutes, surveyPortalRoutes } from './surveys/routes.ts'
import { workspaceRoutes } from './workspace/routes.ts'

// URL words are Vietnamese without diacritics: they are read aloud, printed on receipts and typed by hand.
const routes: RouteConfig = [
  layout('portal/layout.tsx', { id: 'portal' }, [
    ...portalRoutes,
    ...queuePortalRoutes,
    ...portalNoticeRoutes,
    ...petitionPortalRoutes,
    ...surveyPortalRoutes,
    ...portalScorecardRoutes,
    route('api', 'developer/api.tsx'),
  ]),
  ...workspaceRoutes,
  ...hallRoutes,
  // Outside of every frame: it also stands on a counter's tablet, where nobody's session must show.
  route('danh-gia/:token', 'feedback/rate-page.tsx'),
  ...ballotRoutes,
  // Every part in every state, for those who build pages; demonstration mode only.
  layout('portal/layout.tsx', { id: 'gallery' }, [
    route('_gallery', 'gallery/parts.tsx'),
    route('_gallery/bieu-mau', 'gallery/form.tsx'),
    route('_gallery/in', 'gallery/print.tsx'),
    route('_gallery/loi', 'gallery/problem.tsx'),
  ]),
  route('_gallery/ban-lam-viec', 'gallery/desk.tsx'),
  route('*', 'not-found.tsx'),
]

export default routes
