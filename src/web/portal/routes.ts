import { index, type RouteConfigEntry, route } from '@react-router/dev/routes'

/** The citizen's pages, inside the portal's frame. URL words are Vietnamese without diacritics: they are read aloud and typed. */
export const portalRoutes: RouteConfigEntry[] = [
  index('portal/home.tsx'),
  route('thu-tuc', 'portal/procedures/search.tsx'),
  route('thu-tuc/:code', 'portal/procedures/procedure.tsx'),
  route('thu-tuc/:code/in', 'portal/procedures/poster.tsx'),
  route('dang-nhap', 'portal/login.tsx'),
  route('nop/:code', 'portal/apply/start.tsx'),
  route('nop/nhap/:draftId', 'portal/apply/resume.tsx'),
  route('nop/nhap/:draftId/noi-giai-quyet', 'portal/apply/place.tsx'),
  route('nop/nhap/:draftId/nguoi-nop', 'portal/apply/applicant.tsx'),
  route('nop/nhap/:draftId/noi-dung', 'portal/apply/request.tsx'),
  route('nop/nhap/:draftId/giay-to', 'portal/apply/papers.tsx'),
  route('nop/nhap/:draftId/giay-to/bo', 'portal/apply/remove-paper.tsx'),
  route('nop/nhap/:draftId/kiem-tra', 'portal/apply/review.tsx'),
  route('nop/nhap/:draftId/xoa', 'portal/apply/discard.tsx'),
  route('ho-so', 'portal/dossiers/own.tsx'),
  route('ho-so/:id', 'portal/dossiers/dossier.tsx'),
  route('ho-so/:id/bo-sung', 'portal/dossiers/supply.tsx'),
  // Files go to the page's own address by a route outside the pages; sending has another one.
  route('ho-so/:id/bo-sung/gui', 'portal/dossiers/supply.tsx', { id: 'supply-send' }),
  route('ho-so/:id/bo-sung/bo', 'portal/dossiers/remove-supply.tsx'),
  route('ho-so/:id/rut', 'portal/dossiers/withdraw.tsx'),
  route('ho-so/:id/phieu', 'portal/dossiers/receipt.tsx'),
  route('tra-cuu/:code?', 'portal/open/track.tsx'),
  route('kiem-chung/:code?', 'portal/open/verify.tsx'),
  route('so-cai', 'portal/open/ledger.tsx'),
  route('so-lieu', 'portal/open/figures.tsx'),
  route('xin-loi', 'portal/open/apologies.tsx'),
]
