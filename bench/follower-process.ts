import { openDirectory } from '../src/modules/casework/index.ts'
import { followLedger } from '../src/modules/indicators/index.ts'
import { DEMO_MASTER_KEY } from '../src/platform/config.ts'
import { openDb, query } from '../src/platform/db.ts'
import { sealHorizon } from '../src/platform/ledger/index.ts'
import { openKeyring } from '../src/platform/sealing/keyring.ts'

/** What the follower tells when it has been stopped and has caught up. */
export interface Followed {
  followed: number
  /** Events that were in the ledger and not yet in the figures: the most seen, and when the last request was answered. */
  mostBehind: number
  behindAtEnd: number
  secondsToCatchUp: number
}

/** The figures' follower in a process of its own, for benches: follows without a pause until it is told to stop. */
const db = openDb({ url: process.env.DATABASE_URL ?? '', poolSize: 3, applicationName: 'motcua bench follower' })
const context = {
  casework: {
    db,
    keys: openKeyring(DEMO_MASTER_KEY),
    directory: openDirectory(db.read),
    onlineFiling: 'here' as const,
  },
}

async function follow(): Promise<number> {
  await sealHorizon(db)
  return followLedger(context)
}

async function behind(): Promise<number> {
  const [row] = await query<{ n: number }>(
    db.read,
    `SELECT count(*)::bigint AS n FROM ledger_event
     WHERE position > (SELECT coalesce(max(position), 0) FROM ledger_consumer WHERE name = 'indicators')`,
  )
  return row?.n ?? 0
}

let stopping = false
process.on('message', () => {
  stopping = true
})

await follow()
process.send?.('ready')
const told: Followed = { followed: 0, mostBehind: 0, behindAtEnd: 0, secondsToCatchUp: 0 }
while (!stopping) {
  told.mostBehind = Math.max(told.mostBehind, await behind())
  told.followed += await follow()
}
told.behindAtEnd = await behind()
const begun = performance.now()
while ((await behind()) > 0) told.followed += await follow()
told.secondsToCatchUp = Number(((performance.now() - begun) / 1000).toFixed(3))
process.send?.(told)
await db.close()
process.disconnect?.()
