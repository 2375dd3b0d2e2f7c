import { epochDayOf, startOfLocalDay } from '../../../platform/civil-date.ts'
import { type Db, query, type Reader } from '../../../platform/db.ts'
import { appendEvents, chainEvents, headAfter, newStream } from '../../../platform/ledger/index.ts'
import type { Actor } from '../../organisation/index.ts'
import { indicatorsRefusals } from '../errors.ts'
import { FOLLOWER } from '../follow-ledger.ts'
import type { ReportingPeriod } from '../reporting-period.ts'
import { makeSnapshot } from './make-snapshot.ts'
import { signingMandate } from './policy.ts'
import { getSeenReport, todayIn } from './report-access.ts'
import { findSigned, insertSigned, lockReport, sealSnapshot } from './report-store.ts'

export interface SignReportRequest {
  actor: Actor
  reportId: string
  /** The SHA-256 of what the signer was shown. */
  hash: string
}

/**
 * Signs a report: what it says at this moment is kept for good, and its hash goes into the ledger, in a stream of its own. Only the agency's
 * leader signs, and not what they opened themselves; only after the period has ended and its last events are counted. What moved since it was shown
 * is shown again first (`indicators.report_moved`).
 */
export async function signReport(db: Db, { actor, reportId, hash: shown }: SignReportRequest): Promise<string> {
  const seen = await getSeenReport(db.read, actor, { id: reportId })
  const { report, period, place } = seen
  const mandate = signingMandate(actor, place)
  if (mandate === null || actor.kind !== 'officer') throw indicatorsRefusals.report_not_yours_to_sign()
  if (report.createdBy === actor.officerId) throw indicatorsRefusals.report_own_work()
  return db.write(async (tx) => {
    await lockReport(tx, reportId)
    if ((await findSigned(tx, reportId)) !== undefined) throw indicatorsRefusals.report_signed()
    if (period.to >= (await todayIn(tx))) throw indicatorsRefusals.report_period_open()
    if (await isBehind(tx, period)) throw indicatorsRefusals.figures_behind()
    const { text, hash } = sealSnapshot(await makeSnapshot(tx, seen))
    if (hash !== shown) throw indicatorsRefusals.report_moved()
    const [row] = await query<{ now: Date }>(tx, 'SELECT platform_now() AS now')
    const signedAt = row?.now ?? new Date(0)
    const stamp = {
      recordedAt: signedAt,
      actorId: actor.userId,
      mandateId: mandate.id,
      agencyId: report.agencyId,
      commandId: null,
    }
    const payload = { kind: report.kind, agencyId: report.agencyId, period: report.period, sha256: hash }
    const events = chainEvents(newStream(reportId), stamp, [{ type: 'ReportSigned', payload }])
    await appendEvents(tx, events)
    const head = headAfter(newStream(reportId), events)
    const { position } = mandate
    const signed = { snapshot: text, hash, signedBy: actor.officerId, position, signedAt, headHash: head.hash }
    await insertSigned(tx, reportId, signed)
    return hash
  })
}

/** Whether something that happened in the period is in the ledger and not yet in the figures. */
async function isBehind(reader: Reader, { to }: ReportingPeriod): Promise<boolean> {
  const rows = await query(
    reader,
    `SELECT 1 FROM ledger_event
     WHERE position > coalesce((SELECT position FROM ledger_consumer WHERE name = $1), 0) AND recorded_at < $2 LIMIT 1`,
    [FOLLOWER, new Date(startOfLocalDay(epochDayOf(to) + 1))],
  )
  return rows.length > 0
}
