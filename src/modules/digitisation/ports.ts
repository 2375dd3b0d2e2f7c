import type { Transaction } from '../../platform/db.ts'
import type { AgencyId, DossierId, FileHash, OfficerId, PersonId } from '../../platform/ids.ts'
import type { PaperKind } from './schemas.ts'

/** A paper that a clerk has confirmed, for whoever keeps papers of persons. Dates are YYYY-MM-DD. */
export interface ConfirmedPaper {
  personId: PersonId
  typeCode: PaperKind
  number: string | null
  issuer: string | null
  issuedOn: string | null
  validUntil: string | null
  /** The PDF/A, or the file as it came where none could be made. Recorded already. */
  fileHash: FileHash
  mediaType: string
  /** Bytes. */
  size: number
  pages: number | null
  /** `scan:ID`, unique. */
  source: string
  scanId: string
  agencyId: AgencyId
  dossierId: DossierId | null
  /** The component of the dossier that it was scanned for. */
  componentKey: string | null
  /** The day of the confirmation. */
  confirmedOn: string
  officerId: OfficerId
}

/** Puts a confirmed paper into the person's store, in the transaction of the confirmation; gives the paper's id there. */
export type KeepPaper = (tx: Transaction, paper: ConfirmedPaper) => Promise<string>
