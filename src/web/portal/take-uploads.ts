import type { Readable } from 'node:stream'
import type {} from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { formFaultOf } from '../../platform/files/file-faults.ts'
import { isRefusal } from '../page-context.ts'
import type { FormFault } from '../ui/form-state.ts'
import type { IncomingFile } from './services/uploads.ts'
import { faultKey } from './texts.ts'

const MOST_FILES = 20
const FIELD = /^tep\/([A-Za-z0-9-]{1,64})$/

/**
 * Streams the files of a form to `keep`, one by one. What is refused becomes a fault at its field, by name of the file; the others
 * are kept. A form without a file says so at the field that was sent.
 */
export async function takeUploads(
  request: FastifyRequest,
  keep: (file: IncomingFile) => Promise<void>,
  mostBytes: number,
): Promise<FormFault[]> {
  const faults: FormFault[] = []
  let kept = 0
  let emptyField = ''
  // One byte more than is taken, so that a file that is too large is told from one that just fits.
  const limits = { fileSize: mostBytes + 1, files: MOST_FILES, fields: 20 }
  // Not in the types of `parts`, but read by it: a file that is too large is cut, not an error of the whole form.
  const options = { limits, throwFileSizeLimit: false }
  const parts = request.parts(options)
  for await (const part of whole(parts)) {
    if (part.type !== 'file') continue
    const componentKey = FIELD.exec(part.fieldname)?.[1]
    if (componentKey === undefined || part.filename === '' || part.filename === undefined) {
      if (componentKey !== undefined) emptyField = part.fieldname
      await drained(part.file)
      continue
    }
    try {
      await keep({ componentKey, name: part.filename, content: part.file.iterator({ destroyOnReturn: false }) })
      kept++
    } catch (error) {
      if (!isRefusal(error) || !['invalid', 'conflict'].includes(error.kind)) throw error
      faults.push({ path: part.fieldname, key: faultKey(error.code), params: { ...error.params, file: part.filename } })
    }
    await drained(part.file)
  }
  if (kept === 0 && faults.length === 0) faults.push({ path: emptyField, key: 'draft.no_file' })
  return faults
}

/** The parts of a form, where one that broke off is a refusal. */
async function* whole<Part>(parts: AsyncIterable<Part>): AsyncGenerator<Part> {
  try {
    yield* parts
  } catch (error) {
    throw formFaultOf(error)
  }
}

/** Lets the rest of a part go by, so that the next one can come. */
async function drained(file: Readable): Promise<void> {
  if (file.readableEnded || file.destroyed) return
  await new Promise<void>((resolve) => {
    file
      .once('end', resolve)
      .once('close', resolve)
      .once('error', () => resolve())
    file.resume()
  })
}
