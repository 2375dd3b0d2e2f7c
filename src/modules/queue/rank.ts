import type { PriorityGroup } from './ticket.ts'

const MINUTE = 60_000

export interface RankRules {
  /** Minutes that a priority group counts as come earlier. */
  priorityMinutes: number
  /** Minutes that a booking kept in time, or a ticket put back, counts as come earlier. */
  bookingMinutes: number
}

export interface RankFacts {
  /** When this wait began, in epoch milliseconds. */
  since: number
  priority: boolean
  /** The slot of a booking that was kept; null for everybody else. */
  slotAt: number | null
  /** Was at a counter already and was put back into the line. */
  returned: boolean
}

/**
 * The instant by which a ticket stands in its line, in epoch milliseconds: lines are called by rank, the smallest first.
 *
 * Everybody ranks by when they came. A priority group, a booking kept in time and a ticket put back get a head start: they count as
 * come so many minutes earlier, the largest head start alone. Whoever comes before the slot they booked counts as come at the slot.
 *
 * So nobody waits for ever: a ticket can be overtaken only by tickets that came at most one head start after it, however many
 * of them there are. Two with equal rights are called in the order in which they came.
 */
export function rankAt(facts: RankFacts, rules: RankRules): number {
  const starts = [
    0,
    facts.priority ? rules.priorityMinutes : 0,
    facts.slotAt === null && !facts.returned ? 0 : rules.bookingMinutes,
  ]
  return Math.max(facts.since, facts.slotAt ?? facts.since) - Math.max(...starts) * MINUTE
}

/** The rules as they are for one priority group: some centres give single groups a head start of their own. */
export function rulesForGroup(
  rules: RankRules & { groupMinutes: Partial<Record<PriorityGroup, number>> },
  group: PriorityGroup | null,
): RankRules {
  const minutes = group === null ? undefined : rules.groupMinutes[group]
  return minutes === undefined ? rules : { ...rules, priorityMinutes: minutes }
}

/** The longest time after which nobody who comes can overtake any more, in milliseconds. */
export function longestHeadStart(rules: RankRules): number {
  return Math.max(rules.priorityMinutes, rules.bookingMinutes) * MINUTE
}
