import { query, type Reader, type Transaction } from '../../platform/db.ts'
import type { PersonId } from '../../platform/ids.ts'
import { DEFAULT_PREFERENCE, type OuterChannel, type Preference } from './delivery.ts'

interface PreferenceRow {
  personId: PersonId
  channels: OuterChannel[]
  locale: 'vi' | 'en'
  quietFrom: number | null
  quietTo: number | null
}

/** How persons want to be told; who has not chosen is told as by default. */
export async function readPreferences(
  on: Pick<Reader, 'executeQuery'>,
  personIds: readonly PersonId[],
): Promise<Map<PersonId, Preference>> {
  const rows = await query<PreferenceRow>(
    on,
    `SELECT person_id AS "personId", channels, locale, quiet_from AS "quietFrom", quiet_to AS "quietTo"
     FROM notices_preference WHERE person_id = ANY($1::uuid[])`,
    [personIds],
  )
  const chosen = new Map(
    rows.map(({ personId, channels, locale, quietFrom, quietTo }): [PersonId, Preference] => [
      personId,
      { channels, locale, quiet: quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo } },
    ]),
  )
  return new Map(personIds.map((id) => [id, chosen.get(id) ?? DEFAULT_PREFERENCE]))
}

export async function writePreference(tx: Transaction, personId: PersonId, preference: Preference): Promise<void> {
  const { channels, locale, quiet } = preference
  await query(
    tx,
    `INSERT INTO notices_preference (person_id, channels, locale, quiet_from, quiet_to) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (person_id) DO UPDATE SET channels = excluded.channels, locale = excluded.locale,
       quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, changed_at = platform_now()`,
    [personId, channels, locale, quiet?.from ?? null, quiet?.to ?? null],
  )
}
