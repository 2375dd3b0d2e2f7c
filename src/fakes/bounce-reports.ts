import type { ReceivedMessage } from './message-gateways.ts'

export interface BounceWords {
  /** `failed` when left out. */
  action?: 'failed' | 'delayed' | 'delivered'
  /** `5.1.1` when left out. */
  status?: string
  /** To whom the report goes; where the message returns to when left out. */
  to?: string
  /** Whom the message could not be given to; whom it was sent to when left out. */
  recipient?: string
}

/** What a mail server sends hours after it took a message that nobody would have (RFC 3462, 3464). */
export function bounceReport(message: ReceivedMessage, words: BounceWords = {}): string {
  const { action = 'failed', status = '5.1.1', to = message.returnsTo ?? '', recipient = message.to } = words
  const head = message.text.slice(0, /\r?\n\r?\n/.exec(message.text)?.index ?? 0)
  return [
    'Return-Path: <>',
    'From: Mail Delivery System <MAILER-DAEMON@mx.vi-du.invalid>',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="=_tra-lai_1"',
    '',
    '--=_tra-lai_1',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'Your message could not be delivered.',
    '',
    '--=_tra-lai_1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.vi-du.invalid',
    `Arrival-Date: ${message.at.toUTCString()}`,
    '',
    `Original-Recipient: rfc822;${recipient}`,
    `Final-Recipient: rfc822; ${recipient}`,
    `Action: ${action}`,
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 5.1.1 User unknown',
    '',
    '--=_tra-lai_1',
    'Content-Type: text/rfc822-headers',
    '',
    head,
    '',
    '--=_tra-lai_1--',
    '',
  ].join('\r\n')
}

/** Hands a message over as the mail server's last program does: over HTTP, with the password. Gives the status and what was answered. */
export async function handOver(
  { url, password }: { url: string; password: string },
  message: string | Uint8Array<ArrayBuffer>,
): Promise<{ status: number; verdict: string | null }> {
  const answer = await fetch(`${url}/api/v1/notices/bounces`, {
    method: 'POST',
    headers: {
      'content-type': 'message/rfc822',
      authorization: `Basic ${Buffer.from(`mta:${password}`).toString('base64')}`,
    },
    body: message,
  })
  const body = (await answer.json()) as { verdict?: string }
  return { status: answer.status, verdict: body.verdict ?? null }
}
