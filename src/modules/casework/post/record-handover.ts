import { query } from '../../../platform/db.ts'
import type { FieldFault } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { findCurrentProcedure } from '../../catalogue/index.ts'
import type { Mandate, OfficerActor } from '../../organisation/index.ts'
import type { CaseworkContext } from '../context.ts'
import { refusals } from '../errors.ts'
import { faultOfSignature, MOST_WORKING_DAYS_BACK } from './handover-check.ts'
import { insertHandover, type PostItemRow, slipTwice } from './handover-store.ts'

export interface HandoverRequest {
  actor: OfficerActor
  /** The counter at which it was signed. */
  mandateId: string
  postOffice: string
  signedByPost: string
  /** Epoch milliseconds, as the paper says. */
  signedAt: number
  items: readonly Omit<PostItemRow, 'id'>[]
  commandId: string
}

/**
 * Enters the record by which the post hands dossiers over (QĐ 45/2016 Art. 7): signed by both, it is the legal time of filing of each
 * dossier in it. The time of entering is the database's; the time of signature may lie back `MOST_WORKING_DAYS_BACK` working days and
 * never ahead. Gives the record's id; the same command gives it again. Refuses faults at `signedAt`, `slip/n`, `procedure/n`.
 */
export async function recordHandover(context: CaseworkContext, request: HandoverRequest): Promise<{ id: string }> {
  const { actor, items } = request
  const desk = deskOf(actor, request.mandateId)
  const directory = await context.directory()
  const slips = items.map((item) => item.slipNumber.trim().toUpperCase())
  const twice = slips.findIndex((slip, at) => slips.indexOf(slip) !== at)
  if (twice !== -1) throw slipTwice(twice, slips[twice] ?? '')
  return context.db.write(async (tx) => {
    const [row] = await query<{ now: Date }>(tx, 'SELECT platform_now() AS now')
    const now = (row?.now ?? new Date()).getTime()
    const fault = faultOfSignature(request.signedAt, now, directory.calendarOf(desk.agencyId))
    if (fault !== null) throw refusals[fault]({ days: MOST_WORKING_DAYS_BACK }, [signatureFault(fault)])
    const faults: FieldFault[] = []
    for (const [at, item] of items.entries()) {
      const found = await findCurrentProcedure(tx, item.procedureCode, null)
      if (found === null) faults.push({ path: `procedure/${at}`, code: 'casework.post_item_procedure' })
    }
    if (faults.length > 0) throw refusals.post_item_other_procedure({ procedure: '' }, faults)
    const id = newId(now)
    const rows = items.map((item, at) => ({ ...item, id: newId(now), slipNumber: slips[at] ?? '' }))
    const { postOffice, signedByPost, signedAt, commandId } = request
    const handover = { id, agencyId: desk.agencyId, postOffice, signedByPost, signedAt, commandId }
    if (await insertHandover(tx, { ...handover, receivedBy: actor.officerId }, rows)) return { id }
    const [first] = await query<{ id: string }>(
      tx,
      'SELECT id FROM casework_post_handover WHERE received_by = $1 AND command_id = $2',
      [actor.officerId, commandId],
    )
    return { id: first?.id ?? id }
  })
}

function signatureFault(fault: string): FieldFault {
  return { path: 'signedAt', code: `casework.${fault}`, params: { days: MOST_WORKING_DAYS_BACK } }
}

function deskOf(actor: OfficerActor, mandateId: string): Mandate {
  const desks = actor.mandates.filter((mandate) => mandate.role === 'receptionist')
  const desk = desks.find((mandate) => mandate.id === mandateId) ?? desks[0]
  if (desk === undefined) throw refusals.not_yours_to_do()
  return desk
}
