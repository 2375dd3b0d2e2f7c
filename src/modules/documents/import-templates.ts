import type { Transaction } from '../../platform/db.ts'
import type { ShippedTemplate } from './template-files.ts'
import { findLatest, insertVersions, lockTemplates, type NewVersion, saveTemplates } from './template-store.ts'

/**
 * Publishes what ships. Doing it again changes nothing. A shipped text that has changed becomes a new version, in force from today,
 * unless the province has published a text of its own since: that stays in force, and the shipped one can be compared and taken in
 * the editor.
 */
export async function importTemplates(tx: Transaction, shipped: readonly ShippedTemplate[]): Promise<number> {
  await lockTemplates(tx)
  await saveTemplates(tx, shipped)
  const latest = await findLatest(tx)
  const fresh = shipped.flatMap((template): NewVersion[] => {
    const { key, source, sourceHash, sourceNote } = template
    const before = latest.get(key)
    if (before !== undefined && (before.hash === sourceHash || before.origin === 'edited')) return []
    const version = (before?.version ?? 0) + 1
    const validFrom = before === undefined ? template.validFrom : null
    return [{ key, version, validFrom, source, sourceHash, sourceNote, origin: 'shipped', publishedBy: null }]
  })
  await insertVersions(tx, fresh)
  return fresh.length
}
