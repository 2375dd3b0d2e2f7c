import { index, layout, prefix, type RouteConfigEntry, route } from '@react-router/dev/routes'

/** The officers' pages, all under /lam-viec. */
export const workspaceRoutes: RouteConfigEntry[] = [
  layout('workspace/layout.tsx', [
    ...prefix('lam-viec', [
      index('workspace/list/list-page.tsx'),
      route('hang-loat', 'workspace/list/bulk-page.tsx'),
      route('tim', 'workspace/search/search-page.tsx'),
      route('toi', 'workspace/me-page.tsx'),
      route('tinh-han', 'workspace/due/due-page.tsx'),
      route('tiep-nhan', 'workspace/intake/find-page.tsx'),
      route('tiep-nhan/:code', 'workspace/intake/intake-page.tsx'),
      route('tong-quan', 'workspace/overview/overview-page.tsx'),
      route('tong-quan/ho-so', 'workspace/overview/overview-list-page.tsx'),
      route('ho-so/:id', 'workspace/dossier/dossier-page.tsx'),
      route('ho-so/:id/giay-tiep-nhan', 'workspace/receipt/receipt-page.tsx'),
      route('ho-so/:id/:verb', 'workspace/verb/verb-page.tsx'),
    ]),
  ]),
]
