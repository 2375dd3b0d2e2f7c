import assert from 'node:assert/strict'
import { test } from 'node:test'
import webPush from 'web-push'
import { openPushEndpoint } from '../../../../test/support/push-endpoint.ts'
import type { OutMessage } from './gateway.ts'
import { pushGateway } from './push.ts'

const vapid = webPush.generateVAPIDKeys()
const gateway = pushGateway({ ...vapid, subject: 'mailto:mot-cua@vi-du.invalid', local: true })

function messageTo(subscription: string): OutMessage {
  return {
    id: '01890000-0000-7000-8000-000000000000',
    to: subscription,
    kind: 'accepted',
    subject: 'Đã tiếp nhận hồ sơ của bà Nguyễn Thị Thắm 🎉',
    body: 'x',
    html: 'x',
    sms: null,
    link: 'http://localhost:3000/ho-so/1',
  }
}

test('what is sent is signed for that service, and only the browser can read it', async () => {
  const browser = await openPushEndpoint(vapid.publicKey)
  const sent = await gateway.send(messageTo(browser.subscription))
  assert.deepEqual([sent, browser.refused], [{ kind: 'sent', reference: null }, []])
  const [message] = browser.received
  assert.deepEqual(JSON.parse(message?.text ?? ''), {
    title: 'Đã tiếp nhận hồ sơ của bà Nguyễn Thị Thắm 🎉',
    link: 'http://localhost:3000/ho-so/1',
  })
  assert.equal(message?.subject, 'mailto:mot-cua@vi-du.invalid')
  assert.ok((message?.expiresAt ?? 0) > Date.now() && (message?.expiresAt ?? 0) <= Date.now() + 24 * 3_600_000)
  assert.equal(message?.timeToLive, 24 * 3600)
  await browser.close()
})

test('a service that was subscribed with another key refuses, and another browser cannot read it', async () => {
  const other = await openPushEndpoint(webPush.generateVAPIDKeys().publicKey)
  assert.equal((await gateway.send(messageTo(other.subscription))).kind, 'deferred')
  assert.match(other.refused[0] ?? '', /another application key/)
  await other.close()
  const [one, two] = await Promise.all([openPushEndpoint(vapid.publicKey), openPushEndpoint(vapid.publicKey)])
  // The address of one browser with the keys of another.
  const { endpoint } = JSON.parse(one.subscription) as { endpoint: string }
  const mixed = { ...(JSON.parse(two.subscription) as object), endpoint }
  await gateway.send(messageTo(JSON.stringify(mixed)))
  assert.equal(one.received.length, 0)
  assert.equal(one.refused.length, 1)
  await Promise.all([one.close(), two.close()])
})
