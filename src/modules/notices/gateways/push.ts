import webPush from 'web-push'
import { GATEWAY_TIMEOUT_MS, type Gateway, networkCode } from './gateway.ts'

export interface PushSettings {
  publicKey: string
  privateKey: string
  /** Whom a push service may write to: `mailto:…` or https. */
  subject: string
  timeoutMs?: number
  /** Also to push services of this machine over http: the demonstration and tests. */
  local?: boolean
}

/** What a browser gives when somebody lets it show notices. */
export interface PushSubscription {
  endpoint: string
  keys: { p256dh: string; auth: string }
}

/** The push services that browsers use: a subscription that names another host is not taken, whoever sends it. */
const SERVICES = [
  /^fcm\.googleapis\.com$/,
  /(^|\.)push\.services\.mozilla\.com$/,
  /(^|\.)push\.apple\.com$/,
  /(^|\.)notify\.windows\.com$/,
]
const TIME_TO_LIVE_SECONDS = 24 * 3600

export function isPushEndpoint(endpoint: string, local = false): boolean {
  const url = URL.parse(endpoint)
  if (url === null || endpoint.length > 1000) return false
  if (local && url.protocol === 'http:' && url.hostname === '127.0.0.1') return true
  return url.protocol === 'https:' && url.port === '' && SERVICES.some((service) => service.test(url.hostname))
}

/** Web push (RFC 8030, 8291, 8292): the message is sealed for the browser; the push service between cannot read it. */
export function pushGateway({ subject, publicKey, privateKey, ...settings }: PushSettings): Gateway {
  const { timeoutMs = GATEWAY_TIMEOUT_MS, local = false } = settings
  return {
    async send({ to, subject: title, link }) {
      const subscription = JSON.parse(to) as PushSubscription
      if (!isPushEndpoint(subscription.endpoint, local)) return { kind: 'bounced', code: 'push_endpoint' }
      try {
        const request = webPush.generateRequestDetails(subscription, JSON.stringify({ title, link }), {
          vapidDetails: { subject, publicKey, privateKey },
          TTL: TIME_TO_LIVE_SECONDS,
        })
        const answer = await fetch(request.endpoint, {
          method: request.method,
          headers: request.headers as Record<string, string>,
          body: new Uint8Array(request.body as Buffer),
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        })
        await answer.body?.cancel()
        if (answer.ok) return { kind: 'sent', reference: null }
        const gone = answer.status === 404 || answer.status === 410
        return { kind: gone ? 'bounced' : 'deferred', code: `push_${answer.status}` }
      } catch (error) {
        return { kind: 'deferred', code: networkCode(error) }
      }
    },
    close: () => undefined,
  }
}
