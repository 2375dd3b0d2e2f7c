import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase, withOwner } from '../../test/support/database.ts'
import { testBatch } from '../../test/support/ledger.ts'
import { query, type Reader } from '../platform/db.ts'
import { appendEvents, FAULT_KINDS, makeCheckpoint, proofDocument, type StreamHead } from '../platform/ledger/index.ts'
import { readDictionary } from '../web/locales/read-dictionary.ts'
import { runVerify } from './verify.ts'
import { run as runVerifyProof } from './verify-proof.ts'

let database: TestDatabase
let folder: string
let root: string
before(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'motcua-proof-'))
  await database.db.write(async (tx) => appendEvents(tx, await testBatch(tx, 3, 4)))
  root = (await makeCheckpoint(database.db))?.root.toString('hex') ?? ''
})
after(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

/** The heads as a state table would keep them: here fixed when first asked. */
let kept: StreamHead[] | undefined
async function* heads(reader: Reader): AsyncGenerator<StreamHead> {
  kept ??= await query<StreamHead>(
    reader,
    'select distinct on (stream_id) stream_id as "streamId", version, hash from ledger_event order by stream_id, version desc',
  )
  yield* kept
}

async function verify(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = []
  const code = await runVerify(args, { db: database.db, heads: { dossier: heads }, print: (line) => lines.push(line) })
  return { code, lines }
}

async function verifyProof(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = []
  const code = await runVerifyProof(args, (line) => lines.push(line))
  return { code, lines }
}

test('verify says that all fits, in both languages, and with a root kept outside', async () => {
  const vietnamese = await verify()
  assert.equal(vietnamese.code, 0)
  assert.match(
    vietnamese.lines.join('\n'),
    /nguyên vẹn[\s\S]*12 sự kiện của 3 chuỗi \(3 hồ sơ\); 1 mốc[\s\S]*mã gốc [0-9a-f]{64}/,
  )
  const english = await verify('--locale', 'en', '--root', `12:${root}`)
  assert.equal(english.code, 0)
  assert.match(english.lines[0] ?? '', /is whole/)
})

test('verify fails for another root, and for what it does not understand', async () => {
  const other = await verify('--locale=en', '--root', `12:${'0'.repeat(64)}`)
  assert.equal(other.code, 1)
  assert.match(other.lines[1] ?? '', /first 12 events is not the one/)
  for (const args of [['--root', 'x'], ['--locale', 'fr'], ['--what'], ['more']]) {
    assert.equal((await verify(...args)).code, 2, args.join(' '))
  }
})

test('verify-proof accepts an honest file offline and refuses a changed one', async () => {
  const [first] = await query<{ stream_id: string }>(database.db.read, 'select stream_id from ledger_event limit 1')
  const document = await proofDocument(database.db.read, first?.stream_id ?? '')
  assert.ok(document)
  const file = join(folder, 'history.json')
  await writeFile(file, JSON.stringify(document))
  const honest = await verifyProof(file, '--root', root)
  assert.equal(honest.code, 0)
  assert.match(honest.lines[0] ?? '', /^OK: 4 /)
  assert.equal((await verifyProof(file, '--root', '0'.repeat(64))).code, 1)

  await writeFile(file, JSON.stringify(document).replace('"step":2', '"step":7'))
  const changed = await verifyProof(file, '--locale', 'en')
  assert.deepEqual(changed, { code: 1, lines: ['Event 3 was changed.'] })

  await writeFile(file, 'not JSON')
  assert.equal((await verifyProof(file)).code, 1)
  assert.equal((await verifyProof(join(folder, 'none.json'))).code, 2)
  assert.equal((await verifyProof()).code, 2)
})

test('every fault has a text in both languages', () => {
  const proof = ['not_a_proof', 'event_changed', 'event_missing', 'link_broken', 'not_included', 'root_differs']
  const keys = [...FAULT_KINDS.map((kind) => `ledger.fault.${kind}`), ...proof.map((kind) => `ledger.proof.${kind}`)]
  for (const locale of ['vi', 'en'] as const) {
    for (const key of keys) assert.ok(readDictionary(locale)[key], `${locale} ${key}`)
  }
})

test('verify names the first row that does not fit, then the others', async () => {
  await withOwner(database.ownerUrl, async (owner) => {
    await owner.query('set session_replication_role = replica')
    await owner.query(`update ledger_event set payload = replace(payload, '"step":1', '"step":9')`)
  })
  const { code, lines } = await verify('--locale', 'en')
  assert.equal(code, 1)
  assert.match(
    lines[1] ?? '',
    /^Position 2: event 2 of stream [0-9a-f-]{36} was changed\. Expected [0-9a-f]{64}, found/,
  )
  assert.equal(lines.filter((line) => line.startsWith('- Position')).length, 2)
})
