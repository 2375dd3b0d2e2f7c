import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import type { TestDatabase } from '../../../../test/support/database.ts'
import {
  provinceDatabase,
  seedTestProvince,
  type TestOfficer,
  type TestProvince,
} from '../../../../test/support/province.ts'
import { refusedLater } from '../../../../test/support/refused.ts'
import { pdfStream, samplePdf, samplePng } from '../../../../test/support/sample-files.ts'
import { query } from '../../../platform/db.ts'
import { type FileInspector, openFileInspector } from '../../../platform/files/file-inspector.ts'
import { filesSentBy } from '../../../platform/files/file-senders.ts'
import { openFolderStore } from '../../../platform/files/folder-store.ts'
import { type FileHash, newId } from '../../../platform/ids.ts'
import { removeLeftovers } from '../clean-up.ts'
import { discardFromScanner, discardUnwanted, putBackToScanner, readScannerInbox, takeFromScanner } from './inbox.ts'
import { addScanner, readScannerSettings, removeScanner } from './keep-scanner.ts'
import { isSettled, isTemporary, mayBeHalfWritten, REFUSED, TAKING } from './scanner-folder.ts'
import { openScannerFolders, type ScannerContext } from './take-files.ts'

const CENTRE = 'mot-cua-xa-nhu-quynh'

