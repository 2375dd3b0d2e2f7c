import type { Transaction } from '../../platform/db.ts'
import type { AgencyId, PersonId } from '../../platform/ids.ts'

/** A change that whoever wrote a petition is told of. */
export interface ToldPetition {
  petitionId: string
  /** The petition's subject in the vault: it has the telephone and address that were left for this petition, and no account. */
  personId: PersonId
  agencyId: AgencyId
  code: string
  followCode: string
  /** Names the change, so that it is told once. */
  version: number
}

/** Tells whoever wrote, in the transaction of the change. */
export type TellWriter = (tx: Transaction, told: ToldPetition) => Promise<void>
