import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { fc } from '../../../test/support/properties.ts'
import { blindIndex } from './blind-index.ts'
import { openKeyring, SealBroken, WRAPPED_KEY_BYTES } from './keyring.ts'
import { commitmentOf, openSealed, sealText } from './seal.ts'

const subject = '01900000-0000-7000-8000-000000000001'
const place = { valueId: '01900000-0000-7000-8000-0000000000aa', kind: 'profile' }
const newMasterKey = (): string => randomBytes(32).toString('base64')

test('what is sealed opens to the same text, through the wrapped key alone', () => {
  const masterKey = newMasterKey()
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      const { key, wrapped } = openKeyring(masterKey).makeKey(subject)
      const sealed = sealText(key, place, text)
      const opened = openSealed(openKeyring(masterKey).openKey(subject, wrapped), place, sealed)
      assert.equal(opened.text, text)
      assert.deepEqual(commitmentOf(opened.salt, text), sealed.commitment)
      assert.equal(wrapped.length, WRAPPED_KEY_BYTES)
    }),
  )
})

test('one changed bit anywhere is noticed', () => {
  const { key } = openKeyring(newMasterKey()).makeKey(subject)
  const { sealed, commitment } = sealText(key, place, 'Nguyễn Thị Hoa')
  fc.assert(
    fc.property(fc.nat(sealed.length + commitment.length - 1), fc.nat(7), (at, bit) => {
      const changed = Buffer.concat([sealed, commitment])
      changed[at] = (changed[at] ?? 0) ^ (1 << bit)
      const stored = { sealed: changed.subarray(0, sealed.length), commitment: changed.subarray(sealed.length) }
      assert.throws(() => openSealed(key, place, stored), SealBroken)
    }),
  )
})

test('a value opens only for its own subject, kind and id', () => {
  const keyring = openKeyring(newMasterKey())
  const { key } = keyring.makeKey(subject)
  const value = sealText(key, place, 'x')
  assert.throws(() => openSealed(key, { ...place, kind: 'text' }, value), SealBroken)
  assert.throws(() => openSealed(key, { ...place, valueId: subject }, value), SealBroken)
  assert.throws(() => openSealed({ ...key, subjectId: 'another' }, place, value), SealBroken)
  assert.throws(() => openSealed(keyring.makeKey(subject).key, place, value), SealBroken)
})

test('a wrapped key opens only with its master key and for its subject', () => {
  const keyring = openKeyring(newMasterKey())
  const { wrapped } = keyring.makeKey(subject)
  assert.throws(() => openKeyring(newMasterKey()).openKey(subject, wrapped), SealBroken)
  assert.throws(() => keyring.openKey('another', wrapped), SealBroken)
  assert.throws(() => keyring.openKey(subject, wrapped.subarray(1)), SealBroken)
  assert.equal(keyring.cachedKeys(), 0, 'a key that did not open is not remembered')
})

test('equal texts are sealed and committed to differently', () => {
  const { key } = openKeyring(newMasterKey()).makeKey(subject)
  const [first, second] = [sealText(key, place, 'same'), sealText(key, place, 'same')]
  assert.notDeepEqual(first.sealed, second.sealed)
  assert.notDeepEqual(first.commitment, second.commitment)
})

test('the opened keys that are remembered stay bounded, the least used go first', () => {
  const keyring = openKeyring(newMasterKey(), { cacheSize: 3 })
  const wrapped = Array.from({ length: 10 }, (_, index) => keyring.makeKey(`subject-${index}`).wrapped)
  const open = (index: number) => keyring.openKey(`subject-${index}`, wrapped[index] ?? Buffer.alloc(0))
  const first = open(0)
  for (let index = 1; index < 10; index++) {
    open(index)
    assert.equal(open(0), first)
  }
  assert.equal(keyring.cachedKeys(), 3)
})

test('a master key that is not 32 bytes of base64 is refused', () => {
  for (const text of [
    '',
    'short',
    randomBytes(16).toString('base64'),
    randomBytes(33).toString('base64'),
    '!'.repeat(44),
  ]) {
    assert.throws(() => openKeyring(text), SealBroken)
  }
})

test('blind indexes agree for equal text and purpose under one master key, and for nothing else', () => {
  const masterKey = newMasterKey()
  const index = (key: string, purpose: string, text: string): string =>
    blindIndex(openKeyring(key), purpose, text).toString('hex')
  assert.equal(index(masterKey, 'name', 'hoa'), index(masterKey, 'name', 'hoa'))
  assert.notEqual(index(masterKey, 'name', 'hoa'), index(masterKey, 'number', 'hoa'))
  assert.notEqual(index(masterKey, 'name', 'hoa'), index(masterKey, 'name', 'hoan'))
  assert.notEqual(index(masterKey, 'name', 'hoa'), index(newMasterKey(), 'name', 'hoa'))
})
