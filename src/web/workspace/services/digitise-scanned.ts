import { type DigitisationContext, startScan } from '../../../modules/digitisation/index.ts'
import type { OfficerActor } from '../../../modules/organisation/index.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { ScannedPapers } from './desk-context.ts'

/**
 * Begins to read what a counter scanned for a dossier, a scan a component. What cannot be read as a scan (a spreadsheet, too many pages)
 * stays with the dossier as the file it is: intake never waits for reading and never fails by it.
 */
export async function digitiseScanned(
  context: DigitisationContext,
  actor: OfficerActor,
  { dossierId, personId, agencyId, components }: ScannedPapers,
): Promise<void> {
  for (const { componentKey, fileHashes } of components) {
    try {
      await startScan(context, { actor, fileHashes, personId, dossierId, componentKey, agencyId })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
}
