import type { Reader, Transaction } from '../../platform/db.ts'
import type { DossierId, PersonId } from '../../platform/ids.ts'
import type { StoredEvent } from '../../platform/ledger/index.ts'
import type { DossierEvent, DossierState } from '../casework/index.ts'
import { dossierEvent, findApology, listParties, statesByVersion } from '../casework/views/index.ts'
import { inviteToRate, type RatingEvent } from '../feedback/index.ts'
import { personsWithAccount } from '../organisation/index.ts'
import { insertSealedValues, loadPersonKeys, sealPersonText } from '../vault/index.ts'
import type { NoticesContext } from './context.ts'
import { personsWithDevice } from './delivery/addresses.ts'
import type { Preference } from './delivery.ts'
import { dossierFacts } from './dossier-facts.ts'
import { type Facts, fill } from './fill.ts'
import { type ApplicantKind, STATUS_TEXT } from './kinds.ts'
import { databaseNow, insertNotice } from './notice-store.ts'
import { readPreferences } from './preference-store.ts'
import { chosenDeliveries, nameOf } from './recipient.ts'
import { listTemplates, type StoredTemplate } from './templates/template-store.ts'

/** What is told of each event. An approval alone is not: what it decided becomes known with the result. */
const kindOf: Readonly<Record<DossierEvent['type'], ApplicantKind | null>> = {
  Submitted: 'submitted',
  Accepted: 'accepted',
  IntakeRefused: 'intake_refused',
  SupplementRequested: 'supplement_requested',
  Supplied: 'supplied',
  PaperAttached: null,
  Redirected: 'moved',
  Forwarded: 'moved',
  SentBack: 'moved',
  Assigned: 'assigned',
  OpinionAsked: 'opinion_asked',
  OpinionAnswered: 'opinion_answered',
  Suspended: 'suspended',
  Resumed: 'resumed',
  PaymentRequested: 'payment_requested',
  PaymentRecorded: 'payment_recorded',
  FeeAssessed: 'fee_due',
  FeeSettled: 'fee_settled',
  FeeWaived: null,
  FeeWaiverProposed: null,
  FeeWaiverRefused: null,
  FeeReleased: null,
  UnpaidReviewed: null,
  FeeRefunded: 'fee_refunded',
  Extended: 'apology',
  Withdrawn: 'withdrawn',
  Stopped: 'stopped',
  Approved: null,
  Completed: 'resolved',
  ResultReturned: 'returned',
  Corrected: 'corrected',
}

/** At what the person is asked how they were served. */
const ratedAt: Readonly<Partial<Record<DossierEvent['type'], RatingEvent>>> = {
  Accepted: 'receipt_given',
  SupplementRequested: 'supplement_requested',
  IntakeRefused: 'intake_refused',
  ResultReturned: 'result_returned',
}

/**
 * What happened longer ago is no news: it stands in the account of whoever has one, and nothing rings. So a follower that was away for
 * days, or meets a history for the first time, disturbs nobody.
 */
const NEWS_MS = 24 * 3_600_000

interface Telling {
  tx: Transaction
  context: NoticesContext
  now: Date
  templates: ReadonlyMap<string, StoredTemplate>
  accounts: ReadonlySet<PersonId>
  preferences: ReadonlyMap<PersonId, Preference>
  /** Those with a browser that shows notices. */
  withDevice: ReadonlySet<PersonId>
  states: Map<string, Map<number, DossierState>>
}

/**
 * Makes one notice of each event for each citizen who has a part in the dossier, in the transaction that moves the follower on
 * (`consume`): each is made exactly once, whatever crashes. Returns how many were made.
 */
