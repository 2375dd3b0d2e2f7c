import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { query } from '../db.ts'
import { Refusal, statusOfKind } from '../errors.ts'
import { newId, type UserId } from '../ids.ts'
import {
  type Accounts,
  createAccounts,
  hashPassword,
  insertAccounts,
  loginRoutes,
  sessionPlugin,
  setDisabled,
} from './index.ts'
import { clearAttempts, pruneSessions } from './login-attempts.ts'

const secret = 'only for this test, thirty-two letters'
const publicUrl = 'http://mot-cua.test'
const password = 'một mật khẩu dài'
const own = { 'sec-fetch-site': 'same-origin' }

let database: TestDatabase
let app: FastifyInstance
let accounts: Accounts
const users = new Map<string, UserId>()

before(async () => {
  database = await testDatabase()
  const passwordHash = await hashPassword(password)
  const names = ['lan', 'minh', 'khoa', 'dong', 'song-song', 'tat', 'thu']
  const made = names.map((name) => ({
    userId: newId<UserId>(),
    loginName: `${name}.thu-nghiem`,
    name,
    email: name === 'lan' ? 'Lan@Thu-Nghiem.invalid' : null,
    passwordHash,
    kind: 'person' as const,
    ...(name === 'thu' && { demo: { key: 'thu', order: 1 } }),
  }))
  for (const each of made) users.set(each.name, each.userId)
  await database.db.write((tx) => insertAccounts(tx, made))
  accounts = createAccounts({ db: database.db, secret, publicUrl, demo: true })
  app = await makeApp(accounts)
})
after(async () => {
  await app.close()
  await database.close()
})

async function makeApp(of: Accounts): Promise<FastifyInstance> {
  const made = Fastify()
  made.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof Refusal)) throw error
    return reply.code(statusOfKind[error.kind]).send({ code: error.code })
  })
  await made.register(sessionPlugin, { accounts: of, publicUrl })
  await made.register(loginRoutes, { accounts: of, sendLoginPage: async (_request, reply, state) => reply.send(state) })
  made.get('/toi', async (request) => ({ userId: request.userId, name: request.userName, ended: request.sessionEnded }))
  made.post('/sua', async (request) => ({ userId: request.userId }))
  await made.ready()
  return made
}

function form(fields: Record<string, string>) {
  return { payload: new URLSearchParams(fields).toString(), contentType: 'application/x-www-form-urlencoded' }
}

async function post(url: string, fields: Record<string, string>, headers: Record<string, string> = own) {
  const { payload, contentType } = form(fields)
  return app.inject({ method: 'POST', url, payload, headers: { 'content-type': contentType, ...headers } })
}

const login = (ten: string, matKhau = password, tiep = '/toi') => post('/dang-nhap', { ten, 'mat-khau': matKhau, tiep })

function cookiesOf(answer: { cookies: { name: string; value: string }[] }): string {
  const kept = answer.cookies.filter((cookie) => cookie.value !== '')
  return kept.map((cookie) => `${cookie.name}=${encodeURIComponent(cookie.value)}`).join('; ')
}

const me = async (cookie: string) => (await app.inject({ url: '/toi', headers: { cookie } })).json()

test('login by name or e-mail address, in any case and with spaces around', async () => {
  for (const typed of ['lan.thu-nghiem', '  LAN.Thu-Nghiem ', 'lan@thu-nghiem.invalid', 'LAN@thu-nghiem.INVALID']) {
    const answer = await login(typed)
    assert.equal(answer.statusCode, 303, typed)
    assert.equal(answer.headers.location, '/toi')
    assert.deepEqual(await me(cookiesOf(answer)), { userId: users.get('lan'), name: 'lan', ended: false })
  }
})

test('cookies cannot be read by scripts nor sent by other sites', async () => {
  const answer = await login('lan.thu-nghiem')
  assert.ok(answer.cookies.length > 0)
  for (const cookie of answer.cookies) {
    assert.equal(cookie.httpOnly, true, cookie.name)
    assert.equal(cookie.sameSite, 'Lax', cookie.name)
  }
  const secure = createAccounts({ db: database.db, secret, publicUrl: 'https://mot-cua.test', demo: false })
  const opened = await secure.openSession(users.get('lan') as UserId)
  assert.ok(opened.setCookies.every((cookie) => cookie.startsWith('__Secure-motcua.') && /; Secure/i.test(cookie)))
  const header = opened.setCookies.map((cookie) => cookie.split(';')[0]).join('; ')
  assert.equal((await secure.findSession(header))?.userId, users.get('lan'))
})

