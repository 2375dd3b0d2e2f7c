import type { Transaction } from '../../platform/db.ts'
import type { CatalogueFiles } from './catalogue-files.ts'
import {
  closeProcedureVersions,
  findLatestFlows,
  findLatestProcedures,
  insertFlowVersions,
  insertProcedureVersions,
  lockCatalogue,
  saveFields,
  saveLifeEvents,
  saveLineage,
  today,
} from './catalogue-store.ts'
import { documentHash } from './document-hash.ts'
import { refreshSearchIndex } from './search-store.ts'
import { searchTextOf } from './search-text.ts'

/** What an import did, in numbers of documents. */
export interface ImportOutcome {
  procedures: { added: number; changed: number; unchanged: number }
  flows: { added: number; changed: number; unchanged: number }
}

/**
 * Publishes what the files say. A document with the hash of its newest version changes nothing; a changed one becomes a new
 * version, in force from today or its later `validFrom`, and closes the one before, whose text stays. The first version is in force from
 * its own `validFrom`. What is no longer in the files stays as it is. The search index follows.
 */
export async function importCatalogue(tx: Transaction, files: CatalogueFiles): Promise<ImportOutcome> {
  await lockCatalogue(tx)
  await saveFields(tx, files.fields)
  await saveLifeEvents(tx, files.lifeEvents)
  await saveLineage(tx, files.lineage)
  const flows = await publishFlows(tx, files)
  const procedures = await publishProcedures(tx, files)
  const { synonyms, lineage } = files
  await refreshSearchIndex(tx, (document) => searchTextOf(document, synonyms, lineage), { synonyms, lineage })
  return { procedures, flows }
}

async function publishFlows(tx: Transaction, files: CatalogueFiles): Promise<ImportOutcome['flows']> {
  const latest = await findLatestFlows(tx)
  const outcome = { added: 0, changed: 0, unchanged: 0 }
  const fresh = files.flows.flatMap((flow) => {
    const hash = documentHash(flow)
    const before = latest.get(flow.code)
    if (before?.hash === hash) {
      outcome.unchanged += 1
      return []
    }
    outcome[before ? 'changed' : 'added'] += 1
    return [{ flowId: before?.id ?? null, code: flow.code, version: (before?.version ?? 0) + 1, body: flow, hash }]
  })
  await insertFlowVersions(tx, fresh)
  return outcome
}

async function publishProcedures(tx: Transaction, files: CatalogueFiles): Promise<ImportOutcome['procedures']> {
  const latest = await findLatestProcedures(tx)
  const now = await today(tx)
  const outcome = { added: 0, changed: 0, unchanged: 0 }
  const fresh = files.procedures.flatMap((document) => {
    const hash = documentHash(document)
    const before = latest.get(document.code)
    if (before?.hash === hash) {
      outcome.unchanged += 1
      return []
    }
    outcome[before ? 'changed' : 'added'] += 1
    const validFrom = before && document.validFrom < now ? now : document.validFrom
    const version = (before?.version ?? 0) + 1
    return [{ procedureId: before?.id ?? null, code: document.code, version, validFrom, body: document, hash }]
  })
  await closeProcedureVersions(
    tx,
    fresh.flatMap(({ procedureId, validFrom }) => (procedureId === null ? [] : [{ procedureId, validFrom }])),
  )
  await insertProcedureVersions(tx, fresh)
  return outcome
}
