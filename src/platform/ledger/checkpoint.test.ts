import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase, withOwner } from '../../../test/support/database.ts'
import { appendTestEvents } from '../../../test/support/ledger.ts'
import { type Db, query } from '../db.ts'
import { type Checkpoint, consistencyProof, inclusionProof, listCheckpoints, makeCheckpoint } from './checkpoint.ts'
import { leafHash, rootFromInclusion, rootOfLeaves, verifyConsistency } from './merkle.ts'
import { verifyLedger } from './verify.ts'

let database: TestDatabase
let db: Db
before(async () => {
  database = await testDatabase()
  db = database.db
})
after(() => database.close())

async function leavesInOrder(): Promise<{ position: number; leaf: Buffer }[]> {
  const rows = await query<{ position: number; hash: Buffer }>(
    db.read,
    'select position, hash from ledger_event order by position',
  )
  return rows.map((row) => ({ position: row.position, leaf: leafHash(row.hash) }))
}

async function made(): Promise<Checkpoint> {
  const checkpoint = await makeCheckpoint(db)
  assert.ok(checkpoint)
  return checkpoint
}

test('an empty ledger has no checkpoint', async () => {
  assert.equal(await makeCheckpoint(db), undefined)
})

test('checkpoints of many sizes have the root of the plain definition', async () => {
  let previous: Checkpoint | undefined
  for (const events of [1, 2, 252, 1, 1, 600, 3]) {
    await appendTestEvents(db, events)
    const checkpoint = await made()
    const leaves = await leavesInOrder()
    assert.equal(checkpoint.treeSize, leaves.length)
    assert.equal(checkpoint.lastPosition, leaves.at(-1)?.position)
    assert.deepEqual(checkpoint.root, rootOfLeaves(Buffer.concat(leaves.map(({ leaf }) => leaf))))
    assert.deepEqual(checkpoint.previousRoot, previous?.root ?? null)
    previous = checkpoint
  }
})

test('without news no checkpoint is added, also when several are asked for at once', async () => {
  const before = await listCheckpoints(db.read, 100)
  await Promise.all([makeCheckpoint(db), makeCheckpoint(db), makeCheckpoint(db)])
  assert.deepEqual(await listCheckpoints(db.read, 100), before)
  await appendTestEvents(db, 1)
  const several = await Promise.all([makeCheckpoint(db), makeCheckpoint(db), makeCheckpoint(db)])
  assert.deepEqual(several[0], several[2])
  assert.equal((await listCheckpoints(db.read, 100)).length, before.length + 1)
})

test('every event is proved in every checkpoint that counts it, over three levels of tiles', async () => {
  await appendTestEvents(db, 70, 1000)
  await made()
  await appendTestEvents(db, 5)
  await made()
  const checkpoints = await listCheckpoints(db.read, 100)
  const leaves = await leavesInOrder()
  assert.equal(checkpoints[0]?.treeSize, leaves.length)
  for (const checkpoint of checkpoints) {
    const { treeSize } = checkpoint
    for (const index of new Set([0, 1, 255, 256, 65_535, 65_536, Math.floor(treeSize / 3), treeSize - 1])) {
      const event = leaves[index]
      if (event === undefined || index >= treeSize) continue
      const { leafIndex, proof } = await inclusionProof(db.read, event.position, checkpoint)
      assert.equal(leafIndex, index)
      assert.deepEqual(rootFromInclusion({ leaf: event.leaf, index, size: treeSize, proof }), checkpoint.root)
    }
  }
})

test('every older checkpoint is proved to be the beginning of the newest', async () => {
  const [newest, ...older] = await listCheckpoints(db.read, 100)
  assert.ok(newest && older.length > 5)
  for (const checkpoint of older) {
    const proof = await consistencyProof(db.read, checkpoint.treeSize, newest.treeSize)
    const head = ({ treeSize, root }: Checkpoint) => ({ size: treeSize, root })
    assert.ok(verifyConsistency({ older: head(checkpoint), newer: head(newest), proof }))
  }
})

test('there is no proof for a position that is not there or came later', async () => {
  const checkpoint = await made()
  const [later] = await appendTestEvents(db, 1)
  await assert.rejects(inclusionProof(db.read, later ?? 0, checkpoint), RangeError)
  await assert.rejects(inclusionProof(db.read, 0, checkpoint), RangeError)
})

test('work that stopped after some tiles goes on from them', async () => {
  await appendTestEvents(db, 20, 1000)
  const stopping = new Error('stopped')
  let writes = 0
  const failing: Db = {
    ...db,
    write: (work) => {
      if (++writes === 3) throw stopping
      return db.write(work)
    },
  }
  await assert.rejects(makeCheckpoint(failing), stopping)
  const checkpoint = await made()
  const leaves = await leavesInOrder()
  assert.deepEqual(checkpoint.root, rootOfLeaves(Buffer.concat(leaves.map(({ leaf }) => leaf))))
})

test('the verification agrees over many batches, and looks into the upper tiles too', async () => {
  await made()
  const { events, faults, checkpoints } = await verifyLedger(db.read)
  assert.deepEqual(faults, [])
  assert.equal(events, (await leavesInOrder()).length)
  assert.equal(checkpoints, (await listCheckpoints(db.read, 100)).length)
  await withOwner(database.ownerUrl, async (owner) => {
    await owner.query('set session_replication_role = replica')
    await owner.query('update ledger_tile set hashes = set_byte(hashes, 99, get_byte(hashes, 99) # 1) where level = 1')
  })
  const [fault, ...others] = (await verifyLedger(db.read)).faults
  assert.deepEqual([fault?.kind, fault?.seal, others.length], ['tile_changed', '1/0', 0])
})
