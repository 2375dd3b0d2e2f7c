import { readTexts } from '../../vault/index.ts'
import type { NoticesContext } from '../context.ts'
import { type Facts, htmlOf } from '../fill.ts'
import type { Gateway, OutMessage, SendOutcome } from '../gateways/gateway.ts'
import { render } from '../render.ts'
import { readTemplate } from '../templates/template-store.ts'
import { type Address, addressesOf } from './addresses.ts'
import {
  type AttemptOutcome,
  forgetDevice,
  recordAttempt,
  recordCheck,
  type TakenDelivery,
  takeChecks,
  takeDue,
} from './delivery-store.ts'

/** At once, as many as one worker has under way. */
const BATCH = 20

/**
 * Sends what is due and asks what became of what was sent; returns how many it handled. Taking, sending and writing down are apart: a worker
 * that dies between them has its deliveries sent again under the same id.
 */
export async function deliverNotices(context: NoticesContext): Promise<number> {
  const due = await context.db.write((tx) => takeDue(tx, BATCH))
  await Promise.all(
    due.map(async (taken) => {
      const outcome = await attempt(context, taken)
      await context.db.write((tx) => recordAttempt(tx, taken, outcome))
    }),
  )
  const checks = await context.db.write((tx) => takeChecks(tx, BATCH))
  await Promise.all(
    checks.map(async (sent) => {
      const outcome = (await context.gateways[sent.channel]?.check?.(sent.reference)) ?? { kind: 'pending' as const }
      await context.db.write((tx) => recordCheck(tx, sent, outcome))
    }),
  )
  return due.length + checks.length
}

async function attempt(context: NoticesContext, taken: TakenDelivery): Promise<AttemptOutcome> {
  const gateway = context.gateways[taken.channel]
  if (gateway === null) return { kind: 'deferred', code: 'no_gateway' }
  const facts = await factsOf(context, taken)
  // Erased meanwhile: there is nobody to tell.
  if (facts === null) return { kind: 'no_address' }
  const addresses = await addressesOf(context, taken, taken.channel)
  if (addresses.length === 0) return { kind: 'no_address' }
  const message = await messageOf(context, taken, facts)
  const outcomes = await Promise.all(addresses.map((address) => sendTo(context, gateway, message, address)))
  return summed(outcomes, gateway.check !== undefined)
}

async function factsOf({ db, keys }: NoticesContext, taken: TakenDelivery): Promise<Facts | null> {
  if (taken.factsValueId === null) return taken.facts
  const text = (await readTexts(db.read, keys, [taken.factsValueId])).get(taken.factsValueId)
  return text == null ? null : (JSON.parse(text) as Facts)
}

async function messageOf(
  { db, publicUrl }: NoticesContext,
  taken: TakenDelivery,
  facts: Facts,
): Promise<Omit<OutMessage, 'to'>> {
  const texts = await readTemplate(db.read, taken.kind, taken.templateVersion)
  const { subject, body, sms } = render(texts, taken.locale, facts)
  return {
    id: taken.id,
    kind: taken.kind,
    subject,
    body,
    sms,
    html: htmlOf(body, publicUrl),
    link: facts.link ?? publicUrl,
  }
}

async function sendTo(
  context: NoticesContext,
  gateway: Gateway,
  message: Omit<OutMessage, 'to'>,
  { to, deviceId }: Address,
): Promise<SendOutcome> {
  const outcome = await gateway.send({ ...message, to })
  if (outcome.kind === 'bounced' && deviceId !== undefined) {
    await context.db.write((tx) => forgetDevice(tx, deviceId))
  }
  return outcome
}

/** Of several addresses one that was reached is enough; else one that may still be reached. */
function summed(outcomes: readonly SendOutcome[], canCheck: boolean): AttemptOutcome {
  const sent = outcomes.find((outcome) => outcome.kind === 'sent')
  if (sent !== undefined) return { ...sent, canCheck: canCheck && sent.reference !== null }
  const other = outcomes.find((outcome) => outcome.kind === 'deferred') ?? outcomes[0]
  return other === undefined || other.kind === 'sent' ? { kind: 'no_address' } : other
}
