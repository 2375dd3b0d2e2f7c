import { query, type Reader } from '../db.ts'

/** Whether any demonstration account is open: a production start refuses then, their password is in the repository. */
export async function hasDemoAccounts(reader: Reader): Promise<boolean> {
  const rows = await query<{ found: boolean }>(
    reader,
    'SELECT EXISTS (SELECT FROM account_user WHERE demo_key IS NOT NULL AND disabled_at IS NULL) AS found',
  )
  return rows[0]?.found === true
}
