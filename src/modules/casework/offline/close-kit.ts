import { type Db, query } from '../../../platform/db.ts'
import type { Actor } from '../../organisation/index.ts'
import type { CaseworkContext } from '../context.ts'
import { getOwnKit } from './kit-store.ts'
import { closeBlocksOf, closeExpiredBlocks } from './number-store.ts'

/** The machine works without network no more: what it has left of its numbers is void. A second press changes nothing. */
export async function closeKit(context: CaseworkContext, actor: Actor, kitId: string): Promise<void> {
  const { kit } = await getOwnKit(context, actor, kitId)
  await context.db.write(async (tx) => {
    await query(tx, 'UPDATE casework_offline_kit SET closed_at = platform_now() WHERE id = $1 AND closed_at IS NULL', [
      kit.id,
    ])
    await closeBlocksOf(tx, kit.deviceId, kit.agencyId)
  })
}

/** Reserved numbers whose time is over are void: each is accounted for, none is given again. */
export function voidExpiredNumbers(db: Db): Promise<void> {
  return db.write(closeExpiredBlocks)
}
