import { query, type Transaction } from '../../../platform/db.ts'
import type { AgencyId, DossierId, OfficerId } from '../../../platform/ids.ts'
import { openDossierForFees, recordFees } from '../../casework/index.ts'
import type { Actor } from '../../organisation/index.ts'
import { sumOfCharges } from '../charge.ts'
import { chargesOf } from '../charge-store.ts'
import type { MoneyContext } from '../context.ts'
import { refusals } from '../errors.ts'
import { cashierIn, overseerOf } from '../policy.ts'
import { sealFor } from '../seal-for.ts'
import { unpaidDecisions } from './unpaid-return.ts'

export interface UnpaidReview {
  dossierId: DossierId
  version: number
  decision: string
  /** Needed to let it stand: why the money is not asked for now. */
  note: string
  actor: Actor
}

interface Waiting {
  agencyId: AgencyId
  returnedBy: OfficerId | null
  state: string
}

/**
 * The head lets a hand-over without payment stand, with a note, or sends it back to be collected; never who handed it over. What is due
 * stays due either way: only a payment or a waiver ends it. Refuses `unpaid_same_officer`, `unpaid_decided`.
 */
export async function reviewUnpaid(context: MoneyContext, review: UnpaidReview): Promise<void> {
  const { actor, dossierId, version } = review
  const directory = await context.casework.directory()
  await context.casework.db.write(async (tx) => {
    const known = await find(tx, dossierId, version)
    if (known === undefined || actor.kind !== 'officer') throw refusals.unpaid_not_found()
    const mandate = overseerOf(actor, directory.line(known.agencyId))
    if (mandate === null) {
      throw cashierIn(actor, known.agencyId) === null ? refusals.unpaid_not_found() : refusals.not_yours_to_oversee()
    }
    if (known.returnedBy === actor.officerId) throw refusals.unpaid_same_officer()
    const decision = unpaidDecisions.find((one) => one === review.decision)
    if (decision === undefined) throw refusals.unpaid_not_found()
    const note = review.note.trim()
    if (decision === 'acknowledged' && note.length < 3) {
      throw refusals.reason_needed({}, [{ path: 'reason', code: 'money.reason_needed' }])
    }
    const loaded = await openDossierForFees(tx, dossierId)
    if ((await find(tx, dossierId, version))?.state !== 'open') throw refusals.unpaid_decided()
    const sealed = note === '' ? null : await (await sealFor(tx, context, loaded))(note)
    await query(
      tx,
      `UPDATE money_unpaid_return SET state = $3, decided_by = $4, decided_at = $5, note = $6 WHERE dossier_id = $1 AND version = $2`,
      [dossierId, version, decision, actor.officerId, loaded.now, sealed === null ? null : JSON.stringify(sealed)],
    )
    const due = (await chargesOf(tx, dossierId)).filter((charge) => charge.state === 'due')
    const payload = { decision, amount: sumOfCharges(due), note: sealed }
    const stamp = { actor, mandateId: mandate.id, agencyId: mandate.agencyId }
    await recordFees(tx, loaded, { type: 'UnpaidReviewed', payload }, stamp)
  })
}

async function find(tx: Transaction, dossierId: DossierId, version: number): Promise<Waiting | undefined> {
  const [row] = await query<Waiting>(
    tx,
    `SELECT agency_id AS "agencyId", returned_by AS "returnedBy", state FROM money_unpaid_return WHERE dossier_id = $1 AND version = $2`,
    [dossierId, version],
  )
  return row
}
