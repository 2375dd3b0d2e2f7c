import type { Reader, Transaction } from '../../platform/db.ts'
import { currentState } from '../casework/index.ts'
import { getProcedureVersion } from '../catalogue/index.ts'
import { type AnsweredRating, insertInvitation } from '../feedback/index.ts'
import { personsWithAccount } from '../organisation/index.ts'
import { insertSealedValues, loadPersonKeys, sealPersonText } from '../vault/index.ts'
import type { NoticesContext } from './context.ts'
import { personsWithDevice } from './delivery/addresses.ts'
import { DEFAULT_PREFERENCE } from './delivery.ts'
import { databaseNow, insertNotice } from './notice-store.ts'
import { readPreferences } from './preference-store.ts'
import { chosenDeliveries, nameOf } from './recipient.ts'
import { listTemplates } from './templates/template-store.ts'

/**
 * Tells whoever gave a low rating that the head has answered, with the answer, by the ways they chose; in the transaction of the answer. Who
 * has no account gets a link to what they gave. The desk sees nothing of it (`confidentialKinds`). Once a rating; nothing for an erased person.
 */
export async function tellRatingAnswer(
  context: NoticesContext,
  tx: Transaction,
  answered: AnsweredRating,
): Promise<void> {
  const { personId, dossierId, agencyId } = answered
  const template = (await listTemplates(tx)).find((one) => one.key === 'rating_answered')
  const key = (await loadPersonKeys(tx, context.keys, [personId])).get(personId)
  if (template === undefined || key == null) return
  const preference = (await readPreferences(tx, [personId])).get(personId) ?? DEFAULT_PREFERENCE
  const now = await databaseNow(tx)
  const facts = await factsOf(context, tx, { answered, locale: preference.locale })
  const { row } = sealPersonText(key, JSON.stringify(facts), now.getTime())
  await insertSealedValues(tx, [row])
  await insertNotice(tx, {
    onceKey: `rating_answered/${answered.ratingId}`,
    kind: 'rating_answered',
    templateVersion: template.version,
    locale: preference.locale,
    recipient: { personId, factsValueId: row.id },
    dossierId,
    agencyId,
    happenedAt: now,
    deliveries: chosenDeliveries(context, {
      now: now.getTime(),
      preference,
      hasDevice: (await personsWithDevice(tx, [personId])).has(personId),
      hasSms: template.texts[preference.locale].sms !== null,
      rings: true,
    }),
  })
}

async function factsOf(
  context: NoticesContext,
  tx: Transaction,
  { answered, locale }: { answered: AnsweredRating; locale: 'vi' | 'en' },
): Promise<Record<string, string>> {
  const { personId, dossierId, agencyId, answer } = answered
  const reader = tx as Reader
  const { state } = await currentState(context.casework, dossierId)
  const { document } = await getProcedureVersion(reader, state.procedureVersionId)
  const directory = await context.casework.directory()
  const hasAccount = (await personsWithAccount(tx, [personId])).has(personId)
  const path = hasAccount ? 'tai-khoan/danh-gia' : `danh-gia/${await insertInvitation(tx, answered)}`
  return {
    name: await nameOf(reader, context, { personId, state }),
    agency: directory.get(agencyId)?.name ?? '',
    dossier: state.code ?? '',
    procedure: locale === 'en' ? (document.name.en ?? document.name.vi) : document.name.vi,
    answer,
    link: `${context.publicUrl}/${path}`,
  }
}
