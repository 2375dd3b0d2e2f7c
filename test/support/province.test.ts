import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from './database.ts'
import { seedTestProvince, type TestProvince } from './province.ts'

let database: TestDatabase
let province: TestProvince

before(async () => {
  database = await testDatabase()
  province = await seedTestProvince(database)
})
after(async () => {
  await province.close()
  await database.close()
})

test('a dossier is walked from a phone to its result at the hours the test says', async () => {
  province.setClock('2026-03-02T09:00')
  const { dossierId } = await province.submit({ procedureCode: '1.013225' })
  province.setClock('2026-03-03T09:00')
  const { state } = await province.walk(dossierId)
  assert.equal(state.legal, 'resolved')
  assert.equal(state.submittedAt, Date.parse('2026-03-02T09:00+07:00'))
  assert.equal(state.acceptedAt, province.now())
})

test('at a counter, on paper', async () => {
  province.setClock('2026-03-02T09:00')
  const desk = province.officerIn('mot-cua-phuong-pho-hien', 'receptionist')
  const { dossierId, state } = await province.submit({ procedureCode: '1.000894', desk })
  assert.equal(state.channel, 'counter')
  const at = await province.walk(dossierId, 'ky-duyet')
  assert.equal(at.state.step?.key, 'ky-duyet')
})
