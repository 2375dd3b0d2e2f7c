import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase, withOwner } from '../../../test/support/database.ts'
import { query } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import type { FlowVersionId, ProcedureVersionId } from '../../platform/ids.ts'
import { type CatalogueFiles, loadCatalogueFiles } from './catalogue-files.ts'
import { importCatalogue } from './import-catalogue.ts'
import { searchProcedures } from './procedure-views.ts'
import {
  findCurrentProcedure,
  getCurrentFlow,
  getCurrentProcedure,
  getFlowVersion,
  getProcedureVersion,
} from './reader.ts'
import type { ProcedureDocument } from './schemas.ts'

let database: TestDatabase
let files: CatalogueFiles
const CODE = '1.001193'

before(async () => {
  database = await testDatabase()
  files = await loadCatalogueFiles('data')
})
after(() => database.close())

function withProcedure(change: (document: ProcedureDocument) => ProcedureDocument): CatalogueFiles {
  return { ...files, procedures: files.procedures.map((each) => (each.code === CODE ? change(each) : each)) }
}

async function versions() {
  return query<{ version: number; valid_from: string; valid_to: string | null }>(
    database.db.read,
    `SELECT version, valid_from, valid_to FROM catalogue_procedure p
     JOIN catalogue_procedure_version v ON v.procedure_id = p.id WHERE p.code = $1 ORDER BY version`,
    [CODE],
  )
}

async function importFiles(from: CatalogueFiles) {
  return database.db.write((tx) => importCatalogue(tx, from))
}

test('imports run at once publish everything once; a second import is a no-op', async () => {
  const total = files.procedures.length
  const outcomes = await Promise.all([importFiles(files), importFiles(files)])
  assert.deepEqual(outcomes.map((outcome) => outcome.procedures.added).sort(), [0, total].sort())
  assert.deepEqual(await importFiles(files), {
    procedures: { added: 0, changed: 0, unchanged: total },
    flows: { added: 0, changed: 0, unchanged: files.flows.length },
  })
  assert.deepEqual(await versions(), [{ version: 1, valid_from: '2025-07-01', valid_to: null }])
})

test('a changed document becomes a new version from today; the old one keeps its text', async () => {
  const old = await getCurrentProcedure(database.db.read, CODE, null)
  const outcome = await importFiles(withProcedure((document) => ({ ...document, mostSupplements: 2 })))
  assert.deepEqual(outcome.procedures, { added: 0, changed: 1, unchanged: files.procedures.length - 1 })
  const now = await getCurrentProcedure(database.db.read, CODE, null)
  assert.equal(now.version, 2)
  assert.equal(now.document.mostSupplements, 2)
  assert.equal((await getProcedureVersion(database.db.read, old.id)).document.mostSupplements, 1)
  const [first, second] = await versions()
  assert.equal(first?.valid_to, second?.valid_from)
  assert.equal((await findCurrentProcedure(database.db.read, CODE, '2025-12-01'))?.version, 1)
  assert.equal(await findCurrentProcedure(database.db.read, CODE, '2025-06-30'), null)
  const hit = (await searchProcedures(database.db.read, { text: CODE, limit: 1 })).procedures[0]
  assert.equal(hit?.versionId, now.id)
})

test('a text for a later day waits for that day; correcting it twice on one day leaves no overlap', async () => {
  const later = withProcedure((document) => ({ ...document, mostSupplements: 3, validFrom: '2099-03-01' }))
  await importFiles(later)
  assert.equal((await getCurrentProcedure(database.db.read, CODE, null)).version, 2)
  assert.equal((await findCurrentProcedure(database.db.read, CODE, '2099-03-01'))?.document.mostSupplements, 3)
  await importFiles(withProcedure((document) => ({ ...document, mostSupplements: 4 })))
  await importFiles(withProcedure((document) => ({ ...document, mostSupplements: 5 })))
  assert.equal((await getCurrentProcedure(database.db.read, CODE, null)).document.mostSupplements, 5)
  assert.equal((await findCurrentProcedure(database.db.read, CODE, '2099-03-01'))?.document.mostSupplements, 5)
  assert.equal((await findCurrentProcedure(database.db.read, CODE, '2025-12-01'))?.version, 1)
})

test('a changed flow becomes a new version; the old one stays', async () => {
  const before = await getCurrentFlow(database.db.read, 'same-day')
  const changed = files.flows.map((flow) =>
    flow.code === 'same-day' ? { ...flow, version: 2, name: { vi: 'Trong ngày', en: 'Same day' } } : flow,
  )
  const outcome = await importFiles({ ...files, flows: changed })
  assert.deepEqual(outcome.flows, { added: 0, changed: 1, unchanged: files.flows.length - 1 })
  const now = await getCurrentFlow(database.db.read, 'same-day')
  assert.equal(now.version, 2)
  assert.deepEqual((await getFlowVersion(database.db.read, before.id)).definition, before.definition)
  assert.notDeepEqual(now.definition.name, before.definition.name)
})

test('nobody rewrites what was published', async () => {
  for (const statement of [
    `UPDATE catalogue_procedure_version SET document = '{}'`,
    `DELETE FROM catalogue_procedure_version`,
    `UPDATE catalogue_flow_version SET definition = '{}'`,
    `DELETE FROM catalogue_flow_version`,
  ]) {
    await assert.rejects(
      database.db.write((tx) => query(tx, statement)),
      { code: '42501' },
      statement,
    )
  }
})

test('the database refuses two versions in force on one day', async () => {
  await withOwner(database.ownerUrl, async (client) => {
    await assert.rejects(
      client.query(
        `INSERT INTO catalogue_procedure_version (id, procedure_id, version, valid_from, document, document_hash)
         SELECT gen_random_uuid(), procedure_id, 99, '2025-08-01', document, document_hash
         FROM catalogue_procedure_version LIMIT 1`,
      ),
      { code: '23P01' },
    )
  })
})

test('retired, local and unknown codes are told apart', async () => {
  const refusalOf = async (code: string) => {
    const error = await getCurrentProcedure(database.db.read, code, null).then(
      () => assert.fail(code),
      (reason: unknown) => reason,
    )
    assert.ok(error instanceof Refusal, String(error))
    return { code: error.code, params: error.params }
  }
  assert.deepEqual(await refusalOf('1.012760'), {
    code: 'catalogue.procedure_replaced',
    params: { code: '1.012760', replacedBy: '1.013825' },
  })
  assert.equal((await refusalOf('2.000751')).code, 'catalogue.procedure_unknown')
  assert.equal((await refusalOf('9.999999')).code, 'catalogue.procedure_unknown')
})

test('unknown versions are refused', async () => {
  const nowhere = '00000000-0000-7000-8000-000000000000'
  await assert.rejects(getProcedureVersion(database.db.read, nowhere as ProcedureVersionId), {
    code: 'catalogue.procedure_version_unknown',
  })
  await assert.rejects(getFlowVersion(database.db.read, nowhere as FlowVersionId), {
    code: 'catalogue.flow_version_unknown',
  })
  await assert.rejects(getCurrentFlow(database.db.read, 'none'), { code: 'catalogue.flow_unknown' })
})
