import { query, type Transaction } from '../../platform/db.ts'
import { type AgencyId, newId } from '../../platform/ids.ts'
import { type Agency, agencyTree } from '../organisation/index.ts'
import { type QueueFile, QueueFileError, type QueuePlan, type QueueRules } from './queue-files.ts'

/**
 * Brings the centres' rules, lines and counters to what the file says. What is equal is not touched; what is no longer named is taken
 * out of use, never removed. Throws `QueueFileError` for a centre that does not exist.
 */
export async function importQueue(tx: Transaction, file: QueueFile): Promise<void> {
  const tree = await agencyTree(tx)
  const centres = tree.all.filter((agency) => agency.kind === 'one_stop_centre' && agency.validTo === null)
  const plans = plansByCentre(file, centres)
  await importCentres(tx, file, plans)
  await importLines(tx, plans)
  await importCounters(tx, plans)
}

type Plans = ReadonlyMap<AgencyId, QueuePlan>

function plansByCentre(file: QueueFile, centres: readonly Agency[]): Plans {
  const all = Object.values(file.plans)
  const named = all.flatMap((plan) => plan.centres ?? [])
  const missing = named.find((slug) => !centres.some((centre) => centre.slug === slug))
  if (missing !== undefined) throw new QueueFileError(`queue/centres.yaml: no centre ${missing}`)
  const other = all.find((plan) => plan.centres === undefined)
  return new Map(
    centres.flatMap(({ id, slug }) => {
      const plan = all.find((candidate) => candidate.centres?.includes(slug)) ?? other
      return plan === undefined ? [] : [[id, plan] as const]
    }),
  )
}

const RULE_COLUMNS = {
  slotMinutes: 'slot_minutes',
  slotPlaces: 'slot_places',
  bookingDays: 'booking_days',
  bookingsEach: 'bookings_each',
  lateMinutes: 'late_minutes',
  missedLimit: 'missed_limit',
  missedDays: 'missed_days',
  priorityMinutes: 'priority_minutes',
  bookingMinutes: 'booking_minutes',
  goalMinutes: 'goal_minutes',
  anyTime: 'any_time',
} as const satisfies Record<keyof QueueRules, string>

async function importCentres(tx: Transaction, file: QueueFile, plans: Plans): Promise<void> {
  const names = Object.keys(RULE_COLUMNS) as (keyof QueueRules)[]
  const columns = names.map((name) => RULE_COLUMNS[name])
  const arrays = names.map((name, at) => `$${at + 2}::${name === 'anyTime' ? 'boolean' : 'integer'}[]`)
  const rules = [...plans.values()].map((plan): QueueRules => ({ ...file.rules, ...plan.rules }))
  await query(
    tx,
    `INSERT INTO queue_centre AS c (centre_id, ${columns.join(', ')})
     SELECT * FROM unnest($1::uuid[], ${arrays.join(', ')})
     ON CONFLICT (centre_id) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
     WHERE (${columns.map((column) => `c.${column}`).join(', ')})
       IS DISTINCT FROM (${columns.map((column) => `excluded.${column}`).join(', ')})`,
    [[...plans.keys()], ...names.map((name) => rules.map((rule) => rule[name]))],
  )
}

async function importLines(tx: Transaction, plans: Plans): Promise<void> {
  const rows = [...plans].flatMap(([centreId, plan]) =>
    plan.lines.map((line, at) => ({ id: newId(), centreId, position: at + 1, ...line, name: line.name })),
  )
  const given = JSON.stringify(
    rows.map(({ id, centreId, key, prefix, position, name, fields }) => ({
      id,
      centre_id: centreId,
      key,
      prefix,
      position,
      name_vi: name.vi,
      name_en: name.en,
      field_keys: fields,
    })),
  )
  await query(
    tx,
    `UPDATE queue_line l SET active = false WHERE active AND NOT EXISTS (
       SELECT FROM jsonb_to_recordset($1::jsonb) AS e (centre_id uuid, key text)
       WHERE e.centre_id = l.centre_id AND e.key = l.key)`,
    [given],
  )
  await query(
    tx,
    `INSERT INTO queue_line AS l (id, centre_id, key, prefix, position, name_vi, name_en, field_keys)
     SELECT id, centre_id, key, prefix, position, name_vi, name_en, field_keys FROM jsonb_to_recordset($1::jsonb)
       AS e (id uuid, centre_id uuid, key text, prefix text, position integer, name_vi text, name_en text, field_keys text[])
     ON CONFLICT (centre_id, key) DO UPDATE SET prefix = excluded.prefix, position = excluded.position,
       name_vi = excluded.name_vi, name_en = excluded.name_en, field_keys = excluded.field_keys, active = true
     WHERE (l.prefix, l.position, l.name_vi, l.name_en, l.field_keys, l.active) IS DISTINCT FROM
       (excluded.prefix, excluded.position, excluded.name_vi, excluded.name_en, excluded.field_keys, true)`,
    [given],
  )
}

async function importCounters(tx: Transaction, plans: Plans): Promise<void> {
  const rows = [...plans].flatMap(([centreId, plan]) =>
    plan.counters.flatMap(({ numbers, lines }) =>
      numbers.map((number) => ({ id: newId(), centre_id: centreId, number, line_keys: lines })),
    ),
  )
  const given = JSON.stringify(rows)
  await query(
    tx,
    `UPDATE queue_counter k SET active = false WHERE active AND NOT EXISTS (
       SELECT FROM jsonb_to_recordset($1::jsonb) AS e (centre_id uuid, number integer)
       WHERE e.centre_id = k.centre_id AND e.number = k.number)`,
    [given],
  )
  await query(
    tx,
    `INSERT INTO queue_counter AS k (id, centre_id, number, line_keys)
     SELECT id, centre_id, number, line_keys FROM jsonb_to_recordset($1::jsonb)
       AS e (id uuid, centre_id uuid, number integer, line_keys text[])
     ON CONFLICT (centre_id, number) DO UPDATE SET line_keys = excluded.line_keys, active = true
     WHERE (k.line_keys, k.active) IS DISTINCT FROM (excluded.line_keys, true)`,
    [given],
  )
}
