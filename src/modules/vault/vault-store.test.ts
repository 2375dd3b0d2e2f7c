import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase, withOwner } from '../../../test/support/database.ts'
import { query } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { newId, type PersonId } from '../../platform/ids.ts'
import { openKeyring, SealBroken } from '../../platform/sealing/keyring.ts'
import { makeSealedPerson, nameQueryIndex, sealPersonText, sealProfile } from './person-seal.ts'
import { erasePerson, getPersonKey, insertPersons, insertSealedValues, loadPersonKeys } from './person-store.ts'
import { findPersonByIdentity, readProfiles, readProfileVersions, readTexts } from './reader.ts'
import type { PersonProfile } from './schemas.ts'

const keys = openKeyring(randomBytes(32).toString('base64'))
let serial = 0
let database: TestDatabase

before(async () => {
  database = await testDatabase()
})
after(() => database.close())

function newProfile(more: Partial<PersonProfile> = {}): PersonProfile {
  serial++
  return {
    kind: 'citizen',
    fullName: 'Nguyễn Thị Hoa',
    identityNumber: `033190${String(serial).padStart(6, '0')}`,
    birthDate: '1990-02-03',
    sex: 'female',
    phone: '+84912345678',
    address: { communeCode: '11953', line: 'Số 5, đường Bãi Sậy' },
    ...more,
  }
}

async function record(profile: PersonProfile, texts: string[] = []) {
  const person = makeSealedPerson(keys, profile, Date.now())
  const sealed = texts.map((text) => sealPersonText(person.key, text, Date.now()))
  await database.db.write(async (tx) => {
    await insertPersons(tx, [person.personRow])
    await insertSealedValues(tx, [...person.valueRows, ...sealed.map((value) => value.row)])
  })
  return { ...person, id: person.personRow.id, texts: sealed.map((value) => value.ref) }
}

const isRefusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

test('a person is recorded, found by number and read back', async () => {
  const profile = newProfile()
  const person = await record(profile, ['Xin cấp bản sao'])
  const { read } = database.db
  assert.equal(await findPersonByIdentity(read, keys, { number: profile.identityNumber ?? '' }), person.id)
  assert.equal(
    await findPersonByIdentity(read, keys, { kind: 'organisation', number: profile.identityNumber ?? '' }),
    null,
  )
  assert.deepEqual(await readProfiles(read, keys, [person.id, newId<PersonId>()]), new Map([[person.id, profile]]))
  const textId = person.texts[0]?.valueId ?? ''
  assert.deepEqual(await readTexts(read, keys, [textId, person.ref.valueId]), new Map([[textId, 'Xin cấp bản sao']]))
})

test('nothing of a person stands readable in the tables', async () => {
  const profile = newProfile({ fullName: 'Trần Quốc Toản', email: 'toan@example.vn' })
  await record(profile)
  const dump = await withOwner(database.ownerUrl, async (client) => {
    const rows = await client.query(
      `SELECT encode(sealed, 'escape') || encode(commitment, 'escape') AS text FROM vault_sealed_value
       UNION ALL SELECT encode(wrapped_key, 'escape') || encode(identity_index, 'escape') FROM vault_person`,
    )
    return JSON.stringify(rows.rows)
  })
  for (const secret of ['Trần', 'Toản', 'toan@example.vn', profile.identityNumber ?? 'none']) {
    assert.ok(!dump.includes(secret), secret)
  }
})

test('a later profile is the latest, the earlier stays readable by its reference', async () => {
  const first = newProfile()
  const person = await record(first)
  const moved = { ...first, phone: '+84987654321' }
  const ref = await database.db.write(async (tx) => {
    const sealed = sealProfile(await getPersonKey(tx, keys, person.id), moved, Date.now())
    await insertSealedValues(tx, [sealed.row])
    return sealed.ref
  })
  const { read } = database.db
  assert.deepEqual((await readProfiles(read, keys, [person.id])).get(person.id), moved)
  const versions = await readProfileVersions(read, keys, [person.ref.valueId, ref.valueId])
  assert.deepEqual(versions.get(person.ref.valueId), first)
  assert.deepEqual(versions.get(ref.valueId), moved)
})

