import { type RouteConfigEntry, route } from '@react-router/dev/routes'

/** Rounds of scorecards, under /lam-viec. */
export const deskScorecardRoutes: RouteConfigEntry[] = [
  route('cham-diem', 'scorecards/desk-page.tsx'),
  route('cham-diem/chi-so-ngoai', 'scorecards/external/external-list-page.tsx'),
  route('cham-diem/chi-so-ngoai/:index', 'scorecards/external/external-page.tsx'),
  route('cham-diem/chi-so-ngoai/:index/nhap', 'scorecards/external/external-form-page.tsx'),
  route('cham-diem/moi', 'scorecards/new-round-page.tsx'),
  route('cham-diem/bo-tieu-chi', 'scorecards/schemes/scheme-list-page.tsx'),
  route('cham-diem/bo-tieu-chi/bo/:key', 'scorecards/schemes/scheme-page.tsx'),
  route('cham-diem/bo-tieu-chi/bo/:key/:version', 'scorecards/schemes/scheme-version-page.tsx'),
  route('cham-diem/bo-tieu-chi/nhap/:id', 'scorecards/schemes/draft-page.tsx'),
  route('cham-diem/bo-tieu-chi/nhap/:id/phan-dau', 'scorecards/schemes/draft-head-page.tsx'),
  route('cham-diem/bo-tieu-chi/nhap/:id/muc/:node', 'scorecards/schemes/draft-node-page.tsx'),
  route('cham-diem/dot/:id', 'scorecards/round-page.tsx'),
  route('cham-diem/dot/:id/thay-doi', 'scorecards/round-changes-page.tsx'),
  route('cham-diem/dot/:id/cong-bo', 'scorecards/publish-page.tsx'),
  route('cham-diem/dot/:id/bang-diem.xlsx', 'scorecards/round-file.ts'),
  route('cham-diem/dot/:id/minh-chung-tinh.xlsx', 'scorecards/round-file.ts', { id: 'external-scorecard' }),
  route('cham-diem/dot/:id/so-sanh', 'scorecards/looks/compare-page.tsx'),
  route('cham-diem/phieu/:id', 'scorecards/sheet-page.tsx'),
  route('cham-diem/phieu/:id/mot-trang', 'scorecards/looks/one-page-desk.tsx'),
  route('cham-diem/phieu/:id/muc/:key', 'scorecards/line-page.tsx'),
  route('cham-diem/phieu/:id/khac-phuc', 'scorecards/remedies-page.tsx'),
  route('cham-diem/phieu/:id/tep/:hash', 'scorecards/evidence-file.ts'),
]

/** Published results, for everybody. */
export const portalScorecardRoutes: RouteConfigEntry[] = [
  route('chi-so', 'scorecards/public-list-page.tsx'),
  route('chi-so/ben-ngoai', 'scorecards/external/public-external-list-page.tsx'),
  route('chi-so/ben-ngoai/:index', 'scorecards/external/public-external-page.tsx'),
  route('chi-so/:id', 'scorecards/public-round-page.tsx'),
  route('chi-so/:id/so-sanh', 'scorecards/looks/public-compare-page.tsx'),
  route('chi-so/:id/:sheet', 'scorecards/public-sheet-page.tsx'),
  route('chi-so/:id/:sheet/mot-trang', 'scorecards/looks/one-page-public.tsx'),
]
