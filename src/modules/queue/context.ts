import type { Db } from '../../platform/db.ts'
import { createRateWindow, type RateWindow } from '../../platform/http/rate-window.ts'
import type { AgencyId } from '../../platform/ids.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'
import { type MeasuredLine, readMeasured } from './measured.ts'

/** What the queue's use cases and pages stand on. */
export interface QueueContext {
  db: Db
  keys: Keyring
  /** Whether this address may take, book or check in once more this minute. */
  mayAsk: RateWindow
  /** Service times of a centre's lines, at most some minutes old. */
  measured(centreId: AgencyId): Promise<ReadonlyMap<string, MeasuredLine>>
}

/** A busy hall behind one address gives about one ticket every two seconds. */
const MOST_A_MINUTE = 40
const MEASURED_FRESH_MS = 5 * 60_000

export function openQueue({ db, keys }: Pick<QueueContext, 'db' | 'keys'>): QueueContext {
  const kept = new Map<AgencyId, { until: number; lines: Promise<ReadonlyMap<string, MeasuredLine>> }>()
  return {
    db,
    keys,
    mayAsk: createRateWindow({ most: MOST_A_MINUTE, windowMs: 60_000 }),
    measured(centreId) {
      const now = performance.now()
      const known = kept.get(centreId)
      if (known !== undefined && known.until > now) return known.lines
      const lines = readMeasured(db.read, centreId)
      kept.set(centreId, { until: now + MEASURED_FRESH_MS, lines })
      lines.catch(() => kept.delete(centreId))
      return lines
    },
  }
}
