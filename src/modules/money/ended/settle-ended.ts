import { localDate } from '../../../platform/civil-date.ts'
import { query, type Transaction } from '../../../platform/db.ts'
import { type DossierId, newId } from '../../../platform/ids.ts'
import { readStream, type StoredEvent } from '../../../platform/ledger/index.ts'
import {
  type DossierEvent,
  type DossierForFees,
  isEnded,
  openDossierForFees,
  recordFees,
} from '../../casework/index.ts'
import { anonymous } from '../../organisation/index.ts'
import { sumOfCharges } from '../charge.ts'
import { chargesOf, setChargeState } from '../charge-store.ts'
import type { MoneyContext } from '../context.ts'
import { findFeeTable } from '../fee-table-store.ts'
import { sealFor } from '../seal-for.ts'
import { type Fate, fatesOf } from './fate.ts'

/**
 * Follows the ledger: a dossier withdrawn or stopped lets go what its rules let go and asks for what goes back, which a person decides; when
 * the end was an error and is corrected, what was let go is due again.
 */
export async function settleEnded(tx: Transaction, context: MoneyContext, stored: StoredEvent): Promise<void> {
  const event = { type: stored.type, payload: stored.payload } as unknown as DossierEvent
  const dossierId = stored.streamId as DossierId
  if (event.type === 'Withdrawn' || event.type === 'Stopped') {
    const loaded = await openDossierForFees(tx, dossierId)
    // Corrected meanwhile: nothing has ended.
    if (isEnded(loaded.state.legal)) await settle(tx, context, loaded)
  } else if (event.type === 'Corrected' && ['Withdrawn', 'Stopped'].includes(event.payload.corrects)) {
    await revive(tx, await openDossierForFees(tx, dossierId))
  }
}

async function settle(tx: Transaction, context: MoneyContext, loaded: DossierForFees): Promise<void> {
  const { state } = loaded
  const table = await findFeeTable(tx, localDate(state.acceptedAt ?? loaded.now.getTime()))
  const begun = (await readStream(tx, state.id)).some((event) => event.type === 'Forwarded')
  const fates = fatesOf(await chargesOf(tx, state.id), table?.ended ?? [], begun)
  const released = fates.filter(({ fate }) => fate === 'release')
  if (released.length > 0) {
    const charges = released.map(({ charge }) => charge)
    await setChargeState(
      tx,
      charges.map((charge) => charge.id),
      'released',
    )
    const basis = [...new Set(released.map((each) => each.basis))].join('; ')
    const payload = { amount: sumOfCharges(charges), basis }
    await recordFees(tx, loaded, { type: 'FeeReleased', payload }, { actor: anonymous, agencyId: state.units.intake })
  }
  const seal = await sealFor(tx, context, loaded)
  for (const { charge, fate, basis } of fates) {
    if (fate === 'refund') await askByRule(tx, loaded, { charge, reason: await seal(basis) })
  }
}

/** As an officer asks: nothing is booked until a person decides. What came in as cash goes back as cash. */
async function askByRule(
  tx: Transaction,
  { now }: DossierForFees,
  { charge, reason }: { charge: Fate['charge']; reason: object },
): Promise<void> {
  await query(
    tx,
    `INSERT INTO money_refund (id, charge_id, payment_id, dossier_id, agency_id, amount, method, reason, state, by_rule, asked_at)
     SELECT $1, $2, p.id, p.dossier_id, p.agency_id, $3, CASE WHEN p.method IN ('cash', 'offline_cash') THEN 'cash' ELSE 'bank' END,
       $4, 'asked', true, $5 FROM money_payment p WHERE p.id = $6 ON CONFLICT DO NOTHING`,
    [newId(now.getTime()), charge.id, charge.amount, JSON.stringify(reason), now, charge.paymentId],
  )
}

async function revive(tx: Transaction, loaded: DossierForFees): Promise<void> {
  const { state } = loaded
  const released = (await chargesOf(tx, state.id)).filter((charge) => charge.state === 'released')
  if (released.length === 0 || isEnded(state.legal)) return
  await setChargeState(
    tx,
    released.map((charge) => charge.id),
    'due',
  )
  const payload = { amount: sumOfCharges(released), waived: 0 }
  await recordFees(tx, loaded, { type: 'FeeAssessed', payload }, { actor: anonymous, agencyId: state.units.intake })
}
