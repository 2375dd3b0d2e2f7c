import { query, type Reader, type Transaction } from '../../platform/db.ts'
import { personsWithAccount } from '../organisation/index.ts'
import type { InvitationOutcome, InvitedPerson } from '../surveys/index.ts'
import { insertSealedValues, loadPersonKeys, sealPersonText } from '../vault/index.ts'
import type { NoticesContext } from './context.ts'
import { contactOf, personsWithDevice } from './delivery/addresses.ts'
import type { DeliveryState } from './delivery.ts'
import { DEFAULT_PREFERENCE, ringsAt } from './delivery.ts'
import { databaseNow, insertNotice } from './notice-store.ts'
import { readPreferences } from './preference-store.ts'
import { chosenDeliveries } from './recipient.ts'
import { listTemplates } from './templates/template-store.ts'

const kindOf = { 1: 'survey_invited', 2: 'survey_reminded' } as const

/**
 * Invites somebody of a survey's sample by the ways they chose, or reminds them; in the transaction that marks them. A reminder is not held over
 * quiet hours: when they end, it may have been answered. No desk sees who was reminded (`confidentialKinds`). What it says leads to the right
 * to answer, never to an answer.
 */
export async function tellInvited(
  context: NoticesContext,
  tx: Transaction,
  invited: InvitedPerson,
): Promise<InvitationOutcome> {
  const { personId, rightId, turn, dossierId } = invited
  const kind = kindOf[turn]
  const template = (await listTemplates(tx)).find((one) => one.key === kind)
  const key = (await loadPersonKeys(tx, context.keys, [personId])).get(personId)
  const contact = await contactOf(context, personId, dossierId)
  const hasAccount = (await personsWithAccount(tx, [personId])).has(personId)
  if (template === undefined || key == null || contact === null) return 'unreachable'
  if (!hasAccount && contact.phone === undefined && contact.email === undefined) return 'unreachable'
  const preference = (await readPreferences(tx, [personId])).get(personId) ?? DEFAULT_PREFERENCE
  const now = await databaseNow(tx)
  if (turn === 2 && ringsAt(now.getTime(), preference.quiet) > now.getTime()) return 'later'
  const facts = await factsOf(context, invited, { name: contact.fullName, locale: preference.locale })
  const { row } = sealPersonText(key, JSON.stringify(facts), now.getTime())
  await insertSealedValues(tx, [row])
  await insertNotice(tx, {
    onceKey: `survey/${rightId}/${turn}`,
    kind,
    templateVersion: template.version,
    locale: preference.locale,
    recipient: { personId, factsValueId: row.id },
    dossierId,
    agencyId: invited.agencyId,
    happenedAt: now,
    deliveries: chosenDeliveries(context, {
      now: now.getTime(),
      preference,
      hasDevice: (await personsWithDevice(tx, [personId])).has(personId),
      hasSms: template.texts[preference.locale].sms !== null,
      rings: true,
    }),
  })
  return 'told'
}

async function factsOf(
  { publicUrl, casework }: NoticesContext,
  invited: InvitedPerson,
  { name, locale }: { name: string; locale: 'vi' | 'en' },
): Promise<Record<string, string>> {
  const directory = await casework.directory()
  return {
    name: name.replace(/\s+/g, ' '),
    agency: directory.get(invited.agencyId)?.name ?? '',
    survey: locale === 'en' ? invited.nameEn : invited.nameVi,
    dossier: invited.reference,
    until: invited.endsOn.split('-').reverse().join('/'),
    link: `${publicUrl}/khao-sat/phieu/${await invited.link()}`,
  }
}

/** What became of a round's messages by a way: how many in each state. The account is no message. */
export interface InvitationDeliveries {
  channel: string
  states: Partial<Record<DeliveryState, number>>
}

/** For who runs the survey: how many messages went out, arrived, came back. */
export async function countInvitationDeliveries(reader: Reader, roundId: string): Promise<InvitationDeliveries[]> {
  const rows = await query<{ channel: string; state: DeliveryState; count: number }>(
    reader,
    `SELECT v.channel, v.state, count(*)::int AS count FROM surveys_right g JOIN surveys_invitation i ON i.right_id = g.id
     JOIN notices_notice n ON n.once_key = 'survey/' || i.right_id || '/' || i.turn
     JOIN notices_delivery v ON v.notice_id = n.id
     WHERE g.round_id = $1 AND v.channel <> 'account' GROUP BY 1, 2 ORDER BY 1, 2`,
    [roundId],
  )
  return [...new Set(rows.map(({ channel }) => channel))].map((channel) => ({
    channel,
    states: Object.fromEntries(
      rows.filter((row) => row.channel === channel).map(({ state, count }) => [state, count]),
    ) as InvitationDeliveries['states'],
  }))
}
