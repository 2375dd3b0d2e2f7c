import { type RouteConfigEntry, route } from '@react-router/dev/routes'

/** What people are told, inside the portal's frame. */
export const portalNoticeRoutes: RouteConfigEntry[] = [
  route('thong-bao', 'notices/inbox-page.tsx'),
  route('tai-khoan/thong-bao', 'notices/preference-page.tsx'),
  route('tai-khoan/danh-gia', 'feedback/own-ratings-page.tsx'),
  route('ho-so/:id/danh-gia', 'feedback/own-occasions-page.tsx'),
  route('muc-hai-long', 'feedback/public-satisfaction-page.tsx'),
  route('mo-phong/tin-nhan', 'notices/mailbox-page.tsx'),
]

/** The officers' pages on notices, apologies and ratings, under /lam-viec. */
export const deskNoticeRoutes: RouteConfigEntry[] = [
  route('thong-bao', 'notices/desk-page.tsx'),
  route('thong-bao/da-gui', 'notices/sent-page.tsx'),
  route('thong-bao/cach-nhan', 'notices/officer-preference-page.tsx'),
  route('xin-loi', 'notices/apology-page.tsx'),
  route('danh-gia', 'feedback/low-ratings-page.tsx'),
  route('danh-gia/muc-hai-long', 'feedback/satisfaction-page.tsx'),
  route('danh-gia/cach-hoi', 'feedback/plan-page.tsx'),
  route('moi-danh-gia/:id', 'feedback/invite-page.tsx'),
]

/** The administrator's pages, under /quan-tri. */
export const administratorNoticeRoutes: RouteConfigEntry[] = [
  route('mau-tin', 'notices/templates-page.tsx'),
  route('mau-tin/:key', 'notices/template-page.tsx'),
  route('thu-tra-lai', 'notices/bounces-page.tsx'),
]
