import { setTimeout as pause } from 'node:timers/promises'
import { consume, sealHorizon } from '../../platform/ledger/index.ts'
import type { NoticesContext } from './context.ts'
import { deliverNotices } from './delivery/deliver-notices.ts'
import { tellApplicants } from './tell-applicants.ts'

const FOLLOWER = 'notices'
const BATCH = 200
const IDLE_MS = 1000

/** Tells of everything that has happened since the last time; returns how many events it passed. */
export async function followLedger(context: NoticesContext): Promise<number> {
  await sealHorizon(context.db)
  let all = 0
  for (;;) {
    const passed = await consume(context.db, FOLLOWER, BATCH, async (tx, events) => {
      await tellApplicants(context, tx, events)
    })
    all += passed
    if (passed < BATCH) return all
  }
}

export interface NoticeRunner {
  /** Finishes what is under way and stops. */
  stop(): Promise<void>
}

/**
 * Follows the ledger and delivers, all the time: a change is told within a second or two ("at once", NĐ 224/2026 Art. 15.1.g), which a
 * job each minute could not. When the database goes away it waits and tries again.
 */
export function startNotices(context: NoticesContext, onFault: (error: unknown) => void): NoticeRunner {
  const stopping = new AbortController()
  const running = (async () => {
    while (!stopping.signal.aborted) {
      const handled = await round(context, onFault)
      if (handled === 0) await pause(IDLE_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

async function round(context: NoticesContext, onFault: (error: unknown) => void): Promise<number> {
  try {
    return (await followLedger(context)) + (await deliverNotices(context))
  } catch (error) {
    onFault(error)
    return 0
  }
}
