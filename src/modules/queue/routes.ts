import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { Problem } from '../../platform/http/problem.ts'
import { actOnTicket } from './act-on-ticket.ts'
import { bookSlot } from './book-slot.ts'
import { getBookingView, getSlots } from './booking-views.ts'
import { callNext, callTicket } from './call-next.ts'
import { cancelBooking } from './cancel-booking.ts'
import { getBoard, getCentreView } from './centre-views.ts'
import { checkIn } from './check-in.ts'
import type { QueueContext } from './context.ts'
import { getDesk } from './desk-views.ts'
import { getFigures } from './figures-views.ts'
import { leaveQueue } from './leave-queue.ts'
import { getPlan } from './plan-views.ts'
import { publishPlan, withdrawPlan } from './publish-plan.ts'
import * as shapes from './schemas.ts'
import { closeCounter, openCounter } from './seat-officer.ts'
import { takeTicket } from './take-ticket.ts'
import { ticketActs } from './ticket.ts'
import { getTicketView } from './ticket-views.ts'

const tags = ['queue']
const root = '/api/v1/queue'
const problems = { 401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem, 503: Problem }
const answers = <Of extends Type.TSchema>(shape: Of) => ({ 200: shape, ...problems })
const nothing = { 204: Type.Null(), ...problems }

interface QueueRoutesOptions {
  context: QueueContext
}

/** The queue's JSON API: what the kiosk, the telephone, the hall and the counter do, through the same use cases. */
export const queueRoutes: FastifyPluginAsyncTypebox<QueueRoutesOptions> = async (app, options) => {
  await app.register(visitorRoutes, options)
  await app.register(bookingRoutes, options)
  await app.register(deskRoutes, options)
  await app.register(planRoutes, options)
}

/** Open to all: a ticket is followed by its unguessable word. */
const visitorRoutes: FastifyPluginAsyncTypebox<QueueRoutesOptions> = async (app, { context }) => {
  const { CentreParams: params, TokenParams } = shapes
  app.get(
    `${root}/centres/:centre`,
    { schema: { tags, operationId: 'getQueueCentre', params, response: answers(shapes.CentreView) } },
    ({ params: { centre } }) => getCentreView(context, centre),
  )
  app.get(
    `${root}/centres/:centre/board`,
    { schema: { tags, operationId: 'getQueueBoard', params, response: answers(shapes.BoardView) } },
    ({ params: { centre } }) => getBoard(context, centre),
  )
  app.post(
    `${root}/centres/:centre/tickets`,
    {
      schema: {
        tags,
        operationId: 'takeTicket',
        params,
        headers: shapes.CommandIdHeaders,
        body: shapes.TakeBody,
        response: { 201: shapes.Taken, ...problems },
      },
    },
    async ({ params: { centre }, headers, body, ip }, reply) => {
      const { line, priority = null } = body
      const wish = { centre, line, priority, commandId: headers['idempotency-key'], address: ip }
      const { token, label } = await takeTicket(context, { ...wish, source: 'phone' })
      return reply.code(201).send({ token, label })
    },
  )
  app.get(
    `${root}/tickets/:token`,
    { schema: { tags, operationId: 'getTicket', params: TokenParams, response: answers(shapes.TicketView) } },
    ({ params: { token } }) => getTicketView(context, token),
  )
  app.post(
    `${root}/tickets/:token/leave`,
    { schema: { tags, operationId: 'leaveQueue', params: TokenParams, response: nothing } },
    async ({ params: { token } }, reply) => {
      await leaveQueue(context, token)
      return reply.code(204).send(null)
    },
  )
}

/** Open to all; whoever is logged in books for the account. */
const bookingRoutes: FastifyPluginAsyncTypebox<QueueRoutesOptions> = async (app, { context }) => {
  const { CentreParams: params, TokenParams } = shapes
  app.get(
    `${root}/centres/:centre/slots`,
    {
      schema: {
        tags,
        operationId: 'listSlots',
        params,
        querystring: shapes.SlotsQuery,
        response: answers(shapes.SlotsView),
      },
    },
    ({ params: { centre }, query }) => getSlots(context, centre, query.date ?? null),
  )
  app.post(
    `${root}/centres/:centre/bookings`,
    {
      schema: {
        tags,
        operationId: 'bookSlot',
        params,
        headers: shapes.CommandIdHeaders,
        body: shapes.BookBody,
        response: { 201: shapes.Booked, ...problems },
      },
    },
    async ({ params: { centre }, headers, body, ip, actor }, reply) => {
      const { line, startsAt, priority = null, ...visitor } = body
      const wish = { centre, line, priority, visitor, commandId: headers['idempotency-key'], address: ip }
      const made = await bookSlot(context, actor, { ...wish, slotAt: Date.parse(startsAt) })
      return reply.code(201).send({ token: made.token, code: made.code })
    },
  )
  app.post(
    `${root}/centres/:centre/check-ins`,
    {
      schema: {
        tags,
        operationId: 'checkIn',
        params,
        body: shapes.CheckInBody,
        response: { 201: shapes.Taken, ...problems },
      },
    },
    async ({ params: { centre }, body: { code }, ip }, reply) => {
      const { token, label } = await checkIn(context, { centre, code, address: ip })
      return reply.code(201).send({ token, label })
    },
  )
  app.get(
    `${root}/bookings/:token`,
    { schema: { tags, operationId: 'getBooking', params: TokenParams, response: answers(shapes.BookingView) } },
    ({ params: { token } }) => getBookingView(context, token),
  )
  app.post(
    `${root}/bookings/:token/cancel`,
    { schema: { tags, operationId: 'cancelBooking', params: TokenParams, response: nothing } },
    async ({ params: { token } }, reply) => {
      await cancelBooking(context, token)
      return reply.code(204).send(null)
    },
  )
}

