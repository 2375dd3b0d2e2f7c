import { query, type Reader, type Transaction } from '../../platform/db.ts'
import type { AgencyId, UserId } from '../../platform/ids.ts'
import type { SystemActor } from './actor.ts'
import { tokenHash } from './token.ts'

export interface KnownToken {
  id: string
  actor: SystemActor
  expiresAt: Date
  /** Its last use is not written down for the running hour yet. */
  useIsOld: boolean
}

/** The system behind a token that is neither revoked nor run out; null otherwise. */
export async function findToken(reader: Reader, token: string): Promise<KnownToken | null> {
  const hash = tokenHash(token)
  if (hash === null) return null
  const rows = await query<{
    id: string
    userId: UserId
    agencyId: AgencyId | null
    scopes: string[]
    expiresAt: Date
    useIsOld: boolean
  }>(
    reader,
    `SELECT t.id, t.user_id AS "userId", t.agency_id AS "agencyId", t.scopes, t.expires_at AS "expiresAt",
       coalesce(t.last_used_at < platform_now() - interval '1 hour', true) AS "useIsOld"
     FROM account_token t JOIN account_user u ON u.id = t.user_id
     WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND t.expires_at > platform_now() AND u.disabled_at IS NULL`,
    [hash],
  )
  const row = rows[0]
  if (row === undefined) return null
  const { id, expiresAt, useIsOld, ...who } = row
  return { id, expiresAt, useIsOld, actor: { kind: 'system', ...who } }
}

/** Writes down that a token is in use, at most once an hour. */
export async function touchToken(tx: Transaction, id: string): Promise<void> {
  await query(
    tx,
    `UPDATE account_token SET last_used_at = platform_now()
     WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < platform_now() - interval '1 hour')`,
    [id],
  )
}
