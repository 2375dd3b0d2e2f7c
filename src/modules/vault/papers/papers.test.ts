import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { refusedLater } from '../../../../test/support/refused.ts'
import { localDate } from '../../../platform/civil-date.ts'
import { query } from '../../../platform/db.ts'
import { insertFiles } from '../../../platform/files/file-records.ts'
import { type DossierId, type FileHash, newId, type PersonId, type UserId } from '../../../platform/ids.ts'
import { openKeyring } from '../../../platform/sealing/keyring.ts'
import { makeSealedPerson } from '../person-seal.ts'
import { erasePerson, insertPersons, insertSealedValues } from '../person-store.ts'
import {
  admitPapers,
  countReuse,
  findHeldPapers,
  getOwnPaper,
  keepPaper,
  listOwnPapers,
  type NewPaper,
  openOwnPaper,
  paperStateOn,
  recordReuse,
  replacePaper,
  revokePaper,
  revokeShare,
  sharePaper,
} from './index.ts'

const keys = openKeyring(randomBytes(32).toString('base64'))
const context = { keys }
const TODAY = '2026-11-26'
let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

async function newPerson(): Promise<PersonId> {
  const person = makeSealedPerson(keys, { kind: 'citizen', fullName: 'Nguyễn Thị Hoa' }, Date.now())
  await database.db.write(async (tx) => {
    await insertPersons(tx, [person.personRow])
    await insertSealedValues(tx, person.valueRows)
  })
  return person.personRow.id
}

async function newFile(): Promise<FileHash> {
  const hash = randomBytes(32).toString('hex') as FileHash
  await database.db.write((tx) => insertFiles(tx, [{ hash, size: 1000, mediaType: 'application/pdf', pages: 2 }]))
  return hash
}

async function newPaper(personId: PersonId, more: Partial<NewPaper> = {}): Promise<NewPaper> {
  return {
    personId,
    typeCode: '1.013225',
    kind: 'issued',
    source: `result:${newId()}:6`,
    details: { number: '15/GPXD', issuer: 'UBND phường Phố Hiến', title: 'Giấy phép xây dựng' },
    issuedOn: '2026-03-01',
    validFrom: '2026-03-01',
    fileHash: await newFile(),
    ...more,
  }
}

const keep = (paper: NewPaper) => database.db.write((tx) => keepPaper(tx, context, paper))
const held = (personId: PersonId, more: { onDate?: string; dossierId?: DossierId } = {}) =>
  findHeldPapers(database.db.read, keys, { personId, typeCodes: ['1.013225'], onDate: TODAY, ...more })
const ownerOf = (personId: PersonId) => ({ userId: newId<UserId>(), personId })

test('a paper is kept once for its source, found by type, and says what was sealed', async () => {
  const personId = await newPerson()
  const paper = await newPaper(personId)
  const first = await keep(paper)
  assert.equal(first.outcome, 'kept')
  assert.deepEqual(await keep(paper), { paperId: first.paperId, outcome: 'again' })
  const [found, ...more] = await held(personId)
  assert.equal(more.length, 0)
  assert.deepEqual(found?.details, paper.details)
  assert.equal(found?.pages, 2)
  const rows = await query<{ text: string }>(database.db.read, 'SELECT p::text AS text FROM vault_paper p')
  assert.ok(!rows.some((row) => row.text.includes('GPXD')), 'the number stands nowhere in the open')
})

test('many at once keep one paper; the same bytes digitised again are recognised', async () => {
  const personId = await newPerson()
  const paper = await newPaper(personId)
  const kept = await Promise.all(Array.from({ length: 6 }, () => keep(paper)))
  assert.equal(new Set(kept.map(({ paperId }) => paperId)).size, 1)
  assert.equal(kept.filter(({ outcome }) => outcome === 'kept').length, 1)
  const scan = await newPaper(personId, { kind: 'digitised', source: `scan:${newId()}` })
  const one = await keep(scan)
  const same = await keep({ ...scan, source: `scan:${newId()}` })
  assert.deepEqual(same, { paperId: one.paperId, outcome: 'recognised' })
  const other = await keep({ ...scan, source: `scan:${newId()}`, typeCode: '1.013226' })
  assert.equal(other.outcome, 'kept')
  const { changes } = await getOwnPaper(database.db.read, keys, { personId, paperId: one.paperId })
  assert.deepEqual(
    changes.map(({ change }) => change),
    ['recognised', 'kept'],
  )
})

test('a paper that is expired, not yet valid, replaced or revoked is not held', async () => {
  const personId = await newPerson()
  const until = await keep(await newPaper(personId, { validTo: TODAY }))
  assert.equal((await held(personId)).length, 1, 'the last day counts')
  assert.equal((await held(personId, { onDate: '2026-11-27' })).length, 0)
  assert.equal((await held(personId, { onDate: '2026-02-28' })).length, 0)
  const newer = await keep(await newPaper(personId))
  await database.db.write((tx) => replacePaper(tx, { olderId: until.paperId, newerId: newer.paperId }))
  assert.deepEqual(
    (await held(personId)).map(({ id }) => id),
    [newer.paperId],
  )
  const revoke = () => database.db.write((tx) => revokePaper(tx, { paperId: newer.paperId }, { because: 'corrected' }))
  assert.equal(await revoke(), true)
  assert.equal(await revoke(), false)
  assert.deepEqual(
    (await held(personId)).map(({ id }) => id),
    [until.paperId],
    'what a revoked paper had replaced stands again',
  )
  const { papers } = await listOwnPapers(database.db.read, keys, { personId, limit: 10 })
  assert.deepEqual(
    papers.map((paper) => paperStateOn(paper, TODAY)),
    ['revoked', 'valid'],
  )
})

