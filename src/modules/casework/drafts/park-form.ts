import { query } from '../../../platform/db.ts'
import { isUuid, newId } from '../../../platform/ids.ts'
import type { CaseworkContext } from '../context.ts'
import { openParked, sealParked } from './draft-seal.ts'

/** Longest text that is parked, in UTF-16 units: everything a form of ours can hold. */
const LONGEST_PARKED = 12_000

/**
 * Keeps what somebody typed whose session had ended, until the next login (at most a day). The token opens it and is given to that
 * browser alone; the table holds only what nobody can read. Null when the text is too long to be one of ours.
 */
export async function parkForm(context: Pick<CaseworkContext, 'db' | 'keys'>, text: string): Promise<string | null> {
  if (text.length > LONGEST_PARKED) return null
  const id = newId()
  const { sealed, wrapped } = sealParked(context.keys, id, text)
  await context.db.write(async (tx) => {
    await query(tx, `DELETE FROM casework_parked_form WHERE parked_at < platform_now() - interval '1 day'`)
    await query(tx, 'INSERT INTO casework_parked_form (id, sealed) VALUES ($1, $2)', [id, sealed])
  })
  return `${id}.${wrapped.toString('base64url')}`
}

/** What was parked under a token; null when it is over, unknown or not a token. */
export async function findParked(context: Pick<CaseworkContext, 'db' | 'keys'>, token: string): Promise<string | null> {
  const [id, wrapped = ''] = token.split('.')
  if (!isUuid(id)) return null
  const [row] = await query<{ sealed: Buffer }>(
    context.db.read,
    `SELECT sealed FROM casework_parked_form WHERE id = $1 AND parked_at >= platform_now() - interval '1 day'`,
    [id],
  )
  if (row === undefined) return null
  try {
    return openParked(context.keys, id, { sealed: row.sealed, wrapped: Buffer.from(wrapped, 'base64url') })
  } catch {
    return null
  }
}

/** Forgets what was parked, once it is saved. */
export async function dropParked(context: Pick<CaseworkContext, 'db'>, token: string): Promise<void> {
  const [id] = token.split('.')
  if (!isUuid(id)) return
  await context.db.write((tx) => query(tx, 'DELETE FROM casework_parked_form WHERE id = $1', [id]))
}
