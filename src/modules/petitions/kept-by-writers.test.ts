import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { withOwner } from '../../../test/support/database.ts'
import { openPetitionStage, type PetitionStage } from '../../../test/support/petitions.ts'
import { refusedLater } from '../../../test/support/refused.ts'
import { query } from '../../platform/db.ts'
import type { AcceptedFile } from '../../platform/files/accept-upload.ts'
import { newId } from '../../platform/ids.ts'
import { erasePerson } from '../vault/index.ts'
import {
  aliveTokens,
  assertMayHold,
  clearHeld,
  dropFromOwnList,
  getPetitionPage,
  holdFile,
  listCommuneThemes,
  listOwnPetitions,
  mixOwnLists,
} from './index.ts'
import { readSpot } from './spot.ts'

let stage: PetitionStage
let { database, province, send } = {} as PetitionStage
before(async () => {
  stage = await openPetitionStage({ subject: 'Nắp cống vỡ', text: 'Nắp cống trước cổng chợ bị vỡ.' })
  ;({ database, province, send } = stage)
})
after(() => stage?.close())

let contents = 0
function accepted(isNew = true): AcceptedFile {
  const hash = (++contents).toString(16).padStart(64, 'b') as AcceptedFile['hash']
  return { hash, size: 1000, mediaType: 'image/jpeg', extension: 'jpg', pages: null, name: 'anh.jpg', isNew }
}

const holder = (changes: object = {}) => ({ commandId: newId(), userId: null, address: '10.2.0.1', ...changes })

test('a held file is attached by its own form alone, and by a second press not again', async () => {
  const own = holder()
  const token = await holdFile(province.context, own, accepted())
  assert.deepEqual([...(await aliveTokens(province.context, own, [token]))], [token])
  for (const other of [holder(), { ...own, userId: newId() }]) {
    assert.equal((await aliveTokens(province.context, other, [token])).size, 0)
  }
  await refusedLater(send({}, { held: [token] }), 'petitions.held_gone', 'tep')
  const { commandId, address } = own
  await refusedLater(send({ subject: '' }, { held: [token], commandId, address }), 'petitions.text_missing', 'subject')
  const presses = await Promise.all([1, 2, 3].map(() => send({}, { held: [token], commandId, address })))
  assert.equal(new Set(presses.map(({ petitionId }) => petitionId)).size, 1)
  const clerk = province.officerIn('phuong-pho-hien', 'receptionist')
  assert.equal((await getPetitionPage(province.context, clerk, presses[0]?.petitionId ?? '')).files.length, 1)
})

test('files of one address have a limit; what no form came back for is cleared, with its content where that is ours', async () => {
  const address = '10.2.0.9'
  const mine = accepted()
  const stale = holder({ address })
  const token = await holdFile(province.context, stale, mine)
  const [there, twice] = [accepted(false), accepted()]
  await holdFile(province.context, holder(), there)
  await holdFile(province.context, holder(), twice)
  for (let at = 1; at < 100; at++) await holdFile(province.context, holder({ address }), accepted())
  await refusedLater(holdFile(province.context, holder({ address }), accepted()), 'petitions.too_many_held')
  await refusedLater(assertMayHold(province.context, holder({ address })), 'petitions.too_many_held')
  const large = holder({ address: '10.2.0.10' })
  await holdFile(province.context, large, { ...accepted(), size: 1_000_000_000 })
  await refusedLater(assertMayHold(province.context, large), 'petitions.too_many_held')
  province.setClock('2026-11-19T08:00')
  await holdFile(province.context, holder(), { ...twice, isNew: false })
  const removed = new Set<string>()
  const files = {
    async remove(hash: string) {
      removed.add(hash)
    },
  }
  await clearHeld(province.context, files)
  assert.equal(removed.size, 0)
  province.setClock('2026-11-19T10:00')
  await refusedLater(send({}, { ...stale, held: [token] }), 'petitions.held_gone', 'tep')
  while ((await clearHeld(province.context, files)) > 0);
  assert.ok(removed.has(mine.hash))
  assert.ok(!removed.has(there.hash), 'content that was there before is not ours')
  assert.ok(!removed.has(twice.hash), 'a younger form still holds it')
  province.setClock('2026-11-20T10:00')
  await clearHeld(province.context, files)
  assert.ok(removed.has(twice.hash))
  assert.deepEqual(await query(database.db.read, 'SELECT FROM petitions_held_file'), [])
})

