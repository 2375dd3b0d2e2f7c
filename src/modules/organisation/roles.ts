/**
 * The roles of people. A citizen has no mandate; every other role is held through a mandate in one agency.
 * Position of a role in this list says nothing about rank.
 */
export const roles = [
  'citizen',
  'receptionist',
  'handler',
  'reviewer',
  'approver',
  'agency_leader',
  'province_leader',
  'administrator',
] as const

export type Role = (typeof roles)[number]

/** The roles that a mandate may give. */
export const mandateRoles = roles.filter((role) => role !== 'citizen')

/** The roles that appear in the steps of a flow. */
export const stepRoles = ['receptionist', 'handler', 'reviewer', 'approver'] as const satisfies readonly Role[]

export type StepRole = (typeof stepRoles)[number]

/** Who is acting, in one word, for logs and for the tests that try every role: the roles, plus the two that no person holds. */
export type ActorRole = Role | 'anonymous' | 'system'
