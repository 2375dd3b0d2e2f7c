import type { AgencyId } from '../../../platform/ids.ts'
import type { Actor, Mandate, Role } from '../../organisation/index.ts'
import type { ReportKind } from './report.ts'

const WRITERS: readonly Role[] = ['reviewer', 'approver', 'agency_leader', 'province_leader']
const SIGNERS: readonly Role[] = ['agency_leader', 'province_leader']

/**
 * The office that prepares the province's reports beside the province's own officers: procedure control is the work of the office of
 * the people's committee (NĐ 63/2010/NĐ-CP Art. 5, as amended by NĐ 92/2017), reform that of the department of home affairs.
 */
const PREPARERS: Record<ReportKind, string> = {
  solving: 'van-phong-ubnd-tinh',
  one_stop: 'van-phong-ubnd-tinh',
  reform: 'so-noi-vu',
}

/** An agency as far as rights on its reports go: `below` are the agencies just below it. */
export interface ReportPlace {
  id: AgencyId
  parentId: AgencyId | null
  below: readonly { id: AgencyId; slug: string }[]
}

/** Who may open a report of this kind and type into it: those who check or lead there, and for the province who prepares it. */
export function mayWriteReport(actor: Actor, kind: ReportKind, place: ReportPlace): boolean {
  const preparers = place.parentId === null ? place.below.filter(({ slug }) => slug === PREPARERS[kind]) : []
  return mandateIn(actor, WRITERS, [place.id, ...preparers.map(({ id }) => id)]) !== null
}

/** The mandate under which the actor signs for the agency: its leader's; null when they may not. */
export function signingMandate(actor: Actor, place: ReportPlace): Mandate | null {
  return mandateIn(actor, SIGNERS, [place.id])
}

/**
 * The mandate under which the actor has open data published before its night: the leader of the province, or of the office that answers
 * for its reform report. Null when they may not.
 */
export function publishingMandate(actor: Actor, province: ReportPlace): Mandate | null {
  const offices = province.below.filter(({ slug }) => slug === PREPARERS.reform)
  return mandateIn(actor, SIGNERS, [province.id, ...offices.map(({ id }) => id)])
}

function mandateIn(actor: Actor, roles: readonly Role[], agencyIds: readonly AgencyId[]): Mandate | null {
  if (actor.kind !== 'officer') return null
  return actor.mandates.find(({ role, agencyId }) => roles.includes(role) && agencyIds.includes(agencyId)) ?? null
}
