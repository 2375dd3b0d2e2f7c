import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { refusedLater } from '../../test/support/refused.ts'
import { query } from './db.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

test('what no column can hold and what is no id is refused; a bug of ours stays a bug', async () => {
  const { read, write } = database.db
  for (const text of ['a\0b', '\0']) await refusedLater(query(read, 'SELECT $1::text', [text]), 'http.bad_request')
  for (const id of ['', 'abc', '019ab0c2-0000-7000-8000-00000000000g']) {
    await refusedLater(query(read, 'SELECT $1::uuid', [id]), 'http.bad_request')
    await refusedLater(
      write((tx) => query(tx, 'SELECT $1::uuid', [id])),
      'http.bad_request',
    )
  }
  await assert.rejects(query(read, 'SELECT $1::int', ['abc']), { code: '22P02' })
  await assert.rejects(query(read, 'SELECT 1 / 0'), { code: '22012' })
})
