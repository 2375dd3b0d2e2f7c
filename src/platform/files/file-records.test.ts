import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { query } from '../db.ts'
import type { FileHash } from '../ids.ts'
import { type FileRecord, insertFiles, readFiles } from './file-records.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const record = (name: string): FileRecord => ({
  hash: createHash('sha256').update(name).digest('hex') as FileHash,
  size: 10,
  mediaType: 'application/pdf',
  pages: 2,
})

test('files are recorded once, however often they come, also at once', async () => {
  const [first, second] = [record('a'), { ...record('b'), pages: null }]
  const write = (files: FileRecord[]) => database.db.write((tx) => insertFiles(tx, files))
  await Promise.all([write([first, first]), write([second, first]), write([first, second]), write([])])
  const absent = record('c').hash
  const read = await readFiles(database.db.read, [first.hash, second.hash, absent])
  assert.deepEqual(
    read,
    new Map([
      [first.hash, first],
      [second.hash, second],
    ]),
  )
})

test('a record cannot be changed or deleted by the application', async () => {
  await assert.rejects(query(database.db.read, 'UPDATE platform_file SET size = 1'), /permission denied/)
  await assert.rejects(query(database.db.read, 'DELETE FROM platform_file'), /permission denied/)
})
