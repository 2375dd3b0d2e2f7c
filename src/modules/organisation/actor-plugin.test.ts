import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { Refusal, statusOfKind } from '../../platform/errors.ts'
import {
  type Accounts,
  createAccounts,
  hashPassword,
  loginRoutes,
  sessionPlugin,
} from '../../platform/session/index.ts'
import { checkPerson } from '../vault/index.ts'
import { rolesOf } from './actor.ts'
import { actorPlugin } from './actor-plugin.ts'
import { type DemoPeople, loadDemoPeople } from './demo-files.ts'
import { agencyTree } from './directory.ts'
import { importOrganisation } from './import-organisation.ts'
import { issueToken } from './issue-token.ts'
import { loadOrganisationFiles } from './organisation-files.ts'
import { createActorResolver } from './resolve-actor.ts'
import { seedDemoPeople } from './seed-demo-people.ts'

const publicUrl = 'http://mot-cua.test'

let database: TestDatabase
let app: FastifyInstance
let accounts: Accounts
let people: DemoPeople

before(async () => {
  database = await testDatabase()
  const { db } = database
  const files = await loadOrganisationFiles('data')
  people = await loadDemoPeople('data')
  await db.write((tx) => importOrganisation(tx, files))
  const seed = { people, tree: await agencyTree(db.read), passwordHash: await hashPassword(people.password) }
  await db.write((tx) => seedDemoPeople(tx, seed))
  accounts = createAccounts({ db, secret: 'only for this test, thirty-two letters', publicUrl, demo: true })
  app = Fastify()
  app.setErrorHandler((error, request, reply) => {
    if (!(error instanceof Refusal)) throw error
    return reply.code(statusOfKind[error.kind]).send({ code: error.code, actor: request.actor.kind })
  })
  await app.register(sessionPlugin, { accounts, publicUrl })
  await app.register(actorPlugin, { resolver: createActorResolver(db) })
  await app.register(loginRoutes, { accounts, sendLoginPage: async (_request, reply, state) => reply.send(state) })
  app.get('/toi', async (request) => ({ actor: request.actor, roles: rolesOf(request.actor), name: request.userName }))
  app.post('/sua', async () => 'ok')
})
after(async () => {
  await app.close()
  await database.close()
})

async function cookieOf(fields: Record<string, string>, url = '/dang-nhap'): Promise<string> {
  const answer = await app.inject({
    method: 'POST',
    url,
    payload: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
  })
  assert.equal(answer.statusCode, 303)
  return answer.cookies.map((cookie) => `${cookie.name}=${encodeURIComponent(cookie.value)}`).join('; ')
}

test('an officer who logs in with the password acts with the mandates of today', async () => {
  const cookie = await cookieOf({ ten: 'phan.thi.ngoc', 'mat-khau': people.password })
  const me = (await app.inject({ url: '/toi', headers: { cookie } })).json()
  assert.equal(me.actor.kind, 'officer')
  assert.equal(me.name, 'Phan Thị Ngọc')
  assert.deepEqual(me.roles.sort(), ['handler', 'reviewer'])
  assert.deepEqual(me.actor.mandates.map((each: { agencyCode: string }) => each.agencyCode).sort(), [
    'H33.06',
    'H33.06.01',
  ])
})

test('every listed demonstration person gets in by one click, as what the file says', async () => {
  for (const person of people.officers.filter((each) => each.listed)) {
    const cookie = await cookieOf({ khoa: person.key }, '/dang-nhap/thu')
    const { roles } = (await app.inject({ url: '/toi', headers: { cookie } })).json()
    const expected = new Set(person.mandates.flatMap((mandate) => mandate.roles))
    assert.deepEqual(new Set(roles), expected, person.key)
  }
})

test('a visitor is anonymous, also when the request is refused before anybody is known', async () => {
  assert.deepEqual((await app.inject({ url: '/toi' })).json().actor, { kind: 'anonymous' })
  const refused = await app.inject({ method: 'POST', url: '/sua', headers: { 'sec-fetch-site': 'cross-site' } })
  assert.equal(refused.statusCode, 403)
  assert.deepEqual(refused.json(), { code: 'session.foreign_origin', actor: 'anonymous' })
})

test('a token makes a system, whatever cookie comes along; a wrong one is refused', async () => {
  const cookie = await cookieOf({ khoa: 'hoang-lan' }, '/dang-nhap/thu')
  const expiresAt = new Date(Date.now() + 60_000)
  const { token } = await issueToken(database.db, {
    name: 'Trục',
    agencyId: null,
    scopes: ['catalogue:read'],
    expiresAt,
  })
  const me = await app.inject({ url: '/toi', headers: { cookie, authorization: `Bearer ${token}` } })
  assert.deepEqual(me.json().roles, ['system'])
  const wrong = await app.inject({ url: '/toi', headers: { cookie, authorization: 'Bearer mc_wrong' } })
  assert.equal(wrong.statusCode, 401)
  assert.deepEqual(wrong.json(), { code: 'organisation.token_unknown', actor: 'anonymous' })
})

test('the made-up citizens pass every check a typed person must pass', () => {
  for (const { key, profile } of people.citizens) {
    const check = checkPerson(profile, { today: '2026-11-22' })
    assert.ok(check.ok, `${key}: ${JSON.stringify(check)}`)
    assert.deepEqual(check.warnings, [], key)
  }
})
