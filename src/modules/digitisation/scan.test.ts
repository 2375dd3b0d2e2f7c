import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { type TestDatabase, withOwner } from '../../../test/support/database.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestOfficer,
  type TestProvince,
} from '../../../test/support/province.ts'
import { refusedLater } from '../../../test/support/refused.ts'
import { drawPaper, specimen } from '../../../test/support/specimens/draw-paper.ts'
import { query } from '../../platform/db.ts'
import { recordUploads } from '../../platform/files/file-senders.ts'
import { openFolderStore } from '../../platform/files/folder-store.ts'
import type { FileHash } from '../../platform/ids.ts'
import { migrateJobs } from '../../platform/jobs.ts'
import { erasePerson } from '../vault/index.ts'
import { clearImages, removeLeftovers } from './clean-up.ts'
import { confirmScan } from './confirm-scan.ts'
import type { ReadingContext } from './context.ts'
import { forgetErased } from './forget-scans.ts'
import { resumeScans } from './jobs.ts'
import type { ConfirmedPaper } from './ports.ts'
import { readPages } from './read-pages.ts'
import { findDossiersByText } from './reader.ts'
import { openPageReader } from './reading/page-reader.ts'
import { getScanFile, listScans, readScan } from './scan-views.ts'
import { startScan } from './start-scan.ts'

let database: TestDatabase
let province: TestProvince
let context: ReadingContext
let folder: string
let clerk: TestOfficer
let stranger: TestOfficer
let leader: TestOfficer
const faults: unknown[] = []
const kept: ConfirmedPaper[] = []

