import { createTransport } from 'nodemailer'
import { GATEWAY_TIMEOUT_MS, type Gateway, networkCode, type SendOutcome } from './gateway.ts'

export interface SmtpSettings {
  /** `smtp://user:password@host:port`, or `smtps://…`. */
  url: string
  /** The sender's address, with or without a name before it. */
  from: string
  /** Where a message returns to that cannot be delivered, by the delivery's id; null: to the sender. */
  returnAddressOf: ((deliveryId: string) => string) | null
  timeoutMs?: number
}

/** Mail by SMTP. An answer 5xx to a recipient is a bounce (RFC 5321 §4.2.1); everything else may go better later. */
export function smtpGateway({ url, from, returnAddressOf, timeoutMs = GATEWAY_TIMEOUT_MS }: SmtpSettings): Gateway {
  const { hostname } = new URL(url)
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    tls: { servername: hostname },
  })
  return {
    async send({ id, to, subject, body, html }) {
      try {
        const { messageId } = await transport.sendMail({
          from,
          // As an object: a comma in an address does not make two.
          to: { name: '', address: to },
          subject,
          text: body,
          html,
          messageId: `<${id}@motcua>`,
          ...(returnAddressOf === null ? {} : { envelope: { from: returnAddressOf(id), to: [to] } }),
          // Where the server knows how (RFC 3461): only failures are reported, with the head of the message alone.
          dsn: { id, return: 'headers', notify: 'failure', recipient: to },
          headers: { 'Auto-Submitted': 'auto-generated' },
          disableFileAccess: true,
          disableUrlAccess: true,
        })
        return { kind: 'sent', reference: messageId }
      } catch (error) {
        return outcomeOf(error)
      }
    },
    close: () => transport.close(),
  }
}

function outcomeOf(error: unknown): SendOutcome {
  const { responseCode, command } = error as { responseCode?: unknown; command?: unknown }
  if (typeof responseCode !== 'number') return { kind: 'deferred', code: networkCode(error) }
  const aboutRecipient = command === 'RCPT TO' || command === 'DATA'
  const kind = responseCode >= 500 && aboutRecipient ? 'bounced' : 'deferred'
  return { kind, code: `smtp_${responseCode}` }
}
