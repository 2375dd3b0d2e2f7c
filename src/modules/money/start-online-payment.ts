import { randomBytes } from 'node:crypto'
import { formatInstant } from '../../platform/civil-date.ts'
import { query } from '../../platform/db.ts'
import type { DossierId } from '../../platform/ids.ts'
import { type DossierState, openDossierForFees } from '../casework/index.ts'
import { getProcedureVersion } from '../catalogue/index.ts'
import { type Actor, userIdOf } from '../organisation/index.ts'
import { assessIn, stateOf } from './assess-dossier.ts'
import { type Charge, dueNow, sumOfCharges } from './charge.ts'
import { chargesOf } from './charge-store.ts'
import type { MoneyContext } from './context.ts'
import { assertSees } from './desk.ts'
import { refusals } from './errors.ts'
import { keepMessages, ONLINE_COLUMNS, type OnlinePayment, setOnlineState } from './online-payment-store.ts'
import type { PaymentPlatform } from './ports.ts'

const LIFE_MINUTES = 30

/**
 * Opens what is due now at the national payment platform, or gives the payment that is open already. The person then pays there; what
 * counts is the platform's signed message, never the browser's way back. Refuses `online_not_offered`, `nothing_due`, `platform_down`.
 */
export async function startOnlinePayment(
  context: MoneyContext,
  request: { dossierId: DossierId; actor: Actor; ip: string },
): Promise<OnlinePayment> {
  const { platform } = context
  if (platform === null) throw refusals.online_not_offered()
  await assertSees(context, request.actor, await stateOf(context, request.dossierId))
  const payment = await reserve(context, request)
  if (payment.state === 'open') return payment
  return openAt(context, platform, payment, request.ip)
}

/** One open payment a dossier: the database holds it, so that two presses open one. */
async function reserve(
  context: MoneyContext,
  { dossierId, actor }: { dossierId: DossierId; actor: Actor },
): Promise<OnlinePayment> {
  return context.casework.db.write(async (tx) => {
    const first = await openDossierForFees(tx, dossierId)
    if (first.state.acceptedAt === null) throw refusals.not_accepted_yet()
    const { loaded, charges } = await assessIn(tx, first, { actor })
    const due = dueNow(charges, loaded.state.legal)
    const amount = sumOfCharges(due)
    await query(
      tx,
      `UPDATE money_online_payment SET state = 'expired'
       WHERE dossier_id = $1 AND state IN ('opening', 'open') AND (expires_at <= platform_now() OR amount <> $2)`,
      [dossierId, amount],
    )
    const [open] = await query<OnlinePayment>(
      tx,
      `SELECT ${ONLINE_COLUMNS} FROM money_online_payment o WHERE o.dossier_id = $1 AND o.state IN ('opening', 'open')`,
      [dossierId],
    )
    if (open !== undefined) return open
    if (due.length === 0) throw refusals.nothing_due()
    const [made] = await query<OnlinePayment>(
      tx,
      `INSERT INTO money_online_payment AS o (reference, dossier_id, agency_id, amount, charge_ids, state, opened_by, opened_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, 'opening', $6, platform_now(), platform_now() + make_interval(mins => ${LIFE_MINUTES}))
       RETURNING ${ONLINE_COLUMNS}`,
      [newReference(), dossierId, loaded.state.units.intake, amount, due.map((charge) => charge.id), userIdOf(actor)],
    )
    if (made === undefined) throw new Error('a payment was inserted')
    return made
  })
}

function newReference(): string {
  return `MC${randomBytes(10).toString('hex').toUpperCase()}`
}

/** Between the two transactions: the platform is asked. Dies the process here, the payment is opened again by the next press. */
async function openAt(
  context: MoneyContext,
  platform: PaymentPlatform,
  payment: OnlinePayment,
  ip: string,
): Promise<OnlinePayment> {
  const { db } = context.casework
  const state = await stateOf(context, payment.dossierId)
  const charges = await chargesOf(db.read, payment.dossierId)
  const answer = await platform.open(await orderOf(context, { payment, state, charges, ip }))
  await db.write(async (tx) => {
    await keepMessages(tx, answer.messages)
    // A payment that was told paid or expired meanwhile is not opened again.
    const [now] = await query<{ state: string }>(
      tx,
      'SELECT state FROM money_online_payment WHERE reference = $1 FOR UPDATE',
      [payment.reference],
    )
    if (now?.state !== 'opening') return
    if (answer.ok) await setOnlineState(tx, payment.reference, { state: 'open', ...answer.value })
    else if (answer.because !== 'down') await setOnlineState(tx, payment.reference, { state: 'failed' })
  })
  if (!answer.ok) throw answer.because === 'down' ? refusals.platform_down() : refusals.platform_refused()
  return { ...payment, state: 'open', ...answer.value }
}

async function orderOf(
  context: MoneyContext,
  given: { payment: OnlinePayment; state: DossierState; charges: readonly Charge[]; ip: string },
) {
  const { payment, state, charges, ip } = given
  const { document } = await getProcedureVersion(context.casework.db.read, state.procedureVersionId)
  const directory = await context.casework.directory()
  const agency = directory.get(payment.agencyId)
  const own = charges.filter((charge) => payment.chargeIds.includes(charge.id))
  return {
    reference: payment.reference,
    amount: payment.amount,
    dossierCode: state.code ?? '',
    procedure: { code: document.code, name: document.name.vi },
    agency: { code: agency?.code ?? '', name: agency?.name ?? '' },
    lines: own.map(({ kind, key, line, amount }) => ({ kind, key, name: line.name?.vi ?? document.name.vi, amount })),
    at: platformTime(payment.openedAt.getTime()),
    ip,
  }
}

/** `yyyyMMddHHmmss` in Viet Nam. */
export function platformTime(at: number): string {
  return formatInstant(at).slice(0, 19).replace(/\D/g, '')
}
