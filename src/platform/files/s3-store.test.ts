import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import S3rver from 's3rver'
import { Refusal } from '../errors.ts'
import type { FileHash } from '../ids.ts'
import { openS3Store, type S3Store } from './s3-store.ts'

const limits = { mostBytes: 10_000_000 }
let folder: string
let server: S3rver
let address: string
let store: S3Store

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-s3-'))
  server = new S3rver({
    directory: join(folder, 'bucket'),
    address: '127.0.0.1',
    port: 0,
    silent: true,
    configureBuckets: [{ name: 'motcua', configs: [] }],
  })
  const { port } = await server.run()
  address = `http://S3RVER:S3RVER@127.0.0.1:${port}`
  store = await openS3Store({ url: `${address}/motcua/files`, incomingFolder: join(folder, 'incoming') })
})
after(async () => {
  store.close()
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

async function* pieces(...parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts
}
const hashOf = (bytes: Uint8Array): FileHash => createHash('sha256').update(bytes).digest('hex') as FileHash
const isRefusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

test('what is put in a bucket is there under its hash, once, and can be removed', async () => {
  const bytes = randomBytes(3_000_000)
  const hash = hashOf(bytes)
  const put = () => store.put(pieces(bytes.subarray(0, 70_000), bytes.subarray(70_000)), limits)
  assert.equal(await store.has(hash), false)
  assert.equal(await store.isIntact(hash), false)
  assert.deepEqual(await Promise.all([put(), put()]), [
    { hash, size: bytes.length },
    { hash, size: bytes.length },
  ])
  await put()
  assert.deepEqual(Buffer.concat(await (await store.open(hash)).toArray()), bytes)
  assert.equal(await store.isIntact(hash), true)
  assert.deepEqual(await readdir(join(folder, 'incoming')), [])
  await store.remove(hash)
  await store.remove(hash)
  assert.equal(await store.has(hash), false)
  await assert.rejects(store.open(hash), isRefusal('files.not_found'))
})

test('limits hold before anything is sent to the bucket', async () => {
  await assert.rejects(store.put(pieces(randomBytes(100)), { mostBytes: 99 }), isRefusal('files.too_large'))
  await assert.rejects(store.put(pieces(), limits), isRefusal('files.empty'))
  assert.deepEqual(await readdir(join(folder, 'incoming')), [])
})

test('a bucket that is not there, or an address without one, is told at once', async () => {
  const incomingFolder = join(folder, 'incoming')
  await assert.rejects(openS3Store({ url: `${address}/absent`, incomingFolder }))
  await assert.rejects(openS3Store({ url: address, incomingFolder }), /names no bucket/)
})
