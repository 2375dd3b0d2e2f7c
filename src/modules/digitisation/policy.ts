import type { AgencyId } from '../../platform/ids.ts'
import type { Actor, Mandate } from '../organisation/actor.ts'
import type { Role } from '../organisation/roles.ts'

/** Who puts papers under the scanner: at the counter (NĐ 61/2018 Art. 17.1), and where results are issued. */
const SCANNING: readonly Role[] = ['receptionist', 'handler']
/** Who sees what their agency scanned. */
const SEEING: readonly Role[] = ['receptionist', 'handler', 'reviewer', 'approver', 'agency_leader']

/** The mandates by which an actor may scan. */
export function scanningMandates(actor: Actor): Mandate[] {
  return actor.kind === 'officer' ? actor.mandates.filter(({ role }) => SCANNING.includes(role)) : []
}

/** The agencies whose scans an actor sees. */
export function seenAgencies(actor: Actor): AgencyId[] {
  if (actor.kind !== 'officer') return []
  return [...new Set(actor.mandates.filter(({ role }) => SEEING.includes(role)).map(({ agencyId }) => agencyId))]
}

/** A scan is seen by the officers of the agency that made it, by nobody else; a dossier shows its papers by its own rules. */
export function maySeeScan(actor: Actor, agencyId: AgencyId): boolean {
  return seenAgencies(actor).includes(agencyId)
}

export function mayConfirmScan(actor: Actor, agencyId: AgencyId): boolean {
  return scanningMandates(actor).some((mandate) => mandate.agencyId === agencyId)
}
