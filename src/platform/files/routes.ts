import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import type { Db } from '../db.ts'
import { Refusal } from '../errors.ts'
import { Problem } from '../http/problem.ts'
import { acceptUpload } from './accept-upload.ts'
import { fileRefusals, formFaultOf } from './file-faults.ts'
import type { FileInspector } from './file-inspector.ts'
import { recordUploads } from './file-senders.ts'
import type { FileStore } from './file-store.ts'

export interface FileRoutesOptions {
  db: Db
  store: FileStore
  inspector: FileInspector
  mostBytes: number
}

const UploadAnswer = Type.Object({
  hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  size: Type.Integer({ minimum: 1 }),
  mediaType: Type.String(),
  name: Type.String(),
})

/** Upload of one file as multipart form data, to be named by its hash in a later command of the same account. */
export const fileRoutes: FastifyPluginAsyncTypebox<FileRoutesOptions> = async (app, options) => {
  app.post(
    '/api/v1/files',
    {
      schema: {
        tags: ['files'],
        operationId: 'uploadFile',
        consumes: ['multipart/form-data'],
        response: { 201: UploadAnswer, 401: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const { userId } = request
      if (userId === null) throw new Refusal('casework.login_needed', 'unauthenticated')
      const part = await request.file().catch((error: unknown) => {
        throw formFaultOf(error)
      })
      if (part === undefined) throw fileRefusals.empty()
      const file = await acceptUpload({ content: part.file, name: part.filename }, options)
      await options.db.write((tx) => recordUploads(tx, [file], userId))
      return reply.code(201).send({ hash: file.hash, size: file.size, mediaType: file.mediaType, name: file.name })
    },
  )
}
