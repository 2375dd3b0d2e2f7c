import type { AgencyId, DossierId, FileHash, OfficerId, PersonId, UserId } from '../../../platform/ids.ts'

export const paperKinds = ['digitised', 'issued'] as const
export type PaperKind = (typeof paperKinds)[number]

/** Why a paper was taken back: its issue was corrected, the issuer withdrew it, it is somebody else's, it cannot be read. */
export const revocations = ['corrected', 'issuer', 'wrong_person', 'unreadable'] as const
export type Revocation = (typeof revocations)[number]

/** What of a paper is personal: sealed under the person's key. */
export interface PaperDetails {
  /** As it stands on the paper; empty when there is none. */
  number: string
  issuer: string
  title: string
}

/** A paper held for a person. Dates are `YYYY-MM-DD`. */
export interface HeldPaper {
  id: string
  personId: PersonId
  typeCode: string
  kind: PaperKind
  details: PaperDetails
  issuerAgencyId: AgencyId | null
  procedureCode: string | null
  /** The dossier of which it is the result, or to which it was handed in. */
  dossierId: DossierId | null
  digitisedBy: OfficerId | null
  issuedOn: string | null
  validFrom: string
  validTo: string | null
  fileHash: FileHash
  mediaType: string
  /** Bytes. */
  size: number
  pages: number | null
  keptAt: Date
  replacedBy: string | null
  revokedAt: Date | null
  revokedBecause: Revocation | null
}

/** What may be asked of a paper on a day. `not_yet`: valid only later. */
export type PaperState = 'valid' | 'not_yet' | 'expired' | 'replaced' | 'revoked'

type Ends = Pick<HeldPaper, 'validFrom' | 'validTo' | 'replacedBy' | 'revokedAt'>

/** How a paper stands on a day: taken back before replaced before expired. */
export function paperStateOn(paper: Ends, date: string): PaperState {
  if (paper.revokedAt !== null) return 'revoked'
  if (paper.replacedBy !== null) return 'replaced'
  if (paper.validTo !== null && paper.validTo < date) return 'expired'
  return paper.validFrom > date ? 'not_yet' : 'valid'
}

/** Why somebody looks at a paper. */
export type AccessPurpose = 'dossier' | 'counter_visit' | 'owner' | 'share' | 'certified_copy'
export type AccessAct = 'listed' | 'opened' | 'attached' | 'copied'

/** Who looks at papers, and why. `dossier` and `share` name the dossier. */
export interface Access {
  act: AccessAct
  purpose: AccessPurpose
  userId: UserId | null
  officerId: OfficerId | null
  /** The agency for which the officer acts. */
  agencyId: AgencyId | null
  dossierId: DossierId | null
  procedureCode: string | null
}
