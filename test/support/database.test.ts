import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { query } from '../../src/platform/db.ts'
import { type TestDatabase, testDatabase } from './database.ts'

let database: TestDatabase

before(async () => {
  database = await testDatabase()
})
after(() => database.close())

test('the application cannot set the clock', async () => {
  const rows = await database.db.write(async (tx) => {
    await query(tx, `SELECT set_config('motcua.simulated_now', $1, true)`, ['2020-01-01T00:00:00Z'])
    return query<{ now: Date; real: Date }>(tx, 'SELECT platform_now() AS now, clock_timestamp() AS real')
  })
  const [row] = rows
  assert.ok(row && Math.abs(row.now.getTime() - row.real.getTime()) < 1000)
})
