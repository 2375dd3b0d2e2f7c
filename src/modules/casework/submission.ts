import type { DossierId, ProcedureVersionId } from '../../platform/ids.ts'
import type { Channel } from '../catalogue/schemas.ts'
import type { PersonProfile } from '../vault/index.ts'
import type { Attachment, Authorisation, PaperItem, ReturnWay } from './dossier.ts'

/** What is handed in. */
export interface Submission {
  procedureVersionId: ProcedureVersionId
  caseKey: string | null
  channel: Channel
  /** The applicant as checked (`checkPerson`). */
  applicant: PersonProfile
  /** Official code of the commune that decides, for procedures decided by communes. */
  communeCode?: string | undefined
  /** The commune that takes part where the flow has a step there; the deciding agency when left out. */
  processingCommuneCode?: string | undefined
  answers?: Record<string, string> | undefined
  attachments: Omit<Attachment, 'round'>[]
  papers: PaperItem[]
  /** How the applicant wants the result; left out: at the counter. */
  resultBy?: ReturnWay | undefined
  previousDossierId?: DossierId | undefined
  /** Whom the applicant authorised to hand it in, and the document that says so. */
  authorised?: AuthorisedPerson | undefined
  /** Made by the client for dossiers handed in together. */
  groupId?: string | undefined
  /** The line of the post's hand-over record that it came with. */
  postItemId?: string | undefined
}

export interface AuthorisedPerson {
  profile: PersonProfile
  file: Authorisation['file']
  onPaper: boolean
}
