import type { FastifyInstance } from 'fastify'
import type { MoneyContext } from './context.ts'
import { type CallbackVerdict, takeCallback } from './take-callback.ts'

const LONGEST_MESSAGE = 64 * 1024

/** `00` ends the platform's tries; anything else lets it try again or call a person. */
const answerTo: Record<CallbackVerdict, string> = {
  booked: '00',
  repeated: '00',
  failed: '00',
  pending: '00',
  already_paid: '00',
  unknown_reference: '01',
  amount_differs: '04',
  other_dossier: '05',
  signature: '97',
  unreadable: '98',
  not_offered: '99',
}

/**
 * Where the national payment platform tells that somebody paid. Anybody may call it; its signature alone decides. The body is taken as
 * text, so that what is kept is what was sent.
 */
export async function moneyRoutes(app: FastifyInstance, { context }: { context: MoneyContext }): Promise<void> {
  app.register(async (own) => {
    own.removeAllContentTypeParsers()
    own.addContentTypeParser('*', { parseAs: 'string', bodyLimit: LONGEST_MESSAGE }, (_request, body, done) =>
      done(null, body),
    )
    own.post('/api/v1/money/platform-callback', { schema: { hide: true } }, async (request) => ({
      MaLoi: answerTo[await takeCallback(context, String(request.body ?? ''))],
    }))
  })
}
