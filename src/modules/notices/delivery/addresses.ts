import { query, type Reader } from '../../../platform/db.ts'
import type { DossierId, OfficerId, PersonId } from '../../../platform/ids.ts'
import { currentState } from '../../casework/index.ts'
import { officerEmails } from '../../organisation/index.ts'
import { type PersonProfile, readProfiles, readProfileVersions, readTexts } from '../../vault/index.ts'
import type { NoticesContext } from '../context.ts'
import type { OuterChannel } from '../delivery.ts'

/** One address on a channel. `deviceId`: the browser behind it, to be forgotten when it is gone. */
export interface Address {
  to: string
  deviceId?: string
}

export interface Recipient {
  personId: PersonId | null
  officerId: OfficerId | null
  dossierId: DossierId | null
}

type Contact = Pick<PersonProfile, 'email' | 'phone' | 'fullName'>

/**
 * How a person can be reached, as stated last; what a person never stated of themself is taken from the dossier they applied with. Read when
 * it is needed, kept nowhere.
 */
export async function contactOf(
  context: NoticesContext,
  personId: PersonId,
  dossierId: DossierId | null,
): Promise<Contact | null> {
  const { db, keys, casework } = context
  const own = (await readProfiles(db.read, keys, [personId])).get(personId)
  if (own === null) return null
  if (dossierId === null) return own ?? null
  const { state } = await currentState(casework, dossierId)
  if (state.applicant.personId !== personId) return own ?? null
  const { valueId } = state.applicant.profile
  const filed = (await readProfileVersions(db.read, keys, [valueId])).get(valueId)
  return filed == null ? (own ?? null) : { ...filed, ...own }
}

/** Where a notice goes on a channel; empty when there is no such address. */
export async function addressesOf(
  context: NoticesContext,
  recipient: Recipient,
  channel: OuterChannel,
): Promise<Address[]> {
  const { personId, officerId, dossierId } = recipient
  if (personId === null) {
    const email = officerId === null ? undefined : (await officerEmails(context.db.read, [officerId])).get(officerId)
    return channel === 'email' && email !== undefined ? [{ to: email }] : []
  }
  if (channel === 'push') return devicesOf(context, personId)
  const contact = await contactOf(context, personId, dossierId)
  const to = channel === 'email' ? contact?.email : contact?.phone
  return to === undefined || to === '' ? [] : [{ to }]
}

async function devicesOf({ db, keys }: NoticesContext, personId: PersonId): Promise<Address[]> {
  const rows = await query<{ id: string; valueId: string }>(
    db.read as Reader,
    `SELECT id, subscription_value_id AS "valueId" FROM notices_device WHERE person_id = $1 ORDER BY added_at DESC LIMIT 10`,
    [personId],
  )
  const texts = await readTexts(
    db.read,
    keys,
    rows.map((row) => row.valueId),
  )
  return rows.flatMap(({ id, valueId }) => {
    const to = texts.get(valueId)
    return to == null ? [] : [{ to, deviceId: id }]
  })
}

/** Those of the persons who let some browser show notices. */
export async function personsWithDevice(
  on: Pick<Reader, 'executeQuery'>,
  personIds: readonly PersonId[],
): Promise<Set<PersonId>> {
  const rows = await query<{ id: PersonId }>(
    on,
    'SELECT DISTINCT person_id AS id FROM notices_device WHERE person_id = ANY($1::uuid[])',
    [personIds],
  )
  return new Set(rows.map((row) => row.id))
}
