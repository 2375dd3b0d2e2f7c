import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import { openPdfPages, type PdfPages } from './pdf-pages.ts'
import { readPage } from './read-page.ts'
import type { PageAnswer, PageRequest, ReaderQuestion, ReaderReply } from './reader-messages.ts'
import { openRecogniser } from './recogniser.ts'
import { writeSearchablePdf } from './searchable-pdf.ts'

/** The least priority, for every thread there is; those that start later inherit it. */
function stepBack(): void {
  setPriority(constants.priority.PRIORITY_LOW)
  try {
    for (const thread of readdirSync('/proc/self/task')) setPriority(Number(thread), constants.priority.PRIORITY_LOW)
  } catch {
    // Only Linux has threads there, and one may have ended meanwhile.
  }
}

stepBack()
const threads = Number(process.argv[2] ?? 1)
const recogniser = openRecogniser(threads)
let opened: { path: string; pages: Promise<PdfPages> } | null = null

async function read({ path, mediaType, page }: PageRequest): Promise<PageAnswer> {
  if (mediaType === 'application/pdf') return readPdf(path, page)
  if (page > 1) return { kind: 'absent' }
  const bytes = await readFile(path)
  try {
    return { kind: 'read', page: await readPage({ bytes }, await recogniser) }
  } catch (error) {
    return damagedOr(error)
  }
}

async function readPdf(path: string, page: number): Promise<PageAnswer> {
  if (opened?.path !== path) {
    opened?.pages.then(
      (before) => before.close(),
      () => undefined,
    )
    opened = { path, pages: readFile(path).then(openPdfPages) }
    opened.pages.catch(() => undefined)
  }
  const pages = await opened.pages.catch(() => null)
  if (pages === null) return { kind: 'damaged' }
  if (page > pages.count) return { kind: 'absent' }
  return { kind: 'read', page: await readPage(await pages.draw(page), await recogniser) }
}

/** What sharp says of bytes that are no whole picture; anything else is a bug. */
function damagedOr(error: unknown): PageAnswer {
  const message = error instanceof Error ? error.message : ''
  if (/Input (buffer|file)|VipsJpeg|vips|pngload|jpegload|pixel limit/i.test(message)) return { kind: 'damaged' }
  throw error
}

async function answer(question: ReaderQuestion): Promise<ReaderReply> {
  const { id } = question
  try {
    if (question.task === 'read') return { id, answer: await read(question.request) }
    return { id, answer: await writeSearchablePdf(question.request) }
  } catch (error) {
    return { id, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

process.on('message', (question: ReaderQuestion) => {
  answer(question).then((reply) => process.send?.(reply))
})
// The process that asks is gone: nobody waits for what is being read.
process.on('disconnect', () => process.exit(0))