/** For receptionists at their counter, and leaders. */
const deskRoutes: FastifyPluginAsyncTypebox<QueueRoutesOptions> = async (app, { context }) => {
  const { IdParams: params } = shapes
  app.get(
    `${root}/desk`,
    { schema: { tags, operationId: 'getQueueDesk', response: answers(shapes.DeskView) } },
    ({ actor }) => getDesk(context, actor),
  )
  app.post(
    `${root}/counters/:id/open`,
    { schema: { tags, operationId: 'openCounter', params, response: nothing } },
    async ({ actor, params: { id } }, reply) => {
      await openCounter(context, actor, id)
      return reply.code(204).send(null)
    },
  )
  app.post(
    `${root}/desk/close`,
    { schema: { tags, operationId: 'closeCounter', response: nothing } },
    async ({ actor }, reply) => {
      await closeCounter(context, actor)
      return reply.code(204).send(null)
    },
  )
  app.post(
    `${root}/desk/call-next`,
    { schema: { tags, operationId: 'callNext', response: answers(shapes.Called) } },
    ({ actor }) => callNext(context, actor),
  )
  app.post(
    `${root}/desk/tickets/:id/call`,
    { schema: { tags, operationId: 'callTicket', params, response: answers(shapes.Called) } },
    ({ actor, params: { id } }) => callTicket(context, actor, id),
  )
  for (const act of ticketActs) {
    app.post(
      `${root}/desk/tickets/:id/${act.replaceAll('_', '-')}`,
      { schema: { tags, operationId: operationOf(act), params, body: shapes.ActBody, response: nothing } },
      async ({ actor, params: { id }, body }, reply) => {
        await actOnTicket(context, actor, { ticketId: id, act, ...body })
        return reply.code(204).send(null)
      },
    )
  }
  app.get(
    `${root}/centres/:centre/figures`,
    {
      schema: {
        tags,
        operationId: 'getQueueFigures',
        params: shapes.CentreParams,
        querystring: shapes.FiguresQuery,
        response: answers(shapes.FiguresView),
      },
    },
    ({ actor, params: { centre }, query: { from = null, to = null } }) =>
      getFigures(context, actor, { centre, from, to }),
  )
}

/** For administrators and heads: how a centre arranges its queue. */
const planRoutes: FastifyPluginAsyncTypebox<QueueRoutesOptions> = async (app, { context }) => {
  app.get(
    `${root}/centres/:centre/plan`,
    { schema: { tags, operationId: 'getQueuePlan', params: shapes.CentreParams, response: answers(shapes.PlanView) } },
    ({ actor, params: { centre } }) => getPlan(context, actor, centre),
  )
  app.post(
    `${root}/centres/:centre/plan`,
    {
      schema: {
        tags,
        operationId: 'publishQueuePlan',
        params: shapes.CentreParams,
        headers: shapes.CommandIdHeaders,
        body: shapes.PlanBody,
        response: answers(shapes.Published),
      },
    },
    ({ actor, params: { centre }, headers, body: { validFrom = null, ...body } }) =>
      publishPlan(context, actor, { centre, ...body, validFrom, commandId: headers['idempotency-key'] }),
  )
  app.post(
    `${root}/centres/:centre/plan/:version/withdraw`,
    {
      schema: {
        tags,
        operationId: 'withdrawQueuePlan',
        params: shapes.PlanParams,
        headers: shapes.CommandIdHeaders,
        body: shapes.NoteBody,
        response: nothing,
      },
    },
    async ({ actor, params, headers, body: { note } }, reply) => {
      await withdrawPlan(context, actor, { ...params, note, commandId: headers['idempotency-key'] })
      return reply.code(204).send(null)
    },
  )
}

/** `put_back` as `putBackTicket`. */
function operationOf(act: string): string {
  return `${act.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase())}Ticket`
}
