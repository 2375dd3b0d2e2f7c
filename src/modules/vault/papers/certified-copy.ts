import { PDFDocument, type PDFPage } from '@cantoo/pdf-lib'
import { type Db, query } from '../../../platform/db.ts'
import { insertFiles } from '../../../platform/files/file-records.ts'
import type { FileStore } from '../../../platform/files/file-store.ts'
import { letterCode, newId } from '../../../platform/ids.ts'
import type { Keyring } from '../../../platform/sealing/keyring.ts'
import { refusals } from '../errors.ts'
import { logAccess } from './access-log.ts'
import { type HeldPaper, paperStateOn } from './paper.ts'
import { insertChange } from './paper-changes.ts'
import { getOwnPaper, type PaperCopyLine } from './paper-views.ts'
import { admitPapers, findPaper } from './reader.ts'
import type { PaperOwner } from './share-paper.ts'
import { drawStampPages, type StampFacts } from './stamp-page.ts'

export interface CopyContext {
  db: Db
  keys: Keyring
  files: FileStore
}

export interface CopyRequest {
  owner: PaperOwner
  paperId: string
  /** `YYYY-MM-DD`. */
  onDate: string
  /** The words of the copy in the language of the law, for a code just drawn. */
  words(paper: HeldPaper, code: string): StampFacts
}

const MOST_BYTES = 60 * 1024 * 1024

/**
 * Makes an electronic copy of one's own valid paper: a leaf in front with code, hash of the source and QR, a strip on each page. The
 * paper itself stays untouched. It carries no digital signature, and says so. Refuses `vault.paper_not_found`,
 * `vault.paper_not_valid`, `vault.copy_of_this_type_impossible`.
 */
export async function makeCertifiedCopy(context: CopyContext, request: CopyRequest): Promise<PaperCopyLine> {
  const { owner, paperId, onDate } = request
  const { paper } = await getOwnPaper(context.db.read, context.keys, { personId: owner.personId, paperId })
  if (paperStateOn(paper, onDate) !== 'valid') throw refusals.paper_not_valid()
  const id = newId()
  const verificationCode = letterCode(newId())
  const bytes = await stampedCopy(await readAll(context.files, paper), paper, request.words(paper, verificationCode))
  const { hash, size } = await context.files.put(once(bytes.content), { mostBytes: MOST_BYTES })
  return context.db.write(async (tx) => {
    // Taken back while the copy was being made: then there is no copy.
    const admitted = await admitPapers(tx, context.keys, { paperIds: [paperId], personId: owner.personId, onDate })
    if (!admitted.has(paperId)) throw refusals.paper_not_valid()
    await insertFiles(tx, [{ hash, size, mediaType: 'application/pdf', pages: bytes.pages }])
    const [row] = await query<{ madeAt: Date }>(
      tx,
      `INSERT INTO vault_paper_copy (id, paper_id, verification_code, source_hash, file_hash, size, made_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING made_at AS "madeAt"`,
      [id, paperId, verificationCode, paper.fileHash, hash, size, owner.userId],
    )
    await insertChange(tx, { paperId, change: 'copied', by: { userId: owner.userId, agencyId: null } })
    await logAccess(tx, [paperId], {
      act: 'copied',
      purpose: 'certified_copy',
      userId: owner.userId,
      officerId: null,
      agencyId: null,
      dossierId: null,
      procedureCode: null,
    })
    return { id, verificationCode, fileHash: hash, size, madeAt: row?.madeAt ?? new Date() }
  })
}

/** What the verification of a copy tells: nothing about the person. */
export interface VerifiedCopy {
  verificationCode: string
  madeAt: Date
  fileHash: string
  sourceHash: string
  /** The paper as it stands now; null when its person was erased. */
  paper: HeldPaper | null
}

/** What stands behind the code of a copy, in its normal form; null when there is no such copy. */
export async function verifyCopy(
  context: Pick<CopyContext, 'db' | 'keys'>,
  code: string,
): Promise<VerifiedCopy | null> {
  const [row] = await query<Omit<VerifiedCopy, 'paper'> & { paperId: string }>(
    context.db.read,
    `SELECT c.verification_code AS "verificationCode", c.made_at AS "madeAt", c.file_hash AS "fileHash",
       c.source_hash AS "sourceHash", c.paper_id AS "paperId"
     FROM vault_paper_copy c WHERE c.verification_code = $1`,
    [code],
  )
  if (row === undefined) return null
  const { paperId, ...copy } = row
  return { ...copy, paper: await findPaper(context.db.read, context.keys, paperId) }
}

async function stampedCopy(
  source: Uint8Array,
  paper: HeldPaper,
  facts: StampFacts,
): Promise<{ content: Uint8Array; pages: number }> {
  const copy = await copyOf(source, paper)
  const stamps = await PDFDocument.load(drawStampPages(facts))
  const [strip] = await copy.embedPdf(stamps, [1])
  for (const page of copy.getPages()) {
    if (strip === undefined) continue
    const width = Math.min(strip.width, page.getWidth() - 12)
    const height = (strip.height * width) / strip.width
    page.drawPage(strip, { x: (page.getWidth() - width) / 2, y: 6, width, height })
  }
  const [leaf] = await copy.copyPages(stamps, [0])
  copy.insertPage(0, leaf as PDFPage)
  copy.setTitle(facts.heading)
  return { content: await copy.save(), pages: copy.getPageCount() }
}

/** The paper as pages that can be stamped. */
async function copyOf(source: Uint8Array, { mediaType }: HeldPaper): Promise<PDFDocument> {
  if (mediaType === 'application/pdf') return loadPdf(source)
  if (mediaType !== 'image/jpeg' && mediaType !== 'image/png') throw refusals.copy_of_this_type_impossible()
  const document = await PDFDocument.create()
  const image = mediaType === 'image/png' ? await document.embedPng(source) : await document.embedJpg(source)
  const page = document.addPage()
  const { width, height } = image.scaleToFit(page.getWidth() - 40, page.getHeight() - 60)
  page.drawImage(image, { x: (page.getWidth() - width) / 2, y: page.getHeight() - height - 20, width, height })
  return document
}

async function loadPdf(source: Uint8Array): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(source)
  } catch {
    // Locked, or written so that the library cannot read it: no bug of ours, and the paper itself can still be downloaded.
    throw refusals.copy_of_this_type_impossible()
  }
}

async function readAll(files: FileStore, { fileHash }: HeldPaper): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of await files.open(fileHash)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
