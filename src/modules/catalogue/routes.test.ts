import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import Fastify from 'fastify'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { Refusal, statusOfKind } from '../../platform/errors.ts'
import { loadCatalogueFiles } from './catalogue-files.ts'
import { importCatalogue } from './import-catalogue.ts'
import { catalogueRoutes } from './routes.ts'
import type { FieldListing, LifeEventListing, ProcedureDocument, ProcedurePage } from './schemas.ts'

let database: TestDatabase
const app = Fastify()
app.setErrorHandler((error, _request, reply) => {
  if (error instanceof Refusal) return reply.status(statusOfKind[error.kind]).send({ code: error.code })
  return reply.send(error)
})

before(async () => {
  database = await testDatabase()
  const files = await loadCatalogueFiles('data')
  await database.db.write((tx) => importCatalogue(tx, files))
  await app.register(catalogueRoutes, { db: database.db })
})
after(async () => {
  await app.close()
  await database.close()
})

async function get<Body>(url: string): Promise<{ status: number; body: Body }> {
  const response = await app.inject({ url })
  return { status: response.statusCode, body: response.json<Body>() }
}

test('search answers a page and its continuation', async () => {
  const first = await get<ProcedurePage>(`/api/v1/procedures?text=${encodeURIComponent('khai sinh')}&limit=2`)
  assert.equal(first.status, 200)
  assert.equal(first.body.procedures[0]?.code, '1.001193')
  assert.deepEqual(first.body.procedures[0]?.limit, { quantity: 0, unit: 'wd', sameDayCutoffMinute: 900 })
  const { next } = first.body
  assert.ok(next)
  const second = await get<ProcedurePage>(
    `/api/v1/procedures?text=${encodeURIComponent('khai sinh')}&limit=2&after=${encodeURIComponent(next)}`,
  )
  assert.equal(second.body.procedures.length, 2)
  assert.notEqual(second.body.procedures[0]?.code, first.body.procedures[0]?.code)
})

test('every procedure can be fetched whole, exactly as published', async () => {
  const { procedures } = await loadCatalogueFiles('data')
  for (const document of procedures) {
    const { status, body } = await get<{ document: ProcedureDocument }>(`/api/v1/procedures/${document.code}`)
    assert.equal(status, 200)
    assert.deepEqual(body.document, document)
  }
})

test('bad requests and unknown codes', async () => {
  assert.equal((await get('/api/v1/procedures?limit=0')).status, 400)
  assert.equal((await get('/api/v1/procedures?level=district')).status, 400)
  assert.equal((await get('/api/v1/procedures/abc')).status, 400)
  assert.equal((await get('/api/v1/procedures?after=1')).status, 422)
  assert.deepEqual(await get('/api/v1/procedures/9.999999'), {
    status: 404,
    body: { code: 'catalogue.procedure_unknown' },
  })
  assert.deepEqual(await get('/api/v1/procedures/1.012752'), {
    status: 404,
    body: { code: 'catalogue.procedure_replaced' },
  })
})

test('fields and life events', async () => {
  const fields = await get<FieldListing[]>('/api/v1/fields')
  assert.equal(fields.body.find((field) => field.key === 'ho-tich')?.code, 'G15-TP07')
  const events = await get<LifeEventListing[]>('/api/v1/life-events')
  assert.equal(events.body[0]?.name.vi, 'Có con nhỏ')
})
