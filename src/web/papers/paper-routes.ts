import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { OfficerActor } from '../../modules/organisation/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { contentDisposition } from '../../platform/files/file-name.ts'
import type { TemplateServices } from '../admin/template-services.ts'
import { loginPath } from '../local-path.ts'
import type { Pages } from '../serve.ts'
import type { PaperServices } from './paper-services.ts'
import type { ReceiptPapers } from './receipt-papers.ts'

export interface PaperRoutesOptions {
  papers: PaperServices
  receipts: ReceiptPapers
  templates: TemplateServices
  /** Answers with a page; what `registerWeb` gives. */
  sendPage: Pages['send']
}

interface Asked {
  request: FastifyRequest
  reply: FastifyReply
  options: PaperRoutesOptions
}

/** Papers as PDF. All are reads: printing one again, or never, changes nothing. */
export async function paperRoutes(app: FastifyInstance, options: PaperRoutesOptions): Promise<void> {
  const { papers, receipts, templates } = options
  const hidden = { schema: { hide: true } }

  app.get<{ Params: { id: string; file: string } }>('/lam-viec/ho-so/:id/giay/:file', hidden, (request, reply) => {
    const { id, file } = request.params
    return answerPdf({ request, reply, options }, file, () => papers.print(officerOf(request), id, file))
  })

  app.get<{ Params: { id: string; file: string } }>('/ho-so/:id/giay/:file', hidden, (request, reply) => {
    const { id, file } = request.params
    return answerPdf({ request, reply, options }, file, () => papers.print(citizenOf(request), id, file))
  })

  app.get<{ Params: { id: string } }>('/bien-lai/:id.pdf', hidden, (request, reply) => {
    const { id } = request.params
    return answerPdf({ request, reply, options }, 'bien-lai.pdf', () => receipts.print(request.actor, id))
  })

  app.get('/lam-viec/giay.pdf', hidden, (request, reply) => {
    const asked = searchOf(request)
    const name = asked.get('giay') ?? ''
    const ids = asked.getAll('hs')
    return answerPdf({ request, reply, options }, `${name}.pdf`, () => papers.printMany(officerOf(request), name, ids))
  })

  app.get('/lam-viec/so-theo-doi.pdf', hidden, (request, reply) => {
    const asked = searchOf(request)
    const text = (name: string) => asked.get(name) ?? ''
    const wanted = { agencyId: text('co-quan'), from: text('tu'), to: text('den') }
    return answerPdf({ request, reply, options }, 'so-theo-doi.pdf', () =>
      papers.printRegister(officerOf(request), wanted, request.userName),
    )
  })

  app.get<{ Params: { key: string } }>('/quan-tri/mau-giay/:key/xem.pdf', hidden, (request, reply) => {
    const { key } = request.params
    return answerPdf({ request, reply, options }, `${key}.pdf`, () =>
      templates.draw(request.actor, { key, ...previewOf(request), output: 'pdf' }),
    )
  })

  app.get<{ Params: { key: string } }>('/quan-tri/mau-giay/:key/xem.svg', hidden, (request, reply) => {
    const { key } = request.params
    return answer({ request, reply, options }, async () => {
      const picture = await templates.draw(request.actor, { key, ...previewOf(request), output: 'svg' })
      return reply
        .type('image/svg+xml')
        .headers({
          ...OWN,
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
        })
        .send(Buffer.from(picture))
    })
  })
}

const OWN = { 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' }

function answerPdf(asked: Asked, name: string, work: () => Promise<Uint8Array>): Promise<FastifyReply> {
  return answer(asked, async () => {
    const pdf = await work()
    return asked.reply
      .type('application/pdf')
      .headers(OWN)
      .header('content-disposition', contentDisposition(name, 'inline'))
      .send(Buffer.from(pdf))
  })
}

/** Visitors are led to log in and back; what may not be seen is a page that is not found; a bug stays a bug. */
async function answer({ request, reply, options }: Asked, work: () => Promise<FastifyReply>): Promise<FastifyReply> {
  if (request.actor.kind === 'anonymous') return reply.redirect(loginPath(request.url), 303)
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.kind !== 'not_found' && error.kind !== 'forbidden') throw error
    const posted = { kind: 'none', form: { values: {}, faults: [] } }
    return options.sendPage(request, reply, { path: '/khong-tim-thay', status: 404, posted })
  }
}

/** Officers' papers are not found by anybody else. */
function officerOf({ actor }: FastifyRequest): OfficerActor {
  if (actor.kind !== 'officer') throw new Refusal('documents.paper_unknown', 'not_found')
  return actor
}

function citizenOf({ actor }: FastifyRequest) {
  if (actor.kind !== 'citizen') throw new Refusal('documents.paper_unknown', 'not_found')
  return actor
}

function searchOf(request: FastifyRequest): URLSearchParams {
  return new URL(request.url, 'http://localhost').searchParams
}

function previewOf(request: FastifyRequest): { version: string; sample: string } {
  const asked = searchOf(request)
  return { version: asked.get('ban') ?? '', sample: asked.get('mau') ?? '' }
}
