import { localDate } from '../../platform/civil-date.ts'
import { query, type Reader, type Transaction } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { type AgencyId, type DossierId, newId } from '../../platform/ids.ts'
import { openDossierForFees } from '../casework/index.ts'
import { type Actor, anonymous } from '../organisation/index.ts'
import { momentsReached } from './assess.ts'
import { assessIn } from './assess-dossier.ts'
import { bookPayment } from './book-payment.ts'
import { writeAmount } from './cash.ts'
import { dueNow, sumOfCharges } from './charge.ts'
import type { MoneyContext } from './context.ts'
import { refusals } from './errors.ts'
import { bankLinePostings } from './journal.ts'
import { bookEntry } from './journal-store.ts'
import { cashierIn } from './policy.ts'
import { payRefund } from './refund.ts'
import { type BankRefund, type DueDossier, matchLine } from './statement-match.ts'

/** A line of a bank statement. Positive: it came in. */
export interface StatementLine {
  id: string
  agencyId: AgencyId
  on: string
  amount: number
  purpose: string
  reference: string
  state: 'open' | 'matched' | 'refund' | 'settlement' | 'other'
  whyOpen: string | null
  reason: string | null
}

export const LINE_COLUMNS = `l.id, l.agency_id AS "agencyId", l.booked_on AS "on", l.amount, l.purpose, l.bank_reference AS reference,
  l.state, l.why_open AS "whyOpen", l.reason`

/** Matches what can be matched without a person, line by line, each in its own transaction. Gives how many were. */
export async function matchOpenLines(context: MoneyContext, agencyId: AgencyId, actor: Actor): Promise<number> {
  const { db } = context.casework
  const lines = await query<StatementLine>(
    db.read,
    `SELECT ${LINE_COLUMNS} FROM money_statement_line l WHERE l.agency_id = $1 AND l.state = 'open' ORDER BY l.booked_on, l.id`,
    [agencyId],
  )
  let matched = 0
  for (const line of lines) {
    const found = matchLine(line, await dueDossiers(db.read, agencyId), await bankRefunds(db.read, agencyId))
    if (found.kind === 'open') {
      await db.write((tx) =>
        query(tx, `UPDATE money_statement_line SET why_open = $2 WHERE id = $1 AND state = 'open'`, [
          line.id,
          found.why,
        ]),
      )
    } else if (found.kind === 'refund') {
      // The bank carried out an order: that is the paying. Broken off here, the next matching finds a paid refund.
      if (await isApproved(db.read, found.refundId)) await payRefund(context, { refundId: found.refundId, actor })
      await db.write((tx) => closeAsRefund(tx, line.id, { refundId: found.refundId, actor }))
      matched++
    } else if (await paysQuietly(context, line, found.dossierId as DossierId, actor)) matched++
  }
  return matched
}

/** What was paid otherwise between looking and booking stays open for a person. */
async function paysQuietly(
  context: MoneyContext,
  line: StatementLine,
  dossierId: DossierId,
  actor: Actor,
): Promise<boolean> {
  try {
    await context.casework.db.write((tx) => bookLine(tx, context, { line, dossierId, actor, reason: null }))
    return true
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return false
  }
}

async function dueDossiers(reader: Reader, agencyId: AgencyId): Promise<DueDossier[]> {
  const rows = await query<DueDossier & { legal: string; collect: string }>(
    reader,
    `SELECT d.id AS "dossierId", d.code, d.legal_state AS legal, c.collect, sum(c.amount)::bigint AS amount
     FROM money_charge c JOIN casework_dossier d ON d.id = c.dossier_id
     WHERE c.agency_id = $1 AND c.state = 'due' AND d.code IS NOT NULL GROUP BY 1, 2, 3, 4`,
    [agencyId],
  )
  const sums = new Map<string, DueDossier>()
  for (const { dossierId, code, amount, legal, collect } of rows) {
    if (!(momentsReached(legal) as string[]).includes(collect)) continue
    const known = sums.get(dossierId)
    sums.set(dossierId, { dossierId, code, amount: amount + (known?.amount ?? 0) })
  }
  return [...sums.values()]
}

function bankRefunds(reader: Reader, agencyId: AgencyId): Promise<BankRefund[]> {
  return query<BankRefund>(
    reader,
    `SELECT r.id AS "refundId", d.code, r.amount FROM money_refund r JOIN casework_dossier d ON d.id = r.dossier_id
     WHERE r.agency_id = $1 AND r.method = 'bank' AND (r.state = 'paid' OR (r.state = 'approved' AND r.order_id IS NOT NULL))
       AND NOT EXISTS (SELECT 1 FROM money_statement_line l WHERE l.refund_id = r.id)`,
    [agencyId],
  )
}

async function isApproved(reader: Reader, refundId: string): Promise<boolean> {
  const rows = await query(reader, `SELECT 1 FROM money_refund WHERE id = $1 AND state = 'approved'`, [refundId])
  return rows.length > 0
}

async function lockLine(tx: Transaction, id: string): Promise<StatementLine> {
  const [line] = await query<StatementLine>(
    tx,
    `SELECT ${LINE_COLUMNS} FROM money_statement_line l WHERE l.id = $1 FOR UPDATE`,
    [id],
  )
  if (line === undefined) throw refusals.statement_line_not_found()
  if (line.state !== 'open') throw refusals.statement_line_settled()
  return line
}

