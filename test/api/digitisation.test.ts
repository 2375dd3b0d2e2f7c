import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { addScanner } from '../../src/modules/digitisation/index.ts'
import { openScannerFolders } from '../../src/modules/digitisation/scanner/take-files.ts'
import { query } from '../../src/platform/db.ts'
import { type ApiStage, openApiStage } from '../support/api-stage.ts'
import { samplePdf } from '../support/sample-files.ts'
import { digitisationOperations } from './operations.ts'

const CENTRE = 'mot-cua-phuong-pho-hien'
/** Each in one quality only: who scans at a counter, who handles, who sees what their agency scanned. */
const SCANNING = /^(other |asked )?(receptionist|handler)$/

let database: ApiStage['database']
let province: ApiStage['province']
let api: ApiStage['api']
let callers: ApiStage['callers']
let operations: ApiStage['operations']
let press: ApiStage['press']
let close: ApiStage['close'] | undefined

before(async () => {
  ;({ database, province, api, callers, operations, press, close } = await openApiStage())
})
after(() => close?.())

async function fileOf(caller: string): Promise<string> {
  const sender = callers.officers[caller]
  if (sender === undefined) return '0'.repeat(64)
  return province.upload(sender)
}

const refusedAs = (caller: string): number => (caller === 'anonymous' ? 401 : 403)

test('the operations of digitisation are those listed', () => {
  const own = [...operations].filter(([, { path }]) => /^\/api\/v1\/scan/.test(path)).map(([id]) => id)
  assert.deepEqual(own.sort(), [...digitisationOperations].sort())
})

test('who scans begins a scan with a file of their own, everybody else does not', async () => {
  for (const caller of callers.headers.keys()) {
    const answer = await press('startScan', caller, { body: { fileHashes: [await fileOf(caller)] } })
    assert.equal(answer.statusCode, SCANNING.test(caller) ? 201 : refusedAs(caller), `${caller}: ${answer.body}`)
  }
  const foreign = await press('startScan', 'receptionist', { body: { fileHashes: [await fileOf('handler')] } })
  assert.equal(foreign.statusCode, 422)
  assert.equal((await press('startScan', 'receptionist', { body: { fileHashes: [] } })).statusCode, 422)
  const strange = { fileHashes: [await fileOf('receptionist')], paperKind: 'passport' }
  assert.equal((await press('startScan', 'receptionist', { body: strange })).statusCode, 422)
})

test('a scan, its progress and its confirmation are for the agency that made it; to others it is not found', async () => {
  const started = await press('startScan', 'receptionist', { body: { fileHashes: [await fileOf('receptionist')] } })
  const { scanId: id } = started.json<{ scanId: string }>()
  for (const caller of callers.headers.keys()) {
    const sees = caller === 'receptionist' ? 200 : caller === 'anonymous' ? 401 : 404
    for (const operation of ['getScan', 'getScanProgress']) {
      assert.equal((await press(operation, caller, { of: id })).statusCode, sees, `${operation} by ${caller}`)
    }
    const confirms = await press('confirmScan', caller, {
      of: id,
      body: { kind: 'birth_note', fields: { number: '1/GCS' } },
    })
    // The receptionist is let through to the next question: it is not read yet.
    assert.equal(confirms.statusCode, sees === 200 ? 409 : sees, caller)
    const listed = await press('listScans', caller)
    assert.equal(listed.statusCode, caller === 'anonymous' ? 401 : 200, caller)
    if (listed.statusCode === 200) assert.equal(listed.body.includes(id), sees === 200, caller)
  }
  const view = (await press('getScan', 'receptionist', { of: id })).json<{
    state: string
    pages: number
    pagesDone: number
  }>()
  assert.deepEqual([view.state, view.pages, view.pagesDone], ['queued', 1, 0])
  await query(
    database.db.read,
    `UPDATE digitisation_scan SET state = 'failed', finished_at = platform_now() WHERE id = $1 RETURNING id`,
    [id],
  )
  const wrong = await press('confirmScan', 'receptionist', {
    of: id,
    body: { kind: 'birth_note', fields: { birthDate: '31/2' } },
  })
  assert.equal(wrong.statusCode, 422)
  assert.match(wrong.body, /fields\/birthDate/)
  const right = await press('confirmScan', 'receptionist', {
    of: id,
    body: { kind: 'birth_note', fields: { number: '1/GCS' } },
  })
  assert.equal(right.statusCode, 200, right.body)
  const after = (await press('getScan', 'receptionist', { of: id })).json<{ isConfirmed: boolean }>()
  assert.equal(after.isConfirmed, true)
})

test('what the scanner gave is listed and taken at its own counters, once', async () => {
  const folder = join(api.parts.config.varFolder, 'scanners')
  const { db, files, inspector } = api.parts
  const agency = province.directory.bySlug(CENTRE)
  const administrator = await province.newOfficer('Quản Trị Tỉnh', [
    { agencySlug: province.directory.province().slug, role: 'administrator' },
  ])
  await addScanner(api.parts.digitisation, administrator, { agencyId: agency?.id ?? '', counterNumber: 4 })
  await mkdir(join(folder, CENTRE, 'quay-4'), { recursive: true })
  await writeFile(join(folder, CENTRE, 'quay-4', 'trang.pdf'), samplePdf())
  const folders = openScannerFolders({ db, files, inspector, folder, mostBytes: 1_000_000 })
  await folders.pass()
  assert.equal(await folders.pass(), 1)
  const inbox = (caller: string) => press('listScannerFiles', caller)
  const { waiting } = (await inbox('receptionist')).json<{ waiting: { id: string }[] }>()
  assert.equal(waiting.length, 1)
  const body = { ids: waiting.map(({ id }) => id) }
  for (const caller of callers.headers.keys()) {
    if (caller === 'receptionist') continue
    const listed = await inbox(caller)
    assert.equal(listed.statusCode, caller === 'anonymous' ? 401 : 200)
    assert.ok(!listed.body.includes(waiting[0]?.id ?? '-'), caller)
    const takes = SCANNING.test(caller) ? 409 : refusedAs(caller)
    assert.equal((await press('takeScannerFiles', caller, { body })).statusCode, takes, caller)
  }
  const taken = (await press('takeScannerFiles', 'receptionist', { body })).json<{ hash: string }[]>()
  const begun = await press('startScan', 'receptionist', { body: { fileHashes: taken.map(({ hash }) => hash) } })
  assert.equal(begun.statusCode, 201, begun.body)
  assert.equal((await press('takeScannerFiles', 'receptionist', { body })).statusCode, 409)
})
