import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { DAY_MS, localDate } from '../../platform/civil-date.ts'
import { query } from '../../platform/db.ts'
import { type MandateId, newId, type PersonId, type UserId } from '../../platform/ids.ts'
import { hasDemoAccounts, hashPassword, setDisabled } from '../../platform/session/index.ts'
import type { Actor, OfficerActor } from './actor.ts'
import { loadDemoPeople } from './demo-files.ts'
import { madeUpName } from './demo-officers.ts'
import { listDemoLoginLines } from './demo-views.ts'
import { agencyTree } from './directory.ts'
import { endMandate } from './end-mandate.ts'
import { grantMandate } from './grant-mandate.ts'
import { importOrganisation } from './import-organisation.ts'
import { issueToken, revokeToken } from './issue-token.ts'
import { listOfficerActors, listOfficersIn } from './officer-store.ts'
import { loadOrganisationFiles } from './organisation-files.ts'
import { createActorResolver, linkPerson, loadActor } from './resolve-actor.ts'
import { type SeededCitizen, seedDemoPeople } from './seed-demo-people.ts'

let database: TestDatabase
let citizens: SeededCitizen[]

before(async () => {
  database = await testDatabase()
  const files = await loadOrganisationFiles('data')
  await database.db.write((tx) => importOrganisation(tx, files))
  const people = await loadDemoPeople('data')
  const tree = await agencyTree(database.db.read)
  assert.equal(await hasDemoAccounts(database.db.read), false)
  const passwordHash = await hashPassword(people.password)
  citizens = await database.db.write((tx) => seedDemoPeople(tx, { people, tree, passwordHash }))
})
after(() => database.close())

async function userOf(key: string): Promise<UserId> {
  const rows = await query<{ id: UserId }>(database.db.read, 'SELECT id FROM account_user WHERE demo_key = $1', [key])
  assert.ok(rows[0], key)
  return rows[0].id
}

async function officer(key: string): Promise<OfficerActor> {
  const actor = await loadActor(database.db.read, await userOf(key))
  assert.equal(actor.kind, 'officer')
  return actor as OfficerActor
}

const day = (days: number): string => localDate(Date.now() + days * DAY_MS)

async function slugs(actor: Actor): Promise<string[]> {
  const tree = await agencyTree(database.db.read)
  const mandates = actor.kind === 'officer' ? actor.mandates : []
  return mandates.map((mandate) => `${mandate.role} ${tree.byId(mandate.agencyId)?.slug}`).sort()
}

test('every department and commune has the four step roles, and a counter each', async () => {
  const tree = await agencyTree(database.db.read)
  const actors = await listOfficerActors(database.db.read)
  const held = new Set(actors.flatMap((actor) => actor.mandates.map((each) => `${each.role} ${each.agencyId}`)))
  const missing = tree.all.flatMap((agency) => {
    const steps = ['receptionist', 'handler', 'reviewer', 'approver', 'agency_leader']
    const wanted = agency.kind === 'province' ? ['province_leader', 'administrator', 'approver'] : steps
    const needed = agency.kind === 'one_stop_centre' ? ['receptionist'] : wanted
    return needed.filter((role) => !held.has(`${role} ${agency.id}`)).map((role) => `${role} ${agency.slug}`)
  })
  assert.deepEqual(missing, [])
  assert.equal(await hasDemoAccounts(database.db.read), true)
})

test('made-up names are the same every time', async () => {
  const { names } = await loadDemoPeople('data')
  assert.equal(madeUpName(names, 12), madeUpName(names, 12))
  assert.ok(new Set(Array.from({ length: 200 }, (_, index) => madeUpName(names, index))).size > 150)
})

test('one person with two roles in two agencies', async () => {
  assert.deepEqual(await slugs(await officer('dat-dai-hai-noi')), [
    'handler so-nong-nghiep-moi-truong',
    'reviewer van-phong-dang-ky-dat-dai',
  ])
})

test('the login page lists people with where they work', async () => {
  const lines = await listDemoLoginLines(database.db.read)
  assert.equal(lines[0]?.name, 'Trần Thị Thu Hương')
  assert.deepEqual(lines[0]?.mandates, [])
  const lan = lines.find((line) => line.key === 'hoang-lan')
  assert.deepEqual(lan?.mandates, [{ role: 'handler', position: 'Chuyên viên', agencyName: 'Sở Xây dựng' }])
})

test('a citizen is anonymous until a person is linked', async () => {
  const userId = citizens[0]?.userId as UserId
  assert.equal((await loadActor(database.db.read, userId)).kind, 'anonymous')
  const personId = newId<PersonId>()
  await database.db.write((tx) => linkPerson(tx, userId, personId))
  assert.deepEqual(await loadActor(database.db.read, userId), { kind: 'citizen', userId, personId })
})

test('mandates begin and end with their days', async () => {
  const admin = await officer('quan-tri')
  const lan = await officer('hoang-lan')
  const agencyId = (await agencyTree(database.db.read)).bySlug('so-tu-phap')?.id
  assert.ok(agencyId)
  const give = (role: 'reviewer' | 'approver' | 'receptionist', validFrom: string, validTo: string | null) =>
    grantMandate(database.db, admin, { officerId: lan.officerId, agencyId, role, position: 'x', validFrom, validTo })
  await give('receptionist', day(-10), day(0))
  await give('reviewer', day(0), day(1))
  await give('approver', day(1), null)
  assert.deepEqual(await slugs(await officer('hoang-lan')), ['handler so-xay-dung', 'reviewer so-tu-phap'])
})

