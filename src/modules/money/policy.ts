import type { AgencyId } from '../../platform/ids.ts'
import type { Actor, Mandate } from '../organisation/actor.ts'

/** The offices above an agency, itself first. */
export type AgencyLine = readonly AgencyId[]

/** The receptionist's mandate in the collecting agency: takes cash, reads statements in, asks for refunds. Null: none. */
export function cashierIn(actor: Actor, agencyId: AgencyId): Mandate | null {
  if (actor.kind !== 'officer') return null
  return actor.mandates.find((mandate) => mandate.role === 'receptionist' && mandate.agencyId === agencyId) ?? null
}

/** Who answers for the collecting agency: approver or leader there or above it, leader of the province. Decides refunds. */
export function overseerOf(actor: Actor, line: AgencyLine): Mandate | null {
  if (actor.kind !== 'officer') return null
  return (
    actor.mandates.find(
      (mandate) =>
        mandate.role === 'province_leader' ||
        (['approver', 'agency_leader'].includes(mandate.role) && line.includes(mandate.agencyId)),
    ) ?? null
  )
}

/** Who may look into an agency's drawers, statements and reconciliation. */
export function maySeeMoney(actor: Actor, agencyId: AgencyId, line: AgencyLine): boolean {
  return cashierIn(actor, agencyId) !== null || overseerOf(actor, line) !== null
}
