import { createHash } from 'node:crypto'
import { query } from '../../../platform/db.ts'
import { type DossierId, isUuid, newId, type OfficerId, type PersonId } from '../../../platform/ids.ts'
import type { NoticesContext } from '../context.ts'
import type { BounceVerdict } from '../view-types.ts'
import { addressesOf } from './addresses.ts'
import { type BounceReport, type ReportedRecipient, readBounceReport } from './bounce-report.ts'
import { recordBounce } from './delivery-store.ts'
import { returnedDelivery } from './return-address.ts'

/** What our mail calls itself: see `gateways/smtp.ts`. */
const MESSAGE_ID = /^([0-9a-f-]{36})@motcua$/

interface Judged {
  verdict: BounceVerdict
  deliveryId: string | null
  code: string | null
}

/**
 * Takes a message that came to the bounce mailbox; `null` is one too large to be read. A report that mail of ours failed makes its delivery
 * bounced, and whom nothing reached is called, as after a bounce at once. Whatever else it is, it changes nothing; every message is written
 * down with what was made of it.
 */
export async function takeBounce(context: NoticesContext, message: Buffer | null): Promise<BounceVerdict> {
  const judged: Judged =
    message === null ? { verdict: 'too_large', deliveryId: null, code: null } : await judge(context, message)
  return context.db.write(async (tx) => {
    const { deliveryId, code } = judged
    const isNew =
      judged.verdict !== 'taken' || deliveryId === null || (await recordBounce(tx, deliveryId, code ?? 'dsn_failed'))
    const verdict = isNew ? judged.verdict : 'repeated'
    await query(
      tx,
      `INSERT INTO notices_bounce (id, message_hash, bytes, verdict, delivery_id, code) VALUES ($1, $2, $3, $4, $5, $6)`,
      [
        newId(),
        message === null ? null : createHash('sha256').update(message).digest(),
        message?.length ?? null,
        verdict,
        deliveryId,
        code,
      ],
    )
    return verdict
  })
}

async function judge(context: NoticesContext, message: Buffer): Promise<Judged> {
  const nothing = (verdict: BounceVerdict): Judged => ({ verdict, deliveryId: null, code: null })
  const report = readBounceReport(message.toString('latin1'))
  if (report === null) return nothing('unreadable')
  const named = await deliveryOf(context, report)
  if (typeof named === 'string') return nothing(named)
  const failed = named.recipients.find((recipient) => recipient.action === 'failed')
  const { deliveryId } = named
  if (failed === undefined) return { verdict: 'not_failed', deliveryId, code: codeOf(named.recipients[0]) }
  return { verdict: 'taken', deliveryId, code: codeOf(failed) }
}

function codeOf(recipient: ReportedRecipient | undefined): string {
  return `dsn_${recipient?.status || 'failed'}`
}

type Named = { deliveryId: string; recipients: readonly ReportedRecipient[] }

/**
 * Which delivery a report is about. The return address is believed by its seal. Where a server lost it, the Message-ID is: but only of a
 * recipient to whom that very mail went.
 */
async function deliveryOf(
  context: NoticesContext,
  report: BounceReport,
): Promise<Named | 'foreign' | 'forged' | 'unknown'> {
  const returned = returnedDelivery(context.keys, report.returnedTo)
  if (returned === 'forged') return 'forged'
  const id = returned?.deliveryId ?? MESSAGE_ID.exec(report.messageId ?? '')?.[1]
  if (id === undefined || !isUuid(id)) return 'foreign'
  const [row] = await query<{ personId: PersonId | null; officerId: OfficerId | null; dossierId: DossierId | null }>(
    context.db.read,
    `SELECT n.person_id AS "personId", n.officer_id AS "officerId", n.dossier_id AS "dossierId"
     FROM notices_delivery d JOIN notices_notice n ON n.id = d.notice_id
     WHERE d.id = $1 AND d.channel = 'email' AND d.attempts > 0`,
    [id],
  )
  if (row === undefined) return returned === null ? 'foreign' : 'unknown'
  if (returned !== null) return { deliveryId: id, recipients: report.recipients }
  const sentTo = (await addressesOf(context, row, 'email')).map(({ to }) => to.toLowerCase())
  const recipients = report.recipients.filter(({ addresses }) => addresses.some((address) => sentTo.includes(address)))
  return recipients.length === 0 ? 'forged' : { deliveryId: id, recipients }
}
