import type { OuterChannel } from '../delivery.ts'

/** A notice for one address, in the forms a gateway may need. */
export interface OutMessage {
  /** The delivery's id: the same at every attempt, so that a gateway that took it before does not send it twice. */
  id: string
  /** An e-mail address, an E.164 number, or a subscription of a browser as JSON. */
  to: string
  /** Which text it is: Zalo knows texts by their names. */
  kind: string
  subject: string
  body: string
  html: string
  sms: string | null
  link: string
}

/** `deferred` may go better later; `bounced` never will for this address. `code` is the gateway's own word, never an address. */
export type SendOutcome = { kind: 'sent'; reference: string | null } | { kind: 'deferred' | 'bounced'; code: string }

export type CheckOutcome = { kind: 'pending' | 'delivered' } | { kind: 'bounced'; code: string }

/** A way out of the house. Neither question throws: what went wrong is an outcome. */
export interface Gateway {
  send(message: OutMessage): Promise<SendOutcome>
  /** Whether a sent message arrived; absent where the gateway cannot say. */
  check?(reference: string): Promise<CheckOutcome>
  close(): void
}

export type Gateways = Readonly<Record<OuterChannel, Gateway | null>> & {
  /** The public half of the key that browsers subscribe with; null without push. */
  pushKey: string | null
}

export const GATEWAY_TIMEOUT_MS = 15_000

/** The code of what the network did: `ECONNREFUSED`, `TimeoutError`. */
export function networkCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const cause = error.cause ?? error
  const code = (cause as { code?: unknown }).code
  return (typeof code === 'string' ? code : error.name).slice(0, 60)
}
