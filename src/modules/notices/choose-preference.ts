import { createHash } from 'node:crypto'
import { query, type Reader } from '../../platform/db.ts'
import { type AgencyId, newId, type PersonId } from '../../platform/ids.ts'
import { blindIndex } from '../../platform/sealing/blind-index.ts'
import type { CitizenActor } from '../organisation/index.ts'
import { getPersonKey, insertSealedValues, maskPhone, readProfiles, sealPersonText } from '../vault/index.ts'
import { minuteOf } from './clock-text.ts'
import { type NoticesContext, offeredChannels } from './context.ts'
import { type OuterChannel, outerChannels, type Preference } from './delivery.ts'
import { refusals } from './errors.ts'
import { isPushEndpoint, type PushSubscription } from './gateways/push.ts'
import { databaseNow, insertNotice } from './notice-store.ts'
import { readPreferences, writePreference } from './preference-store.ts'
import { listTemplates } from './templates/template-store.ts'
import type { PreferenceView } from './view-types.ts'

/** What a person has chosen, and what is known of the ways to them. */
export async function getPreference(context: NoticesContext, { personId }: CitizenActor): Promise<PreferenceView> {
  const { db, keys, gateways } = context
  const preference = (await readPreferences(db.read, [personId])).get(personId) as Preference
  const profile = (await readProfiles(db.read, keys, [personId])).get(personId)
  const [row] = await query<{ count: number }>(
    db.read,
    'SELECT count(*)::int AS count FROM notices_device WHERE person_id = $1',
    [personId],
  )
  return {
    ...preference,
    email: profile?.email === undefined ? null : maskEmail(profile.email),
    phone: profile?.phone === undefined ? null : maskPhone(profile.phone),
    devices: row?.count ?? 0,
    pushKey: gateways.pushKey,
    offered: offeredChannels(context),
  }
}

/** `huong@vi-du.vn` as `hu***@vi-du.vn`. */
function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return `${email.slice(0, Math.min(2, at))}***${email.slice(at)}`
}

/** Keeps how a person wants to be told, from the next notice on. Refuses what is no channel and what are no quiet hours, at their fields. */
export async function choosePreference(
  { db }: NoticesContext,
  { personId }: CitizenActor,
  chosen: { channels: readonly string[]; locale: string; quiet: { from: string; to: string } | null },
): Promise<void> {
  if (!chosen.channels.every((channel): channel is OuterChannel => outerChannels.includes(channel as OuterChannel))) {
    throw refusals.channel_unknown({}, [{ path: 'channels', code: 'notices.channel_unknown' }])
  }
  const quiet =
    chosen.quiet === null
      ? null
      : { from: minuteOf(chosen.quiet.from, { path: 'quietFrom' }), to: minuteOf(chosen.quiet.to, { path: 'quietTo' }) }
  const channels = [...new Set(chosen.channels as OuterChannel[])]
  const locale = chosen.locale === 'en' ? 'en' : 'vi'
  await db.write((tx) => writePreference(tx, personId, { channels, locale, quiet }))
}

/** Lets a browser of this person show notices; the same browser again changes nothing. Refuses what is no push service. */
export async function addDevice(
  { db, keys }: NoticesContext,
  { personId }: CitizenActor,
  typed: { subscription: string; local: boolean },
): Promise<void> {
  const subscription = readSubscription(typed.subscription)
  if (subscription === null || !isPushEndpoint(subscription.endpoint, typed.local)) throw refusals.device_not_taken()
  await db.write(async (tx) => {
    const now = await databaseNow(tx)
    const sealed = sealPersonText(await getPersonKey(tx, keys, personId), JSON.stringify(subscription), now.getTime())
    await insertSealedValues(tx, [sealed.row])
    const index = blindIndex(keys, 'push-endpoint', subscription.endpoint)
    // A browser belongs to whoever subscribed it last.
    await query(tx, 'DELETE FROM notices_device WHERE endpoint_index = $1', [index])
    await query(
      tx,
      `INSERT INTO notices_device (id, person_id, endpoint_index, subscription_value_id) VALUES ($1, $2, $3, $4)`,
      [newId(), personId, index, sealed.row.id],
    )
  })
}

/** Forgets all browsers of a person. */
export async function removeDevices({ db }: NoticesContext, { personId }: CitizenActor): Promise<void> {
  await db.write((tx) => query(tx, 'DELETE FROM notices_device WHERE person_id = $1', [personId]))
}

function readSubscription(text: string): PushSubscription | null {
  if (text.length > 3000) return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  const { endpoint, keys } = (value ?? {}) as { endpoint?: unknown; keys?: { p256dh?: unknown; auth?: unknown } }
  const { p256dh, auth } = keys ?? {}
  if (typeof endpoint !== 'string' || typeof p256dh !== 'string' || typeof auth !== 'string') return null
  if (!/^[\w-]{80,100}={0,2}$/.test(p256dh) || !/^[\w-]{20,30}={0,2}$/.test(auth)) return null
  return { endpoint, keys: { p256dh, auth } }
}

const MOST_TRIALS_A_DAY = 5

async function countTrials(on: Pick<Reader, 'executeQuery'>, personId: PersonId): Promise<number> {
  const [row] = await query<{ count: number }>(
    on,
    `SELECT count(*)::int AS count FROM notices_notice
     WHERE person_id = $1 AND kind = 'trial' AND created_at > platform_now() - interval '1 day'`,
    [personId],
  )
  return row?.count ?? 0
}

/**
 * Sends a trial message by every way the person has chosen, at once: they asked for it, so quiet hours do not hold it. Some a day at most:
 * messages cost money. Refuses `notices.trial_too_often`.
 */
export async function sendTrial(
  context: NoticesContext,
  actor: CitizenActor,
  { commandId, agencyId }: { commandId: string; agencyId: AgencyId },
): Promise<void> {
  const { db, keys, publicUrl } = context
  const { personId } = actor
  const preference = (await readPreferences(db.read, [personId])).get(personId) as Preference
  const profile = (await readProfiles(db.read as Reader, keys, [personId])).get(personId)
  const facts = { name: (profile?.fullName ?? '').replace(/\s+/g, ' '), link: `${publicUrl}/tai-khoan/thong-bao` }
  const thing = createHash('sha256').update(commandId).digest('hex').slice(0, 32)
  await db.write(async (tx) => {
    const template = (await listTemplates(tx)).find((one) => one.key === 'trial')
    if (template === undefined) return
    if ((await countTrials(tx, personId)) >= MOST_TRIALS_A_DAY) throw refusals.trial_too_often()
    const now = await databaseNow(tx)
    const sealed = sealPersonText(await getPersonKey(tx, keys, personId), JSON.stringify(facts), now.getTime())
    await insertSealedValues(tx, [sealed.row])
    const outer = offeredChannels(context).filter((channel) => preference.channels.includes(channel))
    await insertNotice(tx, {
      onceKey: `trial/${thing}/${personId}`,
      kind: 'trial',
      templateVersion: template.version,
      locale: preference.locale,
      recipient: { personId, factsValueId: sealed.row.id },
      dossierId: null,
      agencyId,
      happenedAt: now,
      deliveries: (['account', ...outer] as const).map((channel) => ({ channel, at: now.getTime() })),
    })
  })
}