test('erasing leaves commitments, and nothing to read or to find', async () => {
  const profile = newProfile()
  const person = await record(profile, ['lý do riêng'])
  assert.equal(await database.db.write((tx) => erasePerson(tx, person.id)), true)
  assert.equal(await database.db.write((tx) => erasePerson(tx, person.id)), false)
  const { read } = database.db
  assert.equal((await readProfiles(read, keys, [person.id])).get(person.id), null)
  const textId = person.texts[0]?.valueId ?? ''
  assert.equal((await readTexts(read, keys, [textId])).get(textId), null)
  assert.equal((await loadPersonKeys(read, keys, [person.id])).get(person.id), null)
  assert.equal(await findPersonByIdentity(read, keys, { number: profile.identityNumber ?? '' }), null)
  const [kept] = await query<{ commitment: Buffer }>(read, 'SELECT commitment FROM vault_sealed_value WHERE id = $1', [
    person.ref.valueId,
  ])
  assert.equal(kept?.commitment.toString('hex'), person.ref.commitment)
  await assert.rejects(
    database.db.write((tx) => getPersonKey(tx, keys, person.id)),
    isRefusal('vault.person_erased'),
  )
})

test('an erased key cannot be put back, not even by the owner', async () => {
  const person = await record(newProfile())
  await database.db.write((tx) => erasePerson(tx, person.id))
  await assert.rejects(
    withOwner(database.ownerUrl, (client) =>
      client.query('UPDATE vault_person SET wrapped_key = $1, erased_at = NULL WHERE id = $2', [
        person.personRow.wrappedKey,
        person.id,
      ]),
    ),
    /is erased/,
  )
})

test('the application can neither change nor delete a sealed value', async () => {
  await record(newProfile())
  for (const statement of [
    'DELETE FROM vault_sealed_value',
    `UPDATE vault_sealed_value SET kind = 'other'`,
    'DELETE FROM vault_person',
    `UPDATE vault_person SET kind = 'organisation'`,
  ]) {
    await assert.rejects(query(database.db.read, statement), /permission denied/)
  }
})

test('two at once record one number: one wins, the other is told, none is doubled', async () => {
  const profile = newProfile()
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => record(profile)))
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  assert.equal(refused.length, 7)
  for (const outcome of refused) assert.ok(isRefusal('vault.person_recorded_meanwhile')(outcome.reason))
  const winner = await findPersonByIdentity(database.db.read, keys, { number: profile.identityNumber ?? '' })
  assert.deepEqual(
    (await readProfiles(database.db.read, keys, [winner ?? newId<PersonId>()])).get(winner as PersonId),
    profile,
  )
})

test('persons without a number are several, and thousands are written in one statement each', async () => {
  const people = Array.from({ length: 2000 }, (_, index) =>
    makeSealedPerson(keys, { kind: 'organisation', fullName: `Công ty ${index}` }, Date.now()),
  )
  await database.db.write(async (tx) => {
    await insertPersons(
      tx,
      people.map((person) => person.personRow),
    )
    await insertSealedValues(
      tx,
      people.flatMap((person) => person.valueRows),
    )
  })
  const read = await readProfiles(
    database.db.read,
    keys,
    people.map((person) => person.personRow.id),
  )
  assert.equal(read.size, 2000)
  assert.equal(read.get(people[1234]?.personRow.id as PersonId)?.fullName, 'Công ty 1234')
})

test('a value moved to another row by hand is noticed', async () => {
  const person = await record(newProfile(), ['một', 'hai'])
  const [one, two] = person.texts.map((ref) => ref.valueId)
  await withOwner(database.ownerUrl, (client) =>
    client.query(
      `UPDATE vault_sealed_value v SET sealed = o.sealed, commitment = o.commitment
       FROM vault_sealed_value o WHERE v.id = $1 AND o.id = $2`,
      [one, two],
    ),
  )
  await assert.rejects(readTexts(database.db.read, keys, [one ?? '']), SealBroken)
})

test('a name is found by its parts through blind indexes', () => {
  const indexes = makeSealedPerson(keys, newProfile({ fullName: 'Nguyễn Thị Minh Khai' }), 0).nameIndexes
  const finds = (typed: string): boolean => indexes.some((index) => nameQueryIndex(keys, typed)?.equals(index))
  for (const typed of ['NGUYỄN THỊ MINH KHAI', 'minh khai', 'Khai', 'nguyen khai', 'Nguyễn Minh Khai'])
    assert.ok(finds(typed), typed)
  for (const typed of ['Minh', 'Nguyễn', 'Thị', '', '...']) assert.ok(!finds(typed), typed)
})

test("a person's id does not tell since when the person is known", () => {
  const version = (at: number) => makeSealedPerson(keys, newProfile(), at).personRow.id.charAt(14)
  assert.deepEqual([version(0), version(Date.now())], ['4', '4'])
})