export async function tellApplicants(
  context: NoticesContext,
  tx: Transaction,
  events: readonly StoredEvent[],
): Promise<number> {
  const told = events.filter((event) => kindOf[event.type as DossierEvent['type']] != null)
  const parties = await listParties(
    tx,
    told.map((event) => event.streamId),
  )
  const persons = [...parties.values()].flatMap(({ applicantId, submitterId }) =>
    submitterId === null ? [applicantId] : [applicantId, submitterId],
  )
  const telling: Telling = {
    tx,
    context,
    now: await databaseNow(tx),
    templates: new Map((await listTemplates(tx)).map((template) => [template.key, template])),
    accounts: await personsWithAccount(tx, persons),
    preferences: await readPreferences(tx, [...new Set(persons)]),
    withDevice: await personsWithDevice(tx, persons),
    states: new Map(),
  }
  let made = 0
  for (const event of told) {
    const party = parties.get(event.streamId)
    if (party === undefined) continue
    for (const personId of new Set([party.applicantId, party.submitterId ?? party.applicantId])) {
      if (await tell(telling, event, personId)) made += 1
    }
  }
  return made
}

async function tell(telling: Telling, event: StoredEvent, personId: PersonId): Promise<boolean> {
  const { tx, context, now, accounts, preferences, templates } = telling
  const isNews = now.getTime() - event.recordedAt.getTime() < NEWS_MS
  if (!isNews && !accounts.has(personId)) return false
  const kind = kindOf[event.type as DossierEvent['type']]
  const template = kind === null ? undefined : templates.get(kind)
  const state = await stateAt(telling, event)
  const key = (await loadPersonKeys(tx, context.keys, [personId])).get(personId)
  const preference = preferences.get(personId)
  if (kind === null || template === undefined || state === undefined || key == null || preference === undefined) {
    return false
  }
  const facts = await factsFor(telling, { event, personId, state, preference, isNews })
  const { row } = sealPersonText(key, JSON.stringify(facts), now.getTime())
  await insertSealedValues(tx, [row])
  return insertNotice(tx, {
    onceKey: `event/${event.position}/${personId}`,
    kind,
    templateVersion: template.version,
    locale: preference.locale,
    recipient: { personId, factsValueId: row.id },
    dossierId: state.id,
    agencyId: state.units.intake,
    happenedAt: event.recordedAt,
    deliveries: chosenDeliveries(context, {
      now: now.getTime(),
      preference,
      hasDevice: telling.withDevice.has(personId),
      hasSms: template.texts[preference.locale].sms !== null,
      rings: isNews,
    }),
  })
}

async function stateAt({ tx, states }: Telling, event: StoredEvent): Promise<DossierState | undefined> {
  const known = states.get(event.streamId) ?? (await statesByVersion(tx as Reader, event.streamId as DossierId))
  states.set(event.streamId, known)
  return known.get(event.version)
}

interface Told {
  event: StoredEvent
  personId: PersonId
  state: DossierState
  preference: Preference
  isNews: boolean
}

async function factsFor(telling: Telling, { event, personId, state, preference, isNews }: Told): Promise<Facts> {
  const { tx, context, templates, accounts } = telling
  const { locale } = preference
  const happened = dossierEvent(event)
  const base = await dossierFacts(context, tx as Reader, {
    state,
    event: happened,
    actorId: event.actorId as never,
    locale,
  })
  const status = templates.get(STATUS_TEXT)
  const facts: Record<string, string> = {
    ...base,
    name: await nameOf(tx as Reader, context, { personId, state }),
    link: linkTo(context.publicUrl, state, accounts.has(personId)),
    ...(status === undefined ? {} : { status: fill(status.texts[locale].body, base) }),
  }
  if (happened.type === 'Extended') {
    facts.reason = (await findApology(tx as Reader, state.id))?.reason ?? ''
    // The letter is behind the login: who has no account has the text of it here.
    facts.letter_link = accounts.has(personId) ? `${context.publicUrl}/ho-so/${state.id}/giay/04.pdf` : ''
  }
  const asked = ratedAt[happened.type]
  const token = asked !== undefined && isNews ? await inviteToRate(tx, { state, event: asked, personId }) : undefined
  if (token !== undefined) facts.rate_link = `${context.publicUrl}/danh-gia/${token}`
  return facts
}

/** To the dossier for who can log in; to following by code for who cannot. */
function linkTo(publicUrl: string, state: DossierState, hasAccount: boolean): string {
  if (hasAccount) return `${publicUrl}/ho-so/${state.id}`
  return state.code === null ? '' : `${publicUrl}/tra-cuu/${encodeURIComponent(state.code)}`
}
