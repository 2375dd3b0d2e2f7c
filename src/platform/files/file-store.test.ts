import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { appendFile, chmod, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { samplePdf, samplePng } from '../../../test/support/sample-files.ts'
import { Refusal } from '../errors.ts'
import type { FileHash } from '../ids.ts'
import { acceptUpload } from './accept-upload.ts'
import { openFileInspector } from './file-inspector.ts'
import type { FileStore } from './file-store.ts'
import { openFolderStore } from './folder-store.ts'

const limits = { mostBytes: 1_000_000 }
const inspector = openFileInspector()
let root: string
let store: FileStore

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'motcua-files-'))
  store = await openFolderStore(root)
})
after(async () => {
  await inspector.close()
  await rm(root, { recursive: true, force: true })
})

const isRefusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
const hashOf = (bytes: Uint8Array): FileHash => createHash('sha256').update(bytes).digest('hex') as FileHash
const incoming = (): Promise<string[]> => readdir(join(root, 'incoming'))

async function* inPieces(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function contentOf(hash: FileHash): Promise<Buffer> {
  return Buffer.concat(await (await store.open(hash)).toArray())
}

test('what is put is there under its hash, once', async () => {
  const bytes = randomBytes(12_345)
  const put = () => store.put(inPieces(bytes), limits)
  const all = await Promise.all([put(), put(), put(), put()])
  for (const stored of all) assert.deepEqual(stored, { hash: hashOf(bytes), size: 12_345 })
  assert.deepEqual(await contentOf(hashOf(bytes)), bytes)
  assert.equal(await store.has(hashOf(bytes)), true)
  assert.equal(await store.isIntact(hashOf(bytes)), true)
  assert.deepEqual(await incoming(), [])
})

test('reading stops as soon as the limit is passed, and nothing stays', async () => {
  let given = 0
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      given += 50_000
      yield Buffer.alloc(50_000)
    }
  }
  await assert.rejects(store.put(endless(), limits), isRefusal('files.too_large'))
  assert.ok(given <= limits.mostBytes + 100_000, String(given))
  assert.deepEqual(await incoming(), [])
})

test('an empty file and a connection that breaks are refused, and nothing stays', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.alloc(10)
    throw new Error('socket hang up')
  }
  await assert.rejects(store.put(inPieces(Buffer.alloc(0)), limits), isRefusal('files.empty'))
  await assert.rejects(store.put(broken(), limits), isRefusal('files.upload_interrupted'))
  assert.deepEqual(await incoming(), [])
})

test('what is not there is not found, and a name that is no hash never leaves the folder', async () => {
  const absent = hashOf(randomBytes(8))
  assert.equal(await store.has(absent), false)
  assert.equal(await store.isIntact(absent), false)
  await assert.rejects(store.open(absent), isRefusal('files.not_found'))
  await assert.rejects(store.open('../../../../etc/passwd' as FileHash), isRefusal('files.not_found'))
})

test('a changed file is noticed, a removed one is gone', async () => {
  const { hash } = await store.put(inPieces(randomBytes(100)), limits)
  const path = join(root, 'sha256', hash.slice(0, 2), hash.slice(2, 4), hash)
  await chmod(path, 0o600)
  await appendFile(path, 'x')
  assert.equal(await store.isIntact(hash), false)
  await store.remove(hash)
  await store.remove(hash)
  assert.equal(await store.has(hash), false)
})

test('a process killed while it writes leaves no half file in the store, and its leftovers go after a day', async () => {
  const script = `
    import { openFolderStore } from '${import.meta.dirname}/folder-store.ts'
    const store = await openFolderStore(${JSON.stringify(root)})
    async function* slow() {
      yield Buffer.alloc(100000, 7)
      process.stdout.write('writing')
      await new Promise((resolve) => setTimeout(resolve, 600000))
    }
    await store.put(slow(), { mostBytes: 1e9 })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const [leftover] = await incoming()
  assert.ok(leftover !== undefined)
  assert.equal(await store.has(hashOf(Buffer.alloc(100_000, 7))), false)
  await openFolderStore(root)
  assert.deepEqual(await incoming(), [leftover], 'a young one may still be being written')
  await utimes(join(root, 'incoming', leftover), new Date(0), new Date(0))
  await openFolderStore(root)
  assert.deepEqual(await incoming(), [])
})

test('an upload is inspected, named and kept; a refused one leaves nothing', async () => {
  const accept = (bytes: Uint8Array, name: string) =>
    acceptUpload({ content: inPieces(bytes), name }, { store, inspector })
  const pdf = samplePdf()
  assert.deepEqual(await accept(pdf, 'C:\\Đơn.pdf'), {
    hash: hashOf(pdf),
    size: pdf.length,
    mediaType: 'application/pdf',
    extension: 'pdf',
    pages: 1,
    name: 'Đơn.pdf',
    isNew: true,
  })
  assert.equal((await accept(pdf, 'lan-hai.pdf')).isNew, false)
  const script = samplePdf({ catalog: '/OpenAction << /S /JavaScript >>' })
  await assert.rejects(accept(script, 'a.pdf'), isRefusal('files.pdf_script'))
  await assert.rejects(accept(samplePng(), 'a.pdf'), isRefusal('files.content_differs'))
  assert.equal(await store.has(hashOf(script)), false)
  assert.deepEqual(await incoming(), [])
})

test('the inspector gives up a file that takes too long, and goes on with the next', async () => {
  const hurried = openFileInspector({ mostMilliseconds: 1 })
  const slow = await hurried.inspect(Buffer.concat([samplePdf(), Buffer.alloc(15_000_000, 'obj << /A 1 >> ')]))
  assert.deepEqual(slow, { ok: false, code: 'too_complex' })
  await hurried.close()
  const path = join(root, 'a.png')
  await writeFile(path, samplePng())
  const answers = await Promise.all([
    inspector.inspect(path),
    inspector.inspect(samplePdf()),
    inspector.inspect(path, { mostBytes: 10 }),
  ])
  assert.deepEqual(
    answers.map((answer) => (answer.ok ? answer.extension : answer.code)),
    ['png', 'pdf', 'too_large'],
  )
  await assert.rejects(inspector.inspect(join(root, 'absent.png')), /ENOENT/)
})