test('what is kept does not change, and what is written down cannot be taken out', async () => {
  const personId = await newPerson()
  const { paperId } = await keep(await newPaper(personId))
  await openOwnPaper({ db: database.db, keys }, { owner: ownerOf(personId), paperId })
  for (const statement of [
    `UPDATE vault_paper SET valid_to = '2099-01-01'`,
    'DELETE FROM vault_paper',
    'DELETE FROM vault_paper_access',
    'UPDATE vault_paper_access SET officer_id = NULL',
    'DELETE FROM vault_paper_change',
    'DELETE FROM vault_paper_reuse',
  ]) {
    await assert.rejects(query(database.db.read, statement), /permission denied/, statement)
  }
  await database.db.write((tx) => revokePaper(tx, { paperId }, { because: 'issuer' }))
  await assert.rejects(
    query(database.db.read, 'UPDATE vault_paper SET revoked_at = NULL, revoked_because = NULL WHERE id = $1', [
      paperId,
    ]),
    /is revoked/,
  )
})

test('nobody opens, shares or lists a paper of somebody else, nor of an erased person', async () => {
  const [personId, stranger] = [await newPerson(), await newPerson()]
  const { paperId } = await keep(await newPaper(personId))
  const dossier = { id: newId<DossierId>(), code: 'H33.08-261126-0001' }
  const attempts = (person: PersonId) => [
    () => openOwnPaper({ db: database.db, keys }, { owner: ownerOf(person), paperId }),
    () => getOwnPaper(database.db.read, keys, { personId: person, paperId }),
    () =>
      database.db.write((tx) => sharePaper(tx, context, { owner: ownerOf(person), paperId, dossier, onDate: TODAY })),
  ]
  for (const attempt of attempts(stranger)) await refusedLater(attempt(), 'vault.paper_not_found')
  const admit = (person: PersonId, dossierId?: DossierId) =>
    database.db.write((tx) =>
      admitPapers(tx, keys, {
        paperIds: [paperId, 'no id', newId()],
        personId: person,
        onDate: TODAY,
        ...(dossierId === undefined ? {} : { dossierId }),
      }),
    )
  assert.equal((await admit(personId)).size, 1)
  assert.equal((await admit(stranger)).size, 0)
  assert.equal((await admit(stranger, dossier.id)).size, 0)
  await database.db.write((tx) =>
    sharePaper(tx, context, { owner: ownerOf(personId), paperId, dossier, onDate: TODAY }),
  )
  assert.equal((await admit(stranger, dossier.id)).size, 1)
  assert.equal((await admit(stranger, newId<DossierId>())).size, 0)
  const { shares } = await getOwnPaper(database.db.read, keys, { personId, paperId })
  const shareId = shares[0]?.id ?? ''
  await refusedLater(
    database.db.write((tx) => revokeShare(tx, { owner: ownerOf(stranger), shareId })),
    'vault.share_not_found',
  )
  await database.db.write((tx) => revokeShare(tx, { owner: ownerOf(personId), shareId }))
  assert.equal((await admit(stranger, dossier.id)).size, 0)
  await database.db.write((tx) => erasePerson(tx, personId))
  assert.equal((await admit(personId)).size, 0)
  assert.equal((await held(personId)).length, 0)
  for (const attempt of attempts(personId)) await refusedLater(attempt(), 'vault.paper_not_found')
  await refusedLater(keep(await newPaper(personId)), 'vault.person_erased')
})

test('a paper cannot be revoked between the look and the use', async () => {
  const personId = await newPerson()
  const { paperId } = await keep(await newPaper(personId))
  const order: string[] = []
  let revoking: Promise<unknown> = Promise.resolve()
  await database.db.write(async (tx) => {
    const admitted = await admitPapers(tx, keys, { paperIds: [paperId], personId, onDate: TODAY })
    assert.equal(admitted.size, 1)
    revoking = database.db
      .write((other) => revokePaper(other, { paperId }, { because: 'issuer' }))
      .then(() => order.push('revoked'))
    await query(tx, 'SELECT pg_sleep(0.05)')
    order.push('used')
  })
  await revoking
  assert.deepEqual(order, ['used', 'revoked'])
})

test('what was avoided counts once a dossier and component', async () => {
  const personId = await newPerson()
  const reuse = {
    dossierId: newId<DossierId>(),
    componentKey: 'giay-phep-goc',
    paperId: null,
    personId,
    procedureCode: '9.000123',
    agencyId: newId() as never,
    at: new Date(),
  }
  await database.db.write((tx) => recordReuse(tx, [reuse, reuse]))
  await database.db.write((tx) => recordReuse(tx, [reuse]))
  const other = { ...reuse, componentKey: 'ban-sao', paperId: (await keep(await newPaper(personId))).paperId }
  await database.db.write((tx) => recordReuse(tx, [other]))
  const day = localDate(reuse.at.getTime())
  const counts = (await countReuse(database.db.read, day.slice(0, 7))).filter((row) => row.agencyId === reuse.agencyId)
  assert.deepEqual(
    counts.map(({ agencyId: _agency, ...row }) => row).sort((one, two) => one.kind.localeCompare(two.kind)),
    [
      { day, kind: 'registry', count: 1 },
      { day, kind: 'vault', count: 1 },
    ],
  )
})
