import { type RouteConfigEntry, route } from '@react-router/dev/routes'

/** Everybody's pages on petitions, inside the portal's frame. */
export const petitionPortalRoutes: RouteConfigEntry[] = [
  route('phan-anh', 'petitions/public-list-page.tsx'),
  route('phan-anh/gui', 'petitions/send-page.tsx'),
  route('phan-anh/cua-toi', 'petitions/own-page.tsx'),
  route('phan-anh/theo-doi', 'petitions/follow-code-page.tsx'),
  route('phan-anh/theo-doi/:code', 'petitions/follow-page.tsx'),
  route('phan-anh/xem/:id', 'petitions/public-page.tsx'),
]

/** The officers' pages on petitions, under /lam-viec. */
export const petitionDeskRoutes: RouteConfigEntry[] = [
  route('phan-anh', 'petitions/desk-list-page.tsx'),
  route('phan-anh/moi', 'petitions/desk-new-page.tsx'),
  route('phan-anh/ma-qr', 'petitions/poster-page.tsx'),
  route('phan-anh/:id', 'petitions/desk-page.tsx'),
  route('phan-anh/:id/nguoi-gui', 'petitions/identity-page.tsx'),
  route('phan-anh/:id/tep/:position', 'petitions/petition-file.ts'),
  route('phan-anh/:id/:verb', 'petitions/verb-page.tsx'),
]