test('the same mandate twice over the same days is refused, one after the other is not', async () => {
  const admin = await officer('quan-tri')
  const { officerId } = await officer('chuyen-vien-tu-phap')
  const agencyId = (await agencyTree(database.db.read)).bySlug('so-y-te')?.id
  assert.ok(agencyId)
  const command = { officerId, agencyId, role: 'handler', position: 'x', validFrom: day(0), validTo: day(5) } as const
  await grantMandate(database.db, admin, command)
  await assert.rejects(grantMandate(database.db, admin, { ...command, validFrom: day(4), validTo: null }), {
    code: 'organisation.mandate_overlaps',
  })
  await grantMandate(database.db, admin, { ...command, validFrom: day(5), validTo: null })
  await assert.rejects(grantMandate(database.db, admin, { ...command, validFrom: day(9), validTo: day(9) }), {
    code: 'organisation.mandate_period_reversed',
  })
  const reviewer = { ...command, role: 'reviewer' } as const
  const both = await Promise.allSettled([
    grantMandate(database.db, admin, reviewer),
    grantMandate(database.db, admin, reviewer),
  ])
  assert.deepEqual(both.map((each) => each.status).sort(), ['fulfilled', 'rejected'])
})

test('who is not an administrator there gives and ends nothing', async () => {
  const lan = await officer('hoang-lan')
  const [mandate] = lan.mandates
  assert.ok(mandate)
  const command = {
    officerId: lan.officerId,
    agencyId: mandate.agencyId,
    position: 'x',
    validFrom: day(0),
    validTo: null,
  }
  for (const key of ['hoang-lan', 'lanh-dao-tinh', 'giam-doc-xay-dung', 'tiep-nhan-tinh']) {
    const actor = await officer(key)
    await assert.rejects(grantMandate(database.db, actor, { ...command, role: 'approver' }), {
      code: 'organisation.mandate_not_yours_to_give',
    })
    await assert.rejects(endMandate(database.db, actor, { mandateId: mandate.id, on: day(1) }), {
      code: 'organisation.mandate_not_found',
    })
  }
})

test('an ended mandate is gone from the next day, after the resolver was told', async () => {
  const admin = await officer('quan-tri')
  const userId = await userOf('chuyen-vien-noi-vu')
  const resolver = createActorResolver(database.db)
  const before = await resolver.resolveUser(userId)
  assert.deepEqual(await slugs(before), ['handler so-noi-vu'])
  const mandateId = (before as OfficerActor).mandates[0]?.id as MandateId
  await endMandate(database.db, admin, { mandateId, on: day(0) })
  assert.equal(await resolver.resolveUser(userId), before, 'from memory')
  resolver.forget(userId)
  assert.deepEqual(await slugs(await resolver.resolveUser(userId)), [])
  await assert.rejects(endMandate(database.db, admin, { mandateId: newId<MandateId>(), on: day(0) }), {
    code: 'organisation.mandate_not_found',
  })
})

test('officers to assign to are those with the role today', async () => {
  const agencyId = (await agencyTree(database.db.read)).bySlug('so-xay-dung')?.id
  assert.ok(agencyId)
  const names = (await listOfficersIn(database.db.read, agencyId, ['handler'])).map((each) => each.displayName)
  assert.equal(names.length, 3)
  assert.ok(names.includes('Hoàng Lan'))
})

test('a disabled account is nobody', async () => {
  const userId = await userOf('chuyen-vien-dat-dai')
  await database.db.write((tx) => setDisabled(tx, userId, true))
  assert.equal((await loadActor(database.db.read, userId)).kind, 'anonymous')
})

test('a token is a system until revoked or run out, and is kept only as a hash', async () => {
  const agencyId = (await agencyTree(database.db.read)).bySlug('so-xay-dung')?.id ?? null
  const wanted = { name: 'Trục', agencyId, scopes: ['dossiers:read'], expiresAt: new Date(Date.now() + 60_000) }
  const issued = await issueToken(database.db, wanted)
  assert.match(issued.token, /^mc_[\w-]{43}$/)
  const resolver = createActorResolver(database.db)
  const expected = { kind: 'system', userId: issued.userId, agencyId, scopes: ['dossiers:read'] }
  assert.deepEqual(await resolver.resolveToken(issued.token), expected)
  const used = await query<{ used: boolean; text: string }>(
    database.db.read,
    'SELECT last_used_at IS NOT NULL AS used, t::text AS text FROM account_token t WHERE id = $1',
    [issued.id],
  )
  assert.equal(used[0]?.used, true)
  assert.ok(!used[0]?.text.includes(issued.token.slice(3)))
  for (const wrong of ['', 'mc_', `${issued.token}x`, `mc_${'A'.repeat(43)}`, 'x'.repeat(5000)]) {
    assert.equal(await resolver.resolveToken(wrong), null, wrong)
  }
  await database.db.write((tx) => revokeToken(tx, issued.id))
  resolver.forget()
  assert.equal(await resolver.resolveToken(issued.token), null)
  const late = await issueToken(database.db, wanted)
  await database.db.write((tx) =>
    query(
      tx,
      `UPDATE account_token SET created_at = now() - interval '2 h', expires_at = now() - interval '1 h' WHERE id = $1`,
      [late.id],
    ),
  )
  assert.equal(await resolver.resolveToken(late.token), null)
  await assert.rejects(issueToken(database.db, { ...wanted, expiresAt: new Date(0) }), {
    code: 'organisation.token_expiry_past',
  })
})
