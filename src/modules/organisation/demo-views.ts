import { query, type Reader } from '../../platform/db.ts'
import type { Role } from './roles.ts'

/** One line of the login page in demonstration mode: press and be that person. */
export interface DemoLoginLine {
  key: string
  name: string
  loginName: string
  /** Empty for a citizen or firm. */
  mandates: { role: Role; position: string; agencyName: string }[]
}

/** The people the login page offers, in their order: citizens first, then officers with where they work. */
export async function listDemoLoginLines(reader: Reader): Promise<DemoLoginLine[]> {
  return query<DemoLoginLine>(
    reader,
    `SELECT u.demo_key AS key, u.name, u.username AS "loginName", coalesce((
       SELECT jsonb_agg(jsonb_build_object('role', m.role, 'position', m.position, 'agencyName', n.name)
         ORDER BY n.name, m.role)
       FROM organisation_officer o JOIN organisation_mandate m ON m.officer_id = o.id
       JOIN organisation_agency_name n ON n.agency_id = m.agency_id AND n.valid_to IS NULL
       WHERE o.user_id = u.id AND m.valid_to IS NULL), '[]') AS mandates
     FROM account_user u WHERE u.demo_order IS NOT NULL AND u.disabled_at IS NULL
     ORDER BY u.demo_order`,
  )
}
