import { DAY_MS, localDay, MINUTE_MS, startOfLocalDay } from '../../platform/civil-date.ts'

/** Ways to a person outside of the account. */
export const outerChannels = ['email', 'sms', 'zalo', 'push'] as const
export type OuterChannel = (typeof outerChannels)[number]
export type Channel = 'account' | OuterChannel

/**
 * `waiting` for its time or its next attempt · `sending` a worker has it · `sent` the gateway took it · `delivered` the gateway says it arrived ·
 * `failed` given up after the last attempt · `bounced` the address does not exist or refuses · `no_address` nothing to send it to
 */
export type DeliveryState = 'waiting' | 'sending' | 'sent' | 'delivered' | 'failed' | 'bounced' | 'no_address'

/** Minutes after midnight in Viet Nam; `from` may be later than `to`: then the span goes over midnight. */
export interface QuietHours {
  from: number
  to: number
}

export interface Preference {
  channels: readonly OuterChannel[]
  locale: 'vi' | 'en'
  quiet: QuietHours | null
}

/** For whoever has not chosen. */
export const DEFAULT_PREFERENCE: Preference = {
  channels: ['email', 'sms', 'push'],
  locale: 'vi',
  quiet: { from: 21 * 60, to: 7 * 60 },
}

/**
 * When something that happens at `at` may ring: at once, or at the end of the quiet hours in which it falls. What the person asked for
 * (`asked`) is never held.
 */
export function ringsAt(at: number, quiet: QuietHours | null, asked = false): number {
  if (asked || quiet === null || quiet.from === quiet.to) return at
  const midnight = startOfLocalDay(localDay(at))
  const minute = (at - midnight) / MINUTE_MS
  if (quiet.from < quiet.to) {
    return minute >= quiet.from && minute < quiet.to ? midnight + quiet.to * MINUTE_MS : at
  }
  if (minute >= quiet.from) return midnight + DAY_MS + quiet.to * MINUTE_MS
  return minute < quiet.to ? midnight + quiet.to * MINUTE_MS : at
}

/** Minutes before the next attempt, by attempts made. After the last it is given up. */
const PAUSES = [1, 5, 15, 60, 240, 720] as const
export const MOST_ATTEMPTS = PAUSES.length + 1

/** When to try again after so many failed attempts; null: not again. */
export function nextAttemptAt(attempts: number, now: number): number | null {
  const pause = PAUSES[attempts - 1]
  return pause === undefined ? null : now + pause * MINUTE_MS
}

/** How a gateway's question "did it arrive?" goes on: asked again with growing pauses for a day. */
const CHECKS = [1, 5, 30, 240, 1440] as const

/** When to ask the gateway again whether a message arrived that was sent at `sentAt`; null: no more, it stays `sent`. */
export function nextCheckAt(sentAt: number, now: number): number | null {
  const pause = CHECKS.find((minutes) => sentAt + minutes * MINUTE_MS > now)
  return pause === undefined ? null : sentAt + pause * MINUTE_MS
}

/** Whether a person must be called: every way outside of the account was tried, and none reached them. */
export function mustBeCalled(states: readonly DeliveryState[]): boolean {
  const unreached = (state: DeliveryState) => state === 'bounced' || state === 'failed'
  return states.some(unreached) && states.every((state) => unreached(state) || state === 'no_address')
}
