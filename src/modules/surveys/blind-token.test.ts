import assert from 'node:assert/strict'
import { constants, createPublicKey, verify as nodeVerify } from 'node:crypto'
import { test } from 'node:test'
import { blind, blindKeyOf, finalize, fromBase64Url, toBase64Url, verify } from './blind-token.ts'
import published from './rfc9474-vector.json' with { type: 'json' }

/** The vector of RSABSSA-SHA384-PSS-Randomized in RFC 9474, Appendix A.1: hexadecimal, as published, in lines. */
const hex = (name: keyof typeof published) => Buffer.from(published[name].join(''), 'hex')
const number = (name: keyof typeof published) => BigInt(`0x${published[name].join('')}`)
const jwk = { n: toBase64Url(hex('n')), e: toBase64Url(hex('e')) }
const key = blindKeyOf(jwk)
/** What the RFC calls the prepared message: a random prefix, then the message. */
const prepared = Buffer.concat([hex('msgPrefix'), hex('msg')])

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base % modulus]
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

/** The blinding factor: the RFC gives its inverse. */
function inverseOf(value: bigint): bigint {
  let [a, b, x, y] = [value, key.n, 1n, 0n]
  while (b !== 0n) {
    const times = a / b
    ;[a, b, x, y] = [b, a - times * b, y, x - times * y]
  }
  return ((x % key.n) + key.n) % key.n
}

test('RFC 9474 A.1: what is blinded, what its signer gives and what comes out are the published ones', async () => {
  const made = await blind(key, prepared, { salt: hex('salt'), factor: inverseOf(number('inv')) })
  assert.equal(Buffer.from(made.blinded).toString('hex'), published.blindedMsg.join(''))
  assert.equal(made.inverse, number('inv'))
  assert.equal(power(number('blindedMsg'), number('d'), key.n), number('blindSig'))
  const signature = await finalize(key, made, hex('blindSig'))
  assert.equal(Buffer.from(signature).toString('hex'), published.sig.join(''))
})

test("RFC 9474 A.1: our verification and node's take the published signature, and no other", async () => {
  const signature = hex('sig')
  assert.equal(await verify(key, prepared, signature), true)
  const node = createPublicKey({ key: { kty: 'RSA', ...jwk }, format: 'jwk' })
  const padding = { key: node, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }
  assert.equal(nodeVerify('sha384', prepared, padding, signature), true)
  assert.equal(await verify(key, hex('msg'), signature), false)
  for (const at of [0, 100, 511]) {
    const forged = Buffer.from(signature)
    forged.writeUInt8(forged.readUInt8(at) ^ 1, at)
    assert.equal(await verify(key, prepared, forged), false)
  }
  const made = await blind(key, prepared, { salt: hex('salt'), factor: 3n })
  await assert.rejects(finalize(key, made, hex('blindSig')))
  assert.deepEqual(Buffer.from(fromBase64Url(jwk.n)), hex('n'))
})
