import { type Db, query, type Transaction } from '../db.ts'

/** Wrong passwords in a row before a name is locked (QCVN 12:2026/BCA asks for at most 5). */
export const MOST_FAILURES = 5

/** How long a lock lasts when nobody opens it (QCVN 12:2026/BCA asks for at least 12 hours). */
export const LOCK_MINUTES = 720

export interface CountedAttempt {
  /** Whether the password may be looked at. */
  allowed: boolean
  /** When the lock ends; null while there is none. */
  lockedUntil: Date | null
}

/**
 * Counts a login attempt before the password is looked at, so that attempts sent at once cannot slip past the limit.
 * Names that no account has are counted alike. `clearAttempts` takes the count back when the password was right.
 */
export async function countAttempt(db: Db, loginName: string, lockMinutes: number): Promise<CountedAttempt> {
  const rows = await db.write((tx) =>
    query<{ failures: number; lockedUntil: Date | null }>(
      tx,
      `INSERT INTO account_attempt AS a (login_name, failures, last_failed_at) VALUES ($1, 1, platform_now())
       ON CONFLICT (login_name) DO UPDATE SET
         failures = CASE WHEN a.last_failed_at + $2 * interval '1 minute' <= platform_now() THEN 1
           ELSE a.failures + 1 END,
         last_failed_at = CASE
           WHEN a.failures >= $3 AND a.last_failed_at + $2 * interval '1 minute' > platform_now() THEN a.last_failed_at
           ELSE platform_now() END,
         locked_until = CASE
           WHEN a.last_failed_at + $2 * interval '1 minute' <= platform_now() THEN NULL
           WHEN a.failures >= $3 THEN a.locked_until
           WHEN a.failures + 1 >= $3 THEN platform_now() + $2 * interval '1 minute' END
       RETURNING failures, locked_until AS "lockedUntil"`,
      [loginName, lockMinutes, MOST_FAILURES],
    ),
  )
  const row = rows[0]
  return { allowed: row !== undefined && row.failures <= MOST_FAILURES, lockedUntil: row?.lockedUntil ?? null }
}

/** Forgets the wrong attempts of a name: after a right password, or when an administrator opens the lock. */
export async function clearAttempts(tx: Transaction, loginName: string): Promise<void> {
  await query(tx, 'DELETE FROM account_attempt WHERE login_name = $1', [loginName])
}

/** Removes what no longer matters: sessions and proofs that ran out, and counts of wrong attempts older than a week. */
export async function pruneSessions(tx: Transaction): Promise<void> {
  await query(tx, 'DELETE FROM account_session WHERE expires_at < platform_now()')
  await query(tx, 'DELETE FROM account_verification WHERE expires_at < platform_now()')
  await query(tx, `DELETE FROM account_attempt WHERE last_failed_at < platform_now() - interval '7 days'`)
}
