import type { Transaction } from '../../../platform/db.ts'
import type { AgencyId, DossierId, OfficerId } from '../../../platform/ids.ts'
import { type NoticesContext, offeredChannels } from '../context.ts'
import type { Facts } from '../fill.ts'
import type { OfficerKind } from '../kinds.ts'
import { databaseNow, insertNotice, type NewDelivery } from '../notice-store.ts'
import { listTemplates } from '../templates/template-store.ts'
import { DEFAULT_OFFICER_PREFERENCE, mailAt } from './officer-preference.ts'
import { readOfficerPreferences } from './officer-preference-store.ts'

export interface OfficerTelling {
  kind: OfficerKind
  /** Names the thing told; the officer's id is added. */
  thing: string
  officerIds: readonly OfficerId[]
  agencyId: AgencyId
  dossierId: DossierId | null
  facts: Facts
}

/** Tells officers, each once about a thing: in the account, and by mail as each chose. Returns how many were told now. */
export async function tellOfficers(context: NoticesContext, tx: Transaction, telling: OfficerTelling): Promise<number> {
  const { kind, thing, officerIds, agencyId, dossierId, facts } = telling
  const template = (await listTemplates(tx)).find((one) => one.key === kind)
  if (template === undefined) return 0
  const now = await databaseNow(tx)
  const hasMail = offeredChannels(context).includes('email')
  const preferences = await readOfficerPreferences(tx, officerIds)
  let told = 0
  for (const officerId of new Set(officerIds)) {
    const preference = preferences.get(officerId) ?? DEFAULT_OFFICER_PREFERENCE
    const at = hasMail ? mailAt(preference, kind, now.getTime()) : null
    const mail: NewDelivery[] = at === null ? [] : [{ channel: 'email', at }]
    const isNew = await insertNotice(tx, {
      onceKey: `${kind}/${thing}/${officerId}`,
      kind,
      templateVersion: template.version,
      locale: 'vi',
      recipient: { officerId, facts },
      dossierId,
      agencyId,
      happenedAt: now,
      deliveries: [{ channel: 'account', at: now.getTime() }, ...mail],
    })
    if (isNew) told += 1
  }
  return told
}
