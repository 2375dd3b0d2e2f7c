import type { Reader } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { centreTopic, getCentre } from './centre-store.ts'

/** The live topic of a centre, by its address word; null when there is no such queue. Everybody may hear that something changed. */
export async function findQueueTopic(reader: Reader, slug: string): Promise<string | null> {
  try {
    return centreTopic((await getCentre(reader, slug)).id)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
