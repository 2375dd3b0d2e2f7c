export { type AnswerContext, answerRating } from './answer-rating.ts'
export { changePlan, listPlans, type PlanChange } from './change-plan.ts'
export { findSlip, type TypedSlip } from './find-slip.ts'
export { type GivenRating, giveRating } from './give-rating.ts'
export { insertInvitation } from './invitation.ts'
export { inviteAtDesk } from './invite-at-desk.ts'
export { inviteToRate } from './invite-to-rate.ts'
export { feedbackJobs } from './jobs.ts'
export { countLowRatings, listLateRatings, listLowRatings } from './low-rating-views.ts'
export { listOwnOccasions, openOwnRating } from './own-occasions.ts'
export { listPaperSigns } from './paper-sign-views.ts'
export type { AnsweredRating } from './ports.ts'
export type { RatingEvent, RatingReason, RatingWay } from './rating.ts'
export { countRatings, getRatingPage, listOwnRatings } from './rating-views.ts'
export { type PastRating, recordPastRatings } from './record-past-ratings.ts'
export { ratingRoutes } from './routes.ts'
export {
  getPublicSatisfaction,
  getRatingWays,
  getSatisfaction,
  type SatisfactionRequest,
} from './satisfaction-views.ts'
export { slipCode, slipToken } from './slip-token.ts'
