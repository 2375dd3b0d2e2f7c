import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flashCookie, readCookie, readFlash } from './flash.ts'
import { localPath, loginPath, pathInLanguage } from './local-path.ts'

test('only paths of this site are followed', () => {
  assert.equal(localPath('/ho-so?a=1'), '/ho-so?a=1')
  for (const wanted of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '',
    null,
    undefined,
    '/a\nb',
    '\t/a',
  ]) {
    assert.equal(localPath(wanted), '/', String(wanted))
  }
  assert.equal(localPath('//x', '/lam-viec'), '/lam-viec')
})

test('the other language keeps the page and its search', () => {
  assert.equal(
    pathInLanguage({ pathname: '/thu-tuc', search: '?tu-khoa=khai+sinh&lang=vi' }, 'en'),
    '/thu-tuc?tu-khoa=khai+sinh&lang=en',
  )
  assert.equal(loginPath('/ho-so?a=1&b=2'), '/dang-nhap?tiep=%2Fho-so%3Fa%3D1%26b%3D2')
})

test('a message survives its cookie; a broken one counts as none', () => {
  const cookie = flashCookie({ key: 'gallery.flash', params: { count: 2 }, tone: 'ok' }).split(';')[0]
  assert.deepEqual(readFlash(`lang=vi; ${cookie}`), { key: 'gallery.flash', params: { count: 2 }, tone: 'ok' })
  for (const broken of ['flash=', 'flash=%%%', `flash=${Buffer.from('{"key":1}').toString('base64url')}`, undefined]) {
    assert.equal(readFlash(broken), undefined)
  }
  assert.equal(readCookie('a=1; b=x=y', 'b'), 'x=y')
})
