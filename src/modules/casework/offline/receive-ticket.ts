import { query, type Transaction } from '../../../platform/db.ts'
import { enterOfflineTicket, finishOfflineVisit } from '../../queue/index.ts'
import type { Arrived } from './arrived.ts'
import { offlineRefusals } from './errors.ts'
import { filingTime } from './filing-time.ts'
import { enterDevice } from './kit-store.ts'
import type { IntakeBody, TicketBody } from './schemas.ts'

/**
 * A ticket given without network enters the queue of its counter, in the order in which the journal comes in, with the time at which it was
 * given. Gives the number it has now. Refuses `ticket_other_device` for a number outside the machine's own range, and `ticket_taken`: then
 * the officer gives the visitor the next number of the line.
 */
export async function receiveTicket(tx: Transaction, arrived: Arrived<TicketBody>): Promise<string> {
  const { body, kit, sent } = arrived
  const renumber = sent.resolution?.renumber === true
  const own = `NT${await enterDevice(tx, kit.deviceId, kit.agencyId)}-`
  if (!renumber && !(body.number.startsWith(own) && /^\d{3,4}$/.test(body.number.slice(own.length)))) {
    throw offlineRefusals.ticket_other_device({ number: body.number })
  }
  const entered = await enterOfflineTicket(tx, {
    recordId: sent.id,
    agencyId: kit.agencyId,
    label: renumber ? null : body.number,
    line: body.line ?? null,
    priority: body.priority ?? null,
    takenAt: await instantOf(tx, arrived, body.deviceAt),
  })
  if (entered === 'number_taken') throw offlineRefusals.ticket_taken({ number: body.number })
  return entered === 'no_queue' ? body.number : entered.label
}

/** An intake ends the visit of the ticket it names, by the counter's own times. */
export async function finishVisit(tx: Transaction, arrived: Arrived<IntakeBody>): Promise<void> {
  const { body, kit } = arrived
  if (body.ticket === undefined || body.beganAt === undefined) return
  const [given] = await query<{ number: string | null }>(
    tx,
    `SELECT settled_number AS number FROM casework_offline_record
     WHERE kit_id = $1 AND kind = 'ticket' AND number_text = $2 AND outcome = 'done' ORDER BY position DESC LIMIT 1`,
    [kit.id, body.ticket],
  )
  await finishOfflineVisit(tx, {
    agencyId: kit.agencyId,
    label: given?.number ?? body.ticket,
    officerId: kit.officerId,
    beganAt: await instantOf(tx, arrived, body.beganAt),
    endedAt: await instantOf(tx, arrived, body.deviceAt),
  })
}

/** What the machine's clock said, put right by its skew and held between the kit and now. */
async function instantOf(tx: Transaction, { kit, skewMs }: Arrived, deviceAt: number): Promise<number> {
  const [clock] = await query<{ now: Date }>(tx, 'SELECT platform_now() AS now')
  const notAfter = (clock?.now ?? new Date()).getTime()
  return filingTime({ deviceAt, skewMs, notBefore: kit.issuedAt.getTime(), notAfter }).at
}
