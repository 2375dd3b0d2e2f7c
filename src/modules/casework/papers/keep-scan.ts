import { query, type Transaction } from '../../../platform/db.ts'
import type { DossierId, PersonId } from '../../../platform/ids.ts'
import type { Keyring } from '../../../platform/sealing/keyring.ts'
import { componentType, getProcedureVersion, type ProcedureDocument } from '../../catalogue/index.ts'
import type { ConfirmedPaper } from '../../digitisation/index.ts'
import { keepPaper, replacePaper } from '../../vault/papers/index.ts'
import type { DossierState } from '../dossier.ts'
import { papersOf } from './held-component.ts'

/** The names that these papers bear by law; what belongs to a component bears the component's. */
const NAMES: Readonly<Record<ConfirmedPaper['typeCode'], string>> = {
  citizen_card: 'Căn cước',
  birth_certificate: 'Giấy khai sinh',
  marriage_certificate: 'Giấy chứng nhận kết hôn',
  land_certificate: 'Giấy chứng nhận quyền sử dụng đất',
  business_registration: 'Giấy chứng nhận đăng ký doanh nghiệp',
  birth_note: 'Giấy chứng sinh',
}

/**
 * Puts a paper that a clerk has confirmed into its person's store, in the transaction of the confirmation. Scanned for a component of a
 * dossier, it takes the place of the bare scan that was kept when the dossier was accepted. Gives the paper's id there.
 */
export async function keepConfirmedScan(
  tx: Transaction,
  { keys }: { keys: Keyring },
  paper: ConfirmedPaper,
): Promise<string> {
  const place = await placeOf(tx, paper)
  const { paperId } = await keepPaper(
    tx,
    { keys },
    {
      personId: paper.personId,
      typeCode: place?.typeCode ?? paper.typeCode,
      kind: 'digitised',
      source: paper.source,
      details: { number: paper.number ?? '', issuer: paper.issuer ?? '', title: place?.title ?? NAMES[paper.typeCode] },
      issuerAgencyId: paper.agencyId,
      procedureCode: place?.procedureCode ?? null,
      dossierId: paper.dossierId,
      scanId: paper.scanId,
      digitisedBy: paper.officerId,
      issuedOn: paper.issuedOn,
      validFrom: paper.issuedOn ?? paper.confirmedOn,
      validTo: paper.validUntil,
      fileHash: paper.fileHash,
    },
  )
  if (place !== null) {
    for (const olderId of await bareScans(tx, paper)) {
      if (olderId !== paperId) await replacePaper(tx, { olderId, newerId: paperId })
    }
  }
  return paperId
}

interface Place {
  typeCode: string
  title: string
  procedureCode: string
}

async function placeOf(tx: Transaction, { dossierId, componentKey, personId }: ConfirmedPaper): Promise<Place | null> {
  if (dossierId === null || componentKey === null) return null
  const [row] = await query<{ state: DossierState }>(tx, 'SELECT state FROM casework_dossier WHERE id = $1', [
    dossierId,
  ])
  if (row === undefined || row.state.applicant.personId !== personId) return null
  const { document } = await getProcedureVersion(tx, row.state.procedureVersionId)
  return placeIn(document, row.state, componentKey)
}

function placeIn(procedure: ProcedureDocument, state: DossierState, componentKey: string): Place | null {
  const component = papersOf(procedure, state.caseKey).find(({ key }) => key === componentKey)
  if (component === undefined) return null
  return {
    typeCode: componentType(procedure.code, component),
    title: component.name.vi,
    procedureCode: procedure.code,
  }
}

async function bareScans(
  tx: Transaction,
  {
    personId,
    dossierId,
    componentKey,
  }: { personId: PersonId; dossierId: DossierId | null; componentKey: string | null },
): Promise<string[]> {
  const rows = await query<{ id: string }>(
    tx,
    `SELECT id FROM vault_paper WHERE person_id = $1 AND dossier_id = $2 AND kind = 'digitised' AND revoked_at IS NULL
     AND replaced_by IS NULL AND starts_with(source, $3) ORDER BY id`,
    [personId, dossierId, `component:${dossierId}:${componentKey}:`],
  )
  return rows.map(({ id }) => id)
}
