import type { Reader } from '../../platform/db.ts'
import type { PersonId } from '../../platform/ids.ts'
import type { DossierState } from '../casework/index.ts'
import { readProfiles, readProfileVersions } from '../vault/index.ts'
import { type NoticesContext, offeredChannels } from './context.ts'
import { type Preference, ringsAt } from './delivery.ts'
import type { NewDelivery } from './notice-store.ts'

/**
 * By which ways a person is told, and when: always in the account, and as they chose. A text message and Zalo carry only what has a short
 * text; what rings waits for the end of quiet hours.
 */
export function chosenDeliveries(
  context: Pick<NoticesContext, 'gateways'>,
  told: {
    now: number
    preference: Preference
    /** The person has a browser that shows notices. */
    hasDevice: boolean
    hasSms: boolean
    /** False: in the account alone. */
    rings: boolean
  },
): NewDelivery[] {
  const { now, preference, hasDevice, hasSms, rings } = told
  const account: NewDelivery = { channel: 'account', at: now }
  if (!rings) return [account]
  const at = ringsAt(now, preference.quiet)
  const outer = offeredChannels(context)
    .filter((channel) => preference.channels.includes(channel))
    .filter((channel) => channel !== 'push' || hasDevice)
    .filter((channel) => hasSms || (channel !== 'sms' && channel !== 'zalo'))
  return [account, ...outer.map((channel) => ({ channel, at }))]
}

/**
 * How the person calls themself, on one line: a name with a line break in it must not look like a line of ours. For an applicant, where
 * nothing is known but the dossier, as filed in it.
 */
export async function nameOf(
  reader: Reader,
  { keys }: Pick<NoticesContext, 'keys'>,
  { personId, state }: { personId: PersonId; state: DossierState },
): Promise<string> {
  const own = (await readProfiles(reader, keys, [personId])).get(personId)
  if (own != null) return own.fullName.replace(/\s+/g, ' ')
  if (personId !== state.applicant.personId) return ''
  const { valueId } = state.applicant.profile
  const filed = (await readProfileVersions(reader, keys, [valueId])).get(valueId)
  return (filed?.fullName ?? '').replace(/\s+/g, ' ')
}
