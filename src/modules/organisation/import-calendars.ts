import { query, type Transaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { HolidayTable, OfficeHours } from './calendar-file.ts'
import type { OrganisationFiles } from './organisation-files.ts'

/** Brings office hours and the province's days to what the files say; writes only what differs. */
export async function importCalendars(tx: Transaction, files: OrganisationFiles): Promise<void> {
  for (const hours of files.officeHours.values()) await importHours(tx, hours)
  await importDays(tx, files.holidays)
  await importBounds(tx, files.holidays)
}

async function importHours(tx: Transaction, hours: OfficeHours): Promise<void> {
  await query(
    tx,
    `INSERT INTO organisation_calendar AS c (key, name_vi, name_en, source) VALUES ($1, $2, $3, 'office-hours.yaml')
     ON CONFLICT (key) DO UPDATE SET name_vi = excluded.name_vi, name_en = excluded.name_en
     WHERE (c.name_vi, c.name_en) <> (excluded.name_vi, excluded.name_en)`,
    [hours.key, hours.name.vi, hours.name.en],
  )
  const ranges = Object.entries(hours.weekly).flatMap(([weekday, intervals]) =>
    (intervals ?? []).map(([start, end]) => ({ weekday: Number(weekday), start, end })),
  )
  const values = [
    hours.key,
    ranges.map((range) => range.weekday),
    ranges.map((range) => range.start),
    ranges.map((range) => range.end),
  ]
  await query(
    tx,
    `DELETE FROM organisation_office_hours WHERE calendar_key = $1 AND (weekday, start_minute, end_minute) NOT IN (
       SELECT * FROM unnest($2::smallint[], $3::smallint[], $4::smallint[]))`,
    values,
  )
  await query(
    tx,
    `INSERT INTO organisation_office_hours (calendar_key, weekday, start_minute, end_minute)
     SELECT $1, * FROM unnest($2::smallint[], $3::smallint[], $4::smallint[])
     ON CONFLICT (calendar_key, weekday, start_minute) DO NOTHING`,
    values,
  )
}

async function importDays(tx: Transaction, holidays: HolidayTable): Promise<void> {
  const { days } = holidays
  await query(
    tx,
    `INSERT INTO organisation_calendar_day AS d (id, agency_id, on_date, kind, category, replaces, intervals, name_vi,
       name_en, decision)
     SELECT e.id, NULL, e.on_date, e.kind, e.category, e.replaces, e.intervals, e.name_vi, e.name_en, e.decision
     FROM unnest($1::uuid[], $2::date[], $3::text[], $4::text[], $5::date[], $6::jsonb[], $7::text[], $8::text[],
       $9::text[]) AS e (id, on_date, kind, category, replaces, intervals, name_vi, name_en, decision)
     ON CONFLICT (agency_id, on_date) DO UPDATE SET kind = excluded.kind, category = excluded.category,
       replaces = excluded.replaces, intervals = excluded.intervals, name_vi = excluded.name_vi,
       name_en = excluded.name_en, decision = excluded.decision
     WHERE (d.kind, d.category, d.replaces, d.intervals, d.name_vi, d.name_en, d.decision) IS DISTINCT FROM
       (excluded.kind, excluded.category, excluded.replaces, excluded.intervals, excluded.name_vi, excluded.name_en,
        excluded.decision)`,
    [
      days.map(() => newId()),
      days.map((day) => day.date),
      days.map((day) => day.kind),
      days.map((day) => day.category ?? null),
      days.map((day) => day.replaces ?? null),
      days.map((day) => (day.intervals === undefined ? null : JSON.stringify(day.intervals))),
      days.map((day) => day.name.vi),
      days.map((day) => day.name.en),
      days.map((day) => day.decision),
    ],
  )
}

async function importBounds(tx: Transaction, holidays: HolidayTable): Promise<void> {
  await query(
    tx,
    'INSERT INTO organisation_calendar_year (year) SELECT unnest($1::smallint[]) ON CONFLICT DO NOTHING',
    [holidays.settledYears],
  )
  const spans = [holidays.unsettled.map((span) => span.from), holidays.unsettled.map((span) => span.to)]
  await query(
    tx,
    `DELETE FROM organisation_calendar_unsettled WHERE (from_date, to_date) NOT IN (
       SELECT * FROM unnest($1::date[], $2::date[]))`,
    spans,
  )
  await query(
    tx,
    `INSERT INTO organisation_calendar_unsettled (from_date, to_date)
     SELECT * FROM unnest($1::date[], $2::date[]) ON CONFLICT DO NOTHING`,
    spans,
  )
}
