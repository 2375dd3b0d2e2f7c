import { hashPassword as hash } from 'better-auth/crypto'
import { query, type Transaction } from '../db.ts'
import { newId, type UserId } from '../ids.ts'
import { sessionRefusals } from './errors.ts'
import { isLoginName, normaliseLoginName, passwordFault } from './login-name.ts'

export interface NewAccount {
  userId: UserId
  loginName: string
  /** What the account calls itself on the page. */
  name: string
  /** Null: a placeholder nobody can receive mail at. */
  email: string | null
  /** From `hashPassword`; null for an account without one (a system, or an outside identity only). */
  passwordHash: string | null
  kind: 'person' | 'system'
  /** Makes it a demonstration account. */
  demo?: { key: string; order: number | null }
}

/** The scrypt hash of a new password. Refuses one under 12 or over 128 characters. Takes some 50 ms: never in a transaction. */
export async function hashPassword(password: string): Promise<string> {
  const fault = passwordFault(password)
  if (fault !== null) throw sessionRefusals[fault]()
  return hash(password)
}

/** Writes accounts, all in two statements. A login name or e-mail address already in use is a unique violation (23505). */
export async function insertAccounts(tx: Transaction, accounts: readonly NewAccount[]): Promise<void> {
  const names = accounts.map((account) => normaliseLoginName(account.loginName))
  for (const name of names) if (!isLoginName(name)) throw sessionRefusals.login_name_invalid({ name })
  await query(
    tx,
    `INSERT INTO account_user (id, name, email, email_verified, username, display_username, kind, demo_key, demo_order)
     SELECT id, name, email, true, username, username, kind, demo_key, demo_order
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[])
       AS e (id, name, email, username, kind, demo_key, demo_order)`,
    [
      accounts.map((account) => account.userId),
      accounts.map((account) => account.name),
      accounts.map((account, index) => account.email?.toLowerCase() ?? `${names[index]}@noreply.invalid`),
      names,
      accounts.map((account) => account.kind),
      accounts.map((account) => account.demo?.key ?? null),
      accounts.map((account) => account.demo?.order ?? null),
    ],
  )
  const withPassword = accounts.filter((account) => account.passwordHash !== null)
  await query(
    tx,
    `INSERT INTO account_account (id, account_id, provider_id, user_id, password)
     SELECT id, user_id, 'credential', user_id::uuid, password
     FROM unnest($1::uuid[], $2::text[], $3::text[]) AS e (id, user_id, password)`,
    [
      withPassword.map(() => newId()),
      withPassword.map((account) => account.userId),
      withPassword.map((account) => account.passwordHash),
    ],
  )
}

/** Closes an account (or opens it again) and ends its sessions; what it did stays. */
export async function setDisabled(tx: Transaction, userId: UserId, disabled: boolean): Promise<void> {
  await query(
    tx,
    `UPDATE account_user SET disabled_at = CASE WHEN $2 THEN platform_now() END, updated_at = platform_now()
     WHERE id = $1`,
    [userId, disabled],
  )
  if (disabled) await query(tx, 'DELETE FROM account_session WHERE user_id = $1', [userId])
}
