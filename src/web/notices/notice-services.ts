import { countLowRatings } from '../../modules/feedback/index.ts'
import {
  addDevice,
  type ChosenOfficerPreference,
  chooseOfficerPreference,
  choosePreference,
  countCalls,
  countUnread,
  editTemplate,
  finishCall,
  getOfficerPreference,
  getPreference,
  getTemplateView,
  listApologyCases,
  listBounces,
  listCalls,
  listInbox,
  listSent,
  listTemplateLines,
  listUnapologisedCounts,
  markRead,
  type NoticesContext,
  previewTemplate,
  removeDevices,
  type Sample,
  sendTrial,
} from '../../modules/notices/index.ts'
import type { TemplateKey } from '../../modules/notices/kinds.ts'
import type {
  ApologyCase,
  BounceView,
  CallView,
  DeliveryFilter,
  InboxNotice,
  NoticePage,
  OfficerPreferenceView,
  PreferenceView,
  SentNotice,
  TemplateLine,
  TemplatePreview,
  TemplateTexts,
  TemplateView,
  UnapologisedCount,
} from '../../modules/notices/view-types.ts'
import type { Actor } from '../../modules/organisation/actor.ts'
import type { CitizenActor, OfficerActor } from '../../modules/organisation/index.ts'
import type { AgencyId, DossierId } from '../../platform/ids.ts'

/** A message that the demonstration's gateways took. */
export interface DemoMessage {
  channel: 'email' | 'sms' | 'zalo' | 'push'
  to: string
  text: string
  id: string
  at: Date
}

/** The demonstration's gateways, for their page. */
export interface DemoMailbox {
  /** What they took, newest first. */
  messages(): readonly DemoMessage[]
  /** The mail of that id comes back, as from a server that found nobody hours later. */
  sendBack(id: string): Promise<void>
}

export interface RailNoticeCounts {
  /** Unread ones of the officer's own, and people to call. */
  notices: number
  lowRatings: number
}

/** What pages may ask about notices and apologies. */
export interface NoticeServices {
  unread(actor: Actor): Promise<number>
  railCounts(actor: OfficerActor): Promise<RailNoticeCounts>
  inbox(actor: Actor, after: string | undefined): Promise<NoticePage<InboxNotice>>
  /** Gives the dossier that the notice is about. */
  markRead(actor: Actor, noticeId: string | null): Promise<DossierId | null>
  preference(actor: CitizenActor): Promise<PreferenceView>
  choosePreference(actor: CitizenActor, chosen: Parameters<typeof choosePreference>[2]): Promise<void>
  sendTrial(actor: CitizenActor, commandId: string): Promise<void>
  addDevice(actor: CitizenActor, subscription: string): Promise<void>
  removeDevices(actor: CitizenActor): Promise<void>
  officerPreference(actor: OfficerActor): Promise<OfficerPreferenceView>
  chooseOfficerPreference(actor: OfficerActor, chosen: ChosenOfficerPreference): Promise<void>
  calls(actor: OfficerActor): Promise<CallView[]>
  finishCall(actor: OfficerActor, done: { callId: string; note: string }): Promise<void>
  sent(
    actor: OfficerActor,
    asked: { filter: DeliveryFilter; after: string | undefined },
  ): Promise<NoticePage<SentNotice>>
  /** Of administrators. */
  bounces(actor: OfficerActor): Promise<BounceView[]>
  apologyCases(actor: OfficerActor): Promise<{ due: ApologyCase[]; late: ApologyCase[] }>
  /** Open to all: dossiers past their date without an apology. */
  unapologised(): Promise<UnapologisedCount[]>
  templates(actor: Actor): Promise<TemplateLine[]>
  template(actor: Actor, key: string): Promise<TemplateView>
  editTemplate(actor: Actor, edited: Parameters<typeof editTemplate>[2]): Promise<void>
  previewTemplate(
    actor: Actor,
    asked: { key: TemplateKey; texts: TemplateTexts; sample: Sample },
  ): Promise<TemplatePreview[]>
  /** Null where nothing is simulated. */
  demoMailbox(): DemoMailbox | null
}

export interface NoticeServiceParts {
  notices: NoticesContext
  demo: boolean
  demoMailbox?: DemoMailbox
}

export function makeNoticeServices({ notices, demo, demoMailbox }: NoticeServiceParts): NoticeServices {
  const { db, casework } = notices
  return {
    unread: (actor) => countUnread(notices, actor),
    async railCounts(actor) {
      const [unread, calls, lowRatings] = await Promise.all([
        countUnread(notices, actor),
        countCalls(notices, actor),
        countLowRatings(casework, actor),
      ])
      return { notices: unread + calls, lowRatings }
    },
    inbox: (actor, after) => listInbox(notices, actor, after),
    markRead: (actor, noticeId) => markRead(notices, actor, noticeId),
    preference: (actor) => getPreference(notices, actor),
    choosePreference: (actor, chosen) => choosePreference(notices, actor, chosen),
    async sendTrial(actor, commandId) {
      const agencyId: AgencyId = (await casework.directory()).province().id
      await sendTrial(notices, actor, { commandId, agencyId })
    },
    addDevice: (actor, subscription) => addDevice(notices, actor, { subscription, local: demo }),
    removeDevices: (actor) => removeDevices(notices, actor),
    officerPreference: (actor) => getOfficerPreference(notices, actor),
    chooseOfficerPreference: (actor, chosen) => chooseOfficerPreference(notices, actor, chosen),
    calls: (actor) => listCalls(notices, actor),
    finishCall: (actor, done) => finishCall(notices, actor, done),
    sent: (actor, asked) => listSent(notices, actor, asked),
    bounces: (actor) => listBounces(notices, actor),
    apologyCases: (actor) => listApologyCases(notices, actor, Date.now()),
    unapologised: () => listUnapologisedCounts(notices, Date.now()),
    templates: (actor) => listTemplateLines(db, actor),
    template: (actor, key) => getTemplateView(db, actor, key),
    editTemplate: (actor, edited) => editTemplate(db, actor, edited),
    async previewTemplate(actor, { key, texts, sample }) {
      const status = key === 'status' ? texts : await getTemplateView(db, actor, 'status')
      return previewTemplate(actor, { key, texts, status, sample })
    },
    demoMailbox: () => (demo && demoMailbox !== undefined ? demoMailbox : null),
  }
}
