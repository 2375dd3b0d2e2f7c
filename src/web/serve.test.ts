import assert from 'node:assert/strict'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { pagesApp } from '../../test/support/web-pages.ts'
import { Refusal } from '../platform/errors.ts'
import { BUILD_FOLDER } from './build.ts'
import { findAddress } from './server/web-request.ts'

const FIRST_VISIT_LIMIT_BYTES = 60 * 1024
const FORM = '/_gallery/bieu-mau'

let app: FastifyInstance
before(async () => {
  app = await pagesApp({ maxBodyBytes: 20_000 })
})
after(() => app.close())

function multipart(fields: Record<string, string>): { payload: string; headers: Record<string, string> } {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--cut\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return { payload: `${parts.join('')}--cut--\r\n`, headers: { 'content-type': 'multipart/form-data; boundary=cut' } }
}

test('a page comes whole, without any script, in Vietnamese', async () => {
  const answer = await app.inject('/tra-cuu')
  assert.equal(answer.statusCode, 200)
  assert.match(answer.body, /^<!doctype html><html lang="vi">.*<\/html>$/s)
  assert.match(answer.body, /<h1>Tra cứu hồ sơ<\/h1>/)
  assert.match(answer.body, /<form [^>]*action="\/tra-cuu"/)
  assert.doesNotMatch(answer.body, /<script|\sstyle=/)
})

test('every page says where its parts may come from', async () => {
  for (const url of ['/tra-cuu', '/khong-co', '/favicon.svg', FORM]) {
    const { headers } = await app.inject(url)
    assert.match(String(headers['content-security-policy']), /default-src 'self'/)
    assert.doesNotMatch(String(headers['content-security-policy']), /unsafe/)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['referrer-policy'], 'same-origin')
  }
})

test('a first visit is small on the wire, fonts aside', async () => {
  const page = await app.inject({ url: '/tra-cuu', headers: { 'accept-encoding': 'gzip' } })
  const assets = join(BUILD_FOLDER, 'client', 'assets')
  const styles = readdirSync(assets).filter((name) => name.endsWith('.css.gz'))
  const styleBytes = styles.reduce((sum, name) => sum + statSync(join(assets, name)).size, 0)
  assert.ok(styles.length >= 1)
  assert.ok(page.rawPayload.length + styleBytes < FIRST_VISIT_LIMIT_BYTES)
})

test('pages are compressed as the browser allows', async () => {
  const plain = await app.inject('/tra-cuu')
  const brotli = await app.inject({ url: '/tra-cuu', headers: { 'accept-encoding': 'gzip, br' } })
  const gzip = await app.inject({ url: '/tra-cuu', headers: { 'accept-encoding': 'gzip, br;q=0' } })
  assert.equal(plain.headers['content-encoding'], undefined)
  assert.equal(brotliDecompressSync(brotli.rawPayload).toString(), plain.body)
  assert.equal(gunzipSync(gzip.rawPayload).toString(), plain.body)
})

test('built files are kept by the browser for a year, compressed beforehand', async () => {
  const page = await app.inject('/tra-cuu')
  const style = /href="(\/assets\/[^"]+\.css)"/.exec(page.body)?.[1] ?? ''
  const answer = await app.inject({ url: style, headers: { 'accept-encoding': 'br' } })
  assert.equal(answer.statusCode, 200)
  assert.match(String(answer.headers['cache-control']), /max-age=31536000, immutable/)
  assert.equal(answer.headers['content-encoding'], 'br')
  assert.equal((await app.inject('/enhance/worklist.js')).statusCode, 200)
})

