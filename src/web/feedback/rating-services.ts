import type { CaseworkContext } from '../../modules/casework/index.ts'
import {
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
import { type NoticesContext, tellRatingAnswer } from '../../modules/notices/index.ts'
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

export function makeRatingServices(casework: CaseworkContext, notices: NoticesContext): RatingServices {
  return {
    page: (token) => getRatingPage(casework, token),
    give: (actor, given) => giveRating(casework, actor, given),
    findSlip: (typed) => findSlip(casework, typed),
    own: (actor) => listOwnRatings(casework, actor),
    ownOccasions: (actor, dossierId) => listOwnOccasions(casework, actor, dossierId),
    openOwn: (actor, asked) => openOwnRating(casework, actor, asked),
    low: (actor) => listLowRatings(casework, actor),
    answer: (actor, answer) =>
      answerRating({ ...casework, tellAnswer: (tx, told) => tellRatingAnswer(notices, tx, told) }, actor, answer),
    inviteAtDesk: (actor, dossierId) => inviteAtDesk(casework, actor, dossierId),
    plans: (actor) => listPlans(casework, actor),
    changePlan: (actor, change) => changePlan(casework, actor, change),
    publicSatisfaction: (request) => getPublicSatisfaction(casework, request),
    satisfaction: (actor, request) => getSatisfaction(casework, actor, request),
    ways: (actor) => getRatingWays(casework, actor),
    signs: (actor) => listPaperSigns(casework, actor),
  }
}
