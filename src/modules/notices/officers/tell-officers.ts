import type { Transaction } from '../../../platform/db.ts'
import type { AgencyId, DossierId, OfficerId } from '../../../platform/ids.ts'
import { type NoticesContext, offeredChannels } from '../context.ts'
import type { Facts } from '../fill.ts'
import type { OfficerKind } from '../kinds.ts'
import { databaseNow, insertNotice } from '../notice-store.ts'
import { listTemplates } from '../templates/template-store.ts'

export interface OfficerTelling {
  kind: OfficerKind
  /** Names the thing told; the officer's id is added. */
  thing: string
  officerIds: readonly OfficerId[]
  agencyId: AgencyId
  dossierId: DossierId | null
  facts: Facts
  /** Also by e-mail; else in the account alone. */
  byMail: boolean
}

/** Tells officers, each once about a thing. Returns how many were told now. */
export async function tellOfficers(context: NoticesContext, tx: Transaction, telling: OfficerTelling): Promise<number> {
  const { kind, thing, officerIds, agencyId, dossierId, facts, byMail } = telling
  const template = (await listTemplates(tx)).find((one) => one.key === kind)
  if (template === undefined) return 0
  const now = await databaseNow(tx)
  const mail =
    byMail && offeredChannels(context).includes('email') ? [{ channel: 'email' as const, at: now.getTime() }] : []
  let told = 0
  for (const officerId of new Set(officerIds)) {
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