test('a wrong password shows the same page with what was typed, but not the password', async () => {
  const answer = await login('minh.thu-nghiem', 'không phải mật khẩu', '/ho-so/1')
  assert.equal(answer.statusCode, 422)
  assert.deepEqual(answer.json(), {
    loginName: 'minh.thu-nghiem',
    next: '/ho-so/1',
    fault: { code: 'wrong', params: {} },
  })
  assert.equal(answer.cookies.length, 0)
  assert.equal((await login('nobody.here')).json().fault.code, 'wrong')
  assert.equal((await login('', '')).json().fault.code, 'missing')
  assert.equal((await login('minh.thu-nghiem', 'x'.repeat(10_000))).json().fault.code, 'wrong')
  assert.equal((await login('x'.repeat(5000))).json().fault.code, 'wrong')
  assert.equal((await login("' OR 1=1 --")).json().fault.code, 'wrong')
})

test('login goes back only to a path of this site', async () => {
  for (const tiep of [
    'https://evil.test/',
    '//evil.test',
    '/\\evil.test',
    '/\t/evil.test',
    'javascript:alert(1)',
    '',
  ]) {
    assert.equal((await login('lan.thu-nghiem', password, tiep)).headers.location, '/', tiep)
  }
  assert.equal((await login('lan.thu-nghiem', password, '/ho-so?a=1#b')).headers.location, '/ho-so?a=1#b')
})

test('five wrong passwords lock the name, the right one no longer helps, an administrator opens it', async () => {
  const codes: string[] = []
  for (let count = 0; count < 5; count += 1)
    codes.push((await login('khoa.thu-nghiem', 'sai mật khẩu')).json().fault.code)
  assert.deepEqual(codes, ['wrong', 'wrong', 'wrong', 'wrong', 'locked'])
  const locked = await login('khoa.thu-nghiem')
  assert.equal(locked.statusCode, 422)
  assert.equal(locked.json().fault.code, 'locked')
  const { minutes } = locked.json().fault.params
  assert.ok(minutes > 700 && minutes <= 720, String(minutes))
  await database.db.write((tx) => clearAttempts(tx, 'khoa.thu-nghiem'))
  assert.equal((await login('khoa.thu-nghiem')).statusCode, 303)
})

test('a right password forgets the wrong ones before it; a lock lapses by itself', async () => {
  for (let round = 0; round < 2; round += 1) {
    for (let count = 0; count < 4; count += 1) await login('dong.thu-nghiem', 'sai mật khẩu')
    assert.equal((await login('dong.thu-nghiem')).statusCode, 303)
  }
  for (let count = 0; count < 6; count += 1) await login('dong.thu-nghiem', 'sai mật khẩu')
  await database.db.write((tx) =>
    query(
      tx,
      `UPDATE account_attempt SET last_failed_at = now() - interval '721 min', locked_until = now() - interval '1 min'`,
    ),
  )
  assert.equal((await login('dong.thu-nghiem')).statusCode, 303)
})

test('wrong passwords sent at once do not slip past the lock', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => login('song-song.thu-nghiem', 'sai mật khẩu')))
  const codes = answers.map((answer) => answer.json().fault.code)
  assert.equal(codes.filter((code) => code === 'wrong').length, 4)
  assert.equal((await login('song-song.thu-nghiem')).json().fault.code, 'locked')
})

test('logout ends the session for good', async () => {
  const cookie = cookiesOf(await login('lan.thu-nghiem'))
  assert.equal((await me(cookie)).userId, users.get('lan'))
  const answer = await post('/dang-xuat', {}, { ...own, cookie })
  assert.equal(answer.statusCode, 303)
  assert.ok(answer.cookies.some((each) => each.name === 'motcua.session_token' && each.value === ''))
  const token = cookie.split('; ').find((each) => each.startsWith('motcua.session_token='))
  assert.deepEqual(await me(token ?? ''), { userId: null, name: null, ended: true })
  // Whoever kept all cookies has no more: the signed value beside the token does not stand for it any longer.
  const written = cookie.replace(
    /(session_token=)(.)/,
    (_all, name, letter) => `${name}%${letter.charCodeAt(0).toString(16)}`,
  )
  for (const kept of [cookie, written]) assert.equal((await me(kept)).userId, null)
  assert.equal((await me(`motcua.session_token=x.y; ${cookie}`)).userId, null)
})

test('a session ends with its hours, and pruning removes it', async () => {
  const cookie = cookiesOf(await login('minh.thu-nghiem'))
  const token = cookie.split('; ').find((each) => each.startsWith('motcua.session_token=')) ?? ''
  await database.db.write((tx) =>
    query(tx, `UPDATE account_session SET expires_at = now() - interval '1 s' WHERE user_id = $1`, [users.get('minh')]),
  )
  const rows = () => query(database.db.read, 'SELECT 1 FROM account_session WHERE user_id = $1', [users.get('minh')])
  assert.deepEqual(await me(token), { userId: null, name: null, ended: true })
  assert.equal((await rows()).length, 1, 'looking at a session writes nothing')
  await database.db.write((tx) => pruneSessions(tx))
  assert.equal((await rows()).length, 0)
})

