import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { openTestApi, type TestApi } from '../../../../test/support/api.ts'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { seedTestProvince, type TestProvince } from '../../../../test/support/province.ts'
import { buildApp } from '../../../app.ts'
import { run } from '../../../cli/recompute.ts'
import { followLedger } from '../../../modules/indicators/index.ts'
import { lastEndedMonth } from '../../../modules/indicators/open-data/extract-format.ts'
import { publishExtract } from '../../../modules/indicators/open-data/index.ts'
import { sealHorizon } from '../../../platform/ledger/index.ts'
import { ensureWebBuilt } from '../../build.ts'

const month = lastEndedMonth(Date.now())

let database: TestDatabase
let province: TestProvince
let api: TestApi
let app: FastifyInstance
let folder: string

before(async () => {
  database = await testDatabase()
  province = await seedTestProvince(database)
  api = await openTestApi(database, province)
  await ensureWebBuilt('built')
  app = await buildApp(api.parts, { web: true })
  folder = await mkdtemp(join(tmpdir(), 'motcua-open-'))
})

after(async () => {
  await app.close()
  await api.close()
  await province.close()
  await database.close()
  await rm(folder, { recursive: true })
})

const get = (url: string) => app.inject({ url, headers: { host: new URL(api.parts.config.publicUrl).host } })

test('without a published month the page says so, and no file is found', async () => {
  const page = await get('/so-lieu/du-lieu-mo')
  assert.equal(page.statusCode, 200)
  assert.match(page.body, /Chưa công bố tháng nào/)
  assert.doesNotMatch(page.body, /<script/)
  assert.equal((await get(`/so-lieu/du-lieu-mo/${month}/all.zip`)).statusCode, 404)
})

test('the figures of a period are those of the dossiers in it, and what is published gives them again', async () => {
  const desk = province.officerIn('mot-cua-phuong-pho-hien', 'receptionist')
  province.setClock(`${month}-03T09:00`)
  for (let n = 0; n < 3; n += 1) {
    const { dossierId } = await province.submit({ procedureCode: '1.004873', desk })
    await province.act(dossierId, 'accept', desk)
    if (n < 2) await province.walk(dossierId)
  }
  province.setClock(null)
  await sealHorizon(province.context.db)
  await followLedger(api.parts.indicators)
  const page = await get(`/so-lieu?ky=${month}`)
  assert.equal(page.statusCode, 200)
  assert.match(page.body, />2 \/ 2 hồ sơ</)
  assert.match(page.body, /0 \/ 3/, 'online, of those received')
  for (const address of [`/so-lieu?thang=${month}`, '/so-lieu?ky=2099-01', '/so-lieu?ky=x', '/so-lieu?lang=en']) {
    assert.equal((await get(address)).statusCode, 200, address)
  }
  assert.match((await get(`/so-lieu?ky=${Number(month.slice(0, 4))}-quarter_1`)).body, /15\/12\//)

  const made = await publishExtract(api.parts.indicators)
  assert.equal(made?.dossiers, 3)
  const list = await get('/so-lieu/du-lieu-mo')
  for (const name of ['all.zip', ...(made?.files.map((file) => file.name) ?? [])]) {
    const path = `/so-lieu/du-lieu-mo/${month}/${name}`
    assert.ok(list.body.includes(path), name)
    const file = await get(path)
    assert.equal(file.statusCode, 200, name)
    const hash = createHash('sha256').update(file.rawPayload).digest('hex')
    assert.ok(list.body.includes(hash), `the page tells the checksum of ${name}`)
    if (name === 'all.zip') await writeFile(join(folder, name), file.rawPayload)
  }
  const lines: string[] = []
  assert.equal(await run([join(folder, 'all.zip')], (line) => lines.push(line)), 0, lines.join('\n'))
  assert.equal((await get(`/so-lieu/du-lieu-mo/${month}/raw.jsonl`)).statusCode, 404)
})
