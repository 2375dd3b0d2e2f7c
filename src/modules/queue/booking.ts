import { DAY_MS, MINUTE_MS } from '../../platform/civil-date.ts'

export const bookingStates = ['booked', 'checked_in', 'cancelled', 'missed'] as const
export type BookingState = (typeof bookingStates)[number]

export interface BookingRules {
  /** Who comes later than so many minutes after the slot began has lost it. */
  lateMinutes: number
  /** Bookings one visitor may hold open. */
  bookingsEach: number
  /** So many missed slots within `missedDays` days and no booking is taken. */
  missedLimit: number
  missedDays: number
}

export interface PastBooking {
  slotAt: number
  state: BookingState
}

/** A visitor may come to the counter from so long before the slot. */
export const EARLIEST_CHECK_IN_MS = 60 * MINUTE_MS

/** Whether the slot is lost: nobody came by the end of the tolerance. */
export function isMissed({ slotAt, state }: PastBooking, rules: BookingRules, now: number): boolean {
  return state === 'missed' || (state === 'booked' && now > slotAt + rules.lateMinutes * MINUTE_MS)
}

/** What stands against another booking: `kind` with what the sentence needs, or null when nothing does. */
export type BookingObstacle =
  | { kind: 'too_many_open'; open: number }
  | { kind: 'missed_too_often'; missed: number /** From when booking is possible again. */; from: number }

/**
 * Whether a visitor with these bookings may make another. Missed slots count for `missedDays` days from the slot; when the oldest of
 * those that still count leaves the span, booking is possible again.
 */
export function bookingObstacle(
  past: readonly PastBooking[],
  rules: BookingRules,
  now: number,
): BookingObstacle | null {
  const span = rules.missedDays * DAY_MS
  const missed = past
    .filter((booking) => isMissed(booking, rules, now) && booking.slotAt > now - span)
    .map(({ slotAt }) => slotAt)
    .sort((one, other) => one - other)
  if (missed.length >= rules.missedLimit) {
    const leaving = missed[missed.length - rules.missedLimit] ?? now
    return { kind: 'missed_too_often', missed: missed.length, from: leaving + span }
  }
  const open = past.filter((booking) => booking.state === 'booked' && !isMissed(booking, rules, now)).length
  return open >= rules.bookingsEach ? { kind: 'too_many_open', open } : null
}

/** Whether a visitor who stands at the kiosk now may turn the booking into a ticket. */
export function checkInAnswer(
  booking: PastBooking,
  rules: BookingRules,
  now: number,
): 'ok' | 'early' | 'late' | 'over' {
  if (booking.state === 'cancelled' || booking.state === 'checked_in') return 'over'
  if (isMissed(booking, rules, now)) return 'late'
  return now < booking.slotAt - EARLIEST_CHECK_IN_MS ? 'early' : 'ok'
}