before(async () => {
  database = await provinceDatabase()
  await migrateJobs(database.ownerUrl)
  province = await seedTestProvince(database)
  folder = await mkdtemp(join(tmpdir(), 'motcua-scan-test-'))
  context = {
    db: province.context.db,
    keys: province.context.keys,
    files: await openFolderStore(folder),
    reader: openPageReader({ threads: 2 }),
    onFault: (error) => faults.push(error),
    keep: async (_tx, paper) => {
      kept.push(paper)
      return paper.scanId
    },
  }
  clerk = await province.newOfficer('Nguyễn Thị Quầy', [{ agencySlug: 'xa-nhu-quynh', role: 'receptionist' }])
  stranger = await province.newOfficer('Người Nơi Khác', [{ agencySlug: 'xa-tien-lu', role: 'receptionist' }])
  leader = await province.newOfficer('Lãnh Đạo', [{ agencySlug: 'xa-nhu-quynh', role: 'agency_leader' }])
})
after(async () => {
  await context.reader.close()
  await province.close()
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function sent(bytes: Uint8Array, mediaType: 'image/jpeg' | 'application/pdf' = 'image/jpeg', pages = 1) {
  const file = await context.files.put(whole(bytes), { mostBytes: bytes.length })
  await context.db.write((tx) => recordUploads(tx, [{ ...file, mediaType, pages }], clerk.userId))
  return file.hash
}

async function jobsFor(scanId: string): Promise<number> {
  return withOwner(database.ownerUrl, async (client) => {
    const { rows } = await client.query(
      `SELECT count(*)::int AS count FROM graphile_worker._private_jobs WHERE payload->>'scanId' = $1`,
      [scanId],
    )
    return rows[0].count
  })
}

/** The text of the first page as an independent reader finds it. */
async function pdfText(bytes: Buffer): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  const { items } = await (await document.getPage(1)).getTextContent()
  return items.map((item) => ('str' in item ? item.str : '')).join(' ')
}

async function readThrough(scanId: string): Promise<void> {
  for (let turns = 0; turns < 10; turns++) {
    await readPages(context, { scanId })
    const [row] = await query<{ state: string }>(context.db.read, 'SELECT state FROM digitisation_scan WHERE id = $1', [
      scanId,
    ])
    if (row?.state !== 'queued' && row?.state !== 'reading') return
  }
  assert.fail('the scan was never finished')
}

test('a birth certificate is read, found by its words, confirmed and kept; running again changes nothing', async () => {
  const paper = await specimen('birth_certificate', 'scanned', 21)
  const hash = await sent(paper.image)
  const request = { actor: clerk, fileHashes: [hash], commandId: '0193b3a0-0000-7000-8000-000000000001' }
  const { scanId } = await startScan(context, request)
  assert.deepEqual(await startScan(context, request), { scanId }, 'a second press is the first scan')
  assert.equal(await jobsFor(scanId), 1)

  // Two workers at once, and once more afterwards.
  await Promise.all([readPages(context, { scanId }), readPages(context, { scanId })])
  await readThrough(scanId)
  await readPages(context, { scanId })
  const view = await readScan(context, { actor: clerk, scanId })
  assert.equal(view.state, 'read')
  assert.equal(view.kind, 'birth_certificate')
  const values = Object.fromEntries(view.fields.map((field) => [field.key, field.found?.value]))
  assert.equal(values.identityNumber, paper.truth.identityNumber)
  assert.equal(values.birthDate, paper.truth.birthDate)
  assert.equal(values.number, paper.truth.number)
  for (const { found } of view.fields) if (found !== null) assert.ok(found.confidence > 0 && found.confidence <= 1)

  const pdf = await getScanFile(context, { actor: clerk, scanId, wanted: { of: 'output' } })
  const bytes = await buffer(await context.files.open(pdf.hash))
  assert.match(bytes.toString('latin1'), /pdfaid:part>2</)
  assert.ok((await pdfText(bytes)).includes(paper.truth.identityNumber ?? '-'), 'the words can be found in the PDF')
  const [outputs] = await query<{ count: number }>(
    context.db.read,
    'SELECT count(*) AS count FROM digitisation_output WHERE scan_id = $1',
    [scanId],
  )
  assert.equal(outputs?.count, 1)

  const name = paper.truth.motherName ?? ''
  assert.deepEqual(
    (await listScans(context, { actor: clerk, text: name })).rows.map((row) => row.id),
    [scanId],
  )
  assert.deepEqual((await listScans(context, { actor: clerk, text: 'Xyzzyx' })).rows, [])
  assert.deepEqual((await listScans(context, { actor: stranger, text: name })).rows, [])
  assert.deepEqual(await findDossiersByText(context.db.read, context.keys, name), [])

  const [stored] = await query<{ text: string }>(
    context.db.read,
    `SELECT coalesce(encode(s.fields, 'escape'), '') || coalesce(encode(p.reading, 'escape'), '') || p.measures::text AS text
     FROM digitisation_scan s JOIN digitisation_page p ON p.scan_id = s.id WHERE s.id = $1`,
    [scanId],
  )
  assert.ok(
    !stored?.text.includes(paper.truth.identityNumber ?? '-'),
    'nothing of the paper is readable in the database',
  )

  const fields = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value ?? '']))
  await assert.rejects(
    confirmScan(context, {
      actor: clerk,
      scanId,
      fields: { ...fields, birthDate: '2020-02-31', identityNumber: '12' },
    }),
    (error: { faults?: { path: string }[] }) =>
      assert.deepEqual(
        error.faults?.map((fault) => fault.path),
        ['fields/birthDate', 'fields/identityNumber'],
      ) ?? true,
  )
  const done = await confirmScan(context, { actor: clerk, scanId, fields: { ...fields, ...paper.truth } })
  assert.equal(done.fileHash, pdf.hash)
  assert.equal(done.paperId, null, 'nobody with this number is recorded')
  await refusedLater(confirmScan(context, { actor: clerk, scanId, fields }), 'digitisation.already_confirmed')
  const seen = await readScan(context, { actor: leader, scanId })
  assert.equal(seen.confirmation?.fields.fullName, paper.truth.fullName)
  assert.equal(seen.mayConfirm, false)
})

