import { query, type Reader, type Transaction } from '../../../platform/db.ts'
import type { OfficerId } from '../../../platform/ids.ts'
import { DEFAULT_OFFICER_PREFERENCE, type MailableKind, type OfficerPreference } from './officer-preference.ts'

interface PreferenceRow {
  officerId: OfficerId
  mailKinds: MailableKind[]
  digest: boolean
  digestMinute: number
  quietFrom: number | null
  quietTo: number | null
}

/** How officers want to be told; who has not chosen is told as by default. */
export async function readOfficerPreferences(
  on: Pick<Reader, 'executeQuery'>,
  officerIds: readonly OfficerId[],
): Promise<Map<OfficerId, OfficerPreference>> {
  const rows = await query<PreferenceRow>(
    on,
    `SELECT officer_id AS "officerId", mail_kinds AS "mailKinds", digest, digest_minute AS "digestMinute",
       quiet_from AS "quietFrom", quiet_to AS "quietTo"
     FROM notices_officer_preference WHERE officer_id = ANY($1::uuid[])`,
    [officerIds],
  )
  const chosen = new Map(
    rows.map(({ officerId, quietFrom, quietTo, ...row }): [OfficerId, OfficerPreference] => [
      officerId,
      { ...row, quiet: quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo } },
    ]),
  )
  return new Map(officerIds.map((id) => [id, chosen.get(id) ?? DEFAULT_OFFICER_PREFERENCE]))
}

export async function writeOfficerPreference(
  tx: Transaction,
  officerId: OfficerId,
  { mailKinds, digest, digestMinute, quiet }: OfficerPreference,
): Promise<void> {
  await query(
    tx,
    `INSERT INTO notices_officer_preference (officer_id, mail_kinds, digest, digest_minute, quiet_from, quiet_to)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (officer_id) DO UPDATE SET mail_kinds = excluded.mail_kinds, digest = excluded.digest,
       digest_minute = excluded.digest_minute, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
       changed_at = platform_now()`,
    [officerId, mailKinds, digest, digestMinute, quiet?.from ?? null, quiet?.to ?? null],
  )
}
