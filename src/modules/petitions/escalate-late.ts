import { query } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { dueAfter } from './clock.ts'
import type { PetitionsContext } from './context.ts'
import { appendPetitionEvents, lockPetition, timeOf, updatePetition } from './petition-store.ts'
import { forgetSendings } from './sending-limits.ts'

const AT_ONCE = 200
/** So many working days past its time a petition goes on from the head to the province. */
const HEAD_WORKING_DAYS = 2

/**
 * Petitions past the time of their step go to the agency's head, and two working days later to the province. Each once, written in the
 * ledger; shown on their page and in the list of those told upwards.
 */
export async function escalateLate(context: PetitionsContext): Promise<number> {
  const rows = await query<{ id: string }>(
    context.db.read,
    `SELECT id FROM petitions_petition WHERE escalation < 2 AND state IN ('received', 'processing', 'waiting', 'drafted', 'approved')
       AND stage_due_at < platform_now() ORDER BY escalation, stage_due_at LIMIT ${AT_ONCE}`,
  )
  let raised = 0
  for (const { id } of rows) if (await escalate(context, id)) raised++
  await context.db.write(forgetSendings)
  return raised
}

async function escalate(context: PetitionsContext, petitionId: string): Promise<boolean> {
  const directory = await context.directory()
  return context.db.write(async (tx) => {
    const locked = await lockPetition(tx, petitionId)
    const now = await timeOf(tx)
    const due = locked?.petition.stageDueAt ?? null
    if (locked === undefined || due === null) return false
    const { agencyId, escalation } = locked.petition
    const provinceAt = dueAfter(directory.calendarOf(agencyId), due, HEAD_WORKING_DAYS)
    const level = now.getTime() > provinceAt ? 2 : now.getTime() > due ? 1 : 0
    if (level <= escalation || level === 0) return false
    const to: AgencyId = level === 2 ? directory.province().id : agencyId
    const stamp = { recordedAt: now, actorId: null, mandateId: null, agencyId: null, commandId: null }
    const event = { type: 'PetitionEscalated', payload: { level, agencyId: to } } as const
    await updatePetition(tx, await appendPetitionEvents(tx, locked, stamp, [event]))
    return true
  })
}
