import { query, type Transaction } from '../../platform/db.ts'
import { type AgencyId, newId } from '../../platform/ids.ts'
import { type CountRule, countRules, type Plan } from './plan.ts'

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
} as const satisfies Record<CountRule, string>

export type Plans = ReadonlyMap<AgencyId, Plan>

/**
 * Brings the centres' rules, lines and counters to what the plans say. What is equal is not touched; what is no longer named is taken out of
 * use, never removed. Other centres are left as they are.
 */
export async function applyPlans(tx: Transaction, plans: Plans): Promise<void> {
  if (plans.size === 0) return
  await applyRules(tx, plans)
  await applyLines(tx, plans)
  await applyCounters(tx, plans)
}

async function applyRules(tx: Transaction, plans: Plans): Promise<void> {
  const columns = [...countRules.map((name) => RULE_COLUMNS[name]), 'any_time', 'group_minutes']
  const types = [...countRules.map(() => 'integer'), 'boolean', 'jsonb']
  const rules = [...plans.values()].map((plan) => plan.rules)
  await query(
    tx,
    `INSERT INTO queue_centre AS c (centre_id, ${columns.join(', ')})
     SELECT * FROM unnest($1::uuid[], ${types.map((type, at) => `$${at + 2}::${type}[]`).join(', ')})
     ON CONFLICT (centre_id) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
     WHERE (${columns.map((column) => `c.${column}`).join(', ')})
       IS DISTINCT FROM (${columns.map((column) => `excluded.${column}`).join(', ')})`,
    [
      [...plans.keys()],
      ...countRules.map((name) => rules.map((rule) => rule[name])),
      rules.map((rule) => rule.anyTime),
      rules.map((rule) => JSON.stringify(rule.groupMinutes)),
    ],
  )
}

async function applyLines(tx: Transaction, plans: Plans): Promise<void> {
  const given = JSON.stringify(
    [...plans].flatMap(([centreId, plan]) =>
      plan.lines.map(({ key, prefix, name, fields }, at) => ({
        id: newId(),
        centre_id: centreId,
        key,
        prefix,
        position: at + 1,
        name_vi: name.vi,
        name_en: name.en,
        field_keys: fields,
      })),
    ),
  )
  // A line whose letter changes is put aside for a moment: two may change their letters for each other's.
  await query(
    tx,
    `UPDATE queue_line l SET active = false WHERE active AND centre_id = ANY($2::uuid[]) AND NOT EXISTS (
       SELECT FROM jsonb_to_recordset($1::jsonb) AS e (centre_id uuid, key text, prefix text)
       WHERE e.centre_id = l.centre_id AND e.key = l.key AND e.prefix = l.prefix)`,
    [given, [...plans.keys()]],
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

async function applyCounters(tx: Transaction, plans: Plans): Promise<void> {
  const rows = [...plans].flatMap(([centreId, plan]) =>
    plan.counters.flatMap(({ numbers, lines }) =>
      numbers.map((number) => ({ id: newId(), centre_id: centreId, number, line_keys: lines })),
    ),
  )
  const given = JSON.stringify(rows)
  await query(
    tx,
    `UPDATE queue_counter k SET active = false WHERE active AND centre_id = ANY($2::uuid[]) AND NOT EXISTS (
       SELECT FROM jsonb_to_recordset($1::jsonb) AS e (centre_id uuid, number integer)
       WHERE e.centre_id = k.centre_id AND e.number = k.number)`,
    [given, [...plans.keys()]],
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
