import { query, type Transaction } from '../../../platform/db.ts'
import type { DossierId } from '../../../platform/ids.ts'
import { consume } from '../../../platform/ledger/consume.ts'
import type { StoredEvent } from '../../../platform/ledger/event.ts'
import { type Reuse, recordReuse } from '../../vault/papers/index.ts'
import type { CaseworkContext } from '../context.ts'
import type { Attachment, DossierState, RegistryReference } from '../dossier.ts'

/** Under this name the follower keeps its place in the ledger. */
const CONSUMER = 'avoided_papers'
const BATCH = 500
const FOLLOWED = ['Submitted', 'PaperAttached', 'Supplied']

/**
 * Counts from the ledger what nobody was asked for: papers of the store and answers of registries that stand in a dossier by reference,
 * each component of a dossier once. Its place moves in the same transaction, so that nothing is counted twice or left out. Returns how
 * many events were handled.
 */
export async function countAvoided({ db }: Pick<CaseworkContext, 'db'>): Promise<number> {
  let all = 0
  for (;;) {
    const handled = await consume(db, CONSUMER, BATCH, countBatch)
    all += handled
    if (handled < BATCH) return all
  }
}

async function countBatch(tx: Transaction, events: readonly StoredEvent[]): Promise<void> {
  const found = events
    .filter(({ type }) => FOLLOWED.includes(type))
    .map((event) => ({ event, avoided: avoidedIn(event) }))
  const counted = found.filter(({ avoided }) => avoided.length > 0)
  if (counted.length === 0) return
  const dossiers = await readDossiers(
    tx,
    counted.map(({ event }) => event.streamId),
  )
  const reuses = counted.flatMap(({ event, avoided }): Reuse[] => {
    const dossier = dossiers.get(event.streamId)
    if (dossier === undefined) return []
    const { applicant, procedureCode, units } = dossier
    const of = {
      dossierId: dossier.id as DossierId,
      personId: applicant.personId,
      procedureCode,
      agencyId: units.competent,
    }
    return avoided.map((one) => ({ ...of, ...one, at: event.recordedAt }))
  })
  await recordReuse(tx, reuses)
}

/** The components for which an entry brings a reference instead of a paper. */
function avoidedIn({ payload }: StoredEvent): Pick<Reuse, 'componentKey' | 'paperId'>[] {
  const { attachments = [], fromRegistries = [] } = payload as unknown as {
    attachments?: Attachment[]
    fromRegistries?: RegistryReference[]
  }
  return [
    ...attachments.flatMap(({ componentKey, paperId }) => (paperId === undefined ? [] : [{ componentKey, paperId }])),
    ...fromRegistries.map(({ componentKey }) => ({ componentKey, paperId: null })),
  ]
}

async function readDossiers(tx: Transaction, ids: readonly string[]): Promise<Map<string, DossierState>> {
  const rows = await query<{ id: string; state: DossierState }>(
    tx,
    'SELECT id, state FROM casework_dossier WHERE id = ANY ($1::uuid[])',
    [[...new Set(ids)]],
  )
  return new Map(rows.map((row) => [row.id, row.state]))
}