test('the own list opens for its person alone, and nothing in the clear joins account and petition', async () => {
  province.setClock('2026-11-20T11:00')
  const first = (await province.newCitizen()).actor
  const second = (await province.newCitizen()).actor
  const keep = { actor: first, isKeptInAccount: true }
  const one = await send({ subject: 'Việc thứ nhất' }, keep)
  province.setClock('2026-11-20T11:05')
  const commandId = newId()
  const two = await send({ subject: 'Việc thứ hai' }, { ...keep, commandId })
  assert.deepEqual(await send({ subject: 'Việc thứ hai' }, { ...keep, commandId }), two)
  await send({ subject: 'Không tên', isAnonymous: true }, keep)
  await send({ subject: 'Không ghi' }, { actor: first })
  const list = await listOwnPetitions(province.context, first)
  assert.deepEqual(
    list.map(({ subject, followCode }) => [subject, followCode]),
    [
      ['Việc thứ hai', two.followCode],
      ['Việc thứ nhất', one.followCode],
    ],
  )
  assert.deepEqual(await listOwnPetitions(province.context, second), [])
  await withOwner(database.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ line: string }>(
      `SELECT e::text AS line FROM ledger_event e WHERE type LIKE 'Petition%'
       UNION ALL SELECT p::text FROM petitions_petition p UNION ALL SELECT s::text FROM petitions_sending s`,
    )
    for (const secret of [first.userId, first.personId]) {
      assert.ok(rows.every(({ line }) => !line.includes(secret)))
    }
    const lists = await owner.query<{ line: string; length: number }>(
      'SELECT o::text AS line, octet_length(sealed) AS length FROM petitions_own_list o',
    )
    assert.ok(lists.rows.every(({ line }) => !line.includes(one.petitionId)))
    const long = lists.rows[0]?.length
    await dropFromOwnList(province.context, first, one.petitionId)
    const after = await owner.query<{ length: number }>('SELECT octet_length(sealed) AS length FROM petitions_own_list')
    assert.equal(after.rows[0]?.length, long, 'the length tells nothing')
  })
  assert.equal((await listOwnPetitions(province.context, first)).length, 1)
  await mixOwnLists(province.context)
  assert.equal((await listOwnPetitions(province.context, first)).length, 1)
  await database.db.write((tx) => erasePerson(tx, first.personId))
  assert.deepEqual(await listOwnPetitions(province.context, first), [])
  await mixOwnLists(province.context)
  assert.deepEqual(await query(database.db.read, 'SELECT FROM petitions_own_list'), [])
})

test('a place is a commune of the province and a spot in Vietnam; the spot is sealed', async () => {
  province.setClock('2026-11-21T11:00')
  const unit = '11953'
  const clerk = province.officerIn('phuong-pho-hien', 'receptionist')
  const { petitionId } = await send({ communeCode: unit, latitude: '20,65432', longitude: '106.05' })
  const page = await getPetitionPage(province.context, clerk, petitionId)
  assert.deepEqual(page.content.spot, { latitude: 20.65432, longitude: 106.05 })
  assert.match(page.communeName, /^(phường|xã) /)
  const [row] = await query<{ line: string }>(
    database.db.read,
    'SELECT p::text AS line FROM petitions_petition p WHERE id = $1',
    [petitionId],
  )
  assert.ok(!row?.line.includes('20.654'))
  await refusedLater(send({ communeCode: '00001' }), 'petitions.text_missing', 'communeCode')
  await refusedLater(send({ latitude: '20.6' }), 'petitions.text_missing', 'longitude')
  for (const [latitude, longitude, path] of [
    ['48.85', '2.35', 'latitude'],
    ['20.6', '2.35', 'longitude'],
    ['20.6e1', '106', 'latitude'],
    ['-20', '106', 'latitude'],
  ] as const) {
    assert.deepEqual(readSpot(latitude, longitude), { ok: false, path })
  }
  assert.equal(readSpot('', ' '), null)
})

test('communes are told in public from five on', async () => {
  const insert = (code: string, count: number) =>
    withOwner(database.ownerUrl, (owner) =>
      owner.query(
        `INSERT INTO petitions_published (petition_id, kind, agency_id, title, question, answer, published_at, commune_code)
         SELECT id, 'other', agency_id, 't', 'q', 'a', platform_now(), $1 FROM petitions_petition p
         WHERE NOT EXISTS (SELECT FROM petitions_published o WHERE o.petition_id = p.id) LIMIT $2`,
        [code, count],
      ),
    )
  for (let at = 0; at < 5; at++) await send()
  await insert('11953', 4)
  assert.deepEqual(await listCommuneThemes(province.context), [])
  await insert('11953', 1)
  const [told] = await listCommuneThemes(province.context)
  assert.equal(told?.counts.other, 5)
})