test('the other language is one link away, on the same page, and is remembered', async () => {
  const page = await app.inject('/tra-cuu?x=1')
  assert.match(page.body, /href="\/tra-cuu\?x=1&amp;lang=en"/)
  const english = await app.inject('/tra-cuu?x=1&lang=en')
  assert.match(english.body, /<html lang="en">.*Follow a dossier/s)
  assert.match(String(english.headers['set-cookie']), /^lang=en;/)
  const later = await app.inject({ url: '/tra-cuu', headers: { cookie: 'lang=en' } })
  assert.match(later.body, /<html lang="en">/)
  const strange = await app.inject({ url: '/tra-cuu?lang=xx', headers: { cookie: 'lang=yy' } })
  assert.match(strange.body, /<html lang="vi">/)
})

test('an address that does not exist is a page, in both languages', async () => {
  const vietnamese = await app.inject('/khong-co')
  assert.equal(vietnamese.statusCode, 404)
  assert.match(vietnamese.body, /Không tìm thấy trang/)
  const english = await app.inject('/khong-co?lang=en')
  assert.equal(english.statusCode, 404)
  assert.match(english.body, /Page not found/)
  assert.equal((await app.inject('/_root.data')).statusCode, 404)
})

test('a faulty form comes back with all that was typed and the faults at their fields', async () => {
  const sent = multipart({
    'child/fullName': 'Trần "Bé" Ngọc',
    'mother/identityNumber': '0330',
    note: 'ghi <chú>',
    'child/sex': 'female',
  })
  const answer = await app.inject({ method: 'POST', url: FORM, ...sent })
  assert.equal(answer.statusCode, 422)
  assert.match(answer.body, /value="Trần &quot;Bé&quot; Ngọc"/)
  assert.match(answer.body, /ghi &lt;chú&gt;<\/textarea>/)
  assert.match(answer.body, /<input[^>]*value="female"[^>]*checked|<input[^>]*checked[^>]*value="female"/)
  assert.match(answer.body, /<a href="#f-mother-identityNumber">/)
  assert.match(answer.body, /id="f-mother-identityNumber-fault"/)
  assert.match(answer.body, /aria-describedby="f-mother-identityNumber-hint f-mother-identityNumber-fault"/)
  assert.match(answer.body, /name="commandId" value="019ab0c2-0000-7000-8000-000000000001"/)
})

test('a good form leads on, with a message that is shown once', async () => {
  const sent = multipart({
    'child/fullName': 'Trần Bé',
    'child/bornOn': '5/11/2026',
    'mother/identityNumber': '033190000001',
    'child/sex': 'male',
  })
  const answer = await app.inject({ method: 'POST', url: FORM, ...sent })
  assert.equal(answer.statusCode, 302)
  assert.equal(answer.headers.location, '/_gallery')
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
  const page = await app.inject({ url: '/_gallery', headers: { cookie } })
  assert.match(page.body, /role="status" data-typed-is-sent=""><p>Đã lưu nháp\./)
  assert.match(String(page.headers['set-cookie']), /^flash=; .*Max-Age=0/)
})

test('a form from another site is refused before it is read', async () => {
  const sent = multipart({ note: 'x' })
  for (const forged of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }]) {
    const answer = await app.inject({ method: 'POST', url: FORM, ...sent, headers: { ...sent.headers, ...forged } })
    assert.equal(answer.statusCode, 403, JSON.stringify(forged))
  }
  const own = { host: 'motcua.example', origin: 'http://motcua.example', 'sec-fetch-site': 'same-origin' }
  const answer = await app.inject({ method: 'POST', url: FORM, ...sent, headers: { ...sent.headers, ...own } })
  assert.equal(answer.statusCode, 422)
})

test('a body that is too large or no form at all is answered, not a bug', async () => {
  const large = multipart({ note: 'x'.repeat(30_000) })
  assert.equal((await app.inject({ method: 'POST', url: FORM, ...large })).statusCode, 413)
  const streamed = { ...large.headers, 'transfer-encoding': 'chunked', 'content-length': '10' }
  assert.equal(
    (await app.inject({ method: 'POST', url: FORM, payload: large.payload, headers: streamed })).statusCode,
    413,
  )
  const broken = {
    method: 'POST' as const,
    url: FORM,
    payload: 'x',
    headers: { 'content-type': 'multipart/form-data; boundary=cut' },
  }
  assert.equal((await app.inject(broken)).statusCode, 400)
})

