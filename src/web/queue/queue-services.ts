import type { Actor, OfficerActor } from '../../modules/organisation/index.ts'
import {
  actOnTicket,
  type BookingWish,
  bookSlot,
  type CentreLine,
  type CurrentVisit,
  callNext,
  callTicket,
  cancelBooking,
  checkIn,
  closeCounter,
  currentVisit,
  type FiguresQuestion,
  findFigures,
  getBoard,
  getBookingView,
  getCentreView,
  getDesk,
  getFigures,
  getPlan,
  getSlots,
  getTicketView,
  leaveQueue,
  listArrangedCentres,
  listCentres,
  openCounter,
  type PlanCommand,
  publishPlan,
  type QueueContext,
  type TicketCommand,
  type TicketWish,
  takeTicket,
  type WithdrawCommand,
  withdrawPlan,
} from '../../modules/queue/index.ts'
import type {
  BoardView,
  BookingView,
  CentreView,
  DeskView,
  FiguresView,
  PlanLineOfList,
  PlanView,
  SlotsView,
  TicketView,
} from '../../modules/queue/schemas.ts'

/** What the queue's pages may ask: the same use cases as the API. */
export interface QueueServices {
  listCentres(): Promise<CentreLine[]>
  getCentre(slug: string): Promise<CentreView>
  getBoard(slug: string): Promise<BoardView>
  takeTicket(wish: TicketWish): Promise<{ token: string; label: string }>
  getTicket(token: string): Promise<TicketView>
  leaveQueue(token: string): Promise<void>
  getSlots(slug: string, date: string | null): Promise<SlotsView>
  bookSlot(actor: Actor, wish: BookingWish): Promise<{ token: string; code: string }>
  getBooking(token: string): Promise<BookingView>
  cancelBooking(token: string): Promise<void>
  checkIn(request: { centre: string; code: string; address: string }): Promise<{ token: string }>
  getDesk(actor: Actor): Promise<DeskView>
  /** Whom the officer has at the counter now. */
  currentVisit(actor: OfficerActor): Promise<CurrentVisit | null>
  openCounter(actor: Actor, counterId: string): Promise<void>
  closeCounter(actor: Actor): Promise<void>
  callNext(actor: Actor): Promise<{ label: string }>
  callTicket(actor: Actor, ticketId: string): Promise<{ label: string }>
  actOnTicket(actor: Actor, command: TicketCommand): Promise<void>
  getFigures(actor: Actor, asked: FiguresQuestion): Promise<FiguresView>
  /** The same; null where there is nothing to be seen. */
  findFigures(actor: Actor, asked: FiguresQuestion): Promise<FiguresView | null>
  /** For who may arrange a centre's queue. */
  listArrangedCentres(actor: Actor): Promise<PlanLineOfList[]>
  getPlan(actor: Actor, centre: string): Promise<PlanView>
  publishPlan(actor: Actor, command: PlanCommand): Promise<{ inForce: boolean }>
  withdrawPlan(actor: Actor, command: WithdrawCommand): Promise<void>
  /** Scheme, host and port under which people reach this site. */
  publicUrl: string
}

export function makeQueueServices(context: QueueContext, publicUrl: string): QueueServices {
  return {
    listCentres: () => listCentres(context.db.read),
    getCentre: (slug) => getCentreView(context, slug),
    getBoard: (slug) => getBoard(context, slug),
    takeTicket: (wish) => takeTicket(context, wish),
    getTicket: (token) => getTicketView(context, token),
    leaveQueue: (token) => leaveQueue(context, token),
    getSlots: (slug, date) => getSlots(context, slug, date),
    bookSlot: (actor, wish) => bookSlot(context, actor, wish),
    getBooking: (token) => getBookingView(context, token),
    cancelBooking: (token) => cancelBooking(context, token),
    checkIn: (request) => checkIn(context, request),
    getDesk: (actor) => getDesk(context, actor),
    currentVisit: (actor) => currentVisit(context.db.read, actor.officerId),
    openCounter: (actor, counterId) => openCounter(context, actor, counterId),
    closeCounter: (actor) => closeCounter(context, actor),
    callNext: (actor) => callNext(context, actor),
    callTicket: (actor, ticketId) => callTicket(context, actor, ticketId),
    actOnTicket: (actor, command) => actOnTicket(context, actor, command),
    findFigures: (actor, asked) => findFigures(context, actor, asked),
    getFigures: (actor, asked) => getFigures(context, actor, asked),
    listArrangedCentres: (actor) => listArrangedCentres(context, actor),
    getPlan: (actor, centre) => getPlan(context, actor, centre),
    publishPlan: (actor, command) => publishPlan(context, actor, command),
    withdrawPlan: (actor, command) => withdrawPlan(context, actor, command),
    publicUrl,
  }
}
