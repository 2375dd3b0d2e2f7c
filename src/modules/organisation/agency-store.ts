import type { IsoDate } from '../../platform/civil-date.ts'
import { query, type Reader } from '../../platform/db.ts'
import type { AgencyId } from '../../platform/ids.ts'
import { type Agency, type AgencyKind, type AgencyName, type AgencyTree, buildAgencyTree, nameOn } from './agency.ts'

interface AgencyRow {
  id: AgencyId
  parentId: AgencyId | null
  kind: AgencyKind
  code: string
  slug: string
  unitCode: string | null
  unitType: string | null
  calendarKey: string
  address: string | null
  phone: string | null
  validFrom: IsoDate
  validTo: IsoDate | null
  names: AgencyName[]
}

const AGENCIES = `
  SELECT a.id, a.parent_id AS "parentId", a.kind, a.code, a.slug, a.unit_code AS "unitCode", a.unit_type AS "unitType",
    a.calendar_key AS "calendarKey", a.address, a.phone, a.valid_from AS "validFrom", a.valid_to AS "validTo",
    coalesce((
      SELECT jsonb_agg(jsonb_build_object('name', n.name, 'shortName', n.short_name, 'validFrom', n.valid_from,
        'validTo', n.valid_to) ORDER BY n.valid_from)
      FROM organisation_agency_name n WHERE n.agency_id = a.id), '[]') AS names
  FROM organisation_agency a
  ORDER BY a.code`

/** Reads every agency with all its names; `date` chooses the name in force. */
export async function loadAgencyTree(reader: Reader, date: IsoDate): Promise<AgencyTree> {
  const rows = await query<AgencyRow>(reader, AGENCIES)
  return buildAgencyTree(
    rows.map((row): Agency => {
      const current = nameOn(row.names, date)
      return { ...row, name: current?.name ?? row.code, shortName: current?.shortName ?? row.code }
    }),
  )
}

/** How often agencies and calendars have been changed so far. */
export async function readRevision(reader: Reader): Promise<number> {
  const rows = await query<{ revision: number }>(reader, 'SELECT revision FROM organisation_revision')
  return rows[0]?.revision ?? 0
}
