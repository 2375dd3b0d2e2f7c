import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { TestDatabase } from '../../../../test/support/database.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../../../../test/support/province.ts'
import { pdfStream, samplePdf } from '../../../../test/support/sample-files.ts'
import { query } from '../../../platform/db.ts'
import { addScanner } from './keep-scanner.ts'

const CENTRE = 'mot-cua-xa-nhu-quynh'
const FILES = 60
const WORKER = fileURLToPath(new URL('../../../../test/support/scanner-worker.ts', import.meta.url))

let database: TestDatabase
let province: TestProvince
let folder: string
let place: string

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
  folder = await mkdtemp(join(tmpdir(), 'motcua-watch-'))
  place = join(folder, 'scanners', CENTRE, 'quay-1')
  await mkdir(place, { recursive: true })
  const root = province.directory.province().slug
  const administrator = await province.newOfficer('Quản Trị', [{ agencySlug: root, role: 'administrator' }])
  const agencyId = province.directory.bySlug(CENTRE)?.id ?? ''
  await addScanner(province.context, administrator, { agencyId, counterNumber: 1 })
})
after(async () => {
  await province.close()
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

function startWorker(): ChildProcess {
  return fork(WORKER, [database.url, join(folder, 'scanners'), join(folder, 'store')], { execArgv: [] })
}

async function kill(worker: ChildProcess): Promise<void> {
  const gone = once(worker, 'exit')
  worker.kill('SIGKILL')
  await gone
}

async function taken(): Promise<{ files: number; contents: number }> {
  const [row] = await query<{ files: number; contents: number }>(
    database.db.read,
    'SELECT count(*) AS files, count(DISTINCT file_hash) AS contents FROM digitisation_scanner_file',
  )
  return row ?? { files: 0, contents: 0 }
}

async function untilTaken(least: number): Promise<void> {
  for (let tries = 0; (await taken()).files < least; tries++) {
    assert.ok(tries < 2000, `only ${(await taken()).files} of ${least} were taken`)
    await pause(30)
  }
}

test('workers that are killed while they take files: in the end every file was taken once, and none lies about', async () => {
  for (let at = 0; at < FILES; at++) {
    await writeFile(join(place, `${at}.pdf`), samplePdf({ objects: [pdfStream('', `BT (${at}) Tj ET`)] }))
  }
  for (const share of [0.1, 0.4, 0.7]) {
    const worker = startWorker()
    await untilTaken(Math.ceil(FILES * share))
    await kill(worker)
  }
  const last = startWorker()
  await untilTaken(FILES)
  for (let tries = 0; (await leftIn()).length > 0 && tries < 1000; tries++) await pause(30)
  await kill(last)
  assert.deepEqual(await leftIn(), [])
  assert.deepEqual(await taken(), { files: FILES, contents: FILES })
})

async function leftIn(): Promise<string[]> {
  const entries = await readdir(place, { withFileTypes: true, recursive: true })
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name)
}
