import { type Db, query, type Transaction } from '../../platform/db.ts'
import { type AgencyId, newId, type UserId } from '../../platform/ids.ts'
import { insertAccounts } from '../../platform/session/index.ts'
import { organisationRefusals } from './errors.ts'
import { makeToken, tokenHash } from './token.ts'

export interface IssueToken {
  /** What the system is called in logs and histories. */
  name: string
  /** The agency it speaks for; null for none. */
  agencyId: AgencyId | null
  /** What it may do; at least one word such as `dossiers:read`. */
  scopes: readonly string[]
  expiresAt: Date
}

export interface IssuedToken {
  id: string
  userId: UserId
  /** The only time the token is seen. */
  token: string
}

/** Makes a system's account and its token. Refuses `organisation.token_expiry_past`; agency unknown: foreign key (23503). */
export async function issueToken(db: Db, command: IssueToken): Promise<IssuedToken> {
  if (command.expiresAt.getTime() <= Date.now()) throw organisationRefusals.token_expiry_past()
  const token = makeToken()
  const issued = { id: newId(), userId: newId<UserId>(), token }
  await db.write(async (tx) => {
    await insertAccounts(tx, [
      {
        userId: issued.userId,
        loginName: `system-${issued.userId}`,
        name: command.name,
        email: null,
        passwordHash: null,
        kind: 'system',
      },
    ])
    await query(
      tx,
      `INSERT INTO account_token (id, user_id, token_hash, name, agency_id, scopes, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [issued.id, issued.userId, tokenHash(token), command.name, command.agencyId, command.scopes, command.expiresAt],
    )
  })
  return issued
}

/** Takes a token back; it stays in the table with the time. Revoking twice keeps the first time. */
export async function revokeToken(tx: Transaction, id: string): Promise<void> {
  await query(tx, 'UPDATE account_token SET revoked_at = platform_now() WHERE id = $1 AND revoked_at IS NULL', [id])
}
