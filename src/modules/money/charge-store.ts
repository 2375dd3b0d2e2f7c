import { query, type Reader, type Transaction } from '../../platform/db.ts'
import type { DossierId } from '../../platform/ids.ts'
import type { Charge } from './charge.ts'

const COLUMNS = `c.id, c.dossier_id AS "dossierId", c.line_key AS key, c.agency_id AS "agencyId", c.kind, c.collect,
  c.full_amount AS full, c.waived_amount AS waived, c.amount, c.state, c.line, p.payment_id AS "paymentId"`

/** The charges of a dossier in the order in which they were assessed. */
export async function chargesOf(reader: Pick<Reader, 'executeQuery'>, dossierId: DossierId): Promise<Charge[]> {
  return query<Charge>(
    reader,
    `SELECT ${COLUMNS} FROM money_charge c LEFT JOIN money_payment_charge p ON p.charge_id = c.id
     WHERE c.dossier_id = $1 ORDER BY c.assessed_at, c.line_key`,
    [dossierId],
  )
}

export async function findCharge(tx: Transaction, id: string): Promise<Charge | undefined> {
  const [charge] = await query<Charge>(
    tx,
    `SELECT ${COLUMNS} FROM money_charge c LEFT JOIN money_payment_charge p ON p.charge_id = c.id WHERE c.id = $1`,
    [id],
  )
  return charge
}

export async function insertCharges(
  tx: Transaction,
  charges: readonly Omit<Charge, 'paymentId'>[],
  at: Date,
): Promise<void> {
  for (const charge of charges) {
    await query(
      tx,
      `INSERT INTO money_charge (id, dossier_id, line_key, agency_id, kind, collect, full_amount, waived_amount, amount, state, line, assessed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        charge.id,
        charge.dossierId,
        charge.key,
        charge.agencyId,
        charge.kind,
        charge.collect,
        charge.full,
        charge.waived,
        charge.amount,
        charge.state,
        JSON.stringify(charge.line),
        at,
      ],
    )
  }
}

/** Lets off a part or all of charges that are due. */
export async function updateWaived(tx: Transaction, charges: readonly Charge[]): Promise<void> {
  for (const { id, waived, amount, state, line } of charges) {
    await query(
      tx,
      `UPDATE money_charge SET waived_amount = $2, amount = $3, state = $4, line = $5 WHERE id = $1 AND state = 'due'`,
      [id, waived, amount, state, JSON.stringify(line)],
    )
  }
}

export async function setChargeState(
  tx: Transaction,
  ids: readonly string[],
  state: 'paid' | 'refunded' | 'released' | 'due',
): Promise<void> {
  await query(tx, 'UPDATE money_charge SET state = $2 WHERE id = any($1::uuid[])', [ids, state])
}
