import { type Gateway, networkCode, type SendOutcome } from './gateway.ts'
import { askJson, type HttpSettings, type JsonAnswer, word } from './http-json.ts'

/** The number has no Zalo account, or takes no messages of offices. */
const UNREACHABLE = new Set(['-118', '-114', '-108'])

/**
 * Messages by Zalo's notification service (ZNS): a template the provider knows, and its values. Codes and fields as commonly described;
 * unverified against the provider's contract. The template's id is the name of our text.
 */
export function zaloGateway(settings: HttpSettings): Gateway {
  return {
    async send({ id, to, kind, sms, subject, link }) {
      try {
        const answer = await askJson(settings, {
          method: 'POST',
          path: '/message/template',
          headers: { access_token: settings.token },
          body: {
            phone: to.replace('+', ''),
            template_id: kind,
            template_data: { subject: subject.slice(0, 200), text: (sms ?? subject).slice(0, 400), link },
            tracking_id: id,
          },
        })
        return outcomeOf(answer)
      } catch (error) {
        return { kind: 'deferred', code: networkCode(error) }
      }
    },
    close: () => undefined,
  }
}

function outcomeOf({ status, body }: JsonAnswer): SendOutcome {
  const error = word(body.error)
  if (status === 200 && error === '0') {
    const { msg_id: reference } = (body.data ?? {}) as { msg_id?: unknown }
    return { kind: 'sent', reference: word(reference) || null }
  }
  const code = error === '' ? `http_${status}` : `zalo_${error}`
  return { kind: UNREACHABLE.has(error) ? 'bounced' : 'deferred', code }
}
