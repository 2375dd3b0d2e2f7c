import { createDecipheriv, createECDH, createPublicKey, type ECDH, hkdfSync, randomBytes, verify } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a browser of a push service received, read with the browser's own keys. */
export interface PushedMessage {
  text: string
  /** Of the sender's token (RFC 8292): whom it is for, until when, who sends. */
  audience: string
  expiresAt: number
  subject: string
  timeToLive: number
}

export interface PushEndpoint {
  /** What the browser would have given to the site. */
  subscription: string
  received: PushedMessage[]
  /** What was refused, and why. */
  refused: string[]
  close(): Promise<void>
}

/**
 * A push service and the browser behind it: checks the sender's token as the service does (RFC 8292) and opens the message as the browser
 * does (RFC 8291, 8188), from the texts of the standards and with nothing of the sender's libraries. `applicationKey`: what it was
 * subscribed with.
 */
export async function openPushEndpoint(applicationKey: string): Promise<PushEndpoint> {
  const keys = createECDH('prime256v1')
  keys.generateKeys()
  const secret = randomBytes(16)
  const received: PushedMessage[] = []
  const refused: string[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      try {
        const { authorization, ttl } = request.headers
        const claims = readToken(String(authorization), applicationKey)
        const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
        if (claims.audience !== origin) throw new Error(`meant for ${claims.audience}`)
        if (request.headers['content-encoding'] !== 'aes128gcm') throw new Error('no aes128gcm')
        received.push({
          ...claims,
          text: openMessage(Buffer.concat(chunks), keys, secret),
          timeToLive: Number(ttl),
        })
        response.writeHead(201).end()
      } catch (error) {
        refused.push(String(error))
        response.writeHead(400).end()
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    subscription: JSON.stringify({
      endpoint: `http://127.0.0.1:${port}/push/${randomBytes(8).toString('hex')}`,
      keys: { p256dh: keys.getPublicKey('base64url'), auth: secret.toString('base64url') },
    }),
    received,
    refused,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** RFC 8292 §2, §3: a JSON web token signed with ES256 by the key that stands beside it, which must be the one subscribed with. */
function readToken(authorization: string, applicationKey: string) {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? []
  if (key === '' || key !== applicationKey.replace(/=+$/, '')) throw new Error('another application key')
  const [head = '', body = '', signature = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33, 65).toString('base64url'),
  }
  const publicKey = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const }
  const isSigned = verify('sha256', Buffer.from(`${head}.${body}`), publicKey, Buffer.from(signature, 'base64url'))
  if (!isSigned) throw new Error('not signed')
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
  if (read(head).alg !== 'ES256') throw new Error('not ES256')
  const { aud, exp, sub } = read(body)
  return { audience: String(aud), expiresAt: Number(exp) * 1000, subject: String(sub) }
}

/** RFC 8291 §3.4 and RFC 8188 §2: one record, sealed for the browser's key and secret. */
function openMessage(body: Buffer, keys: ECDH, secret: Buffer): string {
  const salt = body.subarray(0, 16)
  const recordSize = body.readUInt32BE(16)
  const senderKey = body.subarray(21, 21 + body.readUInt8(20))
  const record = body.subarray(21 + senderKey.length)
  if (record.length > recordSize) throw new Error('more than one record')
  const derive = (from: Buffer, with_: Buffer, info: Buffer, bytes: number) =>
    Buffer.from(hkdfSync('sha256', from, with_, info, bytes))
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), senderKey])
  const shared = derive(keys.computeSecret(senderKey), secret, keyInfo, 32)
  const key = derive(shared, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(shared, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(record.subarray(-16))
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
  const end = padded.lastIndexOf(2)
  if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('no last record')
  return padded.subarray(0, end).toString('utf8')
}
