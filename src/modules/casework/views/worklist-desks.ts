import { DAY_MS, epochDayOf, localDate, localDay, startOfLocalDay } from '../../../platform/civil-date.ts'
import type { AgencyId } from '../../../platform/ids.ts'
import {
  type Actor,
  type OfficerActor,
  type StepRole,
  stepRoles,
  type WorkingCalendar,
} from '../../organisation/index.ts'
import type { DueBucket, TaskScope } from './view-types.ts'

/** One pile of tasks: what waits in an agency for a role, of one kind. */
export interface Desk {
  agencyId: AgencyId
  role: StepRole
  kind: 'reception' | 'step' | 'opinion' | 'return'
}

const HEADS = ['reviewer', 'approver', 'agency_leader']
const ASKED = ['handler', 'reviewer', 'approver']

/** The desks behind a scope, each once; `mine` is told by the assignee, not by desks. Pure. */
export function desksOf(actor: Actor, scope: TaskScope): Desk[] {
  if (actor.kind !== 'officer') return []
  switch (scope) {
    case 'mine':
      return ownDesks(actor)
    case 'desk':
      return ownDesks(actor).filter((desk) => desk.kind === 'step')
    case 'agency':
      return agenciesWith(actor, HEADS).flatMap((agencyId) =>
        stepRoles.map((role) => ({ agencyId, role, kind: 'step' })),
      )
    case 'opinions':
      return agenciesWith(actor, ASKED).map((agencyId) => ({ agencyId, role: 'handler', kind: 'opinion' }))
    case 'reception':
      return agenciesWith(actor, ['receptionist']).map((agencyId) => ({
        agencyId,
        role: 'receptionist',
        kind: 'reception',
      }))
    case 'return':
      return agenciesWith(actor, ['receptionist']).map((agencyId) => ({
        agencyId,
        role: 'receptionist',
        kind: 'return',
      }))
  }
}

function ownDesks(actor: OfficerActor): Desk[] {
  return stepRoles.flatMap((role) =>
    agenciesWith(actor, [role]).flatMap((agencyId): Desk[] =>
      role === 'receptionist'
        ? [
            { agencyId, role, kind: 'step' },
            { agencyId, role, kind: 'return' },
          ]
        : [{ agencyId, role, kind: 'step' }],
    ),
  )
}

function agenciesWith(actor: OfficerActor, roles: readonly string[]): AgencyId[] {
  const held = actor.mandates.filter((mandate) => roles.includes(mandate.role))
  return [...new Set(held.map((mandate) => mandate.agencyId))]
}

/** A span of due instants, both ends included, as PostgreSQL reads them. `waiting` null: either. */
export interface DueSpan {
  from: string
  to: string
  waiting: boolean | null
}

export const ANY_DUE: DueSpan = { from: '-infinity', to: 'infinity', waiting: null }
const SOON_WORKING_DAYS = 2

/** The instants of a bucket in one office, so that a bucket is a piece of an index. It agrees with `remaining`. */
export function dueSpan(calendar: WorkingCalendar, bucket: DueBucket, now: number): DueSpan {
  const tomorrow = startOfLocalDay(localDay(now)) + DAY_MS
  const later = startOfLocalDay(epochDayOf(calendar.addWorkingDays(localDate(now), SOON_WORKING_DAYS + 1)))
  switch (bucket) {
    case 'late':
      return { from: '-infinity', to: text(now - 1), waiting: null }
    case 'today':
      return { from: text(now), to: text(tomorrow - 1), waiting: null }
    case 'soon':
      return { from: text(tomorrow), to: text(later - 1), waiting: null }
    case 'ok':
      return { from: text(later), to: 'infinity', waiting: false }
    case 'wait':
      return { from: 'infinity', to: 'infinity', waiting: true }
  }
}

function text(at: number): string {
  return new Date(at).toISOString()
}
