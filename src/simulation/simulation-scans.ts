import type { Transaction } from '../platform/db.ts'
import type { FileStore } from '../platform/files/file-store.ts'
import { recordScans, storeScans } from './demo-scans.ts'
import type { Texts } from './simulation-files.ts'
import type { SimulationScans } from './simulation-request.ts'

/** Stores the few files that all simulated dossiers share, and `own` result files that differ. */
export async function storeSimulationScans(files: FileStore, texts: Texts, own: number): Promise<SimulationScans> {
  const common = [
    { title: texts.scanTitle, lines: texts.scanLines },
    { title: texts.resultTitle, lines: texts.resultLines },
    { title: texts.declinedTitle, lines: texts.resultLines },
  ]
  const numbered = Array.from({ length: own }, (_, index) => ({
    title: texts.resultTitle,
    lines: [...texts.resultLines, `${index + 1}/${own}`],
  }))
  const [paper, granted, declined, ...results] = await storeScans(files, [...common, ...numbered])
  if (paper === undefined || granted === undefined || declined === undefined) throw new Error('three files at least')
  return { paper, granted, declined, own: results }
}

/** Records them as inspected files. */
export function recordSimulationScans(
  tx: Transaction,
  { paper, granted, declined, own }: SimulationScans,
): Promise<void> {
  return recordScans(tx, [paper, granted, declined, ...own])
}
