import type { AgencyId, DossierId } from '../../platform/ids.ts'
import type { OfficialText } from '../catalogue/schemas.ts'
import type { Channel, DeliveryState, Preference } from './delivery.ts'
import type { NoticeKind, TemplateKey } from './kinds.ts'
import type { OfficerPreference } from './officers/officer-preference.ts'
import type { SmsLength } from './sms-length.ts'

/** A keyset page; `next` null on the last. */
export interface NoticePage<Row> {
  rows: Row[]
  next: string | null
}

export interface DeliveryView {
  channel: Channel
  state: DeliveryState
  attempts: number
  /** When it is tried (again), or when its state came to be. Epoch milliseconds. */
  at: number
  code: string | null
}

/** A notice as its recipient reads it. */
export interface InboxNotice {
  id: string
  kind: NoticeKind
  /** Null when the person was erased. */
  subject: string | null
  body: string | null
  dossierId: DossierId | null
  happenedAt: number
  read: boolean
  deliveries: DeliveryView[]
}

/** A notice as the desk that looks after it sees it: what and by which way, not its text. */
export interface SentNotice {
  id: string
  kind: NoticeKind
  dossierId: DossierId | null
  code: string | null
  createdAt: number
  deliveries: (DeliveryView & { history: { attempt: number; outcome: string; code: string | null; at: number }[] })[]
}
export const deliveryFilters = ['all', 'open', 'lost'] as const
/** `open`: still under way; `lost`: bounced or given up. */
export type DeliveryFilter = (typeof deliveryFilters)[number]

/** What was made of a report that came to the bounce mailbox. */
export const bounceVerdicts = [
  'taken',
  'repeated',
  'not_failed',
  'unreadable',
  'too_large',
  'foreign',
  'forged',
  'unknown',
] as const
export type BounceVerdict = (typeof bounceVerdicts)[number]

/** A report as the administrators see it: never whose mail it was. */
export interface BounceView {
  id: string
  receivedAt: number
  verdict: BounceVerdict
  code: string | null
  /** Null when it was too large to be read. */
  bytes: number | null
  kind: NoticeKind | null
}

/** Somebody to call, because no notice reached them. */
export interface CallView {
  id: string
  dossierId: DossierId
  code: string | null
  procedureName: OfficialText
  /** Null when erased. */
  personName: string | null
  phone: string | null
  kind: NoticeKind
  /** What the person should be told: the subject of the notice. */
  subject: string | null
  notices: number
  openedAt: number
}

/** A dossier that will need an apology, or should have had one. */
export interface ApologyCase {
  dossierId: DossierId
  code: string
  procedureName: OfficialText
  agencyId: AgencyId
  agencyName: string
  dueAt: number
  /** Until when an apology would be in time. */
  lastAt: number
  /** That instant is over: an apology must still be made, and is recorded as too late. */
  missed: boolean
  /** The steps ahead need more working time than is left. */
  risky: boolean
  /** Past its date. */
  late: boolean
  /** This actor may extend it. */
  mayExtend: boolean
}

/** Dossiers past their date without an apology, by agency: counted in public. */
export interface UnapologisedCount {
  agencyId: AgencyId
  agencyName: string
  count: number
}

/** All that form 04 (apology and new date) prints. Instants in epoch milliseconds; null where nothing is recorded. */
export interface ApologyLetter {
  agencyName: string
  agencyAddress: string | null
  agencyPhone: string | null
  recipientName: string | null
  recipientAddress: { communeCode: string; line: string } | null
  recipientPhone: string | null
  dossierCode: string
  procedureCode: string
  procedureName: OfficialText
  acceptedAt: number
  firstDueAt: number
  previousDueAt: number
  newDueAt: number
  reason: string
  publishedAt: number
  inTime: boolean
}

export interface LocalText {
  subject: string
  body: string
  /** Null: no text message for this. */
  sms: string | null
}
export interface TemplateTexts {
  vi: LocalText
  en: LocalText
  /** `plain`: text messages go without diacritics, in fewer parts. */
  smsForm: 'plain' | 'accented'
}
export interface TemplateLine {
  key: TemplateKey
  version: number
  subject: { vi: string; en: string }
  edited: boolean
  changedAt: number
}
export interface TemplateView extends TemplateTexts {
  key: TemplateKey
  version: number
  edited: boolean
}
/** A text as it would look, filled with the sample. */
export interface TemplatePreview {
  locale: 'vi' | 'en'
  subject: string
  body: string
  push: string
  sms: { text: string; length: SmsLength } | null
  /** The other form of the text message, to compare. */
  smsOther: { text: string; length: SmsLength } | null
}

export interface PreferenceView extends Preference {
  /** What is known of the ways to this person, masked. */
  email: string | null
  phone: string | null
  devices: number
  /** Public half of the key that devices subscribe with; null when push is not set up. */
  pushKey: string | null
  /** Ways this installation has. */
  offered: readonly string[]
}

export interface OfficerPreferenceView extends OfficerPreference {
  /** The officer's own address; null when none is known. */
  email: string | null
  /** This installation sends mail. */
  hasMail: boolean
}