test('a known bearer gets the paper, and what was read comes under their key until they are erased', async () => {
  const paper = await specimen('citizen_card', 'poor', 22)
  const citizen = await province.newCitizen({ identityNumber: paper.truth.number ?? '' })
  const { scanId } = await startScan(context, { actor: clerk, fileHashes: [await sent(paper.image)] })
  await readThrough(scanId)
  const view = await readScan(context, { actor: clerk, scanId })
  assert.equal(view.kind, 'citizen_card')
  assert.equal(view.fields.find((field) => field.key === 'number')?.found?.value, paper.truth.number)
  const done = await confirmScan(context, { actor: clerk, scanId, fields: paper.truth })
  assert.equal(done.paperId, scanId)
  assert.equal(kept.at(-1)?.personId, citizen.actor.personId)
  assert.equal(kept.at(-1)?.number, paper.truth.number)
  assert.equal(kept.at(-1)?.source, `scan:${scanId}`)
  const again = await readScan(context, { actor: clerk, scanId })
  assert.deepEqual(again.fields, view.fields)
  assert.equal(await forgetErased(context), 0, 'nobody was erased')
  const picture = { actor: clerk, scanId, wanted: { of: 'page', number: 1 } } as const
  const { hash } = await getScanFile(context, picture)
  await context.db.write((tx) => erasePerson(tx, citizen.actor.personId))
  assert.equal(await forgetErased(context), 1)
  assert.equal(await forgetErased(context), 0, 'once')
  await refusedLater(getScanFile(context, picture), 'digitisation.scan_not_found')
  await removeLeftovers(context)
  assert.equal(await context.files.has(hash), false, 'the picture of the paper is gone')
  assert.deepEqual((await listScans(context, { actor: clerk, text: paper.truth.fullName ?? '' })).rows, [])
  const gone = await readScan(context, { actor: clerk, scanId })
  assert.equal(gone.isForgotten, true)
  assert.ok(gone.fields.every((field) => field.found === null))
})

test('working pictures go a month after the confirmation, once the PDF/A stands for the paper; a picture read again stays', async () => {
  await clearImages(context, '0 seconds')
  const paper = await specimen('birth_note', 'clean', 25)
  const source = await sent(paper.image)
  const { scanId } = await startScan(context, { actor: clerk, fileHashes: [source] })
  await readThrough(scanId)
  const picture = { actor: clerk, scanId, wanted: { of: 'page', number: 1 } } as const
  const { hash } = await getScanFile(context, picture)
  assert.equal(await clearImages(context, '0 seconds'), 0, 'not confirmed yet')
  const { fileHash } = await confirmScan(context, { actor: clerk, scanId, fields: paper.truth })
  assert.equal(await clearImages(context), 0, 'within the time of grace')
  await removeLeftovers(context)
  assert.equal(await context.files.has(hash), true)

  // A second before: instants are kept in whole milliseconds and may be rounded up.
  assert.equal(await clearImages(context, '-1 second'), 1)
  assert.equal(await clearImages(context, '0 seconds'), 0, 'once')
  await refusedLater(getScanFile(context, picture), 'digitisation.scan_not_found')
  const again = await startScan(context, { actor: clerk, fileHashes: [source] })
  assert.equal(await removeLeftovers(context), 0, 'the same file is being read: the same picture comes of it')
  await readThrough(again.scanId)
  await removeLeftovers(context)
  assert.equal(await context.files.has(hash), true, 'now the second scan has it')
  await confirmScan(context, { actor: clerk, scanId: again.scanId, fields: paper.truth })
  await clearImages(context, '-1 second')
  assert.ok((await removeLeftovers(context)) > 0)
  assert.equal(await context.files.has(hash), false)
  const view = await readScan(context, { actor: clerk, scanId })
  assert.deepEqual([view.pageList[0]?.hasImage, view.output !== null], [false, true])
  assert.equal(await context.files.has(fileHash), true, 'the PDF/A stays')
  assert.equal(await context.files.has(source), true, 'and what was scanned')
  const kept = await getScanFile(context, { ...picture, wanted: { of: 'output' } })
  assert.ok((await pdfText(await buffer(await context.files.open(kept.hash)))).includes(paper.truth.number ?? '-'))
})

test('a second scan of the same paper is told, by its bytes and by what it is', async () => {
  const paper = await specimen('business_registration', 'clean', 23)
  const worn = await specimen('business_registration', 'scanned', 23)
  const first = await startScan(context, { actor: clerk, fileHashes: [await sent(paper.image)] })
  const bytes = await startScan(context, { actor: clerk, fileHashes: [await sent(paper.image)] })
  const other = await startScan(context, { actor: clerk, fileHashes: [await sent(worn.image)] })
  for (const { scanId } of [first, other]) await readThrough(scanId)
  const told = async (scanId: string) =>
    (await readScan(context, { actor: clerk, scanId })).duplicates.map(({ id, by }) => [id, by])
  assert.deepEqual(await told(bytes.scanId), [[first.scanId, 'file']])
  assert.deepEqual(await told(other.scanId), [[first.scanId, 'paper']])
  assert.deepEqual(await told(first.scanId), [])
})

