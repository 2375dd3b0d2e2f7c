import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, withOwner } from '../../../test/support/database.ts'
import { provinceDatabase, seedTestProvince, type TestProvince } from '../../../test/support/province.ts'
import { checkReplays } from './replay-check.ts'

let database: TestDatabase
let province: TestProvince

before(async () => {
  database = await provinceDatabase()
  province = await seedTestProvince(database)
})
after(async () => {
  await province.close()
  await database.close()
})

test('a current row changed behind its events is named', async () => {
  const { dossierId } = await province.submit({ procedureCode: '1.013227' })
  const { state } = await province.walk(dossierId)
  assert.deepEqual(await checkReplays(database.db.read), { dossiers: 1, differing: null })
  const changes = [
    `UPDATE casework_dossier SET state = jsonb_set(state, '{dueAt}', '4102444800000') WHERE id = $1`,
    `UPDATE casework_dossier SET due_at = '2099-12-31T10:00:00Z' WHERE id = $1`,
    `UPDATE casework_dossier SET legal_state = 'returned' WHERE id = $1`,
  ]
  for (const change of changes) {
    await withOwner(database.ownerUrl, async (owner) => {
      await owner.query('CREATE TABLE kept AS SELECT * FROM casework_dossier')
      await owner.query(change, [dossierId])
    })
    assert.deepEqual((await checkReplays(database.db.read)).differing, { id: dossierId, code: state.code })
    await withOwner(database.ownerUrl, async (owner) => {
      await owner.query(
        'UPDATE casework_dossier d SET state = k.state, due_at = k.due_at, legal_state = k.legal_state FROM kept k WHERE k.id = d.id',
      )
      await owner.query('DROP TABLE kept')
    })
  }
  assert.equal((await checkReplays(database.db.read)).differing, null)
})
