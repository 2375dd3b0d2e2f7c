import { type RouteConfigEntry, route } from '@react-router/dev/routes'

/** What everybody may read of surveys, inside the portal's frame. */
export const surveyPortalRoutes: RouteConfigEntry[] = [
  route('khao-sat', 'surveys/surveys-page.tsx'),
  route('khao-sat/dot/:id', 'surveys/public-round-page.tsx'),
  route('khao-sat/dot/:id/:file', 'surveys/open-file.ts'),
]

/** The ballot, outside of every frame: nobody's session must show there. */
export const ballotRoutes: RouteConfigEntry[] = [
  route('khao-sat/phieu/:token', 'surveys/ballot-page.tsx'),
  route('khao-sat/phieu/:token/xac-nhan', 'surveys/credential.ts'),
  route('khao-sat/gui-phieu', 'surveys/send-ballot.ts'),
]

/** The interviewer's phone, outside of the layout: without network its lists could not be had. */
export const interviewRoutes: RouteConfigEntry[] = [
  route('lam-viec/khao-sat/:id/phong-van', 'surveys/interview-page.tsx'),
  route('lam-viec/khao-sat/:id/phong-van/phieu', 'surveys/interview-ballots.ts'),
]

/** Those who run surveys, under /lam-viec. */
export const surveyDeskRoutes: RouteConfigEntry[] = [
  route('khao-sat', 'surveys/rounds-page.tsx'),
  route('khao-sat/moi', 'surveys/new-round-page.tsx'),
  route('khao-sat/phieu-hoi', 'surveys/questionnaires-page.tsx'),
  route('khao-sat/phieu-hoi/:id', 'surveys/questionnaire-page.tsx'),
  route('khao-sat/phieu-hoi/:id/xem-truoc', 'surveys/questionnaire-preview-page.tsx'),
  route('khao-sat/phieu-hoi/:id/so-sanh', 'surveys/questionnaire-difference-page.tsx'),
  route('khao-sat/:id', 'surveys/round-page.tsx'),
  route('khao-sat/:id/thu', 'surveys/letters-page.tsx'),
  route('khao-sat/:id/tai-quay', 'surveys/counter-page.tsx'),
  route('khao-sat/:id/giay', 'surveys/slips-page.tsx'),
  route('khao-sat/:id/nguoi-phong-van', 'surveys/interviewers-page.tsx'),
  route('khao-sat/:id/ket-qua', 'surveys/result-page.tsx'),
]