test('a forged, cut or foreign cookie is no session', async () => {
  const cookie = cookiesOf(await login('lan.thu-nghiem'))
  const token = cookie.split('; ').find((each) => each.startsWith('motcua.session_token=')) ?? ''
  for (const forged of [`${token}x`, token.slice(0, -3), 'motcua.session_token=abc', 'motcua.session_token=', '=;;=']) {
    assert.equal((await me(forged)).userId, null, forged)
  }
  const other = createAccounts({
    db: database.db,
    secret: 'another secret of thirty-two letters',
    publicUrl,
    demo: false,
  })
  assert.equal(await other.findSession(cookie), null)
})

test('a busy session asks the database at most now and then', async () => {
  const cookie = cookiesOf(await login('lan.thu-nghiem'))
  await me(cookie)
  await database.db.write((tx) => query(tx, 'DELETE FROM account_session WHERE user_id = $1', [users.get('lan')]))
  assert.equal((await me(cookie)).userId, users.get('lan'))
})

test('what comes from a page of another site is refused, whoever is logged in', async () => {
  const cookie = cookiesOf(await login('lan.thu-nghiem'))
  const status = async (headers: Record<string, string>) =>
    (await app.inject({ method: 'POST', url: '/sua', headers })).statusCode
  assert.equal(await status({ cookie, 'sec-fetch-site': 'same-origin' }), 200)
  assert.equal(await status({ cookie, origin: publicUrl }), 200)
  assert.equal(await status({ cookie, 'sec-fetch-site': 'cross-site' }), 403)
  assert.equal(await status({ cookie, 'sec-fetch-site': 'same-site', origin: publicUrl }), 403)
  assert.equal(await status({ cookie, origin: 'http://evil.test' }), 403)
  assert.equal(await status({ cookie, origin: 'null' }), 403)
  assert.equal(await status({ cookie }), 403)
  assert.equal(await status({}), 200)
  assert.equal(await status({ 'sec-fetch-site': 'cross-site' }), 403, 'no login in the name of another site either')
  assert.equal(await status({ authorization: 'Bearer mc_x', 'sec-fetch-site': 'cross-site' }), 200)
  const reading = await app.inject({ url: '/toi', headers: { cookie, 'sec-fetch-site': 'cross-site' } })
  assert.equal(reading.statusCode, 200)
  const bearer = await app.inject({ url: '/toi', headers: { cookie, authorization: 'Bearer mc_x' } })
  assert.equal(bearer.json().userId, null, 'beside a token the cookie does not count')
})

test('one-click login only for demonstration accounts and only in demonstration mode', async () => {
  const answer = await post('/dang-nhap/thu', { khoa: 'thu', tiep: '/toi' })
  assert.equal(answer.statusCode, 303)
  assert.equal((await me(cookiesOf(answer))).userId, users.get('thu'))
  for (const khoa of ['lan', '', 'không có'])
    assert.equal((await post('/dang-nhap/thu', { khoa })).statusCode, 404, khoa)
  const sober = await makeApp(createAccounts({ db: database.db, secret, publicUrl, demo: false }))
  const { payload, contentType } = form({ khoa: 'thu' })
  const refused = await sober.inject({
    method: 'POST',
    url: '/dang-nhap/thu',
    payload,
    headers: { 'content-type': contentType, ...own },
  })
  assert.equal(refused.statusCode, 404)
  assert.equal(refused.cookies.length, 0)
  await sober.close()
})

test('a disabled account does not get in, by password or otherwise', async () => {
  const userId = users.get('tat') as UserId
  const cookie = cookiesOf(await login('tat.thu-nghiem'))
  await database.db.write((tx) => setDisabled(tx, userId, true))
  assert.equal((await login('tat.thu-nghiem')).json().fault.code, 'wrong')
  await assert.rejects(accounts.openSession(userId))
  const token = cookie.split('; ').find((each) => each.startsWith('motcua.session_token=')) ?? ''
  assert.equal((await me(token)).userId, null)
  await database.db.write((tx) => setDisabled(tx, userId, false))
  assert.equal((await login('tat.thu-nghiem')).statusCode, 303)
})

test('passwords have 12 to 128 characters', async () => {
  await assert.rejects(hashPassword('mười một ký'), { code: 'session.password_too_short' })
  await assert.rejects(hashPassword('x'.repeat(129)), { code: 'session.password_too_long' })
  assert.match(await hashPassword('x'.repeat(12)), /^[0-9a-f]+:[0-9a-f]+$/)
})