test('an address that is none, or leaves the folder of the files, is no bug', async () => {
  const twoSlashes = { protocol: 'http', host: 'motcua.example', url: '//evil.example/' } as FastifyRequest
  assert.equal(findAddress(twoSlashes)?.host, 'motcua.example')
  assert.equal((await app.inject({ url: '/', headers: { host: 'a b' } })).statusCode, 422)
  assert.equal((await app.inject('/assets/%2e%2e/%2e%2e/package.json')).statusCode, 404)
})

test('what a hook refuses comes as a page with its own status', async () => {
  for (const [error, status] of [
    [new Refusal('session.foreign_origin', 'forbidden'), 403],
    [new Refusal('organisation.token_unknown', 'unauthenticated'), 401],
    [Object.assign(new Error('too many'), { statusCode: 429 }), 429],
  ] as const) {
    const refusing = await pagesApp({ refusing: error })
    const answer = await refusing.inject({ method: 'POST', url: FORM, ...multipart({}) })
    assert.equal(answer.statusCode, status)
    assert.match(answer.body, /<html lang="vi">/)
    await refusing.close()
  }
})

test('the gallery is found in demonstration mode only', async () => {
  const strict = await pagesApp({ config: { demo: false } })
  assert.equal((await strict.inject('/_gallery')).statusCode, 404)
  assert.equal((await strict.inject(FORM)).statusCode, 404)
  assert.equal((await strict.inject({ method: 'POST', url: FORM, ...multipart({}) })).statusCode, 404)
  await strict.close()
})

test('pages of someone logged in are never stored', async () => {
  const citizen = { kind: 'citizen', userId: 'u', personId: 'p' } as never
  const theirs = await pagesApp({ actor: citizen })
  const page = await theirs.inject('/tra-cuu')
  assert.equal(page.headers['cache-control'], 'private, no-store')
  assert.match(page.body, /action="\/dang-xuat"/)
  assert.match(page.body, /href="\/ho-so"/)
  await theirs.close()
})

test('a bug shows its id and nothing more, in both languages', async () => {
  for (const [url, title] of [
    ['/_gallery/loi', 'Hệ thống gặp lỗi'],
    ['/_gallery/loi?lang=en', 'Something went wrong on our side'],
  ] as const) {
    const answer = await app.inject(url)
    assert.equal(answer.statusCode, 500)
    assert.match(answer.body, new RegExp(`<h1>${title}</h1>.*<code>req-`, 's'))
    assert.doesNotMatch(answer.body, /for show|at loader|\.tsx/)
  }
})

test('a refusal is answered with its status and its sentence; who is not logged in is led to the login', async () => {
  for (const [kind, status] of [
    ['invalid', 422],
    ['forbidden', 403],
    ['not_found', 404],
    ['conflict', 409],
    ['unavailable', 503],
  ] as const) {
    const answer = await app.inject(`/_gallery/loi?loai=${kind}`)
    assert.equal(answer.statusCode, status)
    assert.match(answer.body, /Hồ sơ H33\.08-261118-0012 đã đóng/)
  }
  const answer = await app.inject('/_gallery/loi?loai=unauthenticated')
  assert.equal(answer.statusCode, 303)
  assert.equal(answer.headers.location, '/dang-nhap?tiep=%2F_gallery%2Floi%3Floai%3Dunauthenticated')
})

test('when what a page needs cannot be had, the last resort answers without the page', async () => {
  const broken = await pagesApp({ failing: true })
  const answer = await broken.inject('/tra-cuu')
  assert.equal(answer.statusCode, 500)
  assert.match(answer.body, /Hệ thống gặp lỗi.*Something went wrong on our side/s)
  assert.doesNotMatch(answer.body, /no database/)
  await broken.close()
})
