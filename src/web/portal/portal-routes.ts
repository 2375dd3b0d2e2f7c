import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type {} from '../../modules/organisation/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { contentDisposition } from '../../platform/files/file-name.ts'
import type { FileStore } from '../../platform/files/file-store.ts'
import { isFileHash } from '../../platform/files/file-store.ts'
import { mediaTypes } from '../../platform/files/file-types.ts'
import type { DossierId } from '../../platform/ids.ts'
import { loginPath } from '../local-path.ts'
import type { Pages } from '../serve.ts'
import type { PortalServices } from './portal-services.ts'
import { takeUploads } from './take-uploads.ts'

export interface PortalRoutesOptions {
  portal: PortalServices
  files: FileStore
  /** Answers with a page; what `registerWeb` gives. */
  sendPage: Pages['send']
}

/** The citizen's routes that are no pages: files in, files out, and the history with its proof. Needs @fastify/multipart. */
export async function portalRoutes(app: FastifyInstance, options: PortalRoutesOptions): Promise<void> {
  const { portal } = options
  const hidden = { schema: { hide: true } }

  app.post<{ Params: { draftId: string } }>('/nop/nhap/:draftId/giay-to', hidden, (request, reply) =>
    answerUpload(
      { request, reply, options, path: `/nop/nhap/${encodeURIComponent(request.params.draftId)}/giay-to` },
      (file) => portal.uploads.toDraft(request.actor, request.params.draftId, file),
    ),
  )

  app.post<{ Params: { id: string } }>('/ho-so/:id/bo-sung', hidden, (request, reply) =>
    answerUpload({ request, reply, options, path: `/ho-so/${encodeURIComponent(request.params.id)}/bo-sung` }, (file) =>
      portal.uploads.toSupplement(request.actor, request.params.id as DossierId, file),
    ),
  )

  app.get<{ Params: { id: string; hash: string } }>('/tep/:id/:hash', hidden, async (request, reply) => {
    const { id, hash } = request.params
    if (isVisitor(request)) return reply.redirect(loginPath(request.url), 303)
    try {
      const found = await portal.dossiers.findFile(request.actor, id, hash)
      if (!isFileHash(hash)) throw new Refusal('files.not_found', 'not_found')
      return await sendFile(reply, { ...found, content: await options.files.open(hash) })
    } catch (error) {
      return answerNotFound({ request, reply, options, path: '/tep' }, error)
    }
  })

  app.get<{ Params: { id: string } }>('/ho-so/:id/lich-su.json', hidden, async (request, reply) => {
    const { id } = request.params
    if (isVisitor(request)) return reply.redirect(loginPath(request.url), 303)
    try {
      const history = await portal.dossiers.history(request.actor, id)
      return await reply
        .type('application/json; charset=utf-8')
        .headers({ 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' })
        .header('content-disposition', contentDisposition(`lich-su-${id}.json`, 'attachment'))
        .send(JSON.stringify(history, null, 2))
    } catch (error) {
      return answerNotFound({ request, reply, options, path: '/ho-so' }, error)
    }
  })

  app.get<{ Params: { month: string; name: string } }>(
    '/so-lieu/du-lieu-mo/:month/:name',
    hidden,
    async (request, reply) => {
      const { month, name } = request.params
      const file = await portal.open.findExtractFile(month, name)
      if (file === undefined) return sendNotFound({ request, reply, options, path: '/so-lieu/du-lieu-mo' })
      return sendExtract(reply, { month, ...file }, await options.files.open(file.hash))
    },
  )
}

function isVisitor(request: FastifyRequest): boolean {
  return request.actor.kind === 'anonymous'
}

interface UploadAnswer {
  request: FastifyRequest
  reply: FastifyReply
  options: PortalRoutesOptions
  /** The page that the form stands on. */
  path: string
}

/** Takes the files of a form one by one; those that are in order stay, whatever becomes of the others. */
async function answerUpload(
  { request, reply, options, path }: UploadAnswer,
  keep: Parameters<typeof takeUploads>[1],
): Promise<FastifyReply> {
  if (isVisitor(request)) return reply.header('connection', 'close').redirect(loginPath(path), 303)
  const faults = await takeUploads(request, keep, options.portal.uploads.mostBytes)
  if (faults.length === 0) return reply.redirect(path, 303)
  return options.sendPage(request, reply, {
    path,
    status: 422,
    posted: { kind: 'upload', form: { values: {}, faults } },
  })
}

/** What extracts hold, by the ending of the name. */
const EXTRACT_TYPES: Readonly<Record<string, string>> = {
  zip: 'application/zip',
  json: 'application/json; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  md: 'text/markdown; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
}

/** A published file never changes: it may be kept by anybody for ever, and read by pages of other sites. */
function sendExtract(
  reply: FastifyReply,
  { month, name, hash, size }: { month: string; name: string; hash: string; size: number },
  content: NodeJS.ReadableStream,
): FastifyReply {
  return reply
    .type(EXTRACT_TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream')
    .header('content-disposition', contentDisposition(`${month}-${name}`, 'attachment'))
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'public, max-age=31536000, immutable')
    .header('access-control-allow-origin', '*')
    .header('etag', `"${hash}"`)
    .header('content-length', size)
    .send(content)
}

/** A file or history that may not be seen is a page that is not found; a bug stays a bug. */
function answerNotFound(answer: UploadAnswer, error: unknown): Promise<FastifyReply> {
  if (!(error instanceof Refusal)) throw error
  return sendNotFound(answer)
}

function sendNotFound({ request, reply, options }: UploadAnswer): Promise<FastifyReply> {
  const posted = { kind: 'none', form: { values: {}, faults: [] } }
  return options.sendPage(request, reply, { path: '/khong-tim-thay', status: 404, posted })
}

const EXTENSIONS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(mediaTypes).map(([extension, mediaType]) => [mediaType, extension]),
)

interface FileAnswer {
  mediaType: string
  size: number | null
  stem: string
  content: NodeJS.ReadableStream
}

/** Always as an attachment, with the type that was found in it and nothing guessed: what people sent in is never run here. */
function sendFile(reply: FastifyReply, { mediaType, size, stem, content }: FileAnswer): FastifyReply {
  const extension = EXTENSIONS[mediaType] ?? 'bin'
  reply
    .type(mediaType)
    .header('content-disposition', contentDisposition(`${stem}.${extension}`, 'attachment'))
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cache-control', 'private, no-store')
  if (size !== null) reply.header('content-length', size)
  return reply.send(content)
}