let database: TestDatabase
let province: TestProvince
let inspector: FileInspector
let folder: string
let place: string
let context: ScannerContext
let clerk: TestOfficer
let colleague: TestOfficer
let stranger: TestOfficer
let administrator: TestOfficer
let counter = 0

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  inspector = openFileInspector()
  folder = await mkdtemp(join(tmpdir(), 'motcua-scanners-'))
  const files = await openFolderStore(join(folder, 'store'))
  context = { db: province.context.db, files, inspector, folder: join(folder, 'scanners'), mostBytes: 200_000 }
  clerk = await province.newOfficer('Nguyễn Thị Quầy', [{ agencySlug: CENTRE, role: 'receptionist' }])
  colleague = await province.newOfficer('Lê Văn Bên Cạnh', [{ agencySlug: CENTRE, role: 'receptionist' }])
  stranger = await province.newOfficer('Người Nơi Khác', [{ agencySlug: 'mot-cua-xa-van-giang', role: 'receptionist' }])
  const root = province.directory.province().slug
  administrator = await province.newOfficer('Quản Trị', [{ agencySlug: root, role: 'administrator' }])
})
after(async () => {
  await inspector.close()
  await province.close()
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

/** A counter of its own for every test, with an empty folder. */
beforeEach(async () => {
  counter++
  const agencyId = province.directory.bySlug(CENTRE)?.id ?? ''
  await addScanner(context, administrator, { agencyId, counterNumber: counter })
  place = join(context.folder, CENTRE, `quay-${counter}`)
  await openScannerFolders(context).pass()
})

const page = (mark: string) => samplePdf({ objects: [pdfStream('', `BT (${mark}) Tj ET`)] })
const drop = (name: string, content: Uint8Array | string) => writeFile(join(place, name), content)

/** As long ago as a file that nobody writes any more. */
async function age(name: string): Promise<void> {
  const past = new Date(Date.now() - 120_000)
  await utimes(join(place, name), past, past)
}

async function passes(times: number, folders = openScannerFolders(context)): Promise<void> {
  for (let time = 0; time < times; time++) await folders.pass()
}

async function inbox(actor = clerk) {
  const own = await readScannerInbox(context, actor)
  const here = (files: typeof own.waiting) => files.filter((file) => file.counterNumber === counter)
  return { waiting: here(own.waiting), refused: here(own.refused), unused: here(own.unused) }
}

const names = (files: readonly { name: string }[]) => files.map(({ name }) => name)

async function leftIn(folderPath: string): Promise<string[]> {
  const entries = await readdir(folderPath, { withFileTypes: true, recursive: true })
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name)
}

test('the rules of a folder: what is temporary, settled, perhaps half written', () => {
  for (const name of ['.scan.pdf', '~scan.pdf', 'a.tmp', 'a.pdf.part', 'A.PDF.CRDOWNLOAD', 'Thumbs.db']) {
    assert.ok(isTemporary(name), name)
  }
  for (const name of ['a.pdf', 'Giấy khai sinh (1).jpg', 'part.png']) assert.ok(!isTemporary(name), name)
  const now = { size: 10, changedAt: 1000 }
  assert.ok(isSettled({ ...now }, now))
  assert.ok(!isSettled(undefined, now))
  assert.ok(!isSettled({ ...now, size: 9 }, now))
  assert.ok(!isSettled({ ...now, changedAt: 999 }, now))
  assert.ok(!isSettled({ size: 0, changedAt: 1000 }, { size: 0, changedAt: 1000 }), 'an empty file is only begun')
  assert.ok(mayBeHalfWritten('pdf_damaged', now, 1000 + 59_000))
  assert.ok(!mayBeHalfWritten('pdf_damaged', now, 1000 + 61_000))
  assert.ok(!mayBeHalfWritten('pdf_encrypted', now, 1000))
})

test('pages appear in their order at their counter, are taken by one clerk, once, and leave the folder', async () => {
  await drop('scan 10.pdf', page('ten'))
  await drop('scan 9.pdf', page('nine'))
  await drop('.scan 11.pdf', page('hidden'))
  const folders = openScannerFolders(context)
  assert.equal(await folders.pass(), 0, 'seen for the first time')
  assert.equal(await folders.pass(), 2)
  assert.equal(await folders.pass(), 0)
  assert.deepEqual(await leftIn(place), ['.scan 11.pdf'])
  const { waiting } = await inbox()
  assert.deepEqual(names(waiting), ['scan 9.pdf', 'scan 10.pdf'])
  assert.deepEqual((await inbox(stranger)).waiting, [])
  const ids = waiting.map(({ id }) => id)
  await refusedLater(takeFromScanner(context, stranger, ids), 'digitisation.scanner_file_gone')
  await refusedLater(takeFromScanner(context, administrator, ids), 'digitisation.not_yours_to_do')
  await refusedLater(takeFromScanner(context, (await province.newCitizen()).actor, ids), 'digitisation.not_yours_to_do')
  await refusedLater(takeFromScanner(context, clerk, ['x']), 'digitisation.nothing_chosen')
  const both = await Promise.allSettled([clerk, colleague].map((one) => takeFromScanner(context, one, ids)))
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const [winner, loser] = both[0]?.status === 'fulfilled' ? [clerk, colleague] : [colleague, clerk]
  const hashes = waiting.map(({ hash }) => hash as FileHash)
  assert.equal((await filesSentBy(context.db.read, winner.userId, hashes)).size, 2, 'as if they had sent them')
  assert.equal((await filesSentBy(context.db.read, loser.userId, hashes)).size, 0)
  assert.deepEqual((await inbox()).waiting, [])

  assert.deepEqual(names((await inbox(winner)).unused), ['scan 9.pdf', 'scan 10.pdf'])
  await putBackToScanner(context, loser, hashes)
  assert.deepEqual((await inbox()).waiting, [], 'only who took it puts it back')
  await putBackToScanner(context, winner, hashes.slice(0, 1))
  assert.equal((await inbox()).waiting.length, 1)
})

test('a file that is still being written waits until it is whole', async () => {
  const whole = page('slowly written')
  const folders = openScannerFolders(context)
  await drop('a.pdf', whole.subarray(0, 30))
  await folders.pass()
  await drop('a.pdf', whole.subarray(0, 60))
  assert.equal(await folders.pass(), 0, 'it has grown')
  assert.equal(await folders.pass(), 0, 'it stands still, but is no whole PDF and young')
  await drop('a.pdf', whole)
  await folders.pass()
  assert.equal(await folders.pass(), 1)
  assert.deepEqual(names((await inbox()).waiting), ['a.pdf'])

  await drop('b.pdf', whole.subarray(0, 60))
  await age('b.pdf')
  await passes(2, folders)
  assert.deepEqual(
    (await inbox()).refused.map(({ fault }) => fault?.code),
    ['files.pdf_damaged'],
    'it stays broken',
  )
})

test('wrong, hostile and too large files are refused as uploads are, and do not come again', async () => {
  const pages = Array.from({ length: 301 }, () => '<< /Type /Page /Parent 2 0 R >>')
  const wrong: [string, Uint8Array | string, string][] = [
    ['a.docx', 'PK\x03\x04 no document', 'files.office_damaged'],
    ['b.txt', 'hello', 'files.type_not_allowed'],
    ['c.pdf', samplePdf({ trailer: '/Encrypt 9 0 R' }), 'files.pdf_encrypted'],
    ['d.pdf', samplePdf({ catalog: '/OpenAction << /S /JavaScript /JS (x) >>' }), 'files.pdf_script'],
    ['e.png', samplePng({ width: 30_000, height: 30_000 }), 'files.image_too_big'],
    ['f.pdf', Buffer.concat([page('large'), Buffer.alloc(300_000)]), 'files.too_large'],
    ['g.pdf', samplePdf({ objects: pages }), 'digitisation.too_many_pages'],
    ['h.jpg', page('another kind'), 'files.content_differs'],
  ]
  for (const [name, content] of wrong) {
    await drop(name, content)
    await age(name)
  }
  await writeFile(join(folder, 'secret.pdf'), page('outside'))
  await symlink(join(folder, 'secret.pdf'), join(place, 'link.pdf'))
  await mkdir(join(place, 'folder.pdf'))
  await passes(3)
  const { waiting, refused } = await inbox()
  assert.deepEqual(waiting, [])
  assert.deepEqual(
    refused.map(({ name, fault }) => [name, fault?.code]).sort(),
    wrong.map(([name, , code]) => [name, code]),
  )
  const aside = await leftIn(join(place, REFUSED))
  assert.deepEqual(
    aside.sort(),
    wrong.map(([name]) => name),
  )
  assert.deepEqual(await leftIn(join(place, TAKING)), [])
  const { ids } = { ids: refused.map(({ id }) => id) }
  await discardFromScanner(context, stranger, ids)
  assert.equal((await inbox()).refused.length, wrong.length)
  await discardFromScanner(context, clerk, ids)
  assert.deepEqual((await inbox()).refused, [])
})

test('the same bytes dropped twice wait once', async () => {
  await drop('a.pdf', page('twice'))
  await drop('b.pdf', page('twice'))
  await passes(2)
  assert.deepEqual(names((await inbox()).waiting), ['a.pdf'])
  assert.deepEqual(await leftIn(place), [])
  const [{ id = '' } = {}] = (await inbox()).waiting
  await takeFromScanner(context, clerk, [id])
  await drop('c.pdf', page('twice'))
  await passes(2)
  assert.deepEqual(names((await inbox()).waiting), ['c.pdf'], 'laid under the scanner again later')
})

test('two workers at one folder take each file once', async () => {
  for (let at = 0; at < 12; at++) await drop(`${at}.pdf`, page(`page ${at}`))
  const workers = [openScannerFolders(context), openScannerFolders(context)]
  for (let round = 0; round < 3; round++) await Promise.all(workers.map((worker) => worker.pass()))
  assert.equal((await inbox()).waiting.length, 12)
  const [row] = await query<{ count: number }>(
    context.db.read,
    `SELECT count(*) AS count FROM digitisation_scanner_file i JOIN digitisation_scanner s ON s.id = i.scanner_id
     WHERE s.counter_number = $1`,
    [counter],
  )
  assert.equal(row?.count, 12)
})

test('killed at any moment: what was begun is ended by the next, once', async () => {
  const begin = async (name: string): Promise<string> => {
    const id = newId()
    await mkdir(join(place, TAKING, id), { recursive: true })
    await writeFile(join(place, TAKING, id, name), page(name))
    return id
  }
  await begin('moved.pdf')
  await mkdir(join(place, TAKING, newId()))
  // Dead after the row was written, before the file went: the row knows the id.
  const recorded = await begin('recorded.pdf')
  await passes(1)
  await mkdir(join(place, TAKING, recorded))
  await writeFile(join(place, TAKING, recorded, 'recorded.pdf'), page('recorded.pdf'))
  await passes(1)
  assert.deepEqual(names((await inbox()).waiting).sort(), ['moved.pdf', 'recorded.pdf'])
  assert.deepEqual(await readdir(join(place, TAKING)), [])

  // A refused one, dead before it was put aside.
  const refused = await begin('refused.pdf')
  await truncate(join(place, TAKING, refused, 'refused.pdf'), 40)
  await passes(1)
  await mkdir(join(place, TAKING, refused), { recursive: true })
  await rename(join(place, REFUSED, refused, 'refused.pdf'), join(place, TAKING, refused, 'refused.pdf'))
  await passes(1)
  assert.deepEqual(names((await inbox()).refused), ['refused.pdf'])
  assert.deepEqual(await leftIn(join(place, REFUSED)), ['refused.pdf'])

  // While another worker is at it, a running one keeps away.
  const running = openScannerFolders(context)
  await running.pass()
  await begin('busy.pdf')
  await running.pass()
  assert.deepEqual(await leftIn(join(place, TAKING)), ['busy.pdf'])
})

test('what nobody wants is put away, and its content leaves the store', async () => {
  await drop('a.pdf', page('unwanted'))
  await drop('b.pdf', page('discarded'))
  await passes(2)
  const [first, second] = (await inbox()).waiting
  await discardFromScanner(context, clerk, [second?.id ?? ''])
  await removeLeftovers(context)
  assert.equal(await context.files.has(second?.hash as FileHash), false)
  assert.equal(await context.files.has(first?.hash as FileHash), true)
  await discardUnwanted(context)
  assert.equal((await inbox()).waiting.length, 1, 'not before a month')
  await discardUnwanted(context, '0 seconds')
  await removeLeftovers(context)
  assert.deepEqual((await inbox()).waiting, [])
  assert.equal(await context.files.has(first?.hash as FileHash), false)
})

test('scanners are set up by administrators, in their own agencies; for everybody else there is no such thing', async () => {
  const agencyId = province.directory.bySlug(CENTRE)?.id ?? ''
  const wanted = { agencyId, counterNumber: 900 }
  const local = await province.newOfficer('Quản Trị Xã', [{ agencySlug: 'xa-van-giang', role: 'administrator' }])
  for (const actor of [clerk, stranger, (await province.newCitizen()).actor, { kind: 'anonymous' } as const]) {
    await refusedLater(addScanner(context, actor, wanted), 'digitisation.scanner_not_found')
    await refusedLater(readScannerSettings(context, actor), 'digitisation.scanner_not_found')
  }
  await refusedLater(addScanner(context, local, wanted), 'digitisation.scanner_agency')
  for (const counterNumber of [0, 1000, 1.5, Number.NaN]) {
    await refusedLater(addScanner(context, administrator, { agencyId, counterNumber }), 'digitisation.scanner_number')
  }
  await addScanner(context, administrator, wanted)
  await addScanner(context, administrator, wanted)
  const { scanners } = await readScannerSettings(context, administrator)
  const [made, ...more] = scanners.filter(({ counterNumber }) => counterNumber === 900)
  assert.deepEqual([made?.folder, more.length], [`${CENTRE}/quay-900`, 0])
  assert.deepEqual((await readScannerSettings(context, local)).scanners, [])
  await refusedLater(removeScanner(context, local, made?.id ?? ''), 'digitisation.scanner_not_found')
  await removeScanner(context, administrator, made?.id ?? '')
  await refusedLater(removeScanner(context, administrator, made?.id ?? ''), 'digitisation.scanner_not_found')
  await addScanner(context, administrator, wanted)
  assert.equal(
    (await readScannerSettings(context, administrator)).scanners.filter(({ counterNumber }) => counterNumber === 900)
      .length,
    1,
  )
})
