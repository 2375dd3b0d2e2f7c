import { query, type Transaction } from '../../platform/db.ts'
import { blindIndex } from '../../platform/sealing/blind-index.ts'
import type { Keyring } from '../../platform/sealing/keyring.ts'
import { refusals } from './errors.ts'

/** The most petitions from one address in an hour (a counter's tablet serves many), from one telephone there or account in a day. */
const MOST_OF_ADDRESS = 20
const MOST_OF_PERSON = 10

interface Sending {
  now: Date
  address: string | null
  phone: string | null
  userId: string | null
}

/**
 * Counts a sending against its limits and writes it down. Refuses `petitions.too_many`. What an officer types for others has no address
 * and no limit.
 */
export async function assertWithinLimits(tx: Transaction, keys: Keyring, sending: Sending): Promise<void> {
  const { address, phone, userId, now } = sending
  const network = address === null ? null : networkOf(address)
  const senders = [
    { of: network === null ? null : `address/${network}`, most: MOST_OF_ADDRESS, hours: 1 },
    // Counted with where it comes from: nobody uses up somebody else's telephone.
    { of: phone === null || network === null ? null : `phone/${network}/${phone}`, most: MOST_OF_PERSON, hours: 24 },
    { of: address === null || userId === null ? null : `account/${userId}`, most: MOST_OF_PERSON, hours: 24 },
  ]
  for (const { of, most, hours } of senders) {
    if (of === null) continue
    const index = blindIndex(keys, 'petition/sender', of)
    // Those sent at once wait for each other, so that none slips past the count.
    await query(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [index.toString('hex')])
    const [row] = await query<{ sent: number }>(
      tx,
      'SELECT count(*)::int AS sent FROM petitions_sending WHERE sender_index = $1 AND sent_at > $2',
      [index, new Date(now.getTime() - hours * 3_600_000)],
    )
    if ((row?.sent ?? 0) >= most) throw refusals.too_many({ most, hours })
    await query(tx, 'INSERT INTO petitions_sending (sender_index, sent_at) VALUES ($1, $2)', [index, now])
  }
}

/** Of IPv6 the 64 bits that are one household's; it has more addresses than anybody counts. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address
  const [before = '', after] = address.split('::')
  const head = before === '' ? [] : before.split(':')
  const tail = after === undefined || after === '' ? [] : after.split(':')
  const whole =
    after === undefined ? head : [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail]
  return whole
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')
}

/** Forgets who sent what once no limit counts it any more. */
export function forgetSendings(tx: Transaction): Promise<unknown> {
  return query(tx, "DELETE FROM petitions_sending WHERE sent_at < platform_now() - interval '2 days'")
}
