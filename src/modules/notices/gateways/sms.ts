import { smsLength } from '../sms-length.ts'
import { type CheckOutcome, type Gateway, networkCode, type SendOutcome } from './gateway.ts'
import { askJson, type HttpSettings, type JsonAnswer, word } from './http-json.ts'

/**
 * Text messages by an HTTP gateway. The protocol is this product's own, in the manner of such gateways (bearer token, idempotency key, a
 * message's state to be asked for); a provider's adapter is a file like this one.
 */
export function smsGateway(settings: HttpSettings): Gateway {
  const headers = { authorization: `Bearer ${settings.token}` }
  return {
    async send({ id, to, sms }) {
      if (sms === null) return { kind: 'bounced', code: 'no_text' }
      const { alphabet } = smsLength(sms)
      try {
        const answer = await askJson(settings, {
          method: 'POST',
          path: '/v1/messages',
          headers: { ...headers, 'idempotency-key': id },
          body: { to, text: sms, encoding: alphabet },
        })
        return sentOutcome(answer)
      } catch (error) {
        return { kind: 'deferred', code: networkCode(error) }
      }
    },
    async check(reference) {
      try {
        const path = `/v1/messages/${encodeURIComponent(reference)}`
        return checkOutcome(await askJson(settings, { method: 'GET', path, headers }))
      } catch {
        return { kind: 'pending' }
      }
    },
    close: () => undefined,
  }
}

function sentOutcome({ status, body }: JsonAnswer): SendOutcome {
  const id = word(body.id)
  if (status >= 200 && status < 300 && id !== '') return { kind: 'sent', reference: id }
  const code = word(body.error) || `http_${status}`
  return { kind: status === 422 ? 'bounced' : 'deferred', code }
}

function checkOutcome({ body }: JsonAnswer): CheckOutcome {
  const state = word(body.status)
  if (state === 'delivered') return { kind: 'delivered' }
  return state === 'undeliverable' ? { kind: 'bounced', code: word(body.error) || state } : { kind: 'pending' }
}
