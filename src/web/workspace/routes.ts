import { index, layout, prefix, type RouteConfigEntry, route } from '@react-router/dev/routes'
import { figureRoutes } from '../figures/routes.ts'
import { administratorNoticeRoutes, deskNoticeRoutes } from '../notices/routes.ts'
import { petitionDeskRoutes } from '../petitions/routes.ts'
import { deskScorecardRoutes } from '../scorecards/routes.ts'
import { interviewRoutes, surveyDeskRoutes } from '../surveys/routes.ts'

/** The officers' pages under /lam-viec, the administrators' under /quan-tri. */
export const workspaceRoutes: RouteConfigEntry[] = [
  // Outside the layout: without network its lists could not be had.
  route('lam-viec/ngoai-tuyen', 'workspace/offline/offline-page.tsx'),
  ...interviewRoutes,
  layout('workspace/layout.tsx', [
    ...prefix('lam-viec', [
      index('workspace/list/list-page.tsx'),
      route('hang-loat', 'workspace/list/bulk-page.tsx'),
      route('tim', 'workspace/search/search-page.tsx'),
      route('toi', 'workspace/me-page.tsx'),
      route('so-theo-doi', 'workspace/register/register-page.tsx'),
      route('tinh-han', 'workspace/due/due-page.tsx'),
      route('tiep-nhan', 'workspace/intake/intake-page.tsx'),
      route('tiep-nhan/nhom/:group', 'workspace/intake/group-page.tsx'),
      route('buu-chinh', 'workspace/post/handovers-page.tsx'),
      route('buu-chinh/moi', 'workspace/post/new-handover-page.tsx'),
      route('buu-chinh/:id', 'workspace/post/handover-page.tsx'),
      route('so-hoa', 'workspace/digitisation/scans-page.tsx'),
      route('so-hoa/may-quet/:fileId', 'workspace/digitisation/scanner-file.ts'),
      route('so-hoa/:scanId', 'workspace/digitisation/scan-page.tsx'),
      route('so-hoa/:scanId/tien-do', 'workspace/digitisation/scan-progress.ts'),
      route('so-hoa/:scanId/tep/:which', 'workspace/digitisation/scan-file.ts'),
      route('tong-quan', 'workspace/overview/overview-page.tsx'),
      route('tong-quan/ho-so', 'workspace/overview/overview-list-page.tsx'),
      route('chua-nhan', 'workspace/unclaimed/unclaimed-page.tsx'),
      route('thu-tien', 'workspace/money/collect-page.tsx'),
      route('ket-so', 'workspace/money/drawer-page.tsx'),
      route('sao-ke', 'workspace/money/statement-page.tsx'),
      route('doi-soat', 'workspace/money/reconcile-page.tsx'),
      route('hoan-tien', 'workspace/money/refund-page.tsx'),
      route('so-bien-lai', 'workspace/money/numbers-page.tsx'),
      route('viec-thu-tien', 'workspace/money/waiting-page.tsx'),
      route('quay', 'workspace/queue/desk-page.tsx'),
      route('quay/so-lieu', 'workspace/queue/figures-page.tsx'),
      route('ho-so/:id', 'workspace/dossier/dossier-page.tsx'),
      route('ho-so/:id/giay-tiep-nhan', 'workspace/receipt/receipt-page.tsx'),
      route('ho-so/:id/:verb', 'workspace/verb/verb-page.tsx'),
      ...figureRoutes,
      ...surveyDeskRoutes,
      ...deskNoticeRoutes,
      ...petitionDeskRoutes,
      ...deskScorecardRoutes,
    ]),
    ...prefix('quan-tri', [
      ...administratorNoticeRoutes,
      route('hang-cho', 'workspace/queue/plan/plans-page.tsx'),
      route('hang-cho/:centre', 'workspace/queue/plan/plan-page.tsx'),
      route('may-quet', 'admin/scanners-page.tsx'),
      route('mau-giay', 'admin/templates-page.tsx'),
      route('mau-giay/:key', 'admin/template-page.tsx'),
    ]),
  ]),
  route('lam-viec/hoan-tien/lenh/:id', 'workspace/money/order-file.ts'),
  // Outside the frame: it answers with JSON.
  route('lam-viec/tiep-nhan/thu-tuc', 'workspace/intake/procedure-choices.ts'),
]