test('blank, broken and foreign files: refused with a reason, and usable as they are', async () => {
  const blank = await drawPaper('#set page(width: 210mm, height: 297mm)\n#h(0pt)')
  const { scanId } = await startScan(context, { actor: clerk, fileHashes: [await sent(blank)] })
  await readThrough(scanId)
  const view = await readScan(context, { actor: clerk, scanId })
  assert.equal(view.state, 'refused')
  assert.deepEqual(
    view.pageList.map((page) => page.reason),
    ['blank'],
  )
  assert.equal(view.output, null)
  const done = await confirmScan(context, { actor: clerk, scanId, kind: 'birth_note', fields: { number: '12/GCS' } })
  assert.equal(
    done.fileHash,
    (await getScanFile(context, { actor: clerk, scanId, wanted: { of: 'source', position: 1 } })).hash,
  )

  const broken = await startScan(context, { actor: clerk, fileHashes: [await sent(blank.subarray(0, 3000))] })
  await readThrough(broken.scanId)
  assert.deepEqual(
    (await readScan(context, { actor: clerk, scanId: broken.scanId })).pageList.map((page) => page.reason),
    ['damaged'],
  )
  const locked = await startScan(context, {
    actor: clerk,
    fileHashes: [await sent(Buffer.from('%PDF-1.7 no more'), 'application/pdf', 2)],
  })
  await readThrough(locked.scanId)
  assert.equal((await readScan(context, { actor: clerk, scanId: locked.scanId })).state, 'refused')
})

test('who may not: strangers find nothing, citizens and files of others are refused, 301 pages are too many', async () => {
  const hash = await sent(Buffer.from('x'), 'application/pdf', 301)
  const start = (actor: Parameters<typeof startScan>[1]['actor'], fileHashes: string[]) =>
    startScan(context, { actor, fileHashes })
  await refusedLater(start(clerk, [hash]), 'digitisation.too_many_pages')
  await refusedLater(start(stranger, [hash]), 'digitisation.file_unknown')
  await refusedLater(start(leader, [hash]), 'digitisation.not_yours_to_do')
  await refusedLater(start((await province.newCitizen()).actor, [hash]), 'digitisation.not_yours_to_do')
  await refusedLater(start(clerk, []), 'digitisation.no_file')
  const { scanId } = await startScan(context, { actor: clerk, fileHashes: [await sent(Buffer.from('y'))] })
  for (const actor of [stranger, (await province.newCitizen()).actor, { kind: 'anonymous' } as const]) {
    await refusedLater(readScan(context, { actor, scanId }), 'digitisation.scan_not_found')
    const wanted = { of: 'source', position: 1 } as const
    await refusedLater(getScanFile(context, { actor, scanId, wanted }), 'digitisation.scan_not_found')
    await refusedLater(confirmScan(context, { actor, scanId, fields: {} }), 'digitisation.scan_not_found')
  }
  await refusedLater(confirmScan(context, { actor: leader, scanId, fields: {} }), 'digitisation.not_yours_to_do')
  await refusedLater(confirmScan(context, { actor: clerk, scanId, fields: {} }), 'digitisation.not_read_yet')
})

test('a worker that died leaves nothing behind: its page is read by another, and a page that always fails is given up', async () => {
  const { scanId } = await startScan(context, {
    actor: clerk,
    fileHashes: [await sent((await specimen('birth_note', 'clean', 24)).image)],
  })
  await query(
    context.db.read,
    `UPDATE digitisation_page SET state = 'reading', attempts = 1, leased_until = now() - interval '1 second' WHERE scan_id = $1`,
    [scanId],
  )
  const before = await jobsFor(scanId)
  assert.ok((await resumeScans(context, '0 seconds')) > 0)
  assert.equal(await jobsFor(scanId), before + 1)
  await readThrough(scanId)
  assert.equal((await readScan(context, { actor: clerk, scanId })).state, 'read')

  const missing = await startScan(context, { actor: clerk, fileHashes: [await sent(Buffer.from('gone'))] })
  const [source] = await query<{ hash: FileHash }>(
    context.db.read,
    'SELECT file_hash AS hash FROM digitisation_source WHERE scan_id = $1',
    [missing.scanId],
  )
  await context.files.remove(source?.hash as FileHash)
  faults.length = 0
  await readThrough(missing.scanId)
  assert.equal(faults.length, 3)
  const failed = await readScan(context, { actor: clerk, scanId: missing.scanId })
  assert.equal(failed.state, 'failed')
  assert.deepEqual(
    failed.pageList.map((page) => page.reason),
    ['reader_failed'],
  )
})
