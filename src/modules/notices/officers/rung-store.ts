import { query, type Reader, type Transaction } from '../../../platform/db.ts'
import type { DossierId } from '../../../platform/ids.ts'
import type { Rung } from '../ladder.ts'

export interface RungKey {
  dossierId: DossierId
  /** `step/<task>/<entered>` or `dossier`. */
  subject: string
  dueAt: Date
}

/** The rungs of these dossiers that were taken, by `keyOf`. */
export async function takenRungs(
  on: Pick<Reader, 'executeQuery'>,
  dossierIds: readonly DossierId[],
): Promise<Map<string, (Rung | 'apology')[]>> {
  const rows = await query<RungKey & { rung: Rung | 'apology' }>(
    on,
    `SELECT dossier_id AS "dossierId", subject, due_at AS "dueAt", rung FROM notices_rung WHERE dossier_id = ANY($1::uuid[])`,
    [[...new Set(dossierIds)]],
  )
  const taken = new Map<string, (Rung | 'apology')[]>()
  for (const row of rows) taken.set(keyOf(row), [...(taken.get(keyOf(row)) ?? []), row.rung])
  return taken
}

export function keyOf({ dossierId, subject, dueAt }: RungKey): string {
  return `${dossierId} ${subject} ${dueAt.getTime()}`
}

/** Takes a rung in the caller's transaction; false when it was taken before. */
export async function takeRung(tx: Transaction, key: RungKey, rung: Rung | 'apology', told: number): Promise<boolean> {
  const rows = await query<{ rung: string }>(
    tx,
    `INSERT INTO notices_rung (dossier_id, subject, due_at, rung, told) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING RETURNING rung`,
    [key.dossierId, key.subject, key.dueAt, rung, told],
  )
  return rows.length === 1
}
