import type { Reader, Transaction } from '../../platform/db.ts'
import type { ToldPetition } from '../petitions/index.ts'
import { insertSealedValues, loadPersonKeys, readProfiles, sealPersonText } from '../vault/index.ts'
import type { NoticesContext } from './context.ts'
import { DEFAULT_PREFERENCE } from './delivery.ts'
import { databaseNow, insertNotice } from './notice-store.ts'
import { chosenDeliveries } from './recipient.ts'
import { listTemplates } from './templates/template-store.ts'

const KIND = 'petition_changed'

/**
 * Tells whoever wrote a petition that something happened to it, by the telephone and address they left for it; in the transaction of the
 * change. No desk sees it (`confidentialKinds`). The text message holds no link: whoever has the link reads the petition.
 */
export async function tellPetitionWriter(context: NoticesContext, tx: Transaction, told: ToldPetition): Promise<void> {
  const { personId, petitionId, agencyId, code, followCode, version } = told
  const template = (await listTemplates(tx)).find((one) => one.key === KIND)
  const key = (await loadPersonKeys(tx, context.keys, [personId])).get(personId)
  if (template === undefined || key == null) return
  const profile = (await readProfiles(tx as Reader, context.keys, [personId])).get(personId)
  if (profile?.phone === undefined && profile?.email === undefined) return
  const now = await databaseNow(tx)
  const directory = await context.casework.directory()
  const facts = {
    name: profile.fullName.replace(/\s+/g, ' '),
    agency: directory.get(agencyId)?.name ?? '',
    dossier: code,
    link: `${context.publicUrl}/phan-anh/theo-doi/${followCode}`,
  }
  const { row } = sealPersonText(key, JSON.stringify(facts), now.getTime())
  await insertSealedValues(tx, [row])
  const { locale } = DEFAULT_PREFERENCE
  await insertNotice(tx, {
    onceKey: `${KIND}/${petitionId}/${version}`,
    kind: KIND,
    templateVersion: template.version,
    locale,
    recipient: { personId, factsValueId: row.id },
    dossierId: null,
    agencyId,
    happenedAt: now,
    deliveries: chosenDeliveries(context, {
      now: now.getTime(),
      preference: DEFAULT_PREFERENCE,
      hasDevice: false,
      hasSms: template.texts[locale].sms !== null,
      rings: true,
    }),
  })
}
