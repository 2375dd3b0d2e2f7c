import {
  type AnswerContext,
  answerRating,
  changePlan,
  findSlip,
  type GivenRating,
  getPublicSatisfaction,
  getRatingPage,
  getRatingWays,
  getSatisfaction,
  giveRating,
  inviteAtDesk,
  listLowRatings,
  listOwnOccasions,
  listOwnRatings,
  listPaperSigns,
  listPlans,
  openOwnRating,
  type PlanChange,
  type SatisfactionRequest,
  type TypedSlip,
} from '../../modules/feedback/index.ts'
import type {
  CentrePlan,
  LowRating,
  OwnOccasion,
  OwnRating,
  PaperSign,
  RatingPage,
  RatingWays,
  Satisfaction,
} from '../../modules/feedback/view-types.ts'
import type { Actor, CitizenActor, OfficerActor } from '../../modules/organisation/index.ts'
import type { DossierId } from '../../platform/ids.ts'

/** What pages may ask about ratings. */
export interface RatingServices {
  page(token: string): Promise<RatingPage>
  /** Gives the token of a link to change what was said by a slip. */
  give(actor: Actor, given: GivenRating): Promise<string | null>
  /** The token of the slip that somebody holds before the kiosk. */
  findSlip(typed: TypedSlip): Promise<string>
  /** What a citizen rated, with the heads' answers. */
  own(actor: CitizenActor): Promise<OwnRating[]>
  ownOccasions(actor: CitizenActor, dossierId: string): Promise<OwnOccasion[]>
  openOwn(actor: CitizenActor, asked: { dossierId: string; event: string }): Promise<string>
  low(actor: OfficerActor): Promise<LowRating[]>
  answer(actor: OfficerActor, answer: { ratingId: string; text: string }): Promise<void>
  inviteAtDesk(actor: OfficerActor, dossierId: DossierId): Promise<string>
  plans(actor: OfficerActor): Promise<CentrePlan[]>
  changePlan(actor: OfficerActor, change: PlanChange): Promise<void>
  /** Open to all. */
  publicSatisfaction(request: SatisfactionRequest): Promise<Satisfaction>
  /** Null for who heads and oversees nothing. */
  satisfaction(actor: OfficerActor, request: SatisfactionRequest): Promise<Satisfaction | null>
  /** By what ratings came; null for who heads and oversees nothing. */
  ways(actor: OfficerActor): Promise<RatingWays | null>
  /** Many ratings by paper from one address; null for who heads and oversees nothing. */
  signs(actor: OfficerActor): Promise<PaperSign[] | null>
}

export function makeRatingServices(context: AnswerContext): RatingServices {
  return {
    page: (token) => getRatingPage(context, token),
    give: (actor, given) => giveRating(context, actor, given),
    findSlip: (typed) => findSlip(context, typed),
    own: (actor) => listOwnRatings(context, actor),
    ownOccasions: (actor, dossierId) => listOwnOccasions(context, actor, dossierId),
    openOwn: (actor, asked) => openOwnRating(context, actor, asked),
    low: (actor) => listLowRatings(context, actor),
    answer: (actor, answer) => answerRating(context, actor, answer),
    inviteAtDesk: (actor, dossierId) => inviteAtDesk(context, actor, dossierId),
    plans: (actor) => listPlans(context, actor),
    changePlan: (actor, change) => changePlan(context, actor, change),
    publicSatisfaction: (request) => getPublicSatisfaction(context, request),
    satisfaction: (actor, request) => getSatisfaction(context, actor, request),
    ways: (actor) => getRatingWays(context, actor),
    signs: (actor) => listPaperSigns(context, actor),
  }
}
