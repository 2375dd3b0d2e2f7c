import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { appendTestEvents, testBatch } from '../../../test/support/ledger.ts'
import { fc } from '../../../test/support/properties.ts'
import { newId } from '../ids.ts'
import { appendEvents } from './append.ts'
import { makeCheckpoint } from './checkpoint.ts'
import { chainEvents } from './event.ts'
import { proofDocument } from './proof.ts'
import { type ProofDocument, verifyProofDocument } from './proof-document.ts'

let database: TestDatabase
let streamId: string
let document: ProofDocument

/** Five events of a stream, four sealed among some hundred others, the last not sealed. */
before(async () => {
  database = await testDatabase()
  const { db } = database
  await appendTestEvents(db, 300)
  const own = await db.write(async (tx) => {
    const batch = await testBatch(tx, 1, 4)
    await appendEvents(tx, batch)
    return batch
  })
  streamId = own[0]?.streamId ?? ''
  await appendTestEvents(db, 300)
  await makeCheckpoint(db)
  await db.write(async (tx) => {
    const [like] = await testBatch(tx, 1)
    const head = own.at(-1)
    assert.ok(like && head)
    const stamp = { ...like, recordedAt: new Date(like.recordedAt) }
    await appendEvents(tx, chainEvents(head, stamp, [{ type: 'late', payload: {} }]))
  })
  document = await fetched()
})
after(() => database.close())

async function fetched(): Promise<ProofDocument> {
  const made = await proofDocument(database.db.read, streamId, (event) =>
    event.version === 1 ? 'Tiếp nhận' : undefined,
  )
  assert.ok(made)
  return JSON.parse(JSON.stringify(made)) as ProofDocument
}

test('an honest document holds, also against the published root', () => {
  const { checkpoint } = document
  assert.ok(checkpoint)
  const verdict = { ok: true, stream: streamId, events: 5, sealed: 4, checkpoint }
  assert.deepEqual(verifyProofDocument(document), { ...verdict, rootTrusted: false })
  assert.deepEqual(verifyProofDocument(document, ` ${checkpoint.root.toUpperCase()}\n`), {
    ...verdict,
    rootTrusted: true,
  })
  assert.equal(document.events[0]?.about, 'Tiếp nhận')
})

test('another root is not this ledger', () => {
  assert.deepEqual(verifyProofDocument(document, '0'.repeat(64)), { ok: false, fault: 'root_differs', version: null })
})

test('a stream without events has no document; one that is not sealed yet has no proofs', async () => {
  assert.equal(await proofDocument(database.db.read, newId()), undefined)
  const fresh = await database.db.write(async (tx) => {
    const batch = await testBatch(tx, 1)
    await appendEvents(tx, batch)
    return batch[0]?.streamId ?? ''
  })
  const made = await proofDocument(database.db.read, fresh)
  const verdict = verifyProofDocument(made)
  assert.ok(verdict.ok && verdict.events === 1 && verdict.sealed === 0)
})

test('each change to the document is found, and where', () => {
  const changed = (change: (copy: ProofDocument) => void) => {
    const copy = structuredClone(document)
    change(copy)
    const verdict = verifyProofDocument(copy)
    return verdict.ok ? 'ok' : `${verdict.fault} ${verdict.version}`
  }
  const edit = (index: number, part: object) => (copy: ProofDocument) => Object.assign(copy.events[index] ?? {}, part)
  assert.equal(changed(edit(1, { payload: { step: 1, note: 'Khác' } })), 'event_changed 2')
  assert.equal(changed(edit(1, { payload: { step: 1.5 } })), 'event_changed 2')
  assert.equal(changed(edit(4, { recordedAt: '2020-01-01T00:00:00.000Z' })), 'event_changed 5')
  assert.equal(changed(edit(0, { agency: newId() })), 'event_changed 1')
  assert.equal(
    changed((copy) => copy.events.splice(2, 1)),
    'event_missing 3',
  )
  assert.equal(
    changed((copy) => copy.events.splice(0, 1)),
    'event_missing 1',
  )
  assert.equal(
    changed((copy) => copy.events.reverse()),
    'event_missing 1',
  )
  assert.equal(
    changed((copy) => Object.assign(copy, { stream: newId() })),
    'event_changed 1',
  )
  assert.equal(
    changed((copy) => Object.assign(copy.inclusion[2] ?? {}, { leafIndex: 5 })),
    'not_included 3',
  )
  assert.equal(
    changed((copy) => copy.inclusion[3]?.proof.pop()),
    'not_included 4',
  )
  assert.equal(
    changed((copy) => copy.inclusion.shift()),
    'not_included 1',
  )
  assert.equal(
    changed((copy) => Object.assign(copy, { checkpoint: null })),
    'not_included 1',
  )
  assert.equal(
    changed((copy) => Object.assign(copy.checkpoint ?? {}, { root: '1'.repeat(64) })),
    'not_included 1',
  )
  assert.equal(
    changed((copy) => Object.assign(copy.checkpoint ?? {}, { treeSize: 2 })),
    'not_included 1',
  )
})

test('a sentence for people may be changed: it is not evidence', () => {
  const copy = structuredClone(document)
  Object.assign(copy.events[0] ?? {}, { about: 'Received' })
  assert.ok(verifyProofDocument(copy).ok)
})

test('whatever it is given, the verification answers and does not throw', () => {
  const parts = fc.constantFrom('format', 'stream', 'events', 'checkpoint', 'inclusion')
  fc.assert(
    fc.property(fc.anything(), parts, (anything, part) => {
      assert.equal(verifyProofDocument(anything).ok, false)
      const verdict = verifyProofDocument({ ...document, [part]: anything })
      assert.ok(!verdict.ok || part === 'inclusion' || part === 'checkpoint')
    }),
    { numRuns: 300 },
  )
})
