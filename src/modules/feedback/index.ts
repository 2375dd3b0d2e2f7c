export { answerRating } from './answer-rating.ts'
export { type GivenRating, giveRating } from './give-rating.ts'
export { type InvitationRequest, inviteToRate } from './invitation.ts'
export { inviteAtDesk } from './invite-at-desk.ts'
export type { AnsweredRating } from './ports.ts'
export {
  countLowRatings,
  countRatings,
  getRatingPage,
  listLowRatings,
  listOwnRatings,
  listRatingCounts,
} from './rating-views.ts'
