import { localDate } from '../../../platform/civil-date.ts'
import { query, type Reader } from '../../../platform/db.ts'
import type { DossierId } from '../../../platform/ids.ts'
import { getProcedureVersion } from '../../catalogue/index.ts'
import type { CitizenActor } from '../../organisation/index.ts'
import { getOwnPaper, sharePaper } from '../../vault/papers/index.ts'
import type { CaseworkContext } from '../context.ts'
import { type DossierState, isEnded } from '../dossier.ts'
import { refusals } from '../errors.ts'
import { typesUsable } from './held-component.ts'

/**
 * Lets a dossier, one's own or somebody else's, use a paper of one's own. Refuses, at the field `code`, `share_dossier_unknown` (also for
 * a dossier that has ended) and `share_not_needed` (its procedure asks for no such paper).
 */
export async function shareWithDossier(
  context: CaseworkContext,
  asked: { actor: CitizenActor; paperId: string; code: string },
): Promise<{ code: string }> {
  const { actor, paperId } = asked
  const { db, keys } = context
  const { paper } = await getOwnPaper(db.read, keys, { personId: actor.personId, paperId })
  const state = await findOpenDossier(db.read, asked.code)
  if (state === null || state.code === null) {
    throw refusals.share_dossier_unknown({}, [{ path: 'code', code: 'casework.share_dossier_unknown' }])
  }
  const { document } = await getProcedureVersion(db.read, state.procedureVersionId)
  if (!typesUsable(document, state.caseKey).includes(paper.typeCode)) {
    throw refusals.share_not_needed({}, [{ path: 'code', code: 'casework.share_not_needed' }])
  }
  const dossier = { id: state.id, code: state.code }
  await db.write((tx) => sharePaper(tx, context, { owner: actor, paperId, dossier, onDate: localDate(Date.now()) }))
  return { code: dossier.code }
}

async function findOpenDossier(reader: Reader, typed: string): Promise<DossierState | null> {
  const code = typed.replace(/\s/g, '').slice(0, 60).toUpperCase()
  const [row] = await query<{ state: DossierState }>(reader, 'SELECT state FROM casework_dossier WHERE code = $1', [
    code,
  ])
  if (row === undefined || isEnded(row.state.legal) || row.state.legal === 'resolved') return null
  return row.state
}

/** The codes of dossiers, for saying in which of them a paper was used; one without a code is absent. */
export async function findDossierCodes(
  reader: Pick<Reader, 'executeQuery'>,
  ids: readonly DossierId[],
): Promise<Map<DossierId, string>> {
  if (ids.length === 0) return new Map()
  const rows = await query<{ id: DossierId; code: string }>(
    reader,
    'SELECT id, code FROM casework_dossier WHERE id = ANY ($1::uuid[]) AND code IS NOT NULL',
    [[...new Set(ids)]],
  )
  return new Map(rows.map((row) => [row.id, row.code]))
}
