import type { Db } from '../../platform/db.ts'
import { type AgencyId, type MandateId, newId, type OfficerId } from '../../platform/ids.ts'
import { type Actor, userIdOf } from './actor.ts'
import { agencyTree } from './directory.ts'
import { organisationRefusals } from './errors.ts'
import { insertMandates } from './officer-store.ts'
import { mayGrantMandatesIn } from './policy.ts'
import type { Role } from './roles.ts'

export interface GrantMandate {
  officerId: OfficerId
  agencyId: AgencyId
  role: Exclude<Role, 'citizen'>
  /** The post as it stands under a signature. */
  position: string
  /** First day of validity (Viet Nam). */
  validFrom: string
  /** First day without validity; null for no end. */
  validTo: string | null
}

/**
 * Gives an officer a role in an agency. Refuses `organisation.agency_not_found`, `mandate_not_yours_to_give`,
 * `mandate_period_reversed`, `officer_not_found`, and `mandate_overlaps` when the same mandate already covers a day of it.
 */
export async function grantMandate(db: Db, actor: Actor, command: GrantMandate): Promise<MandateId> {
  const tree = await agencyTree(db.read)
  if (tree.byId(command.agencyId) === undefined) throw organisationRefusals.agency_not_found()
  if (!mayGrantMandatesIn(tree, actor, command.agencyId)) throw organisationRefusals.mandate_not_yours_to_give()
  if (command.validTo !== null && command.validTo <= command.validFrom) {
    throw organisationRefusals.mandate_period_reversed()
  }
  const id = newId<MandateId>()
  await db
    .write((tx) => insertMandates(tx, [{ ...command, id, grantedBy: userIdOf(actor) }]))
    .catch((error: unknown) => {
      const { code } = error as { code?: string }
      if (code === '23P01') throw organisationRefusals.mandate_overlaps()
      if (code === '23503') throw organisationRefusals.officer_not_found()
      throw error
    })
  return id
}
