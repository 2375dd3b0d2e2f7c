import type { Translate } from '../locales/translate.ts'
import type { LetterHead, PaperFacts } from './paper-facts.ts'

const HANOI_OFFSET_MS = 7 * 3_600_000

/** "Hưng Yên, ngày 05 tháng 01 năm 2026": days below ten and the first two months have a zero (NĐ 30/2020, Annex I). */
export function dateLine(head: LetterHead, at: number, t: Translate): string {
  const [year, month, day] = partsOf(at)
  return t('documents.date_line', { place: head.place, day, month: monthText(month), year })
}

/** "09 giờ 12 phút, ngày 26 tháng 11 năm 2026". */
export function momentText(at: number, t: Translate): string {
  const [year, month, day, hour, minute] = partsOf(at)
  return t('documents.moment', { hour, minute, day, month: monthText(month), year })
}

/** "26/11/2026". */
export function dayText(at: number): string {
  const [year, month, day] = partsOf(at)
  return `${day}/${month}/${year}`
}

/** "26/11/2026 09:12". */
export function dayTimeText(at: number): string {
  const [, , , hour, minute] = partsOf(at)
  return `${dayText(at)} ${hour}:${minute}`
}

/** `YYYY-MM-DD` as "26/11/2026". */
export function isoDayText(date: string): string {
  return date.split('-').reverse().join('/')
}

type Parts = [year: string, month: string, day: string, hour: string, minute: string]

function partsOf(at: number): Parts {
  const text = new Date(at + HANOI_OFFSET_MS).toISOString()
  return [text.slice(0, 4), text.slice(5, 7), text.slice(8, 10), text.slice(11, 13), text.slice(14, 16)]
}

/** January and February keep their zero, later months have none to keep. */
function monthText(month: string): string {
  return Number(month) < 3 ? month : String(Number(month))
}

export function applicantName({ dossier, t }: PaperFacts): string {
  return dossier.applicant?.fullName ?? t('documents.erased')
}

export function procedureName({ dossier }: PaperFacts): string {
  return dossier.procedure.name.vi
}

export function addressText({ dossier, applicantPlace }: PaperFacts): string | null {
  const line = dossier.applicant?.address?.line ?? ''
  const parts = [line, applicantPlace ?? ''].filter((part) => part !== '')
  return parts.length === 0 ? null : parts.join(', ')
}

/** "0912 345 678" of a Vietnamese number, others as they are. */
export function phoneText(phone: string | undefined): string | null {
  if (phone === undefined) return null
  const local = phone.replace(/^\+84/, '0')
  return /^0\d{9}$/.test(local) ? `${local.slice(0, 4)} ${local.slice(4, 7)} ${local.slice(7)}` : local
}

/** Where to follow: by the code once there is one, else in the account. */
export function trackingAddress({ dossier, publicUrl }: PaperFacts): string {
  return dossier.code === null ? `${publicUrl}/ho-so/${dossier.dossierId}` : `${publicUrl}/tra-cuu/${dossier.code}`
}
