import { query, type Transaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { normaliseVietnamese } from '../../platform/vietnamese.ts'
import { forgetDirectory } from './directory.ts'
import { importCalendars } from './import-calendars.ts'
import type { AgencyEntry, OrganisationFiles } from './organisation-files.ts'

/**
 * Brings the tables to what the files say: new agencies are added, changed ones updated, a changed name closes the old
 * one today. What is equal is not touched, and nothing is removed, so that a second import changes no row.
 */
export async function importOrganisation(tx: Transaction, files: OrganisationFiles): Promise<void> {
  await importCalendars(tx, files)
  for (const level of byLevel(files.agencies)) await importAgencies(tx, level)
  await importNames(tx, files.agencies)
  forgetDirectory()
}

/** Entries grouped so that the parents of a group stand in the groups before it. */
function byLevel(entries: readonly AgencyEntry[]): AgencyEntry[][] {
  const levels: AgencyEntry[][] = []
  const levelOf = new Map<string, number>()
  for (const entry of entries) {
    const level = entry.parentCode === null ? 0 : (levelOf.get(entry.parentCode) ?? 0) + 1
    levelOf.set(entry.code, level)
    levels[level] = [...(levels[level] ?? []), entry]
  }
  return levels
}

async function importAgencies(tx: Transaction, entries: readonly AgencyEntry[]): Promise<void> {
  const column = <Value>(pick: (entry: AgencyEntry) => Value): Value[] => entries.map(pick)
  await query(
    tx,
    `INSERT INTO organisation_agency AS a (id, parent_id, kind, code, slug, unit_code, unit_type, calendar_key, address,
       phone, valid_from)
     SELECT e.id, parent.id, e.kind, e.code, e.slug, e.unit_code, e.unit_type, e.calendar_key, e.address, e.phone,
       e.valid_from
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
       $9::text[], $10::text[], $11::date[])
       AS e (id, parent_code, kind, code, slug, unit_code, unit_type, calendar_key, address, phone, valid_from)
     LEFT JOIN organisation_agency parent ON parent.code = e.parent_code
     ON CONFLICT (code) DO UPDATE SET parent_id = excluded.parent_id, kind = excluded.kind, slug = excluded.slug,
       unit_code = excluded.unit_code, unit_type = excluded.unit_type, calendar_key = excluded.calendar_key,
       address = coalesce(excluded.address, a.address), phone = coalesce(excluded.phone, a.phone)
     WHERE (a.parent_id, a.kind, a.slug, a.unit_code, a.unit_type, a.calendar_key)
         IS DISTINCT FROM (excluded.parent_id, excluded.kind, excluded.slug, excluded.unit_code, excluded.unit_type,
           excluded.calendar_key)
       OR a.address <> excluded.address OR (a.address IS NULL AND excluded.address IS NOT NULL)
       OR a.phone <> excluded.phone OR (a.phone IS NULL AND excluded.phone IS NOT NULL)`,
    [
      column(() => newId()),
      column((entry) => entry.parentCode),
      column((entry) => entry.kind),
      column((entry) => entry.code),
      column((entry) => entry.slug),
      column((entry) => entry.unitCode),
      column((entry) => entry.unitType),
      column((entry) => entry.officeHours),
      column((entry) => entry.address),
      column((entry) => entry.phone),
      column((entry) => entry.validFrom),
    ],
  )
}

async function importNames(tx: Transaction, entries: readonly AgencyEntry[]): Promise<void> {
  const values = [
    entries.map((entry) => entry.code),
    entries.map((entry) => entry.name),
    entries.map((entry) => entry.shortName),
    entries.map((entry) => normaliseVietnamese(entry.name)),
    entries.map((entry) => entry.validFrom),
  ]
  const given = `unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[])
    AS e (code, name, short_name, name_search, valid_from)`
  await query(
    tx,
    `UPDATE organisation_agency_name n
     SET valid_to = greatest((platform_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, n.valid_from + 1)
     FROM ${given} JOIN organisation_agency a ON a.code = e.code
     WHERE n.agency_id = a.id AND n.valid_to IS NULL AND (n.name, n.short_name) <> (e.name, e.short_name)`,
    values,
  )
  await query(
    tx,
    `INSERT INTO organisation_agency_name (agency_id, name, short_name, name_search, valid_from)
     SELECT a.id, e.name, e.short_name, e.name_search, coalesce(last.valid_to, e.valid_from)
     FROM ${given} JOIN organisation_agency a ON a.code = e.code
     LEFT JOIN LATERAL (SELECT max(n.valid_to) AS valid_to FROM organisation_agency_name n WHERE n.agency_id = a.id)
       last ON true
     WHERE NOT EXISTS (
       SELECT FROM organisation_agency_name n WHERE n.agency_id = a.id AND n.valid_to IS NULL)`,
    values,
  )
}