interface LineBooking {
  line: StatementLine
  dossierId: DossierId
  actor: Actor
  reason: string | null
}

/** The line pays what is due now of a dossier, to the đồng. */
async function bookLine(tx: Transaction, context: MoneyContext, given: LineBooking): Promise<void> {
  const { actor, reason } = given
  const first = await openDossierForFees(tx, given.dossierId)
  const line = await lockLine(tx, given.line.id)
  const { loaded, charges } = await assessIn(tx, first, { actor: anonymous })
  const due = dueNow(charges, loaded.state.legal)
  const sum = sumOfCharges(due)
  if (sum !== line.amount) {
    const params = { due: writeAmount(sum), given: writeAmount(line.amount) }
    throw refusals.amount_differs(params, [{ path: 'code', code: 'money.amount_differs', params }])
  }
  const { paymentId } = await bookPayment(tx, context, loaded, {
    id: newId(loaded.now.getTime()),
    method: 'bank',
    chargeIds: due.map((charge) => charge.id),
    amount: line.amount,
    reference: line.id,
    actor,
    paidOn: line.on,
  })
  await query(
    tx,
    `UPDATE money_statement_line SET state = 'matched', payment_id = $2, reason = $3, matched_by = $4, matched_at = platform_now(), why_open = NULL
     WHERE id = $1`,
    [line.id, paymentId, reason, actor.kind === 'officer' ? actor.officerId : null],
  )
}

async function closeAsRefund(
  tx: Transaction,
  lineId: string,
  { refundId, actor }: { refundId: string; actor: Actor },
): Promise<void> {
  await lockLine(tx, lineId)
  await query(
    tx,
    `UPDATE money_statement_line SET state = 'refund', refund_id = $2, matched_by = $3, matched_at = platform_now(), why_open = NULL WHERE id = $1`,
    [lineId, refundId, actor.kind === 'officer' ? actor.officerId : null],
  )
}

export const lineKinds = ['payment', 'settlement', 'refund', 'other'] as const

export interface LineDecision {
  lineId: string
  kind: string
  /** For `payment`: the dossier it pays. */
  dossierCode: string
  reason: string
  actor: Actor
}

/**
 * A person says what an open line is, with a reason: the payment of a dossier, the platform passing money on, money owed back that left, or
 * something else, which is booked as a difference.
 */
export async function settleLine(context: MoneyContext, decision: LineDecision): Promise<void> {
  const { actor, kind, lineId } = decision
  const reason = decision.reason.trim()
  const fault = (path: string, code: string) => [{ path, code: `money.${code}` }]
  await context.casework.db.write(async (tx) => {
    const [seen] = await query<StatementLine>(
      tx,
      `SELECT ${LINE_COLUMNS} FROM money_statement_line l WHERE l.id = $1`,
      [lineId],
    )
    if (seen === undefined || cashierIn(actor, seen.agencyId) === null) throw refusals.statement_line_not_found()
    if (!(lineKinds as readonly string[]).includes(kind)) {
      throw refusals.match_kind_unknown({}, fault('kind', 'match_kind_unknown'))
    }
    if (reason.length < 3) throw refusals.reason_needed({}, fault('reason', 'reason_needed'))
    if (kind === 'payment') {
      const dossierId = await dossierOfCode(tx, decision.dossierCode, seen.agencyId)
      await bookLine(tx, context, { line: seen, dossierId, actor, reason })
      return
    }
    await bookOther(tx, await lockLine(tx, lineId), { kind: kind as 'settlement' | 'refund' | 'other', reason, actor })
  })
}

/** Refuses `nothing_due` at the field of the code for a dossier that the agency did not receive. */
export async function dossierOfCode(tx: Transaction, code: string, agencyId: AgencyId): Promise<DossierId> {
  const [row] = await query<{ id: DossierId }>(
    tx,
    'SELECT id FROM casework_dossier WHERE code = $1 AND intake_agency_id = $2',
    [code.trim().toUpperCase(), agencyId],
  )
  if (row === undefined) throw refusals.nothing_due({}, [{ path: 'code', code: 'money.dossier_not_found' }])
  return row.id
}

async function bookOther(
  tx: Transaction,
  line: StatementLine,
  { kind, reason, actor }: { kind: 'settlement' | 'refund' | 'other'; reason: string; actor: Actor },
): Promise<void> {
  const officerId = actor.kind === 'officer' ? actor.officerId : null
  const [row] = await query<{ now: Date }>(
    tx,
    `UPDATE money_statement_line SET state = $2, reason = $3, matched_by = $4, matched_at = platform_now(), why_open = NULL
     WHERE id = $1 RETURNING matched_at AS now`,
    [line.id, kind, reason, officerId],
  )
  const now = row?.now ?? new Date()
  await bookEntry(tx, {
    agencyId: line.agencyId,
    kind: kind === 'settlement' ? 'settlement' : 'bank_other',
    cause: `bank-line:${line.id}`,
    officerId,
    on: line.on <= localDate(now.getTime()) ? line.on : localDate(now.getTime()),
    at: now,
    postings: bankLinePostings(kind, line.amount),
  })
}
