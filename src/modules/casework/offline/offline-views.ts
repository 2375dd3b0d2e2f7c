import { query } from '../../../platform/db.ts'
import type { Actor } from '../../organisation/index.ts'
import type { CaseworkContext } from '../context.ts'
import { getOwnKit } from './kit-store.ts'
import type { KitStatus } from './schemas.ts'

/** How far a machine's journal has come in: what it may forget, what its cash must come to, and the server's time. */
export async function getKitStatus(context: CaseworkContext, actor: Actor, kitId: string): Promise<KitStatus> {
  const { kit } = await getOwnKit(context, actor, kitId)
  const reader = context.db.read
  const [settled, [sums], [cash]] = await Promise.all([
    query<KitStatus['settled'][number]>(
      reader,
      `SELECT id, outcome, settled_number AS number, dossier_id AS "dossierId" FROM casework_offline_record
       WHERE kit_id = $1 AND outcome <> 'open' ORDER BY position`,
      [kit.id],
    ),
    query<{ last: number; now: Date }>(
      reader,
      `SELECT coalesce(max(position), 0) AS last, platform_now() AS now FROM casework_offline_record WHERE kit_id = $1`,
      [kit.id],
    ),
    query<{ count: number; amount: number }>(
      reader,
      `SELECT count(*)::integer AS count, coalesce(sum(c.amount), 0)::float8 AS amount
       FROM casework_offline_cash c JOIN casework_offline_record r ON r.id = c.record_id WHERE r.kit_id = $1`,
      [kit.id],
    ),
  ])
  return {
    kitId: kit.id,
    contentHash: kit.contentHash,
    serverTime: (sums?.now ?? new Date()).getTime(),
    closed: kit.closedAt !== null,
    lastPosition: sums?.last ?? 0,
    settled,
    cash: cash ?? { count: 0, amount: 0 },
  }
}
