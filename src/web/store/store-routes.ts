import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type {} from '../../modules/organisation/index.ts'
import type { OpenedFile } from '../../modules/vault/papers/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { contentDisposition } from '../../platform/files/file-name.ts'
import { type FileStore, isFileHash } from '../../platform/files/file-store.ts'
import { mediaTypes } from '../../platform/files/file-types.ts'
import { type DossierId, isUuid } from '../../platform/ids.ts'
import { loginPath } from '../local-path.ts'
import type { Pages } from '../serve.ts'
import type { StoreServices } from './store-services.ts'

export interface StoreRoutesOptions {
  papers: StoreServices
  files: FileStore
  sendPage: Pages['send']
}

/**
 * Opening a paper of the store. Each opening is written down for the owner, so it is a POST whose answer is the file: nothing that reads
 * by GET writes, and there is no link that could be passed on.
 */
export async function storeRoutes(app: FastifyInstance, options: StoreRoutesOptions): Promise<void> {
  const { papers } = options
  const hidden = { schema: { hide: true } }
  // The forms have no field: what to open stands in the address.
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 1024 },
    (_request, _body, done) => done(null, null),
  )

  app.post<{ Params: { id: string } }>('/kho-giay-to/:id/mo', hidden, (request, reply) =>
    answer({ request, reply, options, back: '/kho-giay-to' }, `giay-to-${request.params.id.slice(0, 8)}`, () =>
      papers.open(request.actor, request.params.id),
    ),
  )

  app.post<{ Params: { id: string } }>('/kho-giay-to/ban-sao/:id/mo', hidden, (request, reply) =>
    answer({ request, reply, options, back: '/kho-giay-to' }, `ban-sao-${request.params.id.slice(0, 8)}`, () =>
      papers.openCopy(request.actor, request.params.id),
    ),
  )

  app.post<{ Params: { id: string; paperId: string } }>(
    '/lam-viec/ho-so/:id/kho/:paperId',
    hidden,
    (request, reply) => {
      const { id, paperId } = request.params
      const back = isUuid(id) ? `/lam-viec/ho-so/${id}` : '/lam-viec'
      return answer({ request, reply, options, back }, `giay-to-${paperId.slice(0, 8)}`, () =>
        papers.openForDossier(request.actor, dossierIdOf(id), paperId),
      )
    },
  )
}

interface Asked {
  request: FastifyRequest
  reply: FastifyReply
  options: StoreRoutesOptions
  /** Where a visitor comes back to after the login. */
  back: string
}

async function answer(
  { request, reply, options, back }: Asked,
  stem: string,
  open: () => Promise<OpenedFile>,
): Promise<FastifyReply> {
  if (request.actor.kind === 'anonymous') return reply.redirect(loginPath(back), 303)
  try {
    const opened = await open()
    if (!isFileHash(opened.fileHash)) throw new Refusal('files.not_found', 'not_found')
    const content = await options.files.open(opened.fileHash)
    return await reply
      .type(opened.mediaType)
      .headers({
        'content-disposition': contentDisposition(`${stem}.${extensionOf(opened.mediaType)}`, 'attachment'),
        'content-length': opened.size,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      })
      .send(content)
  } catch (error) {
    // What may not be opened is not found; anything else is a bug.
    if (!(error instanceof Refusal) || error.kind !== 'not_found') throw error
    const posted = { kind: 'none', form: { values: {}, faults: [] } }
    return options.sendPage(request, reply, { path: '/khong-tim-thay', status: 404, posted })
  }
}

function dossierIdOf(id: string): DossierId {
  if (!isUuid(id)) throw new Refusal('casework.dossier_not_found', 'not_found')
  return id as string as DossierId
}

function extensionOf(mediaType: string): string {
  return Object.entries(mediaTypes).find(([, known]) => known === mediaType)?.[0] ?? 'bin'
}
