/** What applicants are told about: each change of state (NĐ 224/2026 Art. 15.1.g), an apology, an answer, and a trial of their own. */
export const applicantKinds = [
  'submitted',
  'accepted',
  'intake_refused',
  'supplement_requested',
  'supplied',
  'moved',
  'assigned',
  'opinion_asked',
  'opinion_answered',
  'suspended',
  'resumed',
  'payment_requested',
  'payment_recorded',
  'fee_due',
  'fee_settled',
  'fee_refunded',
  'apology',
  'withdrawn',
  'stopped',
  'resolved',
  'returned',
  'corrected',
  'rating_answered',
  'petition_changed',
  'survey_invited',
  'survey_reminded',
  'trial',
] as const
export type ApplicantKind = (typeof applicantKinds)[number]

/** What officers are told. */
export const officerKinds = [
  'remind_officer',
  'remind_head',
  'remind_leader',
  'apology_needed',
  'rating_late',
  'petition_late',
  'digest',
] as const
export type OfficerKind = (typeof officerKinds)[number]

/**
 * Between the office and one person: no desk sees that it was sent or did not arrive, for it would learn who rated, complained or did not
 * answer (decisions 0017, 0036).
 */
export const confidentialKinds: readonly ApplicantKind[] = [
  'rating_answered',
  'petition_changed',
  'survey_invited',
  'survey_reminded',
]

export type NoticeKind = ApplicantKind | OfficerKind

/** The text that every notice of a state carries: see `statusPlaces`. It is filled first and stands as {{status}} in the others. */
export const STATUS_TEXT = 'status'
export type TemplateKey = NoticeKind | typeof STATUS_TEXT

/** The least a notice of a state says: agency, who receives or handles, time of receipt, processing, return (NĐ 224/2026 Art. 15.1.g). */
export const statusPlaces = ['agency', 'officer', 'received', 'step', 'due'] as const

/** Places an applicant's text may use, by what they are filled with. */
const applicantPlaces = [
  ...statusPlaces,
  'status',
  'name',
  'dossier',
  'procedure',
  'previous_due',
  'reason',
  'until',
  'amount',
  'asked',
  'place',
  'link',
  'rate_link',
  'answer',
  'letter_link',
  'survey',
] as const
/** A text message passes through strangers' hands: no name and nothing of what the dossier holds. */
const smsPlaces = ['agency', 'dossier', 'due', 'until', 'amount', 'place', 'link', 'rate_link', 'survey'] as const
const officerPlaces = [
  'dossier',
  'procedure',
  'step',
  'agency',
  'due',
  'link',
  'late',
  'today',
  'soon',
  'late_list',
  'today_list',
  'soon_list',
] as const

export function isOfficerKind(key: TemplateKey): key is OfficerKind {
  return (officerKinds as readonly string[]).includes(key)
}

/** Which places a part of a text may use. */
export function placesFor(key: TemplateKey, part: 'subject' | 'body' | 'sms'): readonly string[] {
  if (key === STATUS_TEXT) return statusPlaces
  if (isOfficerKind(key)) return officerPlaces
  return part === 'sms' ? smsPlaces : applicantPlaces
}

/** Which places a part must hold: what the law asks for cannot be edited away. */
export function neededPlaces(key: TemplateKey, part: 'subject' | 'body' | 'sms'): readonly string[] {
  if (part !== 'body') return []
  if (key === STATUS_TEXT) return statusPlaces
  if (key === 'trial' || isOfficerKind(key)) return []
  if (key === 'apology') return ['status', 'reason', 'previous_due']
  if (key === 'rating_answered') return ['answer']
  if (key === 'petition_changed') return ['link']
  if (key === 'survey_invited' || key === 'survey_reminded') return ['link', 'until']
  return ['status']
}
