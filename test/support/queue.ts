import { join } from 'node:path'
import { importQueue, loadQueueFile, openQueue, type QueueContext } from '../../src/modules/queue/index.ts'
import { newId } from '../../src/platform/ids.ts'
import type { TestProvince } from './province.ts'

export const CENTRE = 'mot-cua-phuong-pho-hien'

/** The shipped queues in a test's own province. Every ask comes from another address, so that no limit is met by chance. */
export async function seedQueue(province: TestProvince): Promise<QueueContext> {
  const { db, keys } = province.context
  const file = await loadQueueFile(join(import.meta.dirname, '../../data'))
  await db.write((tx) => importQueue(tx, file))
  return openQueue({ db, keys })
}

/** A wish for a ticket with all that a test does not care about. */
export function wish(more: object = {}) {
  return {
    centre: CENTRE,
    line: 'ho-tich',
    source: 'kiosk' as const,
    priority: null,
    commandId: newId(),
    address: newId(),
    ...more,
  }
}
